"""One currency for a workspace, and what the others are worth in it.

Amounts are kept as the files have them; everything above the order lines is in the workspace's
own currency, at one stated rate for each other one.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd

from icp import daily, db, errors


@dataclass(frozen=True)
class Rate:
    """What one unit of a currency is worth in the workspace's own, from when and from where."""

    rate: Decimal
    rated_on: date
    source: str


def own(conn: db.Connection) -> str | None:
    """The workspace's own currency: the one that was chosen, else that of its orders or deals."""
    chosen: str | None = db.one(
        conn,
        "select coalesce((select currency from meta), (select max(currency) from order_lines),"
        " (select max(currency) from deal_rows))",
    )
    return chosen


def listing(conn: db.Connection) -> pd.DataFrame:
    """The other currencies in order: currency, rate (own currency for one unit), rated_on,
    source."""
    return conn.execute(
        "select currency, rate::double as rate, rated_on, source from rates order by currency"
    ).df()


def known(conn: db.Connection) -> set[str]:
    """The currencies that can be counted: the own one and those with a rate."""
    return {own(conn) or "", *listing(conn)["currency"]} - {""}


def in_use(conn: db.Connection, currency: str) -> bool:
    """Whether orders or deals are in this currency by name."""
    return currency in _loaded(conn)


def save(conn: db.Connection, currency: str, rates: dict[str, Rate]) -> None:
    """Make `currency` the workspace's own, with a rate for each other one; all orders follow.

    Raises RuleInvalid for a rate that is not above 0 or of a currency to itself, and RatesMissing
    where orders are in a currency that would be left without.
    """
    for other, rate in rates.items():
        if rate.rate <= 0 or other == currency:
            raise errors.RuleInvalid(
                f"Say what one {other} is worth in {currency}: a number above 0."
            )
    with db.import_lock(conn), db.transaction(conn):
        _refuse_other_reading(conn, currency)
        conn.execute("update meta set currency = $currency", {"currency": currency})
        conn.execute("delete from rates")
        for other, rate in rates.items():
            conn.execute(
                "insert into rates values ($currency, $rate, $rated_on, $source)",
                {"currency": other, **vars(rate)},
            )
        require(conn, _loaded(conn))
        daily.refresh(conn)


def require(conn: db.Connection, currencies: set[str]) -> None:
    """Raise RatesMissing unless each of the currencies is the own one or has a rate."""
    mine = own(conn)
    missing = tuple(sorted(currencies - known(conn)))
    if mine is None and len(currencies) > 1:
        raise errors.RatesMissing(
            f"The amounts are in {', '.join(missing)}: choose the one to count in, and say what "
            "the others are worth in it.",
            missing,
            None,
        )
    if mine is not None and missing:
        raise errors.RatesMissing(
            f"The amounts in this data count in {mine}, and those in {', '.join(missing)} have no "
            f"rate yet: say what one {missing[0]} is worth, or load the file into data of its own.",
            missing,
            mine,
        )


def of_file(conn: db.Connection, typed: Path) -> pd.DataFrame:
    """What a checked file brings in each currency, most rows first.

    Columns: currency (missing where a row names none), rows, amount (in that currency), rate
    (1 for the own one), converted (in the own currency).
    """
    return db.run(conn, "rates_of_file", file=str(typed)).df()


def _refuse_other_reading(conn: db.Connection, currency: str) -> None:
    before = own(conn)
    unnamed = db.one(conn, "select count(*) from order_lines where currency is null")
    if before not in (None, currency) and unnamed:
        raise errors.Conflict(
            f"{unnamed:,} order lines name no currency and count as {before}: undo their import "
            f"before you count in {currency}."
        )


def _loaded(conn: db.Connection) -> set[str]:
    found = conn.execute(
        "select currency from order_lines where currency is not null"
        " union select currency from deal_rows where currency is not null"
    )
    return {currency for (currency,) in found.fetchall()}
