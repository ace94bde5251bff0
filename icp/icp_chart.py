"""The chart of the best customers side by side: who stands in it, and what the data say of them.

Source: the seed's chart of the top five, and its reminder that customers who don't spend the most
but are loyal, refer others and are fans are valuable too.
"""

from collections.abc import Sequence
from datetime import date
from typing import Literal

import pandas as pd

from icp import db, measures

By = Literal["revenue", "left"]

FEWEST, USUAL, MOST = 3, 5, 10
PROMOTER, LOYAL_YEARS = 9, 1


def everybody(conn: db.Connection, as_of: date) -> pd.DataFrame:
    """One row per customer with a purchase up to `as_of`, by `customer_id`.

    Columns: customer_id, name, revenue (net, 12 months), left (profit after support; margin where
    nobody's profit is known), after_support (which of the two), rank (1 = most revenue, of those
    who bought in the 12 months), referrals, referred_money, nps, tenure (years). Missing = unknown.
    """
    frame = measures.customers(conn, as_of)
    after_support = bool(frame["profit"].notna().any())
    bought = frame["purchases"] > 0
    return frame[
        ["customer_id", "name", "revenue", "referrals", "referred_money", "nps", "tenure"]
    ].assign(
        left=frame["profit" if after_support else "margin"].where(bought),
        after_support=after_support,
        rank=frame["revenue"].where(bought).rank(ascending=False, method="min"),
    )


def largest(everyone: pd.DataFrame, by: By, count: int) -> list[str]:
    """The `count` customers with the most of it, of those who bought in the 12 months."""
    known = everyone[everyone["rank"].notna() & everyone[by].notna()]
    first = known.sort_values([by, "customer_id"], ascending=[False, True]).head(count)
    return list(first["customer_id"])


def overlooked(
    everyone: pd.DataFrame, shown: Sequence[str], without: Sequence[str] = ()
) -> pd.DataFrame:
    """Who else should be considered: loyal customers who refer others, and fans.

    Loyal = bought in the 12 months, and for the first time a year ago or more; who refers brought a
    customer who buys, a fan answered 9 or 10. By the money they brought, then by their answer.
    """
    loyal = everyone["rank"].notna() & (everyone["tenure"] >= LOYAL_YEARS)
    praised = (everyone["referred_money"] > 0) | (everyone["nps"] >= PROMOTER)
    others = ~everyone["customer_id"].isin([*shown, *without])
    found: pd.DataFrame = everyone[loyal & praised & others]
    return found.sort_values(
        ["referred_money", "nps", "tenure", "customer_id"], ascending=[False, False, False, True]
    )


def facts(conn: db.Connection, ids: Sequence[str], as_of: date) -> pd.DataFrame:
    """One row per customer of `ids`, in their order: the columns of icp_chart.sql and products."""
    told = [name.lower() for name in measures.ALL["referrals"].columns]
    frame = db.run(conn, "icp_chart", ids=list(ids), as_of=as_of, referred=told).df()
    bought = db.run(conn, "icp_chart_products", ids=list(ids), as_of=as_of).fetchall()
    products = dict(bought)
    return frame.assign(products=[products.get(one, []) for one in frame["customer_id"]])
