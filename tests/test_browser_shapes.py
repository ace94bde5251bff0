"""Two files that are one, as a newcomer drops them in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.serving import Tab, serving
from tests.test_browser_journey import drop

pytestmark = pytest.mark.browser
expect.set_options(timeout=20_000)


def test_northwinds_orders_and_lines_come_in_as_one(tmp_path, browser: Tab, real):
    folder = real / "northwind"
    with serving(tmp_path) as running:
        page = browser.visit(f"{running.url}/upload")
        page.get_by_label("Name", exact=True).fill("Northwind")
        page.get_by_role("button", name="Start my own data").click()
        expect(page.get_by_text("Drop CSV, Excel or Parquet files here")).to_be_visible()
        browser.settle()
        drop(page, ("", folder / "order-details.csv"), ("", folder / "orders.csv"))
        expect(page.get_by_role("heading", name="orders.csv + order-details.csv")).to_be_visible()
        expect(page.get_by_text("1,716 of 2,155 lines found their order")).to_be_visible()
        page.get_by_role("button", name="Join the pieces in 176 rows").click()
        said = "830 orders of 89 customers, 1,265,793.04 in all, from 4 Jul 1996 to 6 May 1998."
        expect(page.get_by_text(said)).to_be_visible()
        page.get_by_role("button", name="Load 2,155 rows").click()
        expect(page.get_by_text("2,155 of 2,155 rows loaded; left out: none.")).to_be_visible()
        expect(page.get_by_test_id("stFileChip")).to_have_count(0)
        browser.settle()
        assert list((tmp_path / "tmp").iterdir()) == []
        assert browser.errors == [] or all("_stcore" in one for one in browser.errors)
