"""Similar customers: worked out by hand."""

import random

import pytest

from icp import similar, standards

FACTS = ("industry", "country", "lead_source", "employees")


def listed(conn, people):
    """Customers by name: industry, country, source, employees; None is unknown."""
    conn.executemany(
        f"insert into customer_rows (import_id, row_no, customer_id, name, {', '.join(FACTS)})"
        " values (1, ?, ?, ?, ?, ?, ?, ?)",
        [(row, name, name.title(), *facts) for row, (name, facts) in enumerate(people, start=1)],
    )
    standards.refresh(conn)


PEOPLE = [
    # who                industry   country source       employees
    ("one", ("Law", "CH", "referral", "20")),
    ("twin", ("Law", "CH", "referral", "20")),
    ("near", ("Law", "CH", "fair", "40")),
    ("half", ("Law", "DE", None, "25")),
    ("far", ("Retail", "DE", "fair", "2")),
    ("bare", (None, "CH", "referral", None)),
]


def test_the_nearest_share_the_most_and_say_what(empty):
    listed(empty, PEOPLE)
    sites = [(name, f"{name}.example") for name in ("one", "twin", "near")]
    empty.executemany("insert into attributes values (1, ?, 'Website', ?)", sites)
    found = similar.to(empty, "one")
    # weights: Law is 4 of 5, so 1/5; CH 4 of 6 -> 1/3; referral 3 of 5 -> 2/5;
    # 10-49 people 4 of 5 -> 1/5; with the one that is taken to differ 1/5 + 1/3 + 2/5 + 1/5 + 1
    assert found.facts == 4
    everything = 1 / 5 + 1 / 3 + 2 / 5 + 1 / 5
    frame = found.customers.set_index("customer_id")
    assert frame["alike"].to_dict() == pytest.approx(
        {
            "twin": everything / (everything + 1),
            "near": (1 / 5 + 1 / 3 + 1 / 5 * 20 / 40) / (everything + 1),
            "half": (1 / 5 + 1 / 5 * 20 / 25) / (1 / 5 + 1 / 3 + 1 / 5 + 1),
        }
    )
    assert list(frame.index) == ["twin", "near", "half"]
    assert list(frame["known"]) == [4, 4, 3]
    assert frame.at["near", "shared"] == ["Country: CH", "Employees: 20 and 40", "Industry: Law"]
    assert frame.at["half", "shared"] == ["Employees: 20 and 25", "Industry: Law"]


def test_less_than_half_the_size_is_not_the_same_size(empty):
    listed(empty, [*PEOPLE, ("giant", ("Law", "CH", None, "45"))])
    frame = similar.to(empty, "one").customers.set_index("customer_id")
    assert frame.at["giant", "shared"] == ["Country: CH", "Industry: Law"]


def test_who_of_us_looks_after_them_does_not_count(empty):
    listed(empty, PEOPLE)
    empty.execute(
        "update customer_rows set account_manager = if(customer_id = 'far', 'Bob', 'Ann')"
    ).fetchall()
    standards.refresh(empty)
    assert similar.to(empty, "one").facts == 4


def test_too_few_facts_are_not_compared(empty):
    listed(empty, PEOPLE)
    found = similar.to(empty, "bare")
    assert (found.facts, found.can_tell, len(found.customers)) == (2, False, 0)
    nobody = similar.to(empty, "nobody")
    assert (nobody.facts, nobody.can_tell, len(nobody.customers)) == (0, False, 0)


def test_what_all_share_and_what_nobody_shares_says_nothing(empty):
    listed(empty, [(name, ("Law", "CH", name, "20")) for name in ("a", "b", "c")])
    found = similar.to(empty, "a")
    assert (found.facts, len(found.customers)) == (0, 0)


def test_a_size_in_words_is_a_fact_like_others(empty):
    people = [
        ("a", ("Law", "CH", "fair", "10-49 people")),
        ("b", ("Law", "CH", "fair", "20")),
        ("c", ("Retail", "DE", "web", "2")),
    ]
    listed(empty, people)
    frame = similar.to(empty, "a").customers
    assert list(frame["customer_id"]) == ["b"]
    assert "Employees: 10-49 people and 20" in frame.at[0, "shared"]


def test_ties_stay_together_whatever_the_order_of_rows(empty):
    twins = [(f"t{n}", ("Law", "CH", "referral", "20")) for n in range(9)]
    others = [(f"o{n}", ("Retail", "DE", "fair", "2")) for n in range(9)]
    people = [("one", ("Law", "CH", "referral", "20")), *twins, *others]
    random.Random(4).shuffle(people)
    listed(empty, people)
    found = similar.to(empty, "one", most=5).customers
    assert list(found["customer_id"]) == [f"t{n}" for n in range(9)]
    assert found["alike"].nunique() == 1


def test_own_columns_count_and_measures_do_not(empty):
    listed(empty, [(f"c{n}", (None, "CH" if n < 15 else "DE", None, None)) for n in range(30)])
    empty.executemany(
        "insert into attributes values (1, ?, ?, ?)",
        [
            (f"c{n}", name, value)
            for n in range(30)
            for name, value in (
                ("Fleet", "vans" if n % 2 else "trucks"),
                ("Score", str(n // 2)),
                ("Plan", "gold" if n < 10 else "basic"),
            )
        ],
    )
    found = similar.to(empty, "c0")
    assert found.facts == 3
    # the fifth shares two of three, and so do four others
    all_three, two = ["c2", "c4", "c6", "c8"], ["c1", "c3", "c5", "c7", "c9"]
    assert list(found.customers["customer_id"]) == [*all_three, *two]
    assert found.customers.at[0, "shared"] == ["Plan: gold", "Fleet: trucks", "Country: CH"]
