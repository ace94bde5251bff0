"""How few customers bring most of the value within each industry, size or other group.

The figures are those of `pareto`, counted for each group alone.
"""

import pandas as pd

from icp.pareto import NEARLY, Value
from icp.slices import UNKNOWN


def each(
    values: pd.DataFrame, groups: pd.Series, value: Value = "revenue", share: float = 0.8
) -> pd.DataFrame:
    """One row per group, the most valuable first, the unknown last.

    values: the frame of `pareto.values`; groups: the group of each of its rows (`slices.of`).
    Columns: group, customers (whose value is known), total (net sum), few (customers that bring
    `share` of it), few_share (0-1 of the customers), top_20 (20 % of the customers, rounded up),
    top_20_share (0-1 of the net sum), below_zero, at_zero, unknown (not among customers). few and
    the shares of the sum are missing where it is not positive.
    """
    frame = pd.DataFrame({"group": groups, "worth": values[value].astype(float)})
    worth = frame["worth"]
    signs = frame.assign(below=worth < 0, zero=worth == 0, unknown=worth.isna())
    found = signs.groupby("group").agg(
        customers=("worth", "count"),
        total=("worth", "sum"),
        below_zero=("below", "sum"),
        at_zero=("zero", "sum"),
        unknown=("unknown", "sum"),
    )
    found["top_20"] = -(-found["customers"] // 5)
    found = found.join(_reached(frame.dropna(), found, share))
    found["few_share"] = found["few"] / found["customers"]
    found["last"] = found.index == UNKNOWN
    return (
        found.sort_values(["last", "total"], ascending=[True, False], kind="stable")
        .drop(columns="last")
        .reset_index()
    )


def _reached(known: pd.DataFrame, found: pd.DataFrame, share: float) -> pd.DataFrame:
    """few and top_20_share of each group that has a positive sum."""
    ordered = known.sort_values("worth", ascending=False, kind="stable")
    group = ordered["group"]
    part = ordered["worth"] / group.map(found["total"].where(found["total"] > 0)).astype(float)
    place = group.groupby(group).cumcount() + 1
    enough = part.groupby(group).cumsum() >= share - NEARLY
    top = place <= group.map(found["top_20"]).astype(float)
    return pd.DataFrame(
        {
            "few": place[enough].groupby(group).min(),
            "top_20_share": part[top].groupby(group).sum(min_count=1),
        }
    )
