"""Names alike and Services on the upload page: what they say, and what their buttons do."""

import pytest
from streamlit.testing.v1 import AppTest

from icp import db, ingest, merges, services
from tests.conftest import App, book
from tests.test_alike import DAY
from tests.test_ingest import csv

LIST = "Customer ID,Customer,Industry\n1,Acme Ltd,Law\n2,Bolt,Retail\n3,Jonson Brothers,Law\n"
ORDERS = (
    "Invoice,Customer,Date,Amount,Product\n"
    "1,acme ltd,2025-01-31,100,GTX Pro\n"
    "2,Acme Limited,2025-02-01,50,GTXPro\n"
    "3,Johnson Brothers,2025-02-02,500,Cloud backup\n"
    "4,_Zeta_ [x](http://e.example),2025-02-03,7,Strange thing\n"
)


@pytest.fixture
def books(app):
    with db.open(app.folder / f"{App.EMPTY}.duckdb") as conn:
        ingest.load(conn, csv(LIST, "customers.csv"))
        ingest.load(conn, csv(ORDERS, "orders.csv"))
        yield conn


def visit(app, section):
    at = app.visit("upload", App.EMPTY)
    at.segmented_control(key="upload_section").set_value(section).run()
    assert not at.exception
    return at


def said(at: AppTest) -> str:
    return "\n".join(
        str(one.value)
        for kind in ("subheader", "markdown", "caption", "info", "warning", "error")
        for one in at.get(kind)
    )


def press(at: AppTest, start: str) -> AppTest:
    """Press the first button whose key begins so."""
    [button, *_] = [one for one in at.button if one.key and one.key.startswith(start)]
    button.click().run()
    assert not at.exception
    return at


def test_after_a_load_one_line_says_who_is_not_in_the_list_and_leads_there(app, books):
    at = app.visit("upload", App.EMPTY)
    assert "Orders of 4 customers: 1 is in your list, 3 are not (557 in all)." in said(at)
    at.button(key="came_in_alike").click().run()
    assert at.segmented_control(key="upload_section").value == "alike"
    assert "Customers alike" in said(at)


def test_without_a_list_or_orders_nothing_is_said_of_the_list(app):
    at = app.visit("upload")
    assert "in your list" not in said(at)


def test_pairs_stand_with_their_reason_and_the_biggest_money_first(app, books):
    text = said(visit(app, "alike"))
    assert "2 pairs, the biggest money first" in text
    first, second = text.index("93 % alike"), text.index("legal form only, sure")
    assert first < second
    assert r"**Johnson Brothers** (1 order, 500)" in text
    assert "counts as **Jonson Brothers** (number 3, 0 orders)?" in text
    assert "[x](http" not in text


def test_the_sure_ones_are_accepted_at_once_and_undone(app, books):
    at = press(visit(app, "alike"), "alike_all_customer")
    assert list(merges.decisions(books)["written"]) == ["Acme Limited"]
    assert "Orders of 3 customers: 1 is in your list, 2 are not (507 in all)." in said(at)
    assert "1 pair, the biggest money first" in said(at)
    decided = at.dataframe[-1].value
    assert decided[["one", "verdict", "other"]].values.tolist() == [
        ["Acme Limited", "counts as", "Acme Ltd (number 1)"]
    ]


def test_one_pair_is_called_different_and_is_gone(app, books):
    at = press(visit(app, "alike"), "alike_different_customer_Johnson")
    assert "93 % alike" not in said(at)
    assert list(merges.decisions(books)["decision"]) == ["different"]


def test_a_product_is_merged_with_one_click(app, books):
    press(visit(app, "alike"), "alike_same_product")
    names = books.execute("select product, lines from products order by 1").fetchall()
    assert ("GTX Pro", 2) in names
    assert len(names) == 3


def test_more_pairs_than_ten_come_ten_by_ten(app):
    with db.open(app.folder / f"{App.EMPTY}.duckdb") as conn:
        names = [f"{letter * 4} works" for letter in "abcdefghijkl"]
        lines = [(name, name, DAY, 1.0) for name in [*names, *(name.upper() for name in names)]]
        book(conn, lines)
    at = visit(app, "alike")
    count = lambda: sum(one.key.startswith("alike_same") for one in at.button)  # noqa: E731
    assert count() == 10
    at.button(key="alike_more_customer").click().run()
    assert count() == 12


@pytest.mark.parametrize(
    ("section", "sentence"),
    [("alike", "There are no names yet"), ("services", "None of the orders says what was sold")],
)
def test_an_empty_workspace_says_what_is_needed(app, section, sentence):
    assert sentence in visit(app, section).info[0].value


def test_orders_without_products_say_what_is_needed(app):
    at = app.visit("upload")
    at.segmented_control(key="upload_section").set_value("services").run()
    assert "a column for the product or service" in at.info[0].value


def test_nothing_counts_before_it_is_saved(app, books):
    at = visit(app, "services")
    assert at.subheader[0].value.startswith("4 product names, 0 services, 4 left over (100 %")
    press(at, "services_start_it")
    # only Cloud backup is known to the starter rules: 500 of 657 in all
    assert at.subheader[0].value == "4 product names, 1 service, 3 left over (24 % of the money)"
    assert "Not saved yet" in said(at)
    assert services.rules(books) == []
    press(at, "services_save")
    assert services.rules(books) == list(services.starters()["it"].rules)
    assert "Not saved yet" not in said(at)
    assert "These rules count" in said(at)


def test_changes_are_dropped_on_the_way_back(app, books):
    at = press(visit(app, "services"), "services_start_generic")
    press(at, "services_back")
    assert "Not saved yet" not in said(at)
    assert at.subheader[0].value.startswith("4 product names, 0 services")


def test_the_saved_rules_are_there_at_the_next_visit_left_overs_first(app, books):
    services.save(books, [services.Rule("words", "gtx", "GTX"), services.Rule("part", "pro", "P")])
    at = visit(app, "services")
    table = at.dataframe[-1].value
    assert list(table["product"]) == ["Cloud backup", "Strange thing", "GTX Pro", "GTXPro"]
    assert list(table["service"]) == ["left over", "left over", "GTX", "P"]


def test_unsaved_rules_survive_a_look_at_another_section(app, books):
    at = press(visit(app, "services"), "services_start_it")
    at.segmented_control(key="upload_section").set_value("alike").run()
    at.segmented_control(key="upload_section").set_value("services").run()
    assert "Not saved yet" in said(at)
