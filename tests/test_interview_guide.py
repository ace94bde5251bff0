"""The guides: open questions, what to listen for, on paper and as Markdown, text as text."""

import json
from datetime import datetime

import pytest
import typst

from icp import interview_guide, persona_fields
from icp.criteria import Criterion, Rule
from icp.hypotheses import GROUPS, Hypothesis
from icp.persona import Persona
from tests import hostile
from tests.test_paper import HOSTILE, texts

AT = datetime(2026, 1, 1)


def believed(number, group, text="They have none", question=""):
    return Hypothesis(number, group, text, "Two have one", question, "Ann", AT, AT, number)


ALL = [believed(n, group, f"belief {n}") for n, group in enumerate(GROUPS)]


def test_the_guide_asks_the_best_for_all_that_the_sources_want_to_know():
    guide = interview_guide.customers({})
    asked = " ".join(f"{one.text} {one.dig}" for one in guide.questions).lower()
    for wanted in (
        *("why did you choose us", "began to look", "manage before", "what else did you look at"),
        *("different today", "who decided", "tell a friend", "nearly stopped"),
    ):
        assert wanted in asked, wanted


def test_no_question_of_ours_can_be_answered_with_yes_or_no():
    guides = [interview_guide.customers({}), interview_guide.prospects(ALL)]
    for one in (question for guide in guides for question in guide.questions):
        assert interview_guide.leading(one.text, "") is None, one.text


def test_what_the_profile_says_stands_beside_the_question_to_listen_for():
    texts_of = {"problem": "No IT person", "title": "Managing partner", "age": "50"}
    heard = {
        one.text: one.listen for one in interview_guide.customers(texts_of).questions if one.listen
    }
    assert list(heard.values()) == [("No IT person",), ("Managing partner",)]
    assert "manage before" in next(iter(heard))


def test_what_the_data_knows_is_nothing_to_listen_for():
    seats = (Rule("seats", "Seats", "25 and more"),)
    wanted = (
        Criterion(1, "Seats: 25 and more", "impact", rules=seats),
        Criterion(2, "Law firms", "firm"),
        Criterion(3, "Wants it for free", "impact", "exclude"),
        Criterion(4, "A partner owns the topic", "impact"),
        Criterion(5, "A nephew does the computers", "problem"),
    )
    profile = Persona("Law", texts={"impact": "No lost hours"}, criteria=wanted)
    guide = interview_guide.customers(interview_guide.listen_for([profile]))
    heard = {one.text: one.listen for one in guide.questions if one.listen}
    assert heard == {
        "How did you manage before, and what did that cost you?": ("A nephew does the computers",),
        "What is different today?": ("No lost hours / A partner owns the topic",),
    }


def test_the_fields_to_listen_for_are_fields_of_a_profile():
    assert {key for *_, keys in interview_guide.CUSTOMERS for key in keys} <= {
        *persona_fields.FIELDS
    }


def test_every_hypothesis_is_tested_in_the_order_of_the_groups():
    guide = interview_guide.prospects([*ALL, believed(9, "problem", "more", "Who helps you?")])
    tested = [[number for number, *_ in one.tests] for one in guide.questions if one.tests]
    assert tested == [[0], [1], [9], [2]]
    assert guide.questions[2].text == "Who helps you?"


def test_hypotheses_with_one_question_share_it():
    guide = interview_guide.prospects([believed(1, "who", "a"), believed(2, "who", "b")])
    assert [text for _, text, _ in guide.questions[0].tests] == ["a", "b"]


def test_customers_are_asked_the_questions_that_somebody_wrote():
    guide = interview_guide.customers({}, [*ALL, believed(9, "problem", "x", "Who helps you?")])
    assert [one.text for one in guide.questions if one.tests] == ["Who helps you?"]


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Do you have an IT person?", "yes or no"),
        ("and wouldn't you pay more?", "yes or no"),
        ("Isn\N{RIGHT SINGLE QUOTATION MARK}t it slow?", "yes or no"),
        ("How is it without person of your own, IT at small law firms?", "what you hope to hear"),
        ("Who looks after your computers?", None),
        ("Documents: who keeps them?", None),
        ("Island firms: tell me about them", None),
        ("", None),
    ],
)
def test_a_question_that_leads_is_told(question, sentence):
    found = interview_guide.leading(question, "Small law firms have no IT person of their own")
    assert found is None if sentence is None else sentence in found


def test_the_guide_is_markdown_in_which_texts_stay_texts():
    guide = interview_guide.prospects([believed(1, "who", hostile.TEXT, hostile.TEXT)])
    text = interview_guide.markdown(guide, hostile.TEXT)
    for live in ("![](", "](http", " <img", " **bold", " `code"):
        assert live not in text
    assert "We believe: " in text
    assert "[ ] supports [ ] contradicts [ ] says nothing" in text


def test_on_paper_every_text_is_drawn_as_text():
    beliefs = [believed(n, "who", text, text) for n, text in enumerate(HOSTILE)]
    guide = interview_guide.prospects(beliefs)
    given = {"data": interview_guide.content(guide, "#panic(2)")}
    blocks = json.loads(typst.query(interview_guide.TEMPLATE.read_bytes(), "par", sys_inputs=given))
    drawn = " ".join(texts(blocks))
    assert "#panic(1) *bold* $x$ `raw`" in drawn
    for question in guide.questions:
        assert question.text in drawn


@pytest.mark.parametrize("size", list(interview_guide.SIZES))
def test_a_guide_is_a_pdf_of_two_pages(size):
    made = interview_guide.pdf(interview_guide.customers({}), "Books", size)
    assert made.startswith(b"%PDF-")
    assert made.count(b"/Type/Page/") == 2


def test_the_template_reads_and_fetches_nothing():
    template = interview_guide.TEMPLATE.read_text(encoding="utf-8")
    for word in ("import", "include", "eval", "read(", "plugin"):
        assert word not in template
