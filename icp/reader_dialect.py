"""How a text is cut into cells: the separator, the quotes, and what stands for a quote inside.

Every candidate reads a sample by the strict parser; the one whose rows agree best wins, and where
two agree alike the user is asked (after the pattern score of van den Burg, Nazabal and Sutton,
"Wrangling messy CSV files", 2019).
"""

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import islice

from icp.reader_answers import Undecided, Unreadable, filled, preview
from icp.reader_kinds import kind
from icp.reader_records import Dialect, records

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar", " ": "blanks"}
CERTAIN = 0.98


@dataclass(frozen=True)
class _Fit:
    """How a dialect reads the sample: share of rows of the usual width, that width, and more."""

    dialect: Dialect
    coverage: float
    width: int
    clean: float
    broken: int

    @property
    def score(self) -> float:
        return self.coverage * (self.width - 1) / self.width * self.clean


def find(lines: list[str], wanted: str | None) -> Dialect:
    """The dialect of the lines; `wanted` is a separator, or "none" for one column."""
    sample = [line for line in lines if line.strip() and not line.startswith("#")] or lines
    if wanted is not None:
        return _wanted(sample, wanted)
    if not any(line.strip(" ,;\t|\r\n") for line in lines):
        return Dialect(",")
    return _found(sample)


def _found(sample: list[str]) -> Dialect:
    fits = [_fit(sample, _quoted(sample, Dialect(mark))) for mark in SEPARATORS]
    numbers = _numeric(sample)
    usable = [fit for fit in fits if fit.width > 1 and (fit.dialect.separator != " " or numbers)]
    certain = [fit for fit in usable if fit.coverage >= CERTAIN]
    if certain:
        return _best(sample, certain)
    usable = [fit for fit in usable if fit.dialect.separator != " "]
    best = max(usable, key=lambda fit: fit.score, default=None)
    if best and (best.coverage >= 0.5 or (best.coverage > 0.2 and _first_agrees(sample, best))):
        return best.dialect
    if not _separated(sample):
        return _quoted(sample, Dialect("\x1f"))
    return _ask(sample, [fit.dialect for fit in fits])


def _wanted(sample: list[str], wanted: str) -> Dialect:
    mark = {"none": "\x1f", "tab": "\t"}.get(wanted, wanted)
    if not mark or len(mark) > 5 or set(mark) & set("\"'\r\n\0"):
        raise Unreadable(f'Nothing can be separated by "{mark[:20]!r}": choose another separator.')
    if len(mark) > 1 and mark[1:].isspace():
        return _quoted(sample, Dialect(mark[0], skip_blanks=True))
    if len(mark) > 1:
        return _quoted(sample, Dialect("\x1f", written=mark))
    return _quoted(sample, Dialect(mark, skip_blanks=mark == " "))


def _fit(sample: list[str], dialect: Dialect) -> _Fit:
    rows = list(islice(records(iter(sample), dialect), 1000))
    widths = Counter(len(row) for row, refusal in rows if refusal is None and filled(row))
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
    cells = [cell for row, _ in rows for cell in row]
    clean = sum(1 for cell in cells if _is_clean(cell)) / max(1, len(cells))
    broken = sum(1 for _, refusal in rows if refusal)
    return _Fit(dialect, count / max(1, len(rows)), width, clean, broken)


def _is_clean(cell: str) -> bool:
    """Whether a cell is blank, a number, a date, or text that no separator seems to be left in."""
    return kind(cell) != "t" or not re.search(r"[;\t|]|,\S", cell) or len(cell) > 40


def _best(sample: list[str], certain: list[_Fit]) -> Dialect:
    ranked = sorted(certain, key=lambda fit: (-fit.clean, -fit.width))
    if len(ranked) > 1 and abs(ranked[0].clean - ranked[1].clean) < 0.02:
        if ranked[0].width == ranked[1].width:
            return _ask(sample, [fit.dialect for fit in ranked])
        return max(ranked[:2], key=lambda fit: fit.width).dialect
    return ranked[0].dialect


def _first_agrees(sample: list[str], fit: _Fit) -> bool:
    first, refusal = next(records(iter(sample), fit.dialect))
    return refusal is None and len(first) == fit.width


def _separated(sample: list[str]) -> bool:
    """Whether some separator is in so many lines that one column cannot be taken for granted."""
    return (
        any(sum(1 for line in sample if mark in line) > len(sample) / 5 for mark in ",;\t|")
        and len(sample) > 1
    )


def _numeric(sample: list[str]) -> bool:
    """Whether the sample is numbers with blanks between, below at most one line of names."""
    cells = [cell for line in sample[1:] for cell in line.split()]
    return len(cells) > len(sample) > 2 and all(kind(cell) in ("n", "d") for cell in cells)


def _ask(sample: list[str], dialects: list[Dialect]) -> Dialect:
    choices = {}
    for dialect in dialects:
        rows = [row for row, _ in islice(records(iter(sample), dialect), 2)]
        name = {"\t": "tab"}.get(dialect.separator, dialect.separator)
        shown = f"{SEPARATORS[dialect.separator]}, {len(rows[-1])} columns: {preview(rows[-1], 70)}"
        choices[name] = shown
    choices["none"] = "nothing: the file has one column"
    raise Undecided("separator", "What separates the cells of this file cannot be told.", choices)


def _quoted(sample: list[str], dialect: Dialect) -> Dialect:
    """The dialect with the quotes that the sample shows."""
    mark, text = re.escape(dialect.separator), "".join(sample)
    single, double = (
        len(re.findall(f"(?:^|{mark} ?){quote}[^{quote}\n]*{quote}(?={mark}|\r?$)", text, re.M))
        for quote in "'\""
    )
    if single > 1 and not double:
        dialect = replace(dialect, quote="'")
    if not dialect.skip_blanks and re.search(f"(?:^|{mark}) +{dialect.quote}", text, re.M):
        dialect = _unindented(sample, dialect)
    return _escaped(sample, dialect)


def _unindented(sample: list[str], dialect: Dialect) -> Dialect:
    """The dialect that skips blanks before a cell, where quotes stand behind them."""
    skipping, quote = replace(dialect, skip_blanks=True), dialect.quote
    plain, better = _fit(sample, dialect), _fit(sample, skipping)
    if (better.broken, -better.coverage) < (plain.broken, -plain.coverage):
        return skipping
    cells = [cell for row, _ in islice(records(iter(sample), dialect), 1000) for cell in row]
    behind = [cell for cell in cells if cell.startswith(" ") and cell.lstrip()[:1] == quote]
    whole = re.compile(f" +{quote}[^{quote}]*{quote}\\s*")
    return skipping if behind and all(map(whole.fullmatch, behind)) else dialect


def _escaped(sample: list[str], dialect: Dialect) -> Dialect:
    """The dialect with backslashes before quotes, where only that reads the sample."""
    if not any("\\" + dialect.quote in line for line in sample):
        return dialect
    slashed = replace(dialect, backslash=True)
    return min([dialect, slashed], key=lambda one: _fit(sample, one).broken)
