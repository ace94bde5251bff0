"""The upload page without a browser: columns, what is remembered, what changes, standard values."""

from datetime import datetime

import pytest

from icp import db, ingest
from tests.conftest import App
from tests.test_ingest import csv

AT = datetime(2026, 11, 3, 9)
HEAD = "Customer,Date,Amount,Net\n"


def drop(at, text, name="sales.csv"):
    at.file_uploader[0].set_value((name, text.encode(), "text/csv")).run()
    assert not at.exception
    return at


def store(app, text, name, **options):
    with db.open(app.folder / f"{App.EMPTY}.duckdb") as conn:
        return ingest.load(conn, csv(text, name), at=AT, **options)


@pytest.fixture
def page(app):
    return app.visit("upload", App.EMPTY)


def columns(at):
    return {box.label: box for box in at.selectbox if (box.key or "").startswith("upload_")}


def labels(at):
    return [one.label for one in at.get("expander")]


def said(at):
    kinds = ("markdown", "caption", "warning", "error", "success", "info")
    return " ".join(str(one.value) for kind in kinds for one in at.get(kind))


def press(at, start):
    [button] = [one for one in at.button if one.label.startswith(start)]
    button.click().run()
    assert not at.exception


def test_a_known_export_needs_one_line(page):
    drop(page, "Date,Transaction type,Num,Customer,Amount,Balance\n2025-01-31,Invoice,1,a,5,5\n")
    assert labels(page)[0] == (
        "Which column is what: recognised as QuickBooks Online, sales by customer or product; "
        "5 of 6 columns used, see or change"
    )
    assert not page.get("expander")[0].proto.expanded
    assert labels(page)[1] == "1 more column: 1 not used"
    assert columns(page)["Amount"].value == "amount"
    assert "known name" in said(page)


def test_columns_show_their_values_and_how_sure_we_are(page):
    drop(page, "Custommer name,Industry,Color\nAcme,Law,red\nBolt,Law,blue\n")
    assert "Acme · Bolt  \nlooks like Customer name (96 %)" in said(page)
    assert page.get("expander")[0].proto.expanded
    columns(page)["Color"].set_value("location").run()
    assert "red · blue  \nyour choice" in said(page)


def test_the_count_follows_the_choices(page):
    drop(page, "Who,When,Amount\nA,2025-04-03,5\n")
    assert "1 of 3 columns used" in labels(page)[0]
    assert "No column is chosen for the customer" in said(page)
    columns(page)["Who"].set_value("customer_name").run()
    columns(page)["When"].set_value("order_on").run()
    assert "3 of 3 columns used" in labels(page)[0]
    assert labels(page)[1] == "2 more columns: all in use"
    press(page, "Load 1 row")
    assert "newest order 3 Apr 2025" in said(page)


def test_two_columns_for_one_field_are_a_sentence(page):
    drop(page, HEAD + "a,2025-04-03,119,100\n")
    columns(page)["Net"].set_value("amount").run()
    assert 'Both "Amount" and "Net" are taken for Amount' in said(page)
    columns(page)["Amount"].set_value("(unused)").run()
    assert "100.00 in all" in said(page)


def test_own_columns_get_names_of_their_own_or_stay_out(page, app):
    drop(page, "Customer ID,Customer,Color,Fax\n7,Acme,red,1\n", "customers.csv")
    assert labels(page)[1] == "2 more columns: 2 kept as your own"
    columns(page)["Fax"].set_value("(unused)").run()
    assert labels(page)[1] == "2 more columns: 1 kept as your own, 1 not used"
    [name] = [one for one in page.text_input if one.label == "Name for Color"]
    name.set_value("Tint").run()
    press(page, "Load 1 row")
    with db.open(app.folder / f"{App.EMPTY}.duckdb") as conn:
        assert conn.execute("select name, value from attributes").fetchall() == [("Tint", "red")]


def test_a_file_of_the_same_headers_starts_from_what_was_chosen(app):
    text = HEAD + "a,03/04/2025,119,100\n"
    store(app, text, "sales-oct.csv", mapping={"amount": "Net"}, day_first="yes")
    at = drop(app.visit("upload", App.EMPTY), HEAD + "b,05/06/2025,238,200\n")
    assert labels(at)[0] == (
        "Which column is what: as you chose on 3 Nov 2026 for sales\\-oct\\.csv; "
        "3 of 4 columns used, see or change"
    )
    assert "First in dates: the day \\(31/12\\) (as for the earlier file)" in said(at)
    assert "200.00 in all, on 5 Jun 2025" in said(at)
    press(at, "Start afresh")
    assert columns(at)["Amount"].value == "amount"
    assert "can be read two ways" in said(at)


def test_a_remembered_answer_can_be_taken_back(app):
    store(app, "Customer,Date,Amount\na,03/04/2025,1\n", "sales-oct.csv", day_first="yes")
    at = drop(app.visit("upload", App.EMPTY), "Customer,Date,Amount\nb,05/06/2025,2\n")
    assert "on 5 Jun 2025" in said(at)
    press(at, "Change")
    assert "can be read two ways" in said(at)
    press(at, "the month")
    assert "on 6 May 2025" in said(at)
    assert "First in dates: the month" in said(at)


def test_a_remembered_answer_that_the_file_contradicts_is_asked_again(app):
    store(app, "Customer,Date,Amount\na,03/04/2025,1\n", "sales-oct.csv", day_first="yes")
    at = drop(app.visit("upload", App.EMPTY), "Customer,Date,Amount\nb,05/13/2025,2\n")
    assert "you chose the day" in at.warning[0].value
    assert "The day comes first" not in said(at)
    press(at, "the month")
    assert "on 13 May 2025" in said(at)


def test_a_newer_list_says_what_changes_before_and_after(app):
    head = "Customer ID,Customer,Industry\n"
    store(app, head + "1,A,Law\n2,B,Law\n3,C,Law\n", "customers.csv")
    at = drop(app.visit("upload", App.EMPTY), head + "1,A,Law\n2,B,Retail\n4,D,Law\n")
    sentence = (
        "3 customers: 1 new, 1 changed, 1 the same; 1 in your data is not in this file and stays."
    )
    assert sentence in said(at)
    press(at, "Load 3 rows")
    assert f"left out: none. {sentence}" in said(at)
    assert f"3 of 3 rows loaded, 0 left out; {sentence}" in said(at)


def test_rows_that_would_count_twice_are_warned_of(app):
    text = "Customer,Date,Amount\na,2025-01-01,1\n"
    store(app, text, "sales-oct.csv")
    at = drop(app.visit("upload", App.EMPTY), text + "b,2025-01-02,1\n")
    assert "2 orders: 2 new, 0 changed, 0 the same." in said(at)
    assert "The data has rows like 1 of these already" in at.warning[0].value


def test_the_same_file_can_take_the_place_of_the_earlier_import(app):
    text = "Customer,Date,Amount\na,2025-01-01,1\n"
    store(app, text, "sales-oct.csv")
    at = drop(app.visit("upload", App.EMPTY), text)
    press(at, "Load 1 row")
    assert "replace that, or load it a second time?" in at.warning[-1].value
    press(at, "Replace the earlier import")
    assert "1 month, 1 of revenue, 1 customer with orders" in said(at)
    assert "undone" in said(at)


def test_the_history_tells_how_a_file_was_read(app):
    store(app, HEAD + "a,03/04/2025,1,2\n", "*sales*.csv", day_first="yes")
    at = app.visit("upload", App.EMPTY)
    press(at, "How it was read")
    assert (
        "- Customer = Customer name\n- Date = Order date\n- Amount = Amount\n- Net = not used"
        in (said(at))
    )
    assert "First in dates: the day" in said(at)


def test_standard_values_are_applied_and_taken_back(app):
    store(app, "Customer ID,Industry\n1,Law\n2,law firm\n3,Gardens\n", "customers.csv")
    at = app.visit("upload", App.EMPTY)
    at.segmented_control(key="upload_section").set_value("standards").run()
    assert "- law firm → **Law**: 1 customer" in said(at)
    press(at, "Apply to 1 customer")
    assert "We have nothing more to suggest." in said(at)
    with db.open(app.folder / f"{App.EMPTY}.duckdb") as conn:
        count = "select count(*) from customers where industry = 'Law'"
        assert db.one(conn, count) == 2
        press(at, "Back to how the files write it")
        assert db.one(conn, count) == 1
    at.segmented_control(key="standards_field").set_value("country").run()
    assert "no country in words yet" in at.info[0].value
