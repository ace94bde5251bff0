"""What an hour, a ticket, a visit and a day late cost us: rates that the user enters, estimates."""

from dataclasses import asdict, dataclass
from datetime import date

import numpy as np
import pandas as pd

from icp import db, errors

TITLES = {
    "hours": "an hour of support",
    "tickets": "a ticket",
    "visits": "a visit",
    "late_days": "a day that an invoice is paid late",
}
MOST = 1_000_000_000


@dataclass(frozen=True)
class Rates:
    """The cost of one of each in the workspace's own currency, None where it is not entered.

    Raises RuleInvalid for what is no number from 0 to MOST.
    """

    hours: float | None = None
    tickets: float | None = None
    visits: float | None = None
    late_days: float | None = None

    def __post_init__(self) -> None:
        for item, rate in asdict(self).items():
            if rate is not None and not 0 <= rate <= MOST:
                raise errors.RuleInvalid(
                    f"{rate:,.15g} can't be the cost of {TITLES[item]}: enter 0 to {MOST:,}, or "
                    "leave it blank to not count it. Nothing was stored."
                )

    @property
    def entered(self) -> dict[str, float]:
        """What has a rate -> the rate."""
        return {item: rate for item, rate in asdict(self).items() if rate is not None}


def load(conn: db.Connection) -> Rates:
    """The rates of the workspace, all None where none was entered."""
    return Rates(**dict(conn.execute("select item, rate::double from cost_rates").fetchall()))


def save(conn: db.Connection, rates: Rates) -> None:
    """Keep the rates in place of those before; to be called inside a transaction."""
    conn.execute("delete from cost_rates")
    for item, rate in rates.entered.items():
        conn.execute(
            "insert into cost_rates (item, rate) values ($item, $rate)",
            {"item": item, "rate": rate},
        )
    conn.execute("update meta set data_version = data_version + 1")


def to_serve(frame: pd.DataFrame, rates: Rates) -> pd.Series:
    """Cost to serve over what has a rate and was written down of anybody.

    frame: hours, tickets, visits and late_days, missing where they are unknown; the cost is, too.
    """
    parts = [
        frame[item] * rate for item, rate in rates.entered.items() if frame[item].notna().any()
    ]
    return sum(parts[1:], parts[0]) if parts else pd.Series(np.nan, index=frame.index)


def begins_late(conn: db.Connection, as_of: date, window_months: int | None) -> date | None:
    """The day support is first written down, where that is after the first month of the window.

    What the window (None = since the first order) saw before is not in the hours then, and cost to
    serve is too low.
    """
    found: date | None = db.one(
        conn,
        "select min(given_on) from feedback where coalesce(hours, tickets, visits) is not null",
    )
    begun_by = db.one(
        conn,
        "select coalesce($as_of::date - to_months($months::integer - 1),"
        " (select min(day) + to_months(1) from customer_day))::date",
        as_of=as_of,
        months=window_months,
    )
    return found if found and begun_by and found >= begun_by else None
