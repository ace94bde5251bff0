"""What people typed about customers: kept entry by entry, the latest counts."""

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from icp import customer, daily, db, errors, judgements, overview, slices, standards, writer
from tests.conftest import App, book
from tests.test_typed import section

NOW = datetime(2026, 11, 22, 9)


@pytest.fixture
def listed(empty):
    """One listed customer that never bought, and one own column."""
    empty.execute(
        "insert into customer_rows (import_id, row_no, customer_id, name, industry, employees)"
        " values (1, 1, 'a', 'Acme', 'Law', '43'), (1, 2, 'b', 'Bolt', null, null)"
    )
    standards.refresh(empty)
    empty.execute("insert into attributes values (1, 'a', 'Result they get', 'high')")
    return empty


def save(conn, customer_id, trait, value):
    judgements.save(conn, customer_id, trait, value, NOW)


def of(conn, *ids):
    return judgements.current(conn, ids)


def test_a_typed_value_wins_over_the_file_and_says_so(listed):
    save(listed, "a", "industry", "Notary")
    save(listed, "b", "employees", "12")
    save(listed, "a", "Support", "heavy")
    save(listed, "a", "Result they get", "low")
    assert customer.known(listed, "a") == {
        "Industry": "Notary (typed by you)",
        "Employees": "43",
        "Support": "heavy (typed by you)",
        "Result they get": "low (typed by you)",
    }
    assert customer.known(listed, "b") == {"Employees": "12 (typed by you)"}
    assert listed.execute("from customer_traits order by all").fetchall() == [
        ("a", "Result they get", "low"),
        ("a", "Support", "heavy"),
        ("a", "employees", "10-49 people"),
        ("a", "industry", "Notary"),
        ("b", "employees", "10-49 people"),
    ]
    assert dict(overview.known(listed)[["fact", "customers"]].values) == {
        "employees": 2,
        "industry": 1,
    }


def test_what_is_known_is_given_of_those_who_were_asked_about(listed):
    save(listed, "b", "industry", "Retail")
    save(listed, "b", "Result they get", "low")
    listed.execute("insert into attributes values (1, 'a', 'Color', 'red')")
    assert of(listed, "a") == {
        ("a", "industry"): "Law",
        ("a", "employees"): "43",
        ("a", "Result they get"): "high",
    }
    assert of(listed, "b") == {
        ("b", "industry"): "Retail",
        ("b", "Result they get"): "low",
    }


def test_the_latest_entry_counts_and_all_are_kept(listed):
    for value in ("light", "heavy", "normal"):
        save(listed, "a", "Support", value)
    assert of(listed, "a")["a", "Support"] == "normal"
    kept = listed.execute("select seq, value, saved_at from judgements order by seq").fetchall()
    assert kept == [(1, "light", NOW), (2, "heavy", NOW), (3, "normal", NOW)]


def test_an_emptied_cell_is_unknown_whatever_the_file_says(listed):
    for trait in ("industry", "employees", "Result they get"):
        save(listed, "a", trait, None)
    assert of(listed, "a", "b") == {}
    assert customer.known(listed, "a") == {}
    assert listed.execute("from customer_traits").fetchall() == []


def test_traits_have_the_same_words_from_files_and_hands(listed):
    save(listed, "b", "Result they get", "high")
    frame = slices.values(listed, "Result they get")
    assert frame.values.tolist() == [["a", "high"], ["b", "high"]]


@pytest.mark.parametrize(
    ("trait", "value", "sentence"),
    [
        ("Support", "awful", "type light, normal, heavy"),
        ("Glad when they call", "6", "type 1, 2, 3, 4, 5"),
        ("employees", "many", "a number, or 1-9 people"),
        ("employees", "123456789", "a number"),
        ("industry", "x" * 201, "201 characters"),
        ("colour", "red", 'no field "colour"'),
    ],
)
def test_what_cannot_be_is_refused_with_the_way_out(listed, trait, value, sentence):
    with pytest.raises(errors.RuleInvalid, match=sentence):
        save(listed, "a", trait, value)
    assert db.one(listed, "select count(*) from judgements") == 0


def test_every_entry_is_a_new_version_of_the_data(listed):
    before = db.data_version(listed)
    save(listed, "a", "Support", "light")
    assert db.data_version(listed) == before + 1


ENTRIES = st.lists(
    st.tuples(
        st.sampled_from("ab"),
        st.sampled_from(["Support", "industry", "Result they get"]),
        st.sampled_from(["light", "normal", None]),
    ),
    max_size=12,
)


@settings(max_examples=20, deadline=None)
@given(entries=ENTRIES)
def test_what_counts_is_what_a_notebook_of_last_words_would_say(entries):
    notebook = {("a", "industry"): "Law", ("a", "Result they get"): "high"}
    choices = {"light": "low", "normal": "fair"}
    with db.open(":memory:") as conn:
        conn.execute(
            "insert into customer_rows (import_id, row_no, customer_id, industry)"
            " values (1, 1, 'a', 'Law'), (1, 2, 'b', null)"
        )
        standards.refresh(conn)
        conn.execute("insert into attributes values (1, 'a', 'Result they get', 'high')")
        for customer_id, trait, word in entries:
            value = choices.get(word) if trait == "Result they get" else word
            save(conn, customer_id, trait, value)
            notebook[customer_id, trait] = value
        known = {cell: value for cell, value in notebook.items() if value}
        assert judgements.current(conn, ["a", "b"]) == known


def orders(*lines):
    return [(str(n), *line) for n, line in enumerate(lines, start=1)]


def test_the_sheet_holds_the_largest_and_the_long_silent_of_the_larger_ones(empty, monkeypatch):
    monkeypatch.setattr(judgements, "TOP", 2)
    monkeypatch.setattr(judgements, "QUIET", 4)
    book(
        empty,
        orders(
            ("big", date(2026, 10, 1), 500),
            ("mid", date(2026, 1, 2), 750),  # silent for months, but among the largest
            ("late", date(2025, 10, 31), 9_000),  # a day before the 12 months
            ("gone", date(2024, 3, 1), 800),
            ("lost", date(2023, 3, 1), 700),
            ("tiny", date(2022, 1, 1), 1),  # silent longest, but among the smaller half
            ("small", date(2026, 6, 1), 2),
            ("back", date(2026, 10, 1), 600),
            ("back", date(2026, 10, 9), -590),
        ),
    )
    sheet = judgements.sheet(empty, date(2026, 11, 1))
    assert [(row.Index, row.group, row.money) for row in sheet.itertuples()] == [
        ("mid", "top", 750),
        ("big", "top", 500),
        ("lost", "quiet", 700),
        ("gone", "quiet", 800),
        ("late", "quiet", 9_000),
    ]
    monkeypatch.setattr(judgements, "QUIET", 1)
    assert list(judgements.sheet(empty, date(2026, 11, 1)).index) == ["mid", "big", "lost"]


def test_quiet_means_nothing_bought_for_six_months(empty, monkeypatch):
    monkeypatch.setattr(judgements, "TOP", 1)
    book(
        empty,
        orders(
            ("big", date(2026, 10, 1), 1000),
            ("a", date(2026, 4, 29), 100),
            ("b", date(2026, 4, 30), 100),
            *((f"tiny {n}", date(2026, 1, 1), 1) for n in range(4)),
        ),
    )
    sheet = judgements.sheet(empty, date(2026, 10, 31))
    assert list(sheet.index) == ["big", "a"]


def test_an_entry_does_not_disturb_an_import_that_is_running(app):
    path = app.filled.path
    with db.open(path) as conn, db.transaction(conn):
        daily.refresh(conn)

        def change(other):
            judgements.save(other, "c1", "Support", "light", NOW)

        writer.submit(path, change).result()
    with db.open(path) as conn:
        assert judgements.current(conn, ["c1"]) == {("c1", "Support"): "light"}


def test_the_page_shows_the_customers_to_fill_in_and_what_is_known(app):
    with db.open(app.filled.path) as conn, db.transaction(conn):
        judgements.save(conn, "c12", "Glad when they call", "5", NOW)
    at = section(app, "gaps", App.FILLED)
    assert not at.exception
    assert any("the 12 customers with the most revenue" in one.value for one in at.markdown)
    assert any("Saved 1 of 72." in one.value for one in at.caption)
    frame = at.data_editor[0].value
    assert frame["Glad when they call"].dropna().tolist() == ["5"]


def test_without_orders_the_page_says_what_to_do(app):
    at = section(app, "gaps", App.EMPTY)
    assert "There are no orders yet" in at.info[0].value
