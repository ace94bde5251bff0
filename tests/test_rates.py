"""Several currencies in one workspace, at stated rates."""

import io
from datetime import date
from decimal import Decimal

import pytest

from icp import errors, ingest, overview, rates

TWO = "Customer,Date,Amount,Currency\na,2025-01-01,100,EUR\nb,2025-01-02,50,usd\n"
ECB = rates.Rate(Decimal("1.10"), date(2025, 1, 1), "ECB")


def csv(text: str, name: str = "orders.csv") -> io.BytesIO:
    file = io.BytesIO(text.encode())
    file.name = name
    return file


def net(conn) -> list[tuple[str, Decimal]]:
    return conn.execute("select customer_id, net from customer_day order by 1").fetchall()


def test_all_currencies_load_at_the_rates_given(empty):
    rates.save(empty, "USD", {"EUR": ECB})
    found = ingest.load(empty, csv(TWO))
    assert found.rows_loaded == 2
    assert net(empty) == [("a", Decimal(110)), ("b", Decimal(50))]
    assert overview.summary(empty).net == 160
    assert overview.summary(empty).currency == "USD"


def test_what_is_kept_is_what_the_file_says(empty):
    rates.save(empty, "USD", {"EUR": ECB})
    ingest.load(empty, csv(TWO))
    kept = empty.execute("select amount, currency from order_lines order by row_no").fetchall()
    assert kept == [(Decimal(100), "EUR"), (Decimal(50), "USD")]


def test_a_sum_over_currencies_is_not_given_as_if_it_were_one(empty):
    rates.save(empty, "USD", {"EUR": ECB})
    found = ingest.load(empty, csv(TWO))
    assert found.totals.amount is None
    assert found.totals.currencies == ("EUR", "USD")


def test_loading_all_asks_for_the_rates_that_are_missing(empty):
    with pytest.raises(errors.RatesMissing, match="choose the one to count in") as missing:
        ingest.load(empty, csv(TWO), currency="all")
    assert (missing.value.currencies, missing.value.reporting) == (("EUR", "USD"), None)
    assert empty.execute("select * from order_lines").fetchall() == []


def test_another_currency_than_that_of_the_data_asks_for_its_rate(empty):
    ingest.load(empty, csv("Customer,Date,Amount,Currency\na,2025-01-01,1,EUR\n"))
    dollars = "Customer,Date,Amount,Currency\nb,2025-01-01,3,USD\n"
    with pytest.raises(errors.RatesMissing, match="count in EUR, and those in USD") as missing:
        ingest.load(empty, csv(dollars))
    assert (missing.value.currencies, missing.value.reporting) == (("USD",), "EUR")
    rates.save(empty, "EUR", {"USD": rates.Rate(Decimal("0.5"), date(2025, 1, 1), "by hand")})
    ingest.load(empty, csv(dollars))
    assert net(empty) == [("a", Decimal(1)), ("b", Decimal("1.5"))]


def test_a_new_rate_changes_what_is_loaded_already(empty):
    rates.save(empty, "USD", {"EUR": ECB})
    ingest.load(empty, csv(TWO))
    rates.save(empty, "USD", {"EUR": rates.Rate(Decimal(2), date(2025, 6, 1), "bank")})
    assert net(empty) == [("a", Decimal(200)), ("b", Decimal(50))]
    assert rates.listing(empty)["source"].tolist() == ["bank"]


def test_the_own_currency_can_be_changed_with_rates_for_the_others(empty):
    rates.save(empty, "USD", {"EUR": ECB})
    ingest.load(empty, csv(TWO))
    with pytest.raises(errors.RatesMissing, match="USD have no rate"):
        rates.save(empty, "EUR", {})
    assert net(empty) == [("a", Decimal(110)), ("b", Decimal(50))]  # nothing changed
    rates.save(empty, "EUR", {"USD": rates.Rate(Decimal("0.9"), date(2025, 1, 1), "ECB")})
    assert net(empty) == [("a", Decimal(100)), ("b", Decimal(45))]


def test_costs_follow_the_rate_too(empty):
    rates.save(empty, "USD", {"EUR": ECB})
    ingest.load(empty, csv("Customer,Date,Amount,Cost,Currency\na,2025-01-01,100,40,EUR\n"))
    assert empty.execute("select net, cost from customer_day").fetchall() == [(110, 44)]


def test_a_row_without_a_currency_is_refused_where_the_others_have_several(empty):
    rates.save(empty, "USD", {"EUR": ECB})
    found = ingest.load(empty, csv(TWO + "c,2025-01-03,7,\n"))
    assert (found.rows_loaded, found.rows_refused) == (2, 1)
    assert found.rejects[["row", "column", "reason"]].values.tolist() == [
        [4, "Currency", "no currency, and others have one"]
    ]


@pytest.mark.parametrize("rate", [0, -1])
def test_a_rate_that_is_not_above_zero_is_refused(empty, rate):
    with pytest.raises(errors.RuleInvalid, match="one EUR is worth in USD"):
        rates.save(empty, "USD", {"EUR": rates.Rate(Decimal(rate), date(2025, 1, 1), "x")})


def test_orders_that_name_no_currency_do_not_change_theirs(empty):
    rates.save(empty, "USD", {})
    ingest.load(empty, csv("Customer,Date,Amount\na,2025-01-01,1\n"))
    with pytest.raises(errors.Conflict, match="1 order lines name no currency and count as USD"):
        rates.save(empty, "EUR", {})
    assert overview.summary(empty).currency == "USD"


def test_xero_invoices_come_in_whole_at_given_rates(empty, real):
    file = real / "vendor_exports" / "xero" / "xero_invoice_data.csv"
    given = {"CAD": Decimal("0.70"), "GBP": Decimal("1.25")}
    day = date(2024, 1, 1)
    rates.save(empty, "USD", {code: rates.Rate(worth, day, "") for code, worth in given.items()})
    ingest.load(empty, file)
    by_currency = dict(
        empty.execute(
            "select currency, sum(amount)::double from order_lines group by currency"
        ).fetchall()
    )
    assert round(sum(by_currency.values()), 2) == 400_541.59  # oracle.json, all currencies
    worth = by_currency.get("USD", 0) + 0.7 * by_currency.get("CAD", 0)
    worth += 1.25 * by_currency.get("GBP", 0)
    assert overview.summary(empty).net == pytest.approx(worth)
