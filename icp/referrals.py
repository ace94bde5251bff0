"""Who sent us whom and what that brought, and whom to ask for an introduction.

A company that was sent and is no customer counts as sent and brings nothing. Money is the revenue
of the 12 months before `as_of` and `as_of` itself, in the workspace's own currency.
"""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from icp import db, ideal, measures, sorting, status

STEPS = 5  # so many steps a chain is followed
GLAD = 4
SIGNS = ("nps", "glad", "testimonial")


def pairs(conn: db.Connection, as_of: date) -> pd.DataFrame:
    """One row per customer and company they sent, those who brought most first.

    Columns: referrer_id, referrer, customer_id and name (of whom they sent; customer_id is missing
    where that is no customer), bought (ever), money (missing where they never bought).
    """
    found = db.run(conn, "measures_referrals", as_of=as_of, headers=list(measures.SENDERS)).df()
    people = conn.execute("select customer_id, name from customers").df()
    names = people.set_index("customer_id")["name"]
    money = measures.customers(conn, as_of).set_index("customer_id")["revenue"]
    result = pd.DataFrame(
        {
            "referrer_id": found["customer_id"],
            "referrer": found["customer_id"].map(names),
            "customer_id": found["referred_id"],
            "name": found["referred_id"].map(names).fillna(found["referred_name"]),
            "money": found["referred_id"].map(money).astype(float),
        }
    )
    result["bought"] = result["money"].notna()
    sums = result.groupby("referrer_id")["money"].transform("sum")
    order = result.assign(sums=sums).sort_values(
        ["sums", "referrer_id", "money"], ascending=[False, True, False]
    )
    return result.loc[order.index].reset_index(drop=True)


def senders(pairs: pd.DataFrame) -> pd.DataFrame:
    """One row per customer who sent somebody, by the money that brought; pairs: from `pairs`.

    Columns: customer_id, name, sent, bought, money (of whom they sent), further and further_money
    (of those whom these sent in turn, up to STEPS steps on, each once).
    """
    grouped = pairs.groupby("referrer_id")
    result = grouped.agg(
        name=("referrer", "first"),
        sent=("name", "size"),
        bought=("bought", "sum"),
        money=("money", "sum"),
    )
    later = _later(pairs).groupby("referrer_id")["money"].agg(["size", "sum"])
    result["further"] = later["size"].reindex(result.index).fillna(0).astype(int)
    result["further_money"] = later["sum"].reindex(result.index).fillna(0.0)
    result = result.rename_axis("customer_id").reset_index()
    return result.sort_values(
        ["money", "bought", "sent", "customer_id"],
        ascending=[False, False, False, True],
        ignore_index=True,
    )


def _later(pairs: pd.DataFrame) -> pd.DataFrame:
    """referrer_id, customer_id, money: those who came by way of whom they sent, not directly."""
    direct = pairs.loc[pairs["customer_id"].notna(), ["referrer_id", "customer_id"]]
    steps = direct.rename(columns={"referrer_id": "customer_id", "customer_id": "next_id"})
    reached, last = direct, direct
    for _ in range(STEPS):
        last = last.merge(steps, on="customer_id")[["referrer_id", "next_id"]]
        last = last.rename(columns={"next_id": "customer_id"}).drop_duplicates()
        last = last[last["referrer_id"] != last["customer_id"]]
        last = last.merge(reached, how="left", indicator=True)
        last = last.loc[last["_merge"] == "left_only", ["referrer_id", "customer_id"]]
        if last.empty:
            break
        reached = pd.concat([reached, last])
    money = pairs.dropna(subset=["customer_id"]).drop_duplicates("customer_id")
    brings = reached["customer_id"].map(money.set_index("customer_id")["money"]).fillna(0.0)
    return reached.assign(money=brings).iloc[len(direct) :]


def to_ask(
    known: pd.DataFrame, statuses: pd.DataFrame, tally: pd.DataFrame, pairs: pd.DataFrame
) -> pd.DataFrame:
    """The customers to ask for an introduction, those with most signs first.

    They buy and nobody's tally says bad; they sent somebody before, or show that they like us: NPS
    9-10, glad when we call, a testimonial, sorted as good. known: from measures.customers;
    statuses: of status.apply; tally: of sorting.tally. Columns: customer_id, name, money, nps,
    glad, testimonial, good, sent (missing where nothing says who sent whom), bought (of these;
    missing where nobody says whom they sent), signs.
    """
    buying = statuses.loc[statuses["status"].isin(status.BUYING), "customer_id"]
    told = tally.set_index("customer_id")["verdict"]
    frame = known.loc[
        known["customer_id"].isin(buying), ["customer_id", "name", "revenue", *SIGNS, "referrals"]
    ].rename(columns={"revenue": "money"})
    verdict = frame["customer_id"].map(told)
    frame["good"] = verdict == "good"
    counted = pairs.groupby("referrer_id")["bought"].sum()
    frame["sent"] = frame.pop("referrals")
    frame["bought"] = frame["customer_id"].map(counted).astype(float)
    likes = [frame["nps"] >= ideal.PROMOTER, frame["glad"] >= GLAD, frame["testimonial"] > 0]
    frame["signs"] = np.sum([*likes, frame["good"], frame["sent"] > 0], axis=0)
    frame = frame[(frame["signs"] > 0) & (verdict != "bad")]
    return frame.sort_values(
        ["signs", "bought", "money", "customer_id"],
        ascending=[False, False, False, True],
        ignore_index=True,
    )


def reasons(rows: pd.DataFrame) -> list[str]:
    """Why to ask each of the rows of `to_ask`, in words."""
    return ["; ".join(_reasons(row)) for row in rows.itertuples()]


def _reasons(row: Any) -> list[str]:
    said = []
    if row.bought >= 0:
        many = {0: "none", 1: "one"}.get(int(row.bought), f"{row.bought:,.0f}")
        said.append(f"sent us {row.sent:,.0f} before, {many} of them bought")
    elif row.sent > 0:
        said.append("sent us somebody before")
    if row.nps >= ideal.PROMOTER:
        said.append(f"would recommend us ({row.nps:g} of 10)")
    if row.glad >= GLAD:
        said.append(f"glad when we call ({row.glad:g} of 5)")
    if row.good:
        said.append(f"sorted as {sorting.VERDICTS['good'].lower()}")
    if row.testimonial > 0:
        said.append("gave a testimonial")
    if row.sent == 0:
        said.append("never sent us anybody")
    return said
