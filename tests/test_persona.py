"""Profiles: saved, edited, at most three, and never lost to a second window."""

from datetime import datetime

import pytest

from icp import db, errors, persona, traits
from icp.persona import Persona
from tests.conftest import book

AT = datetime(2026, 1, 1)
LATER = datetime(2026, 1, 2)


def save(conn, one, at=AT):
    with db.transaction(conn):
        return persona.save(conn, one, at)


def test_a_profile_is_saved_edited_and_deleted(empty):
    number = save(empty, Persona("Law", "tier A", {"industry": "Law firms"}))
    [one] = persona.listing(empty)
    assert (one.persona_id, one.name, one.texts) == (number, "Law", {"industry": "Law firms"})
    save(empty, Persona("Law firms", "tier A", {}, ["a fact"], number, AT), LATER)
    assert persona.listing(empty) == [Persona("Law firms", "tier A", {}, ["a fact"], number, LATER)]
    persona.delete(empty, number)
    assert persona.listing(empty) == []


def test_there_are_at_most_three(empty):
    for name in "abc":
        save(empty, Persona(name))
    with pytest.raises(errors.RuleInvalid, match="3 profiles already"):
        save(empty, Persona("d"))
    assert len(persona.listing(empty)) == 3


@pytest.mark.parametrize(
    ("one", "sentence"),
    [
        (Persona("  "), "no name"),
        (Persona("LAW "), "bears this name"),
        (Persona("x", texts={"fix": "y" * 2001}), "2,001 characters"),
    ],
)
def test_what_cannot_be_saved_says_why(empty, one, sentence):
    save(empty, Persona("Law"))
    with pytest.raises(errors.RuleInvalid, match=sentence):
        save(empty, one)
    assert len(persona.listing(empty)) == 1


def test_a_change_in_another_window_is_not_overwritten(empty):
    number = save(empty, Persona("Law"))
    save(empty, Persona("Law one", persona_id=number, saved_at=AT), LATER)
    with pytest.raises(errors.Conflict, match="another window"):
        save(empty, Persona("Law two", persona_id=number, saved_at=AT), LATER)
    assert persona.listing(empty)[0].name == "Law one"


def test_numbers_are_not_used_twice_while_profiles_are_there(empty):
    first, second = save(empty, Persona("a")), save(empty, Persona("b"))
    persona.delete(empty, first)
    assert save(empty, Persona("c")) not in {second}


def test_the_page_shows_what_is_filled_in_and_nothing_as_markup():
    text = persona.markdown(
        Persona(
            "A *b*",
            "tier A",
            {"industry": "<b>Law</b>\n# x", "title": "", "fix": "logins"},
            ["<i>"],
        )
    )
    assert r"- \<i\>" in text
    assert r"# A \*b\*" in text
    assert r"\<b\>Law\</b\> \# x" in text
    assert "**What they try to fix**: logins" in text
    assert "Title" not in text
    assert "DRAFT" in text


def test_every_field_of_the_sources_is_there():
    titles = " ".join(one.title.lower() for one in persona.FIELDS.values())
    person = {"age", "gender", "status", "title", "live"}
    mind = {"attitudes", "motivations", "inspirations", "avoid", "seek", "fix", "accomplish"}
    group = {"feel", "want", "need", "willing", "industry", "problem", "succeed", "signs"}
    for wanted in person | mind | group:
        assert wanted in titles, wanted


def test_traits_are_counted_where_they_are_known(empty):
    empty.execute(
        "insert into customer_rows (import_id, row_no, customer_id, industry, employees) values"
        " (1, 1, 'a', 'Law', '12'), (1, 2, 'b', 'Law', '49'), (1, 3, 'c', null, '50'),"
        " (1, 4, 'd', 'Law', null), (1, 5, 'e', 'Retail', '9')"
    )
    book(empty, [])
    found = traits.typical(empty, ["a", "b", "c"]).set_index(["trait", "value"])
    law = found.loc[("Industry", "Law")]
    assert (law.n, law.known, law.customers, law.others_n, law.others_known) == (2, 2, 3, 1, 2)
    assert (law.share, law.others_share) == (1.0, 0.5)
    size = found.loc[("Employees", "10-49 people")]
    assert (size.n, size.known, size.others_n, size.others_known) == (2, 3, 0, 1)
    assert found.index[0] == ("Employees", "10-49 people")  # gaps: .67 - 0 before 1 - .5


def test_law_firms_of_the_sample_share_their_industry(empty):
    from icp import ingest
    from tests.conftest import ROOT

    ingest.load(empty, ROOT / "data" / "sample" / "customers.csv")
    ids = empty.execute(
        "select customer_id from customers where industry = 'Law'"
        " and employees::int between 10 and 49"
    ).fetchall()
    best = traits.typical(empty, [i for (i,) in ids]).iloc[0]
    assert (best.trait, best.value, best.n, best.customers) == ("Industry", "Law", 24, 24)
    assert "Law, 24 of 24 known" in persona.trait_words(best)
