"""Three small leagues of traits, worked by hand."""

from datetime import date

import pandas as pd
import pytest

from icp import drivers, leagues, measures, standards
from tests.conftest import book

AS_OF = date(2026, 11, 1)


@pytest.fixture
def firms(empty):
    """6 law firms, of whom 5 stay and 4 send; 6 shops, of whom 2 stay and 1 sends; 4 farms."""
    kinds = ["Law"] * 6 + ["Shop"] * 6 + ["Farm"] * 4
    stays = [1, 1, 1, 1, 1, 0, 1, 1, 0, 0, 0, 0, 1, 1, 1, 1]
    nps = [9, 10, 9, 9, 6, 0, 9, 8, 8, 8, 8, 8, 9, 9, 9, 9]
    empty.executemany(
        "insert into customer_rows (import_id, row_no, customer_id, industry, nps)"
        " values (1, 1, ?, ?, ?)",
        [(f"c{n:02}", kind, nps[n]) for n, kind in enumerate(kinds)],
    )
    lines = [(f"a{n}", f"c{n:02}", date(2025, 5, 1), 10.0) for n in range(16)]
    lines += [(f"b{n}", f"c{n:02}", date(2026, 5, 1), 10.0) for n in range(16) if stays[n]]
    book(empty, lines)
    return empty


def known(conn):
    return drivers.read(conn, "customer", AS_OF), measures.customers(conn, AS_OF)


def table(found):
    own = found[found["trait"] == "industry"]
    return list(zip(own["value"], own["ideal_n"], own["n"], strict=True))


def test_who_stays_is_ranked_and_fewer_than_five_are_not(firms):
    assert table(leagues.stays(*known(firms))) == [("Law", 5, 6), ("Shop", 2, 6)]


def test_who_tells_others_sent_somebody_or_would_recommend_us(firms):
    assert table(leagues.sends(*known(firms))) == [("Law", 4, 6), ("Shop", 1, 6)]
    firms.execute("update customer_rows set referred_by = 'c08' where customer_id = 'c09'")
    standards.refresh(firms)
    assert table(leagues.sends(*known(firms))) == [("Law", 4, 6), ("Shop", 2, 6)]


def test_a_lucky_few_do_not_lead_many():
    frame = pd.DataFrame(
        {
            "trait": ["x", "x", "x"],
            "value": ["few", "many", "four"],
            "n": [5, 100, 4],
            "shrunk": [6 / 7, 91 / 102, 5 / 6],  # 5 of 5, 90 of 100, 4 of 4
            "before": True,
            "verdict": "can't tell",
        }
    )
    assert leagues.ranked(frame)["value"].tolist() == ["many", "few"]


def test_the_quickest_are_told_by_five_won_deals_or_more():
    won = pd.DataFrame({"value": ["a", "b", "c"], "days": [1.0, 9, 5], "days_n": [4, 5, 6]})
    assert leagues.quickest(won)["value"].tolist() == ["c", "b"]


def test_with_nothing_there_is_no_league(empty):
    assert leagues.stays(*known(empty)).empty
    assert leagues.sends(*known(empty)).empty
    assert leagues.won(pd.DataFrame()).empty
