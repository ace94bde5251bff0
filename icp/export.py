"""Tables as files that no spreadsheet takes for formulas.

A cell that begins like a formula (OWASP, "CSV injection") gets an apostrophe in CSV, and is
written as text in XLSX; numbers stay numbers.
"""

import io
import re
from collections.abc import Callable

import pandas as pd

MAX_CELL = 32_767
_FORMULA = re.compile(r"""^[\s"']*[=+\-@|%\t\r\n＝＋－＠]""")  # noqa: RUF001
_NUMBER = re.compile(r"^[+-]?[\d .,()/-]+$")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def csv(frame: pd.DataFrame) -> bytes:
    """The frame as UTF-8 CSV with a byte-order mark, so that Excel reads accents."""
    safe = _texts(frame, _harmless)
    return safe.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def xlsx(frame: pd.DataFrame, sheet: str = "Sweetspot") -> bytes:
    """The frame as an Excel workbook with one sheet, and not one formula or link."""
    target = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with pd.ExcelWriter(target, engine="xlsxwriter", engine_kwargs={"options": plain}) as writer:
        _texts(frame, _printable).to_excel(writer, sheet_name=sheet, index=False)
    return target.getvalue()


def _texts(frame: pd.DataFrame, change: Callable[[object], object]) -> pd.DataFrame:
    """The frame with `change` applied to each text, in cells and headers."""
    words = frame.select_dtypes(exclude=["number", "bool", "datetime"]).columns
    changed = frame.assign(**{name: frame[name].map(change) for name in words})
    return changed.rename(columns=change)


def _harmless(value: object) -> object:
    text = _printable(value)
    if isinstance(text, str) and _FORMULA.match(text) and not _NUMBER.match(text):
        return f"'{text}"
    return text


def _printable(value: object) -> object:
    return _CONTROL.sub("", value)[:MAX_CELL] if isinstance(value, str) else value
