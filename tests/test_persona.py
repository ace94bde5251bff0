"""Profiles: saved in versions, at most three, and never lost to a second window."""

import io
from dataclasses import replace
from datetime import date, datetime

import pandas as pd
import pytest

from icp import criteria, db, errors, export, persona, persona_changes, persona_fields, persona_text
from icp.criteria import Criterion, Evidence
from icp.persona import Persona

AT = datetime(2026, 1, 1)
LATER = datetime(2026, 1, 2)
SAID = (Evidence("opinion", "Mia"),)
LAW = Criterion(1, "Industry: Law", "firm", "must", 30, evidence=SAID)
ASKS = Criterion(2, "No IT person", "problem", "nice", 10, evidence=SAID)


def made(name, **parts):
    return Persona(name, **{"why": "First version", "author": "Mia", **parts})


def save(conn, one, at=AT):
    with db.transaction(conn):
        return persona.save(conn, one, at)


def test_a_profile_is_saved_read_again_and_deleted(empty):
    one = made("Law", texts={"title": "Partner"}, criteria=(LAW,), review_on=date(2026, 4, 1))
    number = save(empty, one)
    [read] = persona.listing(empty)
    assert read == replace(one, persona_id=number, version=1, saved_at=AT)
    assert read.state == "draft"
    persona.delete(empty, number)
    assert persona.listing(empty) == []


def test_every_save_is_a_version_and_the_latest_counts(empty):
    save(empty, made("Law"))
    [first] = persona.listing(empty)
    save(empty, replace(first, name="Law firms", why="Clearer", author="Bo"), LATER)
    [now] = persona.listing(empty)
    assert (now.version, now.name, now.saved_at) == (2, "Law firms", LATER)
    every = persona.versions(empty, 1)
    assert [(one.version, one.why, one.author) for one in every] == [
        (2, "Clearer", "Bo"),
        (1, "First version", "Mia"),
    ]


def test_each_profile_has_versions_of_its_own(empty):
    save(empty, made("Law"))
    save(empty, made("Shops"))
    [law, _] = persona.listing(empty)
    save(empty, replace(law, name="Law firms"), LATER)
    assert [(one.name, one.version) for one in persona.listing(empty)] == [
        ("Law firms", 2),
        ("Shops", 1),
    ]


def test_an_old_version_is_taken_back_as_a_new_one(empty):
    save(empty, made("Law", criteria=(LAW,)))
    [first] = persona.listing(empty)
    save(empty, replace(first, criteria=(ASKS,), why="Broader"), LATER)
    [head] = persona.listing(empty)
    back = persona.taken_back(first, head)
    save(empty, replace(back, why="Too broad", author="Bo"), LATER)
    [now] = persona.listing(empty)
    assert (now.version, now.criteria, now.why) == (3, (LAW,), "Too broad")


def test_there_are_at_most_three(empty):
    for name in "abc":
        save(empty, made(name))
    with pytest.raises(errors.RuleInvalid, match="3 profiles already"):
        save(empty, made("d"))
    assert len(persona.listing(empty)) == 3


@pytest.mark.parametrize(
    ("one", "sentence"),
    [
        (made("  "), "no name"),
        (made("LAW "), "bears this name"),
        (made("x", texts={"fix": "y" * 2001}), "2,001 characters"),
        (made("x", why=" "), "Why it changes is missing"),
        (made("x", author=""), "Who you are is missing"),
        (made("x", criteria=(replace(LAW, evidence=()),)), "rests on nothing"),
        (made("x", criteria=(replace(LAW, text=""),)), "has no words"),
        (made("x", criteria=(replace(LAW, owner="y" * 301),)), "301 characters"),
        (made("x", criteria=(LAW,) * 31), "31 criteria"),
    ],
)
def test_what_cannot_be_saved_says_why(empty, one, sentence):
    save(empty, made("Law"))
    with pytest.raises(errors.RuleInvalid, match=sentence):
        save(empty, one)
    assert len(persona.listing(empty)) == 1


def test_a_change_in_another_window_is_not_overwritten(empty):
    save(empty, made("Law"))
    [read] = persona.listing(empty)
    save(empty, replace(read, name="Law one"), LATER)
    with pytest.raises(errors.Conflict, match=r"Version 2 .* another window.* nothing was stored"):
        save(empty, replace(read, name="Law two"), LATER)
    assert [one.name for one in persona.versions(empty, 1)] == ["Law one", "Law"]
    persona.delete(empty, 1)
    with pytest.raises(errors.Conflict, match="deleted in another window"):
        save(empty, replace(read, name="Law two"), LATER)


def test_numbers_are_not_used_twice_while_profiles_are_there(empty):
    first, second = save(empty, made("a")), save(empty, made("b"))
    persona.delete(empty, first)
    assert save(empty, made("c")) not in {second}


def test_the_next_review_is_three_months_ahead():
    assert persona.next_review(date(2026, 11, 30)) == date(2027, 2, 28)


def test_what_changed_is_said_in_words():
    old = made("Law", criteria=(LAW, ASKS), texts={"title": "Partner", "age": "50"})
    more = (*SAID, Evidence("interview", "three of five"))
    third = replace(ASKS, number=3, text="No lawyers of their own", kind="exclude")
    new = replace(
        old,
        name="Law firms",
        criteria=(replace(LAW, kind="nice", points=40, owner="Bo", evidence=more), third),
        texts={"title": "Owner", "fix": "Logins"},
        review_on=date(2026, 4, 1),
    )
    assert persona_changes.between(old, new) == [
        "Added: No lawyers of their own (exclude)",
        "Removed: No IT person",
        "Changed: Industry: Law: must became nice, 30 became 40 points, owner nobody became Bo, "
        "more evidence (interview)",
        'Name: "Law" became "Law firms"',
        "Changed: Title",
        "Removed: Age",
        "Added: What they try to fix",
        "To be reviewed on 1 Apr 2026",
    ]
    assert persona_changes.between(new, new) == []


def test_points_add_up_to_their_share_and_an_exclude_has_none():
    every = (LAW, ASKS, replace(ASKS, number=3, kind="exclude", points=60))
    assert criteria.shares(every) == {1: 0.75, 2: 0.25, 3: None}
    assert criteria.shares((replace(LAW, points=0),)) == {1: None}


def test_the_page_has_criteria_evidence_version_and_draft_and_nothing_as_markup():
    text = persona_text.markdown(
        made(
            "A *b*",
            texts={"industry": "<b>Law</b>\n# x", "title": "", "fix": "logins"},
            criteria=(replace(LAW, text="<i>Law</i>", owner="Bo"), ASKS),
            version=2,
            saved_at=AT,
        )
    )
    assert r"# A \*b\*" in text
    assert r"- **\<i\>Law\</i\>** (Must, 30 points, 75 % of all; owner: Bo)" in text
    assert "  - Opinion: Mia" in text
    assert "Version 2, 1 Jan 2026, Mia: First version" in text
    assert r"\<b\>Law\</b\> \# x" in text
    assert "**What they try to fix**: logins" in text
    assert "Title" not in text
    assert "DRAFT" in text


def test_the_criteria_leave_as_a_workbook_without_formulas():
    one = made("Law", criteria=(replace(LAW, text="=1+1"), replace(ASKS, kind="exclude")))
    written = pd.read_excel(io.BytesIO(export.xlsx(persona_text.table(one))), engine="openpyxl")
    assert list(written["Criterion"]) == ["=1+1", "No IT person"]
    assert list(written["Share of points"].fillna(-1)) == [1, -1]
    assert list(written["Evidence"]) == ["Opinion: Mia"] * 2
    assert written["Version"].iloc[0] == "0 (draft)"


def test_every_field_of_the_sources_is_there():
    titles = " ".join(one.title.lower() for one in persona_fields.FIELDS.values())
    person = {"age", "gender", "status", "title", "live"}
    mind = {"attitudes", "motivations", "inspirations", "avoid", "seek", "fix", "accomplish"}
    group = {"feel", "want", "need", "willing", "industry", "problem", "succeed", "signs"}
    why = {"only we", "against whom", "what they get", "what they don't get"}
    for wanted in person | mind | group | why:
        assert wanted in titles, wanted
