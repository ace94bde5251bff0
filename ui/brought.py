"""What a file brings, in a sentence."""

from icp import fields, rows
from ui import words


def sentence(kind: str, ready: int, totals: rows.Totals, unit: str) -> str:
    """ "210 deals of 180 customers: 48 won, 158 lost, 4 open; won 2,037,200.00 in all, ..."."""
    if kind == "orders":
        return _orders(ready, totals, unit)
    if kind == "deals":
        return _deals(ready, totals)
    if kind == "feedback":
        of = f" of {words.plural(totals.customers, 'customer')}"
        return f"{_count(kind, ready)}{of}{_span('', totals)}."
    return f"{_count(kind, ready)}."


def also(counts: dict[str, int]) -> str:
    """ "210 deals, 400 prospects and 12 rows of feedback"."""
    parts = [_count(kind, n) for kind, n in counts.items()]
    return " and ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))


def _count(kind: str, n: int) -> str:
    if kind == "feedback":
        return words.plural(n, "row of feedback", "rows of feedback")
    return words.plural(n, fields.ABOUT[kind].thing)


def _orders(ready: int, totals: rows.Totals, unit: str) -> str:
    count = words.plural(totals.orders or 0, "order")
    if unit != "row":
        count = words.plural(ready, unit)
    return (
        f"{count} of "
        f"{words.plural(totals.customers, 'customer')}"
        f"{_money(', ', totals, ' in all')}{_span(',', totals)}."
    )


def _deals(ready: int, totals: rows.Totals) -> str:
    counts = [
        f"{words.number(n)} {outcome}"
        for outcome, n in (
            ("won", totals.won),
            ("lost", totals.lost),
            ("open", totals.still_open),
            ("unknown", totals.undecided or None),
        )
        if n is not None
    ]
    won = _money("; ", totals, " won in all")
    return f"{_count('deals', ready)}: {', '.join(counts)}{won}{_span('; closed', totals)}."


def _money(before: str, totals: rows.Totals, after: str) -> str:
    """The sum, unless there is none or the amounts cannot be added up as they are."""
    if totals.amount is None:
        return ""
    currency = f" {words.md(totals.currencies[0])}" if totals.currencies else ""
    return f"{before}{words.number(totals.amount, 2)}{currency}{after}"


def _span(before: str, totals: rows.Totals) -> str:
    if totals.first_on is None:
        return ""
    if totals.first_on == totals.last_on:
        return f"{before} on {words.day(totals.first_on)}"
    return f"{before} from {words.day(totals.first_on)} to {words.day(totals.last_on)}"
