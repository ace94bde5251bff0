"""The figures of who stays say what they show, and text from files stays text."""

import math

import pandas as pd

from ui import figures_retention

STEPS = pd.DataFrame(
    {
        "part": ["start", "grown", "gone", "kept"],
        "name": ["Last year", "Bought more", "Left", "Now"],
        "customers": [3, 1, 1, 2],
        "money": [1_000_000.0, 250_000.0, -50_000.0, 1_200_000.0],
        "whole": [True, False, False, True],
    }
)


def test_the_waterfall_has_a_bar_for_each_step_and_says_them_all():
    picture = figures_retention.waterfall(STEPS, "Three<br>customers", "Revenue")
    [bars] = picture.figure.data
    assert list(bars.measure) == ["absolute", "relative", "relative", "absolute"]
    assert list(bars.x) == [1e6, 250e3, -50e3, 1.2e6]
    assert list(bars.text) == ["1.00 M", "+250 k", "-50.0 k", "1.20 M"]
    assert list(bars.customdata[2]) == ["gone", 1]
    low, high = picture.figure.layout.xaxis.range
    assert low == 0
    assert high > 1.25e6  # with room for what is written beside the longest
    assert picture.alt == (
        "Three, customers. Last year: 1.00 M; Bought more: +250 k; Left: -50.0 k; Now: 1.20 M."
    )


def test_sums_below_zero_have_room_too():
    steps = STEPS.assign(money=[100.0, 0.0, -150.0, -50.0])
    low, _ = figures_retention.waterfall(steps, "Three", "Revenue").figure.layout.xaxis.range
    assert low < -50


def cells(columns, whole=True):
    frame = pd.DataFrame(
        {
            "row": [f"Q{n} <2025>" for n in range(columns) for _ in range(columns - n)],
            "since": [since for n in range(columns) for since in range(columns - n)],
        }
    )
    return frame.assign(
        value=50.0,
        text="50",
        told="half<br>of them",
        whole=(frame["since"] == 0) | whole,
        cohort="2025-01-01",
        period="2025-04-01",
    )


def test_what_has_not_come_is_blank_and_what_goes_on_is_grey():
    picture = figures_retention.cohort_map(cells(2, whole=False), "Who buys", "Quarters")
    over, so_far, marks = picture.figure.data
    assert over.z.tolist()[0][0] == so_far.z.tolist()[0][1] == 50
    assert [math.isnan(z) for z in over.z.ravel()] == [False, True, False, True]
    assert [math.isnan(z) for z in so_far.z.ravel()] == [True, False, True, True]
    assert list(over.y) == ["Q0 &lt;2025&gt;", "Q1 &lt;2025&gt;"]
    assert [list(one) for one in marks.customdata] == [["2025-01-01", "2025-04-01"]] * 3
    assert picture.alt.startswith("Who buys. half, of them; half, of them. ")


def test_many_columns_leave_no_room_for_text():
    few, many = (figures_retention.cohort_map(cells(n), "t", "s").figure.data[0] for n in (14, 15))
    assert few.texttemplate == "%{text}"
    assert many.texttemplate is None


def test_four_figures_in_narrow_cells_are_small():
    sizes = [
        figures_retention.cohort_map(cells(n).assign(text=text), "t", "s").figure.data[0].textfont
        for n, text in ((8, "1234"), (9, "1234"), (9, "123"))
    ]
    assert [one.size for one in sizes] == [11, 9, 11]


def test_one_outlier_does_not_pale_the_others():
    frame = cells(10)
    frame.loc[5, "value"] = 9_999.0
    assert figures_retention.cohort_map(frame, "t", "s").figure.data[0].zmax == 50


def test_nothing_known_and_nothing_spent_are_drawn():
    for value in (math.nan, 0.0, -5.0):
        frame = cells(2).assign(value=value)
        assert figures_retention.cohort_map(frame, "t", "s").figure.data[0].zmax == 1
