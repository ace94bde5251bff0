"""Measures and tiers of the sample company against its answer key, counted without the app."""

import json
from datetime import date, datetime

import pandas as pd
import pytest

from icp import costs, db, ingest, measures, presets, stability, tiers
from tests.conftest import ROOT
from ui import alder_point

SAMPLE = ROOT / "data" / "sample"
AS_OF = date(2026, 11, 1)
RATE = 95  # SCHEMA.md: an hour costs us 95


@pytest.fixture(scope="module")
def company():
    with db.open(":memory:") as conn:
        for name in alder_point.FILES:
            ingest.load(conn, SAMPLE / name, at=datetime(2026, 11, 1))
        with db.transaction(conn):
            costs.save(conn, costs.Rates(hours=RATE))
        yield conn


@pytest.fixture(scope="module")
def known(company):
    return measures.customers(company, AS_OF).set_index("customer_id", drop=False)


@pytest.fixture(scope="module")
def key():
    return json.loads((SAMPLE / "answer_key.json").read_text(encoding="utf-8"))


def test_revenue_hours_and_profit_are_those_of_the_key(known, key):
    active = known[known.purchases > 0]
    assert len(active) == key["size"]["active"]
    assert active.revenue.sum() == pytest.approx(key["size"]["revenue"])
    assert active.hours.sum() == pytest.approx(key["size"]["hours"])
    assert active.profit.sum() == pytest.approx(key["size"]["profit"])
    losing = active.profit <= 0
    assert (losing.sum(), (~losing).sum()) == (
        key["story_04"]["losing"],
        key["story_04"]["gaining"],
    )
    assert active.profit[losing].sum() == pytest.approx(-key["story_04"]["given_back"])


@pytest.mark.parametrize("story", ["story_02", "story_08", "story_09", "story_10"])
def test_the_customers_of_the_stories_bring_and_cost_what_the_key_says(known, key, story):
    told = key[story]
    row = known.loc[told["customer_id"]]
    assert row.revenue == pytest.approx(told["revenue"])
    assert row.profit == pytest.approx(told["profit"])
    assert row.hours == told["hours"]
    if "nps" in told:
        assert row.nps == told["nps"]


def test_the_quiet_referrer_is_found(known, key):
    told = key["story_09"]
    row = known.loc[told["customer_id"]]
    assert row.referrals == told["sent"]
    assert row.referred_money == pytest.approx(told["revenue_of_bought"])


def test_the_parts_of_every_tier_add_up(known):
    for preset in presets.ALL.values():
        frame = tiers.judge(known, preset.rules)
        parts = frame[[f"{one.name}_points" for one in preset.rules.weighted]].sum(axis=1)
        assert list(parts) == pytest.approx(list(frame.points))


def test_who_loses_money_is_never_a_and_the_ideal_law_firms_are_a_or_b(company, known, key):
    preset = presets.default(company)
    assert preset is presets.AFTER_SUPPORT
    frame = tiers.judge(known, preset.rules)
    active = known[known.purchases > 0]
    losing = active.index[active.profit <= 0]
    assert len(losing) == key["story_04"]["losing"]
    assert "A" not in set(frame.loc[losing, "tier"])
    truth = pd.read_csv(SAMPLE / "truth.csv", dtype={"Employees": float}).set_index("Customer ID")
    law = (truth.Industry == "Law") & truth.Employees.between(10, 49) & (truth.Ideal == "yes")
    assert law.sum() == key["segments"]["Law, 10-49 people"]["ideal"] == 15
    assert frame.loc[law.index[law], "tier"].isin(["A", "B"]).sum() >= 12


def test_stability_speaks_of_each_a_of_the_sample_company(known):
    rules = presets.AFTER_SUPPORT.rules
    frame = stability.sway(known, rules)
    assert list(frame.tier) == list(tiers.judge(known, rules).tier)
    assert frame.weightings.eq(8).all()
    assert frame.holds.equals(frame.words == "holds")
