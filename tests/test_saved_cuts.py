"""Cuts kept under a name."""

from datetime import date, datetime, timedelta

import pytest

from icp import cutting, db, errors, rfm, saved_cuts
from tests.conftest import book

AT = datetime(2026, 1, 1, 12)
DAY = date(2025, 12, 31)
CUTS = cutting.Cuts((7, 14, 21, 28.5), (2, 4, 6, 8), (10, 20, 30, 40.25))


def save(conn, name, cuts=CUTS, months=12):
    with db.transaction(conn):
        saved_cuts.save(conn, saved_cuts.SavedCuts(name, cuts, "orders", months, DAY), AT)


def test_saved_cuts_come_back_as_they_were(empty):
    preset = cutting.Cuts((1, 2, 3, 4), (1, 2, 3, 4), (1, 2, 3, 4), "r_package")
    save(empty, " spring ")
    save(empty, "autumn", preset, None)
    assert saved_cuts.listing(empty) == [
        saved_cuts.SavedCuts("autumn", preset, "orders", None, DAY),
        saved_cuts.SavedCuts("spring", CUTS, "orders", 12, DAY),
    ]


def test_saved_cuts_score_later_data_alike(empty):
    book(empty, [(f"{n}", f"c{n}", DAY - timedelta(n), 10 * n) for n in range(1, 51)])
    save(empty, "now", rfm.cuts(empty, DAY))
    before = rfm.score(empty, DAY).set_index("customer_id")
    book(empty, [(f"x{n}", f"x{n}", DAY, 10_000) for n in range(100)])
    [kept] = saved_cuts.listing(empty)
    after = rfm.score(empty, DAY, cuts=kept.cuts).set_index("customer_id").loc[before.index]
    assert list(after.segment) == list(before.segment)
    anew = rfm.score(empty, DAY).set_index("customer_id").loc[before.index]
    assert list(anew.segment) != list(before.segment)


def test_deleted_cuts_are_gone(empty):
    save(empty, "a")
    save(empty, "b")
    saved_cuts.delete(empty, "a")
    saved_cuts.delete(empty, "never there")
    assert [one.name for one in saved_cuts.listing(empty)] == ["b"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (" ", "The cuts have no name: give them one to save them."),
        ("x" * 61, "The name is too long: shorten it to 60 letters."),
        (
            "SPRING",
            "There are cuts called SPRING already: choose another name, or delete those first.",
        ),
    ],
)
def test_a_name_that_cannot_be_used_is_refused_and_nothing_stored(empty, name, message):
    save(empty, "spring")
    with pytest.raises(errors.RuleInvalid) as caught:
        save(empty, name)
    assert str(caught.value) == message
    assert len(saved_cuts.listing(empty)) == 1
