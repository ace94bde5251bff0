"""The high-value customers on the page, without a browser."""

from icp import db
from tests.conftest import App, book
from tests.test_status_panel import fill, said


def show(app, data=App.FILLED):
    at = app.visit("segmentation", data)
    return at.segmented_control(key="segmentation_view").set_value("high_value").run()


def test_the_answer_comes_first(app):
    # 60 orders of 100 to 159, every tenth day, to twelve customers by turns; the 12 months before
    # 28 August 2025 begin with order 23 (1 September 2024), so c12 has orders 23, 35, 47, 59:
    # 123 + 135 + 147 + 159 = 564, c11 134 + 146 + 158 = 438, c10 435; all of c1 to c11
    # 11 x 3 orders = orders 24 to 58 without 35, 47: their sum is 35 x 141 - 135 - 147 = 4653
    at = show(app)
    assert not at.exception
    assert at.subheader[0].value.replace("\\", "") == (
        "3 of 12 customers are high-value: they bring 28 % of the revenue of the last 12 months, "
        "each 435 or more."
    )
    assert round((564 + 438 + 435) / (564 + 4653), 2) == 0.28
    assert list(at.dataframe[0].value["name"].head(3)) == ["c12", "c11", "c10"]


def test_an_amount_is_a_rule_too_and_too_much_is_said(app):
    at = show(app)
    at.segmented_control(key="high_value_rule").set_value("From an amount on").run()
    assert "None of 12 customers reaches this" in said(at, "info")
    at.number_input(key="high_value_least").set_value(500.0).run()
    assert at.subheader[0].value.startswith("1 of 12 customers are")


def test_margin_asks_for_costs_where_there_are_none(app):
    at = show(app)
    at.segmented_control(key="high_value_of").set_value("margin").run()
    assert "upload orders with a column of cost" in said(at, "info")


def test_who_is_a_and_not_high_value_is_listed(app):
    at = show(app)
    at.button_group(key="high_value_shown").set_value(["only_a"]).run()
    only_a = at.dataframe[0].value
    assert (only_a["tier"] == "A").all()
    assert (only_a["since"] == "not now").all()


def test_it_answers_with_few_and_with_many_customers(app):
    for customers in (1, 3, 20, 1_100):
        fill(app, customers)
        at = show(app)
        assert not at.exception
        assert not at.error
        assert f" of {customers:,} customer" in at.subheader[0].value


def test_names_from_files_stay_text(app):
    with db.open(app.filled.path) as conn, db.transaction(conn):
        conn.execute(
            "insert into customer_rows (import_id, row_no, customer_id, name)"
            " values (1, 1, 'c12', '*Twelve*')"
        ).fetchall()
        book(conn, [])
    assert show(app).dataframe[0].value["name"].iloc[0] == "*Twelve*"
