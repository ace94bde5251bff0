"""What a cell looks like: a number, a date, a period such as a year or a month, or text."""

import re

_SIGN = r"[$€£¥₹]|[A-Z]{3}|kr|zł|Fr\.?"
_NUMBER = re.compile(
    rf"[(+-]*\s*(?:{_SIGN})?\s*[+-]?\s*(?:\d[\d.,'\u2019 \u00a0\u202f]*|[.,]\d+)(?:[eE][+-]?\d+)?"
    rf"\s*%?\s*(?:{_SIGN})?\s*[)-]?"
)
_MONTH = r"(?:jan|feb|mar|m[aä]r|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)[a-zä]*\.?"
_DATE = re.compile(
    rf"(?:\d{{1,4}}[-/.]\s?\d{{1,2}}[-/.]\s?\d{{1,4}}|\d{{1,2}}\.?[- ]{_MONTH}[-, ]*\d{{2,4}}"
    rf"|{_MONTH} \d{{1,2}},? \d{{4}}|\d{{1,2}}:\d\d)(?:[T ]+\d{{1,2}}:\d\d\S*(?: ?[AP]M)?.*)?",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    rf"(?:fy ?)?(?:19|20)\d\d(?:[-/ ]+(?:\d{{2,4}}|q[1-4]|{_MONTH}))*|q[1-4][-/ ]*(?:\d{{2,4}})?"
    rf"|{_MONTH}[-/ ']*(?:\d{{2,4}})?|(?:19|20)\d\d-\d\d-\d\d(?: 00:00:00)?",
    re.IGNORECASE,
)
MISSING = {"", "-", ".", "..", "na", "n/a", "#n/a", "null", "none", "nan", "missing", "?", "--"}


def kind(cell: str) -> str:
    """ "n" for a number, "d" for a date or a time, "t" for text, "" for blank or missing."""
    text = cell.strip()
    if text.lower() in MISSING:
        return ""
    if len(text) > 40:
        return "t"
    if text[0].isalpha() and not any(char.isdigit() for char in text):
        return "t"
    if _DATE.fullmatch(text):
        return "d"
    return "n" if _NUMBER.fullmatch(text) else "t"


def is_period(cell: str) -> bool:
    """Whether a cell names a year, a quarter or a month, as the columns of a wide report do."""
    return _PERIOD.fullmatch(cell.strip()) is not None
