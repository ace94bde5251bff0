"""Standard values: what is suggested, what is in force, and the way back."""

import math
import tomllib
from datetime import datetime

import pytest

from icp import bands, customer, daily, db, drivers, errors, ingest, standards
from tests.conftest import ROOT
from tests.test_ingest import csv

LISTED = tomllib.loads((ROOT / "icp" / "standards.toml").read_text(encoding="utf-8"))
AT = datetime(2026, 11, 3, 9)
LIST = (
    "Customer ID,Industry,Employees,Country\n"
    '1,Law,12,US\n2,LAW,11-50,usa\n3,law firm,51 to 200,Germany\n4,Legal services,"1,000+",\n'
    "5,Gardens,7,Atlantis\n6,law,,\n7,Law,,\n8,Real  estate,,\n9,Real estate,,\nA,Real estate,,\n"
)


@pytest.fixture
def listed(empty):
    ingest.load(empty, csv(LIST, "customers.csv"))
    return empty


def values(conn, field="industry"):
    frame = standards.values(conn, field).astype(object)
    rows = frame.where(frame.notna(), None).itertuples()
    return {row.written: (row.customers, row.standard, row.why) for row in rows}


def shown(conn, field="industry"):
    return [
        v for (v,) in conn.execute(f"select {field} from customers order by customer_id").fetchall()
    ]


def decide(conn, field, chosen):
    with db.transaction(conn):
        standards.decide(conn, field, chosen, AT)


@pytest.mark.parametrize(
    ("field", "written", "standard"),
    [
        ("industry", "law firm", "Law"),
        ("industry", "LAW_PRACTICE", "Law"),
        ("industry", "Hospital & Health Care", "Healthcare"),
        ("industry", "Reatil", "Retail"),
        ("industry", "technolgy", "Technology and software"),
        ("business_type", "501(c)3", None),
        ("business_type", "Sole Proprietor", "Entrepreneur"),
        ("business_type", "non profit", "Non-profit"),
        ("country", "U.S.A.", "United States"),
        ("country", "de", "Germany"),
        ("country", "Österreich", "Austria"),
        ("country", "Germny", "Germany"),
        ("employees", "51 to 200", "50-249 people"),
        ("employees", "1,000+", "250 people and more"),
        ("employees", "10 \N{EN DASH} 49", "10-49 people"),
        ("own_revenue", "$1M - $5M", "1-5M"),
        ("own_revenue", "less than 1 million", "under 1M"),
    ],
)
def test_a_written_value_is_known_by_its_spelling(field, written, standard):
    found = standards.suggest(field, written)
    assert (found and found.standard) == standard


@pytest.mark.parametrize(
    ("field", "written"),
    [
        ("industry", "Other"),
        ("industry", "services"),
        ("industry", "Lxw"),
        ("country", "Austrlia"),  # one letter from Australia, one from Austria
        ("employees", "11-50"),
        ("employees", "over 5"),
        ("own_revenue", "1M-10M"),
        ("own_revenue", "a lot"),
    ],
)
def test_what_is_not_clear_is_not_suggested(field, written):
    assert standards.suggest(field, written) is None


@pytest.mark.parametrize(
    ("written", "step", "span"),
    [
        ("11-50", 1, (11, 51)),
        ("from 10 to 49", 1, (10, 50)),
        ("250+", 1, (250, float("inf"))),
        ("over 250", 1, (251, float("inf"))),
        (">= 250", 1, (250, float("inf"))),
        ("<10", 1, (0, 10)),
        ("up to 9", 1, (0, 10)),
        ("1-5M", 0, (1e6, 5e6)),
        ("$500k - $1.5m", 0, (5e5, 1.5e6)),
        ("over 1 billion", 0, (1e9, float("inf"))),
        ("1.200 people", 1, (1200, math.nextafter(1200, 1201))),
        ("1,5 to 2 or so", 1, None),
        ("many", 1, None),
    ],
)
def test_a_size_is_read_as_a_span(written, step, span):
    assert bands.span(written, step) == span


def test_a_span_must_lie_in_the_band_altogether():
    assert bands.inside((10, 50), (10, 50))
    assert not bands.inside((9, 50), (10, 50))
    assert not bands.inside((10, 51), (10, 50))


def test_nothing_but_case_and_blanks_is_merged_by_itself(listed):
    # "Law" twice, "law" and "LAW" once: the most frequent spelling stands for all four
    assert shown(listed) == [
        *("Law", "Law", "law firm", "Legal services", "Gardens", "Law", "Law"),
        *("Real estate", "Real estate", "Real estate"),
    ]
    assert shown(listed, "country")[:2] == ["US", "usa"]


def test_the_same_word_in_two_facts_is_merged_in_each_alone(empty):
    head = "Customer ID,Industry,Business type\n"
    ingest.load(empty, csv(head + "1,Online,online\n2,Online,online\n3,Online,Online\n"))
    assert shown(empty) == ["Online"] * 3
    assert shown(empty, "business_type") == ["online"] * 3


def test_a_merge_of_customers_merges_their_spellings_at_once(empty):
    ingest.load(empty, csv("Customer ID,Industry\n1,\n2,Law\n3,Law\n4,LAW\n"))
    empty.execute("delete from standard_values")
    with db.transaction(empty):
        daily.refresh(empty)
    assert shown(empty) == [None, "Law", "Law", "Law"]


def test_suggestions_come_with_their_customers_and_reasons(listed):
    assert values(listed) == {
        "Law": (4, "Law", ""),
        "law firm": (1, "Law", "known spelling"),
        "Legal services": (1, "Law", "known spelling"),
        "Gardens": (1, None, ""),
        "Real estate": (3, "Real estate", ""),
    }
    assert values(listed, "employees") == {
        "51 to 200": (1, "50-249 people", "lies within"),
        "1,000+": (1, "250 people and more", "lies within"),
        "11-50": (1, None, "reaches over several"),
    }


def test_what_is_open_comes_first(listed):
    order = ["Legal services", "law firm", "Gardens", "Law", "Real estate"]
    assert standards.values(listed, "industry").written.tolist() == order
    decide(listed, "industry", {"Gardens": "Gardens", "law firm": "Law"})
    order = ["Legal services", "Law", "law firm", "Real estate", "Gardens"]
    assert standards.values(listed, "industry").written.tolist() == order


def test_a_decision_counts_everywhere_and_the_file_s_words_stay(listed):
    before = db.data_version(listed)
    decide(listed, "industry", {"law firm": "Law", "Gardens": "Agriculture"})
    assert shown(listed)[2:5] == ["Law", "Legal services", "Agriculture"]
    written = "select industry from customer_rows order by customer_id"
    assert listed.execute(written).fetchall()[2] == ("law firm",)
    assert values(listed)["law firm"] == (1, "Law", "your choice")
    assert db.data_version(listed) == before + 1
    found = drivers.lift(listed, ["1", "2", "3"]).set_index(["title", "value"])
    assert found.loc[("Industry", "Law"), "ideal_n"] == 3
    assert customer.known(listed, "3")["Industry"] == 'Law (written "law firm")'


def test_a_value_can_stay_as_it_is_written(listed):
    decide(listed, "industry", {"Legal services": "Legal services"})
    assert shown(listed)[3] == "Legal services"
    assert values(listed)["Legal services"] == (1, None, "stays as written")


def test_the_last_decision_counts_for_all_cases_of_a_value(listed):
    decide(listed, "industry", {"LAW": "Security"})
    assert shown(listed)[:2] == ["Security", "Security"]
    decide(listed, "industry", {"Law": "Law"})
    assert shown(listed)[:2] == ["Law", "Law"]
    in_force = "select distinct standard from standard_values where same_text(written) = 'law'"
    assert listed.execute(in_force).fetchall() == [("Law",)]


def test_a_decision_holds_for_later_files_in_any_case(listed):
    decide(listed, "industry", {"Gardens": "Agriculture"})
    ingest.load(listed, csv("Customer ID,Industry\n5,GARDENS\nB,gardens\n", "newer.csv"))
    assert shown(listed)[4] == "Agriculture"
    assert shown(listed)[-1] == "Agriculture"


def test_undo_brings_back_what_the_files_say(listed):
    before = shown(listed), shown(listed, "employees")
    decide(listed, "industry", {"law firm": "Law"})
    decide(listed, "employees", {"1,000+": "250 people and more"})
    with db.transaction(listed):
        standards.undo(listed, "industry")
    assert shown(listed) == before[0]
    assert shown(listed, "employees")[3] == "250 people and more"


def test_undoing_the_import_forgets_merged_spellings_and_keeps_decisions(listed):
    decide(listed, "industry", {"law firm": "Law"})
    ingest.undo(listed, 1)
    left = listed.execute("select field, written, standard from standard_values").fetchall()
    assert left == [("industry", "law firm", "Law")]


@pytest.mark.parametrize(
    ("field", "standard", "sentence"),
    [("name", "Law", "no standard values"), ("industry", " ", "1 to 120 letters")],
)
def test_what_cannot_be_a_standard_is_refused(listed, field, standard, sentence):
    with pytest.raises(errors.RuleInvalid, match=sentence):
        decide(listed, field, {"Law": standard})


def test_only_what_is_not_in_force_yet_is_applied(listed):
    frame = standards.values(listed, "industry")
    assert standards.chosen(frame, frame) == {"law firm": "Law", "Legal services": "Law"}
    edited = frame.copy()
    edited.loc[edited.written == "law firm", "standard"] = None
    edited.loc[edited.written == "Gardens", "standard"] = "Agriculture"
    chosen = standards.chosen(frame, edited)
    assert chosen == {
        "law firm": "law firm",
        "Legal services": "Law",
        "Gardens": "Agriculture",
    }
    decide(listed, "industry", chosen)
    frame = standards.values(listed, "industry")
    assert standards.chosen(frame, frame) == {}


def test_revenue_in_numbers_falls_into_its_band(empty):
    text = "Customer ID,Annual revenue\n1,873607.15\n2,1000000\n3,25-100M\n"
    ingest.load(empty, csv(text), kind="customers")
    found = empty.execute(
        "select value from customer_traits where trait = 'own_revenue' order by customer_id"
    ).fetchall()
    assert [v for (v,) in found] == ["under 1M", "1-5M", "25-100M"]
    assert standards.values(empty, "own_revenue").written.tolist() == ["25-100M"]


def test_the_bands_of_the_list_are_those_of_the_numbers(empty):
    for field, macro in (("employees", "employee_band"), ("own_revenue", "revenue_band")):
        for name in standards.known(field):
            low, end = LISTED[field][name]
            inside = [low + 1, min(end, 1e12) - 1]
            found = [db.one(empty, f"select {macro}($n)", n=str(n)) for n in inside]
            assert found == [name, name]


def test_every_standard_is_its_own_and_no_spelling_has_two():
    for field in ("industry", "business_type", "country"):
        for name in standards.known(field):
            assert standards.suggest(field, name).standard == name
        spellings = [one.strip() for also in LISTED[field].values() for one in also.split(",")]
        assert len(set(spellings)) == len(spellings)


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Industry", "industry"),
        ("Business type", "business_type"),
        ("Employees", "employees"),
        ("Annual revenue", "own_revenue"),
        ("Country", "country"),
    ],
)
def test_a_decision_counts_for_each_fact(empty, header, field):
    ingest.load(empty, csv(f"Customer ID,{header}\n1,so so\n2,soso\n"), kind="customers")
    assert shown(empty, field) == ["so so", "soso"]
    decide(empty, field, {"so so": "X"})
    assert shown(empty, field) == ["X", "soso"]
