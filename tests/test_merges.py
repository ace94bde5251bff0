"""Two names become one for every figure, no total changes, and undo brings everything back."""

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from icp import aliases, customer, db, errors, facts, ingest, merges, overview, slices
from tests.conftest import book
from tests.test_alike import AT, DAY, listed, ordered
from tests.test_ingest import csv

TABLES = (
    "customers",
    "customer_day",
    "billed_customers",
    "current_attributes",
    "current_lines",
    "customer_alias",
    "product_alias",
    "product_services",
    "customer_services",
)
AS_OF = date(2025, 12, 31)


def everything(conn):
    return {table: conn.execute(f"from {table} order by all").fetchall() for table in TABLES}


def totals(conn):
    return conn.execute(
        "select sum(net), sum(sales), sum(orders), sum(purchases), sum(cost) from customer_day"
    ).fetchall()


def ids(conn):
    return [i for (i,) in conn.execute("select customer_id from customers order by 1").fetchall()]


def same(conn, *pairs, kind="customer"):
    merges.decide(conn, kind, pairs, merges.SAME, AT)


def test_orders_by_name_meet_the_list(empty):
    ingest.load(empty, csv("Customer ID,Customer,Industry\n7,Acme Ltd,Law\n8,Bolt,Retail\n"))
    orders = "1,ACME  ltd,2025-01-31,10\n2,Acme Ltd,2025-01-31,5\n3,Cora,2025-01-31,3\n"
    ingest.load(empty, csv("Invoice,Customer,Date,Amount\n" + orders))
    frame = facts.customers(empty, AS_OF).set_index("customer_id")
    assert dict(frame["money"]) == {"7": 15.0, "Cora": 3.0}
    assert frame.loc["7", "name"] == "Acme Ltd"
    assert customer.known(empty, "7")["Industry"] == "Law"
    assert ids(empty) == ["7", "8", "Cora"]
    matched = aliases.automatic(empty)
    assert sorted(matched["written"]) == ["ACME  ltd", "Acme Ltd"]
    assert set(matched["kept"]) == {"7"}


def test_the_list_may_come_after_the_orders_and_go_again(empty):
    ingest.load(empty, csv("Customer,Date,Amount\nacme,2025-01-31,10\n"))
    before = everything(empty)
    came = ingest.load(empty, csv("Customer ID,Customer,Industry\n7,Acme,Law\n"))
    assert ids(empty) == ["7"]
    ingest.undo(empty, came.import_id)
    assert everything(empty) == before


def test_two_of_the_name_in_the_list_are_left_to_people(empty):
    listed(empty, ("5", "John Smith"), ("6", "john smith"))
    ordered(empty, ("John Smith", 10))
    assert aliases.automatic(empty).empty
    assert ids(empty) == ["5", "6", "John Smith"]


def test_a_number_of_the_list_is_never_taken_for_a_name(empty):
    listed(empty, ("Acme", "Bolt"), ("9", "acme"))
    ordered(empty, ("Acme", 10))
    assert aliases.automatic(empty).empty


@pytest.mark.parametrize("pair", [("acme", "7"), ("7", "acme")])
def test_a_match_that_people_call_different_is_none(empty, pair):
    listed(empty, ("7", "Acme"))
    ordered(empty, ("acme", 10))
    merges.decide(empty, "customer", [pair], merges.DIFFERENT, AT)
    assert ids(empty) == ["7", "acme"]
    merges.undo(empty, "customer", [("acme", "7")])
    assert ids(empty) == ["7"]


def test_a_name_that_people_gave_to_another_is_not_matched_later(empty):
    ordered(empty, ("acme", 10), ("Bolt", 1))
    same(empty, ("acme", "Bolt"))
    listed(empty, ("7", "Acme"))
    assert ids(empty) == ["7", "Bolt"]


def test_a_decision_about_products_leaves_customers_alone(empty):
    ordered(empty, ("a", 1), ("b", 2))
    same(empty, ("a", "b"), kind="product")
    assert ids(empty) == ["a", "b"]
    with pytest.raises(errors.NotFound):
        merges.undo(empty, "customer", [("a", "b")])


def test_merged_customers_share_their_facts_the_kept_first(empty):
    header = "Customer ID,Customer,Industry,Employees,Color,Mood\n"
    ingest.load(empty, csv(header + "1,Acme,,12,red,\n2,Acme Ltd,Law,99,blue,good\n"))
    same(empty, ("2", "1"))
    assert customer.known(empty, "1") == {
        "Industry": "Law",
        "Employees": "12",
        "Color": "red",
        "Mood": "good",
    }
    assert ids(empty) == ["1"]
    assert overview.summary(empty).customers == 1


def test_a_kept_customer_without_a_row_in_the_list_takes_the_facts_of_the_other(empty):
    listed(empty, ("7", "Acme"))
    ordered(empty, ("Acme Group", 5))
    same(empty, ("7", "Acme Group"))
    assert ids(empty) == ["Acme Group"]
    assert empty.execute("select name from customers").fetchall() == [("Acme",)]


def test_one_order_under_two_spellings_is_one_order(empty):
    book(empty, [("1", "Acme", DAY, 10.0), ("1", "ACME", DAY, 5.0)])
    same(empty, ("ACME", "Acme"))
    assert empty.execute("select customer_id, orders, net from customer_day").fetchall() == [
        ("Acme", 1, 15)
    ]


def test_payments_and_costs_are_added_up(empty):
    book(
        empty,
        [("1", "Acme", DAY, 10.0), ("2", "ACME", DAY, 5.0)],
        cost=[1.0, 2.0],
        due_on=[DAY, DAY],
        paid_on=[date(2025, 2, 3), date(2025, 2, 5)],
    )
    same(empty, ("ACME", "Acme"))
    [one] = facts.customers(empty, AS_OF).to_dict("records")
    assert (one["money"], one["cost"], one["payments"], one["days_late"]) == (15.0, 3.0, 2, 4.0)


def test_a_chain_of_decisions_ends_at_one_name(empty):
    ordered(empty, ("a", 1), ("b", 2), ("c", 4))
    same(empty, ("a", "b"))
    same(empty, ("b", "c"))
    same(empty, ("a", "c"))
    assert ids(empty) == ["c"]
    merges.undo(empty, "customer", [("b", "c")])
    assert ids(empty) == ["c"], "a is b, and a is c"
    merges.undo(empty, "customer", [("c", "a")])
    assert ids(empty) == ["b", "c"]


def test_a_circle_of_decisions_is_still_one_customer(empty):
    ordered(empty, ("a", 1), ("b", 2), ("c", 4))
    same(empty, ("a", "b"), ("b", "c"), ("c", "a"))
    assert len(ids(empty)) == 1
    assert float(totals(empty)[0][0]) == 7


def test_a_matched_name_follows_where_its_listed_customer_goes(empty):
    listed(empty, ("7", "Acme"), ("8", "Acme Group"))
    ordered(empty, ("acme", 10))
    same(empty, ("7", "8"))
    assert ids(empty) == ["8"]
    assert float(totals(empty)[0][0]) == 10


def test_a_later_decision_about_a_pair_takes_the_place_of_the_earlier(empty):
    ordered(empty, ("a", 1), ("b", 2))
    same(empty, ("a", "b"))
    merges.decide(empty, "customer", [("b", "a")], merges.DIFFERENT, AT)
    assert ids(empty) == ["a", "b"]
    assert list(merges.decisions(empty)["decision"]) == ["different"]


def test_a_name_is_not_merged_with_itself(empty):
    with pytest.raises(errors.RuleInvalid, match="choose two names"):
        same(empty, ("a", "a"))


def test_what_was_undone_already_is_said(empty):
    ordered(empty, ("a", 1), ("b", 2))
    with pytest.raises(errors.NotFound, match="undone already"):
        merges.undo(empty, "customer", [("a", "b")])


def test_decisions_are_listed_newest_first_with_their_names(empty):
    listed(empty, ("7", "Acme"))
    book(empty, [("1", "17", DAY, 1.0)], customer_name=["Acme Inc"])
    merges.decide(empty, "product", [("GTXPro", "GTX Pro")], merges.SAME, datetime(2025, 1, 1))
    merges.decide(empty, "customer", [("17", "7")], merges.DIFFERENT, datetime(2025, 1, 2))
    frame = merges.decisions(empty).drop(columns="decided_at")
    assert frame.values.tolist() == [
        ["customer", "17", "Acme Inc", "7", "Acme", "different"],
        ["product", "GTXPro", "GTXPro", "GTX Pro", "GTX Pro", "same"],
    ]


def test_every_change_of_names_makes_a_new_version_of_the_data(empty):
    ordered(empty, ("a", 1), ("b", 2))
    before = db.data_version(empty)
    same(empty, ("a", "b"))
    assert db.data_version(empty) > before


def test_a_profile_counts_a_merged_customer_once(empty):
    ingest.load(empty, csv("Customer ID,Customer,Industry\n1,Acme,Law\n2,Acme Ltd,Law\n3,Bo,Law\n"))
    same(empty, ("2", "1"))
    assert list(slices.values(empty, "industry")["customer_id"]) == ["1", "3"]


NAMES = st.sampled_from("abcde")
LINES = st.lists(st.tuples(NAMES, st.integers(-50, 100)), min_size=1, max_size=12)
PAIRS = st.lists(st.tuples(NAMES, NAMES).filter(lambda pair: pair[0] != pair[1]), max_size=5)


@pytest.fixture(scope="module")
def books():
    """One workspace for all examples of a property; to open one takes longer than an example."""
    with db.open(":memory:") as conn:
        yield conn


@settings(deadline=None, max_examples=15)
@given(lines=LINES, pairs=PAIRS)
def test_merging_changes_no_total_is_idempotent_and_undone_without_a_trace(books, lines, pairs):
    books.execute("delete from order_lines")
    book(books, [(f"o{n}", who, DAY, amount) for n, (who, amount) in enumerate(lines)])
    before, sums = everything(books), totals(books)
    same(books, *pairs)
    merged = everything(books)
    assert totals(books) == sums
    same(books, *pairs)
    assert everything(books) == merged
    decided = merges.decisions(books)
    merges.undo(books, "customer", list(zip(decided["written"], decided["kept"], strict=True)))
    assert everything(books) == before


@given(PAIRS)
def test_every_name_ends_at_one_that_stands_for_itself(pairs):
    found = aliases.resolve(pairs)
    assert not set(found) & set(found.values())
    for written, kept in pairs:
        assert found.get(written, written) == found.get(kept, kept)
