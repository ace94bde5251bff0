"""Cuts kept under a name with the day they were made, to score later data by the same measure."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from icp import cutting, db, errors
from icp.measuring import Frequency

LONGEST = 60


@dataclass(frozen=True)
class SavedCuts:
    """Cuts, what they count (in a window of so many months, None for all) and when they were made.

    `made_on` is the day up to which the data counted from which they were made.
    """

    name: str
    cuts: cutting.Cuts
    frequency: Frequency
    window_months: int | None
    made_on: date


def listing(conn: db.Connection) -> list[SavedCuts]:
    """The saved cuts by name."""
    rows = conn.execute(
        "select name, cuts, frequency, window_months, made_on from saved_cuts order by name"
    ).fetchall()
    return [
        SavedCuts(name, cutting.Cuts(**json.loads(cuts)), frequency, window_months, made_on)
        for name, cuts, frequency, window_months, made_on in rows
    ]


def save(conn: db.Connection, saved: SavedCuts, at: datetime) -> None:
    """Keep the cuts; to be called inside a transaction.

    Raises RuleInvalid for a name that is missing, too long or taken.
    """
    name = saved.name.strip()
    if not name:
        raise errors.RuleInvalid("The cuts have no name: give them one to save them.")
    if len(name) > LONGEST:
        raise errors.RuleInvalid(f"The name is too long: shorten it to {LONGEST} letters.")
    if name.lower() in {one.name.lower() for one in listing(conn)}:
        raise errors.RuleInvalid(
            f"There are cuts called {name} already: choose another name, or delete those first."
        )
    conn.execute(
        "insert into saved_cuts (name, frequency, window_months, made_on, cuts, saved_at)"
        " values ($name, $frequency, $window_months, $made_on, $cuts, $at)",
        {
            "name": name,
            "frequency": saved.frequency,
            "window_months": saved.window_months,
            "made_on": saved.made_on,
            "cuts": json.dumps(vars(saved.cuts)),
            "at": at,
        },
    )


def delete(conn: db.Connection, name: str) -> None:
    """Remove the cuts of that name; what is gone already stays gone."""
    conn.execute("delete from saved_cuts where name = $name", {"name": name})
