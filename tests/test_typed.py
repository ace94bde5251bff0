"""Customers typed with no file at all."""

import io
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from icp import customer, db, errors, ingest, typed
from tests.conftest import App

TODAY, NOW = date(2026, 11, 22), datetime(2026, 11, 22, 9)


def save(conn, *table, on=TODAY, **answers):
    found = typed.check(conn, table, on, **answers)
    try:
        return typed.save(conn, found, NOW)
    finally:
        typed.discard(found)


def name(text, **cells):
    return {"customer_name": text, **cells}


def test_three_customers_come_in_with_what_they_spent_as_one_order_each(empty):
    found = save(
        empty,
        name("Acme", industry="Law", employees="40", spent="12,500", customer_since="2019"),
        {},
        name("Bolt", business_type="Partnership", location="Bern", referred_by="Acme"),
        name("Cid", testimonial="yes", spent="-20.50", customer_since="2021-03-15"),
    )
    assert (found.rows_read, found.rows_loaded, found.rows_refused) == (3, 3, 0)
    assert empty.execute(
        "select name, industry, employees, business_type, location, referred_by, testimonial,"
        " customer_since from customers order by name"
    ).fetchall() == [
        ("Acme", "Law", "40", None, None, None, None, date(2019, 1, 1)),
        ("Bolt", None, None, "Partnership", "Bern", "Acme", None, None),
        ("Cid", None, None, None, None, None, "yes", date(2021, 3, 15)),
    ]
    orders = "select customer_id, order_on, amount::double from current_lines order by 1"
    assert empty.execute(orders).fetchall() == [("Acme", TODAY, 12_500), ("Cid", TODAY, -20.5)]
    history = ingest.history(empty)
    assert history.file_name.item() == "typed in"
    assert any(
        "2 totals of the last 12 months, each as one order dated 2026-11-22" in note
        for note in history.notes.item()
    )


def test_a_row_is_saved_whole_or_not_at_all(empty):
    table = [
        name("Acme", spent="5"),
        {"industry": "Law", "spent": "7"},
        name("Bolt", spent="lots"),
        name(" acme ", spent="9"),
        name("Total", spent="21"),
    ]
    found = typed.check(empty, table, TODAY)
    assert (found.checked.rows_read, found.checked.rows_ready) == (5, 1)
    assert found.checked.rejects[["row", "reason"]].values.tolist() == [
        [2, "no customer"],
        [3, 'Spent in 12 months "lots": not an amount we can read'],
        [4, "the same customer as in row 1"],
        [5, "a total row"],
    ]
    typed.save(empty, found, NOW)
    assert empty.execute("select customer_id, amount::int from order_lines").fetchall() == [
        ("Acme", 5)
    ]
    assert db.one(empty, "select count(*) from customers") == 1
    assert ingest.rejects(empty, 1)["row"].tolist() == [2, 3, 4, 5]


def test_nothing_typed_is_nothing_to_save(empty):
    assert typed.check(empty, [{}, {"industry": "  "}], TODAY) is None


def test_typing_again_updates_by_name_and_undo_brings_the_older_back(empty):
    save(empty, name("Acme", industry="Law", spent="100"), name("Bolt", spent="7"))
    again = save(empty, name("ACME", location="Bern", spent="250"), on=date(2026, 12, 1))
    spent = "select customer_id, amount::int from current_lines order by 1"
    assert customer.known(empty, "Acme") == {"Industry": "Law", "Location": "Bern"}
    assert empty.execute(spent).fetchall() == [("Acme", 250), ("Bolt", 7)]
    ingest.undo(empty, again.import_id)
    assert customer.known(empty, "Acme") == {"Industry": "Law"}
    assert empty.execute(spent).fetchall() == [("Acme", 100), ("Bolt", 7)]


def test_a_customer_known_by_number_is_updated_and_keeps_everything_else(empty):
    file = io.BytesIO(
        b"Customer ID,Customer,Industry,Miles,NPS,Customer since,Color\n"
        b"17,Acme,Law,12.5,9,2020-05-04,red\n18,Twin,Law,,,,\n19,Twin,Law,,,,\n"
    )
    file.name = "customers.csv"
    ingest.load(empty, file)
    save(empty, name("acme", industry="Notary", spent="12"), name("Twin", location="Bern"))
    assert customer.known(empty, "17") == {
        "Industry": "Notary",
        "Distance": "12.5",
        "NPS (0-10)": "9",
        "Customer since": "2020-05-04",
        "Color": "red",
    }
    assert db.one(empty, "select customer_id from current_lines") == "17"
    # two bear the name: nobody can tell which, so it is a customer of its own
    assert customer.known(empty, "Twin") == {"Location": "Bern"}


@pytest.mark.usefixtures("tidy")
def test_numbers_and_dates_that_can_be_read_two_ways_are_asked_about(empty):
    with pytest.raises(errors.Question, match=r"1\.234"):
        save(empty, name("Acme", spent="1.234"))
    assert ingest.history(empty).empty
    save(empty, name("Acme", spent="1.234"), decimal=",")
    assert db.one(empty, "select amount::int from order_lines") == 1234
    with pytest.raises(errors.Question, match="03/04/2021"):
        save(empty, name("Bolt", customer_since="03/04/2021", spent="2.50"))


CELLS = st.sampled_from(["", " ", "Acme", "acme", "Bolt", "5", "x", "2019", "total"])


@settings(max_examples=12, deadline=None)
@given(
    table=st.lists(
        st.fixed_dictionaries({}, optional=dict.fromkeys(typed.TITLES, CELLS)), max_size=6
    )
)
def test_every_typed_row_is_saved_or_listed(table):
    with db.open(":memory:") as conn:
        found = typed.check(conn, table, TODAY)
        count = sum(1 for row in table if any(text.strip() for text in row.values()))
        if found is None:
            assert count == 0
            return
        assert found.checked.rows_read == count
        assert found.checked.rejects["row"].nunique() == count - found.checked.rows_ready
        if found.checked.rows_ready:
            typed.save(conn, found, NOW)
        assert db.one(conn, "select count(*) from customers") == found.checked.rows_ready
        assert db.one(conn, "select count(*) from order_lines") <= found.checked.rows_ready


def section(app, which, data=App.EMPTY):
    at = app.visit("upload", data)
    return at.segmented_control(key="upload_section").set_value(which).run()


def edit(at, key, rows):
    edited = dict(enumerate(rows))
    at.session_state[key] = {"edited_rows": edited, "added_rows": [], "deleted_rows": []}
    return at.run()


def test_the_page_saves_what_is_typed_and_keeps_what_is_not_right(app):
    at = section(app, "typed")
    assert at.button(key="typed_save").disabled
    edit(at, f"typed_grid_{App.EMPTY}_0", [name("Acme", spent="10"), {"industry": "Law"}])
    at.button(key="typed_save").click().run()
    assert "Nothing is saved yet" in at.warning[0].value
    assert "Row 2: no name" in " ".join(one.value for one in at.markdown)
    at.button(key="typed_others").click().run()
    assert not at.exception
    assert "1 customer saved" in at.success[0].value
    kept = at.data_editor[0].value
    assert kept["industry"].dropna().tolist() == ["Law"]
    assert kept["customer_name"].dropna().empty


def test_what_was_typed_survives_another_page(app):
    at = section(app, "typed")
    edit(at, f"typed_grid_{App.EMPTY}_0", [name("Acme", spent="10")])
    at.switch_page("../pages/start.py").run()
    at.switch_page("../pages/upload.py").run()
    at.segmented_control(key="upload_section").set_value("typed").run()
    assert at.data_editor[0].value["customer_name"].dropna().tolist() == ["Acme"]
    assert at.button(key="typed_save").label == "Save 1 row"
