"""The stories about money: size, concentration, profit, named customers."""

from typing import Any

import pandas as pd

Figures = dict[str, Any]


def size(table: pd.DataFrame) -> Figures:
    active = table[table["active"]]
    return {
        "sentence": "180 customers, 147 active; 8.05 M, of which 1.11 M is left after support.",
        "customers": len(table),
        "active": len(active),
        "gone": len(table) - len(active),
        "revenue": round(active["revenue"].sum(), 2),
        "profit": round(active["profit"].sum(), 2),
        "hours": active["hours"].sum(),
        "ideal": int(table["ideal"].sum()),
        "began_before_export": int((table["Customer since"] < "2023-11-01").sum()),
        "active_in_11_or_12_months": int((active["months"] >= 11).sum()),
    }


def segments(table: pd.DataFrame) -> Figures:
    """Per segment: active customers, shares of revenue, hours and profit, profit an hour."""
    active = table[table["active"]]
    sums = active.groupby("segment")[["revenue", "hours", "profit"]].sum()
    shares = (sums / sums.sum()).round(4)
    per_hour = (sums["profit"] / sums["hours"]).round(2)
    found: Figures = {
        "sentence": "Healthcare takes half of the hours; law with 10-49 people 41 % of the profit."
    }
    for name, row in shares.iterrows():
        segment = str(name)
        every = table["segment"] == segment
        found[segment] = {
            "active": int((active["segment"] == segment).sum()),
            "customers": int(every.sum()),
            "ideal": int(table.loc[every, "ideal"].sum()),
            **{f"{measure}_share": value for measure, value in row.items()},
            "profit_per_hour": per_hour[segment],
        }
    return found


def pareto(table: pd.DataFrame) -> Figures:
    revenue = table.loc[table["active"], "revenue"].sort_values(ascending=False)
    running = revenue.cumsum() / revenue.sum()
    return {
        "sentence": "80/20 does not hold: 63 of 147 customers bring 80 %.",
        "customers_for_80": int((running.round(12) < 0.8).sum()) + 1,
        "customers_for_50": int((running.round(12) < 0.5).sum()) + 1,
        "top_30_share": round(running.iloc[29], 4),
    }


def whale(table: pd.DataFrame) -> Figures:
    row = by_name(table, "St. Brannoc Hospital Group")
    return {
        "sentence": "The largest customer, 13.6 % of revenue, loses 81 k and pays 61 days late.",
        **one(table, row),
        "revenue_share": round(row["revenue"] / table["revenue"].sum(), 4),
        "days_late": round(row["days_late"], 1),
    }


def concentration(table: pd.DataFrame, events: pd.DataFrame) -> Figures:
    shares = table["revenue"].sort_values(ascending=False) / table["revenue"].sum()
    row = by_name(table, "Copperline Castings")
    ends = events[(events["Customer ID"] == row.name) & (events["Event"] == "Contract ends")]
    left = pd.Timestamp(ends["Date"].iloc[0]) - pd.Timestamp("2026-11-01")
    return {
        "sentence": "Three customers bring 26 %; the second's contract ends in 74 days.",
        "top_3_share": round(shares.iloc[:3].sum(), 4),
        "top_10_share": round(shares.iloc[:10].sum(), 4),
        "without_first_two": round(-shares.iloc[:2].sum(), 4),
        "copperline": one(table, row) | {"contract_ends_in_days": left.days},
    }


def profit(table: pd.DataFrame) -> Figures:
    active = table[table["active"]]
    gain, loss = active[active["profit"] > 0], active[active["profit"] <= 0]
    return {
        "sentence": "The best 112 make 1.46 M, the last 35 give back 353 k.",
        "gaining": len(gain),
        "gained": round(gain["profit"].sum(), 2),
        "losing": len(loss),
        "given_back": round(-loss["profit"].sum(), 2),
        "losing_healthcare": int((loss["segment"] == "Healthcare").sum()),
    }


def top_30(table: pd.DataFrame) -> Figures:
    found: Figures = {"sentence": "By revenue healthcare fills the top 30; by profit law does."}
    for measure in ("revenue", "profit"):
        best = table.nlargest(30, measure)["segment"]
        for segment in ("Healthcare", "Law, 10-49 people"):
            found[f"{segment}, by {measure}"] = int((best == segment).sum())
    return found


def little_oaks(table: pd.DataFrame, votes: pd.DataFrame) -> Figures:
    row = by_name(table, "Little Oaks Foundation")
    return {
        "sentence": "Loved by all, priced wrong: 5 k more a month would only break even.",
        **one(table, row),
        "nps": int(row["NPS"]),
        "votes_good": good(votes, str(row.name)),
        "break_even_per_month": round(-row["profit"] / 12, 2),
    }


def quiet_referrer(table: pd.DataFrame, files: dict[str, pd.DataFrame]) -> Figures:
    row = by_name(table, "Marrow & Pine Bookkeeping")
    bought = table[table["Referred by"] == row["Customer"]]
    deals = files["deals"]
    lost = deals[(deals["Referred by"] == row["Customer"]) & (deals["Status"] == "lost")]
    return {
        "sentence": "A bookkeeper of 4 people, rank 132, sent 284 k a year.",
        **one(table, row),
        "employees": int(row["Employees"]),
        "sent": len(bought) + len(lost),
        "bought": len(bought),
        "revenue_of_bought": round(bought["revenue"].sum(), 2),
        "law_10_49_of_bought": int(bought["law_10_49"].sum()),
        "votes_good": good(files["votes"], str(row.name)),
    }


def drifting(table: pd.DataFrame, files: dict[str, pd.DataFrame]) -> Figures:
    row = by_name(table, "Thorne Precision")
    lines = files["invoices"][files["invoices"]["Customer ID"] == row.name]
    lines = lines.sort_values("Invoice date")
    seats = lines[lines["Product"] == "Managed support"]["Quantity"]
    as_of = pd.Timestamp("2026-11-01")
    project = pd.Timestamp(lines[lines["Kind"] == "project"]["Invoice date"].iloc[-1])
    events = files["events"][files["events"]["Customer ID"] == row.name]
    return {
        "sentence": "Invoiced every month, yet leaving by every other sign.",
        **one(table, row),
        "seats_first": int(seats.iloc[0]),
        "seats_last": int(seats.iloc[-1]),
        "days_since_project": (as_of - project).days,
        "days_since_invoice": (as_of - pd.Timestamp(lines["Invoice date"].iloc[-1])).days,
        "nps": int(row["NPS"]),
        "events": [f"{e['Date']} {e['Event']}" for _, e in events.iterrows()],
    }


def by_name(table: pd.DataFrame, name: str) -> pd.Series:
    return table[table["Customer"] == name].iloc[0]


def one(table: pd.DataFrame, row: pd.Series) -> Figures:
    """Rank by revenue, revenue, profit and hours of one customer."""
    return {
        "customer_id": row.name,
        "rank": int((table["revenue"] > row["revenue"]).sum()) + 1,
        "revenue": round(row["revenue"], 2),
        "profit": row["profit"],
        "hours": row["hours"],
    }


def good(votes: pd.DataFrame, customer_id: str) -> int:
    return int(((votes["Subject"] == customer_id) & (votes["Answer"] == "good")).sum())
