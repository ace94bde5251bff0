"""The sample company: made again byte for byte, counted again, and true to its stories."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

SAMPLE = Path(__file__).parents[1] / "data" / "sample"
SHIPPED = sorted([*SAMPLE.glob("*.csv"), SAMPLE / "answer_key.json"])
LAW = "Law, 10-49 people"


def run(script, *arguments):
    subprocess.run([sys.executable, SAMPLE / script, *map(str, arguments)], check=True)


def table(name):
    return pd.read_csv(SAMPLE / f"{name}.csv", dtype=str, keep_default_na=False)


def millions(value):
    return round(value / 1e6, 2)


def thousands(value):
    return round(value / 1e3)


def percent(share):
    return int(100 * abs(share) + 0.5) * (-1 if share < 0 else 1)


def range_of(found):
    return percent(found["low"]), percent(found["high"])


def of(found):
    return found["k"], found["n"]


@pytest.fixture(scope="module")
def key():
    return json.loads((SAMPLE / "answer_key.json").read_text(encoding="utf-8"))


def test_the_generator_writes_the_shipped_files_again(tmp_path):
    run("make.py", "--out", tmp_path)
    made = sorted(path.name for path in tmp_path.iterdir())
    assert made == [path.name for path in SHIPPED]
    assert len(made) == 10
    for path in SHIPPED:
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name


def test_the_key_is_what_the_shipped_files_say(tmp_path, key):
    for path in SAMPLE.glob("*.csv"):
        shutil.copy(path, tmp_path)
    run("answer_key.py", tmp_path)
    assert json.loads((tmp_path / "answer_key.json").read_text(encoding="utf-8")) == key


def test_the_key_imports_neither_the_app_nor_the_generator():
    for path in SAMPLE.glob("answer_*.py"):
        names = re.findall(r"^(?:import|from) ([\w.]+)", path.read_text("utf-8"), re.MULTILINE)
        ours = {name for name in names if not name.startswith("answer_")}
        assert ours <= {"json", "sys", "math", "pathlib", "typing", "pandas"}, path.name


def test_a_drawn_company_depends_on_its_seed_alone(tmp_path):
    for folder, seed in (("a", 7), ("b", 7), ("c", 8)):
        run("make.py", "--random", seed, "--out", tmp_path / folder)
    a, b, c = ((tmp_path / folder / "truth.csv").read_bytes() for folder in "abc")
    assert a == b != c
    assert len(pd.read_csv(tmp_path / "a" / "customers.csv")) == 180


def test_every_amount_is_quantity_times_unit_price():
    lines = table("invoices")
    cents = {c: lines[c].str.replace(".", "").astype(int) for c in ("Unit price", "Amount", "Cost")}
    assert lines["Amount"].str.fullmatch(r"\d+\.\d\d").all()
    assert (lines["Quantity"].astype(int) * cents["Unit price"] == cents["Amount"]).all()
    assert (cents["Amount"] > 0).all()
    assert (cents["Cost"] < cents["Amount"]).all()
    assert set(lines["Kind"]) == {"recurring", "project", "resale"}


def test_ids_are_unique_and_every_row_has_its_customer():
    customers = table("customers")
    ids, names = set(customers["Customer ID"]), set(customers["Customer"])
    assert len(ids) == len(names) == 180
    for name in ("invoices", "support", "events", "truth"):
        assert set(table(name)["Customer ID"]) <= ids
    assert set(table("invoices")["Customer ID"]) == ids
    assert set(table("deals")["Customer ID"]) <= ids | {""}
    assert table("deals")["Deal ID"].is_unique
    assert table("prospects")["Prospect ID"].is_unique
    for name in ("customers", "deals", "prospects"):
        assert set(table(name)["Referred by"]) <= names | {""}


def test_lines_of_an_invoice_share_their_dates():
    shared = ["Invoice", "Customer ID", "Invoice date", "Due date", "Paid date"]
    assert table("invoices")[shared].drop_duplicates()["Invoice"].is_unique


def test_no_invoice_is_dated_on_the_first_and_the_newest_is_of_31_october():
    dates = table("invoices")["Invoice date"]
    assert not dates.str.endswith("-01").any()
    assert dates.min() >= "2023-11-01"
    assert dates.max() == "2026-10-31"
    assert table("invoices")["Paid date"].max() <= "2026-10-31"


def test_no_address_leads_to_anybody():
    for path in SHIPPED:
        text = path.read_text(encoding="utf-8")
        assert all(domain.endswith(".example") for domain in re.findall(r"@([\w.-]+)", text))
    assert table("prospects")["Website"].str.endswith(".example").all()


def test_blanks_and_slips_spare_law_and_healthcare():
    shown, true = table("customers"), table("truth")
    assert list(shown["Customer ID"]) == list(true["Customer ID"])
    blank = shown["Industry"] == ""
    slip = ~blank & (shown["Industry"] != true["Industry"])
    uncounted = shown["Employees"] == ""
    assert (blank.sum(), slip.sum(), uncounted.sum()) == (25, 16, 32)  # 14, 9 and 18 %
    spared = true["Industry"].isin(["Law", "Healthcare"])
    assert not (spared & (blank | slip | uncounted)).any()
    assert (shown["NPS"] != "").sum() == 76  # 42 %


def test_the_company_has_the_size_it_claims(key):
    size = key["size"]
    assert (size["customers"], size["active"], size["gone"]) == (180, 147, 33)
    assert (size["ideal"], size["began_before_export"]) == (36, 96)
    assert millions(size["revenue"]) == 8.05
    assert millions(size["profit"]) == 1.11
    assert size["hours"] == 37_400


def test_the_rule_for_ideal_gives_the_planted_customers():
    sys.path.insert(0, str(SAMPLE))
    import answer_key

    sys.path.remove(str(SAMPLE))
    facts = answer_key.facts(answer_key.read(SAMPLE))
    assert ((facts["Planted"] == "yes") == facts["ideal"]).all()
    assert ((facts["Active"] == "yes") == facts["active"]).all()


def test_most_customers_are_invoiced_monthly_so_frequency_is_blind(key):
    assert key["size"]["active_in_11_or_12_months"] > 0.8 * 147


@pytest.mark.parametrize(
    ("segment", "active", "revenue", "hours", "profit"),
    [
        ("Healthcare", 33, 36, 49, -14),
        ("Manufacturing", 23, 24, 17, 44),
        (LAW, 22, 14, 8, 41),
        ("Financial services", 17, 11, 9, 23),
        ("Construction", 13, 5, 5, 2),
        ("Non-profit and education", 13, 4, 5, -3),
    ],
)
def test_each_segment_has_its_shares(key, segment, active, revenue, hours, profit):
    found = key["segments"][segment]
    assert found["active"] == active
    shares = [percent(found[f"{name}_share"]) for name in ("revenue", "hours", "profit")]
    assert shares == [revenue, hours, profit]


def test_the_small_segments_have_their_customers(key):
    counts = {name: key["segments"][name]["active"] for name in ("Real estate", "Retail")}
    assert counts == {"Real estate": 11, "Retail": 9}
    assert key["segments"]["Other law"]["active"] == 6


def test_eighty_twenty_does_not_hold(key):
    story = key["story_01"]
    assert story["customers_for_80"] == 63
    assert story["customers_for_50"] == 17
    assert percent(story["top_30_share"]) == 61


def test_the_whale_loses_money(key):
    story = key["story_02"]
    assert (story["rank"], millions(story["revenue"])) == (1, 1.09)
    assert round(100 * story["revenue_share"], 1) == 13.6
    assert (story["hours"], thousands(story["profit"])) == (6450, -81)
    assert round(story["days_late"]) == 61


def test_three_customers_are_a_quarter_of_the_revenue(key):
    story = key["story_03"]
    assert (percent(story["top_3_share"]), percent(story["top_10_share"])) == (26, 41)
    assert percent(story["without_first_two"]) == -21
    copperline = story["copperline"]
    assert (copperline["rank"], thousands(copperline["revenue"])) == (2, 634)
    assert (thousands(copperline["profit"]), copperline["contract_ends_in_days"]) == (169, 74)


def test_the_last_35_customers_give_back_353_thousand(key):
    story = key["story_04"]
    assert (story["gaining"], millions(story["gained"])) == (112, 1.46)
    assert (story["losing"], thousands(story["given_back"])) == (35, 353)
    assert story["losing_healthcare"] == 22


def test_healthcare_is_a_myth(key):
    story = key["story_05"]
    assert (story["votes_healthcare"], story["left"]) == (7, 11)
    assert of(story["inside"]) == (8, 44)
    assert (percent(story["inside"]["share"]), range_of(story["inside"])) == (18, (10, 32))
    assert of(story["others"]) == (28, 136)
    assert percent(story["others"]["share"]) == 21
    assert of(story["others_of_known_industry"]) == (23, 111)
    assert percent(story["others_of_known_industry"]["share"]) == 21
    assert (story["unknown_industry"], story["ideal_of_unknown_industry"]) == (25, 5)


def test_revenue_shows_healthcare_and_profit_shows_law(key):
    story = key["story_06"]
    assert story["Healthcare, by revenue"] == 10
    assert story[f"{LAW}, by revenue"] == 4
    assert story["Healthcare, by profit"] < 4
    assert story[f"{LAW}, by profit"] > 10


def test_law_firms_of_10_to_49_people_are_the_blind_spot(key):
    story = key["story_07"]
    assert (story["votes_law"], story["losing"], story["best_rank"]) == (1, 0, 14)
    assert of(story["inside"]) == (15, 24)
    assert (percent(story["inside"]["share"]), range_of(story["inside"])) == (63, (43, 79))
    assert of(story["others"]) == (21, 156)
    assert round(story["profit_per_hour"]) == 153
    assert round(story["profit_per_hour_healthcare"]) == -9


def test_little_oaks_is_loved_and_priced_wrong(key):
    story = key["story_08"]
    assert (thousands(story["revenue"]), thousands(story["profit"])) == (61, -59)
    assert (story["hours"], story["nps"], story["votes_good"]) == (1010, 10, 8)
    assert thousands(story["break_even_per_month"]) == 5


def test_a_bookkeeper_of_four_is_the_best_referrer(key):
    story = key["story_09"]
    assert (story["employees"], story["rank"], round(story["revenue"], -2)) == (4, 132, 7900)
    assert (story["sent"], story["bought"], story["law_10_49_of_bought"]) == (6, 5, 4)
    assert (thousands(story["revenue_of_bought"]), story["votes_good"]) == (284, 1)


def test_thorne_precision_drifts_while_recency_says_fine(key):
    story = key["story_10"]
    assert (story["rank"], thousands(story["revenue"])) == (9, 131)
    assert (story["seats_first"], story["seats_last"]) == (92, 71)
    assert (story["days_since_project"], story["nps"]) == (311, 6)
    assert story["days_since_invoice"] < 31
    assert [event[:7] for event in story["events"]] == ["2025-09", "2026-03", "2026-08"]
    assert story["events"][0].endswith("NPS 9")


def test_referred_deals_are_won_more_often_and_sooner(key):
    story = key["story_11"]
    assert (story["deals"], story["unknown_source"]) == (210, 16)
    assert of(story["inside"]) == (19, 41)
    assert (percent(story["inside"]["share"]), range_of(story["inside"])) == (46, (32, 61))
    assert of(story["others"]) == (26, 153)
    assert percent(story["others"]["share"]) == 17
    assert (story["days_won_referred"], story["days_won_others"]) == (34, 78)


def test_the_chamber_dinner_is_a_false_friend(key):
    story = key["story_12"]
    assert story["all"]["p"] < 0.01
    assert story["all"]["inside"]["share"] > 2 * story["all"]["others"]["share"]
    assert of(story["law"]["inside"]) == (11, 20)
    assert of(story["law"]["others"]) == (6, 12)
    assert story["law_10_49"]["inside"]["share"] == story["law_10_49"]["others"]["share"]


def test_noise_makes_no_difference_and_the_welcome_visit_leaks(key):
    story = key["story_13"]
    for column in ("Account manager", "Town", "Mail system"):
        assert sum(found["inside"]["n"] for found in story[column].values()) == 180
        for found in story[column].values():
            assert found["p"] > 0.2
            assert found["inside"]["n"] >= 30
            assert found["inside"]["low"] < 0.2 < found["inside"]["high"]
    assert story["welcome_visits"] > 20
    assert story["welcome_visits_of_deals_not_won"] == 0


def test_very_small_customers_on_hourly_blocks_leave(key):
    story = key["story_14"]
    assert of(story["inside"]) == (12, 25)
    assert of(story["others"]) == (21, 155)
    assert round(story["days_late"]) == 38


def test_those_who_start_large_grow(key):
    story = key["story_14"]
    over, under = story["growth_over_24k"], story["growth_under_24k"]
    assert (over["n"], percent(over["growth"])) == (19, 41)
    assert (under["n"], percent(under["growth"])) == (25, 6)
    assert story["growth_not_fully_seen"] == 136


def test_the_payoff_is_37_prospects_and_7_of_9_colleagues(key):
    story = key["story_15"]
    assert (story["prospects"], story["tiers"]["A"]) == (400, 37)
    assert (story["a_law_10_49"], story["a_law_10_49_never_called"]) == (31, 12)
    assert story["tiers"]["not enough known"] == 96
    assert (story["agree_first"], story["agree_last"]) == (3, 7)
    assert story["dissent"] == ["Law is slow in August"]
