"""What differs between two versions of a profile, in words."""

from collections.abc import Iterator

from icp import criteria
from icp.criteria import KINDS, Criterion
from icp.persona import Persona
from icp.persona_fields import FIELDS


def between(old: Persona, new: Persona) -> list[str]:
    """One sentence a change: added, removed and changed criteria first, then the texts."""
    return [*_criteria(old.criteria, new.criteria), *_texts(old, new)]


def _criteria(old: tuple[Criterion, ...], new: tuple[Criterion, ...]) -> Iterator[str]:
    before, after = ({one.number: one for one in every} for every in (old, new))
    for number, one in after.items():
        if number not in before:
            yield f"Added: {one.text} ({_counts(one)})"
    for number, one in before.items():
        if number not in after:
            yield f"Removed: {one.text}"
    for number, one in after.items():
        if number in before and (said := list(_of_one(before[number], one))):
            yield f"Changed: {one.text}: {', '.join(said)}"


def _of_one(old: Criterion, new: Criterion) -> Iterator[str]:
    if old.text != new.text:
        yield f'was "{old.text}"'
    if old.kind != new.kind:
        yield f"{KINDS[old.kind].lower()} became {KINDS[new.kind].lower()}"
    if old.points != new.points:
        yield f"{old.points:,} became {new.points:,} points"
    if old.group != new.group:
        yield f'moved to "{criteria.GROUPS[new.group]}"'
    if old.owner != new.owner:
        yield f"owner {old.owner or 'nobody'} became {new.owner or 'nobody'}"
    if old.rules != new.rules:
        yield "looks for something else in the data"
    if old.evidence != new.evidence:
        yield from _evidence(old, new)


def _evidence(old: Criterion, new: Criterion) -> Iterator[str]:
    for said, more, less in (("more", new, old), ("less", old, new)):
        kinds = [criteria.EVIDENCE[e.kind].lower() for e in more.evidence if e not in less.evidence]
        if kinds:
            yield f"{said} evidence ({', '.join(kinds)})"


def _texts(old: Persona, new: Persona) -> Iterator[str]:
    if old.name != new.name:
        yield f'Name: "{old.name}" became "{new.name}"' if old.name else f'Name: "{new.name}"'
    if old.stands_for != new.stands_for:
        yield f"Stands for: {new.stands_for or 'nothing any more'}"
    for key, one in FIELDS.items():
        was, now = old.texts.get(key, ""), new.texts.get(key, "")
        if was != now:
            yield f"{'Changed' if was and now else 'Added' if now else 'Removed'}: {one.title}"
    if old.review_on != new.review_on and new.review_on:
        yield f"To be reviewed on {criteria.written(new.review_on)}"
    if old.state != new.state:
        yield f"{old.state.capitalize()} became {new.state}"


def _counts(one: Criterion) -> str:
    kind = KINDS[one.kind].lower()
    return kind if one.kind == "exclude" else f"{kind}, {one.points:,} points"
