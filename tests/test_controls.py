"""No control of the pages about customers and money leads to an error, whatever is chosen."""

import random
from datetime import date, datetime, timedelta

import pytest

from icp import costs, daily, db, ingest
from tests.conftest import ROOT, book
from tests.controls import MOST, PAGES, changes

DAY = date(2025, 6, 1)
FEW = {
    "one order": [("a", 0, 100)],
    "three": [("a", 0, 100), ("a", 40, -20), ("b", 400, 50), ("c", 800, 5)],
    "refunds only": [("a", 0, -100), ("b", 400, -5)],
    "orders of zero": [("a", 0, 0), ("b", 40, 0)],
}


def put(app, lines, **columns):
    """These orders (customer, days ago, amount) alone in the workspace."""
    with db.open(app.filled.path) as conn:
        conn.execute("delete from order_lines").fetchall()
        orders = [
            (f"o{n}", who, DAY - timedelta(ago), paid) for n, (who, ago, paid) in enumerate(lines)
        ]
        book(conn, orders, **columns)


def company(app):
    """Twenty-five customers drawn by chance, five of old, with costs, a list and support."""
    chance = random.Random(1)
    lines = [
        (f"c{n % 25}", chance.randrange(400 if n % 25 > 19 else 0, 900), chance.randrange(-50, 400))
        for n in range(150)
    ]
    put(app, lines, cost=[abs(paid) * chance.random() * 1.4 for *_, paid in lines])
    with db.open(app.filled.path) as conn:
        conn.executemany(
            "insert into customer_rows (import_id, row_no, customer_id, name, industry, employees,"
            " nps) values (1, ?, ?, ?, ?, ?, ?)",
            [
                (n, f"c{n}", f"Company {n}", ("Law", "Care", None)[n % 3], str(7 * n), n % 11)
                for n in range(25)
            ],
        )
        conn.executemany(
            "insert into feedback_rows (import_id, row_no, feedback_id, customer_id, given_on,"
            " hours, nps, tickets) values (3, ?, ?, ?, ?, ?, ?, ?)",
            [
                (n, f"S{n}", f"c{n % 20}", DAY - timedelta(9 * n), n % 8, n % 11, n % 3)
                for n in range(40)
            ],
        )
        costs.save(conn, costs.Rates(hours=20))
        daily.refresh(conn)


def sample(app):
    with db.open(app.filled.path) as conn:
        conn.execute("delete from order_lines").fetchall()
        for name in ("customers", "invoices", "deals", "prospects", "support"):
            file = ROOT / "data" / "sample" / f"{name}.csv"
            ingest.load(conn, file, at=datetime(2026, 11, 1))
        costs.save(conn, costs.Rates(hours=95))


def change_all(app, page, most=MOST, **hidden):
    """How often a control was changed: each one of each view, to so many of its values."""
    at = app.visit(page)
    for switch in hidden:
        at.sidebar.toggle(key=switch).set_value(True).run()
    count = 0
    for view in PAGES[page]:
        at.segmented_control(key=f"{page}_view").set_value(view).run()
        assert not at.exception, view
        for what, change in changes(at, {f"{page}_view"}, most):
            change()
            assert not at.exception, f"{view}: {what}"
            count += 1
    return count


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("most", [1, pytest.param(MOST, marks=pytest.mark.long)])
def test_every_control_of_a_company(app, page, most):
    company(app)
    assert change_all(app, page, most) > 50


@pytest.mark.long
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("lines", FEW)
def test_every_control_of_a_few_orders(app, page, lines):
    put(app, FEW[lines])
    assert change_all(app, page) > 30


@pytest.mark.long
@pytest.mark.parametrize("page", PAGES)
def test_every_control_of_the_sample_company(app, page):
    sample(app)
    assert change_all(app, page) > 200


@pytest.mark.long
@pytest.mark.parametrize("page", PAGES)
def test_every_control_while_names_and_amounts_are_hidden(app, page):
    company(app)
    assert change_all(app, page, hide_names=True, hide_amounts=True) > 100
