"""What the people who know the customers typed about them: what billing doesn't know.

Every entry is kept; the latest of a customer and field counts, also one that says "unknown". It
wins over what a file says.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd

from icp import db, errors

TOP, QUIET = 20, 10
MAX_TEXT = 200


@dataclass(frozen=True)
class Field:
    """One thing to fill in: the trait it becomes, the words on screen, and what can be chosen.

    `number` takes any whole number beside the choices.
    """

    trait: str
    title: str
    choices: tuple[str, ...] = ()
    number: bool = False


FIELDS = {
    one.trait: one
    for one in (
        Field("industry", "Industry"),
        Field(
            "employees",
            "Employees",
            ("1-9 people", "10-49 people", "50-249 people", "250 people and more"),
            number=True,
        ),
        Field("Referred us", "Refers us?", ("yes", "no")),
        Field("Support", "Support", ("light", "normal", "heavy")),
        Field("Glad when they call", "Glad? 1-5", ("1", "2", "3", "4", "5")),
        Field("Result they get", "Result", ("low", "fair", "high")),
    )
}


def save(
    conn: db.Connection,
    customer_id: str,
    trait: str,
    value: str | None,
    at: datetime,
    author: str | None = None,
) -> None:
    """Keep one entry, None for unknown; to be called inside a transaction of the one writer.

    Raises RuleInvalid for what is no such field or choice, or a text that is too long.
    """
    text = (value or "").strip() or None
    _check(trait, text)
    conn.execute(
        "insert into judgements select coalesce(max(seq), 0) + 1, $customer_id, $trait, $text, $at,"
        " $author from judgements",
        {
            "customer_id": customer_id,
            "trait": trait,
            "text": text,
            "at": at,
            "author": author,
        },
    ).fetchall()


def _check(trait: str, text: str | None) -> None:
    if trait not in FIELDS:
        raise errors.RuleInvalid(f'There is no field "{trait}" to fill in: reload the page.')
    field = FIELDS[trait]
    if text is None or (field.number and text.isdecimal() and len(text) < 8):
        return
    if field.choices and text not in field.choices:
        wanted = f"{'a number, or ' if field.number else ''}{', '.join(field.choices)}"
        raise errors.RuleInvalid(
            f'"{field.title}" cannot be "{text[:40]}", which was not saved: type {wanted}.'
        )
    if len(text) > MAX_TEXT:
        raise errors.RuleInvalid(
            f'"{field.title}" has {len(text):,} characters: shorten it to {MAX_TEXT}.'
        )


def sheet(conn: db.Connection, as_of: date) -> pd.DataFrame:
    """The customers to fill in, one row each by customer_id: the 20 largest and up to 10 quiet.

    Largest: by revenue of the 12 months before `as_of`. Quiet: bought nothing for 6 months, are in
    the larger half by all revenue ever, and have been silent longest. Columns: group ("top" or
    "quiet"), name, money (of the 12 months for "top", of all time for "quiet"), last_on.
    """
    frame = db.run(conn, "judgements_sheet", as_of=as_of, top=TOP, quiet=QUIET).df()
    return frame.set_index("customer_id")


def current(conn: db.Connection, customer_ids: Sequence[str]) -> dict[tuple[str, str], str]:
    """(customer_id, trait) -> what is known of it, typed or from a file; unknown is left out."""
    found = db.run(conn, "judgements_known", ids=list(customer_ids), traits=list(FIELDS)).fetchall()
    return {(customer_id, trait): value for customer_id, trait, value in found}
