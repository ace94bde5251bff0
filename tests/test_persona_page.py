"""The page of profiles, without a browser: from nothing to versions."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from streamlit.testing.v1 import AppTest

from icp import daily, db, persona, segment_maps, segments, standards
from icp.criteria import Counted, Criterion, Evidence, Rule
from icp.persona import Persona
from tests.conftest import App, book
from ui import criteria_edit, criteria_offers, profile_save, state

AT = datetime(2026, 1, 1)
LAW = Rule("industry", "Industry", "Law")
SAID = (Evidence("interview", "three of five"),)
FIRMS = 42


@pytest.fixture
def firms(app):
    """20 law firms of which 15 are promoters, 20 shops of which one is, 2 of unknown industry."""
    with db.open(app.filled.path) as conn, db.transaction(conn):
        conn.execute("delete from order_lines").fetchall()
        rows = [
            (n, f"c{n}", "Law" if n < 20 else "Retail" if n < 40 else None, 10 if n < 15 else 5)
            for n in range(FIRMS)
        ]
        conn.executemany(
            "insert into customer_rows (import_id, row_no, customer_id, industry, nps)"
            " values (1, ?, ?, ?, ?)",
            rows,
        )
        standards.refresh(conn)
        book(conn, [(f"o{n}", f"c{n}", date(2025, 8, 1), 100.0 + n) for n in range(FIRMS)])
    return app


def save(app, one: Persona, at=AT) -> None:
    with db.open(app.filled.path) as conn, db.transaction(conn):
        persona.save(conn, replace(one, why=one.why or "First", author=one.author or "Bo"), at)


def stored(app) -> list[Persona]:
    with db.open(app.filled.path) as conn:
        return persona.listing(conn)


def said(at: AppTest, *kinds: str) -> str:
    kinds = kinds or ("subheader", "markdown", "caption", "warning", "success", "info", "error")
    text = " ".join(str(one.value) for kind in kinds for one in at.get(kind))
    return text.replace("\\", "")


def press(at: AppTest, key: str) -> AppTest:
    at.button(key=key).click().run()
    assert not at.exception, at.exception[0].message
    return at


def write(at: AppTest, text: str, kind: str = "interview", evidence: str = "Ann told us") -> None:
    press(at, "criteria_write")
    at.text_input(key="criterion_0_text").set_value(text)
    at.segmented_control(key="criterion_0_kind").set_value(kind)
    # another kind asks for another text, which only a browser draws at once
    at.session_state[f"criterion_0_{kind}"] = evidence
    press(at, "criterion_done")


def show(at: AppTest, view: str, number: int = 1) -> AppTest:
    return at.segmented_control(key=f"profile_view_{number}_True").set_value(view).run()


def test_from_nothing_to_a_saved_profile_whose_criteria_show_their_evidence(firms):
    at = firms.visit("persona")
    at.selectbox(key="criteria_best").set_value("promoters").run()
    assert "15 of 20 customers (75 %, likely between 53 and 89 %) would recommend us" in said(at)
    press(at, "criteria_add_before_0")
    assert at.button(key="criteria_add_before_0").disabled
    press(at, "criteria_add_before_1")
    for text in ("No IT person", "A new office", "A partner owns the topic"):
        write(at, text, "opinion", "")
    assert "5 criteria, not saved yet" in said(at)
    # 20 law firms of 40 whose industry is known: half of them
    assert "Matches 50 % of your customers (20 of 40; 2 unknown): not a profile yet" in said(at)
    press(at, "profile_save_above")
    at.text_input(key="profile_name").set_value("Law firms")
    at.text_input(key="profile_who").set_value("Mia")
    press(at, "profile_save_yes")
    [one] = stored(firms)
    assert (one.name, one.version, one.author, one.why) == ("Law firms", 1, "Mia", "First version")
    assert one.stands_for == "Who would recommend us"
    assert [(each.text, each.kind) for each in one.criteria[:2]] == [
        ("Industry: Law", "must"),
        ("Industry: Retail", "exclude"),
    ]
    shown = said(firms.visit("persona"))
    assert "DRAFT" in shown
    assert "Your data: 15 of 20 customers" in shown
    assert shown.count("Opinion: nobody has checked it yet") == 3


def test_evidence_that_is_missing_is_asked_for_and_the_text_stays(firms):
    at = firms.visit("persona")
    write(at, "No IT person", "desk", " ")
    press(at, "criteria_write")
    assert "Where it stands: a link or a source: write it down" in said(at, "error")
    assert "not saved yet" not in said(at)


def test_points_and_kind_are_changed_and_saved_with_a_reason(firms):
    save(firms, Persona("Law", criteria=(Criterion(1, "Law", rules=(LAW,), evidence=SAID),)))
    at = firms.visit("persona")
    assert "Fits all of your 42 customers" in said(at, "warning")
    at.segmented_control(key="profile_1_0_kind_1").set_value("must").run()
    at.number_input(key="profile_1_0_points_1").set_value(40).run()
    assert "2 changes" not in said(at)
    assert "1 change not saved yet" in said(at)
    assert "Changed: Law: nice became must, 10 became 40 points" in said(at)
    assert "Points, 100 % of all" in at.number_input(key="profile_1_0_points_1").label
    press(at, "profile_save_above")
    at.text_input(key="profile_who").set_value("Mia")
    press(at, "profile_save_yes")
    assert "Why it changes is missing" in said(at, "error")
    press(at, "profile_save_above")
    at.text_input(key="profile_who").set_value("Mia")
    at.text_input(key="profile_why").set_value("Only lawyers")
    press(at, "profile_save_yes")
    [one] = stored(firms)
    assert (one.version, one.why, one.criteria[0].points) == (2, "Only lawyers", 40)
    text = said(show(at, "versions"))
    assert "**Version 2**: Only lawyers" in text
    assert "nice became must, 10 became 40 points" in text
    assert "Added: Law (nice, 10 points)" in text


def test_a_version_is_looked_at_and_taken_back(firms):
    save(firms, Persona("Law", texts={"title": "Partner"}))
    [first] = stored(firms)
    save(firms, replace(first, texts={"title": "Owner"}, why="Asked them"))
    at = show(firms.visit("persona"), "versions")
    assert at.button(key="version_1_1_back").label == "Bring version 1 back"
    press(at, "version_1_1_back")
    assert "Version 1 is here again" in said(at, "success")
    assert not at.toast
    assert "1 change not saved yet" in said(at)
    at = show(at, "words")
    assert "Partner" in [area.value for area in at.text_area]


def test_the_second_click_of_a_save_is_the_same_save(firms, monkeypatch):
    once = profile_save._save
    monkeypatch.setattr(profile_save, "_save", lambda draft: (once(draft), once(draft)))
    at = firms.visit("persona")
    write(at, "No IT person")
    press(at, "profile_save_above")
    at.text_input(key="profile_name").set_value("Law firms")
    at.text_input(key="profile_who").set_value("Mia")
    press(at, "profile_save_yes")
    assert [(one.name, one.version) for one in stored(firms)] == [("Law firms", 1)]
    assert not at.error


def test_a_save_that_is_cancelled_stores_nothing_and_drops_no_change(firms):
    at = firms.visit("persona")
    write(at, "No IT person")
    press(at, "profile_save_above")
    at.text_input(key="profile_name").set_value("Law firms")
    press(at, "profile_save_no")
    assert "profile_name" not in {field.key for field in at.text_input}
    assert "1 criterion, not saved yet" in said(at)
    assert not stored(firms)


def test_the_second_click_on_a_criterion_adds_nothing(firms, monkeypatch):
    taken, added = criteria_edit._take, criteria_offers.add
    monkeypatch.setattr(criteria_edit, "_take", lambda *of: (taken(*of), taken(*of)))
    monkeypatch.setattr(criteria_offers, "add", lambda *of: (added(*of), added(*of)))
    at = firms.visit("persona")
    at.selectbox(key="criteria_best").set_value("promoters").run()
    press(at, "criteria_add_before_0")
    assert "1 criterion, not saved yet" in said(at)
    assert not at.toast  # it would lie over the dialog to save it
    write(at, "No IT person")
    assert "2 criteria, not saved yet" in said(at)


OFFERED = "You have changes to this profile from"


def test_after_a_reload_what_was_not_saved_is_offered_and_only_then_taken(firms):
    write(firms.visit("persona"), "No IT person")
    at = firms.visit("persona")  # a new session
    assert OFFERED in said(at, "info")
    assert "Added: No IT person" in said(at)
    assert "nothing in it yet" in said(at)
    press(at, "profile_unsaved_yes")
    assert "1 criterion, not saved yet" in said(at)
    assert OFFERED not in said(at)
    press(at, "profile_save_above")
    at.text_input(key="profile_name").set_value("Offices")
    press(at, "profile_save_yes")
    assert "Who you are is missing" in said(at, "error")
    assert 'Name: "Offices"' in said(firms.visit("persona"))
    press(at, "profile_drop_above")
    assert "1 criterion, not saved yet" in said(at)  # it asks
    press(at, "profile_drop_yes")
    assert "nothing in it yet" in said(at)
    assert OFFERED not in said(firms.visit("persona"))


def test_what_is_dropped_is_not_offered_again_and_a_save_leaves_nothing_behind(firms):
    write(firms.visit("persona"), "No IT person")
    at = firms.visit("persona")
    press(at, "profile_unsaved_no")
    assert OFFERED not in said(firms.visit("persona"))
    write(at, "A new office")
    press(at, "profile_save_above")
    at.text_input(key="profile_name").set_value("Offices")
    at.text_input(key="profile_who").set_value("Mia")
    press(at, "profile_save_yes")
    at = firms.visit("persona")
    at.segmented_control(key="profile_chosen").set_value(0).run()
    assert "nothing in it yet" in said(at)
    assert OFFERED not in said(at)


def test_two_windows_do_not_take_each_others_changes(firms):
    one, two = firms.visit("persona"), firms.visit("persona")
    write(one, "From one")
    write(two, "From two")
    assert OFFERED in said(two)  # what it changed itself is not lost, nor is it mixed
    assert "kept only as long as it is open" in said(two, "caption")
    assert "1 criterion, not saved yet" in said(two)
    assert "From one" not in said(one.run(), "warning")
    assert OFFERED not in said(one)
    press(two, "profile_unsaved_no")
    assert "Added: From two" in said(firms.visit("persona"))
    assert OFFERED in said(one.run())  # the other way round, now
    press(one, "profile_unsaved_yes")
    assert "Added: From two" in said(one)
    assert "From one" not in said(one)


def test_the_second_to_save_is_told_and_loses_nothing(firms):
    save(firms, Persona("Law"))
    at = show(firms.visit("persona"), "words")
    at.text_area(key="profile_1_0_title").set_value("Partner").run()
    [first] = stored(firms)
    save(firms, replace(first, texts={"age": "50"}, why="Age is known", author="Ann"))
    at.run()
    text = said(at, "warning")
    assert "Ann saved version 2 meanwhile (Age is known)" in text
    assert "Added: Age" in text
    assert "Added: Title" in text
    press(at, "profile_mine")
    assert "Removed: Age" in said(at)
    press(at, "profile_save_above")
    at.text_input(key="profile_why").set_value("Title")
    at.text_input(key="profile_who").set_value("Mia")
    press(at, "profile_save_yes")
    assert [(one.version, one.texts) for one in stored(firms)] == [(3, {"title": "Partner"})]


def test_evidence_is_frozen_and_marked_where_todays_data_says_otherwise(firms):
    before = Counted("promoters", "would recommend us", "customers", 20, 4, 20, 12, 2, 0.1, 0.4,
                     "less common", date(2025, 1, 1))  # fmt: skip
    one = Criterion(1, "Industry: Law", kind="must", rules=(LAW,), evidence=(
        Evidence("data", counted=before),))  # fmt: skip
    save(firms, Persona("Law", criteria=(one,)))
    at = firms.visit("persona")
    assert "4 of 20 customers (20 %, likely between 10 and 40 %)" in said(at, "caption")
    assert "Today's data says otherwise: 15 of 20 customers" in said(at, "warning")
    press(at, "profile_1_0_today_1_promoters")
    assert "Today's data says otherwise" not in said(at)
    assert "more evidence (your data), less evidence (your data)" in said(at)


def test_other_counts_are_said_with_then_and_now_also_where_they_come_to_the_same(firms):
    before = Counted("promoters", "would recommend us", "customers", 20, 14, 20, 1, 2, 0.1, 0.4,
                     "strong", date(2025, 9, 1))  # fmt: skip
    one = Criterion(1, "Industry: Law", kind="must", rules=(replace(LAW, title="Line"),), evidence=(
        Evidence("data", counted=before),))  # fmt: skip
    save(firms, Persona("Law", criteria=(one,)))
    save(firms, replace(stored(firms)[0], stands_for="x", why="y"), datetime(2026, 2, 2))
    at = firms.visit("persona")
    told = said(at, "caption")
    assert "Today's data counts otherwise, and it is still strong: 15 of 20 customers" in told
    assert "since it was saved in version 1 on 1 Jan 2026: 14 of 20 then, 15 of 20 now" in told
    show(at, "whole")
    assert "Industry: Law: 14 of 20 then, 15 of 20 now" in said(at, "warning")
    at.toggle(key="hide_names").set_value(True).run()
    assert "Industry: Law: 14 of 20 then, 15 of 20 now" in said(at, "warning")
    assert "what you have not saved is kept" in said(at, "info")


def test_evidence_that_is_still_so_is_not_flagged(firms):
    at = firms.visit("persona")
    at.selectbox(key="criteria_best").set_value("promoters").run()
    press(at, "criteria_add_before_0")
    press(at, "profile_save_above")
    at.text_input(key="profile_name").set_value("Law firms")
    at.text_input(key="profile_who").set_value("Mia")
    press(at, "profile_save_yes")
    at = firms.visit("persona")
    assert "Today's data" not in said(at)
    assert "Today's data" not in said(show(at, "whole"))


@pytest.mark.parametrize("points", [999_999_999, -5])
def test_points_that_cannot_be_are_refused_in_words_and_nothing_is_saved(firms, points):
    save(firms, Persona("Law", criteria=(Criterion(1, "Law", rules=(LAW,), evidence=SAID),)))
    at = firms.visit("persona")
    at.number_input(key="profile_1_0_points_1").set_value(points).run()
    refused = f'Points go from 0 to 1,000: "Law" has {points:,}'
    assert refused in said(at, "error")
    press(at, "profile_save_above")
    at.text_input(key="profile_why").set_value("More")
    at.text_input(key="profile_who").set_value("Mia")
    press(at, "profile_save_yes")
    assert said(at, "error").count(refused) == 2  # below the field, and in the dialog
    assert [one.version for one in stored(firms)] == [1]


def test_a_width_says_why_it_is_fine_and_a_draft_until_when_it_is_one(firms):
    with db.open(firms.filled.path) as conn, db.transaction(conn):
        conn.execute(
            "update customer_rows set industry = 'Mining' where row_no between 6 and 19"
        ).fetchall()
        daily.refresh(conn)
    save(
        firms,
        Persona("Law", criteria=(Criterion(1, "Law", "firm", "must", 10, (LAW,), SAID),)),
    )
    at = firms.visit("persona")
    # 6 law firms are left of 40
    assert (
        "Matches 15 % of your customers (6 of 40; 2 unknown): narrow enough to steer by, as it is "
        "not over 40 %." in said(at, "success")
    )
    assert "stays a draft until the team has voted" in said(at, "caption")


def test_a_review_that_is_due_is_said(firms):
    save(firms, Persona("Law", review_on=date(2026, 1, 2)))
    at = firms.visit("persona")
    assert "A review is due since 2 Jan 2026" in said(at, "warning")
    press(at, "profile_holds")
    at.text_input(key="profile_who").set_value("Mia")
    press(at, "profile_save_yes")
    assert "A review is due" not in said(at)
    assert stored(firms)[0].why == "Reviewed: it still holds"


def test_text_from_users_stays_text(app):
    bad = "<b>x</b> ![](http://evil.example/) *y*"
    criterion = Criterion(1, bad, evidence=(Evidence("desk", bad),), owner=bad)
    save(app, Persona("*Law*", "`a`", {"industry": bad}, (criterion,), why=bad, author="[a](b)"))
    at = app.visit("persona")
    for view in ("criteria", "words", "whole", "versions"):
        show(at, view)
        assert not at.exception
        raw = " ".join(
            str(one.value) for kind in ("subheader", "markdown", "caption") for one in at.get(kind)
        )
        assert r"\*Law\*" in raw
        for live in ("<b>", "![](", " *y*", "[a](b)"):
            assert live not in raw, (view, live)


def test_three_profiles_are_the_most_and_one_can_be_deleted(app):
    for name in "abc":
        save(app, Persona(name))
    at = app.visit("persona")
    assert "Three profiles are the most" in said(at)
    assert at.segmented_control(key="profile_chosen").options == ["a", "b", "c"]
    at.segmented_control(key="profile_chosen").set_value(2).run()
    show(at, "whole", 2)
    press(at, "persona_delete_2")
    press(at, "persona_delete_yes")
    at = app.visit("persona")
    assert at.segmented_control(key="profile_chosen").options == ["a", "c", "A new profile"]


def test_names_are_hidden_inside_texts_and_nothing_can_be_written_then(app):
    with db.open(app.filled.path) as conn, db.transaction(conn):
        conn.execute(
            "insert into customer_rows (import_id, row_no, customer_id, name)"
            " values (1, 1, 'c1', 'Zorblatt & Sons')"
        ).fetchall()
        standards.refresh(conn)
        book(conn, [])
    text = "Like ZORBLATT & SONS, not Zorblatt & Sonship"
    save(
        app,
        Persona("Best", texts={"industry": text}, criteria=(Criterion(1, text, evidence=SAID),)),
    )
    at = app.visit("persona")
    at.toggle(key="hide_names").set_value(True).run()
    assert not at.exception
    shown = said(at)
    assert "ZORBLATT" not in shown
    assert "Like Client #" in shown
    assert "not Zorblatt & Sonship" in shown  # another word
    keys = {one.key for one in at.button}
    assert not {key for key in keys if key and key.startswith(("profile_", "criteria_"))}


def test_groups_of_ones_own_can_be_the_best(app):
    own = segment_maps.own("Gems")
    mine = segment_maps.SegmentMap(dict.fromkeys(segments.CELLS, "Gems"), (own,))
    with db.open(app.filled.path) as conn, db.transaction(conn):
        segment_maps.save(conn, mine, state.now())
    at = app.visit("persona")
    at.selectbox(key="criteria_best").set_value("group").run()
    at.selectbox(key="criteria_segment").set_value("Gems").run()
    assert not at.exception
    assert "Nobody, or everybody, is in this group" in said(at, "info")


def test_with_nobody_the_best_the_page_says_what_to_bring(app):
    at = app.visit("persona", App.FILLED)
    at.selectbox(key="criteria_best").set_value("promoters").run()
    assert not at.exception
    assert "upload a column NPS" in said(at, "info")


def test_with_few_customers_the_page_says_what_could_be_known_with_more(app):
    at = app.visit("persona")
    at.selectbox(key="criteria_best").set_value("top").run()
    assert "No trait is known" in said(at, "info")
    with db.open(app.filled.path) as conn, db.transaction(conn):
        rows = [(n, f"c{n}", "Law" if n < 6 else "Retail") for n in range(1, 13)]
        insert = "insert into customer_rows (import_id, row_no, customer_id, industry)"
        conn.executemany(f"{insert} values (1, ?, ?, ?)", rows)
        standards.refresh(conn)
        conn.execute("update meta set data_version = data_version + 1").fetchall()
    at.run()
    # 3 of 12 customers are the largest 20 %
    assert "With 12 customers, 3 of them among the best, a pattern cannot be told" in said(at)


def test_who_the_best_are_is_taken_over_from_the_page_of_what_they_share(app):
    at = app.visit("drivers")
    at.segmented_control(key="drivers_best").set_value("top").run()
    at.switch_page("../pages/persona.py").run()
    assert at.selectbox(key="criteria_best").value == "top"
