"""Exports of customers and deals as their published header lists have them, and what is not ours.

The files are made here from the lists of headers; none is an export of a vendor itself.
"""

import pytest

from icp import errors, ingest, vendors
from tests.test_ingest import csv

HUBSPOT_DEALS = (
    "Record ID,Deal Name,Deal Stage,Pipeline,Amount,Close Date,Create Date,Deal owner,"
    "Last Activity Date,Associated Company,Associated Company IDs,Associated Contact IDs"
)
HUBSPOT_CONTACTS = (
    "Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Lifecycle Stage,"
    "Associated Company IDs"
)
OPPORTUNITY_REPORT = (
    "Opportunity Owner,Account Name,Opportunity Name,Stage,Fiscal Period,Amount Currency,Amount,"
    "Close Date,Type,Forecast Category,Probability (%),Age,Created Date,Next Step,Lead Source"
)
ACCOUNT_REPORT = (
    "Account Name,Account Owner,Type,Industry,Annual Revenue,Employees,Rating,Billing Street,"
    "Billing City,Billing State/Province,Billing Zip/Postal Code,Billing Country,Website,Phone,"
    "Account Source,Parent Account,Last Activity,Last Modified Date,Created Date,Account ID"
)
DATA_ACCOUNTS = (
    "Id,IsDeleted,MasterRecordId,Name,Type,ParentId,BillingStreet,BillingCity,BillingState,"
    "BillingPostalCode,BillingCountry,Phone,AccountNumber,Website,Industry,AnnualRevenue,"
    "NumberOfEmployees,Rating,OwnerId,CreatedDate,LastActivityDate"
)
DATA_OPPORTUNITIES = (
    "Id,IsDeleted,AccountId,Name,StageName,Amount,Probability,CloseDate,Type,LeadSource,IsClosed,"
    "IsWon,OwnerId,CreatedDate"
)
STRIPE_CUSTOMERS = (
    "id,Description,Email,Name,Created (UTC),Delinquent,Currency,Total Spend,Payment Count,"
    "Average Order,Refunded Volume,Dispute Losses"
)
STRIPE_INVOICES = (
    "id,Amount Due,Currency,Customer,Date (UTC),Number,Paid,Status,Subtotal,Total,Customer Email"
)
STRIPE_SUBSCRIPTIONS = (
    "id,Customer ID,Customer Name,Customer Email,Status,Cancellation Reason,Amount,Interval,"
    "Created (UTC),Start (UTC),Start Date (UTC),Current Period Start (UTC),"
    "Current Period End (UTC),Trial Start (UTC),Trial End (UTC),Canceled At (UTC),Ended At (UTC)"
)
SHOPIFY_CUSTOMERS = (
    "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,"
    "Default Address Address1,Default Address City,Default Address Zip,Phone,Total Spent,"
    "Total Orders,Note,Tax Exempt,Tags"
)
SHOPIFY_OLDER = (
    "First Name,Last Name,Email,Company,Address1,Address2,City,Province,Zip,Phone,"
    "Accepts Marketing,Total Spent,Total Orders,Tags,Note,Tax Exempt"
)
AGREEMENTS = (
    "Agreement Type,Agreement Name,Company Name,Amount,Billing Cycle,Date Start,Date End,Status,"
    "Location,Department,Subcontractor,Territory,Level,Company Type"
)


def file(headers, *rows):
    """A file of these headers with the cells that a row names, all others blank."""
    names = headers.split(",")
    for row in rows:
        assert set(row) <= set(names)
    lines = [",".join(f'"{row.get(name, "")}"' for name in names) for row in rows]
    return csv("\n".join([headers, *lines]) + "\n", "export.csv")


def test_hubspot_deals_bring_their_company_and_stage(empty):
    text = file(
        HUBSPOT_DEALS,
        {
            "Record ID": "901",
            "Deal Name": "Roll-out",
            "Deal Stage": "closedwon",
            "Amount": "1200.50",
            "Close Date": "2025-03-04 10:00",
            "Associated Company": "Acme;Bolt",
            "Associated Company IDs": "77;78",
        },
        {"Record ID": "902", "Deal Stage": "Contract sent", "Associated Company": "Cedar"},
    )
    found = ingest.load(empty, text)
    assert "recognised as HubSpot, deals" in found.notes
    assert empty.execute(
        "select deal_id, name, customer_id, outcome, amount, closed_on::varchar"
        " from deals order by 1"
    ).fetchall() == [
        ("901", "Roll-out", "77", "won", 1200.5, "2025-03-04"),
        ("902", None, "Cedar", "open", None, None),
    ]


def test_a_salesforce_opportunity_report_is_deals(empty):
    text = file(
        OPPORTUNITY_REPORT,
        {
            "Account Name": "Acme",
            "Opportunity Name": "Servers",
            "Stage": "Closed Won",
            "Amount Currency": "USD",
            "Amount": "10,000.00",
            "Close Date": "12/31/2025",
            "Lead Source": "Web",
        },
        {"Account Name": "Bolt", "Opportunity Name": "x", "Stage": "Closed Lost"},
        {"Opportunity Owner": "Grand Total", "Amount": "10,000.00", "Stage": ""},
    )
    found = ingest.load(empty, text)
    assert (found.kind, found.totals.won, found.totals.lost) == ("deals", 1, 1)
    assert (found.totals.amount, found.totals.currencies) == (10_000, ("USD",))
    assert "recognised as Salesforce, opportunity report" in found.notes


def test_opportunities_of_the_data_export_are_judged_by_their_flags(empty):
    text = file(
        DATA_OPPORTUNITIES,
        {"Id": "6", "AccountId": "1", "StageName": "Signed", "IsClosed": "1", "IsWon": "1"},
        {"Id": "7", "AccountId": "1", "StageName": "Gone", "IsClosed": "1", "IsWon": "0"},
        {"Id": "8", "AccountId": "2", "StageName": "Demo", "IsClosed": "0", "IsWon": "0"},
        {"Id": "9", "AccountId": "2", "StageName": "Demo", "IsDeleted": "1"},
    )
    found = ingest.load(empty, text)
    totals = found.totals
    assert (totals.won, totals.lost, totals.still_open) == (1, 1, 1)
    assert found.rejects.values.tolist() == [[5, "IsDeleted", "1", "deleted"]]


@pytest.mark.parametrize(
    ("headers", "row", "vendor", "wanted"),
    [
        (
            ACCOUNT_REPORT,
            {"Account Name": "Acme", "Account ID": "1", "Employees": "12", "Annual Revenue": "5M"},
            "Salesforce, account report",
            ("1", "Acme", "12", "5M", None),
        ),
        (
            DATA_ACCOUNTS,
            {"Id": "1", "Name": "Acme", "NumberOfEmployees": "12", "BillingCity": "Rome"},
            "Salesforce, accounts of the data export",
            ("1", "Acme", "12", None, "Rome"),
        ),
        (
            STRIPE_CUSTOMERS,
            {"id": "cus_1", "Name": "Acme", "Total Spend": "900.00"},
            "Stripe, customers",
            ("cus_1", "Acme", None, None, None),
        ),
        (
            SHOPIFY_CUSTOMERS,
            {"Email": "a@x.example", "Default Address Company": "Acme", "Total Spent": "90.00"},
            "Shopify, customers",
            ("a@x.example", "Acme", None, None, None),
        ),
        (
            SHOPIFY_OLDER,
            {"Email": "a@x.example", "First Name": "Ann", "City": "Rome"},
            "Shopify, customers",
            ("a@x.example", "a@x.example", None, None, "Rome"),
        ),
    ],
)
def test_lists_of_customers_are_recognised(empty, headers, row, vendor, wanted):
    found = ingest.load(empty, file(headers, row))
    assert f"recognised as {vendor}" in found.notes
    facts = "from customers select customer_id, name, employees, own_revenue, location"
    assert empty.execute(facts).fetchall() == [wanted]


def test_stripe_invoices_are_orders_of_the_same_customers(empty):
    row = {"id": "in_1", "Customer": "cus_1", "Date (UTC)": "2025-01-17 17:28", "Currency": "usd"}
    text = file(
        STRIPE_INVOICES,
        {**row, "Number": "A-1", "Status": "paid", "Total": "25.99", "Amount Due": "25.99"},
        {**row, "Number": "A-2", "Status": "draft", "Total": "10.00", "Amount Due": "10.00"},
        {**row, "Number": "A-3", "Status": "uncollectible", "Total": "7.00"},
    )
    found = ingest.load(empty, text)
    lines = "select customer_id, order_id, amount::double from order_lines"
    assert empty.execute(lines).fetchall() == [("cus_1", "A-1", 25.99)]
    assert found.rows_refused == 2


NOT_OURS = {
    "Month,Spend": "advertising spend",
    "Date,Channel,Spend": "advertising spend",
    "Campaign,Impressions,Clicks,Cost": "advertising report",
    "Date,Description,Withdrawals,Deposits,Balance": "bank statement",
    "Employee ID,Name,Gross pay,Net pay": "payroll",
    HUBSPOT_CONTACTS: "export Companies instead",
    STRIPE_SUBSCRIPTIONS: "Export Payments or Invoices instead",
    AGREEMENTS: "Export the invoices instead",
}


@pytest.mark.usefixtures("tidy")
@pytest.mark.parametrize(("headers", "sentence"), NOT_OURS.items(), ids=NOT_OURS.values())
def test_what_is_not_ours_is_refused_with_what_to_bring_instead(empty, headers, sentence):
    row = dict.fromkeys(headers.split(","), "1")
    with pytest.raises(errors.FileUnreadable, match=sentence):
        ingest.load(empty, file(headers, row, row))
    assert ingest.history(empty).empty


@pytest.mark.parametrize(
    "text",
    [
        "Acme Ltd,\nProfit and Loss,\n,\n,Total\nIncome,\nSales,900\nTotal Income,900\n"
        "Gross Profit,900\nExpenses,\nRent,100\nTotal Expenses,100\nNet Income,800\n",
        "Item,2024\nRevenue,900\nTotal revenue,900\nGross profit,900\n",
    ],
)
def test_a_profit_and_loss_statement_is_known_by_its_rows(empty, text):
    with pytest.raises(errors.FileUnreadable, match="Export sales by customer"):
        ingest.load(empty, csv(text), header=None)


@pytest.mark.parametrize(
    "headers",
    [
        "Customer,Month,Spend",
        "Date,Invoice,Customer,Debit,Credit,Balance",
        "Date,Transaction type,Num,Name,Debit,Credit,Balance",
        "Company,Campaign,Clicks,Revenue",
        "Record ID,Deal Name,Deal Stage,Pipeline,First Name,Last Name,Email,Contact owner",
    ],
)
def test_what_names_a_customer_is_not_turned_away(headers):
    assert vendors.not_ours(headers.split(","), ["Acme", "Gross Profit Ltd", "Total"]) is None


def test_real_files_of_advertising_spend_are_refused(empty, real):
    for name in ("ad_spend_sample.csv", "spend_fixture.csv"):
        with pytest.raises(errors.FileUnreadable, match="advertising spend"):
            ingest.load(empty, real / "vendor_exports" / "ltv_cohort_kit" / name)
