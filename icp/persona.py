"""Profiles of the customer we want more of: the company, and the person who decides.

The fields come from the sources: company facts, problem and impact (who to call, what they have,
will they succeed with us); the person's demographics and psychographics, seen from the customer's
side; and who else has a say. At most three, each with its own page.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from icp import db, errors

MOST = 3
MAX_TEXT = 2_000


@dataclass(frozen=True)
class Field:
    """One thing to write down: its key, the words on screen, and an example."""

    key: str
    title: str
    example: str


GROUPS: dict[str, tuple[Field, ...]] = {
    "The company: who to call": (
        Field("industry", "Industry and type of business", "Law firms, partner-owned"),
        Field("size", "Size: people, revenue", "10-49 people"),
        Field("place", "Where", "Within 40 miles"),
        Field("buys", "What they buy, at what price, and how they pay", "Seats by the month"),
    ),
    "Their problem: what they have": (
        Field("problem", "The problem that we solve", "No IT person of their own"),
        Field("trigger", "What makes them look for help now", "A new office, a failed audit"),
    ),
    "Will they succeed with us?": (
        Field("impact", "What gets better for them, by how much", "No lost billable hours"),
        Field("signs", "Signs that they will succeed", "A partner owns the topic"),
    ),
    "The person who decides": (
        Field("title", "Title", "Managing partner"),
        Field("age", "Age", "45-60"),
        Field("gender", "Gender", "Any"),
        Field("status", "Economic or social status", "Owner of the firm"),
        Field("person_place", "Where they live and work", "In town, at the office"),
    ),
    "What they want and fear, as they would say it": (
        Field(
            "attitudes", "Attitudes: what they think of our kind of offer", "IT should be silent"
        ),
        Field("motivations", "Motivations: what drives them", "Never miss a deadline"),
        Field("inspirations", "Inspirations: whom they listen to", "Other managing partners"),
        Field("seek", "What they seek", "One number to call"),
        Field("avoid", "What they avoid", "Long contracts"),
        Field("fix", "What they try to fix", "Slow logins"),
        Field("accomplish", "What they try to accomplish", "Open a second office"),
        Field("feeling", "How our solution makes them feel", "Safe"),
        Field("willing", "What they want, need and are willing to do", "Pay more for calm"),
    ),
    "Who else has a say": (
        Field("champion", "Who speaks for us", "The office manager"),
        Field("signs_off", "Who signs", "The managing partner"),
        Field("users", "Who uses it", "Lawyers and assistants"),
        Field("blocker", "Who could say no, and why", "A nephew who does computers"),
    ),
}
FIELDS = {one.key: one for group in GROUPS.values() for one in group}


@dataclass(frozen=True)
class Persona:
    """One profile: its name, whom it stands for in words, and the texts by field key.

    `found` is what was more common among these customers when it was written, in sentences.

    `persona_id` and `saved_at` are None until it is saved.
    """

    name: str
    stands_for: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    found: Sequence[str] = ()
    persona_id: int | None = None
    saved_at: datetime | None = None


def listing(conn: db.Connection) -> list[Persona]:
    """The profiles, oldest first."""
    rows = conn.execute(
        "select persona_id, saved_at, content from personas order by persona_id"
    ).fetchall()
    return [
        Persona(persona_id=persona_id, saved_at=saved_at, **json.loads(content))
        for persona_id, saved_at, content in rows
    ]


def save(conn: db.Connection, persona: Persona, at: datetime) -> int:
    """The id under which the profile is saved; to be called inside a transaction.

    Raises RuleInvalid for a profile without a name, one whose name is taken, a text that is too
    long and a fourth profile; Conflict for one that was deleted or changed since it was read.
    """
    _check(conn, persona)
    content = json.dumps(
        {key: asdict(persona)[key] for key in ("name", "stands_for", "texts", "found")}
    )
    if persona.persona_id is None:
        return int(
            db.one(
                conn,
                "insert into personas select coalesce(max(persona_id), 0) + 1, $content, $at"
                " from personas returning persona_id",
                content=content,
                at=at,
            )
        )
    changed = conn.execute(
        "update personas set content = $content, saved_at = $at"
        " where persona_id = $persona_id and saved_at = $read_at returning persona_id",
        {
            "content": content,
            "at": at,
            "persona_id": persona.persona_id,
            "read_at": persona.saved_at,
        },
    ).fetchall()
    if not changed:
        raise errors.Conflict(
            "This profile was changed or deleted in another window: copy your text, reload the "
            "page and enter it again."
        )
    return persona.persona_id


def delete(conn: db.Connection, persona_id: int) -> None:
    """Remove a profile; one that is gone already stays gone."""
    conn.execute("delete from personas where persona_id = $id", {"id": persona_id})


def markdown(persona: Persona) -> str:
    """The profile as a Markdown page; texts are escaped, what is not filled in is left out."""
    lines = [f"# {_text(persona.name)}", "", "DRAFT: not yet agreed by the team.", ""]
    if persona.stands_for:
        lines += [f"Stands for: {_text(persona.stands_for)}", ""]
    for group, members in GROUPS.items():
        filled = [one for one in members if persona.texts.get(one.key)]
        if filled:
            lines += [f"## {group}", ""]
            lines += [f"- **{one.title}**: {_text(persona.texts[one.key])}" for one in filled]
            lines.append("")
    if persona.found:
        lines += ["## More common among these customers than elsewhere", ""]
        lines += [*(f"- {_text(sentence)}" for sentence in persona.found), ""]
    return "\n".join(lines)


def trait_words(row: Any) -> str:
    """ "Industry: Law, 15 of 22 known (others 17 of 120)" for a row of `traits.typical`."""
    known = f"{row.n} of {row.known} known"
    others = f"others {row.others_n} of {row.others_known}"
    return f"{row.trait}: {row.value}, {known} ({others})"


def _check(conn: db.Connection, persona: Persona) -> None:
    others = [one for one in listing(conn) if one.persona_id != persona.persona_id]
    if not persona.name.strip():
        raise errors.RuleInvalid("The profile has no name: give it one to save it.")
    if persona.name.strip().lower() in {one.name.strip().lower() for one in others}:
        raise errors.RuleInvalid("Another profile bears this name: choose a different one.")
    if persona.persona_id is None and len(others) >= MOST:
        raise errors.RuleInvalid(
            f"There are {MOST} profiles already, and more would not be ideal any longer: "
            "edit or delete one first."
        )
    for key, text in persona.texts.items():
        if len(text) > MAX_TEXT:
            raise errors.RuleInvalid(
                f'"{FIELDS[key].title}" has {len(text):,} characters: shorten it to {MAX_TEXT:,}.'
            )


def _text(written: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    escaped = "".join(f"\\{char}" if char in r"\`*_{}[]()#+!|<>" else char for char in written)
    return " ".join(escaped.split())
