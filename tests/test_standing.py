"""Which hypotheses stand: counts and verdicts worked out by hand."""

from datetime import date, datetime

import pytest

from icp import standing
from icp.hypotheses import Hypothesis
from icp.interviews import Company, Interview

AT, LATER = datetime(2026, 1, 1), datetime(2026, 1, 9)
ONE = Hypothesis(1, "who", "Law firms", "x", "", "Ann", AT, AT, 1)
WORDS = {"+": "supports", "-": "contradicts", "0": "silent"}


def held(number, finding, company=None, at=LATER):
    found = {1: WORDS[finding]} if finding in WORDS else {2: "supports"}
    named = company or Company("other", None, f"Firm {number}")
    when = dict.fromkeys(found, at)
    return Interview(number, named, "", date(2026, 1, 2), "A", "", {}, found, when, "A", AT, AT)


def of(findings, **options):
    return standing.of(ONE, [held(n, finding, **options) for n, finding in enumerate(findings)])


@pytest.mark.parametrize(
    ("findings", "verdict"),
    [
        ("", "early"),
        ("++++", "early"),  # four are fewer than five
        ("+++++", "stands"),
        ("++++-", "stands"),  # a quarter of 5 is 1.25: 1 may be against it
        ("+++--", "differ"),
        ("+----", "falls"),
        ("-----", "falls"),
        ("+++++-0", "stands"),  # 6 say something: 1.5
        ("+++++--", "differ"),  # 7: 1.75
        ("++++++--", "stands"),  # 8: 2
        ("++++++++---", "differ"),  # 11: 2.75
        ("+++++++++---", "stands"),  # 12: 3
        ("++++0", "early"),  # four companies say something
        ("++000", "unanswered"),  # 3 of 5 say nothing
        ("+++000", "early"),  # half is not more than half
        ("+++0000", "unanswered"),
        ("++00", "early"),
        ("+++++????", "stands"),  # not looked through for it counts nowhere
    ],
)
def test_the_verdict_follows_the_stated_rule(findings, verdict):
    assert of(findings).verdict == verdict


def test_counts_come_first_and_what_was_not_looked_through_is_apart():
    found = of("+++++-0??")
    assert (found.supports, found.contradicts, found.silent) == (5, 1, 1)
    assert (found.asked, found.unmarked, found.companies) == (7, 2, 6)
    assert standing.sentence(found) == "5 of 7 support it, 1 contradicts it, 1 says nothing."
    assert standing.sentence(of("+--00")) == "1 of 5 supports it, 2 contradict it, 2 say nothing."
    assert standing.sentence(of("?")) == "No interview has been looked through for it yet."


def test_five_talks_with_one_company_are_one_company():
    same = [
        held(n, "+", Company("other", None, name)) for n, name in enumerate(["A b", "a  B"] * 3)
    ]
    found = standing.of(ONE, same)
    assert (found.supports, found.companies, found.verdict) == (6, 1, "early")
    assert found.reason.startswith("1 company so far said something")
    customer = held(9, "+", Company("customer", "7", "A b"))
    assert standing.of(ONE, [*same, customer]).companies == 2


def test_what_was_said_of_earlier_words_is_counted():
    reworded = Hypothesis(1, "who", "Law firms", "x", "", "Ann", AT, LATER, 2)
    said = [held(1, "+", at=AT), held(2, "+", at=LATER), held(3, "?", at=AT)]
    assert standing.of(reworded, said).before == 1


@pytest.mark.parametrize(
    ("findings", "reason"),
    [
        ("+++++-0", "1 is against it; of 6 that say something, up to 1 may be against it."),
        ("+++++", "None is against it; of 5 that say something, up to 1 may be against it."),
        (
            "+----",
            "Only 1 for it; of 5 that say something, up to 1 may be for it and it still falls.",
        ),
        ("+++--", "3 for it, 2 against it: find out what sets those apart"),
        ("+0000", "4 of 5 interviews say nothing on it"),
        ("+++", "3 companies so far said something on it; with fewer than 5"),
        ("0", "No companies so far said something on it"),
    ],
)
def test_every_verdict_has_its_reason_in_words(findings, reason):
    assert of(findings).reason.startswith(reason)


@pytest.mark.parametrize("n", range(5, 60))
def test_the_rule_is_that_of_an_aligned_team(n):
    # definitions: at most floor((n - 2) / 3) outside the most common answer, never over 25 %
    assert standing.tolerated(n) == min((n - 2) // 3, int(0.25 * n))
