"""What people wrote about a customer, as numbers; missing (nan) where a text says none.

Texts come in lower case and without blanks around them.
"""

import re
from collections.abc import Callable

import numpy as np
import pandas as pd

NO = frozenset({"no", "n", "false", "0", "none", "never"})

Read = Callable[[str, tuple[str, ...]], float]


def parsed(texts: pd.Series, read: Read, choices: tuple[str, ...] = ()) -> pd.Series:
    """What each text says as a number, missing where it says none."""
    known = {text: read(text, choices) for text in texts.dropna().unique()}
    return texts.map(known).astype(float)


def yes(text: str, _: tuple[str, ...] = ()) -> float:
    """0 for what says no, 1 for anything else."""
    return 0.0 if text in NO else 1.0


def days(text: str, _: tuple[str, ...] = ()) -> float:
    """The days of payment terms: the number after "net", else the last one."""
    if re.search(r"receipt|advance|prepaid|pre-paid|immediate|cash|\bcod\b", text):
        return 0.0
    found = re.search(r"net\D{0,3}(\d{1,3})\b", text) or re.search(r"(\d{1,3})\D*$", text)
    return float(found[1]) if found else np.nan


def number(text: str, _: tuple[str, ...] = ()) -> float:
    """The first number in the text."""
    found = re.search(r"-?\d[\d,]*\.?\d*", text)
    return float(found[0].replace(",", "")) if found else np.nan


def of_five(text: str, _: tuple[str, ...] = ()) -> float:
    """A number from 1 to 5."""
    value = number(text)
    return value if 1 <= value <= 5 else np.nan


def choice(text: str, choices: tuple[str, ...]) -> float:
    """The place of the text among the choices, from 1 up."""
    return float(choices.index(text) + 1) if text in choices else np.nan
