"""Rules kept under a name, and the presets."""

from datetime import datetime

import pytest

from icp import costs, db, errors, presets, saved_tiers, tiers

NOW = datetime(2026, 11, 1)


def keep(conn, name, rules=tiers.BALANCED):
    with db.transaction(conn):
        saved_tiers.save(conn, name, rules, NOW)


def test_rules_come_back_as_they_were_kept(empty):
    own = tiers.Rules(
        (tiers.counting("profit", 70), tiers.Measure("nps", 30, ((9, 100), (7, 50)), "of 10")),
        boundaries=(80, 65, 50),
        minimum_coverage=0.5,
        window_months=24,
    )
    keep(empty, "ours", own)
    keep(empty, "Board", presets.LOYALTY_FIRST.rules)
    assert [(one.name, one.rules) for one in saved_tiers.listing(empty)] == [
        ("Board", presets.LOYALTY_FIRST.rules),
        ("ours", own),
    ]


def test_the_same_name_again_takes_the_place(empty):
    keep(empty, "ours")
    keep(empty, " Ours ", presets.REVENUE_FIRST.rules)
    [one] = saved_tiers.listing(empty)
    assert (one.name, one.rules) == ("Ours", presets.REVENUE_FIRST.rules)
    saved_tiers.delete(empty, "Ours")
    assert saved_tiers.listing(empty) == []


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (" ", "The rules have no name: give them one to save them."),
        ("x" * 61, "The name is too long: shorten it to 60 letters."),
    ],
)
def test_a_name_that_cannot_be_is_refused(empty, name, message):
    with pytest.raises(errors.RuleInvalid) as caught:
        keep(empty, name)
    assert str(caught.value) == message


def test_the_presets_weigh_what_they_say():
    weights = {
        name: {one.name: one.weight for one in preset.rules.measures}
        for name, preset in presets.ALL.items()
    }
    assert weights == {
        "balanced": {"revenue": 40, "tenure": 20, "regularity": 20, "payment": 20},
        "revenue": {"revenue": 60, "tenure": 10, "regularity": 15, "payment": 15},
        "loyalty": {
            "tenure": 30,
            "regularity": 20,
            "referrals": 20,
            "revenue": 20,
            "payment": 10,
        },
        "profit": {"profit": 40, "tenure": 20, "regularity": 20, "payment": 20},
    }
    assert presets.BALANCED.rules == tiers.BALANCED


def test_a_workspace_starts_with_profit_once_a_rate_is_entered(empty):
    assert presets.default(empty) is presets.BALANCED
    with db.transaction(empty):
        costs.save(empty, costs.Rates(hours=95))
    assert presets.default(empty) is presets.AFTER_SUPPORT
