"""How customers behave on the page, without a browser."""

from datetime import date

from icp import db
from tests.conftest import App, book
from tests.test_status_panel import fill, said


def show(app, data=App.FILLED):
    at = app.visit("segmentation", data)
    return at.segmented_control(key="segmentation_view").set_value("behaviours").run()


def asked(app, company, outcome):
    with db.open(app.filled.path) as conn, db.transaction(conn):
        conn.execute(
            "insert into deal_rows (import_id, row_no, deal_id, customer_name, outcome, created_on,"
            " closed_on) values (1, 1, ?, ?, ?, ?, ?)",
            [company, company, outcome, date(2025, 3, 1), date(2025, 4, 1)],
        ).fetchall()
        book(conn, [])


def test_the_answer_comes_first_and_what_is_missing_is_said(app):
    # twelve customers since 2024, all of whom bought in the last four months
    at = show(app)
    assert not at.exception
    assert at.subheader[0].value == "12 who simply buy, 0 new."  # the others are unknown, not zero
    info = said(at, "info")
    assert "Lookers**: needs deals" in info
    assert "Bargain hunters**: needs discounts" in info
    assert "Loyal**: needs orders of 2 years" in info


def test_a_rule_changes_the_answer(app):
    # c1 to c12 began 472 to 591 days ago: 1.3 to 1.6 years
    at = show(app)
    at.number_input(key="behaviours_loyal_years").set_value(1).run()
    assert at.subheader[0].value.startswith("12 loyal, 0 who simply buy,")
    assert "a customer for 1 years or more" in said(at, "markdown")


def test_a_company_that_only_asked_is_listed_with_its_reason(app):
    asked(app, "*Looker*", "lost")
    at = show(app)
    assert at.subheader[0].value.endswith(", 1 asked and did not buy.")
    assert "Lookers" not in said(at, "info")
    at.button_group(key="behaviours_picked").set_value(["looker"]).run()
    row = at.dataframe[0].value.iloc[0]
    assert (row["name"], row["reason"]) == ("*Looker*", "asked once and did not buy")


def test_it_answers_with_few_and_with_many_customers(app):
    for customers in (1, 3, 20, 1_100):
        fill(app, customers)
        at = show(app)
        assert not at.exception
        assert not at.error
        assert len(at.dataframe[0].value) == min(customers, 1_000)
