"""Names alike are found, with the reason and the money of both sides, and nothing is merged."""

import csv
import random
import string
from datetime import date, datetime

import pandas as pd
import pytest

from icp import alike, daily, merges
from tests.conftest import book

DAY, AT = date(2025, 1, 31), datetime(2025, 2, 1)


def listed(conn, *customers):
    """A customer list of (number, name)."""
    for row, (number, name) in enumerate(customers, start=1):
        conn.execute(
            "insert into customer_rows (import_id, row_no, customer_id, name)"
            " values (1, $row, $number, $name)",
            {"row": row, "number": number, "name": name},
        )
    daily.refresh(conn)


def ordered(conn, *orders):
    """One order for each (customer, amount)."""
    book(conn, [(f"o{n}", who, DAY, amount) for n, (who, amount) in enumerate(orders)])


def offered(conn, kind="customer"):
    pairs = alike.pairs(conn, kind)
    return list(zip(pairs["written"], pairs["kept"], pairs["why"], strict=True))


def products(conn, *names):
    lines = [(f"o{n}", "a", DAY, 1.0) for n in range(len(names))]
    book(conn, lines, product=list(names))


def test_an_empty_workspace_offers_nothing(empty):
    assert alike.pairs(empty, "customer").empty
    assert alike.pairs(empty, "product").empty
    assert alike.found(empty) == alike.Found(0, 0, 0, 0, 0)


def test_a_pair_says_why_and_how_much_is_at_stake(empty):
    listed(empty, ("7", "Acme Ltd"), ("8", "Bolt"))
    ordered(empty, ("7", 11), ("Acme Limited", 60), ("Acme Limited", 2.5))
    [pair] = alike.pairs(empty, "customer").to_dict("records")
    assert pair == {
        "written": "Acme Limited",
        "written_name": "Acme Limited",
        "kept": "7",
        "kept_name": "Acme Ltd",
        "written_orders": 2,
        "written_net": 62.5,
        "kept_orders": 1,
        "kept_net": 11.0,
        "why": "differs in the spelling of the legal form only",
        "alike": 100,
        "sure": True,
    }


def test_the_biggest_money_comes_first(empty):
    listed(empty, ("1", "Acme"), ("2", "Bolt"), ("3", "Cora"))
    ordered(empty, ("Acme Ltd", 5), ("Bolt Ltd", 50), ("Cora Ltd", 20))
    assert [pair[1] for pair in offered(empty)] == ["2", "3", "1"]


def test_the_listed_name_is_kept_though_the_other_has_the_money(empty):
    listed(empty, ("1", "Jonson Brothers"))
    ordered(empty, ("Johnson Brothers", 900))
    # 15 of 16 letters with the blank: 93.75 %
    assert offered(empty) == [("Johnson Brothers", "1", "93 % alike")]
    assert not alike.pairs(empty, "customer")["sure"].any()


def test_without_a_list_the_name_with_more_money_is_kept(empty):
    ordered(empty, ("ACME", 1), ("Acme", 2))
    assert offered(empty) == [("ACME", "Acme", "differs in capitals only")]


def test_of_two_candidates_none_is_sure(empty):
    listed(empty, ("5", "John Smith"), ("6", "John Smith"))
    ordered(empty, ("John Smith", 10))
    pairs = alike.pairs(empty, "customer")
    assert {frozenset(pair) for pair in zip(pairs["written"], pairs["kept"], strict=True)} == {
        frozenset(("John Smith", "5")),
        frozenset(("John Smith", "6")),
        frozenset(("5", "6")),
    }
    assert not pairs["sure"].any()


def test_another_legal_form_is_offered_but_not_sure(empty):
    ordered(empty, ("Acme GmbH", 1), ("Acme Ltd", 2))
    assert offered(empty) == [("Acme GmbH", "Acme Ltd", "differs in the legal form")]
    assert not alike.pairs(empty, "customer")["sure"].any()


@pytest.mark.parametrize(
    ("one", "other"),
    [("Store 12 London", "Store 13 London"), ("Block A Limehouse", "Block B Limehouse")],
)
def test_numbers_and_single_letters_tell_names_apart(empty, one, other):
    ordered(empty, (one, 1), (other, 2))
    assert offered(empty) == []


@pytest.mark.parametrize("slip", ["Harlington", "Harrrington", "Harringotn", "Xarrington"])
def test_one_slip_of_the_pen_is_seen_wherever_it_is(empty, slip):
    ordered(empty, ("Harrington", 2), (slip, 1))
    assert [pair[:2] for pair in offered(empty)] == [(slip, "Harrington")]


def test_maven_s_one_misspelt_product_is_the_one_pair(empty, real):
    with (real / "maven_crm" / "products.csv").open() as file:
        known = [row["product"] for row in csv.DictReader(file)]
    with (real / "maven_crm" / "sales_pipeline.csv").open() as file:
        sold = [row["product"] for row in csv.DictReader(file)]
    products(empty, *known, *dict.fromkeys(sold))
    [(written, kept, why)] = offered(empty, "product")
    assert {written, kept} == {"GTXPro", "GTX Pro"}
    assert why == "differs in blanks only"
    merges.decide(empty, "product", [("GTXPro", "GTX Pro")], merges.SAME, AT)
    names = {name for (name,) in empty.execute("select product from products").fetchall()}
    assert names == set(known)


def test_the_product_with_more_lines_is_kept_whatever_its_money(empty):
    book(
        empty,
        [("1", "a", DAY, 90.0), ("2", "a", DAY, 2.0), ("3", "a", DAY, 3.0)],
        product=["gtx pro", "GTX Pro", "GTX Pro"],
    )
    [pair] = alike.pairs(empty, "product").to_dict("records")
    assert (pair["written"], pair["written_orders"], pair["written_net"]) == ("gtx pro", 1, 90.0)
    assert (pair["kept"], pair["kept_orders"], pair["kept_net"]) == ("GTX Pro", 2, 5.0)
    assert pair["sure"]


def test_the_eighty_five_accounts_of_maven_are_all_different(empty, real):
    with (real / "maven_crm" / "accounts.csv").open() as file:
        listed(empty, *((row["account"], row["account"]) for row in csv.DictReader(file)))
    assert offered(empty) == []


def test_what_was_decided_is_not_offered_again_in_either_order(empty):
    listed(empty, ("1", "Acme"), ("2", "Bolt"))
    ordered(empty, ("Acme Ltd", 1), ("Bolt Ltd", 2))
    merges.decide(empty, "customer", [("1", "Acme Ltd")], merges.DIFFERENT, AT)
    assert [pair[:2] for pair in offered(empty)] == [("Bolt Ltd", "2")]
    merges.decide(empty, "customer", [("Bolt Ltd", "2")], merges.SAME, AT)
    assert offered(empty) == []


@pytest.mark.parametrize("kind", alike.KINDS)
@pytest.mark.parametrize("pair", [("Acme", "Acme Ltd"), ("Acme Ltd", "Acme")])
def test_a_difference_holds_for_all_that_count_under_the_same_name(empty, kind, pair):
    names = ["Acme Ltd", "Acme", "ACME"]
    book(empty, [(name, name, DAY, 1.0) for name in names], product=names)
    merges.decide(empty, kind, [pair], merges.DIFFERENT, AT)
    merges.decide(empty, kind, [("Acme", "ACME")], merges.SAME, AT)
    assert offered(empty, kind) == []


def test_how_many_customers_with_orders_are_in_the_list(empty):
    listed(empty, ("1", "Acme"), ("2", "Bolt"), ("3", "Never ordered"))
    ordered(empty, ("1", 10), ("bolt", 20), ("Cora", 30), ("Cora", 3), ("Dill", 4))
    assert alike.found(empty) == alike.Found(
        customers=4, found=2, missing=2, missing_net=37.0, listed=3
    )
    missing = alike.missing(empty)
    assert missing.values.tolist() == [["Cora", 2, 33.0], ["Dill", 1, 4.0]]


def test_a_crowd_of_one_name_stays_a_short_list():
    crowd = frame([f"n{n}" for n in range(2_000)], ["Cash customer"] * 2_000, numbered=True)
    assert len(list(alike._rows(crowd))) <= 2_000 * alike.BEST_OF_GROUP


def test_slips_are_found_among_many_names():
    chance = random.Random(7)

    def word():
        return "".join(chance.choices(string.ascii_lowercase, k=chance.randint(4, 9)))

    clean = [f"{word()} {word()} Ltd" for _ in range(19_500)]
    slipped = [name[:3] + name[4:] for name in clean[:500]]  # a letter or the blank is gone
    rows = alike._rows(frame([*clean, *slipped], [*clean, *slipped]))
    found = {frozenset((row["written"], row["kept"])) for row in rows}
    planted = {frozenset(pair) for pair in zip(clean, slipped, strict=False)}
    assert len(found & planted) > 0.95 * len(planted)


def frame(ids, names, numbered=False):
    return pd.DataFrame(
        {"name_id": ids, "name": names, "numbered": numbered, "orders": 1, "net": 1.0}
    )
