"""What people said: interviews with customers and prospects, saved part by part.

Nothing is ever rewritten: the latest entry of each part counts, so that what was typed survives a
reload, and two who write different parts of one interview don't overwrite each other.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from icp import db, errors, hypotheses

KINDS = {"customer": "customer", "prospect": "prospect", "other": "not in your data"}
FINDINGS = {"supports": "Supports it", "contradicts": "Contradicts it", "silent": "Says nothing"}
PARTS = {
    "person": "Who you talked with",
    "held_on": "Held on",
    "held_by": "Asked by",
    "quotes": "In their words",
    "answer": "This answer",
    "finding": "What it says on the hypothesis",
}
SHORT = {"person": 80, "held_by": 60}
NEEDED = {"held_on", "held_by"}
MAX_NAME, MAX_TEXT = 120, 4_000
A_CLICK = timedelta(seconds=3)


@dataclass(frozen=True)
class Company:
    """Whom an interview is about; company_id: of a customer or prospect, None for a typed name."""

    kind: str
    company_id: str | None
    name: str


@dataclass(frozen=True)
class Interview:
    """One as it reads now: answers by question, findings and when they were given by hypothesis.

    quotes: one a line.
    """

    interview_id: int
    company: Company
    person: str
    held_on: date
    held_by: str
    quotes: str
    answers: dict[str, str]
    findings: dict[int, str]
    found_at: dict[int, datetime]
    author: str
    written_at: datetime
    changed_at: datetime


def begin(conn: db.Connection, company: Company, held_on: date, at: datetime, author: str) -> int:
    """The number of a new interview, to be called inside a transaction of the one writer.

    A second click within seconds is the interview that the first one began. Raises RuleInvalid
    without a name of the company or of who asks.
    """
    name = " ".join(company.name.split())
    if company.kind not in KINDS or not 1 <= len(name) <= MAX_NAME:
        raise errors.RuleInvalid(
            f"With whom? Type a name of 1 to {MAX_NAME} characters. Nothing was stored."
        )
    by = hypotheses.named(author)
    last = db.one(conn, "select coalesce(max(interview_id), 0) from interviews")
    if _just_begun(conn, last, name, at):
        return int(last)
    number = int(last) + 1
    parts = {"kind": company.kind, "company_id": company.company_id, "name": name}
    for part, value in {**parts, "held_on": held_on.isoformat(), "held_by": by}.items():
        _append(conn, number, (part, ""), value, at, by)
    return number


def save(
    conn: db.Connection,
    interview_id: int,
    part: tuple[str, str],
    value: str | None,
    before: str | None,
    entry: tuple[datetime, str],
) -> None:
    """Keep one part of an interview; to be called inside a transaction.

    part: one of PARTS and what it is about; before: what stood there when it was read; entry: when
    and by whom. Raises RuleInvalid for what cannot stand there, NotFound where the interview is
    gone, Conflict where somebody else has changed the part meanwhile.
    """
    text = _checked(part[0], value)
    if _latest(conn, interview_id, ("deleted", "")) or not _exists(conn, interview_id):
        raise errors.NotFound(
            "This interview was deleted in another window: copy your text, go back and bring it "
            "back or begin anew. Nothing was stored."
        )
    now = _latest(conn, interview_id, part)
    if now == text:
        return
    if now != (before or None):
        raise errors.Conflict(
            f'{PARTS[part[0]]} was changed in another window to "{now or ""}". Yours is still '
            "here and not stored: copy it if you want to keep it, then reload the page."
        )
    _append(conn, interview_id, part, text, *entry)


def take_back(conn: db.Connection, interview_id: int, at: datetime, author: str) -> None:
    """Have the interview not be listed and not count; nothing of it is lost."""
    _append(conn, interview_id, ("deleted", ""), "yes", at, author)


def bring_back(conn: db.Connection, interview_id: int, at: datetime, author: str) -> None:
    """Have an interview that was taken back be listed again."""
    _append(conn, interview_id, ("deleted", ""), None, at, author)


def listing(conn: db.Connection) -> list[Interview]:
    """The interviews, those held last first."""
    return [_read(*row) for row in db.run(conn, "interviews").fetchall()]


def companies(conn: db.Connection, sought: str, most: int = 20) -> list[Company]:
    """The customers and prospects whose name holds the text, at most so many."""
    found = db.run(conn, "interviews_companies", sought=sought.strip(), most=most).fetchall()
    return [Company(*row) for row in found]


def _read(number: int, kind: str, company_id: str | None, name: str, *rest: Any) -> Interview:
    person, held_on, held_by, quotes, answers, findings, *who_and_when = rest
    return Interview(
        number,
        Company(kind, company_id, name),
        person,
        held_on,
        held_by,
        quotes,
        {one["about"]: one["value"] for one in answers},
        {int(one["about"]): one["value"] for one in findings},
        {int(one["about"]): one["at"] for one in findings},
        *who_and_when,
    )


def _checked(part: str, value: str | None) -> str | None:
    if part not in PARTS:
        raise errors.RuleInvalid("An interview has no such part: reload the page.")
    text = (value or "").strip() or None
    if text is None and part in NEEDED:
        raise errors.RuleInvalid(f'"{PARTS[part]}" is empty: fill it in. Nothing was stored.')
    if part == "finding" and text not in (*FINDINGS, None):
        raise errors.RuleInvalid("Choose supports, contradicts or says nothing.")
    most = SHORT.get(part, MAX_TEXT)
    if len(text or "") > most:
        raise errors.RuleInvalid(
            f'"{PARTS[part]}" has {len(text or ""):,} characters: shorten it to {most:,}. Nothing '
            "was stored."
        )
    return text


def _just_begun(conn: db.Connection, interview_id: int, name: str, at: datetime) -> bool:
    found = conn.execute(
        "select value, saved_at from interviews where interview_id = $id and part = 'name'",
        {"id": interview_id},
    ).fetchall()
    return any(value == name and abs(at - then) < A_CLICK for value, then in found)


def _exists(conn: db.Connection, interview_id: int) -> bool:
    known = "select count(*) from interviews where interview_id = $id"
    return bool(db.one(conn, known, id=interview_id))


def _latest(conn: db.Connection, interview_id: int, part: tuple[str, str]) -> str | None:
    found = conn.execute(
        "select value from interviews where interview_id = $id and part = $part and about = $about"
        " order by seq desc limit 1",
        {"id": interview_id, "part": part[0], "about": part[1]},
    ).fetchall()
    return found[0][0] if found else None


def _append(
    conn: db.Connection,
    interview_id: int,
    part: tuple[str, str],
    value: str | None,
    at: datetime,
    author: str,
) -> None:
    conn.execute(
        "insert into interviews select coalesce(max(seq), 0) + 1, $id, $part, $about, $value, $at,"
        " $author from interviews",
        {"id": interview_id, "part": part[0], "about": part[1], "value": value}
        | {"at": at, "author": author},
    ).fetchall()
