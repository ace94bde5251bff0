"""Names alike and Services as a newcomer clicks through them, in a real browser."""

import pytest
from playwright.sync_api import expect

from icp import db, ingest, workspaces
from tests.serving import Tab, serving
from tests.test_ingest import csv
from tests.test_names_panels import LIST, ORDERS

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A server on a list and orders whose names do not all agree."""
    folder = tmp_path_factory.mktemp("names")
    own = workspaces.create(folder, "Own books", "1")
    with db.open(own.path) as conn:
        ingest.load(conn, csv(LIST, "customers.csv"))
        ingest.load(conn, csv(ORDERS, "orders.csv"))
    db.close(own.path)
    with serving(folder) as running:
        yield running


def test_names_are_merged_and_parted_again(served, browser: Tab):
    page = browser.visit(f"{served.url}/upload?data=own-books-1")
    page.get_by_text("What is in the data now").click()
    page.get_by_role("button", name="See names alike").click()
    page.get_by_role("button", name="Accept all that are sure (1)").first.click()
    expect(page.get_by_text("Orders of 3 customers: 1 is in your list, 2 are not")).to_be_visible()
    browser.settle()
    table = page.get_by_test_id("stDataFrame").last
    table.scroll_into_view_if_needed()
    table.click(position={"x": 17, "y": 52})
    page.get_by_role("button", name="Undo the ticked ones").click()
    expect(page.get_by_text("Orders of 4 customers: 1 is in your list, 3 are not")).to_be_visible()


def test_left_overs_are_put_into_a_service_and_saved(served, browser: Tab):
    page = browser.visit(f"{served.url}/upload?data=own-books-1")
    page.get_by_text("Services", exact=True).click()
    page.get_by_role("button", name="IT services company").click()
    expect(page.get_by_text("4 product names, 1 service, 3 left over (24 %")).to_be_visible()
    browser.settle()
    table = page.get_by_test_id("stDataFrame").last
    table.scroll_into_view_if_needed()
    table.click(position={"x": 17, "y": 52})
    put = page.get_by_label("Put 1 name into")
    put.fill("Phones")
    put.press("Enter")
    page.get_by_role("button", name="Add the rule").click()
    # the biggest left-over was GTX Pro with 100 of 657
    expect(page.get_by_text("4 product names, 2 services, 2 left over (9 %")).to_be_visible()
    page.get_by_role("button", name="Save the rules").click()
    expect(page.get_by_text("These rules count")).to_be_visible()
    page.reload()
    page.get_by_text("Services", exact=True).click()
    expect(page.get_by_text("4 product names, 2 services, 2 left over (9 %")).to_be_visible()
