"""Product names become broad services, by rules that the user sees and edits.

The first rule in order whose pattern fits a name wins. Patterns are plain words: capitals, accents
and punctuation don't count, and `;` parts several patterns of one rule.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import pandas as pd

from icp import daily, db, errors

HOW = {"words": "has the words", "start": "starts with", "part": "contains"}
REVENUE_KINDS = ("recurring", "project", "resale")


@dataclass(frozen=True)
class Rule:
    """Which names (how is one of HOW) belong to which service, and of which kind it is, if known.

    The kind counts where the file itself says none.
    """

    how: str
    pattern: str
    service: str
    revenue_kind: str | None = None


@dataclass(frozen=True)
class Starter:
    """Rules to begin with, for one kind of company."""

    title: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class Summary:
    """How many product names there are, in how many services, how many are left over, and the
    left-overs' part of the money (0-1; None where there is none)."""

    products: int
    services: int
    left_over: int
    left_over_share: float | None


@cache
def starters() -> dict[str, Starter]:
    """The shipped rules by name."""
    text = Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
    return {
        name: Starter(
            one["title"],
            tuple(
                Rule(rule["how"], rule["pattern"], rule["service"], rule.get("kind"))
                for rule in one["rules"]
            ),
        )
        for name, one in tomllib.loads(text).items()
    }


def rules(conn: db.Connection) -> list[Rule]:
    """The saved rules, first to last."""
    found = conn.execute(
        "select how, pattern, service, revenue_kind from service_rules order by position"
    )
    return [Rule(*row) for row in found.fetchall()]


def save(conn: db.Connection, wanted: Sequence[Rule]) -> None:
    """Let these rules count from now on; to be called inside a transaction.

    Raises RuleInvalid for a rule that cannot be applied, and changes nothing then.
    """
    check(wanted)
    conn.execute("delete from service_rules")
    for position, rule in enumerate(wanted, start=1):
        conn.execute(
            "insert into service_rules values ($position, $how, $pattern, $service, $revenue_kind)",
            {"position": position, **asdict(rule)},
        )
    daily.refresh(conn)


def check(wanted: Sequence[Rule]) -> None:
    """Raise RuleInvalid where a rule cannot be applied, with its number."""
    for number, rule in enumerate(wanted, start=1):
        if not any(char.isalnum() for char in rule.pattern):
            raise errors.RuleInvalid(
                f"Rule {number} has no text to look for: write some, or delete it."
            )
        if not rule.service.strip():
            raise errors.RuleInvalid(f"Rule {number} has no service: name it, or delete the rule.")
        if rule.how not in HOW:
            raise errors.RuleInvalid(f"Rule {number}: choose {', '.join(HOW.values())}.")
        if rule.revenue_kind not in (None, *REVENUE_KINDS):
            raise errors.RuleInvalid(f"Rule {number}: choose {', '.join(REVENUE_KINDS)}, or none.")


def fitted(conn: db.Connection, wanted: Sequence[Rule]) -> pd.DataFrame:
    """One row per product, left-overs first, then the biggest money; nothing is stored.

    Columns: product, service and revenue_kind (missing where no rule fits), position (of the rule,
    from 1), lines, net (in the file's currency).
    """
    listed = [{"position": n, **asdict(rule)} for n, rule in enumerate(wanted, start=1)]
    return db.run(conn, "services_fitted", rules=listed).df()


def summary(products: pd.DataFrame) -> Summary:
    """What `fitted` comes to."""
    left_over = products[products["service"].isna()]
    money = float(products["net"].sum())
    return Summary(
        products=len(products),
        services=int(products["service"].nunique()),
        left_over=len(left_over),
        left_over_share=float(left_over["net"].sum()) / money if money > 0 else None,
    )
