"""Tax beside amounts: asked where nothing else tells, then taken off or left where it is."""

import pytest

from icp import errors, fields, ingest, joins, plans, rows, staging, vendors
from tests.conftest import App
from tests.test_ingest import csv
from tests.test_upload import drop, press, said

HEAD = "Customer,Date,Invoice,Total,Tax\n"
TOTALS = HEAD + "a,2025-01-05,1,120.00,20.00\nb,2025-01-06,2,50.00,0.00\nc,2025-01-07,3,33.00,\n"


def amounts(conn):
    lines = conn.execute("select amount::double from order_lines order by row_no").fetchall()
    return [amount for (amount,) in lines]


def asked(conn, text):
    with pytest.raises(errors.Question) as question:
        ingest.load(conn, csv(text))
    assert question.value.option == "tax"
    return question.value


def test_totals_beside_a_tax_are_asked_about_with_the_first_such_row(empty):
    question = asked(empty, TOTALS)
    assert '"Total" may include tax' in str(question)
    assert "120.00 stands beside 20.00" in str(question)
    assert question.choices == {
        "off": "The amount less the tax: 100.00",
        "keep": "The amount as it is: 120.00",
    }
    assert amounts(empty) == []


def test_tax_is_taken_off_where_there_is_any(empty):
    found = ingest.load(empty, csv(TOTALS), tax="off")
    assert amounts(empty) == [100, 50, 33]
    said = 'tax is taken off: "Total" less "Tax" counts'
    assert said in found.notes
    assert said in ingest.history(empty).notes.iloc[0]


def test_totals_are_kept_as_they_are(empty):
    found = ingest.load(empty, csv(TOTALS), tax="keep")
    assert amounts(empty) == [120, 50, 33]
    assert '"Total" counts as it is: "Tax" is not taken off' in found.notes


@pytest.mark.parametrize("tax", ["0.00", "", "20 %", "GST on income"])
def test_a_column_without_an_amount_of_tax_asks_nothing(empty, tax):
    found = ingest.load(empty, csv(HEAD + f"a,2025-01-05,1,120.00,{tax}\n"))
    assert amounts(empty) == [120]
    assert not [note for note in found.notes if "tax" in note.lower()]


@pytest.mark.parametrize("header", ["VAT %", "Tax rate"])
def test_a_rate_is_no_tax(empty, header):
    text = f"Customer,Date,Invoice,Total,{header}\na,2025-01-05,1,120.00,20\n"
    ingest.load(empty, csv(text), mapping={"tax": header})
    assert amounts(empty) == [120]


def test_an_amount_that_makes_a_third_column_with_its_tax_is_without_it(empty):
    text = (
        "Customer,Date,Invoice,Amount,VAT,Gross\n"
        "a,2025-01-05,1,100.00,19.00,119.00\nb,2025-01-06,2,10.01,1.90,11.92\n"
    )
    found = ingest.load(empty, csv(text))
    assert amounts(empty) == [100, 10.01]
    assert '"Amount" is without tax: with "VAT" it makes "Gross"' in found.notes


def test_an_amount_that_is_made_of_another_and_the_tax_is_asked_about(empty):
    text = "Customer,Date,Invoice,Subtotal,Tax,Total\na,2025-01-05,1,100.00,19.00,119.00\n"
    assert "119.00 stands beside 19.00" in str(asked(empty, text))


def test_an_amount_whose_name_says_net_is_without_tax(empty):
    text = "Customer,Date,Invoice,Net amount,Tax\na,2025-01-05,1,100.00,19.00\n"
    found = ingest.load(empty, csv(text))
    assert amounts(empty) == [100]
    assert '"Net amount" is without tax: "Tax" is not taken off' in found.notes


XERO = (
    "ContactName,InvoiceNumber,InvoiceDate,DueDate,Total,LineAmount,TaxAmount,Description,"
    "Currency,Type,Status\n"
)


def test_lines_that_make_the_total_of_their_invoice_with_their_tax_are_without_it(empty):
    text = XERO + (
        "Acme,1,13/02/2025,27/02/2025,34.50,10.00,1.50,A,NZD,ACCREC,Paid\n"
        "Acme,1,13/02/2025,27/02/2025,34.50,20.00,3.00,B,NZD,ACCREC,Paid\n"
        "Bolt,2,13/02/2025,27/02/2025,99.00,99.00,9.00,C,NZD,ACCPAY,Paid\n"
    )
    found = ingest.load(empty, csv(text))
    assert amounts(empty) == [10, 20]
    assert '"LineAmount" is without tax: with "TaxAmount" it makes "Total"' in found.notes


def test_lines_that_make_the_total_by_themselves_are_asked_about(empty):
    text = XERO + (
        "Acme,1,13/02/2025,27/02/2025,34.50,11.50,1.50,A,NZD,ACCREC,Paid\n"
        "Acme,1,13/02/2025,27/02/2025,34.50,23.00,3.00,B,NZD,ACCREC,Paid\n"
    )
    asked(empty, text)
    ingest.load(empty, csv(text), tax="off")
    assert amounts(empty) == [10, 20]


def test_only_rows_that_count_are_looked_at(empty):
    text = XERO + (
        "Acme,1,13/02/2025,27/02/2025,30.00,30.00,0.00,A,NZD,ACCREC,Paid\n"
        "Bolt,2,13/02/2025,27/02/2025,99.00,99.00,9.00,C,NZD,ACCPAY,Paid\n"
    )
    ingest.load(empty, csv(text))
    assert amounts(empty) == [30]


SHOPIFY = "Name,Email,Created at,Subtotal,Shipping,Taxes,Total,Refunded Amount,Lineitem name\n"


def test_shopify_totals_are_with_tax_and_a_refund_gives_its_part_of_the_tax_back(empty):
    text = SHOPIFY + (
        "#1,a@x.example,2025-01-05,90.00,10.00,20.00,120.00,0.00,Widget\n"
        "#1,,,,,,,,Gadget\n"
        "#2,b@x.example,2025-01-05,90.00,10.00,20.00,120.00,60.00,Widget\n"
        "#3,c@x.example,2025-01-05,90.00,10.00,20.00,120.00,120.00,Widget\n"
    )
    assert str(asked(empty, text)).startswith('"Total" includes tax')
    ingest.load(empty, csv(text), tax="off")
    assert amounts(empty) == [100, 0, 50, 0]


def test_square_sales_are_without_tax(empty):
    text = (
        "Date,Gross Sales,Net Sales,Tax,Total Collected,Transaction ID,Event Type,Customer Name\n"
        "2025-01-05,$12.00,$10.00,$0.80,$12.30,t1,Payment,Ann\n"
    )
    ingest.load(empty, csv(text))
    assert amounts(empty) == [10]


@pytest.mark.parametrize(
    ("name", "with_tax"),
    [
        ("Shopify, orders", True),
        ("Stripe, invoices", True),
        ("ConnectWise, invoices", True),
        ("Xero, invoice table", True),
        ("Xero, sales invoices", None),
        ("Square, transactions", False),
    ],
)
def test_each_export_with_a_tax_says_whether_its_amount_holds_it(name, with_tax):
    [vendor] = [one for one in vendors.everybody() if one.name == name]
    assert vendor.with_tax is with_tax
    assert "tax" in vendor.mapping


def test_credits_lose_their_tax_too(empty):
    text = (
        "Customer,Date,Invoice,Transaction type,Total,Tax\n"
        "a,2025-01-05,1,Credit memo,120.00,20.00\nb,2025-01-06,2,Invoice,-60.00,-10.00\n"
    )
    ingest.load(empty, csv(text), tax="off")
    assert amounts(empty) == [-100, -50]


def test_a_tax_that_cannot_be_read_is_never_taken_for_none(empty):
    text = TOTALS + "d,2025-01-08,4,10.00,x\n"
    found = ingest.load(empty, csv(text), tax="off")
    assert found.rejects.values.tolist() == [[5, "Tax", "x", "not a tax we can read"]]
    assert amounts(empty) == [100, 50, 33]


def test_a_tax_with_a_decimal_comma_is_read_as_the_amount_is(empty):
    text = "Kunde;Datum;Rechnung;Betrag;MwSt\na;13.02.2025;1;1.190,00;190,00\n"
    asked(empty, text)
    ingest.load(empty, csv(text), tax="off")
    assert amounts(empty) == [1000]


def test_the_answer_holds_for_the_next_file_of_the_same_headers(empty):
    ingest.load(empty, csv(TOTALS), tax="off")
    before = ingest.remembered(empty, ["Customer", "Date", "Invoice", "Total", "Tax"]).answers
    assert before == {"tax": "off"}


def test_the_tax_of_a_whole_order_stays_away_from_its_lines(empty):
    orders = staging.stage(empty, csv("Order ID,Customer,Date,Tax\n1,a,2025-01-05,20.00\n"))
    lines = staging.stage(empty, csv("Order ID,Product,Amount\n1,x,60.00\n1,y,60.00\n"))
    joined = joins.join(empty, orders, lines)
    checked = rows.check(empty, joined, plans.make(empty, joined, "orders"))
    assert checked.totals.amount == 120
    for one in (orders, lines, joined):
        staging.discard(one)


@pytest.mark.parametrize("header", ["Taxes", "Sales Tax", "VAT", "TaxTotal", "MwSt", "USt", "GST"])
def test_tax_is_known_by_many_names(header):
    found = fields.guess(["Customer", "Date", "Total", header], "orders")
    assert found["tax"].header == header
    assert found["amount"].header == "Total"


@pytest.mark.parametrize(
    ("choice", "done", "brought"),
    [
        ("The amount less the tax", 'tax is taken off: "Total" less "Tax" counts', "183"),
        ("The amount as it is", '"Total" counts as it is: "Tax" is not taken off', "203"),
    ],
)
def test_the_page_asks_and_loads_either_way(app, choice, done, brought):
    page = drop(app.visit("upload", App.EMPTY), TOTALS)
    assert "so it is no revenue: what counts?" in said(page).replace("\\", "")
    press(page, choice)
    assert done in said(page).replace("\\", "")
    assert "Tax in the amounts: " in said(page)
    press(page, "Load 3 rows")
    assert brought in said(page)
