"""The grids in a real browser: rows mended, torn rows joined, customers typed, gaps filled."""

import re
from contextlib import suppress

import pytest
from playwright.sync_api import Page, expect

from icp import db, workspaces
from tests.conftest import App
from tests.serving import Tab, serving
from tests.test_browser_journey import drop, load

pytestmark = pytest.mark.browser

expect.set_options(timeout=20_000)
KEY = 120  # milliseconds between two keys: a steady typist
HEADER, ROW = 36, 35  # pixels


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    """A server on a folder with one workspace that has orders."""
    folder = App(tmp_path_factory.mktemp("grids")).folder
    for workspace in workspaces.listing(folder):
        db.close(workspace.path)
    with serving(folder) as running:
        yield running


@pytest.fixture
def own(fresh, browser: Tab):
    """The upload page of the empty workspace."""
    return browser.visit(f"{fresh.url}/upload?data={App.EMPTY}")


def section(page: Page, name: str) -> None:
    page.get_by_role("radio", name=name).or_(page.get_by_text(name, exact=True)).first.click()


def click_cell(page: Page, x: int, row: int) -> None:
    """Click into the last grid of the page, `x` pixels from its left, in its row `row` (from 0)."""
    grid = page.get_by_test_id("stDataFrame").last
    expect(grid.locator("canvas").first).to_be_visible()
    grid.scroll_into_view_if_needed()
    grid.click(position={"x": x, "y": HEADER + ROW * row + ROW // 2})


def write(page: Page, text: str, end: str = "Enter") -> None:
    editor = page.locator("#portal").locator("input, textarea").first
    for _ in range(5):
        page.keyboard.press(text[0])  # opens the cell, unless the grid has no keyboard yet
        with suppress(AssertionError):
            expect(editor).to_be_focused(timeout=4_000)
            break
    page.keyboard.type(text[1:], delay=KEY)
    page.keyboard.press(end)


def test_a_left_out_row_is_mended_in_place_and_loaded(own):
    drop(own, ("orders.csv", "Customer,Date,Amount\nA,2025-01-31,100\n,2025-01-30,5\n"))
    expect(own.get_by_text("2 rows in the file · 1 ready to load · 1 left out")).to_be_visible()
    own.get_by_text("Mend left-out rows here").click()
    click_cell(own, 300, 0)
    write(own, "Bolt")
    expect(own.get_by_text("1 row edited and not tried yet")).to_be_visible()
    load(own, "1")
    expect(own.get_by_text("try again first so that nothing is lost")).to_be_visible()
    own.get_by_role("button", name="Try again").click()
    expect(own.get_by_text("2 rows in the file · 2 ready to load · 0 left out")).to_be_visible()
    own.get_by_role("button", name="Take back what was mended").click()
    expect(own.get_by_text("1 ready to load · 1 left out")).to_be_visible()
    click_cell(own, 300, 0)
    write(own, "Bolt")
    own.get_by_role("button", name="Try again").click()
    load(own, "2")
    expect(own.get_by_text("2 of 2 rows loaded, 0 left out")).to_be_visible()
    expect(own.get_by_text("1 row mended by hand")).to_be_visible()


def test_northwind_is_repaired_by_one_click_a_file(own, real):
    drop(own, ("", real / "northwind" / "customers.csv"))
    expect(own.get_by_text(re.compile("^24 rows cannot be loaded yet"))).to_be_visible()
    own.get_by_role("button", name="Join the pieces in 24 rows").click()
    expect(own.get_by_text("91 rows in the file · 91 ready to load · 0 left out")).to_be_visible()
    expect(own.get_by_text('24 rows had a comma too many: joined in "address"')).to_be_visible()
    load(own, "91")
    expect(own.get_by_text("91 of 91 rows loaded, 0 left out")).to_be_visible()
    drop(own, ("", real / "northwind" / "orders.csv"))
    own.get_by_role("button", name="Join the pieces in 176 rows").click()
    expect(own.get_by_text("Torn texts are joined in: shipAddress")).to_be_visible()
    expect(own.get_by_text("cannot be loaded yet")).to_have_count(0)


def test_three_customers_are_typed_and_pasted_and_saved(own, browser: Tab, fresh):
    section(own, "Type or paste")
    click_cell(own, 130, 0)
    for count, name in enumerate(("Acme", "Bolt"), start=1):
        write(own, name)
        label = f"Save {count} row{'s'[: count != 1]}"
        expect(own.get_by_role("button", name=label, exact=True)).to_be_enabled()
    own.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=fresh.url)
    own.evaluate("navigator.clipboard.writeText('Cid\\t1,250\\tLaw\\nDan\\t99\\tRetail')")
    own.keyboard.press("Control+V")
    expect(own.get_by_role("button", name="Save 4 rows")).to_be_enabled()
    own.get_by_test_id("stSidebarNavLink").filter(has_text="Start").click()
    expect(own).to_have_title("Start")
    own.get_by_test_id("stSidebarNavLink").filter(has_text="Upload").click()
    section(own, "Type or paste")
    own.get_by_role("button", name="Save 4 rows").click()
    expect(own.get_by_text("4 customers saved")).to_be_visible()
    expect(own.get_by_text("4 of 4 rows loaded, 0 left out")).to_be_visible()
    expect(own.get_by_text(re.compile("2 totals of the last 12 months"))).to_be_visible()
    assert [error for error in browser.errors if "_stcore" not in error] == []


def test_gaps_are_filled_by_keyboard_alone_and_are_there_after_a_reload(fresh, browser: Tab):
    page = browser.visit(f"{fresh.url}/upload?data={App.FILLED}")
    section(page, "Fill the gaps")
    expect(page.get_by_text("Saved 0 of 72.")).to_be_visible()
    click_cell(page, 300, 0)
    row = ("Law", "40", "1", "3", "5", "2")
    for count, text in enumerate(row, start=1):
        write(page, text, "Tab" if count < 6 else "Enter")
        expect(page.get_by_text(f"Saved {count} of 72.")).to_be_visible()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_test_id("glide-cell-7-0")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Delete")
    expect(page.get_by_text("Saved 5 of 72.")).to_be_visible()
    page.reload()
    section(page, "Fill the gaps")
    expect(page.get_by_text("Saved 5 of 72.")).to_be_visible()
    expect(page.get_by_test_id("stException")).to_have_count(0)
    assert [error for error in browser.errors if "_stcore" not in error] == []


def test_of_two_tabs_the_latest_entry_wins_and_is_seen_in_both(fresh, browser: Tab, chromium):
    url = f"{fresh.url}/upload?data={App.FILLED}"
    with chromium.new_context(viewport={"width": 1280, "height": 800}) as context:
        first, second = browser.visit(url), Tab(context.new_page()).visit(url)
        for page in (first, second):
            section(page, "Fill the gaps")
            expect(page.get_by_test_id("glide-cell-2-11")).to_have_text("")
        for page, row, text in (
            (first, 11, "Farming"),
            (second, 11, "Fishing"),
            (first, 9, "Food"),
        ):
            page.bring_to_front()  # a tab behind another loses keys, and nobody types into it
            click_cell(page, 300, row)
            write(page, text)
            expect(page.get_by_test_id(f"glide-cell-2-{row}")).to_have_text(text)
        expect(first.get_by_test_id("glide-cell-2-11")).to_have_text("Fishing")
