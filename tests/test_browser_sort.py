"""Sorting by hand in a real browser: on a phone, and by keyboard on a laptop.

All of 40 customers are sorted by `make long` and in benchmarks/sorting.py.
"""

import pytest
from playwright.sync_api import expect

from tests import sorting_by_tap as tapped
from tests.serving import READY
from tests.test_browser_grids import click_cell, write

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """The address of the page on 40 customers."""
    with tapped.books(tmp_path_factory.mktemp("sorting"), 40) as (server, made):
        yield f"{server.url}/segmentation?data={made.name}"


@pytest.mark.parametrize("half", [8, pytest.param(20, marks=pytest.mark.long)])
def test_on_a_phone_with_one_tap_each_and_a_reload_in_the_middle(served, chromium, half):
    with tapped.sorting(chromium, "phone", served, f"Ann {half}") as page:
        taps, actions = tapped.sort(page, range(half), touch=True)
        last = page.get_by_text(f"Customer {half} is OK.")  # the next card comes before it
        expect(last).to_be_visible()
        page.get_by_role("button", name="nice people").tap()
        reason = page.get_by_role("button", name="nice people", pressed=True)
        expect(reason).to_be_visible()
        page.wait_for_timeout(tapped.READING)  # what left the browser is kept; nobody is faster
        page.reload()
        expect(page.locator(tapped.CARD)).to_have_text(f"Customer {half + 1}")
        expect(reason).to_be_visible()
        others, more = tapped.sort(page, range(half, 2 * half), touch=True)
        expect(page.locator(tapped.CARD)).to_have_text(
            "Done: 14 good, 13 OK, 13 bad." if half == 20 else f"Customer {2 * half + 1}"
        )
    taps, actions = taps + others, actions + more
    middle = sorted(taps)[len(taps) // 2]
    print(f"{actions} actions, half of them within {middle:.0f} ms, the slowest {max(taps):.0f} ms")
    assert len(taps) == 2 * half
    assert actions <= 2 * 2 * half
    assert middle < 300  # 95 % of them where nothing else runs: benchmarks/sorting.py


def test_by_keyboard_on_a_laptop_with_undo_and_nothing_sorted_while_typing(served, chromium):
    with tapped.sorting(chromium, "laptop", served, "Ben") as page:
        taps, actions = tapped.sort(page, range(10), touch=False)
        assert len(taps) == 10
        assert actions <= 2 * 10
        expect(page.locator(tapped.CARD)).to_have_text("Customer 11")
        page.keyboard.press("u")
        expect(page.locator(tapped.CARD)).to_have_text("Customer 10")
        page.locator(READY).wait_for()  # what is below the card comes after it
        page.get_by_text("Another reason, or a note").click()
        own = page.get_by_role("textbox", name="Another reason")
        own.press_sequentially("good old boys")
        own.press("Enter")
        expect(page.get_by_role("button", name="good old boys")).to_be_visible()
        expect(page.locator(tapped.CARD)).to_have_text("Customer 10")


def test_a_sheet_is_typed_in_by_numbers_and_ticked_rows_are_moved_together(served, chromium):
    with tapped.sorting(chromium, "laptop", served, "Cid") as page:
        page.get_by_role("radio", name="In a table").click()
        click_cell(page, 350, 0)  # the first verdict
        for number, so_far in (("1", "1 of 40 sorted"), ("3", "2 of 40 sorted")):
            write(page, number)
            expect(page.get_by_text(so_far)).to_be_visible()
        for row in (0, 2, 3):
            click_cell(page, 35, row)
        expect(page.get_by_text("3 ticked rows:")).to_be_visible()
        page.get_by_role("button", name="OK", exact=True).click()
        expect(page.get_by_text("4 of 40 sorted")).to_be_visible()
        page.get_by_role("button", name="Undo").click()
        expect(page.get_by_text("2 of 40 sorted")).to_be_visible()
        page.reload()
        expect(page.get_by_text("2 of 40 sorted")).to_be_visible()
