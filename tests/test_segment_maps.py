"""The map of a workspace: saved, reset, and refused by the name of its cell."""

from dataclasses import replace
from datetime import datetime

import pytest

from icp import db, errors, segment_maps, segments

AT = datetime(2026, 1, 1, 12)
GEMS = segment_maps.own(" Gems ", "Small and dear.", "Visit them.")


def save(conn, chosen):
    with db.transaction(conn):
        segment_maps.save(conn, chosen, AT)


def changed(cell, name, *own):
    return segment_maps.SegmentMap({**segments.DEFAULT, cell: name}, own)


def test_without_a_saved_map_it_is_the_shipped_one(empty):
    assert segment_maps.load(empty) == segment_maps.SHIPPED
    assert segment_maps.SHIPPED.named == segments.DEFAULT


def test_a_saved_map_comes_back_and_a_second_one_takes_its_place(empty):
    save(empty, changed((5, 1), "Gems", GEMS))
    save(empty, changed((5, 2), "Gems", GEMS))
    found = segment_maps.load(empty)
    assert found == changed((5, 2), "Gems", GEMS)
    assert found.known["Gems"] == segments.Segment("Gems", "Gems", "Small and dear.", "Visit them.")
    assert (found.named[5, 2], found.named[5, 1]) == ("Gems", "New")
    segment_maps.reset(empty)
    assert segment_maps.load(empty) == segment_maps.SHIPPED


def test_all_25_cells_are_named_in_every_map_that_can_be(empty):
    save(empty, changed((3, 3), "Gems", GEMS))
    assert sorted(segment_maps.load(empty).named) == segments.CELLS


@pytest.mark.parametrize("hole", [None, ""])
def test_a_hole_is_refused_by_the_name_of_its_cell(hole):
    with pytest.raises(errors.RuleInvalid) as caught:
        changed((2, 4), hole)
    assert str(caught.value) == (
        "The cell with 2 for how recently and 4 for how often and much has no group: "
        "choose one for it."
    )


def test_a_cell_that_is_not_there_at_all_is_a_hole():
    cells = {cell: name for cell, name in segments.DEFAULT.items() if cell != (5, 5)}
    with pytest.raises(errors.RuleInvalid, match="with 5 for how recently and 5 for"):
        segment_maps.SegmentMap(cells)


def test_a_group_that_is_not_there_is_refused():
    with pytest.raises(errors.RuleInvalid) as caught:
        changed((1, 1), "Gems")
    assert str(caught.value) == (
        "The cell with 1 for how recently and 1 for how often and much has the group Gems, which "
        "is not there: add it, or choose another."
    )


@pytest.mark.parametrize(
    ("own", "message"),
    [
        ([replace(GEMS, name="")], "A group of your own has no name: give it one."),
        (
            [GEMS, replace(GEMS, name="gems")],
            "There are two groups called gems: choose another name for yours.",
        ),
        (
            [segment_maps.own("best customers")],
            "There are two groups called best customers: choose another name for yours.",
        ),
        (
            [segment_maps.own("Gems", "x" * 301)],
            "The texts of the group Gems are too long: shorten its name to 40 letters, the rest "
            "to 300.",
        ),
    ],
)
def test_a_group_of_ones_own_that_cannot_be_is_refused(own, message):
    with pytest.raises(errors.RuleInvalid) as caught:
        segment_maps.SegmentMap(own=tuple(own))
    assert str(caught.value) == message
