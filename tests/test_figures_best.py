"""Figures of a no, of who sent whom and of won deals: what they show and what a click carries."""

import pandas as pd

from ui import figures_referrals, figures_say_no, figures_win_rates

ROW = {"low": 0.1, "high": 0.9, "share": 0.5, "within": None, "known": 20, "ideal_known": 7}


def test_a_no_has_two_sides_and_the_unsure_is_pale():
    shown = pd.DataFrame(
        {
            "title": ["Agreement", "Place"],
            "value": ["<b>Hours</b>", "Here"],
            "n": [9, 8],
            "ideal_n": [5, 2],
            "good_n": [0, 6],
            "verdict": ["strong", "can't tell"],
        }
    )
    picture = figures_say_no.both_sides(shown, "A<br>B", "Spared", "Lost")
    left, right = picture.figure.data
    assert (list(left.x), list(right.x)) == ([-5, -2], [0, 6])
    assert list(left.marker.opacity) == [1, 0.45]
    assert [place for place, _ in left.customdata] == [0, 1]
    assert "<b>" not in picture.figure.layout.yaxis.ticktext[0].replace("<br>", "")
    assert "5 spared, 0 lost" in picture.figure.layout.yaxis.ticktext[0]
    assert picture.alt == "A, B: Agreement: <b>Hours</b> 5 and 0; Place: Here 2 and 6."


def test_each_piece_is_a_customer_who_was_sent_and_those_who_bring_nothing_have_none():
    pairs = pd.DataFrame(
        {
            "referrer_id": ["a", "a", "a", "b"],
            "referrer": ["Ann", "Ann", "Ann", "Bob"],
            "customer_id": ["x", "y", None, "z"],
            "name": ["X", "Y", "Never bought", "Z"],
            "money": [30.0, 20.0, None, 0.0],
        }
    )
    picture = figures_referrals.chains(pairs, "Sent", "in 12 months")
    [bars] = picture.figure.data
    assert (list(bars.x), list(bars.y)) == ([30, 20], [0, 0])
    assert [tuple(one) for one in bars.customdata] == [("X", "x"), ("Y", "y")]
    assert picture.alt == "Sent: Ann 2, 50."


def test_won_deals_show_their_interval_and_days_and_unknown_days_are_said():
    shown = pd.DataFrame(
        [
            {"value": "Fair", "n": 4, "ideal_n": 2, "days": 34.0, "days_n": 2, "verdict": "strong"},
            {"value": "Web", "n": 4, "ideal_n": 2, "days": None, "days_n": 0, "verdict": "likely"},
        ]
    ).assign(**ROW)
    picture = figures_win_rates.rates(shown, 0.25, "Won")
    [points] = picture.figure.data
    assert [round(one, 6) for one in points.error_x.array] == [0.4, 0.4]
    assert list(picture.figure.layout.yaxis.ticktext) == [
        "Fair<br>2 of 4 · 34 days",
        "Web<br>2 of 4 · days unknown",
    ]
    assert picture.alt == (
        "Won. All together 25 %. Fair 2 of 4, 34 days; Web 2 of 4, days unknown."
    )
