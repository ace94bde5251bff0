"""The months, quarters and years that the columns of a wide report stand for."""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import count

from icp import errors, evidence

NO_YEAR = 12
_NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_GERMAN = {"mär": "mar", "mrz": "mar", "mae": "mar", "mai": "may", "okt": "oct", "dez": "dec"}
_MONTH = (
    r"(?:jan(?:uary|uar)?|feb(?:ruary|ruar)?|mar(?:ch)?|märz?|mrz|maerz|apr(?:il)?|may|mai"
    r"|june?|juni|july?|juli|aug(?:ust)?|sept?(?:ember)?|o[ck]t(?:ober)?|nov(?:ember)?"
    r"|de[cz](?:ember)?)\.?"
)
_FISCAL = r"(?P<fiscal>fy|fiscal(?: year)?|financial year)[ -]?'?"
_YEAR, _BETWEEN, _TO = r"(?:19|20)\d\d", r"[-/ ,.'\u2019]*", r" ?(?:-|\u2013|to|bis) ?"
_AROUND = r"net sales|sales|revenue|amount|turnover|total|invoiced|billed|umsatz|summe|gesamt"
_WORDS = re.compile(rf"^(?:{_AROUND}) +(?!$)|(?<=\S) +(?:{_AROUND})$")
# first month and year, last month and year, or quarter and year; a day within a month is cut
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?P<m>{_MONTH}){_BETWEEN}(?P<y>{_YEAR}|\d\d)",
        rf"(?P<y>{_YEAR})[-/ .]+(?P<m>{_MONTH})",
        rf"(?P<y>{_YEAR})[-/.]?(?P<m>0[1-9]|1[0-2])",
        rf"(?P<y>{_YEAR})[-/.](?P<m>[1-9])",
        rf"(?P<m>0?[1-9]|1[0-2])[-/.](?P<y>{_YEAR})",
        rf"(?P<y>{_YEAR})-(?P<m>0[1-9]|1[0-2])-(?P<d>\d\d)(?:[ t]00:00:00)?",
        rf"(?P<m>{_MONTH}) \d\d?{_TO}(?:{_MONTH} )?\d\d?,? (?P<y>{_YEAR})",
        rf"(?P<m>{_MONTH}){_TO}(?P<m2>{_MONTH}){_BETWEEN}(?P<y>{_YEAR}|\d\d)",
        rf"(?P<m>{_MONTH}){_BETWEEN}(?P<y>{_YEAR}){_TO}(?P<m2>{_MONTH}){_BETWEEN}(?P<y2>{_YEAR})",
        rf"q(?P<q>[1-4]){_BETWEEN}(?P<y>{_YEAR}|\d\d)",
        rf"(?P<y>{_YEAR}){_BETWEEN}q(?P<q>[1-4])",
        rf"(?P<y>{_YEAR})",
        rf"(?P<m>{_MONTH})",
        rf"(?:q(?P<q>[1-4]){_BETWEEN})?{_FISCAL}(?P<y>{_YEAR}|\d\d)(?:[-/](?:{_YEAR}|\d\d))?",
        rf"{_FISCAL}(?P<y>{_YEAR}|\d\d){_BETWEEN}q(?P<q>[1-4])",
    )
)
# columns of single days or weeks are no months, though some of them could be read so
_DAY = re.compile(rf"{_YEAR}-\d\d-\d\d(?:[ t][\d:]+)?|{_MONTH} \d")


@dataclass(frozen=True)
class Period:
    """What a column stands for: its place and header, its first month as months since the year 0
    (below NO_YEAR where none is known), and how many months it has.

    fiscal: whether its year is one of the company's own; its months are then those of a year that
    begins in January until `dated` moves them.
    """

    at: int
    header: str
    first: int
    months: int
    fiscal: bool = False

    @property
    def day(self) -> date:
        return date(self.first // 12, self.first % 12 + 1, 1)

    @property
    def key(self) -> str:
        """ "2024-01", "2024-Q1", "2024", or both ends, however the header writes it."""
        year, month = divmod(self.first, 12)
        if self.months == 1:
            return f"{year}-{month + 1:02}"
        if self.months == 3 and month % 3 == 0:
            return f"{year}-Q{month // 3 + 1}"
        if self.months == 12 and month == 0:
            return str(year)
        last_year, last_month = divmod(self.first + self.months - 1, 12)
        return f"{year}-{month + 1:02} to {last_year}-{last_month + 1:02}"

    def holds(self, other: "Period") -> bool:
        """Whether `other` is a part of this period."""
        inside = self.first <= other.first
        ends = other.first + other.months <= self.first + self.months
        return inside and ends and self.months > other.months


def find(headers: Sequence[str]) -> list[Period]:
    """The columns that stand for a period of their own, in the file's order.

    A total over others among them (2024 beside Jan 2024) is none. Empty where two columns stand
    for the same period, where only some have a year or a fiscal one, and where columns are single
    days.
    """
    read = [one for one in map(_period, count(), headers) if one]
    plain = [header.strip().lower() for header in headers]
    if any(_DAY.fullmatch(one) and not is_period(one) for one in plain):
        return []
    found = [one for one in read if not any(one.holds(other) for other in read)]
    with_year = {(one.first >= NO_YEAR, one.fiscal) for one in found}
    alone = with_year == {(False, False)} and len(found) == 1
    twice = len({one.first for one in found}) < len(found)
    return [] if twice or alone or len(with_year) > 1 else found


def is_period(header: str) -> bool:
    """Whether a header by itself names a month, a quarter or a year."""
    return _period(0, header) is not None


def dated(periods: Sequence[Period], day: str | None) -> list[Period]:
    """The periods with their years: where they have none, or a fiscal one, the first begins on
    `day`.

    Raises Question where that day is needed and not given.
    """
    if periods and periods[0].fiscal:
        return _moved(periods, day)
    if not periods or periods[0].first >= NO_YEAR:
        return list(periods)
    month = evidence.day(
        day,
        f'The months have no year: on which day does "{periods[0].header}", the first, begin?',
    )
    year, result = month.year, list[Period]()
    for one in periods:
        year += bool(result and one.first <= result[-1].first % 12)
        result.append(Period(one.at, one.header, year * 12 + one.first, one.months))
    return result


def _moved(periods: Sequence[Period], day: str | None) -> list[Period]:
    """Periods of fiscal years, of which the earliest begins on `day`; asked again where that is
    over a year off its name."""
    first = min(periods, key=lambda one: one.first)
    sentence = (
        f'"{first.header}" is of a fiscal year, and each company begins its own: on which day did '
        f'"{first.header}" begin?'
    )
    begin = evidence.day(day, sentence)
    by = 12 * begin.year + begin.month - 1 - first.first
    if not -12 <= by < 12:
        raise errors.Question(f"{begin.year} is not the year of it. {sentence}", "date", {})
    return [replace(one, first=one.first + by) for one in periods]


def _period(at: int, header: str) -> Period | None:
    text = _WORDS.sub("", " ".join(header.lower().split()))
    for form in _FORMS:
        if match := form.fullmatch(text):
            parts = match.groupdict()
            if parts.get("d") and not _is_edge(**{one: int(parts[one]) for one in "ymd"}):
                return None
            first = _months(parts.get("y"), parts.get("m"), parts.get("q"))
            last = _months(parts.get("y2") or parts.get("y"), parts.get("m2"), None)
            if parts.get("q") or parts.get("fiscal"):
                months = 3 if parts.get("q") else 12
                return Period(at, header, first, months, bool(parts.get("fiscal")))
            if parts.get("m2"):
                return Period(at, header, first, last - first + 1) if last > first else None
            return Period(at, header, first, 1 if parts.get("m") else 12)
    return None


def _is_edge(y: int, m: int, d: int) -> bool:
    """Whether a day is the first or last of its month, as workbooks write months."""
    return d in (1, monthrange(y, m)[1])


def _months(year: str | None, month: str | None, quarter: str | None) -> int:
    """The first month that is meant, as months since the year 0."""
    number = int(year) if year else 0
    if year and len(year) == 2:
        number += 2000 if number < 70 else 1900
    if quarter:
        return number * 12 + 3 * (int(quarter) - 1)
    return number * 12 + (_month(month) if month else 0)


def _month(written: str) -> int:
    if written.isdecimal():
        return int(written) - 1
    return _NAMES.index(_GERMAN.get(written[:3], written[:3]))
