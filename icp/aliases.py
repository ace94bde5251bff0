"""Which name stands for which: what people decided, and what the customer list says by itself.

The tables `customer_alias` and `product_alias` hold each written name that counts under another.
"""

from collections.abc import Iterable

import pandas as pd

from icp import db

Pair = tuple[str, str]


def resolve(pairs: Iterable[Pair]) -> dict[str, str]:
    """Each name that counts under another -> that one, over any number of steps.

    Pairs are (written, kept), oldest first; one that says again what is known changes nothing.
    """
    above: dict[str, str] = {}

    def top(name: str) -> str:
        while name in above:
            name = above[name]
        return name

    for written, kept in pairs:
        if top(written) != top(kept):
            above[top(written)] = top(kept)
    return {name: top(name) for name in above}


def refresh(conn: db.Connection) -> None:
    """Make both tables anew; to be called inside the transaction that changed names."""
    alone = [(written, kept) for written, kept, _ in _automatic(conn).fetchall()]
    for kind, known in (("customer", alone), ("product", [])):
        decided = db.run(conn, "aliases_decided", kind=kind).fetchall()
        resolved = resolve([*known, *decided])
        conn.execute(f"delete from {kind}_alias")
        conn.execute(
            f"insert into {kind}_alias select unnest($names::varchar[]), unnest($kept::varchar[])",
            {"names": list(resolved), "kept": list(resolved.values())},
        )


def automatic(conn: db.Connection) -> pd.DataFrame:
    """One row per customer written by name alone whom the list knows: written, kept, kept_name."""
    return _automatic(conn).df()


def _automatic(conn: db.Connection) -> db.Connection:
    return db.run(conn, "aliases_automatic")
