"""What the best share, in the words of those who sell: counts first, then how sure that is."""

from typing import Any

import pandas as pd

from icp import drivers, verdicts
from icp.ideals import Ideals
from ui import words

TITLES = {
    verdicts.STRONG: "Strong",
    verdicts.LIKELY: "Likely",
    verdicts.LESS: "Less common",
    verdicts.VANISHES: "Explained by",
    verdicts.SAME: "No difference",
    verdicts.UNSURE: "Can't tell",
    verdicts.LEAK: "Known only of the best",
}
WITHOUT = {
    "tenure": "How long they have been customers",
    "nps": "Whether they would recommend you (NPS)",
}
HELP = (
    "Strong: hardly chance, even though many traits were looked at, and at least 10 share it. "
    "Likely: more than chance, probably. No difference: 30 or more share it, and they are among "
    "the best as often as all. Can't tell: too few, or chance would do as much."
)


def of(best: Ideals, count: int) -> str:
    """ "24 customers" or "1 deal"."""
    return words.plural(count, best.unit)


def label(row: Any) -> str:
    """ "Industry and Employees: Law, 10-49 people"; a trait that is only ever yes by its name."""
    return str(row.title) if row.value.lower() in drivers.YES else f"{row.title}: {row.value}"


def counted(row: Any) -> str:
    """ "15 of 24"."""
    return f"{words.number(row.ideal_n)} of {words.number(row.n)}"


def others(row: Any) -> str:
    """ "21 of 156": of those of whom it is known that they are something else."""
    return (
        f"{words.number(row.ideal_known - row.ideal_n)} of {words.number(row.known - row.n)}"
        if row.known > row.n
        else "nobody"
    )


def interval(row: Any, to: str = "to") -> str:
    """ "43 to 79 %"."""
    return f"{words.percent(row.low).removesuffix(' %')} {to} {words.percent(row.high)}"


def verdict(row: Any) -> str:
    """ "Strong", or "Explained by Industry: Law"."""
    if row.verdict == verdicts.VANISHES:
        return f"{TITLES[row.verdict]} {within(row)}"
    return TITLES[row.verdict]


def within(row: Any) -> str:
    """The other trait that explains the row's; one that is only ever yes by its name."""
    title, _, value = row.within.rpartition(": ")
    return title if value.lower() in drivers.YES else str(row.within)


def told(shown: pd.DataFrame) -> pd.DataFrame:
    """The rows with how many, how many others, the interval and the verdict of each in words."""
    rows = list(shown.itertuples())
    return shown.assign(
        counted=list(map(counted, rows)),
        others=list(map(others, rows)),
        interval=list(map(interval, rows)),
        said=list(map(verdict, rows)),
    )


def headline(shown: pd.DataFrame, values: pd.DataFrame, best: Ideals) -> str:
    """The one sentence: what tells the best most surely, or that nothing does.

    values: those of drivers.Known, which the codes of the rows are places in.
    """
    row = _first(shown)
    if row is None:
        which = "won deals from lost ones" if best.unit == "deal" else "the best from the rest"
        return f"No trait here tells {which}."
    unknown = f"; of {words.number(row.unknown)} it is not known" if row.unknown else ""
    parts = values.loc[list(row.codes)].itertuples()
    where = " and ".join(f"{part.title} is {part.value}" for part in parts)
    only = "Only " if row.verdict == verdicts.LESS else ""
    return (
        f"{only}{counted(row)} {best.unit}s {best.words} where {where}, against "
        f"{others(row)} others{unknown}."
    )


def how_sure(shown: pd.DataFrame) -> str:
    """What the sentence above rests on, in another one."""
    row = _first(shown)
    if row is None:
        return (
            f"{words.plural(shown['trait'].nunique(), 'trait')} were looked at: each either makes "
            "no difference, or too few have it to tell."
        )
    all_of = words.percent(row.ideal_known / row.known)
    return (
        f"{TITLES[row.verdict]}: the share is {words.percent(row.share)}, likely between "
        f"{interval(row, 'and')}, beside {all_of} of all of whom it is known."
    )


def _first(shown: pd.DataFrame) -> Any:
    """The row with the best evidence for a difference, None without one."""
    told = (verdicts.STRONG, verdicts.LIKELY, verdicts.LESS)
    return next(shown[shown["verdict"].isin(told)].itertuples(), None)


def leaks(found: pd.DataFrame, best: Ideals) -> list[str]:
    """ "Welcome visit: known of 37 deals, and all of them were won"; columns that only say yes
    one by one, others together."""
    leak = found[found["verdict"] == verdicts.LEAK]
    flags = leak["trait"].isin(leak.loc[leak["value"] == drivers.BLANK, "trait"])
    said = [
        f"{row.title}: noted of {of(best, row.n)}, and all of them {best.words}"
        for row in leak[flags & (leak["n"] == leak["ideal_n"])].itertuples()
    ]
    if titles := sorted(set(leak.loc[~flags, "title"])):
        most = int(leak.loc[~flags, "known"].max())
        said.append(
            f"{', '.join(titles)}: known of {of(best, most)} or fewer, and all of them {best.words}"
        )
    return said


def false_friends(found: pd.DataFrame, best: Ideals) -> list[str]:
    """ "Chamber dinner: 11 of 22 ..., but that is explained by Industry: Law"."""
    rows = found[found["verdict"] == verdicts.VANISHES].itertuples()
    return [
        f"{label(row)}: {counted(row)} {best.words}, against {others(row)} others, but that is "
        f"explained by {within(row)}: alone it makes no difference"
        for row in rows
    ]
