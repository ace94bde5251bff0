"""Who the best are, by each of the choices."""

from datetime import date, datetime

import pytest

from icp import costs, ideals, measures, pareto, sorting, tiers
from tests.conftest import book

AS_OF = date(2026, 11, 1)


@pytest.mark.parametrize("name", [name for name in ideals.ALL if name != "listed"])
def test_each_choice_names_some_of_those_it_is_about(sample_company, name):
    found = ideals.of(sample_company, name, AS_OF)
    assert 0 < len(found.ids) < len(found.among)
    assert set(found.ids) < set(found.among)


@pytest.mark.parametrize("name", ideals.ALL)
def test_without_data_nobody_is_the_best(empty, name):
    found = ideals.of(empty, name, AS_OF)
    assert (found.ids, found.among) == ((), ())


def test_the_largest_20_percent_are_rounded_up(sample_company):
    # 147 customers bought in 12 months, and 30 of them are the largest (answer key, story 1)
    found = ideals.of(sample_company, "top", AS_OF)
    assert (len(found.ids), len(found.among)) == (30, 147)
    curve = pareto.curve(sample_company, AS_OF, "net", 12)
    assert set(found.ids) == set(curve["customer_id"].head(30))


def test_tier_a_is_that_of_the_tiers(sample_company):
    frame = tiers.classify(sample_company, AS_OF)
    found = ideals.of(sample_company, "tier", AS_OF)
    assert set(found.ids) == set(frame.loc[frame["tier"] == "A", "customer_id"])
    assert found.without == ("tenure",)


@pytest.mark.parametrize("hours", [None, 95.0])
def test_the_choices_that_weigh_money_say_whether_serving_is_counted(sample_company, hours):
    conn = sample_company
    conn.execute("begin")
    try:
        costs.save(conn, costs.Rates(hours=hours))
        served = {name: ideals.of(conn, name, AS_OF).served for name in ("tier", "profit", "top")}
    finally:
        conn.execute("rollback")  # all tests share the sample
    assert served == {"tier": hours is not None, "profit": hours is not None, "top": None}


def test_promoters_are_among_those_who_answered(sample_company):
    known = measures.customers(sample_company, AS_OF).set_index("customer_id")["nps"].dropna()
    found = ideals.of(sample_company, "promoters", AS_OF)
    assert set(found.among) == set(known.index)
    assert set(found.ids) == set(known.index[known >= 9])
    assert found.without == ("nps",)


def test_won_deals_are_against_lost_ones(sample_company):
    # 4 of the 210 deals are open (answer key, story 11)
    found = ideals.of(sample_company, "won", AS_OF)
    assert (found.unit, len(found.among)) == ("deal", 206)


def test_who_stayed_is_counted_among_those_who_were_there(empty):
    days = {"stayed": (2024, 2025), "left": (2024,), "new": (2025,)}
    book(empty, [(f"{c}{y}", c, date(y, 6, 1), 10.0) for c, years in days.items() for y in years])
    found = ideals.of(empty, "retained", date(2026, 1, 1))
    assert found.ids == ("stayed",)
    assert set(found.among) == {"stayed", "left"}


def test_what_is_left_counts_only_above_zero(empty):
    lines = [(f"o{n}", f"c{n}", date(2025, 6, 1), 100.0) for n in range(10)]
    book(empty, lines, cost=[40.0, 110.0, *[120.0] * 8])
    found = ideals.of(empty, "profit", date(2026, 1, 1))
    assert (found.ids, len(found.among)) == (("c0",), 10)  # two of ten, but one loses money


def test_the_ideal_list_is_what_was_sorted_by_hand(empty):
    lines = [(f"o{n}", f"c{n}", date(2025, 6, 1), 100.0) for n in range(3)]
    book(empty, lines, cost=[40.0, 110.0, 40.0])
    sorts = [sorting.Sort("c0", "good"), sorting.Sort("c1", "good"), sorting.Sort("c2", "bad")]
    sorting.save(empty, sorts, "Nora", datetime(2025, 12, 1))
    found = ideals.of(empty, "listed", date(2026, 1, 1))
    assert (found.ids, found.among) == (("c0",), ("c0", "c1", "c2"))


@pytest.mark.parametrize("name", ["top", "profit"])
def test_equals_are_among_the_best_together(empty, name):
    # 20 % of 6 are 2 of them, and the second place is shared by two
    amounts = [90.0, 50.0, 50.0, 20.0, 20.0, 10.0]
    lines = [(f"o{n}", f"c{n}", date(2025, 6, 1), amount) for n, amount in enumerate(amounts)]
    book(empty, lines, cost=[0.0] * 6)
    assert set(ideals.of(empty, name, date(2026, 1, 1)).ids) == {"c0", "c1", "c2"}
