"""A newcomer's way in a real browser: own files in, results out, wrong files too."""

import re
from contextlib import suppress

import pytest
from playwright.sync_api import Page, expect

from tests.serving import Tab, serving

pytestmark = pytest.mark.browser

CUSTOMERS = "Customer ID,Customer,Industry,Employees\n" + "".join(
    f"{n},Firm {n},{'Law' if n < 6 else 'Retail'},{n * 7}\n" for n in range(1, 13)
)
ORDERS = "Invoice,Customer ID,Invoice date,Amount\n" + "".join(
    f"{month}-{n},{n},2025-{month:02}-{n:02},{1000 // n}.50\n"
    for month in range(1, 11)
    for n in range(1, 13)
)
TOTAL = "Total,Total,,99999\n"


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    """A server on an empty folder, as at the very first start."""
    with serving(tmp_path_factory.mktemp("journey")) as running:
        yield running


@pytest.fixture
def own(fresh, browser: Tab):
    """The upload page of data of one's own, just started."""
    page = browser.visit(f"{fresh.url}/upload")
    name = f"Company {len(list(fresh.folder.glob('*.duckdb')))}"
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_role("button", name="Start my own data").click()
    expect(page.get_by_text("Drop CSV, Excel or Parquet files here")).to_be_visible()
    browser.settle()
    return page


def drop(page: Page, *files) -> None:
    """Drop the files; whoever sees no sign of them within 5 seconds drops them again."""
    box = page.get_by_test_id("stFileUploaderDropzoneInput")
    for patience in (5_000, 30_000):
        expect(box).to_have_count(1)  # the box of the last round may still be there
        box.set_input_files(
            [
                {"name": name, "mimeType": "", "buffer": text.encode()}
                if isinstance(text, str)
                else str(text)
                for name, text in files
            ]
        )
        with suppress(AssertionError):
            sign = page.get_by_test_id("stFileChip").first
            return expect(sign).to_be_visible(timeout=patience)
    raise AssertionError("the files are never taken")


def load(page: Page, rows: str) -> None:
    page.get_by_role("button", name=f"Load {rows} row").click()


def choose(page: Page, label: str, option: str) -> None:
    """Choose by keyboard: a click would miss a box that moves while its panel unfolds."""
    wanted = page.get_by_role("option", name=option, exact=True)
    for _ in range(10):
        page.get_by_label(label, exact=True).focus()
        page.keyboard.press("ArrowDown")
        with suppress(AssertionError):
            expect(wanted).to_be_visible(timeout=3_000)
            return wanted.click()
    raise AssertionError(f"{option} is never offered for {label}")


def test_the_sample_company_is_there_within_three_clicks(fresh, browser: Tab):
    page = browser.visit(fresh.url)
    expect(page.get_by_text("Alder Point IT (sample company)").first).to_be_visible()
    page.get_by_test_id("stSidebarNavLink").filter(has_text="Money").click()
    heading = "63 of 147 customers (43 %) bring 80 % of revenue in the last 12 months."
    expect(page.get_by_role("heading", name=heading)).to_be_visible()
    expect(page.locator(".js-plotly-plot .barlayer .point")).to_have_count(147)
    chart = page.get_by_role("img", name=re.compile("63 of 147 customers.*St. Brannoc"))
    expect(
        chart.or_(page.get_by_label(re.compile("63 of 147 customers.*St. Brannoc")))
    ).not_to_have_count(0)


def test_two_files_give_groups_tiers_money_and_a_profile(own, browser: Tab, fresh):
    page = own
    drop(page, ("orders.csv", ORDERS + TOTAL), ("customers.csv", CUSTOMERS))
    expect(
        page.get_by_text("121 rows in the file · 120 ready to load · 1 left out")
    ).to_be_visible()
    expect(page.get_by_text("Left out: a total row (1 row, 99,999.00)")).to_be_visible()
    load(page, "120")
    expect(page.get_by_text("Check this against your books")).to_be_visible()
    expect(
        page.get_by_text("120 of 121 rows loaded; left out: a total row (1 row, 99,999.00).")
    ).to_be_visible()
    load(page, "12")
    expect(
        page.get_by_text("10 months, 31.1 k of revenue, 12 customers with orders")
    ).to_be_visible()
    expect(page.get_by_text("industry for 100 %", exact=False)).to_be_visible()
    for entry, seen in (
        ("Money", "of 12 customers"),
        ("Customers", "Which cell has which group"),
        ("Profile", "What the best share"),
    ):
        page.get_by_role("link", name=entry, exact=True).first.click()
        browser.settle()
        expect(page.get_by_text(seen).first).to_be_visible()
    page.get_by_role("button", name="Write a criterion yourself").click()
    page.get_by_label("What to look for").fill("No IT person of their own")
    page.get_by_role("dialog").get_by_role("button", name="Add to the profile").click()
    expect(page.get_by_text("1 criterion, not saved yet")).to_be_visible()
    page.get_by_role("button", name="Save the profile").first.click()
    page.get_by_label("Name of the profile").fill("Our best")
    page.get_by_label("Who are you?").fill("Mia")
    page.keyboard.press("Escape")  # drops nothing that was typed
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Our best")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Our best")).to_be_visible()
    page.get_by_text("Whole page", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as Markdown").click()
    assert download.value.path().read_text().startswith("# Our best")


def test_an_import_is_listed_and_undone(own, browser: Tab):
    drop(own, ("orders.csv", ORDERS))
    load(own, "120")
    expect(own.get_by_text("120 of 120 rows loaded, 0 left out")).to_be_visible()
    own.get_by_role("button", name="Undo").first.click()
    own.get_by_role("button", name="Undo the import").click()
    expect(own.get_by_text("undone", exact=True)).to_be_visible()
    own.get_by_test_id("stSidebarNavLink").filter(has_text="Money").click()
    expect(own.get_by_text("There are no orders yet")).to_be_visible()


def test_the_same_file_again_is_asked_about(own, browser: Tab):
    drop(own, ("orders.csv", ORDERS))
    load(own, "120")
    expect(own.get_by_text("Check this against your books")).to_be_visible()
    expect(own.get_by_test_id("stFileChip")).to_have_count(0)  # the box is empty again
    expect(own.get_by_text("orders.csv", exact=True)).to_have_count(1)  # in the history only
    drop(own, ("orders again.csv", ORDERS))
    load(own, "120")
    expect(own.get_by_text(re.compile("same content is loaded already"))).to_be_visible()
    expect(own.get_by_text("120 of 120 rows loaded, 0 left out")).to_have_count(1)
    expect(own.get_by_role("button", name="Replace the earlier import")).to_be_visible()
    own.get_by_role("button", name="Load it a second time").click()
    expect(own.get_by_text("120 of 120 rows loaded, 0 left out")).to_have_count(2)


def test_a_date_that_can_be_read_two_ways_is_asked_about(own, browser: Tab):
    drop(own, ("orders.csv", "Customer,Date,Amount\nA,03/04/2025,5\n"))
    expect(own.get_by_text("can be read two ways")).to_be_visible()
    own.get_by_role("button", name=re.compile("the day")).click()
    expect(own.get_by_text("on 3 Apr 2025")).to_be_visible()
    own.get_by_role("button", name="Change").click()
    own.get_by_role("button", name=re.compile("the month")).click()
    expect(own.get_by_text("on 4 Mar 2025")).to_be_visible()
    own.get_by_role("button", name="Change").click()
    own.get_by_role("button", name=re.compile("the day")).click()
    load(own, "1")
    expect(own.get_by_text("newest order 3 Apr 2025")).to_be_visible()


def test_each_wrong_file_gets_a_sentence_and_nothing_is_loaded(own):
    sentences = {
        "": "file is empty",
        "%PDF-1.7": "This is a PDF",
        "<html><table></table></html>": "web page",
        "Color,Amount\nred,5\n": "No column is chosen for the customer",
        "Customer,Date,Amount\nA,never,x\n": "0 ready to load · 1 left out",
    }
    drop(own, *((f"wrong-{place}.csv", text) for place, text in enumerate(sentences)))
    for sentence in sentences.values():
        expect(own.get_by_text(sentence)).to_be_visible()
    expect(own.get_by_text("What was loaded")).to_have_count(0)
    expect(own.get_by_test_id("stException")).to_have_count(0)


def test_the_mapping_can_be_corrected(own, browser: Tab):
    drop(own, ("orders.csv", "Who,When,Amount\nA,2025-04-03,5\n"))
    expect(own.get_by_text("No column is chosen for")).to_be_visible()
    browser.settle()
    for field, header in (("Customer name", "Who"), ("Order date", "When")):
        choose(own, header, field)
        browser.settle()
    expect(own.get_by_text("Which column is what: 3 of 3 columns used")).to_be_visible()
    load(own, "1")
    expect(own.get_by_text("newest order 3 Apr 2025")).to_be_visible()


def test_the_next_file_of_the_same_headers_needs_no_choice(own, browser: Tab):
    head = "Who,When,Amount\n"
    drop(own, ("sales-oct.csv", head + "A,03/04/2025,5\n"))
    expect(own.get_by_text("No column is chosen for")).to_be_visible()
    browser.settle()
    for field, header in (("Customer name", "Who"), ("Order date", "When")):
        choose(own, header, field)
        browser.settle()
    own.get_by_role("button", name=re.compile("the day")).click()
    load(own, "1")
    expect(own.get_by_text("newest order 3 Apr 2025")).to_be_visible()
    expect(own.get_by_test_id("stFileChip")).to_have_count(0)  # the box is empty again
    browser.settle()
    drop(own, ("sales-nov.csv", head + "B,05/06/2025,7\n"))
    expect(own.get_by_text(re.compile("as you chose on .* for sales-oct.csv"))).to_be_visible()
    expect(own.get_by_text("First in dates: the day (31/12) (as for the")).to_be_visible()
    load(own, "1")
    expect(own.get_by_text("newest order 5 Jun 2025")).to_be_visible()


def test_spellings_are_brought_to_one_and_back(own, browser: Tab):
    drop(own, ("customers.csv", CUSTOMERS + "13,Firm 13,law firm,5\n"))
    load(own, "13")
    expect(own.get_by_text("Check this against your books")).to_be_visible()
    own.get_by_role("radio", name="Standard values").or_(
        own.get_by_text("Standard values", exact=True)
    ).first.click()
    expect(own.get_by_text("law firm → Law: 1 customer")).to_be_visible()
    own.get_by_role("button", name="Apply to 1 customer").click()
    expect(own.get_by_text("We have nothing more to suggest.")).to_be_visible()
    own.get_by_role("button", name="Back to how the files write it").click()
    expect(own.get_by_text("law firm → Law: 1 customer")).to_be_visible()


@pytest.mark.long
def test_online_retail_comes_in_through_the_page(own, browser: Tab, real):
    drop(own, ("", real / "online_retail_2010_2011" / "online_retail.parquet"))
    said = "541,909 rows in the file · 406,829 ready to load · 135,080 left out"
    expect(own.get_by_text(said)).to_be_visible(timeout=60_000)
    expect(
        own.get_by_text(re.compile("Left out: no customer .135,080 rows, 1,447,682.12."))
    ).to_be_visible()
    load(own, "406,829")
    expect(own.get_by_text("13 months, 8.30 M of revenue, 4,372 customers")).to_be_visible(
        timeout=60_000
    )
    own.get_by_test_id("stSidebarNavLink").filter(has_text="Money").click()
    own.get_by_role("radio", name="All").or_(own.get_by_text("All", exact=True)).first.click()
    heading = re.compile("1,171 of 4,372 customers .27 %. bring 80 % of revenue in all orders")
    expect(own.get_by_role("heading", name=heading)).to_be_visible()


@pytest.mark.long
def test_the_cp1252_csv_comes_in_through_the_page(own, real):
    name = "online_retail_first_60000_rows_cp1252_us_dates.csv"
    drop(own, ("", real / "online_retail_2010_2011" / name))
    said = "60,000 rows in the file · 38,049 ready to load · 21,951 left out"
    expect(own.get_by_text(said)).to_be_visible(timeout=60_000)
    expect(own.get_by_text("1,165 customers, 832,468.82 in all")).to_be_visible()


def test_a_quickbooks_report_is_a_pareto_chart_within_six_clicks(fresh, browser: Tab, real):
    page = browser.visit(fresh.url)
    browser.click("link", "Upload")
    page.get_by_label("Name", exact=True).wait_for()
    browser.click("button", "Start my own data")
    expect(page.get_by_text("Drop CSV, Excel or Parquet files here")).to_be_visible()
    drop(page, ("", real / "vendor_exports" / "quickbooks" / "qbo_sales_by_customer_detail.csv"))
    browser.clicks += 1  # the file is chosen
    browser.click("button", re.compile("the month"))  # 08/01/2026 could be either
    browser.click("button", re.compile("Load .* rows"))
    browser.click("link", "See how few customers bring most of the money")
    heading = page.get_by_role("heading", name=re.compile("bring 80 % of revenue"))
    expect(heading).to_be_visible()
    assert browser.clicks <= 6
