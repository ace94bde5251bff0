"""Bad inputs as the pages show them: a sentence, never a traceback, and text that stays text."""

import re
from datetime import date, timedelta

import pytest

from icp import db, ingest
from tests import hostile
from tests.bad_inputs import HEADER, ROWS, orders, workbook
from tests.conftest import App, book
from ui import words

DAY = date(2025, 3, 1)
MARKDOWN = ("title", "subheader", "markdown", "caption", "warning", "info", "error", "success")
# what Markdown would make something of, were it not escaped
LIVE = re.compile(r"(?<!\\)(<img|!\[|\]\(|:red\[|\*\*bold|:smile:|:material/home:|\$x|`code)")


def upload(app, *files):
    """The upload page of empty data after these files were dropped: (name, content)."""
    at = app.visit("upload", App.EMPTY)
    box = at.file_uploader[0]
    box.set_value(
        [(name, text.encode() if isinstance(text, str) else text, "") for name, text in files]
    )
    return at.run()


def text(at):
    return " ".join(str(one.value) for kind in MARKDOWN for one in at.get(kind))


def stored(app):
    with db.open(app.folder / f"{App.EMPTY}.duckdb") as conn:
        return len(ingest.history(conn))


def with_lines(app, lines):
    with db.open(app.folder / f"{App.EMPTY}.duckdb") as conn:
        book(conn, lines)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "file is empty"),
        ("%PDF-1.7", "This is a PDF"),
        ("<html><table></table></html>", "web page"),
        (b"PK\x03\x04" + b"x" * 99, "workbook is incomplete"),
        ("Color,Weight\nred,5\n", "No column is chosen for the customer"),
        (orders("a,never,1"), "0** ready to load"),
    ],
)
def test_what_cannot_be_loaded_is_said_on_the_page_and_nothing_is_stored(app, content, sentence):
    at = upload(app, ("wrong.csv", content))
    assert not at.exception
    assert words.md(sentence) in text(at) or sentence in text(at)
    assert stored(app) == 0


def test_more_than_five_files_at_a_time_are_not_read(app):
    at = upload(app, *((f"{n}.csv", orders("a,2025-01-01,1")) for n in range(20)))
    assert "at most 5 files at a time: 20 are in the box, and none is read" in at.error[0].value
    assert not [button for button in at.button if button.label.startswith("Load")]
    assert stored(app) == 0


def test_hostile_names_stand_on_the_upload_page_as_text(app):
    header = "Customer,Date,Amount,Note " + hostile.TEXT.replace(",", "")
    name = "<img src=x onerror=alert(1)> ![](http://evil.example/x.png) :red[x].csv"
    at = upload(app, (name, f"{header}\n{hostile.TEXT},2025-01-01,1,x\n"))
    assert not at.exception
    assert words.md(name.rpartition("/")[2]) in text(at)
    assert not LIVE.search(text(at))
    at.button(key=next(one.key for one in at.button if one.label.startswith("Load"))).click().run()
    assert stored(app) == 1
    assert not LIVE.search(text(at))
    for page in ("start", "pareto", "segmentation", "persona"):
        at = app.visit(page, App.EMPTY)
        assert not at.exception
        assert not LIVE.search(text(at))


def test_sheets_are_asked_about_with_their_size_and_can_be_taken_together(app):
    at = upload(app, ("book.xlsx", workbook(Jan=ROWS, Feb=ROWS)))
    assert "2 sheets" in at.warning[0].value
    labels = [button.label.replace("\\", "") for button in at.button]
    assert "Jan (3 rows x 3 columns): Customer | Date | Amount" in labels
    assert "The 2 sheets with the same columns, as one table: Jan, Feb" in labels
    at.button[
        labels.index("The 2 sheets with the same columns, as one table: Jan, Feb")
    ].click().run()
    assert "**4** ready to load" in text(at)
    assert "Sheet: all with the same columns, as one table" in text(at).replace("\\", "")


def test_rows_that_stand_there_twice_are_asked_about_and_listed(app):
    at = upload(app, ("o.csv", "Order ID," + HEADER + "1,a,2025-01-01,5\n" * 2))
    assert "1 of 2 rows repeats an earlier row" in at.warning[0].value.replace("\\", "")
    [first] = [one for one in at.button if one.label.startswith("yes")]
    first.click().run()
    assert "**1** ready to load · **1** left out" in text(at)
    assert "repeats an earlier row (1 row, 5.00)" in at.expander[-1].label
    assert stored(app) == 0


def test_dates_in_the_future_are_pointed_out(app):
    at = upload(app, ("o.csv", orders("a,2098-12-31,1")))
    assert "31 Dec 2098, in the future" in text(at).replace("\\", "")


@pytest.mark.parametrize("amount", [-5.0, 0.0])
def test_without_positive_revenue_every_page_says_so(app, amount):
    with_lines(app, [(f"o{n}", f"c{n % 3}", DAY + timedelta(9 * n), amount) for n in range(9)])
    assert "not above zero nobody brings a share" in app.visit("pareto", App.EMPTY).info[0].value
    at = app.visit("segmentation", App.EMPTY)
    assert "refunds and orders of zero do not count" in at.info[0].value
    at.segmented_control(key="segmentation_view").set_value("tiers").run()
    assert "no positive revenue" in at.info[0].value
    assert not at.exception
    assert not app.visit("persona", App.EMPTY).exception


@pytest.mark.parametrize("customers", [1, 2, 3])
def test_few_customers_break_no_page(app, customers):
    with_lines(app, [(f"o{n}", f"c{n}", DAY + timedelta(9 * n), 5.0) for n in range(customers)])
    for page in ("start", "pareto", "persona"):
        assert not app.visit(page, App.EMPTY).exception
    at = app.visit("segmentation", App.EMPTY)
    assert "too few to be cut into fifths" in text(at)
    at.segmented_control(key="segmentation_view").set_value("tiers").run()
    assert not at.exception
    assert len(at.dataframe(key="tiers_table").value) == customers


def test_orders_of_one_day_say_how_little_they_cover(app):
    with_lines(app, [(f"o{n}", f"c{n % 12}", DAY, 5.0 + n) for n in range(30)])
    at = app.visit("segmentation", App.EMPTY)
    assert not at.exception
    assert "The orders cover 0 days" in text(at)
    at.segmented_control(key="rfm_view").set_value("cuts").run()
    assert "Different scores there are: how recently 1," in text(at)


def test_one_customer_with_nearly_all_is_said(app):
    small = [(f"o{n}", f"c{n % 20}", DAY + timedelta(n), 25.0) for n in range(40)]
    with_lines(app, [("w", "big", DAY, 99_000.0), *small])
    at = app.visit("pareto", App.EMPTY)
    assert at.subheader[0].value.startswith("1 of 21 customers (5 %)")
    assert "The largest alone brings 99 %" in text(at)


def test_equal_customers_stand_in_one_order_and_share_one_tier(app):
    with_lines(app, [(f"o{n}", f"c{n % 20}", DAY, 50.0) for n in range(40)])
    first, second = (
        list(app.visit("pareto", App.EMPTY).dataframe(key="pareto_table").value["name"])
        for _ in "12"
    )
    assert first == second
    assert first == sorted(first)
    at = app.visit("segmentation", App.EMPTY)
    at.segmented_control(key="rfm_view").set_value("cuts").run()
    assert "Equal customers always get equal scores" in text(at)
    at.segmented_control(key="segmentation_view").set_value("tiers").run()
    assert len(set(at.dataframe(key="tiers_table").value["tier"])) == 1
