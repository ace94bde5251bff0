"""The sentence of each measure: says what is known, and never more than the points do."""

import pandas as pd
import pytest

from icp import measures, points, tiers
from tests.test_stability import customers


def reason(name, *values, window=12):
    """The sentences of customers with these values, for this measure alone."""
    rules = tiers.Rules((tiers.counting(name, 1),), window_months=window)
    return [why[0] for why in tiers.reasons(customers(**{name: list(values)}), rules)]


def test_every_measure_has_its_words():
    for name, one in measures.ALL.items():
        top = len(one.choices) or 5
        said = reason(name, 0, 1, top, None)
        assert all(text[0].isalpha() for text in said), name
        assert all("{" not in text for text in said), name
        if name not in {"revenue", "tenure", "regularity"}:
            assert said[3].endswith("left out"), name
            assert all(text.endswith("of 100 points") for text in said[:3]), name


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("hours", 0, "took no hours of support (12 months): 100 of 100 points"),
        ("hours", 1, "took 1 hour of support (12 months): 100 of 100 points"),
        ("hours", 12.01, "took 12.1 hours of support (12 months): 75 of 100 points"),
        ("tickets", 36, "opened 36 tickets (12 months): 75 of 100 points"),
        ("margin_share", 0.4999, "leaves 49 % of revenue after cost of sale: 75 of 100 points"),
        ("margin_share", -0.5, "leaves -50 % of revenue after cost of sale: 0 of 100 points"),
        ("growth", 0.2, "spending changed by +20 %: 100 of 100 points"),
        ("growth", -1, "spending changed by -100 %: 0 of 100 points"),
        ("payment_terms", 30, "has 30 days to pay: 75 of 100 points"),
        ("payment_terms", 0, "pays at once by its terms: 100 of 100 points"),
        ("deals_won", 1, "won 1 deal with them: 50 of 100 points"),
        ("cycle_days", 30, "deals with them took 30 days on average: 100 of 100 points"),
        ("nps", 8, "answered NPS with 8 of 10: 50 of 100 points"),
        ("referrals", 2, "sent us 2 companies: 75 of 100 points"),
        ("referrals", 0, "no referral on record: 0 of 100 points"),
        ("testimonial", 1, "gave a testimonial: 100 of 100 points"),
        ("retention", 0, "did not buy in both this window and the one before: 0 of 100 points"),
        ("glad", 4, "how glad we are when they call is 4 of 5: 75 of 100 points"),
        ("result", 3, "the result they get is high: 100 of 100 points"),
        ("health", 1, "is shrinking itself: 0 of 100 points"),
        ("lighthouse", None, "Reputation: a name others follow: unknown, left out"),
    ],
)
def test_a_sentence_says_the_value_and_its_points(name, value, said):
    assert reason(name, value) == [said]


def test_money_is_told_in_times_the_average_of_those_who_have_some():
    # profits of 10, 30 and -50: the average of 10 and 30 is 20
    assert reason("profit", 10, 30, -50, 0) == [
        "leaves 0.5 times the average after support (estimate, 12 months): 50 of 100 points",
        "leaves 1.5 times the average after support (estimate, 12 months): 75 of 100 points",
        "leaves nothing after support (estimate, 12 months): 0 of 100 points",
        "leaves nothing after support (estimate, 12 months): 0 of 100 points",
    ]


def test_where_everybody_loses_everybody_has_none():
    nothing = "leaves nothing after support (estimate, 12 months): 0 of 100 points"
    unknown = "Profit after support (estimate): unknown, left out"
    assert reason("profit", -1, 0, None) == [nothing, nothing, unknown]


def test_low_is_better_for_what_a_customer_costs():
    # 1 and 7 cost 4 on average: 0.25 and 1.75 times
    assert reason("cost_to_serve", 1, 7, 0) == [
        "costs 0.3 times the average to serve (estimate, 12 months): 100 of 100 points",
        "costs 1.8 times the average to serve (estimate, 12 months): 25 of 100 points",
        "costs nothing to serve (estimate, 12 months): 100 of 100 points",
    ]


def test_revenue_stays_on_the_average_of_all_who_bought():
    known = customers(revenue=[10, 0, 50])
    known["purchases"] = [1, 1, 0]
    scaled = points.scaled(known)
    assert list(scaled["revenue"]) == [2, 0, 10]  # (10 + 0) / 2: the third bought nothing
    assert pd.isna(scaled["profit"]).all()


def test_the_reasons_of_some_rows_are_those_they_have_among_all():
    known = customers(revenue=[10, 50, 30], nps=[9, None, 2])
    rules = tiers.Rules((tiers.counting("revenue", 60), tiers.counting("nps", 40)))
    everybody = tiers.reasons(known, rules)
    assert tiers.reasons(known, rules, known.index[[2, 0]]) == [everybody[2], everybody[0]]
    assert tiers.reasons(known, rules, known.index[:0]) == []
