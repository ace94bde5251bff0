"""The kinds of file, the fields of each, and which header stands for which; see fields.toml."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from icp import errors, vendors

SURE_ENOUGH = 90


@dataclass(frozen=True)
class Field:
    """A column of ours: its name, the words on screen, the headers it is known by, its type."""

    name: str
    title: str
    aliases: tuple[str, ...]
    type: str


@dataclass(frozen=True)
class Need:
    """What a file must have: the fields of any of these groups; `reason` says it of a row."""

    any: tuple[tuple[str, ...], ...]
    words: str
    reason: str | None

    def met(self, names: Iterable[str]) -> bool:
        """Whether all fields of one of the groups are among `names`."""
        known = set(names)
        return any(known.issuperset(group) for group in self.any)


@dataclass(frozen=True)
class Kind:
    """A kind of file, its words on screen, and how its rows are told apart."""

    name: str
    title: str
    help: str
    thing: str
    by_name: bool
    repeats: bool
    keeps_own: bool
    needs: tuple[Need, ...]


@dataclass(frozen=True)
class Match:
    """A header chosen for a field, and how sure we are (0-100; 100 = a known name)."""

    header: str
    sure: int


def _plain(header: str) -> str:
    return "".join(char for char in header.lower() if char.isalnum() or char == "#")


def _kind(entry: dict[str, Any]) -> Kind:
    needs = (
        Need(tuple(map(tuple, need["any"])), need["words"], need.get("reason"))
        for need in entry["needs"]
    )
    flags = {flag: entry.get(flag, False) for flag in ("by_name", "repeats", "keeps_own")}
    words = {word: entry[word] for word in ("name", "title", "help", "thing")}
    return Kind(**words, **flags, needs=tuple(needs))


def _field(entry: dict[str, Any]) -> Field:
    aliases = tuple(map(_plain, entry["aliases"]))
    return Field(entry["name"], entry["title"], aliases, entry.get("type", "text"))


_FILE = tomllib.loads(Path(__file__).with_name("fields.toml").read_text(encoding="utf-8"))
ABOUT: dict[str, Kind] = {entry["name"]: _kind(entry) for entry in _FILE["kind"]}
KINDS: dict[str, tuple[Field, ...]] = {
    kind: tuple(_field(entry) for entry in _FILE["field"] if kind in entry["kinds"])
    for kind in ABOUT
}
KEEPS_OWN = tuple(kind for kind, about in ABOUT.items() if about.keeps_own)
# where kinds differ, the words of the earlier kind: those of customers first
TITLES = {field.name: field.title for kind in reversed(KINDS) for field in KINDS[kind]}


def guess_kind(headers: Iterable[str]) -> str:
    """The kind of a known export, else the one that explains most of the headers.

    A header that stands for a field in several kinds counts as a part of one for each of them; all
    count half where something is missing. If kinds are equal, it is the first of KINDS.
    """
    return _guess_kind(tuple(headers))


@cache
def _guess_kind(headers: tuple[str, ...]) -> str:
    if vendor := vendors.recognise(headers):
        return vendor.kind
    found = {kind: guess(headers, kind) for kind in KINDS}
    known_by = Counter(match.header for matches in found.values() for match in matches.values())

    def explained(kind: str) -> float:
        parts = sum(1 / known_by[match.header] for match in found[kind].values())
        return round(parts / 2 if missing(kind, found[kind]) else parts, 6)

    return max(KINDS, key=explained)


def guess(headers: Iterable[str], kind: str) -> dict[str, Match]:
    """The header we would choose for each field: as the export is known, by alias, by likeness."""
    names = list(headers)
    vendor = vendors.recognise(names)
    if vendor and vendor.kind == kind:
        return {field: Match(header, 100) for field, header in vendor.columns(names).items()}
    left = {header: _plain(header) for header in names}
    found: dict[str, Match] = {}
    for judge in (_known, _alike):
        for field in KINDS[kind]:
            best = max(
                ((judge(field, plain), -at) for at, plain in enumerate(left.values())),
                default=(0, 0),
            )
            if field.name not in found and best[0] >= SURE_ENOUGH:
                header = list(left)[-best[1]]
                found[field.name] = Match(header, best[0] if judge is _alike else 100)
                del left[header]
    return found


def check(kind: str, mapping: dict[str, str], headers: Iterable[str]) -> None:
    """Raise MappingIncomplete where `mapping` (field -> header) cannot be loaded as `kind`."""
    known = set(headers)
    for field, header in mapping.items():
        if field not in {known_field.name for known_field in KINDS[kind]}:
            raise errors.MappingIncomplete(f'There is no field "{field}" in {kind}: leave it out.')
        if header not in known:
            raise errors.MappingIncomplete(f'The file has no column "{header}": choose another.')
    if wanted := missing(kind, mapping):
        raise errors.MappingIncomplete(
            f"No column is chosen for {' and '.join(wanted)}: choose one to go on."
        )


def missing(kind: str, mapping: Mapping[str, object]) -> list[str]:
    """What a file of `kind` needs and `mapping` (field -> header) does not give, in words."""
    return [need.words for need in ABOUT[kind].needs if not need.met(mapping)]


def _known(field: Field, plain: str) -> int:
    """1,000 less the place of the alias, so that the first alias wins; 0 for no alias."""
    return 1000 - field.aliases.index(plain) if plain in field.aliases else 0


def _alike(field: Field, plain: str) -> int:
    return round(max(fuzz.ratio(alias, plain) for alias in field.aliases))
