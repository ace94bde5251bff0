"""The cuts between the scores: worked out by hand, published by others, and what is refused."""

import math

import pandas as pd
import pytest

from icp import cutting, errors

SIX = pd.DataFrame(
    {
        "recency_days": [10, 20, 30, 40, 50, 60],
        "frequency": [1, 1, 2, 3, 3, 9],
        "monetary": [100.0, 200, 300, 420, 510, 900],
    }
)


def test_fifths_of_six_customers():
    # with 6 values the quantiles are the 2nd to 5th value
    assert cutting.cut(SIX, "quintiles") == cutting.Cuts(
        (20, 30, 40, 50), (1, 2, 3, 3), (200, 300, 420, 510), "quintiles"
    )


def test_cuts_lie_between_two_values_where_a_quantile_does():
    # two customers: 20 % of the way from 10 to 20 days is 12, from 100 to 200 is 120
    cuts = cutting.cut(SIX.head(2), "quintiles")
    assert cuts.recency == pytest.approx((12, 14, 16, 18))
    assert cuts.frequency == (1, 1, 1, 1)
    assert cuts.monetary == pytest.approx((120, 140, 160, 180))


def test_nobody_gives_cuts_at_zero():
    zero = (0, 0, 0, 0)
    assert cutting.cut(SIX.head(0), "quintiles") == cutting.Cuts(zero, zero, zero, "quintiles")


# ---- golden numbers


@pytest.fixture(scope="module")
def published(real):
    """What the R package rfm measured in its own example data, by customer."""
    table = "expected_scores_custom_thresholds.csv"
    frame = pd.read_csv(real / "rfm_r_orders" / table)
    return frame.rename(columns={"transaction_count": "frequency", "amount": "monetary"})


def test_cuts_of_the_r_package(published, real):
    # expected_thresholds.csv: the upper ends of its five bins, the last apart
    bins = pd.read_csv(real / "rfm_r_orders" / "expected_thresholds.csv")
    cuts = cutting.cut(published, "r_package")
    for dimension in ("recency", "frequency", "monetary"):
        upper = list(bins[f"{dimension}_upper"].head(4))
        assert getattr(cuts, dimension) == pytest.approx(upper)


def test_fixed_cuts_of_the_r_package_documentation(published):
    # oracle.json, custom_threshold_example: bins 115 181 297 482, 4 5 6 8, 256 382 506 666
    cuts = cutting.Cuts((115, 181, 297, 482), (4, 5, 6, 8), (256, 382, 506, 666), "r_package")
    for dimension, (column, _) in cutting.COLUMNS.items():
        scores = cuts.scores(dimension, published[column])
        assert list(scores) == list(published[f"{dimension}_score"]), dimension


# ---- fixed and own cuts


@pytest.mark.parametrize(
    ("method", "days", "counts"),
    [
        ("generic", (30, 90, 180, 365), (10, 5, 3, 2)),
        ("b2b_services", (60, 180, 365, 730), (5, 3, 2, 1)),
        ("saas", (30, 60, 90, 180), (5, 3, 2, 1)),
        ("manufacturing", (90, 365, 730, 1095), (8, 4, 2, 1)),
    ],
)
def test_presets_score_5_4_3_2_up_to_their_days_and_from_their_counts(method, days, counts):
    cuts = cutting.cut(SIX, method)
    assert list(cuts.scores("recency", days)) == [5, 4, 3, 2]
    assert list(cuts.scores("recency", [day + 1 for day in days])) == [4, 3, 2, 1]
    assert list(cuts.scores("frequency", counts)) == [5, 4, 3, 2]
    assert list(cuts.scores("frequency", [count - 1 for count in counts])) == [4, 3, 2, 1]
    assert cuts.monetary == cutting.cut(SIX, "quintiles").monetary
    assert cuts.method == method


def test_own_cuts_begin_at_their_counts_and_money():
    cuts = cutting.Cuts((7, 14, 21, 28), (2, 4, 6, 8), (10, 20, 30, 40))
    assert cuts.method == "own"
    assert list(cuts.scores("recency", [0, 7, 8, 28, 29])) == [5, 5, 4, 2, 1]
    assert list(cuts.scores("frequency", [1, 2, 7, 8])) == [1, 2, 4, 5]
    assert list(cuts.scores("monetary", [9.99, 10, 40])) == [1, 2, 5]


def test_bands_begin_where_the_one_below_ends():
    cuts = cutting.Cuts((7, 14, 14, 28.5), (2, 4, 6, 8), (10, 20, 30, 40))
    recency = cuts.ends("recency")
    assert recency[:4] == [(0, 7), (8, 14), (15, 14), (15, 28)]  # nobody can be in the third
    assert recency[4][0] == 29
    assert cuts.ends("frequency", fewest=1)[:2] == [(1, 1), (2, 3)]
    assert cuts.ends("monetary")[1] == (10, 20)
    for dimension in ("recency", "frequency", "monetary"):
        assert math.isnan(cuts.ends(dimension)[4][1])


def test_cuts_as_one_would_type_them_score_whole_days_and_counts_alike():
    # fifths of six customers: 20 days or fewer is 5, more than 3 orders is 5
    typed = cutting.cut(SIX, "quintiles").typed(fewest=1)
    assert typed == cutting.Cuts((20, 30, 40, 50), (2, 3, 4, 4), (200, 300, 420, 510))
    between = cutting.Cuts((12.8, 14, 16, 18), (1.4, 2, 2, 9.5), (0.125, 1, 2, 3), "quintiles")
    assert between.typed() == cutting.Cuts((12, 14, 16, 18), (2, 3, 3, 10), (0.12, 1, 2, 3))
    for dimension, values in (("recency", range(70)), ("frequency", range(1, 12))):
        for cuts in (cutting.cut(SIX, "quintiles"), cutting.cut(SIX, "r_package"), between):
            assert list(cuts.typed().scores(dimension, values)) == list(
                cuts.scores(dimension, values)
            )


@pytest.mark.parametrize(
    ("cuts", "message"),
    [
        (
            {"recency": (1, 2, 3)},
            "The cuts of how recently (recency) must be four numbers: give one for each score.",
        ),
        (
            {"monetary": (1, 2, 3, math.nan)},
            "The cuts of how much (monetary) must be four numbers: give one for each score.",
        ),
        (
            {"frequency": (1, 2, "x", 4)},
            "The cuts of how often (frequency) must be four numbers: give one for each score.",
        ),
        (
            {"frequency": (10, 5, 3, 2)},
            "The cuts of how often (frequency) must rise, and 10, 5, 3, 2 do not: "
            "a better score must not be easier to get.",
        ),
        (
            {"method": "deciles"},
            "There is no method 'deciles': choose one of quintiles, generic, b2b_services, "
            "saas, manufacturing, r_package, own.",
        ),
    ],
)
def test_cuts_that_cannot_be_applied_are_refused(cuts, message):
    four = (1, 2, 3, 4)
    with pytest.raises(errors.RuleInvalid) as caught:
        cutting.Cuts(**{"recency": four, "frequency": four, "monetary": four, **cuts})
    assert str(caught.value) == message


def test_own_cuts_cannot_be_computed():
    with pytest.raises(errors.RuleInvalid, match="no method 'own': choose one of quintiles, "):
        cutting.cut(SIX, "own")
