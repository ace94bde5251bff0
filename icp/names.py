"""How two written names differ: in capitals, blanks, accents, a legal form, the order of words."""

import re
import unicodedata
from dataclasses import dataclass

# one form a line with all its spellings; forms of different countries stay apart
LEGAL = """
ltd limited | inc incorporated | corp corporation | co company cie | llc | llp | lp | plc
pty proprietary | gmbh | mbh | ag aktiengesellschaft | kg | ohg | ug | ek | ev | se | sa | sas
sarl | srl | spa | sl | lda limitada | bv | nv | ab aktiebolag | as | aps | oy | sro | doo
"""
FORMS = {
    word: form.split()[0] for form in re.split(r"[|\n]", LEGAL) for word in form.strip().split()
}
AND = {"&", "+", "and", "und", "et"}
LETTERS = str.maketrans({"ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d"})
WORD = re.compile(r"[^\W_]+|[&+]")

DIFFERENCES = (
    "the same name",
    "differs in capitals only",
    "differs in blanks only",
    "differs in accents or punctuation only",
    "differs in the spelling of the legal form only",
    "differs in the legal form",
    "the same words in another order",
)
SURE = 5


@dataclass(frozen=True)
class Name:
    """A name read apart: `steps`, one a difference, each blind for one difference more; `core`, its
    words without a legal form; `marks`, the numbers and single letters in it."""

    steps: tuple[str, ...]
    core: str
    marks: tuple[str, ...]


def read(text: str) -> Name:
    """The name apart; two names differ as DIFFERENCES says at the first step they share."""
    low = text.strip().casefold()
    words = _words(low)
    core, forms = _without_form(words)
    joined = "".join(core)
    return Name(
        steps=(
            text.strip(),
            low,
            "".join(low.split()),
            "".join(words),
            f"{joined} {' '.join(forms)}".strip(),
            joined,
            " ".join(sorted(core)),
        ),
        core=" ".join(core),
        marks=tuple(sorted([*re.findall(r"\d+", joined), *(w for w in core if len(w) == 1)])),
    )


def step(one: Name, other: Name) -> int | None:
    """At which of DIFFERENCES the two become the same; None where they never do."""
    both = zip(one.steps, other.steps, strict=True)
    return next((place for place, (a, b) in enumerate(both) if a and a == b), None)


def _words(low: str) -> list[str]:
    decomposed = unicodedata.normalize("NFKD", low.translate(LETTERS))
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    words = ["and" if word in AND else word for word in WORD.findall(plain.replace("'", ""))]
    return _join_letters(words)


def _join_letters(words: list[str]) -> list[str]:
    """G.m.b.H. as one word: single letters at the end that make a legal form together."""
    letters = 0
    while letters < len(words) and len(words[-1 - letters]) == 1:
        letters += 1
    joined = "".join(words[len(words) - letters :])
    return [*words[: len(words) - letters], joined] if joined in FORMS else words


def _without_form(words: list[str]) -> tuple[list[str], list[str]]:
    """The words before the legal form, and the form; a name of nothing else keeps its words."""
    core = list(words)
    forms: list[str] = []
    while core and (core[-1] in FORMS or (forms and core[-1] == "and")):
        forms.append(FORMS.get(core.pop(), "and"))
    return (core, forms[::-1]) if core else (words, [])
