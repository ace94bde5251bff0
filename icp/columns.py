"""Which column of a file is what: the first guess, and what comes of the user's choices."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from icp import errors, fields, vendors

MAX_NAME = 120


@dataclass(frozen=True)
class Guess:
    """What a column is taken for at first: a field or None, and how sure that is, in words."""

    field: str | None
    why: str


@dataclass(frozen=True)
class Start:
    """Header -> guess for all columns; how they were recognised; whether that needs no look."""

    guesses: dict[str, Guess]
    how: str
    certain: bool


def start(headers: Iterable[str], kind: str, before: Mapping[str, str] | None = None) -> Start:
    """What the columns are taken for at first.

    before: field -> header as it was chosen for an earlier file of the same headers; it wins over
    any guess of ours.
    """
    names = list(headers)
    if before is not None:
        at = {header: field for field, header in before.items()}
        return Start({one: _remembered(at.get(one)) for one in names}, "as you chose before", True)
    matches = fields.guess(names, kind)
    found = {match.header: Guess(field, _why(field, match)) for field, match in matches.items()}
    vendor = vendors.recognise(names)
    known = vendor is not None and vendor.kind == kind
    return Start(
        {one: found.get(one, Guess(None, "")) for one in names},
        how=f"recognised as {vendor.name}" if vendor and known else "",
        certain=not fields.missing(kind, matches)
        and (known or all(match.sure == 100 for match in matches.values())),
    )


def mapping(kind: str, taken: Mapping[str, str | None]) -> dict[str, str | None]:
    """Field -> header for every field of the kind, None where no column is taken for it.

    taken: header -> field or None. Raises MappingIncomplete where two columns are taken for one.
    """
    chosen: dict[str, str | None] = dict.fromkeys(one.name for one in fields.KINDS[kind])
    for header, field in taken.items():
        if field is None:
            continue
        if other := chosen[field]:
            raise errors.MappingIncomplete(
                f'Both "{other}" and "{header}" are taken for {fields.TITLES[field]}: choose '
                "something else for one of them."
            )
        chosen[field] = header
    return chosen


def own(
    kind: str, headers: Iterable[str], used: Iterable[str], names: Mapping[str, str | None]
) -> dict[str, str]:
    """Header -> the name under which a column is kept that no field stands for.

    names: header -> another name for it, None to leave it out. Raises MappingIncomplete for a
    name that two columns would have.
    """
    if kind not in fields.KEEPS_OWN:
        return {}
    taken = set(used)
    kept: dict[str, str] = {}
    for header in headers:
        name = names.get(header, header)
        if header in taken or name is None:
            continue
        kept[header] = " ".join(name.split())[:MAX_NAME] or header
    for header, name in kept.items():
        twin = next((h for h, n in kept.items() if n == name and h != header), None)
        if twin:
            raise errors.MappingIncomplete(
                f'Both "{header}" and "{twin}" would be kept as "{name}": give one another name.'
            )
    return kept


def left_over(
    headers: Iterable[str], mapping: Mapping[str, str], kept: Mapping[str, str]
) -> list[str]:
    """What becomes of the columns that no field stands for, in words."""
    idle = [header for header in headers if header not in {*kept, *mapping.values()}]
    names = [name if name == header else f"{header} (as {name})" for header, name in kept.items()]
    return [
        f"{what}: {', '.join(listed)}"
        for what, listed in (("kept as your own columns", names), ("not used", idle))
        if listed
    ]


def _remembered(field: str | None) -> Guess:
    return Guess(field, "remembered" if field else "")


def _why(field: str, match: fields.Match) -> str:
    if match.sure == 100:
        return "known name"
    return f"looks like {fields.TITLES[field]} ({match.sure} %)"
