"""What customers want and how we get on: groups from what the people who know them said.

How glad we are when they call (1 to 5), the result they get (low, fair, high) and whether they
send us others; who was not judged on both is "can't tell". Source: the psychographic model among
the seed's six models of segmentation, and the seed on customers who respect, value and refer.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from icp import db


@dataclass(frozen=True)
class Group:
    """One group: the words on screen, its rule, and what to do."""

    name: str
    title: str
    rule: str
    action: str


GROUPS = {
    group.name: group
    for group in (
        Group(
            "advocates",
            "Send us others",
            "they refer us, and we do not mind their calls (3 to 5)",
            "Thank them, and ask whom else they know.",
        ),
        Group(
            "price",
            "Price first",
            "whoever sorted them by hand said that they question every price or can't afford us",
            "Show what it is worth to them, or let the price decide.",
        ),
        Group(
            "partners",
            "Partners",
            "we are glad when they call (4 or 5), and they get a high result",
            "Ask for a testimonial and for introductions; look for more like them.",
        ),
        Group(
            "friends",
            "Friends who get little",
            "we are glad when they call (4 or 5), and the result they get is fair or low",
            "Find out what would help them more, before somebody else does.",
        ),
        Group(
            "demanding",
            "Get results, wear us out",
            "we are not glad when they call (1 or 2), and the result they get is fair or high",
            "Set expectations anew, or a price that is worth the trouble.",
        ),
        Group(
            "misfits",
            "Wrong for each other",
            "we are not glad when they call (1 or 2), and they get a low result",
            "Consider to part ways, in the nicest possible way.",
        ),
        Group(
            "between",
            "In between",
            "neither glad nor not when they call (3)",
            "Talk about them: what would make them a pleasure?",
        ),
        Group(
            "unknown",
            "Can't tell",
            "we have not said how glad we are when they call, or what result they get",
            "Fill it in under Upload, Fill the gaps.",
        ),
    )
}
UNKNOWN = "unknown"
PRICE = {"questions every price", "can't afford us", "can't really afford us yet"}
REFERS = {"refers others to us"}

TOLD_BY = ["glad", "result", "refers", "sent", "price"]
Given = Mapping[str, Collection[str]]


def known(conn: db.Connection, as_of: date) -> pd.DataFrame:
    """One row per customer who ever bought, by customer_id: what `apply` needs to know.

    Columns: customer_id, name, glad, result, refers, sent (customers who came through them), money
    (12 months, in the file's currency); unknown is missing.
    """
    return db.run(conn, "attitudes", as_of=as_of).df()


def classify(conn: db.Connection, as_of: date) -> pd.DataFrame:
    """The frame of `known` with the columns of `apply` and the reason of each, by `reasons`."""
    frame = apply(known(conn, as_of), given(conn))
    return frame.assign(reason=reasons(frame))


def given(conn: db.Connection) -> dict[str, list[str]]:
    """The reasons that anybody gave who sorted by hand, by customer_id."""
    found = conn.execute(
        "select customer_id, list_distinct(flatten(list(reasons))) from latest_sorts"
        " where verdict is not null group by customer_id"
    ).fetchall()
    return dict(found)


def apply(frame: pd.DataFrame, reasons: Given) -> pd.DataFrame:
    """`frame` of `known` with further columns: group (the first of GROUPS that fits) and price.

    reasons: those of `given`, by the customer_id of the frame; they may say that somebody refers,
    or that the price comes first.
    """
    ids = frame["customer_id"]
    frame = frame.assign(price=_any(ids, reasons, PRICE))
    frame.loc[_any(ids, reasons, REFERS), "refers"] = "yes"
    glad, result = frame["glad"], frame["result"]
    judged = glad.between(1, 5) & result.isin(["low", "fair", "high"])
    refers = (frame["refers"] == "yes") | (frame["sent"] > 0)
    claims = {
        "advocates": glad.between(3, 5) & refers,
        "price": frame["price"],
        UNKNOWN: ~judged,  # also answers that no scale has
        "partners": (glad >= 4) & (result == "high"),
        "friends": glad >= 4,
        "misfits": (glad <= 2) & (result == "low"),
        "demanding": glad <= 2,
    }
    chosen = np.select(
        [claim.to_numpy(dtype=bool) for claim in claims.values()], list(claims), default="between"
    )
    return frame.assign(group=pd.Series(chosen, index=frame.index, dtype="str"))


def reasons(frame: pd.DataFrame) -> pd.Series:
    """Why each row of `apply`, or of some of its rows, is in its group, in words."""
    texts = [_reason(row) for row in frame[TOLD_BY].itertuples()]
    return pd.Series(texts, index=frame.index, dtype="str")


def _any(ids: pd.Series, reasons: Given, wanted: set[str]) -> pd.Series:
    """Whether one of the wanted reasons was given for each customer."""
    return ids.isin([one for one, said in reasons.items() if wanted.intersection(said)])


def summary(frame: pd.DataFrame) -> pd.DataFrame:
    """One row per group in the order of GROUPS: group, customers, money (of the 12 months)."""
    grouped = frame.groupby("group")["money"].agg(customers="size", money="sum")
    result = grouped.reindex(list(GROUPS)).rename_axis("group").reset_index()
    result["customers"] = result["customers"].fillna(0).astype(int)
    result["money"] = result["money"].fillna(0.0).astype(float)
    return result


def _reason(row: Any) -> str:
    glad = f"glad {row.glad:g} of 5" if row.glad >= 1 else "how glad is unknown"
    result = f"{row.result} result" if isinstance(row.result, str) else "result unknown"
    parts = [glad, result]
    if row.sent > 0:
        parts.append(f"sent us {row.sent:,.0f} customer{'' if row.sent == 1 else 's'}")
    elif row.refers == "yes":
        parts.append("refers us")
    if row.price:
        parts.append("the price comes first")
    return ", ".join(parts)
