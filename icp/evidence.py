"""What a file's columns say about how they are written, and what to ask where they cannot."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from icp import errors

ALL = "all"
REMEMBERED = ("day_first", "decimal", "currency", "cents", "discount", "tax")
DAYS = {"yes": "the day (31/12)", "no": "the month (12/31)"}
DECIMALS = {".": "a point (1,234.50)", ",": "a comma (1.234,50)"}


@dataclass(frozen=True)
class Evidence:
    """Counts of values that only make sense one way, and of those that could be either."""

    day_first: int
    month_first: int
    either_date: int
    date_example: str | None
    comma: int
    point: int
    either_number: int
    number_example: str | None
    thousands_example: str | None
    currencies: list[str]
    whole_amounts: int
    broken_amounts: int
    amount_example: str | None
    continued: int
    largest_discount: float | None


def day(answer: str | None, sentence: str) -> date:
    """The day that was answered ("2024-12-31"); without one, the sentence asks for it."""
    try:
        return date.fromisoformat(answer or "")
    except ValueError:
        raise errors.Question(sentence, "date", {}) from None


def recalled(
    evidence: Evidence, before: Mapping[str, str], given: Mapping[str, str]
) -> dict[str, str]:
    """The answers to an earlier file of the same headers that hold for this one too.

    Raises Question where the values of this file speak against one that is not in `given`. What
    cannot apply here is dropped, so that it is decided or asked as if for the first time.
    """
    kept = {name: before[name] for name in REMEMBERED if name in before and name not in given}
    _doubt_days(evidence, kept.get("day_first"))
    _doubt_decimal(evidence, kept.get("decimal"))
    outdated = {
        "currency": kept.get("currency") not in (*evidence.currencies, ALL),
        "cents": kept.get("cents") == "yes" and evidence.broken_amounts > 0,
        "discount": kept.get("discount") == "share" and (evidence.largest_discount or 0) > 1,
    }
    return {name: answer for name, answer in kept.items() if not outdated.get(name)}


def _doubt_days(evidence: Evidence, before: str | None) -> None:
    votes = {"yes": evidence.day_first, "no": evidence.month_first}
    other = {"yes": "no", "no": "yes"}.get(before or "")
    if before and other and votes[other] > votes[before]:
        raise errors.Question(
            f"For an earlier file with these columns you chose {DAYS[before]}, but {votes[other]:,}"
            f" of the dates here only make sense with {DAYS[other]} first: which comes first?",
            "day_first",
            DAYS,
        )


def _doubt_decimal(evidence: Evidence, before: str | None) -> None:
    votes = {",": evidence.comma, ".": evidence.point}
    other = {",": ".", ".": ","}.get(before or "")
    if before and other and votes[other] > votes[before]:
        raise errors.Question(
            f"For an earlier file with these columns you chose {DECIMALS[before]}, but "
            f"{votes[other]:,} of the numbers here only make sense with {DECIMALS[other]}: "
            "what separates the cents?",
            "decimal",
            DECIMALS,
        )


def day_first(evidence: Evidence, answer: str | None) -> bool:
    """Whether the day comes before the month; asked where no value decides, or both ways do."""
    if answer is not None:
        return answer == "yes"
    decided = bool(evidence.day_first) != bool(evidence.month_first)
    if not decided and evidence.either_date:
        example = evidence.date_example
        raise errors.Question(
            f'Dates such as "{example}" can be read two ways: which comes first?',
            "day_first",
            DAYS,
        )
    return evidence.day_first > 0


def decimal_comma(evidence: Evidence, answer: str | None) -> bool:
    """Whether cents follow a comma; asked where no value decides, or both ways do."""
    if answer is not None:
        return answer == ","
    both = evidence.comma > 0 and evidence.point > 0
    neither = not evidence.comma and not evidence.point
    if both or (neither and evidence.either_number):
        example = f' such as "{evidence.number_example}"' if evidence.number_example else ""
        raise errors.Question(
            f"Numbers{example} can be read two ways: what separates the cents?",
            "decimal",
            DECIMALS,
        )
    return evidence.comma > 0


def thousands(evidence: Evidence, answer: str | None) -> str | None:
    """A number such as "1,234" where nothing but custom makes it 1234; None where something does.

    Read the other way it would have exactly three decimals, as all others of its file.
    """
    told = evidence.comma or evidence.point or evidence.either_number or answer is not None
    return None if told else evidence.thousands_example


def currency(evidence: Evidence, known: set[str], answer: str | None) -> str | None:
    """The one currency to load, or None for all there are; asked where they cannot be added up.

    `known`: those the workspace counts in or has a rate for.
    """
    found = evidence.currencies
    if answer is not None:
        return None if answer == ALL else answer
    if len(found) > 1 and not known.issuperset(found):
        raise errors.Question(
            f"The amounts are in {', '.join(found)}, which cannot be added up as they are: load "
            "which? The rows in the others are left out and listed.",
            "currency",
            {ALL: "all, at rates I give", **{one: f"only {one}" for one in found}},
        )
    return found[0] if len(found) == 1 else None


def cents(evidence: Evidence, answer: str | None) -> bool:
    """Whether amounts are in cents; asked of exports that write them so, if none has a fraction."""
    if answer is not None:
        return answer == "yes"
    if evidence.broken_amounts or not evidence.whole_amounts:
        return False
    raise errors.Question(
        f"All amounts are whole numbers, such as {evidence.amount_example}: are they cents?",
        "cents",
        {"yes": "yes, 2599 means 25.99", "no": "no, 2599 means 2,599"},
    )


def percent_discount(evidence: Evidence, answer: str | None) -> bool:
    """Whether discounts are written as 10 for 10 %, not as 0.1; asked where they exceed 1."""
    if answer is not None:
        return answer == "percent"
    if (evidence.largest_discount or 0) <= 1:
        return False
    raise errors.Question(
        f"Discounts go up to {evidence.largest_discount:g}: are they percent of the price?",
        "discount",
        {"percent": "yes, percent", "share": "no, shares of 1"},
    )
