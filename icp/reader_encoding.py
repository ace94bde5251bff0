"""Letters beyond ASCII in text that is not UTF-8: Western ones are told, the others are asked."""

import codecs
import re

OTHERS = {
    "cp1252": "Western Europe (Windows-1252)",
    "cp1250": "Central Europe (Windows-1250)",
    "cp1251": "Cyrillic (Windows-1251)",
    "cp1253": "Greek (Windows-1253)",
    "shift_jis": "Japanese (Shift-JIS)",
    "gbk": "Chinese (GBK)",
    "big5": "Chinese (Big5)",
    "euc_kr": "Korean (EUC-KR)",
    "mac_roman": "Western Europe (old Mac)",
    "cp850": "Western Europe (DOS)",
}
WESTERN_SIGNS = (
    "\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u2022\u00a0\u00ad\u00b4\u00d7€£§°©®™«»·¿¡½¼¾±ªº¥¢µ"
)
_HIGH = re.compile(r"[^\x00-\x7f]+")


def example(line: bytes) -> str:
    """What stands around the first letter beyond ASCII, read as Windows-1252, in quotes."""
    text = line.decode("cp1252", "replace")
    found = _HIGH.search(text)
    first = found.start() if found else 0
    return f'"{text[max(0, first - 15) : first + 15].strip()}"'


def is_western(lines: list[bytes]) -> bool:
    """Whether the high bytes, read as Windows-1252, stand where Western texts have them."""
    good = bad = 0
    for line in lines:
        text = line.decode("cp1252", "replace")
        for run in _HIGH.finditer(text):
            for at in range(run.start(), run.end()):
                fits = _fits(text, at, len(set(run[0])))
                good, bad = good + fits, bad + (not fits)
    return bad * 20 <= good + bad


def _fits(text: str, at: int, together: int) -> bool:
    """Whether a letter or sign may stand there, `together` being how many sorts adjoin."""
    char, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if not char.isalpha():
        between = (
            before.isalpha() and after.isalpha() and char not in "\u2019\u00a0\u00ad\u00b7\u2013"
        )
        return char in WESTERN_SIGNS and not between and together <= 3
    if char.isupper() and before.islower():
        return False
    around = text[max(0, at - 2) : at + 3]
    return sum(1 for near in around if near.isalpha() and ord(near) >= 128) <= 2


def previews(lines: list[bytes]) -> dict[str, str]:
    """Encoding -> its name and a line read by it; the best guess of a detector comes first."""
    import charset_normalizer

    sample = b"\n".join(lines[:200])
    guess = charset_normalizer.from_bytes(sample).best()
    names = list(dict.fromkeys([*([guess.encoding] if guess else []), *OTHERS]))
    shown = {}
    for name in names:
        try:
            text = sample.decode(name)
        except (UnicodeError, LookupError):
            continue
        line = " ".join(text.split("\n")[0].split())[:80]
        shown[name] = f"{OTHERS.get(name, name)}: {line}"
    return dict(list(shown.items())[:7])


def _western(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError), "only decoding is mended"
    part = error.object[error.start : error.end]
    return part.decode("cp1252" if error.encoding != "charmap" else "latin-1", "replace"), error.end


codecs.register_error("western", _western)
