"""From files to rows that count: real files, hand-made ones, and files that are wrong."""

import io
from datetime import date, datetime

import duckdb
import pytest

from icp import db, errors, ingest, plans, rows, staging

ORDERS = "Order ID,Customer ID,Order date,Amount\n"
TABLES = ("order_lines", "customer_rows", "attributes", "rejects", "customer_day", "personas")


def csv(text, name="orders.csv", encoding="utf-8"):
    file = io.BytesIO(text.encode(encoding))
    file.name = name
    return file


def content(conn):
    return {table: conn.execute(f"from {table} order by all").fetchall() for table in TABLES}


def value(conn, sql):
    return db.one(conn, sql)


def test_each_row_is_loaded_or_listed_with_its_reason(empty):
    found = ingest.load(
        empty,
        csv(
            ORDERS + "1,a,2025-01-31,100.50\n2,,2025-01-31,5\n3,b,2025-02-30,7\n4,c,2025-02-01,x\n"
            "Total,Total,,105.50\n5,d,2025-02-01\n6,e,2025-02-02,-3\n"
        ),
    )
    assert (found.rows_read, found.rows_loaded, found.rows_refused) == (7, 2, 5)
    assert found.rejects.astype(object).where(found.rejects.notna(), None).values.tolist() == [
        [3, "Customer ID", None, "no customer"],
        [4, "Order date", "2025-02-30", "not a date we can read"],
        [5, "Amount", "x", "not an amount we can read"],
        [6, "Customer ID", "Total", "a total row"],
        [7, None, "d", "3 cells, the header has 4"],
    ]
    assert float(value(empty, "select sum(amount) from order_lines")) == 97.5


def test_a_customer_list_keeps_own_columns_as_attributes(empty):
    text = (
        "Customer ID,Customer,Industry,NPS,Color\n"
        "7,Acme,Law,9,red\n8,Bolt,,11,\n7,Acme again,Law,3,blue\n,,Law,1,red\n"
    )
    found = ingest.load(empty, csv(text))
    assert found.kind == "customers"
    assert (found.rows_loaded, found.rows_refused) == (2, 2)
    assert list(found.rejects.reason) == ["the same customer as in row 2", "no customer"]
    assert empty.execute("from customers select name, industry, nps order by 1").fetchall() == [
        ("Acme", "Law", 9),
        ("Bolt", None, None),
    ]
    assert empty.execute("from attributes select record_id, name, value").fetchall() == [
        ("7", "Color", "red")
    ]
    assert any('1 in "NPS" unreadable and unknown, first "11", row 3' in n for n in found.notes)


def test_the_latest_import_of_an_id_wins_and_undo_brings_the_older_back(empty):
    ingest.load(empty, csv(ORDERS + "1,a,2025-01-31,100\n2,b,2025-01-31,10\n"))
    before = content(empty)
    newer = ingest.load(empty, csv(ORDERS + "1,a,2025-01-31,90\n3,c,2025-01-31,1\n"))
    assert float(value(empty, "select sum(net) from customer_day")) == 101
    ingest.undo(empty, newer.import_id)
    assert content(empty) == before
    history = ingest.history(empty)
    assert list(history.import_id) == [2, 1]
    assert list(history.undone) == [True, False]


def test_an_import_is_undone_once(empty):
    found = ingest.load(empty, csv(ORDERS + "1,a,2025-01-31,100\n"))
    ingest.undo(empty, found.import_id)
    with pytest.raises(errors.NotFound, match="undone already"):
        ingest.undo(empty, found.import_id)
    assert value(empty, "select count(*) from customers") == 0


def test_the_same_content_is_asked_about(empty):
    text = "Customer ID,Order date,Amount\na,2025-01-31,100\n"
    ingest.load(empty, csv(text, "first.csv"))
    with pytest.raises(errors.Question, match=r"loaded already, as \"first.csv\"") as question:
        ingest.load(empty, csv(text, "second.csv"))
    assert question.value.option == "again"
    assert value(empty, "select count(*) from order_lines") == 1
    ingest.load(empty, csv(text, "second.csv"), again="yes")
    assert value(empty, "select sum(purchases) from customer_day") == 2


def test_an_error_in_the_middle_leaves_nothing_behind(empty, monkeypatch):
    before = content(empty)
    monkeypatch.setattr(ingest.daily, "refresh", lambda conn: conn.execute("select 1 / 'x'"))
    with pytest.raises(duckdb.Error):
        ingest.load(empty, csv(ORDERS + "1,a,2025-01-31,100\n"))
    assert content(empty) == before
    assert ingest.history(empty).empty


@pytest.mark.parametrize(
    ("first", "second", "want"),
    [
        ("13/02/2025", "03/04/2025", [date(2025, 2, 13), date(2025, 4, 3)]),
        ("02/13/2025", "03/04/2025", [date(2025, 2, 13), date(2025, 3, 4)]),
        ("13.02.2025", "3.4.25", [date(2025, 2, 13), date(2025, 4, 3)]),
        ("2025-02-13T10:00:00Z", "2025/4/3 23:59", [date(2025, 2, 13), date(2025, 4, 3)]),
        ("13 Feb 2025", "April 3, 2025", [date(2025, 2, 13), date(2025, 4, 3)]),
        ("20250213", "45750", [date(2025, 2, 13), date(2025, 4, 3)]),
    ],
)
def test_the_column_as_a_whole_decides_how_dates_are_read(empty, first, second, want):
    ingest.load(empty, csv(f'Customer,Date,Amount\na,"{first}",1\nb,"{second}",1\n'))
    assert [d for (d,) in empty.execute("select order_on from order_lines").fetchall()] == want


def test_a_date_that_can_be_read_two_ways_is_asked_about(empty):
    text = "Customer,Date,Amount\na,03/04/2025,1\n"
    with pytest.raises(errors.Question, match="03/04/2025") as question:
        ingest.load(empty, csv(text))
    assert set(question.value.choices) == {"yes", "no"}
    ingest.load(empty, csv(text), day_first="yes")
    assert value(empty, "select order_on from order_lines") == date(2025, 4, 3)


def test_the_same_day_and_month_need_no_question(empty):
    ingest.load(empty, csv("Customer,Date,Amount\na,03/03/2025,1\n"))
    assert value(empty, "select order_on from order_lines") == date(2025, 3, 3)


@pytest.mark.parametrize(
    ("written", "want"),
    [
        ("1.234,50;-2,5", [1234.5, -2.5]),
        ("1,234.50;(2.5)", [1234.5, -2.5]),
        ("€ 1.234,50;2,50-", [1234.5, -2.5]),
        ("$1,234.50;-$2.50", [1234.5, -2.5]),
        ("1\u202f234,50;2,5 EUR", [1234.5, 2.5]),
        ("1234;2.5e2", [1234, 250]),
    ],
)
def test_the_column_as_a_whole_decides_how_numbers_are_read(empty, written, want):
    first, second = written.split(";")
    ingest.load(empty, csv(f"Customer;Date;Amount\na;2025-01-01;{first}\nb;2025-01-01;{second}\n"))
    amounts = empty.execute("select amount from order_lines order by row_no").fetchall()
    assert [float(a) for (a,) in amounts] == want


def test_a_point_that_could_be_either_is_asked_about(empty):
    text = "Customer,Date,Amount\na,2025-01-01,1.234\n"
    with pytest.raises(errors.Question, match=r"1\.234"):
        ingest.load(empty, csv(text))
    ingest.load(empty, csv(text), decimal=",")
    assert float(value(empty, "select amount from order_lines")) == 1234


@pytest.mark.parametrize("written", ["nan", "inf", "1e400", "1,2,3", "12abc", "--5", "5%"])
def test_what_is_not_an_amount_is_refused(empty, written):
    found = ingest.load(
        empty, csv(f'Customer,Date,Amount\na,2025-01-01,"{written}"\nb,2025-01-01,1\n')
    )
    assert list(found.rejects.reason) in (["not an amount we can read"], ["no amount"])
    assert found.rows_loaded == 1


def test_windows_1252_text_is_read_and_said(empty):
    text = "Customer,Date,Amount\nCafé “Zoë” €,2025-01-01,1\n"
    found = ingest.load(empty, csv(text, encoding="cp1252"))
    assert value(empty, "select customer_id from order_lines") == "Café “Zoë” €"
    assert any("Windows-1252" in note for note in found.notes)


def test_ids_stay_as_they_are_written(empty):
    ids = ["007", "1E5", "12345678901234567890123", "A 1"]
    rows_ = "".join(f"{i},2025-01-01,1\n" for i in ids)
    ingest.load(empty, csv("Customer ID,Date,Amount\n" + rows_ + " A 1\u00a0,2025-01-01,1\n"))
    found = empty.execute("select distinct customer_id from order_lines order by 1").fetchall()
    assert [i for (i,) in found] == sorted(ids)


def test_quantity_times_price_less_nothing_is_the_amount(empty):
    found = ingest.load(empty, csv("Customer,Date,Quantity,Unit price\na,2025-01-01,3,0.335\n"))
    assert float(value(empty, "select amount from order_lines")) == 1.005
    assert "amount = quantity x unit price" in found.notes


def test_large_prices_do_not_overflow(empty):
    text = "Customer,Date,Quantity,Unit price\na,2025-01-01,10000,12345678.12345678\n"
    ingest.load(empty, csv(text))
    assert float(value(empty, "select amount from order_lines")) == pytest.approx(123456781234.5678)


def test_voided_rows_are_refused(empty):
    text = "Customer,Date,Amount,Status\na,2025-01-01,1,Voided\nb,2025-01-01,1,Paid\n"
    found = ingest.load(empty, csv(text))
    assert found.rejects.values.tolist() == [
        [2, "Status", "Voided", "void, cancelled, draft or failed"]
    ]


def test_a_mapping_is_laid_over_the_guess(empty):
    text = "Customer,Date,Amount,Net\na,2025-01-01,119,100\n"
    ingest.load(empty, csv(text), mapping={"amount": "Net"})
    assert float(value(empty, "select amount from order_lines")) == 100


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"mapping": {"amount": None}}, "No column is chosen for the amount"),
        ({"mapping": {"customer_name": None, "order_on": None}}, "the customer.* and the order"),
        ({"mapping": {"amount": "Nett"}}, 'no column "Nett"'),
        ({"mapping": {"colour": "Date"}}, 'no field "colour"'),
        ({"kind": "invoices"}, "choose one of customers, orders"),
    ],
)
def test_a_mapping_that_cannot_be_loaded_says_why(empty, options, sentence):
    with pytest.raises(errors.MappingIncomplete, match=sentence):
        ingest.load(empty, csv("Customer,Date,Amount\na,2025-01-01,1\n"), **options)
    assert ingest.history(empty).empty


def test_a_file_without_a_ready_row_is_not_loaded(empty):
    with pytest.raises(errors.FileUnreadable, match="None of the rows"):
        ingest.load(empty, csv("Customer,Date,Amount\na,never,1\n"))
    assert ingest.history(empty).empty


def test_every_step_can_be_taken_alone(empty):
    staged = staging.stage(empty, csv(ORDERS + "1,a,2025-01-31,100\n"))
    assert staged.columns == ("Order ID", "Customer ID", "Order date", "Amount")
    assert staging.samples(empty, staged)[3] == ["100"]
    plan = plans.make(empty, staged)
    checked = rows.check(empty, staged, plan)
    assert (checked.rows_ready, checked.totals.amount) == (1, 100.0)
    assert checked.totals.first_on == checked.totals.last_on == date(2025, 1, 31)
    assert ingest.history(empty).empty
    ingest.commit(empty, staged, plan, checked, at=datetime(2025, 2, 1, 10))
    assert ingest.history(empty).imported_at.item() == datetime(2025, 2, 1, 10)
    staging.discard(staged)
    assert not staged.folder.exists()


@pytest.mark.usefixtures("tidy")
def test_nothing_is_left_in_the_scratch_folder(empty):
    ingest.load(empty, csv(ORDERS + "1,a,2025-01-31,100\n"))
    with pytest.raises(errors.FileUnreadable):
        ingest.load(empty, csv(""))


def test_online_retail_parquet_is_read_as_published(empty, real):
    found = ingest.load(empty, real / "online_retail_2010_2011" / "online_retail.parquet")
    assert (found.rows_read, found.rows_loaded, found.rows_refused) == (541_909, 406_829, 135_080)
    assert len(found.rejects) == 135_080
    assert set(found.rejects.reason) == {"no customer"}
    assert value(empty, "select count(*) from rejects") == 135_080
    net = "select count(*) filter (net < 0), count(*) filter (net = 0), count(*) filter (p = 0)"
    grain = (
        "from (select sum(net) as net, sum(purchases) as p from customer_day group by customer_id)"
    )
    assert empty.execute(f"{net} {grain}").fetchall() == [(41, 14, 34)]


def test_online_retail_cp1252_csv_with_us_dates(empty, real):
    name = "online_retail_first_60000_rows_cp1252_us_dates.csv"
    found = ingest.load(empty, real / "online_retail_2010_2011" / name)
    assert (found.rows_read, found.rows_loaded, found.rows_refused) == (60_000, 38_049, 21_951)
    assert found.totals.amount == pytest.approx(832_468.82, abs=1e-6)
    assert found.totals.customers == 1165
    sales = "select count(*) filter (sales > 0), sum(sales) from (select sum(sales) as sales"
    found = empty.execute(f"{sales} from customer_day group by customer_id)").fetchall()
    assert [(n, float(total)) for n, total in found] == [(1100, 858_891.45)]


def test_rfm_orders_of_the_r_package_are_one_order_a_row(empty, real):
    found = ingest.load(empty, real / "rfm_r_orders" / "rfm_data_orders.csv")
    assert (found.rows_loaded, found.totals.orders, found.totals.customers) == (4906, 4906, 995)
    assert found.totals.amount == 464_158


def test_several_currencies_are_asked_about_and_never_added_up(empty):
    text = (
        "Customer,Date,Amount,Currency\na,2025-01-01,1,EUR\nb,2025-01-01,2,usd\nc,2025-01-01,4,\n"
    )
    with pytest.raises(errors.Question, match="EUR, USD") as question:
        ingest.load(empty, csv(text))
    assert list(question.value.choices) == ["all", "EUR", "USD"]
    found = ingest.load(empty, csv(text), currency="EUR")
    assert found.totals.currencies == ("EUR",)
    assert found.rejects[["value", "reason"]].astype(object).values.tolist()[0] == [
        "USD",
        "not in EUR",
    ]
    assert list(found.rejects.reason)[1] == "no currency, and the others are in EUR"
    assert (found.rows_loaded, found.rows_refused) == (1, 2)


def test_blanks_around_an_order_number_make_no_other_order(empty):
    lines = "Order ID,Customer,Date,Amount\n O-1 ,a,2025-01-01,5\nO-1,a,2025-01-01,6\n"
    ingest.load(empty, csv(lines))
    assert empty.execute("select distinct order_id from order_lines").fetchall() == [("O-1",)]
