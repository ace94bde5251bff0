"""What each customer brings and what they take, for as long as the files and the rates say it.

Profit = revenue - cost of sale - cost to serve; cost to serve = hours, tickets, visits and days
late at the rates of `costs`, an estimate. Unknown stays unknown.
"""

from datetime import date

import pandas as pd

from icp import costs, db, facts, measures


def customers(
    conn: db.Connection,
    as_of: date,
    revenue: facts.Revenue = "net",
    window_months: int | None = None,
) -> pd.DataFrame:
    """One row per customer with a purchase up to `as_of` or an order in the window, by id.

    Columns: customer_id, name, ordered (in the window; the others have no revenue and no margin to
    lose, but may have been served), months (since the first purchase, at most the window), revenue,
    cost, margin, hours, tickets, visits, late_days, payment (mean days late), cost_to_serve,
    cost_to_acquire (once, whenever it was), profit; money in the workspace's own currency, each
    missing where unknown. Equal to `measures.customers`, which knows all else besides.
    """
    window = {"as_of": as_of, "window_months": window_months}
    frame = db.run(conn, "profits", revenue=revenue, **window).df()
    support = measures.beside(conn, frame, "measures_feedback", **window)
    for name in ("hours", "tickets", "visits"):
        frame[name] = support[name]
    if frame.loc[frame["ordered"], "cost"].isna().all():  # those without an order say nothing
        frame["cost"] = float("nan")
    frame["margin"] = frame["revenue"] - frame["cost"]
    frame["cost_to_serve"] = costs.to_serve(frame, costs.load(conn))
    frame["cost_to_acquire"] = measures.typed(conn, frame, "cost_to_acquire")
    frame["profit"] = frame["margin"] - frame["cost_to_serve"]
    return frame
