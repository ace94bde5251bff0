"""The complete grid of segments, and grids of the user's own."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from icp import errors, segments

# definitions.md, read off by hand: one row per R from 5 down, one column per FM from 1 up
GRID = {
    5: ["New", "Potential loyalists", "Potential loyalists", "Champions", "Champions"],
    4: ["Promising", "Potential loyalists", "Potential loyalists", "Loyal", "Loyal"],
    3: ["About to sleep", "About to sleep", "Need attention", "Loyal", "Loyal"],
    2: ["Hibernating", "Hibernating", "At risk", "At risk", "Can't lose"],
    1: ["Hibernating", "Hibernating", "At risk", "At risk", "Can't lose"],
}


def scored(*rows: tuple[int, int, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["r", "fm", "monetary"])


def test_all_25_cells_are_named_as_published():
    assert {
        (r, fm): name for r, row in GRID.items() for fm, name in enumerate(row, start=1)
    } == segments.DEFAULT


def test_every_segment_is_reached_and_told_in_words():
    assert set(segments.DEFAULT.values()) == set(segments.SEGMENTS)
    for name, segment in segments.SEGMENTS.items():
        assert segment.name == name
        assert all(text and text.endswith(".") for text in (segment.meaning, segment.action))


def test_titles_are_the_words_on_screen():
    titles = {name: segment.title for name, segment in segments.SEGMENTS.items()}
    assert titles == {
        "Champions": "Best customers",
        "Loyal": "Loyal",
        "Potential loyalists": "Growing on us",
        "New": "New",
        "Promising": "Promising",
        "Need attention": "Cooling",
        "About to sleep": "Nearly gone quiet",
        "At risk": "Slipping",
        "Can't lose": "Big and slipping",
        "Hibernating": "Gone quiet",
    }
    assert segments.title("Our regulars") == "Our regulars"


def test_a_grid_of_ones_own():
    cells = segments.build({"[1-3][1-5]": "Quiet", "[4-5][1-4]": "Active", "[4-5]5": "Top"})
    assert [cells[3, 5], cells[4, 4], cells[5, 5]] == ["Quiet", "Active", "Top"]
    assert list(segments.names(scored((3, 5, 1), (5, 5, 1)), cells)) == ["Quiet", "Top"]
    assert list(segments.grid(scored((4, 5, 1)), cells).title.tail(2)) == ["Active", "Top"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"33": None}, "The cell R 3, FM 3 has no segment: add a pattern that covers 33."),
        (
            {"3[3-4]": "Mine"},
            "The cell R 3, FM 3 is claimed by Need attention and by Mine: "
            "let only one pattern cover 33.",
        ),
        (
            {"[0-2]1": "Mine"},
            "The pattern '[0-2]1' cannot be read: write two scores from 1 to 5, "
            'R first, like "33" or "[1-2][3-4]".',
        ),
        (
            {"[3-1]1": "Mine"},
            "The pattern '[3-1]1' covers no cell: write its ranges from low to high.",
        ),
    ],
)
def test_a_grid_with_a_fault_is_refused_by_name(change, message):
    patterns = {**segments.PATTERNS, **change}
    with pytest.raises(errors.RuleInvalid) as caught:
        segments.build({pattern: name for pattern, name in patterns.items() if name})
    assert str(caught.value) == message


@pytest.mark.parametrize("pattern", ["3", "333", "36", "3 3", "[12]3", "[1-2]", "3[3-4", "", "٣٣"])
def test_only_two_scores_are_a_pattern(pattern):
    with pytest.raises(errors.RuleInvalid, match="cannot be read"):
        segments.build({pattern: "Mine"})


def test_the_grid_counts_customers_and_money():
    frame = segments.grid(scored((5, 5, 300), (5, 5, 100), (1, 5, 100))).set_index(["r", "fm"])
    best = frame.loc[(5, 5)]
    assert (best.customers, best.revenue, best.revenue_share) == (2, 400.0, 0.8)
    assert frame.loc[(1, 5), "segment"] == "Can't lose"
    assert frame.loc[(1, 5), "title"] == "Big and slipping"
    assert (frame.loc[(3, 3), "customers"], frame.loc[(3, 3), "revenue_share"]) == (0, 0.0)


def test_a_total_that_is_not_above_zero_has_no_shares():
    frame = segments.grid(scored((5, 1, -30), (4, 1, 30)))
    assert frame.revenue_share.isna().all()
    assert segments.grid(scored()).customers.sum() == 0


rows = st.tuples(st.integers(1, 5), st.integers(1, 5), st.floats(1, 1e6))


@given(st.lists(rows, min_size=1))
def test_nobody_is_lost_and_shares_add_up_to_one(scores):
    frame = segments.grid(scored(*scores))
    assert list(zip(frame.r, frame.fm, strict=True)) == sorted(segments.DEFAULT)
    assert frame.customers.sum() == len(scores)
    assert frame.revenue_share.sum() == pytest.approx(1)
