"""Products, deals, prospects and feedback: from files to rows that count."""

import json
from datetime import date, datetime
from decimal import Decimal

import pandas as pd
import pytest

from icp import alike, errors, fields, ingest, merges, rates
from tests.conftest import ROOT
from tests.test_ingest import csv, value

LISTS = ("products", "deals", "prospects", "feedback")
TABLES = [table for table in ingest.TABLES if table != "rejects"]


def load(conn, text, **options):
    return ingest.load(conn, csv(text, "list.csv"), **options)


def rows(conn, sql):
    return conn.execute(sql).fetchall()


def deals_of(conn, text, **options):
    load(conn, text, **options)
    return [outcome for (outcome,) in rows(conn, "select outcome from deal_rows order by row_no")]


@pytest.mark.parametrize(
    ("stage", "outcome"),
    [
        ("Closed Won", "won"),
        ("closedwon", "won"),
        ("Won", "won"),
        ("6 - Closed/Won", "won"),
        ("Gewonnen", "won"),
        ("Closed Lost", "lost"),
        ("CLOSED_LOST", "lost"),
        ("closedlost", "lost"),
        ("Lost to a competitor who won", "lost"),
        ("Not won", "lost"),
        ("Prospecting", "open"),
        ("Wondering", "open"),
        ("Glostrup demo", "open"),
        ("Closed", None),
        ("Cancelled", None),
        ("", None),
    ],
)
def test_the_stage_says_how_a_deal_ended(empty, stage, outcome):
    assert deals_of(empty, f"Deal ID,Company,Deal stage\n1,Acme,{stage}\n2,Bolt,x\n")[0] == outcome


@pytest.mark.parametrize(
    ("flags", "outcome"),
    [
        ("true,true", "won"),
        ("1,0", "lost"),
        ("TRUE,FALSE", "lost"),
        ("no,no", "open"),
        ("yes,", None),
        (",", "open"),
    ],
)
def test_flags_say_it_before_the_stage(empty, flags, outcome):
    text = f"Id,AccountId,StageName,CloseDate,IsClosed,IsWon\n1,a,Signed,2025-01-31,{flags}\n"
    assert deals_of(empty, text) == [outcome]


def test_a_status_beside_the_stage_counts_too(empty):
    text = (
        "Deal ID,Organization,Stage,Status\n1,a,Proposal,Won\n2,b,Closed Lost,Done\n3,c,Demo,Open\n"
    )
    assert deals_of(empty, text) == ["won", "lost", "open"]


def test_deals_bring_their_amounts_dates_and_counts(empty):
    found = load(
        empty,
        "Deal ID,Deal name,Company,Stage,Amount,Create date,Close date,Sales rep,Region\n"
        '1,First,Acme,Won,"1,200.50",2025-01-01,2025-02-03,Ann,North\n'
        "2,,Bolt,Won,99.50,2025-01-01,2025-03-01,Ben,\n"
        "3,Third,Acme,Lost,800,2025-01-01,2025-01-31,Ann,South\n"
        "4,Fourth,,Negotiation,400,2025-01-01,2026-12-31,Ann,North\n"
        "5,Fifth,Acme,Closed,70,soon,2025-02-02,Ann,\n"
        "1,First again,Acme,Lost,1,,,,\n"
        "Total,,,,2170,,,,\n",
    )
    totals = found.totals
    assert (found.kind, found.rows_read, found.rows_loaded) == ("deals", 7, 5)
    assert (totals.won, totals.lost, totals.still_open, totals.undecided) == (2, 1, 1, 1)
    # an open deal is not closed yet, and of one whose end is unknown neither day nor money counts
    assert (totals.amount, totals.first_on, totals.last_on) == (
        1300,
        date(2025, 1, 31),
        date(2025, 3, 1),
    )
    assert (totals.customers, totals.without_customer) == (2, 1)
    assert found.rejects.values.tolist() == [
        [7, "Deal ID", "1", "the same deal as in row 2"],
        [8, "Deal ID", "Total", "a total row"],
    ]
    assert found.notes == (
        '1 in "Create date" unreadable and unknown, first "soon", row 6',
        '1 in "Stage" unreadable and unknown, first "Closed", row 6',
        "kept as your own columns: Region",
        "1 deal names no customer; it is kept",
    )
    assert rows(empty, "from deals select * exclude (import_id) where deal_id = '1'") == [
        (
            *("1", "First", "Acme", "Acme", "Won", "won", 1200.5, None),
            *(date(2025, 1, 1), date(2025, 2, 3), None, "Ann", None),
        )
    ]
    assert value(empty, "select count(*) from attributes where name = 'Region'") == 3


def test_a_newer_export_takes_the_place_of_a_deal_and_undo_brings_it_back(empty):
    load(empty, "Deal ID,Company,Stage,Amount\n1,a,Demo,5\n2,b,Won,7\n")
    newer = load(empty, "Deal ID,Company,Stage,Amount\n1,a,Won,6\n")
    current = "select deal_id, outcome, amount from deals order by 1"
    assert rows(empty, current) == [("1", "won", 6), ("2", "won", 7)]
    ingest.undo(empty, newer.import_id)
    assert rows(empty, current) == [("1", "open", 5), ("2", "won", 7)]


def test_deals_without_a_number_are_kept_row_by_row_and_said(empty):
    found = load(empty, "Company,Stage,Color\na,Won,red\na,Won,blue\n")
    assert any("a newer export adds to them" in note for note in found.notes)
    load(empty, "Company,Stage\na,Won\n")
    numbers = "select deal_id from deals order by import_id, deal_id"
    assert [number for (number,) in rows(empty, numbers)] == [
        "row 2 of import 1",
        "row 3 of import 1",
        "row 2 of import 2",
    ]
    own = "from attributes select record_id, value order by all"
    assert rows(empty, own) == [("row 2 of import 1", "red"), ("row 3 of import 1", "blue")]


def test_of_several_companies_of_a_deal_the_first_counts(empty):
    text = 'Deal ID,Company ID,Company,Stage\n1,12; 13,,Won\n2,,"Smith; Jones",Won\n'
    load(empty, text)
    assert rows(empty, "select customer_id from deals order by deal_id") == [
        ("12",),
        ("Smith; Jones",),
    ]


def test_deals_in_several_currencies_are_asked_about(empty):
    text = "Deal ID,Company,Stage,Amount,Currency\n1,a,Won,5,eur\n2,b,Won,6,USD\n3,c,Demo,,\n"
    with pytest.raises(errors.Question, match="EUR, USD"):
        load(empty, text)
    found = load(empty, text, currency="EUR")
    assert (found.totals.amount, found.totals.currencies) == (5, ("EUR",))
    assert found.rejects.values.tolist() == [[3, "Currency", "USD", "not in EUR"]]
    with pytest.raises(errors.RatesMissing, match="count in EUR, and those in USD"):
        load(empty, "Customer,Date,Amount,Currency\na,2025-01-01,1,USD\n")


def test_deals_in_several_currencies_count_at_the_stated_rates(empty):
    text = "Deal ID,Company,Stage,Amount,Currency\n1,a,Won,5,eur\n2,b,Won,6,USD\n3,c,Demo,,\n"
    text += "4,d,Won,7,\n"
    rates.save(empty, "EUR", {"USD": rates.Rate(Decimal("0.5"), date(2025, 1, 1), "bank")})
    found = load(empty, text)
    assert found.rejects.iloc[:, [0, 3]].values.tolist() == [
        [5, "no currency, and others have one"]
    ]
    assert found.totals.amount is None, "what is in two currencies is not added up as it stands"
    assert rows(empty, "select deal_id, amount from deals order by 1") == [
        ("1", 5),
        ("2", 3),
        ("3", None),
    ]


def test_products_are_known_by_number_or_name(empty):
    found = load(
        empty,
        "Product,Category,Price,Cost\nRouter,Hardware,$199.00,0.00000012\nTotal Care,Service,x,\n"
        "Router,Other,1,1\n,Service,5,5\nTotal,,205,\n",
    )
    assert (found.kind, found.rows_loaded) == ("products", 2)
    assert list(found.rejects.reason) == [
        "the same product as in row 2",
        "no product",
        "a total row",
    ]
    assert rows(empty, "from listed_products select * exclude (import_id) order by 1") == [
        ("Router", "Router", "Hardware", 199, Decimal("0.00000012")),
        ("Total Care", "Total Care", "Service", None, None),
    ]
    assert any('1 in "Price" unreadable' in note for note in found.notes)


def test_prospects_are_companies_of_their_own(empty):
    found = load(
        empty,
        "Prospect ID,Company,Industry,Miles,Last called,Mail system\n"
        "P1,Acme,Law,3.5,2025-05-06,Own\nP2,Bolt,,,never,\nP2,Bolt,,,,\n",
    )
    assert (found.kind, found.rows_loaded) == ("prospects", 2)
    facts = "from prospects select prospect_id, name, industry, distance, last_contact_on"
    assert rows(empty, f"{facts} order by 1") == [
        ("P1", "Acme", "Law", 3.5, date(2025, 5, 6)),
        ("P2", "Bolt", None, None, None),
    ]
    assert rows(empty, "from attributes select record_id, name, value") == [
        ("P1", "Mail system", "Own")
    ]
    assert value(empty, "select count(*) from customers") == 0


def test_feedback_adds_up_and_a_number_is_replaced(empty):
    tickets = "Ticket #,Company,Hours,Date entered\n"
    load(empty, tickets + "1,Acme,1.5,2025-01-02\n1,Acme,2,2025-01-03\n2,Bolt,1,2025-01-02\n")
    assert value(empty, "select sum(hours) from feedback") == 4.5
    load(empty, tickets + "1,Acme,4,2025-02-02\n")
    load(empty, "Company,NPS,Comment\nAcme,9,Fine\nAcme,3,\n")
    assert rows(empty, "select customer_id, sum(hours) from feedback group by 1 order by 1") == [
        ("Acme", 4),
        ("Bolt", 1),
    ]
    answers = "select nps, comment from feedback where nps is not null order by nps"
    assert rows(empty, answers) == [(3, None), (9, "Fine")]


def test_a_row_of_feedback_that_says_nothing_is_left_out(empty):
    found = load(
        empty, "Customer ID,Date,NPS,Referred\na,2025-01-02,10,Bolt\nb,2025-01-03,,\nc,,11,\n,,5,\n"
    )
    assert found.rejects.astype(object).where(found.rejects.notna(), None).values.tolist() == [
        [3, "NPS", None, "nothing came from them"],
        [4, "NPS", None, "nothing came from them"],
        [5, "Customer ID", None, "no customer"],
    ]
    assert (found.totals.customers, found.totals.first_on) == (1, date(2025, 1, 2))


@pytest.mark.parametrize(
    ("written", "month"),
    [("2024-01", 1), ("2024/2", 2), ("Mar 2024", 3), ("April 2024", 4), ("2024-05-01", 5)],
)
def test_a_month_is_its_first_day(empty, written, month):
    load(empty, f"Customer ID,Month,Hours\na,{written},1\n")
    assert value(empty, "select given_on from feedback") == date(2024, month, 1)


def test_numbers_too_large_to_keep_are_unknown_not_a_crash(empty):
    found = load(empty, "Deal ID,Company,Stage,Amount\n1,a,Won,99999999999999.99999\n2,a,Won,5\n")
    assert found.totals.amount == 5
    assert any("unreadable and unknown" in note for note in found.notes)


def test_a_row_that_is_refused_does_not_stand_in_the_way_of_a_good_one(empty):
    text = "Id,IsDeleted,Name,OwnerId,BillingCity\n1,true,Acme,o,Rome\n1,false,Acme,o,Rome\n"
    found = load(empty, text)
    assert found.rejects.values.tolist() == [[2, "IsDeleted", "true", "deleted"]]
    assert found.rows_loaded == 1


def test_undo_takes_out_the_rows_of_every_kind(empty):
    files = {
        "products": "Product,Series\na,x\n",
        "deals": "Deal ID,Company,Stage,Color\n1,a,Won,red\n",
        "prospects": "Prospect ID,Company,Color\n1,a,red\n",
        "feedback": "Company,NPS,Comment\na,9,x\n",
    }
    for kind, text in files.items():
        found = load(empty, text)
        assert found.kind == kind
        ingest.undo(empty, found.import_id)
    assert [value(empty, f"select count(*) from {table}") for table in TABLES] == [0] * len(TABLES)


def test_every_field_of_a_list_has_its_column(empty):
    not_stored = {"is_won", "is_lost", "is_closed"}
    for kind in ("customers", *LISTS):
        thing = fields.ABOUT[kind].thing
        names = {field.name for field in fields.KINDS[kind]} - not_stored
        names = {"name" if name == f"{thing}_name" else name for name in names}
        assert names <= set(empty.table(f"{thing}_rows").columns), kind


# --- real files and published counts ---


def test_maven_deals_equal_their_oracle(empty, real):
    folder = real / "maven_crm"
    oracle = json.loads((folder / "oracle.json").read_text())
    found = ingest.load(empty, folder / "sales_pipeline.csv")
    assert (found.kind, found.rows_loaded) == ("deals", oracle["rows"]["opportunities"])
    totals = found.totals
    stages = oracle["stages"]
    assert (totals.won, totals.lost) == (stages["Won"], stages["Lost"])
    assert totals.still_open == stages["Engaging"] + stages["Prospecting"]
    assert totals.amount == oracle["won_value_total"]
    assert totals.without_customer == oracle["opps_without_account"]
    by_account = pd.read_csv(folder / "expected_account_totals.csv")
    counted = empty.execute(
        "select customer_id as account, count(*) as opps, count(*) filter (outcome = 'won') as won,"
        " count(*) filter (outcome = 'lost') as lost, count(*) filter (outcome = 'open') as open,"
        " sum(amount) filter (outcome = 'won')::double as won_value"
        " from deals where customer_id is not null group by 1 order by 1"
    ).df()
    expected = by_account.sort_values("account", ignore_index=True)
    pd.testing.assert_frame_equal(counted, expected, check_dtype=False)
    products = empty.execute(
        "select product, sum(amount)::double from deals where outcome = 'won' group by 1"
    ).fetchall()
    assert dict(products) == oracle["won_value_by_product"]


def test_maven_and_northwind_products_come_in(empty, real):
    found = ingest.load(empty, real / "maven_crm" / "products.csv")
    assert (found.kind, found.rows_loaded) == ("products", 7)
    assert value(empty, "select price from listed_products where name = 'GTX Pro'") == 4821
    assert ingest.load(empty, real / "northwind" / "products.csv").rows_loaded == 77
    assert value(empty, "select price from listed_products where name = 'Chai'") == 18


def test_hubspot_deals_find_their_companies_and_equal_their_oracle(empty, real):
    folder = real / "vendor_exports"
    oracle = json.loads((folder / "oracle.json").read_text())["hubspot/_oracle"]
    ingest.load(empty, folder / "hubspot" / "hubspot_companies.csv")
    found = ingest.load(empty, folder / "hubspot" / "hubspot_deals.csv")
    stages, totals = oracle["stages"], found.totals
    assert "recognised as HubSpot, deals" in found.notes
    assert dict(rows(empty, "select stage, count(*) from deals group by 1")) == stages
    assert (totals.won, totals.lost) == (stages["Closed Won"], stages["Closed Lost"])
    assert totals.still_open == oracle["deals"] - totals.won - totals.lost
    assert totals.amount == pytest.approx(oracle["won_amount"], abs=0.005)
    amounts = float(value(empty, "select sum(amount) from deals"))
    assert amounts == pytest.approx(oracle["amount_sum"], abs=0.005)
    # these deals name their company by its domain, which the companies have as a column of theirs
    by_industry = rows(
        empty,
        "select industry, sum(amount)::double from deals join current_attributes as own"
        " on own.name = 'Company Domain Name' and own.value = deals.customer_id"
        " join customers on customers.customer_id = own.customer_id"
        " where outcome = 'won' group by 1",
    )
    assert dict(by_industry) == pytest.approx(oracle["won_amount_by_industry"], abs=0.005)


def test_a_salesforce_mock_is_read_by_its_headers_alone(empty, real):
    folder = real / "vendor_exports"
    oracle = json.loads((folder / "oracle.json").read_text())["salesforce_mock/_oracle"]
    accounts = ingest.load(empty, folder / "salesforce_mock" / "accounts.csv")
    found = ingest.load(empty, folder / "salesforce_mock" / "opportunities.csv")
    assert (accounts.kind, accounts.rows_loaded, found.kind) == ("customers", 12, "deals")
    assert dict(rows(empty, "select stage, count(*) from deals group by 1")) == oracle["stages"]
    assert (found.totals.won, found.totals.lost) == (
        oracle["stages"]["won"],
        oracle["stages"]["lost"],
    )
    by_company = rows(
        empty,
        "select customer_id, sum(amount)::double from deals semi join customers"
        " on customers.customer_id = deals.customer_id group by 1",
    )
    assert dict(by_company) == pytest.approx(oracle["amount_by_company"], abs=0.005)
    assert (
        value(empty, "select count(*) from deals where name ~ '.*[^ -~].*'")
        == (oracle["non_ascii_names"])
    )


def test_a_latin_1_list_of_customers_keeps_its_accents(empty, real):
    file = real / "vendor_exports" / "european" / "kunden_latin1.csv"
    ingest.load(empty, file, kind="customers")
    own = "select customer_id, value from current_attributes where name = 'Región' order by 1"
    assert rows(empty, own) == [("Bäcker", "Nord"), ("Müller", "Süd")]


def test_the_sample_company_deals_prospects_and_support_come_in(empty):
    sample = ROOT / "data" / "sample"
    deals = ingest.load(empty, sample / "deals.csv")
    prospects = ingest.load(empty, sample / "prospects.csv")
    support = ingest.load(empty, sample / "support.csv")
    frame = pd.read_csv(sample / "deals.csv")
    assert deals.rows_loaded == len(frame) == 210
    assert (deals.totals.won, deals.totals.still_open) == ((frame.Status == "won").sum(), 4)
    assert (prospects.kind, prospects.rows_loaded) == ("prospects", 400)
    hours = pd.read_csv(sample / "support.csv").Hours.sum()
    assert (support.kind, support.totals.customers) == ("feedback", 180)
    assert float(value(empty, "select sum(hours) from feedback")) == pytest.approx(hours)


def test_a_deal_by_name_belongs_to_the_customer_that_the_list_knows(empty):
    load(empty, "Customer ID,Customer,Industry\n7,Acme,Law\n")
    load(empty, "Deal ID,Company,Stage,Amount\n1,ACME,Won,5\n2,Bolt,Won,6\n")
    load(empty, "Company,NPS,Comment\nAcme,9,Fine\n")
    assert rows(empty, "select deal_id, customer_id, customer_name from deals order by 1") == [
        ("1", "7", "ACME"),
        ("2", "Bolt", "Bolt"),
    ]
    assert rows(empty, "select customer_id from feedback") == [("7",)]


def test_a_product_of_deals_that_the_product_list_spells_otherwise_is_offered(empty, real):
    ingest.load(empty, real / "maven_crm" / "products.csv")
    ingest.load(empty, real / "maven_crm" / "sales_pipeline.csv")
    [pair] = alike.pairs(empty, "product").to_dict("records")
    # 1,480 deals say GTXPro; the list has GTX Pro, and the list's name is the one to keep
    assert (pair["written"], pair["written_orders"], pair["kept"]) == ("GTXPro", 1480, "GTX Pro")
    merges.decide(empty, "product", [("GTXPro", "GTX Pro")], merges.SAME, datetime(2025, 1, 1))
    assert alike.pairs(empty, "product").empty
    unknown = "from deals anti join listed_products as listed on listed.name = deals.product"
    assert value(empty, f"select count(*) {unknown}") == 0
