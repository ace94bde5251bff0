"""Every page and view with 3, 20 and 300 customers: an answer, or what there is too little of."""

from datetime import date, datetime, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from icp import costs, db, ingest
from tests.conftest import ROOT, App
from tests.test_privacy import PAGES, by_content, views

__all__ = ["by_content"]
pytestmark = pytest.mark.long

INDUSTRIES = ("Law", "Healthcare", "Retail", "Construction", "Finance")


def write(folder, customers):
    """A list, invoices of two years and hours of support; some begin late and some stop."""
    listed = ["Account number,Name,Industry,Employees,Referred by"]
    orders, support = ["Order,Account number,Date,Amount,Cost"], ["Account number,Month,Hours"]
    for at in range(customers):
        sender = f"QX-{at // 2}" if at % 7 == 3 else ""
        listed.append(f"QX-{at},Company {at},{INDUSTRIES[at % 5]},{3 + at * 37 % 400},{sender}")
        for month in range(at % 5, 24 - at % 3, 1 + at % 3):
            day = date(2024, 1, 5) + timedelta(days=30 * month + at % 20)
            amount = 100 + at * 131 % 5_000
            orders.append(f"O{at}-{month},QX-{at},{day},{amount},{amount // 2}")
        support.append(f"QX-{at},2025-06-01,{at % 11}")
    for name, lines in (("customers", listed), ("orders", orders), ("support", support)):
        file = folder / f"{name}.csv"
        file.write_text("\n".join(lines) + "\n")
        yield file


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("customers", [3, 20, 300])
def test_every_view_answers(app, tmp_path, customers, page):
    with db.open(app.filled.path) as conn:
        conn.execute("delete from order_lines")
        for file in write(tmp_path, customers):
            ingest.load(conn, file, at=datetime(2026, 1, 1))
        costs.save(conn, costs.Rates(hours=95))
    at = AppTest.from_file(str(ROOT / "ui" / "main.py"), default_timeout=60)
    at.query_params["data"], at.query_params["id"] = App.FILLED, "QX-1"
    at.run()
    at.switch_page(f"../pages/{page}.py").run()
    check(at)
    for shown in views(at):
        check(shown)


def check(at):
    """Nothing broke, and no figure is missing without a word."""
    assert not at.exception, at.exception[0].message
    assert not at.error, at.error[0].value
    said = [one.value for one in (*at.markdown, *at.caption, *at.info, *at.subheader, *at.metric)]
    assert said
    assert not [text for text in map(str, said) if " nan" in text.lower() or text == "None"]
