"""Criteria of a profile: what to look for in a company, how much it counts, and what it rests on.

The three groups are those of seed 003. A criterion from the data is a rule that customers and
prospects can be matched against; one that is typed in is a text to ask about.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from icp import errors

GROUPS = {
    "firm": "Company facts: who to call",
    "problem": "Their problem: what they have",
    "impact": "Will they succeed with us?",
}
KINDS = {"must": "Must", "nice": "Nice", "exclude": "Exclude"}
DATA, OPINION = "data", "opinion"
EVIDENCE = {
    DATA: "Your data",
    "interview": "Interview",
    "desk": "Desk research",
    "vote": "Team vote",
    OPINION: "Opinion",
}
MOST, MAX_TEXT, MAX_POINTS = 30, 300, 1_000


@dataclass(frozen=True)
class Rule:
    """A trait as the data names it, its words on screen, and the value that is looked for."""

    trait: str
    title: str = field(compare=False)  # a trait may be called something else later
    value: str


@dataclass(frozen=True)
class Counted:
    """What the data said on a day: of the n with it, ideal_n are among the best.

    best: the choice of who the best are (`criteria_data.best`), words: "are in tier A"; of: what
    was counted ("customers" or "deals"); low, high: the 95 % interval of the share (0-1).
    """

    best: str
    words: str
    of: str
    n: int
    ideal_n: int
    others_n: int
    others_ideal_n: int
    unknown: int
    low: float
    high: float
    verdict: str
    as_of: date
    within: str = ""


@dataclass(frozen=True)
class Evidence:
    """What a criterion rests on: a kind of EVIDENCE with a text, or what was counted."""

    kind: str
    text: str = ""
    counted: Counted | None = None


@dataclass(frozen=True)
class Criterion:
    """One thing to look for; number: its own within the profile, in all versions.

    kind: of KINDS; points: what it counts, 0 for an exclude; all of the rules must hold, and
    without any it is a text to ask about.
    """

    number: int
    text: str
    group: str = "firm"
    kind: str = "nice"
    points: int = 10
    rules: tuple[Rule, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    owner: str = ""


def check(every: tuple[Criterion, ...]) -> None:
    """Raises RuleInvalid for criteria that cannot be kept, with the way out."""
    if len(every) > MOST:
        raise errors.RuleInvalid(
            f"There are {len(every)} criteria: remove some, as {MOST} are the most."
        )
    for one in every:
        if not one.text.strip():
            raise errors.RuleInvalid("A criterion has no words: say what to look for.")
        for text in (one.text, one.owner, *(each.text for each in one.evidence)):
            if len(text) > MAX_TEXT:
                raise errors.RuleInvalid(
                    f"A text of {len(text):,} characters is too long for a criterion: shorten it "
                    f"to {MAX_TEXT}."
                )
        if refused := wrong_points(one):
            raise errors.RuleInvalid(refused)
        if not one.evidence:
            raise errors.RuleInvalid(
                f'"{one.text}" rests on nothing: say on what, be it an opinion.'
            )


def wrong_points(one: Criterion) -> str | None:
    """Why its points cannot be kept, with the way out; None where they can."""
    if 0 <= one.points <= MAX_POINTS:
        return None
    return (
        f'Points go from 0 to {MAX_POINTS:,}: "{one.text}" has {one.points:,}, so nothing is '
        "saved until you change them."
    )


def same_counts(before: Counted, now: Counted) -> bool:
    """Whether the same was counted and comes to the same, be it on another day."""
    return _weighs(before) == _weighs(now)


def _weighs(one: Counted) -> tuple[object, ...]:
    return (one.n, one.ideal_n, one.others_n, one.others_ideal_n, one.verdict, one.within)


def shares(every: tuple[Criterion, ...]) -> dict[int, float | None]:
    """number -> its share (0-1) of all points; None for an exclude, and where nobody has points."""
    points = {one.number: one.points for one in every if one.kind != "exclude"}
    total = sum(points.values())
    return {one.number: _share(points.get(one.number), total) for one in every}


def _share(points: int | None, total: int) -> float | None:
    return None if points is None or not total else points / total


def described(one: Evidence) -> str:
    """The evidence as one sentence: "15 of 24 (63 %, likely between ...) are in tier A, ..."."""
    if one.counted is None:
        return one.text or "nobody has checked it yet"
    within = f" within {one.counted.within}" if one.counted.within else ""
    day = written(one.counted.as_of)
    return f"{counts(one.counted)}: {one.counted.verdict}{within}, as of {day}"


def counts(one: Counted) -> str:
    """ "15 of 24 customers (63 %, likely between 43 and 79 %) are in tier A, against 21 of 156
    others, 2 unknown"."""
    share = percent(one.ideal_n / one.n)
    between = f"{percent(one.low).removesuffix(' %')} and {percent(one.high)}"
    unknown = f", {one.unknown:,} unknown" if one.unknown else ""
    return (
        f"{one.ideal_n:,} of {one.n:,} {one.of} ({share}, likely between {between}) {one.words}, "
        f"against {one.others_ideal_n:,} of {one.others_n:,} others{unknown}"
    )


def percent(share: float) -> str:
    """`0.625` as "63 %", half rounded up."""
    exact = Decimal(repr(float(share))) * 100
    return f"{exact.quantize(Decimal(1), ROUND_HALF_UP)} %"


def written(day: date) -> str:
    """`date(2026, 11, 1)` as "1 Nov 2026"."""
    return f"{day.day} {day:%b %Y}"


def read(stored: dict[str, Any]) -> Criterion:
    """A criterion as `dataclasses.asdict` and JSON left it."""
    return Criterion(
        **stored
        | {
            "rules": tuple(Rule(**one) for one in stored["rules"]),
            "evidence": tuple(
                Evidence(one["kind"], one["text"], _counted(one["counted"]))
                for one in stored["evidence"]
            ),
        }
    )


def _counted(stored: dict[str, Any] | None) -> Counted | None:
    if stored is None:
        return None
    return Counted(**stored | {"as_of": date.fromisoformat(stored["as_of"])})
