"""Names that look alike: offered to people with the reason, never merged by themselves.

Names that are the same but for capitals, blanks, accents or a legal form are found in groups; slips
of the pen among neighbours in three sorted lists (the sorted neighbourhood of Hernandez and Stolfo,
1995), so that 100,000 names take seconds.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from rapidfuzz import process
from rapidfuzz.distance import OSA

from icp import db, names

KINDS = ("customer", "product")
ALIKE = 0.85  # one slip in seven letters, two in fourteen, three in twenty
NEIGHBOURS = 12
BEST_OF_GROUP = 5


@dataclass(frozen=True)
class Found:
    """Customers with orders, how many of them are in the list, and what the others ordered (net, in
    the file's currency); listed = all customers in the list."""

    customers: int
    found: int
    missing: int
    missing_net: float
    listed: int


def found(conn: db.Connection) -> Found:
    """How many orders' customers the customer list knows."""
    [figures] = db.run(conn, "alike_found").fetchall()
    return Found(*figures)


def missing(conn: db.Connection) -> pd.DataFrame:
    """One row per customer with orders who is not in the list, the biggest money first: name,
    orders, net (in the file's currency)."""
    return db.run(conn, "alike_missing").df()


def pairs(conn: db.Connection, kind: str) -> pd.DataFrame:
    """One row per pair of names alike that nobody has decided on, the biggest money first.

    Columns: written, written_name, written_orders, written_net, and the same for kept, the name
    that would stay; why (in words), alike (0-100), sure (nothing but spelling differs, and there is
    no second candidate). kind: "customer" or "product", whose orders are lines.
    """
    known = db.run(conn, f"alike_{kind}s").df()
    different = {frozenset(p) for p in db.run(conn, "alike_different", kind=kind).fetchall()}
    rows = [
        row for row in _rows(known) if frozenset((row["written"], row["kept"])) not in different
    ]
    sides = [f"{side}{part}" for side in ("written", "kept") for part in ("", "_name")]
    figures = [f"{side}_{part}" for side in ("written", "kept") for part in ("orders", "net")]
    frame = pd.DataFrame(rows, columns=[*sides, *figures, "why", "alike", "sure"])
    by = ["written_net", "kept_net", "written", "kept"]
    return frame.sort_values(by, ascending=[False, False, True, True], ignore_index=True)


def _rows(known: pd.DataFrame) -> Iterator[dict[str, object]]:
    """The pairs of a frame of name_id, name, numbered, orders, net, the best to keep first."""
    read = [names.read(name) for name in known["name"]]
    people = known.to_dict("records")
    for kept, written, score, alone in _near(read, known["numbered"].tolist()):
        place = names.step(read[kept], read[written])
        row: dict[str, object] = {}
        for side, one in (("written", people[written]), ("kept", people[kept])):
            row |= {side: one["name_id"], f"{side}_name": one["name"]}
            row |= {f"{side}_orders": one["orders"], f"{side}_net": one["net"]}
        why = f"{score} % alike" if place is None else names.DIFFERENCES[place]
        sure = alone and place is not None and place < names.SURE
        yield {**row, "why": why, "alike": score, "sure": sure}


def _near(
    read: Sequence[names.Name], numbered: Sequence[bool]
) -> Iterator[tuple[int, int, int, bool]]:
    """The places of names alike: kept < written, how alike, and whether at most one is numbered."""
    left: Sequence[int] = range(len(read))
    for blind in range(names.SURE - 1, len(names.DIFFERENCES)):
        groups = _groups((read[place].steps[blind], place) for place in left)
        for group in groups:
            alone = sum(numbered[place] for place in group) <= 1
            best = group[: 1 if alone else BEST_OF_GROUP]
            for nth, written in enumerate(group):
                yield from ((kept, written, 100, alone) for kept in best[:nth])
        left = [group[0] for group in groups]
    yield from ((*pair, False) for pair in _slips(read, left))


def _groups(keyed: Iterable[tuple[str, int]]) -> list[list[int]]:
    """The places that share a key, in order; a place without one stays alone."""
    groups: dict[str | int, list[int]] = defaultdict(list)
    for key, place in keyed:
        groups[key or place].append(place)
    return list(groups.values())


def _slips(read: Sequence[names.Name], places: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """The places of names that differ by a slip of the pen: kept < written, how alike."""
    near: dict[tuple[int, int], int] = {}
    for text in (
        {place: read[place].core for place in places},
        {place: read[place].core[::-1] for place in places},
        {place: read[place].steps[-1] for place in places},
    ):
        for one, other, score in _neighbours(text):
            if read[one].marks == read[other].marks:
                pair = (min(one, other), max(one, other))
                near[pair] = max(score, near.get(pair, 0))
    yield from ((*pair, score) for pair, score in near.items())


def _neighbours(texts: dict[int, str]) -> Iterator[tuple[int, int, int]]:
    """The places of texts that stand near each other in the alphabet and are alike, how alike."""
    order = sorted(texts, key=texts.__getitem__)
    row = [texts[place] for place in order]
    for apart in range(1, min(NEIGHBOURS, len(row))):
        scores = process.cpdist(
            row[:-apart], row[apart:], scorer=OSA.normalized_similarity, score_cutoff=ALIKE
        )
        for at in np.flatnonzero(scores):
            yield order[at], order[at + apart], int(100 * scores[at])
