"""Exports that are recognised by their headers, and what is known of them; see vendors.toml."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class LeftOut:
    """Rows that are not sales: `where` is a field or a header, `pattern` matches its text."""

    where: str
    pattern: str
    reason: str


@dataclass(frozen=True)
class Vendor:
    """One kind of export: its headers as alternatives, and field -> headers in order of choice.

    `cents`: its amounts may be in the smallest unit of the currency. `with_tax`: whether the tax
    that stands beside its amounts is in them; None where that hangs on the company.
    """

    name: str
    kind: str
    headers: tuple[tuple[str, ...], ...]
    mapping: dict[str, tuple[str, ...]]
    left_out: tuple[LeftOut, ...]
    cents: bool
    with_tax: bool | None

    def fits(self, headers: Iterable[str]) -> bool:
        """Whether all headers of this export are there."""
        return _all_there(self.headers, headers)

    def columns(self, headers: Iterable[str]) -> dict[str, str]:
        """Field -> the file's header, for each field that has one."""
        known = {plain(header): header for header in headers}
        found = {
            field: next((known[plain(one)] for one in choice if plain(one) in known), None)
            for field, choice in self.mapping.items()
        }
        return {field: header for field, header in found.items() if header is not None}


@dataclass(frozen=True)
class NotOurs:
    """A file that is of no use here: how it is known, and the sentence that says what is."""

    headers: tuple[tuple[str, ...], ...]
    without: str | None
    rows: tuple[str, ...]
    sentence: str

    def fits(self, headers: list[str], first_column: Iterable[str]) -> bool:
        """Whether a file with these headers and texts in its first column is such a file."""
        if self.without and any(re.search(self.without, plain(header)) for header in headers):
            return False
        texts = [plain(text) for text in first_column]
        return _all_there(self.headers, headers) and all(
            any(re.search(pattern, text) for text in texts) for pattern in self.rows
        )


def recognise(headers: Iterable[str]) -> Vendor | None:
    """The export whose headers are all there, the one with the most if several are."""
    names = list(headers)
    fitting = [vendor for vendor in everybody() if vendor.fits(names)]
    return max(fitting, key=lambda vendor: len(vendor.headers), default=None)


@cache
def everybody() -> tuple[Vendor, ...]:
    """All exports of vendors.toml."""
    return tuple(_vendor(entry) for entry in _file()["vendor"])


@cache
def left_out() -> tuple[LeftOut, ...]:
    """The rows of orders that are not sales, whoever exported them."""
    return tuple(LeftOut(**entry) for entry in _file()["left_out"])


def not_ours(headers: Iterable[str], first_column: Iterable[str]) -> str | None:
    """What to say of a file that is of no use here; None where it may be of use."""
    names, texts = list(headers), list(first_column)
    return next((one.sentence for one in _not_ours() if one.fits(names, texts)), None)


def plain(header: str) -> str:
    """A header as it is compared: without case, marks and double blanks."""
    return " ".join(header.lower().replace("*", "").replace("\ufeff", "").split())


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("vendors.toml").read_text(encoding="utf-8"))


def _vendor(entry: dict[str, Any]) -> Vendor:
    return Vendor(
        name=entry["name"],
        kind=entry["kind"],
        headers=_alternatives(entry["headers"]),
        mapping={field: _choices(header) for field, header in entry["mapping"].items()},
        left_out=tuple(LeftOut(**rule) for rule in entry.get("left_out", ())),
        cents=entry.get("cents", False),
        with_tax=entry.get("with_tax"),
    )


@cache
def _not_ours() -> tuple[NotOurs, ...]:
    return tuple(
        NotOurs(
            headers=_alternatives(entry.get("headers", [])),
            without=entry.get("without"),
            rows=tuple(entry.get("rows", ())),
            sentence=entry["sentence"],
        )
        for entry in _file()["not_ours"]
    )


def _alternatives(headers: list[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(one.strip() for one in choice.split("|")) for choice in headers)


def _all_there(wanted: tuple[tuple[str, ...], ...], headers: Iterable[str]) -> bool:
    known = set(map(plain, headers))
    return all(any(plain(one) in known for one in choice) for choice in wanted)


def _choices(header: str | list[str]) -> tuple[str, ...]:
    return (header,) if isinstance(header, str) else tuple(header)
