"""What ideal customers share, by hand and on the sample company with its answer key."""

import json
from datetime import date

import pandas as pd
import pytest

from icp import db, drivers, errors, pairs, services, standards
from tests.conftest import ROOT, book

AS_OF = date(2026, 11, 1)
GOOD = {"strong", "likely"}


def listed(conn, rows, **own):
    """Customers c0, c1 ... with these industries and people; own: name -> a value for each."""
    conn.executemany(
        "insert into customer_rows (import_id, row_no, customer_id, industry, employees)"
        " values (1, ?, ?, ?, ?)",
        [(n, f"c{n}", *row) for n, row in enumerate(rows)],
    )
    written = [
        (f"c{n}", name, value)
        for name, values in own.items()
        for n, value in enumerate(values)
        if value is not None
    ]
    if written:
        conn.executemany("insert into attributes values (1, ?, ?, ?)", written)
    book(conn, [])


def row(frame, title, value):
    return frame[(frame["title"] == title) & (frame["value"] == value)].iloc[0]


def ids(numbers):
    return [f"c{n}" for n in numbers]


@pytest.fixture(scope="module")
def company(sample_company):
    """What is known of the sample company's customers, and who is ideal by its answer key."""
    truth = pd.read_csv(ROOT / "data" / "sample" / "truth.csv")
    ideal = truth.loc[truth["Ideal"] == "yes", "Customer ID"].tolist()
    known = drivers.read(sample_company, as_of=AS_OF)
    return known, ideal, drivers.compare(known, ideal)


@pytest.fixture(scope="module")
def key():
    return json.loads((ROOT / "data" / "sample" / "answer_key.json").read_text(encoding="utf-8"))


def test_shares_and_lift_count_those_whose_value_is_known(empty):
    # Law 6 of 8 ideal, Retail 4 of 12, one ideal unknown: overall 10 of 20 known
    listed(empty, [("Law", None)] * 8 + [("Retail", None)] * 12 + [(None, None)])
    found = drivers.lift(empty, ids([0, 1, 2, 3, 4, 5, 8, 9, 10, 11, 20]))
    law = row(found, "Industry", "Law")
    assert (law.n, law.ideal_n, law.known, law.ideal_known, law.unknown) == (8, 6, 20, 10, 1)
    assert (law.share, law.overall, law.lift) == (0.75, 0.5, 1.5)
    assert (round(law.low, 2), round(law.high, 2)) == (0.41, 0.93)  # definitions: 6 of 8
    # 28 * 66 / 184,756 for 6 of 8 and so on: (C(12, 4) C(8, 6) + C(12, 3) C(8, 7) + C(12, 2))
    # of C(20, 10) on each side, as the two sides are alike
    assert law.p == pytest.approx(2 * (495 * 28 + 220 * 8 + 66) / 184_756)
    assert law.shrunk == 0.7
    assert set(found["value"]) == {"Law", "Retail"}
    assert law.p == law.q == row(found, "Industry", "Retail").p


def test_people_are_cut_into_bands_and_own_numbers_into_quarters(empty):
    listed(empty, [(None, str(n)) for n in range(1, 61)], Seats=[str(10 * n) for n in range(60)])
    found = drivers.lift(empty, ids(range(5)))
    assert set(found.loc[found["title"] == "Employees", "value"]) == {
        "1-9 people",
        "10-49 people",
        "50-249 people",
    }
    # quartiles of 0, 10 ... 590: 147.5, 295, 442.5, of which two figures are kept
    assert found.loc[found["title"] == "Seats"].set_index("value")["n"].to_dict() == {
        "under 150": 15,
        "150 to under 300": 15,
        "300 to under 440": 14,
        "440 and more": 16,
    }


def test_missing_is_no_trait_but_a_column_that_only_says_yes_means_no_where_it_is_blank(empty):
    listed(empty, [("Law", None)] * 20 + [(None, None)] * 20, Met=["yes"] * 10 + [None] * 30)
    found = drivers.lift(empty, ids([*range(3), *range(20, 25)]))
    assert "Industry" not in set(found["title"])  # one value alone tells nothing
    met = row(found, "Met", "yes")
    assert (met.n, met.known, met.unknown) == (10, 40, 0)
    assert row(found, "Met", drivers.BLANK).n == 30


def test_what_was_written_down_of_ideal_ones_alone_is_a_leak_and_not_tested(empty):
    ideal = range(10)
    listed(
        empty,
        [("Law" if n % 2 else "Retail", None) for n in range(40)],
        Welcome=["yes" if n in ideal else None for n in range(40)],
        Score=[str(n % 3) if n in ideal else None for n in range(40)],
    )
    found = drivers.lift(empty, ids(ideal))
    assert set(found.loc[found["verdict"] == "leak", "title"]) == {"Welcome", "Score"}
    assert found.loc[found["verdict"] == "leak", "q"].isna().all()
    assert row(found, "Industry", "Law").q == 1


def test_with_eight_customers_nothing_is_strong(empty):
    listed(empty, [("Law", "12")] * 4 + [("Retail", "300")] * 4)
    found = drivers.lift(empty, ids(range(4)))
    assert set(found["verdict"]) == {"can't tell"}


def test_names_and_numbers_of_customers_are_no_traits(empty):
    listed(empty, [("Law", None)] * 40, Website=[f"www{n}.example" for n in range(40)])
    assert drivers.lift(empty, ids(range(5))).empty


def test_the_rest_may_be_some_and_traits_may_be_left_out(empty):
    listed(empty, [("Law", "12"), ("Retail", "12"), ("Law", "300"), ("Retail", "300")] * 5)
    found = drivers.lift(empty, ids(range(4)), among=ids(range(12)), without=("employees",))
    assert set(found["title"]) == {"Industry"}
    assert set(found["known"]) == {12}


def test_the_order_of_rows_changes_nothing(company):
    known, ideal, found = company
    back = drivers.Known(known.unit, known.units[::-1], known.values, known.codes[::-1])
    pd.testing.assert_frame_equal(drivers.compare(back, ideal[::-1]), found)


def test_customers_need_somebody_ideal(empty):
    with pytest.raises(errors.RuleInvalid, match="Nobody is ideal yet"):
        drivers.lift(empty)


def test_law_firms_are_strong_and_healthcare_makes_no_difference(company, key):
    _, _, found = company
    law, health = row(found, "Industry", "Law"), row(found, "Industry", "Healthcare")
    assert law.verdict == "strong"
    told = key["story_05"]
    assert (health.ideal_n, health.n) == (told["inside"]["k"], told["inside"]["n"])
    others = told["others_of_known_industry"]
    assert health.ideal_known - health.ideal_n == others["k"]
    assert health.known - health.n == others["n"]
    assert (health.low, health.high) == pytest.approx(
        (told["inside"]["low"], told["inside"]["high"]), abs=1e-4
    )
    assert health.verdict == "no difference"


def test_law_firms_of_10_to_49_people_are_strong(company, key):
    known, ideal, found = company
    both = pairs.compare(known, found[found["before"]], ideal)
    law = both[both["value"].isin(["Law, 10-49 people", "10-49 people, Law"])].iloc[0]
    inside = key["story_07"]["inside"]
    assert (law.ideal_n, law.n, law.verdict) == (inside["k"], inside["n"], "strong")
    assert (law.low, law.high) == pytest.approx((inside["low"], inside["high"]), abs=1e-4)
    assert law.more


def test_a_pair_is_known_where_one_of_the_two_is_something_else(empty):
    # law and 10-49: 4 known to be both, 1 of unknown size cannot be told, all others are known
    rows = [("Law", "12")] * 4 + [("Law", None), ("Retail", None), (None, "300"), (None, None)]
    listed(empty, [*rows, *[("Retail", "300")] * 22, *[("Law", "20")] * 10])
    known = drivers.read(empty)
    ideal = ids([0, 1, 2, *range(30, 40)])
    both = pairs.compare(known, drivers.compare(known, ideal), ideal)
    one = both[both["value"].isin(["Law, 10-49 people", "10-49 people, Law"])].iloc[0]
    assert (one.n, one.ideal_n, one.known, one.unknown) == (14, 13, 38, 2)


def test_a_pair_says_what_a_plain_yes_is_of(empty):
    listed(
        empty, [("Law", None)] * 20 + [("Retail", None)] * 20, Met=(["yes"] * 10 + [None] * 10) * 2
    )
    known = drivers.read(empty)
    both = pairs.compare(known, drivers.compare(known, ids(range(10))), ids(range(10)))
    assert {frozenset(value.split(", ")) for value in both["value"]} >= {frozenset(["Law", "Met"])}


def test_the_chamber_dinner_vanishes_within_law_firms(company, key):
    _, _, found = company
    met = row(found, "Chamber dinner", "yes")
    told = key["story_12"]["all"]
    assert (met.ideal_n, met.n) == (told["inside"]["k"], told["inside"]["n"])
    assert met.p == pytest.approx(told["p"], abs=1e-6)
    assert (met.verdict, met.within) == ("vanishes", "Industry: Law")
    assert pd.isna(row(found, "Industry", "Law").within)


def test_noise_is_not_taken_for_a_trait(company):
    _, _, found = company
    good = set(found.loc[found["verdict"].isin(GOOD), "title"])
    assert not good & {"Account manager", "Location", "Mail system", "Contact's title"}


def test_won_deals_are_referred_and_the_welcome_visit_is_a_leak(sample_company, key):
    found = drivers.lift(sample_company, unit="deal", as_of=AS_OF)
    referred = row(found, "Lead source", "Referral")
    told = key["story_11"]
    assert (referred.ideal_n, referred.n) == (told["inside"]["k"], told["inside"]["n"])
    assert referred.verdict == "strong"
    # the 4 open deals are among the 16 of unknown source
    assert referred.known - referred.n == told["others"]["n"]
    assert referred.unknown == told["unknown_source"] - told["open"]
    visit = row(found, "Welcome visit", "yes")
    assert (visit.verdict, visit.n) == ("leak", key["story_13"]["welcome_visits"])


def test_products_are_traits_while_there_are_no_services(empty):
    listed(empty, [("Law", None)] * 4)
    lines = [(f"o{n}", f"c{n}", date(2025, 1, 1 + n), 10.0) for n in range(3)]
    book(empty, lines, product=["Cloud", "Cloud", "Phones"])
    found = drivers.lift(empty, ids([0]), as_of=date(2025, 1, 2))
    assert row(found, "Buys Cloud", "yes").n == 2
    assert "Buys Phones" not in set(found["title"])  # bought later


def test_of_many_products_those_that_most_customers_bought_are_traits(empty):
    listed(empty, [(None, None)] * 4)
    usual = [f"Usual {n}" for n in range(drivers.PRODUCTS)]
    sold = [(f"c{n % 2}", product) for product in usual for n in range(2)] + [("c0", "Rare")]
    lines = [(f"o{n}", who, date(2025, 1, 1), 9.0) for n, (who, _) in enumerate(sold)]
    book(empty, lines, product=[product for _, product in sold])
    values = drivers.read(empty).values
    assert set(values["trait"]) == {f"Buys {product}" for product in usual}


def test_services_take_the_place_of_products(empty):
    listed(empty, [(None, None)] * 4)
    lines = [(f"o{n}", f"c{n}", date(2025, 1, 1), 9.0) for n in range(2)]
    book(empty, lines, product=["Azure seats", "Desk phones"])
    with db.transaction(empty):
        services.save(empty, [services.Rule("words", "azure", "Cloud")])
    found = drivers.lift(empty, ids([0]))
    assert set(found["title"]) == {"Buys Cloud"}


def test_a_deal_is_open_until_the_day_it_is_closed(empty):
    empty.execute(
        "insert into deal_rows (import_id, row_no, deal_id, customer_name, outcome, closed_on,"
        " owner) values (1, 1, 'd1', 'Zorblatt', 'won', date '2025-01-01', 'Ann'),"
        " (1, 2, 'd2', 'Zorblatt', 'lost', date '2025-02-01', 'Bob'),"
        " (1, 3, 'd3', 'Acme', 'lost', date '2025-02-02', 'Ann'),"
        " (1, 4, 'd4', 'Acme', 'open', null, 'Ann')"
    )
    empty.execute(
        "insert into customer_rows (import_id, row_no, customer_id, name, industry)"
        " values (1, 1, 'c1', 'Zorblatt', 'Law'), (1, 2, 'c2', 'Acme', 'Retail')"
    )
    standards.refresh(empty)
    early = drivers.read(empty, "deal", date(2025, 2, 1))
    assert early.units["unit_id"].tolist() == ["d1", "d2"]
    assert early.units["customer_id"].tolist() == ["c1", "c1"]  # found by name
    found = drivers.lift(empty, unit="deal", as_of=date(2025, 2, 2))
    ann = row(found, "Who sells", "Ann")
    assert (ann.n, ann.ideal_n, ann.known) == (2, 1, 3)
    assert row(found, "Industry", "Law").n == 2  # of the account


def test_what_the_deal_says_goes_before_what_the_list_says(empty):
    empty.execute(
        "insert into deal_rows (import_id, row_no, deal_id, customer_id, outcome)"
        " values (2, 1, 'd1', 'c0', 'won'), (2, 2, 'd2', 'c1', 'lost')"
    )
    listed(empty, [("Law", None), ("Law", None)])
    empty.execute(
        "insert into attributes values (2, 'd1', 'Industry', 'Retail'),"
        " (2, 'd2', 'Industry', 'Banks'), (1, 'd1', 'Older', 'x'),"
        " (2, 'd1', 'Referred by', 'Somebody')"
    )
    values = drivers.read(empty, "deal").values
    assert sorted(values.loc[values["trait"] == "Industry", "value"]) == ["Banks", "Retail"]
    assert set(values["trait"]) == {"Industry", "Referred by"}  # no trait of an older import
    assert values.loc[values["trait"] == "Referred by", "value"].iloc[0] == "yes"


def test_ids_that_nobody_has_are_refused(empty):
    listed(empty, [("Law", None)] * 3)
    with pytest.raises(errors.RuleInvalid, match="nowhere in the data"):
        drivers.lift(empty, ["c1", "c99"])


def test_how_long_they_are_customers_counts_whole_months(empty):
    book(empty, [("a", "c1", date(2024, 1, 31), 9.0), ("b", "c2", date(2024, 2, 1), 9.0)])
    found = drivers.lift(empty, ["c1"], as_of=date(2025, 1, 31))
    tenure = found[found["trait"] == "tenure"].set_index("value")["n"].to_dict()
    assert tenure == {"1 to 2 years": 1, "under 1 year": 1}
    empty.execute(
        "insert into customer_rows (import_id, row_no, customer_id, customer_since)"
        " values (1, 1, 'c2', date '2020-01-31')"
    )
    standards.refresh(empty)
    found = drivers.lift(empty, ["c1"], as_of=date(2025, 1, 31))
    assert row(found, "Customer for", "5 to 9 years").n == 1  # signed before the first order
