"""Which hypotheses stand after the interviews so far: counts first, then a verdict with its reason.

The rule: while fewer than 5 companies say something it is too early; where more than half of the
interviews say nothing, it is not answered; it stands where at most a quarter of those that say
something contradict it, and falls where at most a quarter support it; otherwise they disagree. From
5 on that is the plain rule by which a team is called aligned.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from icp.hypotheses import Hypothesis
from icp.interviews import Interview

ENOUGH = 5
VERDICTS = {
    "early": "Too early to say",
    "unanswered": "Not answered",
    "stands": "Stands so far",
    "falls": "Does not stand",
    "differ": "They disagree",
}


@dataclass(frozen=True)
class Standing:
    """How many interviews say what; verdict of VERDICTS, and its reason in words.

    unmarked: interviews that were not looked through for it; companies: how many different ones
    said something; before: findings that are older than the words it has now.
    """

    supports: int
    contradicts: int
    silent: int
    unmarked: int
    companies: int
    before: int
    verdict: str
    reason: str

    @property
    def asked(self) -> int:
        """The interviews that were looked through for it."""
        return self.supports + self.contradicts + self.silent


def of(one: Hypothesis, interviews: Sequence[Interview]) -> Standing:
    """How a hypothesis stands after these interviews."""
    said = [(held, held.findings.get(one.hypothesis_id)) for held in interviews]
    count = {name: sum(found == name for _, found in said) for name in FOUND}
    heard = {_company(held) for held, found in said if found in ("supports", "contradicts")}
    older = [held.found_at[one.hypothesis_id] < one.worded_at for held, found in said if found]
    verdict, reason = _verdict(count["supports"], count["contradicts"], count["silent"], len(heard))
    return Standing(
        **count,
        unmarked=len(said) - sum(count.values()),
        companies=len(heard),
        before=sum(older),
        verdict=verdict,
        reason=reason,
    )


FOUND = ("supports", "contradicts", "silent")


def tolerated(n: int) -> int:
    """How many of n interviews may say the opposite: a quarter at most."""
    return n // 4


def sentence(standing: Standing) -> str:
    """ "5 of 7 support it, 1 contradicts it, 1 says nothing." """
    if not standing.asked:
        return "No interview has been looked through for it yet."
    s, c, z = standing.supports, standing.contradicts, standing.silent
    return (
        f"{s} of {standing.asked} {'supports' if s == 1 else 'support'} it, "
        f"{c} {'contradicts' if c == 1 else 'contradict'} it, "
        f"{z} {'says' if z == 1 else 'say'} nothing."
    )


def _verdict(supports: int, contradicts: int, silent: int, companies: int) -> tuple[str, str]:
    heard, asked = supports + contradicts, supports + contradicts + silent
    if asked >= ENOUGH and 2 * silent > asked:
        return "unanswered", (
            f"{silent} of {asked} interviews say nothing on it: ask in another way, or it does not "
            "matter to them."
        )
    if companies < ENOUGH:
        return "early", (
            f"{_companies(companies)} so far said something on it; with fewer than {ENOUGH}, a "
            "single answer decides too much."
        )
    few = tolerated(heard)
    allowed = f"of {heard} that say something, up to {few} may"
    if contradicts <= few:
        return "stands", f"{_count(contradicts)} against it; {allowed} be against it."
    if supports <= few:
        return "falls", f"Only {supports} for it; {allowed} be for it and it still falls."
    return "differ", (
        f"{supports} for it, {contradicts} against it: find out what sets those apart, and write "
        "a hypothesis for each kind."
    )


def _count(contradicts: int) -> str:
    return "None is" if not contradicts else "1 is" if contradicts == 1 else f"{contradicts} are"


def _companies(count: int) -> str:
    return "1 company" if count == 1 else f"{count or 'No'} companies"


def _company(held: Interview) -> tuple[str, str]:
    one = held.company
    if one.company_id is None:
        return "name", " ".join(one.name.lower().split())
    return one.kind, one.company_id
