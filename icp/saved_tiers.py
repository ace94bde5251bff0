"""Rules of the tiers that were kept under a name, for the whole workspace."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from icp import db, errors, tiers

LONGEST = 60


@dataclass(frozen=True)
class SavedRules:
    """Rules and the name they were kept under."""

    name: str
    rules: tiers.Rules


def listing(conn: db.Connection) -> list[SavedRules]:
    """The saved rules by name."""
    rows = conn.execute("select name, content from tier_rules order by name").fetchall()
    return [SavedRules(name, _rules(content)) for name, content in rows]


def save(conn: db.Connection, name: str, rules: tiers.Rules, at: datetime) -> None:
    """Keep the rules, in place of those of the same name; to be called inside a transaction.

    Raises RuleInvalid for a name that is missing or too long.
    """
    name = name.strip()
    if not name:
        raise errors.RuleInvalid("The rules have no name: give them one to save them.")
    if len(name) > LONGEST:
        raise errors.RuleInvalid(f"The name is too long: shorten it to {LONGEST} letters.")
    conn.execute("delete from tier_rules where lower(name) = lower($name)", {"name": name})
    conn.execute(
        "insert into tier_rules (name, content, saved_at) values ($name, $content, $at)",
        {"name": name, "content": json.dumps(asdict(rules)), "at": at},
    )


def delete(conn: db.Connection, name: str) -> None:
    """Remove the rules of that name; what is gone already stays gone."""
    conn.execute("delete from tier_rules where name = $name", {"name": name})


def _rules(content: str) -> tiers.Rules:
    found = json.loads(content)
    measures = [
        tiers.Measure(**(one | {"steps": tuple(map(tuple, one["steps"]))}))
        for one in found.pop("measures")
    ]
    boundaries = tuple(found.pop("boundaries"))
    return tiers.Rules(tuple(measures), boundaries, **found)
