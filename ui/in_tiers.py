"""The tier of each customer by the rules that this data starts with, and why."""

from datetime import date

import pandas as pd

from icp import by_id, db, measures, presets, tiers
from ui import state


def customers() -> pd.DataFrame:
    """One row per customer with a tier: customer_id, tier and the rest of `tiers.judge`."""
    return state.ask(_judged, state.as_of(), _rules())


def with_reasons(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with the column why: what speaks for and against their tier."""
    rules = _rules()
    known = _known(state.as_of(), rules)
    places = by_id.places(rows["customer_id"], known["customer_id"])
    found = known.index[places[places >= 0]]
    texts = dict(zip(found, map("; ".join, tiers.reasons(known, rules, found)), strict=True))
    return rows.assign(why=[texts[known.index[place]] if place >= 0 else None for place in places])


def window_months() -> int:
    """The window of the measures that tell the tier."""
    return _rules().window_months


def _rules() -> tiers.Rules:
    return state.ask(presets.default).rules


def _known(as_of: date, rules: tiers.Rules) -> pd.DataFrame:
    return state.ask(measures.customers, as_of, "net", rules.window_months)


def _judged(_conn: db.Connection, as_of: date, rules: tiers.Rules) -> pd.DataFrame:
    return tiers.judge(_known(as_of, rules), rules)
