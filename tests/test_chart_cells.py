"""The cells of the chart: what the data say, and what was written by hand over it."""

import math
from datetime import datetime

import pandas as pd
import pytest

from icp import chart_cells
from icp.chart_cells import Cell
from icp.chart_hand import Entry
from icp.chart_rows import ROWS

NOW = datetime(2026, 11, 2, 9)
NOTHING = {
    **dict.fromkeys(("employees", "industry", "business_type", "own_revenue", "location")),
    **dict.fromkeys(("distance", "distance_header", "referred", "testimonial", "money")),
    **{"months": None, "tenure_months": None, "began_before": False, "products": []},
}


def of_data(sent=0, **known):
    frame = pd.DataFrame([{"customer_id": "a", **NOTHING, **known}])
    cells = chart_cells.of_data(frame, {"a": sent})
    assert list(cells) == [("a", row) for row in ROWS]
    return {row: cell for (_, row), cell in cells.items()}


def test_there_are_the_eleven_rows_of_the_chart():
    assert len(ROWS) == 11


def test_unknown_is_blank_never_zero_or_no():
    assert all(cell == Cell() and not cell.known for cell in of_data().values())


def test_spent_is_of_12_months_or_of_the_months_since_the_first_purchase():
    old = of_data(money=24_000.0, months=12)
    assert (old["per_year"].amount, old["per_year"].months) == (24_000, None)
    assert old["per_month"].amount == 2_000
    young = of_data(money=24_000.0, months=5)
    assert (young["per_year"].amount, young["per_year"].months) == (24_000, 5)
    assert young["per_month"].amount == 4_800
    gone = of_data(money=0.0, months=12)
    assert gone["per_year"].known
    assert gone["per_year"].amount == 0


@pytest.mark.parametrize(
    ("months", "before", "text"),
    [
        (75, False, "6.3"),
        (48, False, "4"),
        (7, False, "7 months"),
        (36, True, "3+"),
        (47, True, "3+"),
        (7, True, "7+ months"),
        (1, False, "1 month"),
        (0, False, "under 1 month"),
        (0, True, None),
        (11, False, "11 months"),
        (35, False, "2.9"),
    ],
)
def test_years_have_a_plus_where_they_began_before_the_data(months, before, text):
    assert of_data(tenure_months=months, began_before=before)["years"].text == text


def test_a_distance_has_the_unit_of_its_header():
    assert of_data(location="Carrow", distance=7.0, distance_header="Miles")["location"].text == (
        "Carrow, 7 miles away"
    )
    assert of_data(distance=12.5, distance_header="Distance (km)")["location"].text == (
        "12.5 km away"
    )
    assert of_data(location="Carrow")["location"].text == "Carrow"


def test_what_they_buy_is_a_list_cut_after_five():
    bought = of_data(products=["a", "b", "c", "d", "e", "f", "g"])["purchases"]
    assert bought.text == "a, b, c, d, e and 2 more"
    assert bought.parts == ("a", "b", "c", "d", "e", "f", "g")


def test_referred_is_yes_with_how_many_or_what_was_said():
    assert of_data(sent=6)["referred"].text == "yes, 6 sent"
    assert of_data(sent=1, referred="no")["referred"].text == "yes"
    assert of_data(referred="no")["referred"].text == "no"
    assert of_data(referred="unknown")["referred"] == Cell()
    assert of_data(testimonial="they saved our week")["testimonial"].text == "yes"
    assert of_data(testimonial="no")["testimonial"].text == "no"


def test_a_number_as_own_revenue_is_money_and_a_range_stays_as_written():
    assert of_data(own_revenue="2500000")["own_revenue"].amount == 2_500_000
    band = of_data(own_revenue="1-5M")["own_revenue"]
    assert (band.text, band.amount, band.span) == ("1-5M", None, (1e6, 5e6))


@pytest.mark.parametrize(
    ("row", "text", "span"),
    [
        ("employees", "40-60", (40, 61)),
        ("employees", "about 43", (43, math.nextafter(43, 99))),
        ("employees", "250+", (250, math.inf)),
        ("own_revenue", "$2M - $4M", (2e6, 4e6)),
        ("per_year", "20-25k", (20e3, 25e3)),
        ("years", "3+ years", (3, math.inf)),
        ("location", "north side, 12 miles away", (12, math.nextafter(12, 99))),
        ("industry", "12 monkeys", None),
    ],
)
def test_ranges_may_be_written_by_hand(row, text, span):
    cell = chart_cells.by_hand(row, Entry(text, NOW, "Ann"))
    assert (cell.text, cell.span, cell.hand.author) == (text, span, "Ann")


def test_a_size_in_words_is_a_text_that_others_may_share():
    assert chart_cells.by_hand("employees", Entry("small", NOW, None)).parts == ("small",)
    assert chart_cells.by_hand("location", Entry("North side, 3 km", NOW, None)).parts == (
        "North side",
    )
    assert chart_cells.by_hand("purchases", Entry("Backup; Wifi", NOW, None)).parts == (
        "Backup",
        "Wifi",
    )
    assert chart_cells.by_hand("referred", Entry("Yes, twice", NOW, None)).parts == ("yes",)
    assert chart_cells.by_hand("referred", Entry("No, never", NOW, None)).parts == ("no",)


def test_a_hand_value_stands_over_the_data_also_a_blank_one():
    data = {("a", "industry"): Cell("Law", parts=("Law",)), ("b", "industry"): Cell("Law")}
    hand = {("a", "industry"): Entry("Retail", NOW, "Ann"), ("z", "industry"): Entry("x", NOW, "")}
    cells = chart_cells.filled(data, hand)
    assert cells["a", "industry"].text == "Retail"
    assert cells["b", "industry"] == Cell("Law")
    assert len(cells) == 2
    blank = chart_cells.filled(data, {("a", "industry"): Entry(None, NOW, "Ann")})
    assert not blank["a", "industry"].known
    assert blank["a", "industry"].hand.author == "Ann"
