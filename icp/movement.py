"""Who moved between two days: each customer's segment then and now, scored by the same cuts."""

from datetime import date
from typing import Literal, get_args

import numpy as np
import pandas as pd

Kind = Literal["best", "slid", "new", "back", "left", "moved", "stayed"]
KINDS: tuple[str, ...] = get_args(Kind)
BEST = "Champions"
SLIPPING = ("At risk", "Can't lose")
# in place of a segment: who had no purchase ever, or none that counts in the window
NEW, OUT = "new", "out"


def between(then: pd.DataFrame, now: pd.DataFrame, earlier: date) -> pd.DataFrame:
    """One row per customer scored on either day, by `customer_id`; `then` is as of `earlier`.

    Both frames are those of `rfm.score`, made with the same cuts. Columns: customer_id, name, kind,
    was and segment (a segment, "out" where not scored, was also "new" where the first purchase
    came after `earlier`), r_was and r (missing where not scored), money_was and money (of each
    window, missing where not scored).

    kind: "left" is not scored now; "new" and "back" were not then; "best" became a champion; "slid"
    came to At risk or Can't lose from elsewhere with a lower r; "moved" is in another segment
    otherwise, "stayed" in the same.
    """
    columns = ["customer_id", "name", "first_on", "segment", "r", "monetary"]
    both = then[columns].merge(now[columns], "outer", "customer_id", suffixes=("_was", ""))
    first_on = both["first_on"].fillna(both["first_on_was"])
    absent = np.where(first_on > pd.Timestamp(earlier), NEW, OUT)
    frame = pd.DataFrame(
        {
            "customer_id": both["customer_id"],
            "name": both["name"].fillna(both["name_was"]),
            "was": both["segment_was"].where(both["r_was"].notna(), absent),
            "segment": both["segment"].fillna(OUT),
            "r_was": both["r_was"],
            "r": both["r"],
            "money_was": both["monetary_was"],
            "money": both["monetary"],
        }
    )
    frame.insert(2, "kind", _kinds(frame))
    return frame.sort_values("customer_id", ignore_index=True)


def _kinds(frame: pd.DataFrame) -> pd.Series:
    was, now = frame["was"], frame["segment"]
    conditions: dict[Kind, pd.Series] = {
        "left": now == OUT,
        "new": was == NEW,
        "back": was == OUT,
        "stayed": was == now,
        "best": now == BEST,
        "slid": now.isin(SLIPPING) & ~was.isin(SLIPPING) & (frame["r"] < frame["r_was"]),
    }
    found = np.select(
        [part.to_numpy(dtype=bool) for part in conditions.values()], list(conditions), "moved"
    )
    return pd.Series(found, index=frame.index, dtype="str")


def by_kind(moved: pd.DataFrame) -> pd.DataFrame:
    """One row per kind, all seven, as the index: customers, money_was, money (their sums)."""
    sums = moved.groupby("kind").agg(
        customers=("kind", "size"), money_was=("money_was", "sum"), money=("money", "sum")
    )
    return sums.reindex(list(KINDS), fill_value=0)


def flows(moved: pd.DataFrame) -> pd.DataFrame:
    """One row per pair of groups that somebody is in: was, segment, customers, most first.

    Its customers add up to the rows of `moved`.
    """
    frame = moved.groupby(["was", "segment"]).size().rename("customers").reset_index()
    return frame.sort_values(
        ["customers", "was", "segment"], ascending=[False, True, True], ignore_index=True
    )
