"""The tables from which every page reads: who is who, what is which service, customer x day."""

from icp import aliases, db, labels, standards

TABLES = (
    "product_services",
    "billed_customers",
    "customer_day",
    "product_day",
    "customer_services",
)
EMPTY_WITHOUT_RULES = ("product_services", "customer_services")


def refresh(conn: db.Connection) -> None:
    """Make the names that count, and then the tables, anew from the rows that count.

    To be called inside the transaction that changed rows, names or rules.
    """
    aliases.refresh(conn)
    standards.refresh(conn)
    rules = db.one(conn, "select count(*) from service_rules")
    for table in TABLES:
        conn.execute(f"delete from {table}")
        if rules or table not in EMPTY_WITHOUT_RULES:
            db.run(conn, f"daily_{table}", **(_known(conn) if table == "customer_day" else {}))
    db.run(conn, "daily_first_days")
    labels.refresh(conn)
    conn.execute("update meta set data_version = data_version + 1")


def _known(conn: db.Connection) -> dict[str, bool]:
    """What is to be added up of each day, as any line knows of it."""
    [(kinds, costs, payments)] = db.run(conn, "daily_known").fetchall()
    return {"kinds": kinds, "costs": costs, "payments": payments}
