"""Every kind of file on its way through the upload page, without a browser."""

import pytest

from tests.conftest import App
from tests.test_upload import drop, press, said

FILES = {
    "customers": ("Customer ID,Customer,Industry\n1,Acme,Law\n", "1 customer."),
    "orders": (
        "Invoice,Customer,Date,Amount\n1,Acme,2025-01-02,10.5\n",
        "1 order of 1 customer, 10.50 in all, on 2 Jan 2025.",
    ),
    "products": ("Product,Category,Price\nRouter,Hardware,5\nCare,Service,9\n", "2 products."),
    "deals": (
        "Deal ID,Company,Stage,Amount,Close date\n1,Acme,Won,1234.5,2025-01-02\n"
        "2,Bolt,Lost,,2025-03-04\n3,,Demo,,2030-01-01\n4,Acme,Closed,7,2025-05-05\n",
        "4 deals: 1 won, 1 lost, 1 open, 1 unknown; 1,234.50 won in all; closed from 2 Jan 2025 "
        "to 4 Mar 2025.",
    ),
    "prospects": ("Prospect ID,Company,Industry\n1,Acme,Law\n", "1 prospect."),
    "feedback": (
        "Company,Month,NPS\nAcme,2025-01,9\nAcme,2025-02,\nBolt,2025-02,3\n",
        "2 rows of feedback of 2 customers from 1 Jan 2025 to 1 Feb 2025.",
    ),
}


def shown(at):
    return [str(one.value) for kind in ("markdown", "caption", "info") for one in at.get(kind)]


@pytest.mark.parametrize("kind", FILES)
def test_a_file_of_every_kind_says_what_it_brings_and_is_loaded(app, kind):
    text, sentence = FILES[kind]
    at = app.visit("upload", App.EMPTY)
    at.file_uploader[0].set_value([("list.csv", text.encode(), "text/csv")]).run()
    assert not at.exception
    [choice] = [one for one in at.segmented_control if one.key.startswith("upload_kind_")]
    assert (choice.label, choice.value) == ("What is in this file?", kind)
    assert choice.options == ["Customers", "Orders", "Products", "Deals", "Prospects", "Feedback"]
    assert sentence in shown(at)
    [load] = [button for button in at.button if button.label.startswith("Load ")]
    load.click().run()
    assert not at.exception
    assert "Check this against your books" in [one.value for one in at.subheader]
    assert kind == "orders" or sentence in shown(at)
    at.switch_page("../pages/start.py").run()
    assert not at.exception
    beside = [line for line in shown(at) if line.startswith("Also here: ")]
    assert bool(beside) == (kind not in ("customers", "orders"))


def test_the_start_page_counts_what_comes_beside_customers_and_orders(app):
    at = app.visit("upload", App.EMPTY)
    files = [(f"{kind}.csv", FILES[kind][0].encode(), "text/csv") for kind in ("products", "deals")]
    at.file_uploader[0].set_value(files).run()
    for _ in files:
        next(one for one in at.button if one.label.startswith("Load ")).click().run()
    at.switch_page("../pages/start.py").run()
    assert "Also here: 2 products and 4 deals." in shown(at)
    assert "No customers and no orders yet: upload them next." in shown(at)


def test_what_is_not_ours_is_one_sentence_on_the_page(app):
    at = app.visit("upload", App.EMPTY)
    spend = b"Month,Spend\n2025-01,1000\n2025-02,900\n"
    at.file_uploader[0].set_value([("ads.csv", spend, "text/csv")]).run()
    assert not at.exception
    assert "advertising spend" in at.error[0].value
    assert not [one for one in at.button if one.label.startswith("Load ")]


def test_products_written_in_two_ways_are_pointed_out_after_loading(app):
    at = app.visit("upload", App.EMPTY)
    for text, rows in (
        ("account,sector\nAcme,retail\n", 1),
        ("product,series,sales_price\nGTX Pro,GTX,4821\nMG Special,MG,55\n", 2),
        (
            "opportunity_id,account,product,deal_stage,close_date,close_value\n"
            "1,Acme,GTXPro,Won,2017-03-01,4514\n",
            1,
        ),
    ):
        drop(at, text)
        press(at, f"Load {rows} row")
    assert "Product names that look alike: 1 pair." in said(at)
    assert "Next, bring your orders" in said(at)
    press(at, "See names alike")
    assert "GTXPro" in said(at)


def test_a_new_file_pushes_aside_what_the_last_one_brought(app):
    at = app.visit("upload", App.EMPTY)
    drop(at, "Customer,Date,Amount\na,2025-01-02,10\n")
    press(at, "Load 1 row")
    assert "Check this against your books" in [one.value for one in at.subheader]
    drop(at, "Customer,Date,Amount\nb,2025-01-03,20\n", "next.csv")
    assert "Check this against your books" not in [one.value for one in at.subheader]
    press(at, "Load 1 row")
    assert "Check this against your books" in [one.value for one in at.subheader]
