"""Figures of profit and of effort: what is drawn, how much of it, and that names stay text."""

import math

import numpy as np
import pandas as pd
import pytest

from icp import effort, whale
from tests.test_whale import frame
from ui import figures, figures_effort, figures_profit


def drawn(customers, by="profit"):
    found = whale.of(customers, by)
    return figures_profit.whale_chart(found, found.curve, by, "Profit", "Said").figure


def many(count):
    profit = np.linspace(100, -20, count)
    customers = pd.concat([frame([0.0])] * count, ignore_index=True)
    ids = [f"c{at:06}" for at in range(count)]
    return customers.assign(customer_id=ids, profit=profit, margin=profit)


def test_the_curve_climbs_to_its_peak_and_falls():
    # 100, 50, -30: running 100, 150, 120 of 120
    figure = drawn(frame([100.0, 50.0, -30.0]))
    up, down, bars = figure.data
    assert list(up.y) == pytest.approx([100 / 120, 1.25])
    assert list(down.y) == pytest.approx([1.25, 1])
    assert (up.line.color, down.line.color) == (figures.HEAD, figures.MARK)
    assert list(bars.y) == [100, 50, -30]
    assert list(bars.marker.color) == [figures.HEAD, figures.HEAD, figures.MARK]
    [peak] = figure.layout.annotations
    assert (peak.x, peak.y, peak.text) == (2, 1.25, "125 % with 2")


def test_in_the_order_of_revenue_it_is_one_line_without_a_peak():
    line, bars = drawn(frame([100.0, -30.0], [10.0, 900.0]), "revenue").data
    assert list(bars.y) == [-30, 100]
    assert list(line.y) == pytest.approx([-30 / 70, 1])
    assert line.customdata[0][1] == "b"


def test_without_a_profit_the_curve_is_money():
    figure = drawn(frame([10.0, -30.0]))
    assert list(figure.data[1].y) == [10, -20]
    assert figure.layout.yaxis.tickformat is None
    assert not figure.layout.annotations
    assert [trace.line.color for trace in drawn(frame([-1.0])).data[:1]] == [figures.MARK]


def test_where_only_revenue_is_known_nobody_is_called_profitable():
    unknown = frame([math.nan] * 2, [5.0, 7.0])
    assert drawn(unknown).layout.title.text == "Running revenue, largest revenue first"


def test_many_customers_are_a_curve_alone_that_stays_small():
    figure = drawn(many(20_000))
    assert len(figure.data) == 2
    assert sum(len(part.x) for part in figure.data) <= 2 * figures.POINTS
    assert figure.data[0].x[-1] == figure.data[1].x[0] == 16_666  # 100 - 120 k / 19,999 > 0
    assert len(figure.to_json()) < 200_000


def test_names_from_files_are_not_markup():
    customers = frame([1.0, -1.0]).assign(name="<b>x</b>", cost_to_serve=2.0, revenue=10.0)
    assert drawn(customers).data[0].customdata[0][0] == "&lt;b&gt;x&lt;/b&gt;"
    figure = effort_of(customers.assign(margin=1.0))
    assert figure.data[1].text[0] == "&lt;b&gt;x&lt;/b&gt;"


def test_leaders_are_counted_side_by_side():
    counts = pd.DataFrame({"value": ["Law", "unknown"], "by_revenue": [1, 2], "by_profit": [3, 0]})
    picture = figures_profit.leaders_chart(counts, 3, "Industry")
    largest, best = picture.figure.data
    assert (list(largest.x), list(best.x)) == ([1, 2], [3, 0])
    assert (
        picture.alt == "Industry of the 3 largest, and of the 3 best: Law 1 and 3; unknown 2 and 0."
    )


def effort_of(customers):
    found = effort.of(customers)
    shown = figures_effort.thinned(figures_effort.drawable(found.customers))
    return figures_effort.effort_chart(shown, found.per_revenue, ("x", "y"), "Said").figure


def test_each_kind_has_its_mark_and_the_average_is_a_line_of_its_slope():
    # effort 10 + 30 + 60 for 100 + 300 + 100 of revenue: 20 for each 100
    customers = frame([0.0] * 3, [100.0, 300.0, 100.0], margin=[50.0] * 3)
    figure = effort_of(customers.assign(cost_to_serve=[10.0, 30.0, 60.0]))
    average, loses, less = figure.data
    assert np.array(average.y) == pytest.approx(0.2 * np.array(average.x))
    assert average.name == "Average effort"
    assert (list(loses.x), list(loses.y), list(loses.text)) == ([100], [60], ["Customer 2"])
    assert list(less.text) == ["", ""]
    assert (loses.marker.symbol, less.marker.symbol) == ("triangle-up", "circle")
    assert figure.layout.xaxis.type == figure.layout.yaxis.type == "log"


def test_what_has_no_place_on_scales_of_ten_is_left_to_the_table():
    customers = frame([1.0] * 3, [10.0, -3.0, 10.0], cost_to_serve=[0.0, 5.0, 5.0])
    assert len(figures_effort.drawable(effort.of(customers).customers)) == 1
    nothing = frame([math.nan], [10.0], margin=[math.nan], cost_to_serve=[5.0])
    assert len(effort_of(nothing).data) == 2


def test_of_many_the_worst_and_an_even_sample_are_drawn():
    count = 5_000
    customers = many(count).assign(
        revenue=np.arange(1.0, count + 1), cost_to_serve=np.where(np.arange(count) % 10, 1.0, 900.0)
    )
    found = effort.of(customers).customers
    shown = figures_effort.thinned(found)
    assert len(shown) == shown["customer_id"].nunique() == figures.POINTS
    half = figures.POINTS // 2
    assert set(found.nlargest(half, "beyond")["customer_id"]) <= set(shown["customer_id"])
    others = shown.iloc[half:]
    assert others["revenue"].diff().dropna().between(15, 25).all()  # 4,750 others, every 19th
    assert len(effort_of(customers).to_json()) < 200_000


def test_ticks_are_round_amounts_and_closer_where_customers_are():
    near = frame([1.0, 1.0], [150.0, 900.0], margin=[9.0, 9.0], cost_to_serve=[3.0, 8.0])
    assert {"200", "500", "1 k"} <= set(effort_of(near).layout.xaxis.ticktext)
    far = frame([1.0, 1.0], [1.5, 1e6], margin=[9.0, 9.0], cost_to_serve=[3.0, 8.0])
    assert {"10 k", "100 k", "1 M"} <= set(effort_of(far).layout.xaxis.ticktext)
    assert "200" not in effort_of(far).layout.xaxis.ticktext


def test_no_name_lies_over_another():
    # a and b stand on one spot, c far below
    losing = frame([-9.0, -8.0, -7.0], [10.0, 10.0, 1000.0], margin=[1.0, 2.0, 0.0])
    figure = effort_of(losing.assign(cost_to_serve=[10.0, 10.0, 7.0]))
    assert sorted(figure.data[1].text) == ["", "Customer 0", "Customer 2"]
