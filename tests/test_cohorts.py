"""Customers by when they first bought: on paper, and against published figures."""

from datetime import date

import pandas as pd
import pytest

from icp import cohorts, standards
from tests import real_orders
from tests.conftest import book

JAN, FEB, APR = date(2025, 1, 20), date(2025, 2, 1), date(2025, 4, 30)


def company(conn):
    """a buys in January, February and April, b in January and April; c begins in February."""
    lines = [("a", JAN, 10), ("a", FEB, 20), ("a", APR, 30), ("b", JAN, 40), ("b", APR, 50)]
    lines += [("c", FEB, 5), ("c", date(2025, 3, 1), -2)]
    book(conn, [(str(n), *line) for n, line in enumerate(lines)])


def table(grid, column):
    return {
        f"{cohort:%Y-%m}": list(rows[column]) for cohort, rows in grid.groupby("cohort", sort=True)
    }


def test_three_customers_by_month_on_paper(empty):
    company(empty)
    grid = cohorts.grid(empty, date(2025, 5, 1), "month")
    assert table(grid, "active") == {"2025-01": [2, 1, 0, 2], "2025-02": [1, 0, 0]}
    assert table(grid, "money") == {"2025-01": [50, 20, 0, 80], "2025-02": [5, -2, 0]}
    assert table(grid, "customers") == {"2025-01": [2] * 4, "2025-02": [1] * 3}
    assert table(grid, "since") == {"2025-01": [0, 1, 2, 3], "2025-02": [0, 1, 2]}
    assert grid["whole"].all()
    assert list(cohorts.grid(empty, date(2025, 5, 1), "month", "sales")["money"])[5] == 0


def test_quarters_and_years_are_those_of_the_calendar(empty):
    company(empty)
    quarters = cohorts.grid(empty, date(2025, 5, 1), "quarter")
    assert table(quarters, "active") == {"2025-01": [3, 2]}
    assert table(quarters, "money") == {"2025-01": [73, 80]}
    assert list(quarters["period"]) == [pd.Timestamp("2025-01-01"), pd.Timestamp("2025-04-01")]
    years = cohorts.grid(empty, date(2025, 5, 1), "year")
    assert table(years, "active") == {"2025-01": [3]}


def test_a_period_that_goes_on_is_not_whole(empty):
    company(empty)
    for day, whole in ((date(2025, 4, 29), False), (APR, True), (date(2025, 5, 1), True)):
        grid = cohorts.grid(empty, day, "month")
        assert grid["period"].max() == pd.Timestamp("2025-04-01")
        assert bool(grid.iloc[-1]["whole"]) is whole
        assert grid.loc[grid["period"] < "2025-04-01", "whole"].all()


def test_orders_after_the_day_do_not_count(empty):
    company(empty)
    grid = cohorts.grid(empty, date(2025, 3, 15), "month")
    assert table(grid, "active") == {"2025-01": [2, 1, 0], "2025-02": [1, 0]}
    assert cohorts.grid(empty, date(2024, 1, 1)).empty


def test_refunds_make_no_cohort_and_what_came_before_counts_with_the_first_purchase(empty):
    lines = [("only", JAN, -5), ("early", JAN, -3), ("early", APR, 10)]
    book(empty, [(str(n), *line) for n, line in enumerate(lines)])
    grid = cohorts.grid(empty, date(2025, 5, 1), "month")
    assert table(grid, "money") == {"2025-04": [7]}
    assert cohorts.known(empty, date(2025, 5, 1)) == cohorts.Known(JAN, refunds_only=1, earlier=0)
    [row] = cohorts.customers(
        empty, date(2025, 5, 1), date(2025, 4, 1), date(2025, 4, 1), "month"
    ).to_dict("records")
    assert (row["customer_id"], row["money"], row["bought"]) == ("early", 7, True)


def test_who_first_buys_after_the_day_only_got_refunds_so_far(empty):
    book(empty, [("1", "a", JAN, -3), ("2", "a", APR, 10), ("3", "b", JAN, 5)])
    known = cohorts.known(empty, date(2025, 3, 31))
    assert known == cohorts.Known(JAN, refunds_only=1, earlier=0)


def test_who_began_before_the_orders_is_counted(empty):
    company(empty)
    empty.execute(
        "insert into customer_rows (import_id, row_no, customer_id, customer_since) values "
        "(1, 1, 'a', date '2024-12-31'), (1, 2, 'b', date '2025-01-01'), "
        "(1, 3, 'c', date '2025-03-01')"
    ).fetchall()
    standards.refresh(empty)
    assert cohorts.known(empty, APR) == cohorts.Known(JAN, refunds_only=0, earlier=1)


def test_the_customers_of_a_cell_are_those_of_its_row(empty):
    company(empty)
    found = cohorts.customers(
        empty, date(2025, 5, 1), date(2025, 1, 1), date(2025, 2, 1), "month"
    ).set_index("customer_id")
    assert found["money"].to_dict() == {"a": 20, "b": 0}
    assert found["bought"].to_dict() == {"a": True, "b": False}
    assert found.loc["b", "last_on"] == pd.Timestamp(APR)
    [row] = cohorts.customers(
        empty, date(2025, 5, 1), date(2025, 2, 1), date(2025, 3, 1), "month"
    ).to_dict("records")
    assert (row["customer_id"], row["money"], row["bought"]) == ("c", -2, False)


def test_who_can_be_followed_long_enough_is_counted_after_a_year(empty):
    company(empty)
    grid = cohorts.grid(empty, date(2025, 5, 1), "month")
    assert cohorts.after(grid, 2) == cohorts.After(2, customers=3, active=0)
    assert cohorts.after(grid, 12) == cohorts.After(3, customers=2, active=2)
    # April goes on: January's third month after cannot be told
    grid = cohorts.grid(empty, date(2025, 4, 29), "month")
    assert cohorts.after(grid, 12) == cohorts.After(2, customers=2, active=0)
    assert cohorts.after(cohorts.grid(empty, JAN, "month"), 12) is None


@pytest.mark.parametrize(
    ("first", "length"),
    [(date(2025, 12, 1), "month"), (date(2023, 11, 2), "quarter"), (date(2016, 1, 3), "year")],
)
def test_the_length_of_periods_follows_the_length_of_the_data(first, length):
    assert cohorts.usual(first, date(2026, 11, 1)) == length


def test_without_orders_there_is_nothing_to_know(empty):
    assert cohorts.known(empty, APR) == cohorts.Known(None, 0, 0)
    assert cohorts.usual(None, APR) == "month"


# ---- published figures: month cohorts of four data sets


def check(conn, folder, as_of, revenue="net"):
    grid = cohorts.grid(conn, as_of, "month", revenue)
    for name, column in (("active_customers", "active"), ("revenue", "money")):
        want = pd.read_csv(folder / f"expected_cohort_{name}.csv", index_col="c")
        want.columns = want.columns.astype(int)
        found = grid.pivot(index="cohort", columns="since", values=column)
        found.index = found.index.strftime("%Y-%m")
        assert list(found.index) == list(want.index)
        for cohort, row in want.iterrows():
            ours = found.loc[cohort].dropna()
            # blank where nobody bought, and where the time has not come
            assert list(ours) == pytest.approx(
                list(row.reindex(ours.index).fillna(0)), abs=0 if column == "active" else 0.00501
            ), cohort
            assert row.drop(ours.index, errors="ignore").isna().all()


@pytest.mark.parametrize(
    ("name", "as_of"),
    [
        ("cdnow_sample", date(1998, 6, 30)),
        ("northwind", date(1998, 5, 6)),
        ("online_retail_2010_2011", date(2011, 12, 10)),
        ("superstore", date(2019, 12, 31)),
    ],
)
def test_real_orders_equal_the_published_cohorts(empty, real, name, as_of):
    real_orders.load(empty, real, name)
    check(empty, real / name, as_of, "sales")
