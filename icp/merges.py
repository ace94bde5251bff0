"""Two names are the same, or are different: what people decide, kept, and undone at any time.

Nothing is rewritten: rows keep the name they came with, and count under the name that is kept.
"""

from collections.abc import Sequence
from datetime import datetime

import pandas as pd

from icp import daily, db, errors
from icp.aliases import Pair

SAME, DIFFERENT = "same", "different"


def decide(
    conn: db.Connection, kind: str, pairs: Sequence[Pair], decision: str, at: datetime
) -> None:
    """Keep the decision about each pair (written, kept), in place of an earlier one about it.

    kind: "customer" or "product"; decision: "same" (written is another name of kept) or
    "different". To be called inside a transaction. Raises RuleInvalid for a name with itself.
    """
    if any(written == kept for written, kept in pairs):
        raise errors.RuleInvalid("A name cannot be merged with itself: choose two names.")
    _forget(conn, kind, pairs)
    conn.execute(
        "insert into merges select distinct $kind, unnest($written::varchar[]),"
        " unnest($kept::varchar[]), $decision, $at",
        {"kind": kind, **_sides(pairs), "decision": decision, "at": at},
    )
    daily.refresh(conn)


def undo(conn: db.Connection, kind: str, pairs: Sequence[Pair]) -> None:
    """Take the decisions about these pairs back, so that all is as it was without them.

    To be called inside a transaction. Raises NotFound where one is not there (any more).
    """
    if _forget(conn, kind, pairs) < len(set(pairs)):
        raise errors.NotFound("This was undone already: look at the list again.")
    daily.refresh(conn)


def decisions(conn: db.Connection) -> pd.DataFrame:
    """One row per decision, newest first: kind, written, written_name, kept, kept_name, decision,
    decided_at (UTC)."""
    return db.run(conn, "merges_decisions").df()


def _forget(conn: db.Connection, kind: str, pairs: Sequence[Pair]) -> int:
    return len(db.run(conn, "merges_forget", kind=kind, **_sides(pairs)).fetchall())


def _sides(pairs: Sequence[Pair]) -> dict[str, list[str]]:
    return {
        "written": [written for written, _ in pairs],
        "kept": [kept for _, kept in pairs],
    }
