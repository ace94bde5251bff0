"""What was typed is still there after its fields were away: only a browser forgets them."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from icp import db, workspaces
from tests.conftest import fill
from tests.serving import Server, Tab, serving

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def served(tmp_path_factory) -> Iterator[tuple[Server, str]]:
    """A server on data of our own, and its name."""
    folder = tmp_path_factory.mktemp("talks")
    made = workspaces.create(folder, "Talks", "7")
    fill(made.path)
    db.close(made.path)
    with serving(folder) as running:
        yield running, made.name


def hide_and_show(page: Page) -> None:
    """The switch, there and back."""
    switch = page.get_by_text("Hide names", exact=True)
    switch.click()
    expect(page.get_by_text("Switch off “Hide names”")).to_be_visible()
    switch.click()
    expect(page.get_by_text("Switch off “Hide names”")).to_be_hidden()


def test_an_interview_is_begun_hidden_and_gone_on_with(served, browser: Tab):
    server, books = served
    page = browser.visit(f"{server.url}/interviews?data={books}")
    page.get_by_text("Record an interview").click()
    page.get_by_label("With whom?").fill("Hale & Co")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Begin").click()
    page.get_by_label("Your name").fill("Mia")
    page.keyboard.press("Enter")
    answers, person = page.locator("textarea"), page.get_by_label("Whom you talk with")
    person.fill("Mr. Smith")
    answers.nth(0).fill("the server died")
    answers.nth(1).fill("a fax")
    answers.nth(2).click()
    browser.settle()
    hide_and_show(page)
    expect(answers.nth(0)).to_have_value("the server died")
    answers.nth(2).fill("nobody else")
    answers.nth(3).click()
    browser.settle()
    page.reload()
    expect(answers.nth(2)).to_have_value("nobody else")
    expect(answers.nth(0)).to_have_value("the server died")
    expect(answers.nth(1)).to_have_value("a fax")
    expect(person).to_have_value("Mr. Smith")
    expect(page.get_by_label("Asked by")).to_have_value("Mia")


def test_a_hypothesis_half_written_and_the_reasons_of_a_sort_stay(served, browser: Tab):
    server, books = served
    page = browser.visit(f"{server.url}/interviews?data={books}&interviews_view=Hypotheses")
    page.get_by_role("button", name="Write a hypothesis").click()
    page.get_by_label("What we believe").fill("No IT person")
    page.get_by_label("What would prove it wrong").click()
    browser.settle()
    hide_and_show(page)
    expect(page.get_by_label("What we believe")).to_have_value("No IT person")

    sort = "segmentation_view=Sort+by+hand&sorter=Mia"
    page = browser.visit(f"{server.url}/segmentation?data={books}&{sort}")
    page.get_by_role("button", name="Bad").click()
    page.get_by_role("button", name="rude").click()
    browser.settle()
    hide_and_show(page)
    page.get_by_text("Reprice", exact=True).click()
    browser.settle()
    page.reload()
    expect(page.get_by_role("button", name="rude", pressed=True)).to_be_visible()
    expect(page.get_by_role("radio", name="Reprice", checked=True)).to_be_visible()
