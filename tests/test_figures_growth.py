"""The figures of growth and of who slips away say what they show, and names stay text."""

import math

import pandas as pd

from ui import figures, figures_growth

CURVE = pd.DataFrame(
    {
        "band": [0, 0, 1, 1],
        "quarter": [1, 2, 1, 2],
        "customers": [4, 4, 9, 9],
        "average": [10.0, 12.0, 100.0, 220.0],
        "low": [math.nan, math.nan, 90.0, 200.0],
        "high": [math.nan, math.nan, 120.0, 260.0],
    }
)


def test_a_line_for_each_band_with_its_customers_and_interval():
    picture = figures_growth.band_lines(CURVE, ["under 50", "50 and more"], "Spend")
    small, large = picture.figure.data
    assert (small.name, large.name) == ("under 50 (n 4)", "50 and more (n 9)")
    assert list(large.y) == [100, 220]
    assert not small.error_y.visible
    assert list(large.error_y.array) == [20, 40]
    assert list(large.error_y.arrayminus) == [10, 20]
    assert (small.line.color, large.line.color) == (figures.REST, figures.HEAD)
    assert [list(one) for one in large.customdata] == [["50 and more"]] * 2
    assert picture.alt == (
        "Average spend by quarter since the first order. under 50 (n 4): 10 to 12; "
        "50 and more (n 9): 100 to 220."
    )


def slipping(count):
    return pd.DataFrame(
        {
            "customer_id": [f"c{n}" for n in range(count)],
            "name": ["<b>A company with a name that is long</b>"] * count,
            "at_stake": [100.0 - n for n in range(count)],
            "drop": [0.5] * count,
        }
    )


def test_the_bars_are_those_with_most_at_stake_and_can_be_told_apart():
    [bars] = figures_growth.stake_bars(slipping(30), "At stake").figure.data
    assert len(bars.x) == len(set(bars.y)) == figures_growth.MOST
    assert list(bars.x[:2]) == [100, 99]
    assert list(bars.customdata[1]) == [
        "&lt;b&gt;A company with a name that is long&lt;/b&gt;",
        "c1",
    ]
    assert set(bars.text) == {"50 % less"}


def test_titles_say_whether_all_are_shown():
    def title(count):
        return figures_growth.stake_bars(slipping(count), "At stake").figure.layout.title.text

    assert title(15) == "Everybody with money at stake"
    assert title(16) == "The 15 with most money at stake"
