"""Customer x day is the same whether or not other lines know more."""

import itertools

import pytest

from icp import ingest, services
from tests.test_ingest import csv

HEAD = "Order ID,Customer,Date,Amount,Kind,Cost,Due date,Paid date,Product\n"
LINES = "1,a,2025-01-05,10,{},{},{},{},x\n1,a,2025-01-06,-4,,,,,y\n2,a,2025-01-06,5,,,,,y\n"
KNOWN = ("project", "3", "2025-02-01", "2025-02-03")
DAYS = """
    select customer_id, day::varchar, orders, purchases, projects, net::double, recurring::double,
        project::double, cost::double, payments, days_late
    from customer_day
    order by customer_id, day
"""
# by hand: the first order counts on its first day with 10 - 4, the second on the next
DAY_1, DAY_2 = "2025-01-05", "2025-01-06"


def days(conn):
    return conn.execute(DAYS).fetchall()


def wanted(kind=False, cost=False, paid=False):
    first = ("a", DAY_1, 1, 1, int(kind), 6, 0, 10 if kind else 0, 3 if cost else None, 0, 0)
    second = ("a", DAY_2, 1, 1, 0, 5, 0, 0, None, 0, 0)
    payment = ("a", "2025-02-03", 0, 0, 0, 0, 0, 0, None, 1, 2)
    return [first, second, *([payment] if paid else [])]


@pytest.mark.parametrize(("kind", "cost", "paid"), list(itertools.product([False, True], repeat=3)))
def test_what_lines_know_is_added_up_and_the_rest_is_as_without(empty, kind, cost, paid):
    given = (kind, cost, paid, paid)
    cells = [text if known else "" for text, known in zip(KNOWN, given, strict=True)]
    ingest.load(empty, csv(HEAD + LINES.format(*cells)), decimal=".")
    assert days(empty) == wanted(kind, cost, paid)
    ingest.load(empty, csv(HEAD + "3,b,2025-01-05,7,resale,1,2025-01-06,2025-01-06,z\n"))
    assert days(empty)[: 2 + paid] == wanted(kind, cost, paid)


def test_a_rule_alone_tells_the_kind(empty):
    ingest.load(empty, csv(HEAD + LINES.format("", "", "", "")), decimal=".")
    services.save(empty, [services.Rule("words", "x", "Care", "recurring")])
    assert [day[6] for day in days(empty)] == [10, 0]
