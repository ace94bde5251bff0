"""Sorting by hand on the page, without a browser."""

from datetime import datetime

import pytest

from icp import db, sorting, standards
from icp.sorting import Sort
from tests.conftest import App, book
from ui import sort_one

AT = datetime(2026, 11, 22, 9)


@pytest.fixture(autouse=True)
def _no_double_clicks(monkeypatch):
    monkeypatch.setattr(sort_one, "TOO_SOON", 0.0)


def begin(app, who="Ann", view="one", data=App.FILLED):
    at = app.visit("segmentation", data)
    at.segmented_control(key="segmentation_view").set_value("sort").run()
    if view != "one":
        at.segmented_control(key="sort_view").set_value(view).run()
    if who:
        at.text_input(key="sort_name").set_value(who)
        at.button(key="sort_begin").click().run()
    assert not at.exception
    return at


def press(at, name):
    next(one for one in at.button if one.label == name).click()
    return at.run()


def shown(at):
    """The name on the card."""
    return at.subheader[0].value


def said(at):
    return " ".join(str(one.value) for one in [*at.markdown, *at.caption]).replace("\\", "")


def kept(app, who="Ann"):
    with db.open(app.filled.path) as conn:
        return {one: sort.verdict for one, sort in sorting.by(conn, who).items()}


def test_one_tap_sorts_a_customer_and_shows_the_next_largest(app):
    at = begin(app)
    # the last order of c12 is the largest, 159; 12 months back it has 123, 135, 147 and 159
    assert shown(at) == "c12"
    assert "Customer 1 of 12" in str(at.get("progress")[0].proto)
    assert shown(press(at, "Good")) == "c11"
    assert shown(press(at, "Bad")) == "c10"
    assert kept(app) == {"c12": "good", "c11": "bad"}
    assert "c11** is bad" in said(at)


def test_undo_shows_the_customer_before_again_and_skipped_ones_come_back_at_the_end(app):
    at = begin(app)
    press(press(at, "Skip"), "OK")
    assert kept(app) == {"c12": "skipped", "c11": "ok"}
    assert shown(press(at, "Undo")) == "c11"
    assert shown(press(at, "Undo")) == "c12"
    assert next(one for one in at.button if one.label == "Undo").disabled
    press(at, "Skip")
    for _ in range(11):
        press(at, "Good")
    assert shown(at) == "c12"
    assert shown(press(at, "OK")) == "Done: 11 good, 1 OK, 0 bad."


def test_reasons_a_note_and_what_to_do_are_kept_with_the_one_just_sorted(app):
    at = press(begin(app), "Bad")
    at.pills[0].set_value(["rude"]).run()
    at.pills[1].set_value("reprice").run()
    at.text_area[0].set_value("ask Ben").run()
    own = next(one for one in at.text_input if one.label == "Another reason")
    own.set_value("pays late").run()
    assert at.pills[0].value == ["rude", "pays late"]
    with db.open(app.filled.path) as conn:
        one = sorting.by(conn, "Ann")["c12"]
    assert (one.reasons, one.action, one.note) == (("rude", "pays late"), "reprice", "ask Ben")
    press(at, "Bad")
    assert "pays late" in at.pills[0].options
    assert at.pills[0].value == []
    press(at, "Undo")
    assert at.pills[0].value == ["rude", "pays late"]
    press(at, "Undo")
    assert kept(app) == {}


def test_ok_can_be_looked_at_again_sooner(app):
    at = press(begin(app), "OK")
    assert "Look again on" in at.pills[1].label
    with db.open(app.filled.path) as conn:
        before = sorting.by(conn, "Ann")["c12"].look_again_on
    at.pills[1].set_value(3).run()
    with db.open(app.filled.path) as conn:
        assert sorting.by(conn, "Ann")["c12"].look_again_on < before


def test_a_reload_goes_on_where_one_was_and_everybody_sorts_on_their_own(app):
    press(begin(app), "Good")
    again = begin(app, who="ann")  # the same person, who typed the name in a hurry
    assert shown(again) == "c11"
    other = begin(app, who="Ben")
    assert shown(other) == "c12"
    press(other, "Bad")
    assert (kept(app), kept(app, "Ben")) == ({"c12": "good"}, {"c12": "bad"})


def test_a_name_is_needed_and_those_known_are_offered(app):
    at = begin(app, who="  ")
    assert "Who is sorting? Type a name" in at.error[0].value
    press(begin(app, who="Ann"), "Good")
    at = begin(app, who=None)
    assert shown(press(at, "Ann")) == "c11"


def test_the_second_half_of_a_double_click_counts_for_nobody(app, monkeypatch):
    monkeypatch.setattr(sort_one, "TOO_SOON", 60.0)
    at = begin(app)
    assert shown(press(at, "Good")) == "c12"
    assert kept(app) == {}


def test_names_from_files_are_shown_as_they_are(app):
    with db.open(app.filled.path) as conn, db.transaction(conn):
        conn.execute(
            "insert into customer_rows (import_id, row_no, customer_id, name, industry)"
            " values (9, 1, 'c12', '![x](http://evil) **Bold**', ':red[x]')"
        )
        standards.refresh(conn)
        book(conn, [])
    at = begin(app)
    assert shown(at) == r"\!\[x\]\(http" + "\N{WORD JOINER}" + r"\://evil\) \*\*Bold\*\*"
    press(at, "Good")
    assert not any("**Bold**" in str(one.value) for one in [*at.markdown, *at.caption])


def test_without_customers_the_page_says_where_to_begin(app):
    at = app.visit("segmentation", App.EMPTY)
    at.segmented_control(key="segmentation_view").set_value("sort").run()
    assert "There are no customers yet" in at.info[0].value


def test_a_list_without_orders_can_be_sorted(app):
    with db.open(app.folder / f"{App.EMPTY}.duckdb") as conn:
        conn.execute(
            "insert into customer_rows (import_id, row_no, customer_id, name)"
            " values (1, 1, 'a', 'Acme')"
        )
        standards.refresh(conn)
        conn.execute("update meta set data_version = data_version + 1")
    at = begin(app, data=App.EMPTY)
    assert shown(at) == "Acme"
    assert "No revenue in the last 12 months" in said(at)


def test_the_table_shows_what_was_sorted_and_how_much_is_left(app):
    at = press(press(press(begin(app), "Bad"), "Skip"), "OK")
    at.segmented_control(key="sort_view").set_value("table").run()
    assert not at.exception
    frame = at.data_editor[0].value
    assert list(frame["name"].head(4)) == ["c12", "c11", "c10", "c9"]
    assert [one if isinstance(one, str) else None for one in frame["verdict"].head(4)] == [
        "bad",
        None,
        "ok",
        None,
    ]
    assert "2 of 12 sorted" in said(at)
    press(at, "Undo")
    assert "1 of 12 sorted" in said(at)


def test_the_sheet_for_pen_and_paper_needs_no_name(app):
    at = begin(app, who=None, view="paper")
    assert "Download the sheet for 12 customers (PDF)" in [
        one.proto.label for one in at.get("download_button")
    ]


def test_the_ideal_list_marks_who_is_profitable_and_who_refers(app):
    with db.open(app.filled.path) as conn, db.transaction(conn):
        conn.execute("update order_lines set cost = if(customer_id = 'c12', 999, 1)")
        conn.execute(
            "insert into customer_rows (import_id, row_no, customer_id, name, nps)"
            " values (9, 1, 'c12', 'Loved & lost', 10), (9, 2, 'c11', 'Plain', 3)"
        )
        standards.refresh(conn)
        book(conn, [])
        everybody = [Sort(one, "good") for one in ("c12", "c11", "c10")]
        sorting.save(conn, [*everybody, Sort("c9", "bad")], "Ann", AT)
    at = begin(app, who=None, view="ideal")
    assert at.subheader[0].value == (
        "3 ideal customers of 3 good ones: 0 profitable and referring, 2 profitable only, "
        "1 referring only."
    )
    assert "the time they take is not taken off, as it or its cost is not known" in said(at)
    assert "Whether they refer is known for 2 of 3" in said(at)
    frame = at.dataframe[0].value.set_index("name")
    assert frame.loc["Loved & lost", ["profitable_words", "refers_words"]].tolist() == ["no", "yes"]
    assert frame.loc["c10", ["profitable_words", "refers_words"]].tolist() == ["yes", "unknown"]
    assert frame.loc["Plain", "ideal_words"] == "ideal"
    at.number_input(key="sort_least").set_value(1_000_000).run()
    assert at.subheader[0].value.startswith("1 ideal customer of 3 good ones")


def test_what_people_and_data_see_otherwise_is_listed_with_both_reasons(app):
    # c1 spends less than the average (50 points, weight 40), is 1.5 years on the books (25, 20) and
    # bought in 3 of 12 months (25, 20); of 80 that is 37.5 points: C
    with db.open(app.filled.path) as conn, db.transaction(conn):
        sorting.save(conn, [Sort("c1", "good", ("kind",)), Sort("c2", "ok")], "Ann", AT)
        sorting.save(conn, [Sort("c1", "good")], "Ben", AT)
    at = begin(app, who=None, view="tiers")
    assert at.subheader[0].value == "You call 1 customer good that the data puts in C."
    row = at.dataframe[0].value.iloc[0]
    assert (row["name"], row["you"], row["tier"]) == ("c1", "kind", "C")
    assert "bought in 3 of 12 months" in row["data"]
    at.selectbox(key="sort_cell").set_value(("ok", "C")).run()
    assert list(at.dataframe[0].value["name"]) == ["c2"]


def test_agreement_is_said_too(app):
    with db.open(app.filled.path) as conn, db.transaction(conn):
        conn.execute(
            "insert into customer_rows (import_id, row_no, customer_id, name)"
            " values (9, 1, 'new', 'New')"
        )
        standards.refresh(conn)
        book(conn, [])
        sorts = [Sort("c1", "ok"), Sort("new", "good"), Sort("undone import", "good")]
        sorting.save(conn, sorts, "Ann", AT)
    at = begin(app, who=None, view="tiers")
    assert at.subheader[0].value.startswith("You and the data agree")
    assert (
        "You call 1 customer good of whom there are no orders"
        in at.selectbox(key="sort_cell").options
    )


def test_what_follows_is_listed_the_due_ones_first(app):
    long_ago = datetime(2020, 1, 31)
    with db.open(app.filled.path) as conn, db.transaction(conn):
        sorting.save(conn, [Sort("c1", "ok"), Sort("c2", "ok", (), "so so")], "Ann", AT)
        sorting.save(conn, [Sort("c5", "ok"), Sort("c6", "good")], "Ann", long_ago)
        bad = [Sort("c3", "bad"), Sort("c4", "bad", ("rude",), action="part")]
        sorting.save(conn, bad, "Ann", AT)
    at = begin(app, who=None, view="todo")
    assert at.subheader[0].value == (
        "1 OK customer is due to be looked at again; what to do is not decided for 1 bad one."
    )
    frame = at.dataframe[0].value.set_index("name")
    assert list(frame.index) == ["c5", "c3", "c4", "c1", "c2"]
    assert frame["action"].to_dict() == {
        "c5": "look again",
        "c3": "not decided",
        "c4": "part ways",
        "c1": "look again",
        "c2": "look again",
    }
    assert frame.at["c5", "again"].date().isoformat() == "2020-07-31"
    assert frame.at["c2", "said"] == "Ann: so so"


@pytest.mark.parametrize("view", ["ideal", "tiers"])
def test_before_anybody_sorted_the_lists_say_what_to_do(app, view):
    at = begin(app, who=None, view=view)
    assert "sort some customers first, one by one" in at.info[0].value


@pytest.mark.parametrize("view", ["one", "table", "ideal", "tiers", "todo", "paper"])
def test_hidden_names_stay_hidden_in_what_was_sorted(app, view):
    with db.open(app.filled.path) as conn, db.transaction(conn):
        rows = [(n, f"c{n}", f"Zorblatt {n}") for n in range(1, 13)]
        conn.executemany(
            "insert into customer_rows (import_id, row_no, customer_id, name) values (9, ?, ?, ?)",
            rows,
        )
        standards.refresh(conn)
        book(conn, [])
        told = [Sort(f"c{n}", v, (), "Zorblatt") for n, v in enumerate(["good", "bad", "ok"], 1)]
        sorting.save(conn, told, "Ann", AT)
    at = app.visit("segmentation")
    at.toggle(key="hide_names").set_value(True).run()
    at.segmented_control(key="segmentation_view").set_value("sort").run()
    at.segmented_control(key="sort_view").set_value(view).run()
    assert not at.exception
    assert not at.get("data_editor")
    assert not at.get("download_button") or view not in ("one", "table", "paper")
    shown = [frame.value.to_csv() for frame in at.dataframe]
    assert "Zorblatt" not in said(at) + "".join(shown)
    assert (view in ("one", "table", "paper")) == any("Hide names" in one.value for one in at.info)
    assert any("Client #" in frame for frame in shown) == (view in ("ideal", "tiers", "todo"))
