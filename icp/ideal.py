"""The ideal list: sorted as good, and profitable or referring; and the sort beside A to D.

Source: the seed about good, OK and bad customers: "take your Good list and work out who are the
most profitable and who are the ones who refer". The sort and the tiers are compared, never merged.
"""

from datetime import date

import pandas as pd

from icp import db, measures, sorting, tiers

MEASURES = ("margin", "profit", "referrals", "nps")
PROMOTER = 9
REFERS = "refers others to us"
# where people and data see a customer otherwise, the most telling first
OPPOSED = (("good", "D"), ("bad", "A"), ("good", "C"), ("bad", "B"))
NO_ORDERS = "no orders"
COLUMNS = (*tiers.TIERS, tiers.NOT_ENOUGH, NO_ORDERS)
ROWS = (*sorting.VERDICTS, "split")


def worth(conn: db.Connection, as_of: date) -> pd.DataFrame:
    """One row per customer, by `customer_id`: what it leaves in 12 months, and whether it refers.

    Columns: customer_id, name, and of `measures` margin, profit (after the cost to serve, where
    rates were entered), referrals (customers it sent) and nps; missing = unknown.
    """
    everybody = conn.execute("select customer_id, name from customers order by customer_id").df()
    known = measures.customers(conn, as_of)[["customer_id", *MEASURES]]
    return everybody.merge(known, on="customer_id", how="left")


def among_good(tally: pd.DataFrame, worth: pd.DataFrame, least: float = 0.0) -> pd.DataFrame:
    """One row per customer that most call good, the ideal ones first, then by what they leave.

    Who was sorted and is not in the data any more, and so not in `worth`, is left out.
    Columns: those of `tally` (sorting.tally) and `worth`; left (profit, or margin where there is no
    profit), after_support (whether it is profit), profitable (left more than `least`) and refers
    (sent a customer, NPS 9-10, or somebody gave it as a reason): True, False or missing = unknown;
    ideal = profitable or refers.
    """
    good = tally[tally["verdict"] == "good"].merge(worth, on="customer_id")
    good["left"] = good["profit"].fillna(good["margin"])
    good["after_support"] = good["profit"].notna()
    good["profitable"] = (good["left"] > least).astype("boolean").mask(good["left"].isna())
    told = good["reasons"].map(lambda reasons: REFERS in list(reasons))
    known = good[["referrals", "nps"]].notna().any(axis=1) | told
    refers = (good["referrals"] > 0) | (good["nps"] >= PROMOTER) | told
    good["refers"] = refers.astype("boolean").mask(~known)
    good["ideal"] = good["profitable"].fillna(False) | good["refers"].fillna(False)
    good["ideal"] = good["ideal"].astype(bool)
    return good.sort_values(
        ["ideal", "left", "customer_id"], ascending=[False, False, True], ignore_index=True
    )


def beside(tally: pd.DataFrame, classified: pd.DataFrame) -> pd.DataFrame:
    """One row per customer that somebody sorted: `tally` with name, tier and the tier's reasons.

    `classified` is what tiers.classify returned; who is not in it has the tier "no orders".
    Columns of the tally stay; added: tier, points, tier_reasons.
    """
    tiered = classified[["customer_id", "tier", "points", "reasons"]]
    both = tally.merge(
        tiered.rename(columns={"reasons": "tier_reasons"}), on="customer_id", how="left"
    )
    both["tier"] = both["tier"].fillna(NO_ORDERS)
    return both


def crossed(both: pd.DataFrame) -> pd.DataFrame:
    """How many customers of each verdict (rows, with "split") are in each tier (columns)."""
    table = pd.crosstab(both["verdict"], both["tier"])
    return table.reindex(index=list(ROWS), columns=list(COLUMNS), fill_value=0)
