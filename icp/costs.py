"""What an hour, a ticket, a visit and a day late cost us: rates that the user enters, estimates."""

import math
from dataclasses import asdict, dataclass

from icp import db, errors

TITLES = {
    "hours": "an hour of support",
    "tickets": "a ticket",
    "visits": "a visit",
    "late_days": "a day that an invoice is paid late",
}


@dataclass(frozen=True)
class Rates:
    """The cost of one of each in the workspace's own currency, None where it is not entered.

    Raises RuleInvalid for what is no number from 0 up.
    """

    hours: float | None = None
    tickets: float | None = None
    visits: float | None = None
    late_days: float | None = None

    def __post_init__(self) -> None:
        for item, rate in asdict(self).items():
            if rate is not None and not 0 <= rate < math.inf:
                raise errors.RuleInvalid(
                    f"The cost of {TITLES[item]} is {rate:g}: make it 0 or more."
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
