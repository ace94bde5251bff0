"""Good, OK or bad: customers sorted by hand, with reasons, each author on their own.

Every entry is kept; the latest of an author and customer counts, and what was taken back does not.
Sorting does not change `db.data_version`: ask anew instead of remembering what these return.
Source of the verdicts and the first reasons: the seed about good, OK and bad customers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import pandas as pd

from icp import db, errors

VERDICTS = {"good": "Good", "ok": "OK", "bad": "Bad"}
SKIPPED = "skipped"
REASONS = {
    "good": (
        "a pleasure to deal with",
        "respects and values us",
        "doesn't question the price",
        "refers others to us",
        "can afford us",
        "is profitable itself",
    ),
    "ok": (
        "nice people",
        "pays on time",
        "doesn't see what we are worth",
        "sends us nobody",
        "can't really afford us yet",
    ),
    "bad": (
        "we run and hide",
        "rude",
        "doesn't respect us",
        "questions every price",
        "can't afford us",
    ),
}
# by which a reason is written on paper and typed in: 11 is the first of good, 32 the second of bad
NUMBERS = {
    why: f"{place}{number}"
    for place, reasons in enumerate(REASONS.values(), start=1)
    for number, why in enumerate(reasons, start=1)
}
ACTIONS = {"reprice": "reprice", "expect": "reset expectations", "part": "part ways"}
LOOK_AGAIN_MONTHS = 6
MAX_NAME, MAX_REASON, MAX_NOTE = 60, 80, 500


@dataclass(frozen=True)
class Sort:
    """How somebody sees a customer; verdict None = not sorted (any more).

    OK has a day to look again, six months on where none is given; bad may have an action.
    """

    customer_id: str
    verdict: str | None
    reasons: tuple[str, ...] = ()
    note: str | None = None
    look_again_on: date | None = None
    action: str | None = None
    act: int = 0


def save(
    conn: db.Connection, sorts: Sequence[Sort], author: str, at: datetime, act: int | None = None
) -> int:
    """Keep the entries, and give the number of the act, by which all of it is undone together.

    `act` adds them to an earlier act of the same author. To be called inside a transaction of the
    one writer. Raises RuleInvalid, and then keeps nothing.
    """
    name = named(author)
    entries = [_checked(sort, at) for sort in sorts]
    first = int(db.one(conn, "select coalesce(max(seq), 0) + 1 from sorts"))
    kept = first if act is None else act
    for seq, one in enumerate(entries, start=first):
        conn.execute(
            "insert into sorts values ($seq, $act, null, $customer_id, $verdict, $reasons, $note,"
            " $look_again_on, $action, $author, $at)",
            {**vars(one), "reasons": list(one.reasons), "seq": seq, "act": kept}
            | {"author": name, "at": at},
        ).fetchall()
    return kept


def undo(conn: db.Connection, author: str, at: datetime) -> list[str]:
    """Take back the latest act of the author: the customers it was about, none without one."""
    found = conn.execute(
        "select act, customer_id from sorts where author = $author and undoes is null and act ="
        " (select max(act) from sorts where author = $author and undoes is null"
        " and act not in (select undoes from sorts where undoes is not null))",
        {"author": author},
    ).fetchall()
    if found:
        conn.execute(
            "insert into sorts select max(seq) + 1, max(seq) + 1, $act, null, null, [], null, null,"
            " null, $author, $at from sorts",
            {"act": found[0][0], "author": author, "at": at},
        ).fetchall()
    return sorted({str(customer_id) for _, customer_id in found})


def by(conn: db.Connection, author: str) -> dict[str, Sort]:
    """customer_id -> how the author last saw it, in the order in which they were sorted."""
    found = conn.execute(
        "select customer_id, verdict, reasons, note, look_again_on, action, act from latest_sorts"
        " where author = $author and verdict is not null order by seq",
        {"author": author},
    ).fetchall()
    return {row[0]: Sort(row[0], row[1], tuple(row[2]), *row[3:]) for row in found}


def upcoming(ids: Sequence[str], sorted_by: Mapping[str, Sort]) -> list[str]:
    """The customers that are left: those not seen yet in their order, then the skipped ones."""
    here = set(ids)
    skipped = [one for one, sort in sorted_by.items() if sort.verdict == SKIPPED and one in here]
    return [one for one in ids if one not in sorted_by] + skipped


def authors(conn: db.Connection) -> list[str]:
    """Who has sorted so far, the latest first."""
    found = conn.execute(
        "select author from sorts group by author order by max(seq) desc"
    ).fetchall()
    return [author for (author,) in found]


def named(author: str) -> str:
    """A name without idle blanks; raises RuleInvalid where nothing or too much is left."""
    name = " ".join(author.split())
    if not 1 <= len(name) <= MAX_NAME:
        raise errors.RuleInvalid(
            f"Who is sorting? Type a name of 1 to {MAX_NAME} letters; nothing was stored."
        )
    return name


def own_reasons(conn: db.Connection) -> dict[str, list[str]]:
    """verdict -> the reasons that people added to ours, by name."""
    found = conn.execute(
        "select distinct verdict, unnest(reasons) as reason from latest_sorts order by reason"
    ).fetchall()
    return {
        verdict: [why for of, why in found if of == verdict and why not in REASONS[verdict]]
        for verdict in VERDICTS
    }


def queue(conn: db.Connection, as_of: date) -> pd.DataFrame:
    """All customers, the largest first by revenue of the 12 months before `as_of`.

    Columns: customer_id, name, money (of those months, missing without an order), first_on,
    last_on, industry, employees.
    """
    return db.run(conn, "sorting_queue", as_of=as_of).df()


def tally(conn: db.Connection) -> pd.DataFrame:
    """One row per customer that somebody sorted, by customer_id: how all of them see it.

    Columns: customer_id, good, ok, bad (how many say so), verdict (what most say, else "split"),
    reasons, notes, look_again_on (the earliest day), actions.
    """
    return db.run(conn, "sorting_tally").df()


def _checked(sort: Sort, at: datetime) -> Sort:
    if sort.verdict not in (*VERDICTS, SKIPPED, None):
        raise errors.RuleInvalid(
            f'A customer is good, OK or bad, not "{sort.verdict}": choose one of the three.'
        )
    if sort.action not in (*ACTIONS, None):
        raise errors.RuleInvalid(
            f'"{sort.action}" is no way to deal with them: choose {", ".join(ACTIONS.values())}.'
        )
    reasons = tuple(dict.fromkeys(filter(None, (" ".join(one.split()) for one in sort.reasons))))
    note = (sort.note or "").strip() or None
    longest = max(map(len, reasons), default=0)
    if longest > MAX_REASON or len(note or "") > MAX_NOTE:
        raise errors.RuleInvalid(
            f"A reason has at most {MAX_REASON} letters and a note {MAX_NOTE}: shorten it. "
            "Nothing was stored."
        )
    return replace(
        sort,
        reasons=reasons,
        note=note,
        look_again_on=(sort.look_again_on or _months_on(at)) if sort.verdict == "ok" else None,
        action=sort.action if sort.verdict == "bad" else None,
    )


def _months_on(at: datetime) -> date:
    later = pd.Timestamp(at.date()) + pd.DateOffset(months=LOOK_AGAIN_MONTHS)
    return date(later.year, later.month, later.day)
