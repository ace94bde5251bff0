"""Exports as vendors really write them: recognised, their totals equal to the published ones."""

from datetime import date

import pytest

from icp import errors, fields, ingest, vendors
from tests.test_ingest import csv

GROUPED = """"Alder, Inc",,,,,,
Sales by Customer Detail,,,,,,
"July 1-August 3, 2026",,,,,,

,Transaction date,Transaction type,Num,Description,Amount,Balance
"Birch, Ltd",,,,,,
,07/31/2026,Invoice,1,Support,100.00,100.00
,08/01/2026,Payment,,,-100.00,0.00
Total for Birch,,,,,"$100.00",
Cedar,,,,,,
,08/02/2026,Credit Memo,2,Refund,30.00,-30.00
,08/02/2026,Invoice,3,Parts,"1,250.00","1,220.00"
Total for Cedar,,,,,"$1,220.00",
TOTAL,,,,,"$1,320.00",



" Monday, August 03, 2026 04:19 PM GMT-06:00 - Accrual Basis",,,,,,
"""


def lines(conn):
    return conn.execute(
        "select customer_id, order_id, amount::double from order_lines order by row_no"
    ).fetchall()


def test_a_quickbooks_report_in_groups_becomes_invoices(empty):
    found = ingest.load(empty, csv(GROUPED))
    assert lines(empty) == [("Birch, Ltd", "1", 100), ("Cedar", "2", -30), ("Cedar", "3", 1250)]
    reasons = found.rejects.groupby("reason").size().to_dict()
    assert reasons == {
        "not a sale": 1,
        "the heading of a group": 2,
        "a total row": 3,
        "below the table: a footer": 1,
    }
    assert found.rows_read == found.rows_loaded + found.rows_refused == 10
    assert "recognised as QuickBooks Online, sales by customer or product" in found.notes


def test_shopify_totals_count_once_and_refunds_are_taken_off(empty):
    text = (
        "Name,Email,Created at,Total,Refunded Amount,Currency,Financial Status,Cancelled at,"
        "Lineitem name\n"
        "#1,a@x.example,2025-01-05 10:00:00 -0500,100.00,10.00,USD,paid,,Widget\n"
        "#1,,,,,,,,Gadget\n"
        "#2,,2025-01-06 10:00:00 -0500,25.00,0.00,USD,paid,,Widget\n"
        "#3,b@x.example,2025-01-07 10:00:00 -0500,40.00,0.00,USD,paid,2025-01-08,Widget\n"
        "#3,,,,,,,,Gadget\n"
    )
    found = ingest.load(empty, csv(text))
    assert lines(empty) == [("a@x.example", "#1", 90), ("a@x.example", "#1", 0)]
    assert found.totals.orders == 1
    assert list(found.rejects.reason) == [
        "no customer",
        "void, cancelled, draft or failed",
        "void, cancelled, draft or failed",
    ]
    assert list(found.rejects["column"]) == ["Email", "Cancelled at", "Cancelled at"]


def test_supplier_bills_of_xero_are_not_sales(empty):
    text = (
        "ContactName,InvoiceNumber,InvoiceDate,DueDate,Total,LineAmount,Description,Currency,Type,"
        "Status\n"
        "Acme,1,13/02/2025,27/02/2025,30.00,10.00,A,NZD,ACCREC,Paid\n"
        "Acme,1,13/02/2025,27/02/2025,30.00,20.00,B,NZD,ACCREC,Paid\n"
        "Bolt,2,13/02/2025,27/02/2025,99.00,99.00,C,NZD,ACCPAY,Paid\n"
        "Acme,3,13/02/2025,27/02/2025,50.00,50.00,D,NZD,ACCREC,Voided\n"
    )
    found = ingest.load(empty, csv(text))
    assert lines(empty) == [("Acme", "1", 10), ("Acme", "1", 20)]
    assert sorted(found.rejects.reason) == ["not a sale", "void, cancelled, draft or failed"]


def test_cents_are_asked_about_and_failed_payments_stay_out(empty):
    text = (
        "id,Created (UTC),Amount,Amount Refunded,Currency,Captured,Status,Customer ID\n"
        "ch_1,2025-01-17 17:28,2599,599,cad,TRUE,succeeded,cus_1\n"
        "ch_2,2025-01-18 17:28,1000,0,cad,FALSE,failed,cus_1\n"
        "ch_3,2025-01-18 17:28,1000,0,cad,FALSE,pending,cus_1\n"
    )
    with pytest.raises(errors.Question, match="are they cents") as question:
        ingest.load(empty, csv(text))
    assert question.value.option == "cents"
    ingest.load(empty, csv(text), cents="yes")
    assert lines(empty) == [("cus_1", "ch_1", 20)]


def test_amounts_with_a_fraction_are_never_cents(empty):
    text = (
        "id,Created (UTC),Amount,Amount Refunded,Currency,Captured,Status,Customer ID\n"
        "ch_1,2025-01-17 17:28,25.99,0,cad,TRUE,succeeded,cus_1\n"
    )
    ingest.load(empty, csv(text))
    assert lines(empty) == [("cus_1", "ch_1", 25.99)]


def test_a_discount_is_a_share_of_the_price_or_asked_about(empty):
    head = "Customer,Date,Order ID,Quantity,Unit price,Discount\n"
    ingest.load(empty, csv(head + "a,2025-01-01,1,12,14.00,0.15\n"))
    assert lines(empty) == [("a", "1", 142.8)]
    percent = csv(head + "a,2025-01-01,2,12,14.00,15\n")
    with pytest.raises(errors.Question, match="up to 15"):
        ingest.load(empty, percent)
    percent.seek(0)
    ingest.load(empty, percent, discount="percent")
    assert lines(empty)[1] == ("a", "2", 142.8)


def test_a_refund_or_discount_that_cannot_be_read_is_never_taken_for_none(empty):
    refunds = "Customer,Date,Amount,Refunded amount\na,2025-01-01,10,x\nb,2025-01-01,10,\n"
    found = ingest.load(empty, csv(refunds))
    assert found.rejects.values.tolist() == [
        [2, "Refunded amount", "x", "not an amount we can read"]
    ]
    discounts = (
        "Customer,Date,Quantity,Unit price,Discount\na,2025-01-01,1,10,x\nb,2025-01-01,1,9,\n"
    )
    found = ingest.load(empty, csv(discounts))
    assert found.rejects.values.tolist() == [[2, "Discount", "x", "not a discount we can read"]]
    assert [amount for _, _, amount in lines(empty)] == [10, 9]


def test_percent_with_a_decimal_comma_is_asked_about_too(empty):
    text = "Customer;Date;Quantity;Unit price;Discount\na;2025-01-01;1;10,50;15,0\n"
    with pytest.raises(errors.Question, match="up to 15"):
        ingest.load(empty, csv(text))


@pytest.mark.parametrize("vendor", vendors.everybody(), ids=lambda vendor: vendor.name)
def test_every_export_is_recognised_by_its_own_headers(vendor):
    headers = [choice[0] for choice in vendor.headers]
    found = vendors.recognise(headers)
    assert found is not None
    assert found.kind == vendor.kind
    known = {one.name for one in fields.KINDS[vendor.kind]}
    assert set(vendor.mapping) <= known
    full = [*headers, *(choice[0] for choice in vendor.mapping.values())]
    assert fields.missing(vendor.kind, vendor.columns(full)) == []


def test_case_order_and_further_columns_do_not_matter():
    headers = ["LINEITEM name", "extra", "total", "created AT", "email", "*Name"]
    found = vendors.recognise(headers)
    assert found is not None
    assert found.name == "Shopify, orders"
    assert found.columns(headers)["order_id"] == "*Name"


def test_quickbooks_fixture_equals_its_oracle(empty, real):
    file = real / "vendor_exports" / "quickbooks" / "qbo_sales_by_customer_detail.csv"
    found = ingest.load(empty, file, day_first="no")
    sums = "select customer_id, sum(amount)::double from order_lines group by 1 order by 1"
    assert empty.execute(sums).fetchall() == [("Multi Brand Shop", 360), ("Test Shop", 285)]
    assert (found.rows_loaded, found.totals.amount) == (9, 645)


def test_shopify_sample_equals_its_oracle(empty, real):
    file = real / "vendor_exports" / "ltv_cohort_kit" / "shopify_orders_sample.csv"
    found = ingest.load(empty, file)
    # 127 orders for 14,639.25, of which 5 guest orders of 491.50 in all have no customer
    assert (found.totals.customers, found.totals.orders) == (57, 122)
    assert found.totals.amount == 14_639.25 - 491.50
    assert found.left_out.values.tolist() == [["no customer", 7, 491.5]]
    assert set(found.rejects.reason) == {"no customer"}


def test_xero_table_equals_its_oracle_currency_by_currency(empty, real):
    from icp import db

    file = real / "vendor_exports" / "xero" / "xero_invoice_data.csv"
    loaded, total, customers = 0, 0.0, set()
    for currency in ("CAD", "GBP", "USD"):
        with db.open(":memory:") as conn:
            try:
                found = ingest.load(conn, file, currency=currency)
            except errors.FileUnreadable:
                continue
            loaded += found.rows_loaded
            total += found.totals.amount
            ids = conn.execute("select distinct customer_id from order_lines").fetchall()
            customers |= {i for (i,) in ids}
    assert (loaded, round(total, 2), len(customers)) == (116, 400_541.59, 18)


def test_stripe_payments_equal_their_oracle(empty, real):
    file = real / "vendor_exports" / "stripe" / "stripe_payments.csv"
    found = ingest.load(empty, file, cents="yes")
    assert (found.rows_read, found.rows_loaded) == (147, 138)
    assert found.rejects.groupby("reason").size().to_dict() == {
        "not paid (yet)": 7,
        "void, cancelled, draft or failed": 2,
    }


@pytest.mark.parametrize("name", ["umsatz_semicolon_cp1252.csv", "umsatz_semicolon_utf8.csv"])
def test_european_files_equal_their_oracle(empty, real, name):
    found = ingest.load(empty, real / "vendor_exports" / "european" / name)
    assert found.totals.amount == 4714.81
    assert found.totals.last_on == date(2026, 3, 5)
    ids = empty.execute("select customer_id from order_lines order by row_no").fetchall()
    assert [i for (i,) in ids] == ["Müller GmbH", "Weber KG", "Fischer AG"]


def test_hubspot_companies_come_in(empty, real):
    found = ingest.load(empty, real / "vendor_exports" / "hubspot" / "hubspot_companies.csv")
    assert (found.kind, found.rows_loaded) == ("customers", 200)
    industries = "select count(*) from customers where industry = 'Technology'"
    assert empty.execute(industries).fetchall() == [(26,)]
