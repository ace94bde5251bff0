"""What is not saved yet of a profile, kept so that a reload does not lose it.

One for each profile. It belongs to the tab that wrote it: another one may read it, and takes it
only when it is asked to.
"""

from dataclasses import dataclass
from datetime import datetime

from icp import db, persona
from icp.persona import Persona

NEW = 0


@dataclass(frozen=True)
class Unsaved:
    """The profile as the tab left it at an instant, and the version on which that is based."""

    base: Persona
    now: Persona
    tab: str
    saved_at: datetime


def read(conn: db.Connection, persona_id: int | None) -> Unsaved | None:
    """What is not saved of a profile, or of a new one (None), by whichever tab."""
    found = conn.execute(
        "select version, content, saved_at, tab from persona_drafts where persona_id = $id",
        {"id": persona_id or NEW},
    ).fetchall()
    if not found:
        return None
    [(version, content, at, tab)] = found
    every = persona.versions(conn, persona_id) if persona_id else []
    base = next((one for one in every if one.version == version), Persona(""))
    now = persona.read(content, persona_id, version, base.saved_at)
    return Unsaved(base, now, tab, at)


def keep(conn: db.Connection, now: Persona, tab: str, at: datetime) -> None:
    """Keep what is not saved in place of what this tab kept before.

    What another tab left stays: it goes when somebody drops it.
    """
    drop(conn, now.persona_id, tab)
    of = {"id": now.persona_id or NEW, "version": now.version, "tab": tab, "at": at}
    conn.execute(
        "insert into persona_drafts select $id, $version, $content, $at, $tab"
        " where not exists (from persona_drafts where persona_id = $id)",
        of | {"content": persona.written(now)},
    ).fetchall()


def drop(conn: db.Connection, persona_id: int | None, tab: str) -> None:
    """Forget what the tab kept of the profile."""
    conn.execute(
        "delete from persona_drafts where persona_id = $id and tab = $tab",
        {"id": persona_id or NEW, "tab": tab},
    ).fetchall()
