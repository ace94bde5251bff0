"""Effort against revenue on the page, without a browser."""

from datetime import date

import pandas as pd

from icp import db
from tests.conftest import book
from tests.test_status_panel import said
from tests.test_whale_panel import FOUR, fill, show


def test_the_answer_comes_first_with_the_break_even_of_the_worst(app):
    # all four began on 1 June and the day is 2 June: one month, so 30 more a month for d
    fill(app, FOUR)
    at = show(app, "effort")
    assert not at.exception
    assert at.subheader[0].value.replace("\\", "") == (
        "2 of 4 customers take more than they bring: 50 in all (estimate)."
    )
    told = said(at, "markdown")
    assert "d would break even at 30 more a month, c at 20." in told
    assert "On average 43 of effort go with each 100 of revenue." in told  # 190 for 440
    bands, everyone = (one.value for one in at.dataframe)
    assert list(bands["band"]) == ["under 100", "100 and more"]
    assert list(bands["effort_per_100"].round()) == [43, 43]  # 60 of 140, 130 of 300
    assert list(everyone["name"])[:2] == ["d", "c"]
    assert "an hour of support at 10 (known for 4 of 4)" in said(at, "caption")


def test_kinds_of_customers_are_picked(app):
    fill(app, FOUR)
    at = show(app, "effort")
    at.button_group(key="effort_shown").set_value(["loses"]).run()
    assert list(at.dataframe[1].value["name"]) == ["d", "c"]


def test_who_would_not_gain_by_a_higher_price_is_shown_beside_a_customer_of_old(app):
    fill(app, FOUR | {"x": (100, 0, 5)})  # 50 is left of the 100
    with db.open(app.filled.path) as conn, db.transaction(conn):
        book(conn, [("old", "e", date(2023, 1, 1), 10)])
    at = show(app, "effort")
    at.button_group(key="effort_shown").set_value(["more"]).run()
    assert not at.exception
    [shown] = at.dataframe[1].value.to_dict("records")
    assert (shown["name"], shown["left"]) == ("x", 50)
    assert pd.isna(shown["break_even_month"])


def test_without_rates_or_support_it_says_what_to_bring(app):
    at = show(app, "effort")
    assert "upload a support file" in said(at, "info")
    assert not at.dataframe
    fill(app, FOUR, rate=None)
    assert "Enter below what an hour" in said(show(app, "effort"), "info")


def test_the_unknown_are_counted_apart_and_one_customer_is_enough(app):
    fill(app, {"a": (10, None, 1), "b": (9, 1, None)})
    at = show(app, "effort")
    assert not at.exception
    assert "Left out: 1 customer whose cost to serve is not known" in said(at, "warning")
    assert "is not known of 1 customer: an order" in said(at, "warning")


def test_nobody_takes_more_is_said(app):
    fill(app, {"a": (100, 1, 1), "b": (90, 1, 0), "c": (-5, 0, 0)})
    at = show(app, "effort")
    assert "1 of 3 customers takes more than they bring\\: 5" in at.subheader[0].value
    assert "Too few customers have both revenue and effort" in said(at, "caption")
    fill(app, {"a": (100, 1, 1), "b": (90, 1, 0)})
    assert show(app, "effort").subheader[0].value.startswith("Nobody takes more than they bring")


def test_what_it_cost_to_win_them_counts_when_it_is_asked_for(app):
    fill(app, FOUR)
    with db.open(app.filled.path) as conn, db.transaction(conn):
        for at, (who, cost) in enumerate({"a": "500", "b": "1"}.items()):
            conn.execute(
                "insert into customer_rows (import_id, row_no, customer_id) values (2, ?, ?)",
                [at, who],
            ).fetchall()
            conn.execute(
                "insert into attributes values (2, ?, 'Cost to acquire', ?)", [who, cost]
            ).fetchall()
        conn.execute("update meta set data_version = data_version + 1").fetchall()
    at = show(app, "effort")
    assert "2 of 4" in at.subheader[0].value
    at.toggle(key="effort_acquire").set_value(True).run()
    assert (
        at.subheader[0]
        .value.replace("\\", "")
        .startswith(
            "3 of 4 customers take more than they bring: 490"  # a: 60 - 500
        )
    )
    assert set(at.dataframe[1].value["parts"]) == {"to serve", "to serve and to win"}
