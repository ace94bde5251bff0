"""The chart of the best customers on the page, without a browser."""

import io
from datetime import datetime

import openpyxl
import pandas as pd
import pytest
import streamlit as st

from icp import chart_hand, costs, db, export, sorting
from icp.chart_rows import ROWS
from tests.conftest import App, book
from tests.test_status_panel import fill, said
from ui import icp_chart_out

NOW = datetime(2026, 11, 2, 9)
SPENT = "Average spent per year"


def show(app, data=App.FILLED):
    at = app.visit("drivers", data)
    return at.segmented_control(key="drivers_view").set_value("chart").run()


def table(at):
    """The chart as text: a row each of the eleven, a column each customer."""
    frame = at.table[0].value.map(lambda text: text.replace("\\", ""))
    return frame.rename(columns=lambda name: name.replace("\\", ""))


def write(app, *entries):
    with db.open(app.filled.path) as conn, db.transaction(conn):
        for cell, value in entries:
            chart_hand.write(conn, cell, value, NOW, "Ann")


def test_the_five_largest_stand_side_by_side(app):
    # the twelve customers have three or four orders each in the 12 months before 28 August 2025:
    # c12 orders 23, 35, 47, 59 = 564; c11 438, c10 435, c9 432, c8 429 (three orders each)
    at = show(app)
    assert not at.exception
    chart = table(at)
    assert list(chart.columns) == ["c12", "c11", "c10", "c9", "c8", "In common"]
    assert len(chart) == 11
    assert chart.loc[SPENT].tolist()[:5] == ["564", "438", "435", "432", "429"]
    assert chart.loc["Average spent per month", "c12"] == "47"
    assert (chart.loc["Industry"].iloc[:5] == "").all()
    assert chart.loc[SPENT, "In common"] == "200 to 500 (4 of 5)"
    assert chart.loc["Industry", "In common"] == "5 of 5 unknown"


def serve(app, hours):
    """Twelve customers whose orders cost nothing, served for so many hours at 100 each."""
    with db.open(app.filled.path) as conn, db.transaction(conn):
        conn.execute("update order_lines set cost = 0")
        conn.executemany(
            "insert into feedback_rows (import_id, row_no, feedback_id, customer_id, given_on,"
            " hours) values (9, ?, ?, ?, date '2025-08-01', ?)",
            [(n, f"f{n}", f"c{n}", hours.get(f"c{n}", 0)) for n in range(1, 13)],
        )
        book(conn, [])
        costs.save(conn, costs.Rates(hours=100))


def test_who_loses_money_among_the_largest_is_named_with_the_way_to_most_profit(app):
    assert "icp_chart_most_profit" not in [one.key for one in show(app).button]
    serve(app, {"c12": 6, "c11": 4, "c9": 50, "c1": 90})  # 564 - 600, 438 - 400, 432 - 5,000
    at = show(app)
    assert said(at, "warning") == (
        "2 of these 5 lose money once what serving them costs is taken off (estimate, 12 months): "
        "c9, c12."
    )
    at.button(key="icp_chart_most_profit").click().run()
    assert at.segmented_control(key="icp_chart_by").value == "left"
    # c10 435, c8 429; the others have smaller orders of as many
    assert list(table(at).columns)[:2] == ["c10", "c8"]
    assert not at.warning


def test_what_they_have_in_common_can_come_first(app):
    at = show(app)
    before = table(at)
    at.toggle(key="icp_chart_common_first").set_value(True).run()
    after = table(at)
    assert list(after.columns) == ["In common", "c12", "c11", "c10", "c9", "c8"]
    assert after[list(before.columns)].equals(before)


def test_three_to_ten_can_be_shown(app):
    at = show(app)
    at.number_input(key="icp_chart_count").set_value(10).run()
    assert len(table(at).columns) == 11
    at.number_input(key="icp_chart_count").set_value(3).run()
    assert list(table(at).columns) == ["c12", "c11", "c10", "In common"]


@pytest.mark.parametrize(("typed", "shown"), [(500, 10), (-5, 3)])
def test_a_number_that_does_not_go_is_answered_in_a_sentence(app, typed, shown):
    at = show(app)
    at.number_input(key="icp_chart_count").set_value(typed).run()
    assert f"A chart takes 3 to 10 customers: it shows {shown}." in [
        one.value for one in at.warning
    ]
    assert len(table(at).columns) == shown + 1


def test_profit_and_the_ideal_list_say_what_they_need(app):
    at = show(app)
    at.segmented_control(key="icp_chart_by").set_value("left").run()
    assert "upload orders with a column of cost" in said(at, "info")
    at.segmented_control(key="icp_chart_by").set_value("ideal").run()
    assert "sort some customers as good" in said(at, "info")
    with db.open(app.filled.path) as conn, db.transaction(conn):
        one = sorting.Sort("c3", "good", ("refers others to us",))
        sorting.save(conn, [one], "Ann", NOW)
    at.segmented_control(key="icp_chart_by").set_value("revenue").run()
    at.segmented_control(key="icp_chart_by").set_value("ideal").run()
    assert list(table(at).columns) == ["c3", "In common"]
    assert "There is only 1." in said(at, "caption")


def test_hand_picking_begins_with_those_that_were_shown(app):
    at = show(app)
    at.segmented_control(key="icp_chart_by").set_value("picked").run()
    assert at.multiselect(key="icp_chart_picked").value == ["c12", "c11", "c10", "c9", "c8"]
    at.multiselect(key="icp_chart_picked").set_value(["c1", "c12"]).run()
    assert list(table(at).columns) == ["c1", "c12", "In common"]
    at.multiselect(key="icp_chart_picked").set_value([]).run()
    assert "Pick the customers" in said(at, "info")


def test_a_fan_who_was_left_out_is_added_with_one_click(app):
    with db.open(app.filled.path) as conn, db.transaction(conn):
        conn.execute(
            "insert into customer_rows (import_id, row_no, customer_id, name, nps, referred_by)"
            " values (1, 1, 'c1', 'Quiet *One*', 10, null), (1, 2, 'c2', 'Two', null, 'c1')"
        ).fetchall()
        book(conn, [])
    at = show(app)
    nudge = next(one.value for one in at.markdown if "- Quiet" in one.value).replace("\\", "")
    # c2 has orders 25, 37 and 49 in the 12 months: 125 + 137 + 149
    assert nudge.startswith(
        "- Quiet *One*, rank 12 by revenue, sent you 1 company, which brought 411"
    )
    assert "answered 10 of 10" in nudge
    at.button(key="icp_chart_add_0").click().run()
    assert at.segmented_control(key="icp_chart_by").value == "picked"
    chart = table(at)
    assert list(chart.columns)[:6] == ["c12", "c11", "c10", "c9", "c8", "Quiet *One*"]
    assert chart.loc["Have they referred you?", "Quiet *One*"] == "yes"
    assert not any("- Quiet" in one.value for one in at.markdown)


def test_what_was_written_by_hand_is_marked_and_can_be_taken_back(app):
    write(app, (("c12", "industry"), "Law"), (("c12", "per_year"), "500-600"))
    write(app, (("c11", "industry"), "Law"), (("c10", "industry"), "Law"))
    at = show(app)
    chart = table(at)
    assert chart.loc["Industry", "c12"] == "Law :material/edit:"
    assert chart.loc[SPENT, "c12"] == "500-600 :material/edit:"
    assert chart.loc["Industry", "In common"] == "Law (3 of 5), 2 unknown"
    told = [one.value.replace("\\", "") for one in at.markdown]
    assert "c12, average spent per year: 500-600 (Ann, 2 Nov 2026); the data say 564." in told
    assert "c12, industry: Law (Ann, 2 Nov 2026); the data don't say." in told
    place = next(
        n
        for n in range(4)
        if "per year" in told[told.index("**Written by hand**: 4 cells") + 1 + n]
    )
    at.button(key=f"icp_chart_back_{place}").click().run()
    assert table(at).loc[SPENT, "c12"] == "564"
    assert "**Written by hand**: 3 cells" in [one.value for one in at.markdown]


def test_clients_have_their_numbers_instead_of_names(app):
    at = show(app)
    at.segmented_control(key="icp_chart_called").set_value("numbers").run()
    called = list(table(at).columns)[:5]
    with db.open(app.filled.path) as conn:
        numbers = dict(conn.execute("from client_numbers").fetchall())
    assert called == [f"Client #{numbers[f'c{n}']}" for n in (12, 11, 10, 9, 8)]


def test_hand_written_names_and_amounts_are_hidden_with_the_rest(app):
    write(
        app,
        (("c12", "referred"), "yes, sent us c11 and Big Customer"),
        (("c12", "per_year"), "123,456"),
        (("c11", "per_year"), "lots: 7 thousand dollars"),
        (("c10", "own_revenue"), "1.23M-4.56M"),
    )
    with db.open(app.filled.path) as conn, db.transaction(conn):
        conn.execute(
            "insert into customer_rows (import_id, row_no, customer_id, name)"
            " values (1, 1, 'c1', 'Big customer')"
        ).fetchall()
        book(conn, [])
    at = show(app)
    at.toggle(key="hide_names").set_value(True).run()
    at.toggle(key="hide_amounts").set_value(True).run()
    assert not at.exception
    chart = table(at)
    assert all(name.startswith("Client #") for name in chart.columns[:5])
    assert chart.loc["Have they referred you?"].iloc[0] == "hidden :material/edit:"
    assert chart.loc[SPENT].tolist()[:3] == [
        "100 k to 200 k :material/edit:",
        "hidden :material/edit:",
        "200 to 500",
    ]
    assert chart.loc["Average revenue, their own"].iloc[2] == "1 M to 2 M :material/edit:"


def test_files_are_made_after_the_page_is_drawn(app, monkeypatch):
    # as in the running app, where whoever makes them has no session
    asked = {}
    plain = st.download_button

    def button(label, *args, data, **options):
        asked[label] = data
        return plain(label, *args, data=b"x", **options)

    monkeypatch.setattr(st, "download_button", button)
    write(app, (("c12", "industry"), "=1+1"))
    assert not show(app).exception
    assert asked["Download PDF, one page"]().count(b"/Type/Page/") == 1
    sheet = openpyxl.load_workbook(io.BytesIO(asked["Download XLSX"]())).active
    assert [cell.value for cell in sheet[1]] == [
        "Customer",
        "c12",
        "c11",
        "c10",
        "c9",
        "c8",
        "In common",
    ]
    assert (sheet["A3"].value, sheet["B3"].value) == ("Industry", "=1+1*")
    assert sheet["B3"].data_type == "s"


def test_a_customer_is_opened_and_the_way_back_leads_here(app):
    at = show(app)
    at.selectbox(key="icp_chart_open").set_value("c11").run()
    assert at.title[0].value == "c11"
    at.switch_page("../pages/drivers.py").run()
    assert at.title[0].value == "Your best customers"
    assert at.segmented_control(key="drivers_view").value == "chart"
    assert not at.exception


def test_downloads_have_no_formulas_and_unlike_names():
    assert icp_chart_out.apart(["a", "b", "a", "a (2)", "a"]) == [
        "a",
        "b",
        "a (2)",
        "a (2) (2)",
        "a (3)",
    ]
    frame = pd.DataFrame({"Customer": ["Industry"], "=1+1": ["@sum"], "In common": ["-x"]})
    text = export.csv(frame).decode("utf-8-sig")
    assert text == "Customer,'=1+1,In common\r\nIndustry,'@sum,'-x\r\n"


def test_it_answers_with_few_and_with_many_customers(app):
    for customers, columns in ((1, 2), (3, 4), (250, 6)):
        fill(app, customers)
        at = show(app)
        assert not at.exception
        assert not at.error
        assert len(at.table[0].value.columns) == columns


def test_with_deals_alone_it_asks_for_orders(app):
    with db.open(app.folder / f"{App.EMPTY}.duckdb") as conn:
        conn.execute(
            "insert into deal_rows (import_id, row_no, deal_id, outcome) values (1, 1, 'd', 'won')"
        )
    at = show(app, App.EMPTY)
    assert not at.exception
    assert "Upload them, and your best customers side by side appear here." in said(at, "info")


# ---- the grid


def typed(at, row, customer_id, text, *others):
    """Type into the grid: (row, customer_id, text), and further ones."""
    key = at.session_state["icp_chart_grid"].key
    given = [(row, customer_id, text), *others]
    edited = {}
    for name, one, words in given:
        edited.setdefault(list(ROWS).index(name), {})[one] = words
    at.session_state[key] = {"edited_rows": edited, "added_rows": [], "deleted_rows": []}
    return at.run()


NOBODY = None  # no name was given


def kept(app):
    with db.open(app.filled.path) as conn:
        found = chart_hand.current(conn, [f"c{n}" for n in range(13)])
    return {cell: (one.value, one.author) for cell, one in found.items()}


def test_what_is_typed_is_saved_with_its_author_and_shown_at_once(app):
    at = show(app)
    at.text_input(key="icp_chart_author").set_value("Ben").run()
    typed(at, "industry", "c12", " Law ", ("employees", "c11", "40-60"))
    assert kept(app) == {
        ("c12", "industry"): ("Law", "Ben"),
        ("c11", "employees"): ("40-60", "Ben"),
    }
    chart = table(at)
    assert chart.loc["Industry", "c12"] == "Law :material/edit:"
    assert chart.loc["Number of employees", "c11"] == "40-60 :material/edit:"


def test_the_grid_stays_the_same_while_one_types(app):
    at = show(app)
    key = at.session_state["icp_chart_grid"].key
    typed(at, "industry", "c12", "Law")
    assert at.session_state["icp_chart_grid"].key == key
    typed(at, "industry", "c12", "Law", ("industry", "c11", "Retail"))
    assert at.session_state["icp_chart_grid"].key == key
    assert set(kept(app)) == {("c12", "industry"), ("c11", "industry")}


def test_an_emptied_cell_is_blank_and_what_the_data_say_needs_no_hand(app):
    at = show(app)
    typed(at, "per_year", "c12", None)
    assert kept(app) == {("c12", "per_year"): (None, NOBODY)}
    assert table(at).loc[SPENT, "c12"].strip() == ":material/edit:"
    told = [one.value.replace("\\", "") for one in at.markdown]
    assert any("average spent per year: left blank" in one for one in told)
    typed(at, "per_year", "c12", "564")
    assert kept(app) == {}
    typed(at, "industry", "c12", "Law")
    typed(at, "industry", "c12", None)
    assert kept(app) == {}  # the data say nothing either


def test_a_text_that_is_too_long_is_refused_and_said(app):
    at = show(app)
    typed(at, "industry", "c12", "x" * 201)
    assert "so it was not saved: shorten it" in said(at, "error")
    assert kept(app) == {}
    assert table(at).loc["Industry", "c12"] == ""


def test_with_names_hidden_it_is_saved_for_the_right_customer(app):
    at = show(app)
    at.toggle(key="hide_names").set_value(True).run()
    first = at.table[0].value.columns[0].replace("\\", "")
    typed(at, "industry", first, "Law")
    assert kept(app) == {("c12", "industry"): ("Law", NOBODY)}
