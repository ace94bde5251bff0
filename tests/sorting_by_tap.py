"""Sorting customers in a real browser, with the milliseconds from each tap to the next customer."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright.sync_api import Browser, Page, TimeoutError

from icp import daily, db, workspaces
from tests.serving import Server, Tab, serving

SIZES = {"phone": (390, 844), "laptop": (1280, 800)}
READING = 210  # milliseconds that somebody looks at a customer at least
VERDICTS = ("Good", "OK", "Bad")
KEYS = {"Good": "g", "OK": "o", "Bad": "b"}
CARD = '[class*="st-key-sort_card"] h3'

# from the press to the frame in which another name stands in the card
WATCH = """card => {
    const name = () => document.querySelector(card)?.textContent;
    let begun = 0, before = name();
    window.taps = [];
    const press = () => { begun = performance.now(); before = name(); };
    window.addEventListener('pointerdown', press, true);
    window.addEventListener('keydown', press, true);
    new MutationObserver(() => {
        if (!begun || !name() || name() === before) return;
        const from = begun;
        begun = 0;
        requestAnimationFrame(() => window.taps.push(performance.now() - from));
    }).observe(document.body, {subtree: true, childList: true, characterData: true});
}"""

ORDERS = """
insert into order_lines (import_id, row_no, order_id, customer_id, customer_name, order_on, amount)
select 1, i, 'o' || i, 'c' || (i % $customers), 'Customer ' || (i % $customers + 1),
    date '2026-01-01' + (i % 300)::integer, 10 * ($customers - i % $customers)
from range(5 * $customers) orders(i)
"""


@contextmanager
def books(folder: Path, customers: int) -> Iterator[tuple[Server, workspaces.Workspace]]:
    """A server on data with so many customers, of whom Customer 1 is the largest."""
    made = workspaces.create(folder, "Books", "1")
    with db.open(made.path) as conn, db.transaction(conn):
        conn.execute(ORDERS, {"customers": customers}).fetchall()
        daily.refresh(conn)
    db.close(made.path)
    with serving(folder) as server:
        yield server, made


@contextmanager
def sorting(chromium: Browser, size: str, url: str, who: str) -> Iterator[Page]:
    """A page on which `who` is about to sort the first customer."""
    width, height = SIZES[size]
    phone = size == "phone"
    context = chromium.new_context(
        viewport={"width": width, "height": height}, has_touch=phone, is_mobile=phone
    )
    tab = Tab(context.new_page())
    page = tab.visit(f"{url}&segmentation_view=Sort+by+hand")
    page.get_by_role("textbox", name="Who is sorting?").fill(who)
    tab.click("button", "Begin")
    page.locator(CARD).wait_for()
    tab.settle()
    yield page
    context.close()


def by_tap(page: Page, verdict: str) -> None:
    page.get_by_role("button", name=verdict).tap()


def by_key(page: Page, verdict: str) -> None:
    page.keyboard.press(KEYS[verdict])


def sort(page: Page, places: range, touch: bool) -> tuple[list[float], int]:
    """Sort the customers in turn as good, OK and bad: the milliseconds of each, and all actions.

    Whoever sees nothing happen for 5 seconds presses again, which is another action.
    """
    page.evaluate(WATCH, CARD)
    actions = 0
    for done, place in enumerate(places, start=1):
        page.wait_for_timeout(READING)
        for patience in (5_000, 30_000):
            (by_tap if touch else by_key)(page, VERDICTS[place % 3])
            actions += 1
            with suppress(TimeoutError):
                page.wait_for_function(
                    "done => window.taps.length === done", arg=done, timeout=patience
                )
                break
    taps: list[float] = page.evaluate("window.taps")
    return taps, actions
