"""The page of one customer, without a browser."""

from datetime import date, datetime

import pytest
from streamlit.testing.v1 import AppTest

from icp import db, ingest, judgements, merges, notes, sorting
from tests.conftest import ROOT, App, book
from tests.test_ingest import csv

MONDAY = datetime(2026, 11, 2)
NOBODY = "There is no customer nobody in this data"


def said(at: AppTest, *kinds: str) -> str:
    kinds = kinds or ("title", "subheader", "markdown", "caption", "info", "error", "table")
    return " ".join(str(one.value) for kind in kinds for one in at.get(kind)).replace("\\", "")


def visit(app: App, customer_id: str | None, data: str = App.FILLED) -> AppTest:
    at = AppTest.from_file(str(ROOT / "ui" / "main.py"), default_timeout=30)
    at.query_params["data"] = data
    at.run()
    if customer_id:
        at.query_params["id"] = customer_id
    return at.switch_page("../pages/customer.py").run()


def change(app: App, what, *arguments):
    with db.open(app.filled.path) as conn, db.transaction(conn):
        what(conn, *arguments)


def figures(at: AppTest) -> dict[str, str]:
    return {one.label: one.value for one in at.metric}


def test_a_customer_is_told_in_figures_classes_and_months(app):
    # c1 ordered on 15 Jan, 14 May, 11 Sep 2024, 9 Jan and 9 May 2025 for 100, 112, 124, 136, 148
    at = visit(app, "c1")
    assert not at.exception
    assert at.title[0].value == "c1"
    assert figures(at) == {
        "Revenue, 12 months": "408",
        "Orders, 12 months": "3",
        "Last order": "9 May 2025",
        "First order": "15 Jan 2024",
    }
    assert "Days since last order: 111, how recently" in said(at)
    assert "3 orders in the last 12 months, how often" in said(at)
    assert "408 in the last 12 months, how much" in said(at)
    assert "points: A from 75, B from 50, C from 25" in said(at)
    assert "In no customer list" in said(at)
    assert "Can't tell: we know 0 facts" in said(at)
    assert at.expander[0].label == "Orders: 5 rows, the newest first"
    assert list(at.dataframe[0].value["amount"]) == [148, 136, 124, 112, 100]


def test_what_was_chosen_under_customers_counts_here_too(app):
    at = app.visit("segmentation")
    at.segmented_control(key="segmentation_window").set_value("All").run()
    at.segmented_control(key="segmentation_view").set_value("tiers").run()
    for name in ("tenure", "regularity", "payment"):
        at.slider(key=f"tiers_weight_{App.FILLED}_balanced_{name}").set_value(0)
    at.run()
    at.query_params["id"] = "c1"
    at.switch_page("../pages/customer.py").run()
    assert "620 in all orders, how much" in said(at)
    assert "times the average customer" in said(at)
    assert "customer for" not in said(at)


def test_each_order_line_says_its_file_and_row_and_is_searched(app):
    orders = "Invoice,Customer ID,Invoice date,Amount,Product\n"
    rows = "A1,7,2025-01-31,5,Care\nA2,7,2025-02-28,6,Cable\n"
    with db.open(app.folder / f"{App.EMPTY}.duckdb") as conn:
        ingest.load(conn, csv(orders + rows, "orders.csv"), at=MONDAY)
    at = visit(app, "7", App.EMPTY)
    table = at.dataframe[0].value
    assert table["order_id"].tolist() == ["A2", "A1"]
    assert table["row"].tolist() == [3, 2]
    assert set(table["file_name"]) == {"orders.csv"}
    at.text_input(key="customer_orders_search").set_value("cab").run()
    assert at.dataframe[0].value["order_id"].tolist() == ["A2"]


def test_orders_after_the_day_in_the_sidebar_are_said_not_to_count(app):
    at = visit(app, "c1")
    at.sidebar.date_input(key="as_of").set_value(date(2024, 12, 31)).run()
    assert figures(at)["Last order"] == "11 Sep 2024"
    assert "2 rows dated after the day in the sidebar: not counted yet" in said(at)
    at.sidebar.date_input(key="as_of").set_value(date(2024, 1, 15)).run()
    at.query_params["id"] = "c2"
    at.run()
    assert not at.exception
    assert "No orders up to the day in the sidebar." in said(at)
    assert "No order in the last 12 months." in said(at)
    assert "No tier" in said(at)


def test_each_fact_says_where_it_came_from(app):
    text = "Customer ID,Customer,Industry\nc1,*Acme*,Law\n"
    with db.open(app.filled.path) as conn:
        ingest.load(conn, csv(text, "list.csv"), at=MONDAY)
    change(app, judgements.save, "c1", "Support", "heavy", MONDAY, "Ann")
    change(app, judgements.save, "c1", "employees", "12", MONDAY)
    at = visit(app, "c1")
    assert at.title[0].value == r"\*Acme\*"
    rows = [[cell.replace("\\", "") for cell in row] for row in at.table[0].value.values.tolist()]
    assert rows == [
        ["Industry", "Law", "list.csv, row 2"],
        ["Employees", "12", "typed by you, 2 Nov 2026"],
        ["Support", "heavy", "typed by Ann, 2 Nov 2026"],
    ]
    assert "Loaded: list.csv on 2 Nov 2026." in said(at)
    assert "In no customer list" not in said(at)


def test_a_note_is_written_changed_deleted_and_brought_back(app):
    at = visit(app, "c1")
    assert "No notes yet." in said(at)
    at.text_area(key="notes_new_c1_0").set_value("Glad\n*very*")
    at.text_input(key="notes_author").set_value("Ann")
    at.button(key="notes_save").click().run()
    assert not at.exception
    assert "Glad  \n" + r"\*very\*" in [one.value for one in at.markdown]
    assert "Ann, " in said(at, "caption")
    at.text_area(key="notes_text_1").set_value("Not so glad")
    at.button(key="notes_change_1").click().run()
    assert "Not so glad" in said(at)
    at.button(key="notes_delete_1").click().run()
    assert "No notes yet." in said(at)
    at.button(key="notes_back").click().run()
    assert "Not so glad" in said(at)
    with db.open(app.filled.path) as conn:
        assert [one.text for one in notes.listing(conn, "c1")] == ["Not so glad"]


def test_an_empty_note_is_a_sentence(app):
    at = visit(app, "c1")
    at.button(key="notes_save").click().run()
    assert "The note is empty, nothing was stored" in at.error[0].value


def test_similar_customers_name_what_they_share_and_lead_there(app):
    head = "Customer ID,Customer,Industry,Country,Lead source\n"
    rows = (
        "c1,Acme,Law,CH,fair\nc2,Bolt,Law,CH,fair\nc3,Cedar,Retail,DE,web\nc4,Dune,Retail,DE,web\n"
    )
    with db.open(app.filled.path) as conn:
        ingest.load(conn, csv(head + rows, "list.csv"), at=MONDAY)
    at = visit(app, "c1")
    assert "Shares 3 of 3 known facts: Country: CH; Industry: Law; Lead source: fair." in said(at)
    at.button(key="similar_c2").click().run()
    assert not at.exception
    assert at.title[0].value == "Bolt"
    assert at.query_params["id"] == "c2"
    assert at.query_params["data"] == App.FILLED


def test_every_way_to_look_at_customers_is_told(app):
    at = visit(app, "c1")
    ways = ["How recently, how often, how much", "A to D", "Status", "How they behave"]
    captions = [one.value for one in at.caption]
    assert [one for one in captions if one in ways] == ways
    assert "How we get on" in captions
    assert "Sorted by hand" in captions
    assert "Not sorted yet" in said(at)


def test_what_people_sorted_by_hand_is_told_with_their_reasons(app):
    sorts = [sorting.Sort("c1", "good", ("pays on time",), "call in spring")]
    change(app, sorting.save, sorts, "Ann", MONDAY)
    at = visit(app, "c1")
    assert "**Good** - 1 Good - pays on time - Ann: call in spring" in " ".join(said(at).split())


def test_with_names_hidden_the_page_and_its_address_have_a_number_alone(app):
    change(app, notes.write, "c1", "Acme was glad", MONDAY)
    at = visit(app, "c1")
    at.sidebar.toggle(key="hide_names").set_value(True).run()
    assert not at.exception
    label = at.title[0].value.replace("\\", "")
    assert label.startswith("Client #")
    assert at.query_params["id"] == label
    assert "Acme" not in said(at)
    assert figures(at)["Orders, 12 months"] == "3"
    at.sidebar.toggle(key="hide_names").set_value(False).run()
    assert at.title[0].value == "c1"
    assert at.query_params["id"] == "c1"
    assert "Acme was glad" in said(at)


def test_deals_and_feedback_without_a_day_say_so(app):
    change(
        app,
        lambda conn: conn.execute(
            "insert into deal_rows (import_id, row_no, deal_id, customer_id, outcome, closed_on)"
            " values (1, 1, 'd1', 'c1', 'won', null), (1, 2, 'd2', 'c1', null, '2025-01-01')"
        ).fetchall(),
    )
    change(
        app,
        lambda conn: conn.execute(
            "insert into feedback_rows (import_id, row_no, feedback_id, customer_id, nps)"
            " values (1, 1, 'x', 'c1', 9)"
        ).fetchall(),
    )
    at = visit(app, "c1")
    assert not at.exception
    assert "2 deals" in said(at, "subheader")
    assert "The date of 1 of 2 is unknown: they come last." in said(at)
    assert list(at.dataframe[1].value["outcome"]) == ["unknown", "won"]
    assert "What came from them: 1 row" in said(at, "subheader")
    assert "NPS, 0-10" in str(at.dataframe[2].proto.columns)


def test_the_old_name_of_a_merged_customer_leads_to_the_kept_one(app):
    change(app, merges.decide, "customer", [("c2", "c1")], merges.SAME, MONDAY)
    at = visit(app, "c2")
    assert not at.exception
    assert at.title[0].value == "c1"
    assert "The name you followed was merged with this customer" in said(at)
    assert figures(at)["Orders, 12 months"] == "6"


def test_a_customer_of_other_data_is_not_taken_for_one_of_this(app):
    at = visit(app, "c1")
    at.sidebar.selectbox(key="data").set_value(App.EMPTY).run()
    assert not at.exception
    assert "No customer is chosen" in at.info[0].value


@pytest.mark.parametrize("data", [App.EMPTY, App.FILLED])
def test_an_unknown_customer_is_a_sentence(app, data):
    at = visit(app, "nobody", data)
    assert not at.exception
    assert NOBODY in at.error[0].value
    assert at.title[0].value == "Customer"


def test_without_a_customer_the_page_says_how_to_choose_one(app):
    at = visit(app, None)
    assert "No customer is chosen: tick one in a table" in at.info[0].value


def test_a_customer_without_orders_is_told_without_figures(app):
    with db.open(app.folder / f"{App.EMPTY}.duckdb") as conn:
        ingest.load(conn, csv("Customer ID,Industry\na,Law\n", "list.csv"), at=MONDAY)
        book(conn, [])
    at = visit(app, "a", App.EMPTY)
    assert not at.exception
    assert not at.metric
    assert "No orders: nothing that was uploaded names this customer" in said(at)
    assert "In no group" in said(at)
    assert "No tier" in said(at)
