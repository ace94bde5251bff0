"""The views of the page about how recently, often and much, without a browser."""

from datetime import date, timedelta

import pytest

from icp import cutting, db, saved_cuts, segment_maps, segments
from tests.conftest import App, book
from ui import state

VIEWS = ("map", "groups", "orders", "movement", "customers", "cuts", "edit")


def plain(at, *kinds):
    return " ".join(str(one.value) for kind in kinds for one in at.get(kind)).replace("\\", "")


def show(at, view):
    return at.segmented_control(key="rfm_view").set_value(view).run()


def change(app, what, *arguments):
    with db.open(app.filled.path) as conn, db.transaction(conn):
        what(conn, *arguments)


def fill(app, customers):
    """Customers with one to three orders each, the last ones a year before the others."""
    day = date(2025, 12, 31)
    lines = [
        (f"{i} {k}", f"c{i}", day - timedelta(i % 50 + 200 * k + 365 * (i % 10 == 9)), 10 + i)
        for i in range(customers)
        for k in range(1 + i % 3)
    ]
    with db.open(app.filled.path) as conn, db.transaction(conn):
        conn.execute("delete from order_lines")
        book(conn, lines)


@pytest.mark.parametrize("customers", [1, 3, 20, 300])
def test_every_view_answers_with_few_and_with_many_customers(app, customers):
    fill(app, customers)
    at = app.visit("segmentation")
    for window in ("12 months", "All"):
        at.segmented_control(key="segmentation_window").set_value(window).run()
        for view in VIEWS:
            show(at, view)
            assert not at.exception, view
            assert not at.error, view
            said = plain(at, "caption", "info")
            assert "scores become steady from about 500" in said, view
    assert ("Only " in said) == (customers < 50)


def test_the_cuts_and_the_scores_that_exist_are_said_on_every_view(app):
    at = app.visit("segmentation")
    for view in VIEWS:
        said = plain(show(at, view), "caption")
        assert "Score 5 means: bought within 60 days, 5 orders or more, more than" in said
        assert "Different scores there are: how recently" in said


def test_different_products_are_asked_for_only_where_they_have_names(app):
    at = app.visit("segmentation")
    at.selectbox(key="rfm_frequency_orders").set_value("products").run()
    assert at.info[0].value == (
        "There is no order with a named product in the last 12 months: choose more months or "
        "another day, or count orders."
    )
    with db.open(app.filled.path) as conn, db.transaction(conn):
        conn.execute("update order_lines set product = order_id")
        book(conn, [])
        conn.execute("update meta set data_version = data_version + 1")
    at.run()
    assert not at.info
    assert "different products or more" in plain(at, "caption")


def test_saved_cuts_are_offered_applied_and_deleted(app):
    cuts = cutting.Cuts((1, 2, 3, 4), (90, 91, 92, 93), (1e6, 2e6, 3e6, 4e6))
    saved = saved_cuts.SavedCuts("*Plan*", cuts, "orders", 24, date(2025, 1, 31))
    change(app, saved_cuts.save, saved, state.now())
    at = app.visit("segmentation")
    at.selectbox(key="rfm_method_b2b_services").set_value("saved: *Plan*").run()
    said = plain(at, "caption")
    assert "Score 5 means: bought within 1 day, 93 orders or more, 4,000,000 or more." in said
    assert "Made on 31 Jan 2025" in said
    assert "were made for what was bought in the last 24 months; here it is in the last 12" in said
    assert "how often 1, how much 1" in said
    show(at, "cuts")
    assert r"**\*Plan\***: made on 31 Jan 2025, in the last 24 months, for orders" in [
        one.value for one in at.markdown
    ]
    assert "rfm_cuts_save" not in {button.key for button in at.button}
    at.button(key="rfm_cuts_delete_0").click().run()
    assert not at.exception
    assert at.selectbox(key="rfm_method_b2b_services").value == "b2b_services"
    with db.open(app.filled.path) as conn:
        assert saved_cuts.listing(conn) == []


def test_the_cuts_on_the_screen_are_kept_under_a_name(app):
    at = show(app.visit("segmentation"), "cuts")
    at.button(key="rfm_cuts_save").click().run()
    assert at.error[0].value.replace("\\", "") == (
        "The cuts have no name: give them one to save them."
    )
    at.text_input(key="rfm_cuts_name").set_value("Plan").run()
    at.button(key="rfm_cuts_save").click().run()
    assert not at.error
    with db.open(app.filled.path) as conn:
        [kept] = saved_cuts.listing(conn)
    assert (kept.name, kept.frequency, kept.window_months) == ("Plan", "orders", 12)
    assert (kept.cuts.method, kept.cuts.recency) == ("b2b_services", (60, 180, 365, 730))
    assert kept.made_on == at.session_state["as_of"]
    assert "Saved: Plan" in at.selectbox(key="rfm_method_b2b_services").options


def test_a_map_of_ones_own_is_used_everywhere_and_can_be_reset(app):
    own = segment_maps.own("*Gems*", "Dear to us.", "Visit them.")
    mine = segment_maps.SegmentMap(dict.fromkeys(segments.CELLS, "*Gems*"), (own,))
    change(app, segment_maps.save, mine, state.now())
    at = app.visit("segmentation")
    assert plain(at, "subheader") == "Most are *Gems*: 12 (100 % of revenue)."
    show(at, "groups")
    assert list(at.dataframe[0].value["title"]) == ["*Gems*"]
    assert "*Gems***: Dear to us. Visit them." in plain(at, "markdown")
    assert "slid" not in plain(show(at, "movement"), "subheader")
    show(at, "edit")
    at.button(key="rfm_map_reset").click().run()
    assert not at.exception
    with db.open(app.filled.path) as conn:
        assert segment_maps.load(conn) == segment_maps.SHIPPED


def test_who_moved_adds_up_and_is_listed(app):
    # filled: 12 customers, one order each every 120 days from 15 January 2024 to 27 August 2025
    at = show(app.visit("segmentation"), "movement")
    said = plain(at, "caption")
    assert "12 customers on 28 Aug 2024" in said
    assert "With 0 new and 0 back it is 12 on 28 Aug 2025." in said
    assert "Fewer than 20 customers on one of the days: read them by name." in said
    assert "by the cuts of 28 Aug 2024" in said
    table = at.dataframe[0].value
    assert len(table) == 12
    stayed = int((table["was"] == table["now"]).sum())
    assert f"{stayed} are in the same group, {12 - stayed} in another, 0 left." in said


def test_an_earlier_day_without_orders_is_a_sentence(app):
    at = show(app.visit("segmentation"), "movement")
    at.segmented_control(key="rfm_back_3").set_value(0).run()
    [day] = [one for one in at.date_input if one.key.startswith("rfm_back_day")]
    day.set_value(date(2024, 1, 15)).run()
    assert not at.exception
    assert "1 customer on 15 Jan 2024" in plain(at, "caption")
    at = app.visit("segmentation", App.EMPTY)
    assert "There are no orders yet" in at.info[0].value
