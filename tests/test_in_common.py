"""What most of a few customers share, worked out by hand."""

import math
import random

from hypothesis import given
from hypothesis import strategies as st

from icp import in_common
from icp.chart_cells import Cell
from icp.in_common import Shared

UNKNOWN = Cell()


def texts(*values):
    return [Cell(", ".join(one), parts=tuple(one)) if one else UNKNOWN for one in values]


def sizes(*values):
    return [
        UNKNOWN if one is None else Cell(str(one), span=(one, math.nextafter(one, math.inf)))
        for one in values
    ]


def shared(name, cells):
    return [(one.words or one.span, one.count) for one in in_common.row(name, cells).shared]


def test_most_is_more_than_half_of_all_and_the_unknown_count_against_it():
    row = in_common.row("industry", texts(["Law"], ["law"], ["LAW"], ["Retail"], None))
    assert row == in_common.Row((Shared(3, "Law"),), 5, 1)
    # three of six is not most, though the three known agree
    row = in_common.row("industry", texts(["Law"], ["Law"], ["Law"], None, None, None))
    assert row == in_common.Row((), 6, 3)


def test_one_customer_shares_nothing_and_two_only_what_both_have():
    assert shared("industry", texts(["Law"])) == []
    assert shared("industry", texts(["Law"], ["Retail"])) == []
    assert shared("industry", texts(["Law"], ["Law"])) == [("Law", 2)]


def test_everybodys_purchases_are_counted_once_each_the_commonest_first():
    cells = texts(["Wifi", "Backup"], ["Backup", "backup", "Print"], ["Backup", "Wifi"], ["Print"])
    assert shared("purchases", cells) == [("Backup", 3)]


def test_employees_share_the_narrowest_band_that_holds_most():
    assert shared("employees", sizes(12, 40, 49, 50, 4)) == [("10-49 people", 3)]
    # no band holds three of five; 10-49 and 50-249 together hold four
    assert shared("employees", sizes(12, 40, 60, 200, None)) == [("10-249 people", 4)]
    assert shared("employees", sizes(1, 12, 60, 300, None)) == []
    assert shared("employees", sizes(250, 300, 400)) == [("250 people and more", 3)]
    assert shared("employees", sizes(1, 9, 3)) == [("1-9 people", 3)]


def test_a_range_counts_where_it_lies_in_the_band_whole():
    inside, across = Cell("20-40", span=(20, 41)), Cell("40-60", span=(40, 61))
    assert shared("employees", [inside, inside, *sizes(300)]) == [("10-49 people", 2)]
    assert shared("employees", [inside, across, *sizes(300)]) == [("10-249 people", 2)]


def test_spend_shares_a_band_of_money():
    assert shared("per_year", sizes(1_093_500, 634_000, 368_000, 262_000, 214_000)) == [
        ((200e3, 500e3), 3)
    ]
    assert shared("per_year", sizes(150e3, 250e3, 20e3)) == [((100e3, 500e3), 2)]
    assert shared("per_year", sizes(-5, -10, -20)) == []
    assert shared("own_revenue", sizes(2e6, 4e6, 9e6)) == [("1-5M", 2)]
    assert shared("own_revenue", sizes(2e6, 6e6, 120e6, 0.5e6, 9e6)) == [("1-25M", 3)]
    assert shared("own_revenue", sizes(30e6, 500e6)) == [("25M-1B", 2)]
    assert shared("own_revenue", sizes(2e9, 5e9)) == [("1B and more", 2)]
    assert shared("own_revenue", sizes(2e5, 5e5)) == [("under 1M", 2)]


def test_years_share_the_longest_time_that_most_reach():
    assert shared("years", sizes(12, 6, 5, 2, None)) == [("5 years and more", 3)]
    assert shared("years", sizes(1, 1.9, 0.5)) == [("a year and more", 2)]
    began_before = Cell("3+", span=(3.0, math.inf))
    assert shared("years", [began_before, began_before, *sizes(1)]) == [("3 years and more", 2)]
    assert shared("years", sizes(0.2, 0.3)) == []


def test_a_place_is_shared_by_town_and_by_the_shortest_distance():
    def at(town, miles):
        return Cell(f"{town}, {miles} km", span=(miles, math.nextafter(miles, 99)), parts=(town,))

    cells = [at("Carrow", 7), at("Carrow", 24), at("Eastmere", 9), at("Carrow", 25)]
    assert shared("location", cells) == [("Carrow", 3), ("under 25 km away", 3)]


@given(st.lists(st.sampled_from(["Law", "Retail", None]), min_size=2, max_size=10), st.randoms())
def test_the_order_changes_nothing_and_counts_never_exceed_those_known(values, chance):
    cells = texts(*([one] if one else None for one in values))
    row = in_common.row("industry", cells)
    assert sum(one.count for one in row.shared) <= row.customers - row.unknown
    assert all(2 * one.count > row.customers for one in row.shared)
    mixed = random.Random(chance.random()).sample(cells, len(cells))
    assert in_common.row("industry", mixed) == row
