"""Profiles of the customer we want more of: criteria with evidence, and the person who decides.

At most three, each with its own page. Every save is a version of its own, with why and by whom;
the latest counts. A profile is a draft until a team has voted on it.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import Any

import pandas as pd

from icp import criteria, db, errors
from icp.criteria import Criterion
from icp.persona_fields import FIELDS

MOST = 3
MAX_TEXT, MAX_NAME = 2_000, 80
REVIEW_MONTHS = 3
DRAFT = "draft"


@dataclass(frozen=True)
class Persona:
    """One profile, as one version of it says: texts by field key, criteria, when to look again.

    why, author and saved_at are those of the version; persona_id is None and version 0 until it
    is saved. state: DRAFT until it was voted on.
    """

    name: str
    stands_for: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    criteria: tuple[Criterion, ...] = ()
    review_on: date | None = None
    state: str = DRAFT
    why: str = ""
    author: str = ""
    persona_id: int | None = None
    version: int = 0
    saved_at: datetime | None = None


def listing(conn: db.Connection) -> list[Persona]:
    """The profiles as they stand, oldest first."""
    return _read(
        conn.execute(
            "select * from personas qualify version = max(version) over (partition by persona_id)"
            " order by persona_id"
        ).fetchall()
    )


def versions(conn: db.Connection, persona_id: int) -> list[Persona]:
    """All versions of a profile, the latest first."""
    return _read(
        conn.execute(
            "select * from personas where persona_id = $id order by version desc",
            {"id": persona_id},
        ).fetchall()
    )


def save(conn: db.Connection, persona: Persona, at: datetime) -> int:
    """The id under which the profile is saved as a new version; to be called in a transaction.

    Raises RuleInvalid for a profile without a name, a reason or an author, one whose name is
    taken, a text that is too long and a fourth profile; Conflict for one that was deleted or
    changed since it was read.
    """
    others = [one for one in listing(conn) if one.persona_id != persona.persona_id]
    _check(persona, others)
    persona_id = persona.persona_id
    if persona_id is None:
        persona_id = db.one(conn, "select coalesce(max(persona_id), 0) + 1 from personas")
    last = db.one(
        conn, "select coalesce(max(version), 0) from personas where persona_id = $id", id=persona_id
    )
    _check_version(persona, last)
    conn.execute(
        "insert into personas values ($id, $version, $content, $at)",
        {"id": persona_id, "version": last + 1, "content": written(persona), "at": at},
    )
    return int(persona_id)


def delete(conn: db.Connection, persona_id: int) -> None:
    """Remove a profile with all of its versions; one that is gone already stays gone."""
    conn.execute("delete from personas where persona_id = $id", {"id": persona_id})
    conn.execute("delete from persona_drafts where persona_id = $id", {"id": persona_id})


def taken_back(old: Persona, head: Persona) -> Persona:
    """What the old version says, to be saved on top of the head."""
    return replace(
        old,
        version=head.version,
        saved_at=head.saved_at,
        review_on=head.review_on,
        why="",
        author="",
    )


def next_review(today: date) -> date:
    """The day three months ahead."""
    return (pd.Timestamp(today) + pd.DateOffset(months=REVIEW_MONTHS)).date()


def written(persona: Persona) -> str:
    """What it says, as JSON that `read` reads."""
    apart = ("persona_id", "version", "saved_at")
    content = {name: one for name, one in asdict(persona).items() if name not in apart}
    return json.dumps(content, default=str)


def _read(rows: Sequence[tuple[Any, ...]]) -> list[Persona]:
    return [read(content, id_, version, at) for id_, version, content, at in rows]


def read(stored: str, persona_id: int | None, version: int, at: datetime | None) -> Persona:
    """The profile that `written` wrote."""
    content: dict[str, Any] = json.loads(stored)
    review_on = content.pop("review_on")
    every = tuple(criteria.read(one) for one in content.pop("criteria"))
    return Persona(
        **content,
        criteria=every,
        review_on=date.fromisoformat(review_on) if review_on else None,
        persona_id=persona_id,
        version=version,
        saved_at=at,
    )


def _check(persona: Persona, others: Sequence[Persona]) -> None:
    if not persona.name.strip():
        raise errors.RuleInvalid("The profile has no name: give it one to save it.")
    if persona.name.strip().lower() in {one.name.strip().lower() for one in others}:
        raise errors.RuleInvalid("Another profile bears this name: choose a different one.")
    if persona.persona_id is None and len(others) >= MOST:
        raise errors.RuleInvalid(
            f"There are {MOST} profiles already, and more would not be ideal any longer: "
            "edit or delete one first."
        )
    for what, text in (("Why it changes", persona.why), ("Who you are", persona.author)):
        if not text.strip():
            raise errors.RuleInvalid(f"{what} is missing: fill it in to save.")
    named = {"name": persona.name, "who you are": persona.author, "why it changes": persona.why}
    _check_lengths(named, MAX_NAME * 3)
    _check_lengths({FIELDS[key].title: text for key, text in persona.texts.items()}, MAX_TEXT)
    criteria.check(persona.criteria)


def _check_version(persona: Persona, last: int) -> None:
    if last == persona.version:
        return
    if not last:
        raise errors.Conflict("This profile was deleted in another window: nothing was stored.")
    raise errors.Conflict(
        f"Version {last} of this profile was saved in another window: look at it, then save yours "
        "on top or drop it. Your text is still here; nothing was stored."
    )


def _check_lengths(texts: dict[str, str], most: int) -> None:
    for title, text in texts.items():
        if len(text) > most:
            raise errors.RuleInvalid(
                f'"{title}" has {len(text):,} characters: shorten it to {most:,}.'
            )
