"""What is written into the chart by hand: kept with its author, and given back to the data."""

from datetime import datetime

import pytest

from icp import chart_hand, db, errors, standards
from icp.chart_hand import Entry

MONDAY, TUESDAY = (datetime(2026, 11, day, 9) for day in (2, 3))
CELL = ("a", "industry")


@pytest.fixture
def listed(empty):
    empty.execute(
        "insert into customer_rows (import_id, row_no, customer_id, name)"
        " values (1, 1, 'a', 'Acme'), (1, 2, 'b', 'Bolt Works'), (1, 3, 'c', 'Tie')"
    )
    standards.refresh(empty)
    return empty


def test_the_latest_counts_with_its_author_and_day(listed):
    chart_hand.write(listed, CELL, "Law", MONDAY, "Ann")
    chart_hand.write(listed, CELL, "  Retail \n and  trade ", TUESDAY)
    chart_hand.write(listed, ("b", "industry"), "Mining", TUESDAY, "Ben")
    assert chart_hand.current(listed, ["a"]) == {CELL: Entry("Retail and trade", TUESDAY, None)}
    assert db.one(listed, "select count(*) from chart_entries") == 3


def test_what_is_taken_back_leaves_the_cell_to_the_data_and_nothing_is_lost(listed):
    chart_hand.write(listed, CELL, "Law", MONDAY, "Ann")
    chart_hand.take_back(listed, CELL, TUESDAY, "Ben")
    assert chart_hand.current(listed, ["a"]) == {}
    assert listed.execute("select value, author from chart_entries order by seq").fetchall() == [
        ("Law", "Ann"),
        (None, "Ben"),
    ]
    chart_hand.write(listed, CELL, "Law again", TUESDAY)
    assert chart_hand.current(listed, ["a"])[CELL].value == "Law again"


@pytest.mark.parametrize("unknown", [None, "", "  ", "Unknown", "?", "not sure"])
def test_unknown_is_left_blank_by_hand(listed, unknown):
    chart_hand.write(listed, CELL, unknown, MONDAY, "Ann")
    assert chart_hand.current(listed, ["a"]) == {CELL: Entry(None, MONDAY, "Ann")}


def test_a_text_that_is_too_long_is_refused_and_nothing_kept(listed):
    with pytest.raises(errors.RuleInvalid, match="201, so it was not saved: shorten it"):
        chart_hand.write(listed, CELL, "x" * 201, MONDAY)
    assert chart_hand.current(listed, ["a"]) == {}
    chart_hand.write(listed, CELL, "x" * 200, MONDAY)


def test_it_counts_for_the_customer_under_whom_another_name_counts(listed):
    chart_hand.write(listed, ("c", "industry"), "Law", MONDAY)
    listed.execute("insert into customer_alias values ('c', 'a')")
    assert chart_hand.current(listed, ["a", "c"]) == {CELL: Entry("Law", MONDAY, None)}
    chart_hand.write(listed, CELL, "Retail", TUESDAY)
    assert chart_hand.current(listed, ["a"])[CELL].value == "Retail"


def test_texts_that_name_a_customer_are_found(listed):
    texts = ["sent by BOLT works", "Retail", "Tied up", "acme"]
    assert chart_hand.naming(listed, texts) == {"sent by BOLT works", "acme"}
