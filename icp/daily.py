"""The table customer x day, from which every page reads."""

from icp import db


def refresh(conn: db.Connection) -> None:
    """Make `customer_day` and `billed_customers` anew from the order lines that count.

    To be called inside the transaction that changed the lines.
    """
    conn.execute("delete from customer_day")
    conn.execute("delete from billed_customers")
    db.run(conn, "daily_customer_day")
    db.run(conn, "daily_billed_customers")
    conn.execute("update meta set data_version = data_version + 1")
