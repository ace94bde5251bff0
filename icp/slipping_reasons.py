"""Why a customer counts as slipping away, in words."""

import math
from datetime import date
from typing import Any

import pandas as pd

from icp import by_id, db, rfm
from icp.slipping import EVERYTHING, KINDS

WORDS = {
    "recurring": "recurring",
    "project": "projects",
    "resale": "resale",
    "other": "orders",
    EVERYTHING: "orders in all",
}
LUMPS = ("project", "resale")
SILENT, TIMES = 90, 2  # days, and times their usual wait: shorter silences are no sign
UNHAPPY = 6  # the highest NPS of a detractor


def since(fell: pd.Series, as_of: date) -> pd.Series:
    """A day in the month from which on each brought less, of months ago."""
    days = [pd.NaT if math.isnan(ago) else began(as_of, int(ago)) for ago in fell.astype(float)]
    return pd.Series(days, fell.index, dtype="datetime64[s]")


def began(as_of: date, months_ago: int) -> pd.Timestamp:
    """The middle of the first of the last so many months, which is in the month one would name."""
    return pd.Timestamp(as_of) - pd.DateOffset(months=months_ago) + pd.Timedelta(days=15)


def reasons(conn: db.Connection, frame: pd.DataFrame, as_of: date) -> pd.Series:
    """For rows of `slipping.apply`: which kinds fell since when, and what else says so."""
    ids = frame["customer_id"]
    lumps = db.run(conn, "slipping_lumps", customers=list(ids), as_of=as_of).df()
    known = frame.join(by_id.beside(ids, lumps))
    rows: list[dict[Any, Any]] = known.to_dict("records")
    return pd.Series(
        ["; ".join(_parts(row, as_of)) for row in rows],
        frame.index,
        dtype="str",
    )


def _parts(row: dict[Any, Any], as_of: date) -> list[str]:
    said = []
    for kind in (*KINDS, EVERYTHING):
        drop = row.get(f"{kind}_drop", math.nan)
        if not math.isnan(drop):
            month = f"{began(as_of, int(row[f'{kind}_fell'])):%b %Y}"
            said.append(f"{WORDS[kind]}{_fell(drop)} since {month}")
    return said + [one for kind in LUMPS for one in _silent(row, kind, as_of)] + _nps(row)


def _fell(drop: float) -> str:
    if drop > 1:
        return ": more refunded than bought"
    return " none" if drop == 1 else f" down {_percent(drop)} %"


def _silent(row: dict[Any, Any], kind: str, as_of: date) -> list[str]:
    slips = not math.isnan(row.get(f"{kind}_drop", math.nan))
    if slips or pd.isna(row[f"{kind}_on"]) or math.isnan(row[f"{kind}_days"]):
        return []
    days = (pd.Timestamp(as_of) - row[f"{kind}_on"]).days
    if days <= max(SILENT, TIMES * row[f"{kind}_days"]):
        return []
    return [f"last {kind} {rfm.days(days)} ago, usually every {row[f'{kind}_days']:,.0f}"]


def _nps(row: dict[Any, Any]) -> list[str]:
    now, before = row["nps"], row["nps_before"]
    if now < before:
        return [f"NPS {before:g} → {now:g}"]
    return [f"NPS {now:g}"] if now <= UNHAPPY else []


def _percent(share: float) -> int:
    return math.floor(100 * share + 0.5)
