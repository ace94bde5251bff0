"""Typing cuts and groups into tables, which only a browser can."""

import contextlib

import pytest
from playwright.sync_api import TimeoutError, expect

from tests.conftest import App

pytestmark = pytest.mark.browser


def choose(tab, name):
    tab.page.get_by_role("radio", name=name, exact=True).click()
    tab.page.get_by_role("radio", name=name, exact=True, checked=True).wait_for()
    tab.settle()


def edit(tab, table, across, text, offered=False):
    """Choose a cell of the first row, `across` of the way to the right, and type into it."""
    canvas = tab.page.locator(f'[class*="st-key-{table}"] canvas').first
    typed = tab.page.locator("#portal input, #portal textarea").first
    for _ in range(5):  # a table that is just being drawn anew takes no keys, or knows no new word
        canvas.scroll_into_view_if_needed()
        box = canvas.bounding_box()
        tab.page.mouse.click(box["x"] + box["width"] * across, box["y"] + 52)
        tab.page.keyboard.press("Enter")
        with contextlib.suppress(TimeoutError):
            typed.fill(text, timeout=3_000)
            if offered:
                option = tab.page.get_by_role("option", name=text, exact=True)
                option.click(timeout=3_000)
            else:
                tab.page.keyboard.press("Enter")
            break
        tab.page.keyboard.press("Escape")
    typed.wait_for(state="hidden")
    tab.settle()


def test_a_group_of_ones_own_is_typed_chosen_and_saved(server, browser):
    page = browser.visit(f"{server.url}/segmentation?data={App.FILLED}")
    choose(browser, "Edit groups")
    idle = page.get_by_text("In no cell of the map yet: Gems.")
    edit(browser, "rfm_own_groups", 0.25, "Gems")
    expect(idle).to_be_visible()
    edit(browser, "rfm_cells", 0.2, "Gems", offered=True)
    expect(idle).to_be_hidden()  # the table tells what was chosen a moment later
    browser.click("button", "Save the groups")
    expect(page.get_by_role("button", name="Back to the ten groups we ship")).to_be_visible()
    page.reload()
    choose(browser, "Map")
    page.locator('[class*="st-key-rfm_map"]').get_by_text("Gems").first.wait_for()
    choose(browser, "Edit groups")
    browser.click("button", "Back to the ten groups we ship")
    expect(page.get_by_role("button", name="Back to the ten groups we ship")).to_be_hidden()


def test_cuts_that_do_not_rise_are_refused_and_then_mended(server, browser):
    page = browser.visit(f"{server.url}/segmentation?data={App.FILLED}")
    page.locator('[class*="st-key-rfm_method"] input').click()
    page.get_by_role("option", name="Cuts that you type").click()
    page.get_by_text("It starts from the fifths").wait_for()
    browser.settle()
    edit(browser, "rfm_own", 0.25, "9999")
    page.get_by_text("The cuts of how recently (recency) must rise, and 9999").wait_for()
    edit(browser, "rfm_own", 0.25, "2")
    page.get_by_text("Score 5 means: bought within 2 days").wait_for()
