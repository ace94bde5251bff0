"""What the name of a file tells, and what of it may be shown."""

MAX_LABEL = 120
ENDINGS = {
    "a workbook": ("xlsx", "xlsm", "xlsb", "xls", "ods"),
    "text": ("csv", "tsv", "txt"),
    "a Parquet file": ("parquet",),
}


def label(name: str) -> str:
    """A file's name fit to be shown: no folders, no control characters, not too long."""
    last = name.replace("\\", "/").rsplit("/", maxsplit=1)[-1]
    return "".join(char for char in last if char.isprintable())[:MAX_LABEL] or "file"


def misnamed(name: str, is_a: str) -> list[str]:
    """What to say where a file's name promises another kind of file than it is."""
    ending = name.lower().removesuffix(".gz").rpartition(".")[2]
    promised = next((kind for kind, endings in ENDINGS.items() if ending in endings), is_a)
    return [] if promised == is_a else [f"read as {is_a}, which it is, whatever its name says"]
