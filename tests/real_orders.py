"""Orders of real data sets, put into the tables in one go: id of the order, customer, day, amount.

Of the shop in the UK and of Superstore these are sums of lines; orders of nothing at CDNOW, which
the published counts hold, get the smallest amount there is, as they would be no purchases here.
"""

from pathlib import Path

import duckdb

from icp import daily, db

QUERIES = {
    "cdnow_sample": """
        select row_number() over () as order_id, row[2], strptime(row[3], '%Y%m%d')::date,
            greatest(row[5]::decimal(18, 4), 0.0001)
        from (
            select string_split_regex(trim(line), ' +') as row
            from read_csv($folder || '/CDNOW_sample.txt', columns = {'line': 'varchar'},
                delim = '|', header = false)
        )
    """,
    "northwind": """
        with details as (
            select orderID, sum(unitPrice * quantity * (1 - discount)) as amount
            from read_csv($folder || '/order-details.csv')
            group by orderID
        ),

        orders as (  -- some addresses hold commas: only the first four fields are sure
            select string_split(line, ',') as field
            from read_csv($folder || '/orders.csv', columns = {'line': 'varchar'},
                delim = '|', header = false, skip = 1, quote = '')
        )

        select field[1], field[2], field[4][:10]::date, amount::decimal(18, 4)
        from orders join details on details.orderID = field[1]::bigint
    """,
    "online_retail_2010_2011": """
        select InvoiceNo, CustomerID, min(InvoiceDate)::date,
            sum(Quantity * UnitPrice)::decimal(18, 4)
        from read_parquet($folder || '/online_retail.parquet')
        where CustomerID is not null
        group by all
    """,
    "superstore": """
        select "Order ID", "Customer ID", min(strptime("Order Date", '%m/%d/%Y'))::date,
            sum("Sales"::decimal(18, 4))
        from read_csv($folder || '/Sample - Superstore.csv', all_varchar = true)
        group by all
    """,
}


def load(conn: db.Connection, real: Path, name: str) -> None:
    """Fill the workspace with the orders of one data set."""
    with duckdb.connect() as plain:
        rows = plain.execute(QUERIES[name], {"folder": str(real / name)}).fetchall()
    order, customer, day, amount = zip(*rows, strict=True)
    conn.execute(
        "insert into order_lines (import_id, row_no, order_id, customer_id, order_on, amount) "
        "select 1, unnest(range($n::bigint)), unnest($orders::varchar[]), "
        "unnest($customers::varchar[]), unnest($days::date[]), unnest($amounts::decimal(18, 4)[])",
        {
            "n": len(rows),
            "orders": [str(one) for one in order],
            "customers": [str(one) for one in customer],
            "days": list(day),
            "amounts": list(amount),
        },
    ).fetchall()
    daily.refresh(conn)
