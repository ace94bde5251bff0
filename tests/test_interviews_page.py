"""The page of interviews: whom to ask, hypotheses, and what was said, without a browser."""

from datetime import date, datetime

import pytest
from streamlit.testing.v1 import AppTest

from icp import db, hypotheses, interview_guide, interviews, persona, sorting
from icp.criteria import Criterion, Evidence
from icp.hypotheses import Draft
from icp.interviews import Company
from tests import hostile
from tests.conftest import App
from tests.test_bad_inputs_pages import LIVE

AT = datetime(2026, 1, 5)
DAY = date(2026, 1, 5)
ASKED = interview_guide.CUSTOMERS[0][0]


def visit(app, data=App.FILLED, view="best", **query):
    at = app.visit(data=data)
    at.session_state["author"] = "Ann"
    for name, value in query.items():
        at.query_params[name] = value
    at.switch_page("../pages/interviews.py").run()
    assert not at.exception
    if not query:
        at.segmented_control(key="interviews_view").set_value(view).run()
        assert not at.exception
    return at


def said(at: AppTest) -> str:
    kinds = ("title", "subheader", "markdown", "caption", "info", "warning", "error")
    return "\n".join(str(one.value) for kind in kinds for one in at.get(kind)).replace("\\", "")


def books(app, data=App.FILLED):
    return db.open(app.folder / f"{data}.duckdb")


def begun(app, company=None, data=App.FILLED) -> int:
    with books(app, data) as conn, db.transaction(conn):
        return interviews.begin(conn, company or Company("other", None, "Acme"), DAY, AT, "Ann")


def believed(app, text="They have no IT person", data=App.FILLED, **draft) -> int:
    with books(app, data) as conn, db.transaction(conn):
        return hypotheses.write(conn, Draft("problem", text, "Two have one", **draft), AT, "Ann")


def sort_good(app, *ids):
    with books(app) as conn, db.transaction(conn):
        sorts = [sorting.Sort(one, "good", ("refers others to us",)) for one in ids]
        sorting.save(conn, sorts, "Ann", AT)


def listed(app, data=App.FILLED):
    with books(app, data) as conn:
        return interviews.listing(conn)


def test_without_any_customer_the_page_says_what_it_needs_and_leads_to_hypotheses(app):
    at = visit(app, App.EMPTY)
    assert "Nothing says yet who your most successful customers are" in said(at)
    assert "sort some customers under Customers" in said(at)
    assert "0 interviews so far" in said(at)


def test_without_any_customer_one_begins_with_hypotheses(app):
    at = app.visit("interviews", App.EMPTY)
    assert at.segmented_control(key="interviews_view").value == "hypotheses"
    assert "Write down what you believe" in said(at)
    assert app.visit("interviews").segmented_control(key="interviews_view").value == "best"


def test_five_are_named_with_their_reasons_and_one_is_replaced_with_a_click(app):
    sort_good(app, "c1", "c2", "c3", "c4", "c5", "c6")
    at = visit(app)
    assert "Call these 5" in said(at)
    assert "On the ideal list: refers others to us" in said(at)
    first = [one.key for one in at.button if (one.key or "").startswith("interviews_pass_")]
    assert len(first) == 5
    at.button(key=first[0]).click().run()
    after = [one.key for one in at.button if (one.key or "").startswith("interviews_pass_")]
    assert len(after) == 5
    assert len(set(first) & set(after)) == 4
    at.button(key="interviews_unpass").click().run()
    assert [one.key for one in at.button if (one.key or "").startswith("interviews_pass_")] == first


def test_who_was_interviewed_makes_room_for_the_next(app):
    sort_good(app, "c1", "c2", "c3", "c4", "c5", "c6")
    begun(app, Company("customer", "c3", "c3"))
    at = visit(app)
    assert "interviews_pass_c3" not in {one.key for one in at.button}
    assert "Interviewed already: c3." in said(at)


def test_a_bad_customer_is_never_called(app):
    sort_good(app, "c1", "c2")
    with books(app) as conn, db.transaction(conn):
        sorting.save(conn, [sorting.Sort("c2", "bad")], "Bob", AT)
        sorting.save(conn, [sorting.Sort("c2", "bad")], "Cid", AT)
    at = visit(app)
    keys = {one.key for one in at.button}
    assert "interviews_pass_c1" in keys
    assert "interviews_pass_c2" not in keys
    assert "Left out: 1 sorted as bad" in said(at)


def test_an_answer_is_on_disk_as_soon_as_it_is_typed_and_there_after_a_reload(app):
    number = begun(app, Company("customer", "c1", "c1"))
    at = visit(app, interview=str(number))
    key = f"interview_{App.FILLED}_{number}_answer_{ASKED}"
    at.text_area(key=key).set_value("the server died").run()
    assert not at.exception
    assert listed(app)[0].answers == {ASKED: "the server died"}
    again = visit(app, interview=str(number))
    assert again.text_area(key=key).value == "the server died"


def hide(at, names):
    at.toggle(key="hide_names").set_value(names).run()
    assert not at.exception


def back_and_open(at):
    at.button(key="interview_close_top").click().run()
    next(one for one in at.button if one.label == "Open").click().run()


def another_page(at, number):
    at.switch_page("../pages/pareto.py").run()
    at.query_params["interview"] = str(number)
    at.switch_page("../pages/interviews.py").run()


@pytest.mark.parametrize("away", ["hide names", "back to the list", "another page"])
def test_fields_show_what_is_stored_after_they_were_away_and_none_is_emptied(app, away):
    belief = believed(app, data=App.EMPTY)
    number = begun(app, data=App.EMPTY)
    at = visit(app, App.EMPTY, interview=str(number))
    at.text_input(key=f"interview_{App.EMPTY}_{number}_person_").set_value("Mr. Smith").run()
    at.date_input[-1].set_value(date(2026, 1, 4)).run()
    at.text_area[0].set_value("the server died").run()
    at.segmented_control[-1].set_value("supports").run()
    if away == "hide names":
        hide(at, True)
        assert "What you wrote down is saved" in at.info[0].value
        hide(at, False)
    elif away == "back to the list":
        back_and_open(at)
    else:
        another_page(at, number)
    shown = {one.label: one.value for one in (*at.text_input, *at.text_area)}
    assert (shown["Whom you talk with"], shown["Asked by"]) == ("Mr. Smith", "Ann")
    assert at.text_area[0].value == "the server died"
    at.text_area[1].set_value("a fax").run()
    [held] = listed(app, App.EMPTY)
    assert (held.person, held.held_by, held.held_on) == ("Mr. Smith", "Ann", date(2026, 1, 4))
    assert list(held.answers.values()) == ["the server died", "a fax"]
    assert held.findings == {belief: "supports"}


def test_what_was_refused_is_still_there_to_be_mended_after_names_were_hidden(app):
    number = begun(app, data=App.EMPTY)
    at = visit(app, App.EMPTY, interview=str(number))
    by = next(one for one in at.text_input if one.label == "Asked by")
    by.set_value(" ").run()
    assert '"Asked by" is empty' in at.error[0].value
    assert listed(app, App.EMPTY)[0].held_by == "Ann"
    hide(at, True)
    hide(at, False)
    assert '"Asked by" is empty' in at.error[0].value
    next(one for one in at.text_input if one.label == "Asked by").set_value("Ben").run()
    assert not at.error
    assert listed(app, App.EMPTY)[0].held_by == "Ben"


def test_two_windows_write_different_parts_and_neither_is_lost(app):
    number = begun(app, Company("customer", "c1", "c1"))
    one, other = (visit(app, interview=str(number)) for _ in range(2))
    start = f"interview_{App.FILLED}_{number}_"
    one.text_area(key=f"{start}answer_{ASKED}").set_value("the server died").run()
    other.text_area(key=f"{start}quotes_").set_value("never again").run()
    assert other.text_area[0].value == "the server died"
    [held] = listed(app)
    assert (held.answers, held.quotes) == ({ASKED: "the server died"}, "never again")


def test_two_windows_in_one_field_are_told_and_the_first_stays(app):
    number = begun(app, Company("customer", "c1", "c1"))
    one, other = (visit(app, interview=str(number)) for _ in range(2))
    key = f"interview_{App.FILLED}_{number}_answer_{ASKED}"
    one.text_area(key=key).set_value("the server died").run()
    other.text_area(key=key).set_value("a new office").run()
    assert "changed in another window" in other.error[0].value
    assert other.text_area(key=key).value == "a new office"
    assert listed(app)[0].answers == {ASKED: "the server died"}


def test_a_finding_counts_and_can_be_taken_off(app):
    belief = believed(app, data=App.EMPTY)
    number = begun(app, data=App.EMPTY)
    at = visit(app, App.EMPTY, interview=str(number))
    control = f"interview_{App.EMPTY}_{number}_finding_{belief}"
    at.segmented_control(key=control).set_value("contradicts").run()
    assert listed(app, App.EMPTY)[0].findings == {belief: "contradicts"}
    at.segmented_control(key=control).set_value(None).run()
    assert listed(app, App.EMPTY)[0].findings == {}


def test_an_interview_is_begun_with_a_prospect_or_a_name_typed(app):
    with books(app, App.EMPTY) as conn:
        conn.execute(
            "insert into prospect_rows (import_id, row_no, prospect_id, name)"
            " values (1, 1, 'p1', 'Hale & Co')"
        )
    at = visit(app, App.EMPTY)
    at.text_input(key="interviews_company").set_value("hale").run()
    assert [option.replace("\\", "") for option in at.radio[0].options] == [
        "Hale & Co (prospect, number p1)",
        "hale (not in your data)",
    ]
    at.button(key="interviews_begin_now").click().run()
    assert not at.exception
    [held] = listed(app, App.EMPTY)
    assert (held.company, held.held_by) == (Company("prospect", "p1", "Hale & Co"), "Ann")
    assert "Hale & Co" in said(at)


def test_a_name_is_asked_for_where_it_is_needed_and_what_was_wanted_goes_on(app):
    at = app.visit("interviews", App.EMPTY)
    at.text_input(key="interviews_company").set_value("hale").run()
    at.button(key="interviews_begin_now").click().run()
    at.text_input(key="author_name").set_value(" ")
    at.button(key="author_go").click().run()
    assert listed(app, App.EMPTY) == []
    at.button(key="interviews_begin_now").click().run()
    assert "Type a name first" in at.error[0].value
    at.text_input(key="author_name").set_value("Mia")
    at.button(key="author_go").click().run()
    assert not at.exception
    [held] = listed(app, App.EMPTY)
    assert (held.company.name, held.held_by, held.author) == ("hale", "Mia", "Mia")
    assert at.query_params["interview"] == str(held.interview_id)


def test_a_hypothesis_that_cannot_be_kept_is_still_there_after_the_name(app):
    at = app.visit("interviews", App.EMPTY)
    at.button(key="hypotheses_new").click().run()
    at.text_area(key="hypothesis_new_text").set_value("No IT person")
    at.button(key="hypothesis_new_save").click().run()
    at.text_input(key="author_name").set_value("Mia")
    at.button(key="author_go").click().run()
    assert '"What would prove it wrong" is empty' in said(at)
    at.text_area(key="hypothesis_new_wrong").set_value("Two name one")
    at.button(key="hypothesis_new_save").click().run()
    with books(app, App.EMPTY) as conn:
        assert [one.author for one in hypotheses.listing(conn)] == ["Mia"]


def test_an_interview_is_deleted_after_a_question_and_comes_back(app):
    number = begun(app)
    at = visit(app, interview=str(number))
    assert "does not count for your hypotheses then" in said(at)
    at.button(key="interview_delete").click().run()
    assert not at.exception
    assert listed(app) == []
    at.button(key="interviews_back").click().run()
    assert [one.interview_id for one in listed(app)] == [number]


def test_a_hypothesis_is_written_changed_deleted_and_brought_back(app):
    at = visit(app, App.EMPTY, "hypotheses")
    at.button(key="hypotheses_new").click().run()
    at.text_area(key="hypothesis_new_text").set_value("No IT person")
    at.text_area(key="hypothesis_new_wrong").set_value("Two of five name one")
    at.button(key="hypothesis_new_save").click().run()
    assert not at.exception
    assert "No IT person" in said(at)
    assert "No interview has been looked through for it yet." in said(at)
    at.button(key="hypotheses_change_1").click().run()
    at.text_area(key="hypothesis_1_text").set_value("No IT person of their own").run()
    at.button(key="hypothesis_1_save").click().run()
    assert "No IT person of their own" in said(at)
    at.button(key="hypotheses_delete_1").click().run()
    with books(app, App.EMPTY) as conn:
        assert hypotheses.listing(conn) == []
    at.button(key="hypotheses_back").click().run()
    assert "No IT person of their own" in said(at)


def test_a_hypothesis_half_written_stays_while_names_are_hidden_but_not_once_cancelled(app):
    at = visit(app, App.EMPTY, "hypotheses")
    at.button(key="hypotheses_new").click().run()
    at.text_area(key="hypothesis_new_text").set_value("No IT person").run()
    hide(at, True)
    hide(at, False)
    assert at.text_area(key="hypothesis_new_text").value == "No IT person"
    at.button(key="hypothesis_new_cancel").click().run()
    at.button(key="hypotheses_new").click().run()
    assert at.text_area(key="hypothesis_new_text").value == ""


def test_what_is_missing_in_a_hypothesis_is_said_and_the_rest_stays(app):
    at = visit(app, App.EMPTY, "hypotheses")
    at.button(key="hypotheses_new").click().run()
    at.text_area(key="hypothesis_new_text").set_value("No IT person")
    at.button(key="hypothesis_new_save").click().run()
    assert '"What would prove it wrong" is empty' in said(at)
    assert at.text_area(key="hypothesis_new_text").value == "No IT person"


def test_what_a_profile_says_is_listened_for_and_can_become_a_hypothesis(app):
    said_so = (Evidence("opinion", "Ann"),)
    wanted = (
        Criterion(1, "A nephew does the computers", "problem", evidence=said_so),
        Criterion(2, "Wants it for free", "impact", "exclude", evidence=said_so),
    )
    one = persona.Persona("Law", texts={"size": "10-49"}, criteria=wanted, why="x", author="Ann")
    with books(app, App.EMPTY) as conn, db.transaction(conn):
        persona.save(conn, one, AT)
    at = visit(app, App.EMPTY, "hypotheses")
    offered = [b.label for b in at.button if (b.key or "").startswith("hypotheses_offer_")]
    assert [label.replace("\\", "") for label in offered] == [
        "A nephew does the computers (Law)",
        "10-49 (Law)",
    ]
    at.button(key="hypotheses_offer_0").click().run()
    assert at.text_area(key="hypothesis_new_text").value == "A nephew does the computers"
    assert at.segmented_control(key="hypothesis_new_group").value == "problem"
    at.button(key="hypothesis_new_cancel").click().run()
    at.segmented_control(key="interviews_view").set_value("best").run()
    assert "Listen for, don't say: A nephew does the computers" in said(at)


def test_counts_come_before_the_verdict(app):
    belief = believed(app, data=App.EMPTY)
    for place, finding in enumerate(["supports"] * 5 + ["contradicts", "silent"]):
        number = begun(app, Company("other", None, f"Firm {place}"), App.EMPTY)
        with books(app, App.EMPTY) as conn, db.transaction(conn):
            part = ("finding", str(belief))
            interviews.save(conn, number, part, finding, None, (AT, "Ann"))
    text = said(visit(app, App.EMPTY, "hypotheses"))
    assert "5 of 7 support it, 1 contradicts it, 1 says nothing." in text
    assert "Stands so far" in text
    assert "%" not in text


@pytest.mark.parametrize("view", ["best", "hypotheses"])
def test_what_people_type_stays_text(app, view):
    believed(app, hostile.TEXT[:290])
    number = begun(app, Company("other", None, hostile.TEXT[:110]))
    with books(app) as conn, db.transaction(conn):
        for part in (("quotes", ""), ("answer", "Gone?"), ("person", "")):
            text = hostile.TEXT if part[0] != "person" else hostile.TEXT[:70]
            interviews.save(conn, number, part, text, None, (AT, "Ann"))
    for at in (visit(app, view=view), visit(app, interview=str(number))):
        shown = "\n".join(
            str(one.value)
            for kind in ("subheader", "markdown", "caption", "warning")
            for one in at.get(kind)
        )
        labels = "\n".join(one.label for kind in ("button", "text_area") for one in at.get(kind))
        assert not LIVE.search(shown + labels)


def test_an_interview_of_other_data_is_not_opened(app):
    number = begun(app)
    at = visit(app, App.EMPTY, interview=str(number))
    assert "not here" in said(at)
    assert "interview" not in at.query_params


def test_the_page_is_closed_while_names_are_hidden(app):
    at = app.visit()
    at.toggle(key="hide_names").set_value(True).run()
    at.switch_page("../pages/interviews.py").run()
    assert "Switch off" in at.info[0].value
    assert not at.button
