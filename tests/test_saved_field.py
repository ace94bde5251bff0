"""A field that is saved when it is left, without a browser."""

from streamlit.testing.v1 import AppTest


def page(stored, refused):
    """One field on what `stored` holds; a text in `refused` is not taken."""
    import streamlit as st

    from icp import errors
    from ui import saved_field

    def save(typed, before):
        if typed in refused:
            raise errors.RuleInvalid(f"Not {typed}.")
        stored["before"], stored["text"] = before, typed

    if not st.checkbox("Away", key="away"):
        saved_field.draw(
            "field", stored["text"], lambda begin, **given: st.text_input("F", begin, **given), save
        )


def visit(stored, refused=()):
    return AppTest.from_function(page, kwargs={"stored": stored, "refused": refused}).run()


def shown(at):
    assert not at.exception
    return at.text_input[0].value


def away_and_back(at):
    at.checkbox(key="away").check().run()
    return at.checkbox(key="away").uncheck().run()


def test_what_is_typed_is_saved_with_what_stood_there_before():
    stored = {"text": "old"}
    at = visit(stored)
    at.text_input[0].set_value("new").run()
    assert (shown(at), stored) == ("new", {"before": "old", "text": "new"})


def test_it_shows_what_is_stored_when_it_comes_back():
    stored = {"text": "old"}
    at = visit(stored)
    at.text_input[0].set_value("new").run()
    assert shown(away_and_back(at)) == "new"
    at.checkbox(key="away").check().run()
    stored["text"] = "newer"
    assert shown(at.checkbox(key="away").uncheck().run()) == "newer"
    assert stored["text"] == "newer"


def test_the_field_begins_with_what_is_stored_also_where_only_the_browser_forgot_it():
    at = visit({"text": ""})
    at.text_input[0].set_value("new").run()
    assert at.text_input[0].proto.default == "new"


def test_what_another_window_saved_appears_and_can_be_typed_over():
    stored = {"text": "old"}
    at = visit(stored)
    stored["text"] = "theirs"
    assert shown(at.run()) == "theirs"
    at.text_input[0].set_value("mine").run()
    assert stored == {"before": "theirs", "text": "mine"}


def test_what_is_refused_stays_with_the_reason_until_it_is_mended():
    stored = {"text": "old"}
    at = visit(stored, ("bad",))
    at.text_input[0].set_value("bad").run()
    for again in (at, away_and_back(at)):
        assert (shown(again), "Not bad" in again.error[0].value) == ("bad", True)
        assert stored["text"] == "old"
    at.text_input[0].set_value("good").run()
    assert (shown(at), len(at.error), stored["text"]) == ("good", 0, "good")
