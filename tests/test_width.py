"""How wide a profile is, by hand: what is unknown stays unknown."""

from dataclasses import replace

import pytest

from icp import drivers, width
from icp.criteria import Criterion, Rule
from tests.test_drivers import listed

LAW, SMALL = Rule("industry", "Industry", "Law"), Rule("employees", "Employees", "1-9 people")
MUST = Criterion(1, "Law", kind="must", rules=(LAW,))
BOTH = Criterion(2, "Law and small", kind="must", rules=(LAW, SMALL))
OUT = Criterion(3, "small", kind="exclude", rules=(SMALL,))


@pytest.fixture
def known(empty):
    # industry, people: 3 small law firms, 2 large, 1 of unknown size, 3 small retail, 1 of no size,
    # 1 of unknown industry that is small, 1 large, and 1 of whom nothing is known
    rows = [("Law", "5")] * 3 + [("Law", "80")] * 2 + [("Law", None)]
    rows += [("Retail", "5")] * 3 + [("Retail", None)] + [(None, "5"), (None, "80"), (None, None)]
    listed(empty, rows)
    return drivers.read(empty)


def test_a_must_counts_those_who_have_it(known):
    found = width.check(known, (MUST,))
    # 6 law, 4 retail, 3 unknown of 13
    assert (found.matches, found.known, found.unknown, found.customers) == (6, 10, 3, 13)
    assert found.share == 0.6
    assert found.wide


def test_of_two_traits_one_that_is_missed_is_enough_and_unknown_stays_unknown(known):
    # both: 3; missed: 2 large law, 4 retail, 1 large of unknown industry;
    # unknown: law of unknown size, small of unknown industry, nothing known
    found = width.check(known, (BOTH,))
    assert (found.matches, found.known, found.unknown) == (3, 10, 3)
    assert found.narrow


def test_an_exclude_rules_out_whom_it_fits_and_leaves_the_unknown(known):
    # not small for sure: 2 law, 1 unknown industry; small: 3 + 3 + 1; unknown size: 3
    found = width.check(known, (OUT,))
    assert (found.matches, found.known, found.unknown) == (3, 10, 3)
    # law and not small: 2; missed: 3 small law, 4 retail, 1 small; unknown: law of no size,
    # large of unknown industry, nothing known
    found = width.check(known, (MUST, OUT))
    assert (found.matches, found.known, found.unknown) == (2, 10, 3)


def test_nice_and_typed_criteria_decide_nothing_and_are_counted(known):
    nice = replace(MUST, kind="nice")
    asked = Criterion(4, "No IT person", kind="must")
    found = width.check(known, (nice, asked))
    assert (found.matches, found.checked, found.asked) == (13, 0, 1)


def test_a_value_that_is_gone_is_unknown_of_all_and_named(known):
    gone = replace(MUST, rules=(Rule("industry", "Industry", "Farming"),), text="Farming")
    found = width.check(known, (gone,))
    assert (found.matches, found.known, found.gone) == (0, 0, ("Farming",))
    assert found.share is None
    assert not found.narrow


@pytest.mark.parametrize(("matches", "wide"), [(40, False), (41, True)])
def test_wide_is_more_than_forty_percent_of_those_known(matches, wide):
    assert width.Width(110, matches, 10, 1, 0, ()).wide == wide


def test_narrow_is_fewer_than_five():
    assert width.Width(100, 4, 0, 1, 0, ()).narrow
    assert not width.Width(100, 5, 0, 1, 0, ()).narrow
