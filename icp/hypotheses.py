"""What a team believes of the customers it wants, written so that interviews can contradict it.

For those without a broad base of customers: develop a hypothesis, and interview prospects. The
three groups are those of seed 003. Nothing is ever rewritten: the latest entry counts.
"""

from dataclasses import astuple, dataclass
from datetime import datetime

from icp import db, errors

GROUPS = {
    "who": "Who to call",
    "problem": "Their problem: what they have",
    "impact": "Will they succeed with us?",
}
MAX_TEXT, MAX_NAME = 300, 60


@dataclass(frozen=True)
class Draft:
    """What is written down: what we believe, what would prove it wrong, and what to ask."""

    group: str
    text: str
    wrong_if: str
    question: str = ""


@dataclass(frozen=True)
class Hypothesis:
    """One as it reads now; worded_at: since when it has its text, seq: of its latest entry."""

    hypothesis_id: int
    group: str
    text: str
    wrong_if: str
    question: str
    author: str
    written_at: datetime
    worded_at: datetime
    seq: int


def listing(conn: db.Connection) -> list[Hypothesis]:
    """The hypotheses that were not taken back, by group, the oldest first."""
    found = [Hypothesis(*row) for row in db.run(conn, "hypotheses").fetchall()]
    order = list(GROUPS)
    return sorted(found, key=lambda one: (order.index(one.group), one.hypothesis_id))


def write(conn: db.Connection, draft: Draft, at: datetime, author: str) -> int:
    """The number of a new hypothesis, to be called inside a transaction of the one writer.

    The very same once more, as by a double click, is the one that is there. Raises RuleInvalid
    where something is missing or too long, or another with this text is there.
    """
    if there := _there(conn, draft):
        return there.hypothesis_id
    one, who = _checked(conn, draft, None), named(author)
    number = int(db.one(conn, "select coalesce(max(hypothesis_id), 0) + 1 from hypotheses"))
    _append(conn, number, one, one.text, at, who)
    return number


def change(conn: db.Connection, old: Hypothesis, draft: Draft, at: datetime, author: str) -> None:
    """Have the hypothesis read anew, to be called inside a transaction.

    Raises as `write`, and Conflict where it was changed since `old` was read to something else.
    """
    if (there := _there(conn, draft)) and there.hypothesis_id == old.hypothesis_id:
        return
    one, who = _checked(conn, draft, old.hypothesis_id), named(author)
    _in_step(conn, old)
    _append(conn, old.hypothesis_id, one, one.text, at, who)


def take_back(conn: db.Connection, old: Hypothesis, at: datetime, author: str) -> None:
    """Have it not be listed; what interviews say on it is kept. Raises Conflict as `change`."""
    who = named(author)
    _in_step(conn, old)
    _append(conn, old.hypothesis_id, old, None, at, who)


def restore(conn: db.Connection, old: Hypothesis, at: datetime, author: str) -> None:
    """Have one that was taken back be listed again; nothing happens where it is listed."""
    who = named(author)
    if all(one.hypothesis_id != old.hypothesis_id for one in listing(conn)):
        _append(conn, old.hypothesis_id, _checked(conn, old, None), old.text, at, who)


def _in_step(conn: db.Connection, old: Hypothesis) -> None:
    last = db.one(
        conn, "select max(seq) from hypotheses where hypothesis_id = $id", id=old.hypothesis_id
    )
    if last != old.seq:
        raise errors.Conflict(
            "This hypothesis was changed or deleted in another window: copy your text, close this "
            "and look at it first. Nothing was stored."
        )


def named(author: str) -> str:
    """A name without idle blanks; raises RuleInvalid where nothing or too much is left."""
    name = " ".join(author.split())
    if not name:
        raise errors.RuleInvalid(
            "Type your name first, so that others know whom to ask. Nothing was stored."
        )
    if len(name) > MAX_NAME:
        raise errors.RuleInvalid(
            f"Your name has {len(name)} characters, {MAX_NAME} are the most. Nothing was stored."
        )
    return name


def _there(conn: db.Connection, draft: Draft) -> Hypothesis | None:
    """The hypothesis that reads just so, if there is one."""
    wanted = tuple(text.strip() for text in astuple(draft))
    for one in listing(conn):
        if (one.group, one.text, one.wrong_if, one.question) == wanted:
            return one
    return None


def _checked(conn: db.Connection, draft: Draft | Hypothesis, number: int | None) -> Draft:
    if draft.group not in GROUPS:
        raise errors.RuleInvalid("Choose one of the three groups. Nothing was stored.")
    parts = {
        "What we believe": draft.text.strip(),
        "What would prove it wrong": draft.wrong_if.strip(),
        "What to ask": draft.question.strip(),
    }
    for title, text in parts.items():
        if not text and title != "What to ask":
            raise errors.RuleInvalid(f'"{title}" is empty: write it down. Nothing was stored.')
        if len(text) > MAX_TEXT:
            raise errors.RuleInvalid(
                f'"{title}" has {len(text):,} characters: shorten it to {MAX_TEXT}. Nothing was '
                "stored."
            )
    same = [one for one in listing(conn) if one.text.lower() == draft.text.strip().lower()]
    if any(one.hypothesis_id != number for one in same):
        raise errors.RuleInvalid("This hypothesis is there already. Nothing was stored.")
    return Draft(draft.group, *parts.values())


def _append(
    conn: db.Connection,
    number: int,
    said: Draft | Hypothesis,
    text: str | None,
    at: datetime,
    author: str,
) -> None:
    conn.execute(
        "insert into hypotheses select coalesce(max(seq), 0) + 1, $number, $group, $text,"
        " $wrong_if, $question, $at, $author from hypotheses",
        {
            "number": number,
            "group": said.group,
            "text": text,
            "wrong_if": said.wrong_if,
            "question": said.question,
            "at": at,
            "author": author,
        },
    ).fetchall()
