"""What is not saved of a profile outlives a reload, and no tab takes another's by itself."""

from dataclasses import replace
from datetime import datetime

import pytest

from icp import db, errors, persona, persona_drafts
from icp.criteria import Criterion, Evidence, Rule
from icp.persona import Persona

AT, LATER = datetime(2026, 1, 1, 11, 5), datetime(2026, 1, 1, 11, 9)
LAW = Criterion(
    1,
    "Industry: Law",
    rules=(Rule("industry", "Industry", "Law"),),
    evidence=(Evidence("opinion", "Mia"),),
)


@pytest.fixture
def saved(empty):
    persona.save(empty, Persona("Law", why="First", author="Mia"), AT)
    [one] = persona.listing(empty)
    return one


def test_a_new_profile_is_kept_as_its_tab_left_it(empty):
    assert persona_drafts.read(empty, None) is None
    now = Persona("", "Tier A", {"title": "Partner"}, (LAW,))
    persona_drafts.keep(empty, now, "tab 1", AT)
    assert persona_drafts.read(empty, None) == persona_drafts.Unsaved(Persona(""), now, "tab 1", AT)


def test_a_tab_keeps_its_latest_and_leaves_what_another_tab_kept(empty):
    for text, tab, at in (("a", "tab 1", AT), ("b", "tab 1", LATER), ("c", "tab 2", LATER)):
        persona_drafts.keep(empty, Persona("", text), tab, at)
    found = persona_drafts.read(empty, None)
    assert (found.now.stands_for, found.tab, found.saved_at) == ("b", "tab 1", LATER)
    persona_drafts.drop(empty, None, "tab 2")  # it has none
    assert persona_drafts.read(empty, None)
    persona_drafts.drop(empty, None, "tab 1")
    assert persona_drafts.read(empty, None) is None


def test_changes_stand_on_the_version_that_was_read_although_there_is_a_later_one(empty, saved):
    persona_drafts.keep(empty, replace(saved, texts={"age": "50"}), "tab 1", LATER)
    persona.save(empty, replace(saved, texts={"title": "Owner"}), LATER)
    found = persona_drafts.read(empty, 1)
    assert found.base == saved
    assert (found.now.version, found.now.texts) == (1, {"age": "50"})


def test_each_profile_has_its_own_and_a_deleted_one_leaves_nothing_to_the_next(empty, saved):
    persona_drafts.keep(empty, replace(saved, stands_for="x"), "tab 1", AT)
    persona_drafts.keep(empty, Persona("", "new"), "tab 1", AT)
    persona.delete(empty, 1)
    persona.save(empty, Persona("Shops", why="First", author="Mia"), AT)  # it is number 1 as well
    assert persona_drafts.read(empty, 1) is None
    assert persona_drafts.read(empty, None).now.stands_for == "new"


def test_what_is_kept_is_no_change_of_the_data(empty):
    before = db.data_version(empty)
    persona_drafts.keep(empty, Persona("", "new"), "tab 1", AT)
    assert db.data_version(empty) == before


@pytest.mark.parametrize("points", [-5, 1_001])
def test_points_out_of_range_are_refused_with_the_range(empty, points):
    one = Persona("Law", criteria=(replace(LAW, points=points),), why="First", author="Mia")
    with pytest.raises(errors.RuleInvalid, match=f"from 0 to 1,000: .* has {points:,}, so nothing"):
        persona.save(empty, one, AT)


@pytest.mark.parametrize("points", [0, 1_000])
def test_the_ends_of_the_range_are_taken(empty, points):
    one = Persona("Law", criteria=(replace(LAW, points=points),), why="First", author="Mia")
    assert persona.save(empty, one, AT) == 1


def test_a_trait_that_is_called_otherwise_is_still_the_same():
    assert LAW.rules[0] == replace(LAW.rules[0], title="Line of business")
    assert LAW.rules[0] != replace(LAW.rules[0], value="Retail")
