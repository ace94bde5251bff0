"""How customers behave: the kinds of customer that the seed names, as rules on what is known.

Lookers, bargain hunters, buyers, researchers, new, dissatisfied and loyal ones. Everybody has the
first kind in the order of the kinds that fits; where nothing known fits it is "can't tell".
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from icp import behaviour_kinds as kinds
from icp import by_id, db, errors, status
from icp.facts import Revenue


@dataclass(frozen=True)
class Rules:
    """From where on a sign counts; raises RuleInvalid below 0.

    unhappy_nps: an answer up to it; refund_percent of what they bought in 12 months; late_days on
    average; ticket_times as many tickets a month as before; discount_percent; loyal_years as a
    customer; research_days that a deal has been open at least.
    """

    unhappy_nps: float = 6
    refund_percent: float = 10
    late_days: float = 30
    ticket_times: float = 2
    discount_percent: float = 10
    loyal_years: float = 2
    research_days: float = 90

    def __post_init__(self) -> None:
        if min(vars(self).values()) < 0:
            raise errors.RuleInvalid("A rule begins below 0: make each 0 or more.")


DEFAULT = Rules()


def known(conn: db.Connection, as_of: date, revenue: Revenue = "net") -> pd.DataFrame:
    """One row per customer, and per company that only asked: what `apply` needs to know.

    Columns: those of behaviours.sql (unknown is missing), and of `status.apply` by its default
    windows: status, first_on, customer_since, silent_days, orders, quiet, year_revenue.
    """
    return beside(signs(conn, as_of), status.known(conn, as_of, revenue), as_of)


def signs(conn: db.Connection, as_of: date) -> pd.DataFrame:
    """The columns of behaviours.sql, what `beside` puts together with where each stands."""
    return db.run(conn, "behaviours", as_of=as_of).df()


def beside(signs: pd.DataFrame, known: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """What `known` gives, of these signs and of what `status.known` gave."""
    stands = status.apply(known, as_of)
    columns = ["customer_id", "status", "first_on", "customer_since", "silent_days"]
    columns += ["orders", "quiet", "year_revenue"]
    ours = stands.loc[stands["listed"] == "customers", columns]
    found = by_id.beside(signs["customer_id"], ours)
    return signs.join(found.where(signs["listed"] == "customers"))


def classify(conn: db.Connection, as_of: date, rules: Rules = DEFAULT) -> pd.DataFrame:
    """The frame of `known` with the columns of `apply` and the reason of each, by `reasons`."""
    frame = apply(known(conn, as_of), as_of, rules)
    return frame.assign(reason=reasons(frame, as_of, rules))


def apply(frame: pd.DataFrame, as_of: date, rules: Rules = DEFAULT) -> pd.DataFrame:
    """`frame` of `known` with further columns: kind, and also (other kinds that fit)."""
    facts = _facts(frame, as_of, rules)
    fits = _fits(facts, rules)
    claims = np.column_stack([fits[kind].to_numpy(dtype=bool) for kind in kinds.KINDS[:-1]])
    kind = np.select(list(claims.T), kinds.KINDS[:-1], default=kinds.UNKNOWN)
    texts = {"kind": kind, "also": _also(claims)}
    return frame.assign(
        **{name: pd.Series(text, index=frame.index, dtype="str") for name, text in texts.items()}
    )


def reasons(frame: pd.DataFrame, as_of: date, rules: Rules = DEFAULT) -> pd.Series:
    """Why each row of `apply` by these rules, or of some of its rows, is of its kind, in words."""
    told = _facts(frame, as_of, rules)[[*kinds.TOLD_BY, "kind"]]
    return pd.Series([kinds.reason(row) for row in told.itertuples()], frame.index, dtype="str")


def summary(frame: pd.DataFrame) -> pd.DataFrame:
    """One row per kind in the order of the kinds, with what `apply` gave counted and added up.

    Columns: kind, customers, year_revenue (of the 12 months up to the last order of each, in the
    file's currency; missing where nobody has bought).
    """
    grouped = frame.groupby("kind")
    sums = pd.DataFrame(
        {"customers": grouped.size(), "year_revenue": grouped["year_revenue"].sum(min_count=1)}
    )
    result = sums.reindex(kinds.KINDS).rename_axis("kind").reset_index()
    result["customers"] = result["customers"].fillna(0).astype(int)
    return result


def missing(frame: pd.DataFrame, as_of: date, rules: Rules = DEFAULT) -> Iterator[tuple[str, str]]:
    """The kinds that nobody can be told to be, each with what would be needed for it."""
    if frame["asked"].sum() == 0:
        yield kinds.LOOKER, "deals, also those that were lost: upload an export of your deals"
        yield (
            kinds.RESEARCHER,
            "deals with the day they were created: upload an export of your deals",
        )
    if frame["discount"].isna().all():
        yield kinds.BARGAIN, 'discounts: a column "Discount" in per cent in your customer list'
    if frame["nps"].isna().all() and frame["tickets"].isna().all() and frame["result"].isna().all():
        yield (
            kinds.DISSATISFIED,
            "more than refunds and late payments: answers to NPS, tickets, or the result they get",
        )
    since = frame[["first_on", "customer_since"]].min(axis=1)
    if not ((pd.Timestamp(as_of) - since).dt.days >= 365.25 * rules.loyal_years).any():
        yield (
            kinds.LOYAL,
            f"orders of {rules.loyal_years:g} years, or the day since when each is a customer",
        )


def _facts(frame: pd.DataFrame, as_of: date, rules: Rules) -> pd.DataFrame:
    day = pd.Timestamp(as_of)
    since = frame[["first_on", "customer_since"]].min(axis=1)
    facts = frame.assign(
        years=(day - since).dt.days / 365.25,
        new_days=(day - frame["first_on"]).dt.days,
        open_days=(day - frame["open_on"]).dt.days,
        refund_share=frame["refunded"] / frame["sales"].where(frame["sales"] > 0),
        bought=frame["silent_days"].notna(),
        quiet=frame["quiet"].eq(True),
    )
    facts["unhappy"] = facts["nps"] <= rules.unhappy_nps
    facts["refunding"] = (facts["refunded"] > 0) & (
        facts["refund_share"] >= rules.refund_percent / 100
    )
    facts["low"] = facts["result"] == "low"
    facts["late"] = facts["days_late"] >= rules.late_days
    before = facts["tickets_before"]
    facts["asking"] = (before > 0) & (facts["tickets"] >= rules.ticket_times * before)
    return facts


def _fits(facts: pd.DataFrame, rules: Rules) -> dict[str, pd.Series]:
    """Which rows each kind fits."""
    bought, buys = facts["bought"], facts["year_orders"] > 0
    weak = facts[["low", "late", "asking"]].sum(axis=1)
    waiting = np.maximum(rules.research_days, facts["usual_days"].fillna(0))
    asked = ~bought & (facts["asked"] > 0) & (facts["won"] == 0)
    researching = asked & ((facts["open_days"] > waiting) | (facts["asked"] > 1))
    loyal = facts["status"].isin(status.BUYING) & (facts["years"] >= rules.loyal_years)
    return {
        kinds.DISSATISFIED: bought & (facts["unhappy"] | facts["refunding"] | (weak >= 2)),
        kinds.NEW: facts["status"] == status.NEW,
        kinds.BARGAIN: bought & (facts["discount"] >= rules.discount_percent),
        kinds.LOYAL: loyal & ~facts["quiet"],
        kinds.BUYER: bought & buys,
        kinds.RESEARCHER: researching,
        kinds.LOOKER: asked & (facts["lost"] > 0) & ~researching,
    }


def _also(claims: npt.NDArray[np.bool_]) -> npt.NDArray[np.object_]:
    """The kinds after the first that fit each row, one text for each combination there is."""
    patterns, rows = np.unique(claims @ (1 << np.arange(claims.shape[1])), return_inverse=True)
    names = kinds.KINDS[:-1]
    texts = [
        ", ".join([name for bit, name in enumerate(names) if pattern >> bit & 1][1:])
        for pattern in patterns
    ]
    return np.array(texts, dtype=object)[rows]
