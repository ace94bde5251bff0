"""When a trait is strong, likely, less common, no difference, or cannot be told."""

import pandas as pd
import pytest

from icp import intervals, verdicts


def judged(k, n, q, known=100, ideal=20):
    low, high = intervals.wilson([k], [n])
    frame = pd.DataFrame(
        {"n": [n], "ideal_n": [k], "known": [known], "low": low, "high": high, "q": [q]}
    )
    frame["overall"] = ideal / known
    frame["lift"] = k / n / frame["overall"]
    return verdicts.judge(frame).iloc[0]


@pytest.mark.parametrize(
    ("k", "n", "q", "known", "verdict"),
    [
        (12, 20, 0.01, 100, "strong"),  # 12 of 20: 39-78 %, above the 20 % of all
        (12, 20, 0.0101, 100, "likely"),
        (12, 20, 0.1, 100, "likely"),
        (12, 20, 0.101, 100, "can't tell"),
        (8, 9, 0.001, 100, "can't tell"),  # nine are too few
        (9, 10, 0.001, 100, "strong"),
        (4, 10, 0.001, 100, "can't tell"),  # four ideal ones are too few
        (12, 20, 0.001, 29, "can't tell"),  # of 29 the trait is known
        (0, 25, 0.02, 100, "less common"),
        (0, 25, 0.11, 100, "can't tell"),
        (6, 30, 0.5, 100, "no difference"),
        (6, 29, 0.5, 100, "can't tell"),
        (20, 60, 0.05, 60, "can't tell"),  # a difference that the share's interval does not show
    ],
)
def test_a_verdict_needs_evidence_and_enough_of_it(k, n, q, known, verdict):
    assert judged(k, n, q, known) == verdict


def test_it_is_said_what_more_it_takes():
    assert verdicts.short_of(180, 36) is None
    assert verdicts.short_of(8, 4) == (
        "With 8 customers, 4 of them among the best, a pattern cannot be told from chance: it "
        "takes 30 or more, 10 who share a trait and 5 of those among the best."
    )
    assert "nobody to compare with" in (verdicts.short_of(40, 40, "deals") or "")
