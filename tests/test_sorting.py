"""Good, OK or bad by hand: kept entry by entry, the latest of an author counts."""

from datetime import date, datetime
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from icp import db, errors, merges, sorting, writer
from icp.sorting import Sort
from tests.conftest import book

NOW = datetime(2026, 8, 31, 9)


def sort(conn, who, *sorts, **act):
    return sorting.save(conn, [Sort(*one) for one in sorts], who, NOW, **act)


def verdicts(conn, who):
    return {one: sort.verdict for one, sort in sorting.by(conn, who).items()}


def tally(conn):
    frame = sorting.tally(conn).set_index("customer_id")
    return {one: tuple(frame.loc[one, ["good", "ok", "bad", "verdict"]]) for one in frame.index}


def test_the_latest_of_an_author_counts_and_nothing_is_lost(empty):
    sort(empty, "Ann", ("a", "good"))
    sort(empty, "Ben", ("a", "bad"))
    sort(empty, "Ann", ("a", "ok"))
    sort(empty, "Ann", ("b", "good"))
    assert verdicts(empty, "Ann") == {"a": "ok", "b": "good"}
    assert verdicts(empty, "Ben") == {"a": "bad"}
    assert sorting.authors(empty) == ["Ann", "Ben"]
    assert empty.execute("select seq, verdict from sorts order by seq").fetchall() == [
        (1, "good"),
        (2, "bad"),
        (3, "ok"),
        (4, "good"),
    ]


def test_ok_is_looked_at_again_in_six_months_and_only_bad_has_an_action(empty):
    sort(empty, "Ann", ("a", "ok"), ("b", "ok", (), None, date(2026, 12, 1), "part"))
    sort(empty, "Ann", ("c", "bad", (), " late ", date(2026, 12, 1), "reprice"))
    kept = sorting.by(empty, "Ann")
    assert kept["a"].look_again_on == date(2027, 2, 28)  # six months on from 31 August
    assert (kept["b"].look_again_on, kept["b"].action) == (date(2026, 12, 1), None)
    assert (kept["c"].look_again_on, kept["c"].action) == (None, "reprice")
    assert kept["c"].note == "late"


def test_reasons_added_to_an_act_are_undone_with_it(empty):
    sort(empty, "Ann", ("a", "ok"))
    act = sort(empty, "Ann", ("a", "bad"))
    sort(empty, "Ann", ("a", "bad", ("rude", " rude ", "", "own  words")), act=act)
    assert sorting.by(empty, "Ann")["a"].reasons == ("rude", "own words")
    assert sorting.own_reasons(empty) == {"good": [], "ok": [], "bad": ["own words"]}
    assert sorting.undo(empty, "Ann", NOW) == ["a"]
    assert verdicts(empty, "Ann") == {"a": "ok"}
    assert sorting.undo(empty, "Ann", NOW) == ["a"]
    assert verdicts(empty, "Ann") == {}
    assert sorting.undo(empty, "Ann", NOW) == []
    assert db.one(empty, "select count(*) from sorts") == 5  # 3 entries, 2 taken back


def test_undo_takes_back_what_was_moved_together_and_nobody_elses(empty):
    sort(empty, "Ann", ("a", "good"))
    sort(empty, "Ann", ("a", "bad"), ("b", "bad"))
    sort(empty, "Ben", ("a", "good"))
    assert sorting.undo(empty, "Ann", NOW) == ["a", "b"]
    assert verdicts(empty, "Ann") == {"a": "good"}
    assert verdicts(empty, "Ben") == {"a": "good"}
    sort(empty, "Ann", ("b", "ok"))
    assert verdicts(empty, "Ann") == {"a": "good", "b": "ok"}


def test_those_not_seen_come_first_then_the_skipped_in_their_order(empty):
    ids = ["a", "b", "c", "d"]
    for one in ("b", "a"):
        sort(empty, "Ann", (one, sorting.SKIPPED))
    sort(empty, "Ann", ("c", "good"), ("gone", sorting.SKIPPED))
    assert sorting.upcoming(ids, sorting.by(empty, "Ann")) == ["d", "b", "a"]
    sort(empty, "Ann", ("b", sorting.SKIPPED))
    assert sorting.upcoming(ids, sorting.by(empty, "Ann")) == ["d", "a", "b"]
    sort(empty, "Ann", ("c", None))
    assert sorting.upcoming(ids, sorting.by(empty, "Ann")) == ["c", "d", "a", "b"]
    assert sorting.upcoming(ids, sorting.by(empty, "Ben")) == ids


def test_what_most_say_is_the_verdict_and_a_draw_is_split(empty):
    for who, a, b, c in (("Ann", "good", "ok", "bad"), ("Ben", "good", "bad", "skipped")):
        sort(empty, who, ("a", a), ("b", b), ("c", c))
    sort(empty, "Cid", ("a", "bad"), ("d", "skipped"))
    assert tally(empty) == {
        "a": (2, 0, 1, "good"),
        "b": (0, 1, 1, "split"),
        "c": (0, 0, 1, "bad"),
    }


def test_the_earliest_day_to_look_again_is_that_of_all(empty):
    for who, day in (("Ann", 9), ("Ben", 3), ("Cid", 5)):
        sort(empty, who, ("a", "ok", (), None, date(2026, 12, day)))
    assert sorting.tally(empty)["look_again_on"].item().date() == date(2026, 12, 3)


def test_the_reasons_are_those_of_the_verdict_the_commonest_first(empty):
    sort(empty, "Ann", ("a", "good", ("refers", "kind"), "knows us long"))
    sort(empty, "Ben", ("a", "good", ("refers",)))
    sort(empty, "Cid", ("a", "bad", ("rude",)))
    sort(empty, "Ann", ("b", "good", ("kind",)))
    sort(empty, "Ben", ("b", "bad", ("rude",), None, None, "part"))
    found = sorting.tally(empty).set_index("customer_id")
    assert list(found.at["a", "reasons"]) == ["refers", "kind"]
    assert list(found.at["a", "notes"]) == ["Ann: knows us long"]
    assert list(found.at["b", "reasons"]) == ["kind", "rude"]
    assert list(found.at["b", "actions"]) == ["part"]


def test_names_that_count_as_one_are_sorted_as_one(empty):
    book(empty, [("1", "Acme", date(2026, 1, 1), 5), ("2", "ACME Inc", date(2026, 1, 2), 5)])
    sort(empty, "Ann", ("Acme", "good"))
    sort(empty, "Ann", ("ACME Inc", "bad"))
    merges.decide(empty, "customer", [("ACME Inc", "Acme")], merges.SAME, NOW)
    assert verdicts(empty, "Ann") == {"Acme": "bad"}
    assert tally(empty) == {"Acme": (0, 0, 1, "bad")}


def test_the_largest_of_the_last_12_months_come_first_and_everybody_is_there(empty):
    empty.execute(
        "insert into customer_rows"
        " (import_id, row_no, customer_id, name, employees, customer_since)"
        " values (1, 1, 'new', 'New', '43', null), (1, 2, 'b', 'Bolt', null, date '2019-05-01')"
    )
    book(
        empty,
        [
            ("1", "a", date(2025, 11, 1), 50),
            ("2", "b", date(2026, 10, 31), 70),
            ("3", "gone", date(2025, 10, 31), 900),
            ("4", "quiet", date(2024, 1, 1), 90),
        ],
    )
    found = sorting.queue(empty, date(2026, 11, 1))
    assert list(found["customer_id"]) == ["b", "a", "gone", "quiet", "new"]
    assert list(found["money"].fillna(-1)) == [70, 50, -1, -1, -1]
    assert found["first_on"][0].date() == date(2019, 5, 1)
    assert found["employees"][4] == "10-49 people"
    assert found["last_on"].isna().tolist() == [False] * 4 + [True]


@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        (("a", "great"), 'A customer is good, OK or bad, not "great"'),
        (("a", "bad", (), None, None, "sue"), '"sue" is no way to deal with them'),
        (("a", "bad", ("x" * 81,)), "A reason has at most 80 letters"),
        (("a", "bad", (), "x" * 501), "a note 500"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_nothing_is_stored(empty, bad, sentence):
    with pytest.raises(errors.RuleInvalid, match=sentence):
        sort(empty, "Ann", ("b", "good"), bad)
    assert db.one(empty, "select count(*) from sorts") == 0


@pytest.mark.parametrize("name", ["", "  ", "x" * 61])
def test_whoever_sorts_has_a_name(empty, name):
    with pytest.raises(errors.RuleInvalid, match="Who is sorting"):
        sort(empty, name, ("a", "good"))
    assert sorting.named("  Ann   Lee ") == "Ann Lee"


def test_an_acknowledged_sort_is_in_the_file(tmp_path):
    path = tmp_path / "books.duckdb"
    with db.open(path):
        pass
    entry = [Sort("a", "good")]
    writer.submit(path, lambda conn: sorting.save(conn, entry, "Ann", NOW)).result()
    db.close(path)
    with db.open(path) as conn:
        assert verdicts(conn, "Ann") == {"a": "good"}
    db.close_all()


acts = st.lists(
    st.one_of(st.tuples(st.sampled_from("ab"), st.sampled_from(["good", "ok", "bad"])), st.none()),
    max_size=12,
)


@pytest.fixture(scope="module")
def shared():
    with db.open(":memory:") as conn:
        yield conn, (f"Ann {n}" for n in count())


@given(steps=acts)
@settings(max_examples=25, deadline=None)
def test_undo_goes_back_act_by_act_as_a_stack_does(shared, steps):
    conn, names = shared
    who, stack = next(names), []
    for step in steps:
        if step:
            stack.append(step)
            sort(conn, who, step)
        else:
            undone = [stack.pop()[0]] if stack else []
            assert sorting.undo(conn, who, NOW) == undone
    assert verdicts(conn, who) == dict(stack)
