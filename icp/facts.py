"""What is known of each customer's orders and payments, as of a date."""

from datetime import date
from typing import Literal

import pandas as pd

from icp import db

Revenue = Literal["net", "sales"]


def customers(
    conn: db.Connection,
    as_of: date,
    revenue: Revenue = "net",
    window_months: int | None = None,
) -> pd.DataFrame:
    """One row per customer with an order in the window, sorted by `customer_id`.

    Columns: customer_id, name, first_on (first purchase ever), last_on, recency_days,
    project_recency_days, purchases, projects (purchases with project or resale work),
    active_months and months (calendar months with a purchase, and since the first one), money,
    recurring, project, resale, cost (in the file's currency; cost is missing unless it is known of
    every day), payments, days_late (mean over payments, unknown = missing).

    The window is the `window_months` months before `as_of` and `as_of` itself; None takes all
    up to `as_of`. A purchase is an order with a positive total; `revenue="net"` lets refunds
    reduce, `"sales"` counts purchases only.
    """
    return db.run(conn, "facts", as_of=as_of, revenue=revenue, window_months=window_months).df()


def habits(conn: db.Connection, as_of: date, window_months: int | None = None) -> pd.DataFrame:
    """How often each of `customers` buys, and nothing else: it is read in a third of the time.

    Columns: customer_id, first_on, purchases, projects, active_months and months.
    """
    return db.run(conn, "facts_habits", as_of=as_of, window_months=window_months).df()


def products(conn: db.Connection, as_of: date, window_months: int | None = None) -> pd.DataFrame:
    """One row per customer who bought a product with a name in the window, by `customer_id`.

    Columns: customer_id, products (different ones on positive lines of purchases).
    """
    return db.run(conn, "facts_products", as_of=as_of, window_months=window_months).df()
