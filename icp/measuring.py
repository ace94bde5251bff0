"""What counts as often and how recently: orders, months with one, projects or products."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

import pandas as pd

from icp import cutting, db, facts

Frequency = Literal["orders", "active_months", "projects", "products"]


@dataclass(frozen=True)
class Basis:
    """What counts: the columns of the facts, the words for it, the fewest a customer can have."""

    count: str
    recency: str
    did: str
    one: str
    many: str
    fewest: int


BASES: dict[str, Basis] = {
    "orders": Basis("purchases", "recency_days", "bought", "order", "orders", 1),
    "active_months": Basis(
        "active_months", "recency_days", "bought", "month with an order", "months with an order", 0
    ),
    "projects": Basis(
        "projects",
        "project_recency_days",
        "bought a project or resale",
        "project or resale order",
        "project and resale orders",
        1,
    ),
    "products": Basis("products", "recency_days", "bought", "product", "different products", 1),
}


def customers(
    conn: db.Connection,
    as_of: date,
    revenue: facts.Revenue = "net",
    window_months: int | None = None,
    frequency: Frequency = "orders",
) -> pd.DataFrame:
    """`facts.customers` with what `frequency` needs: the column products only where it counts."""
    cutting.must_be_one_of(get_args(Frequency), "frequency", frequency)
    frame = facts.customers(conn, as_of, revenue, window_months)
    if frequency != "products":
        return frame
    counted = facts.products(conn, as_of, window_months).set_index("customer_id")["products"]
    return frame.assign(products=frame["customer_id"].map(counted))


def measure(customers: pd.DataFrame, frequency: Frequency) -> pd.DataFrame:
    """One row per customer who bought what `frequency` counts, in the order of `customers`.

    Columns: customer_id, name, first_on, recency_days, frequency, monetary.
    """
    basis = BASES[frequency]
    counts = customers[basis.recency].notna() & (customers[basis.count] >= basis.fewest)
    bought = customers[counts].reset_index(drop=True)
    return pd.DataFrame(
        {
            "customer_id": bought["customer_id"],
            "name": bought["name"],
            "first_on": bought["first_on"],
            "recency_days": bought[basis.recency].astype(int),
            "frequency": bought[basis.count].astype(int),
            "monetary": bought["money"].astype(float),
        }
    )


def values(
    conn: db.Connection,
    as_of: date,
    revenue: facts.Revenue = "net",
    window_months: int | None = None,
    frequency: Frequency = "orders",
) -> pd.DataFrame:
    """What `measure` finds in the data. Raises RuleInvalid for an unknown frequency."""
    return measure(customers(conn, as_of, revenue, window_months, frequency), frequency)


def unmeasured(customers: pd.DataFrame, frequency: Frequency) -> int:
    """How many of those who bought bought nothing of what `frequency` counts."""
    return int((customers["purchases"] > 0).sum()) - len(measure(customers, frequency))
