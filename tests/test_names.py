"""How two written names differ, case by case."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from icp import names


@pytest.mark.parametrize(
    ("one", "other", "difference"),
    [
        ("Acme Ltd", " Acme Ltd ", "the same name"),
        ("Acme Ltd", "ACME LTD", "differs in capitals only"),
        ("GTX Pro", "GTXPro", "differs in blanks only"),
        ("GTX Pro", "gtx\N{NO-BREAK SPACE}pro", "differs in blanks only"),
        ("Müller", "Muller", "differs in accents or punctuation only"),
        ("Søren Łódź", "Soren Lodz", "differs in accents or punctuation only"),
        ("Smith & Jones", "Smith and Jones", "differs in accents or punctuation only"),
        ("O'Neill's", "ONeills", "differs in accents or punctuation only"),
        ("Acme Inc.", "ACME, Inc", "differs in accents or punctuation only"),
        ("Acme Ltd", "Acme Limited", "differs in the spelling of the legal form only"),
        ("Acme Corp.", "Acme Corporation", "differs in the spelling of the legal form only"),
        ("Berg G.m.b.H.", "Berg GmbH", "differs in accents or punctuation only"),
        ("Berg A/S", "Berg AS", "differs in accents or punctuation only"),
        ("Acme", "Acme Ltd", "differs in the legal form"),
        ("Acme GmbH", "Acme AG", "differs in the legal form"),
        ("Delta GmbH & Co. KG", "Delta", "differs in the legal form"),
        ("Smith, John", "John Smith", "the same words in another order"),
    ],
)
def test_two_names_differ_in(one, other, difference):
    place = names.step(names.read(one), names.read(other))
    assert names.DIFFERENCES[place] == difference


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("GTX Pro", "GTX Plus Pro"),
        ("Firm 1", "Firm 2"),
        ("???", "?"),
        ("", ""),
        ("Jonson", "Johnson"),
        ("Vitamin C", "Vitamin"),
        ("日本", "中国"),
    ],
)
def test_two_names_that_are_not_the_same_at_any_step(one, other):
    assert names.step(names.read(one), names.read(other)) is None


def test_a_legal_form_alone_is_a_name():
    assert names.read("Co Ltd").core == "co ltd"


def test_nothing_but_spelling_is_sure():
    spelling = names.DIFFERENCES[: names.SURE]
    assert spelling[-1] == "differs in the spelling of the legal form only"
    assert "differs in the legal form" not in spelling


@given(st.text(max_size=30), st.text(max_size=30))
def test_two_names_differ_alike_in_both_directions(one, other):
    a, b = names.read(one), names.read(other)
    assert names.step(a, b) == names.step(b, a)


@given(st.text(min_size=1, max_size=30).filter(str.strip))
def test_capitals_and_blanks_at_the_ends_are_no_difference(name):
    place = names.step(names.read(name), names.read(f" {name} "))
    assert place == 0
