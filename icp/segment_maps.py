"""The map of one workspace: which group each of the 25 cells has, and groups of one's own."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime

from icp import db, errors, segments

LONGEST_NAME, LONGEST_TEXT = 40, 300


@dataclass(frozen=True)
class SegmentMap:
    """The segment of each cell (r, fm), and the segments of one's own that it may name.

    Raises RuleInvalid, naming the cell without a segment or with one that does not exist, and the
    segment of one's own that has no name, a name that is taken, or too long a text.
    """

    cells: Mapping[tuple[int, int], str | None] = field(default_factory=lambda: segments.DEFAULT)
    own: tuple[segments.Segment, ...] = ()

    def __post_init__(self) -> None:
        _check_own(self.own)
        for r, fm in segments.CELLS:
            name = self.cells.get((r, fm))
            where = f"The cell with {r} for how recently and {fm} for how often and much"
            if not name:
                raise errors.RuleInvalid(f"{where} has no group: choose one for it.")
            if name not in self.known:
                raise errors.RuleInvalid(
                    f"{where} has the group {name}, which is not there: add it, or choose another."
                )

    @property
    def known(self) -> dict[str, segments.Segment]:
        """All that may be named: the shipped ten, then one's own."""
        return {**segments.SEGMENTS, **{one.name: one for one in self.own}}

    @property
    def named(self) -> dict[tuple[int, int], str]:
        """The segment of each cell, none missing."""
        return {cell: str(self.cells[cell]) for cell in segments.CELLS}


def own(name: str, meaning: str = "", action: str = "") -> segments.Segment:
    """A segment of one's own; its name is what stands on the screen."""
    return segments.Segment(name.strip(), name.strip(), meaning.strip(), action.strip())


def load(conn: db.Connection) -> SegmentMap:
    """The map of the workspace, the shipped one where none was saved."""
    found = conn.execute("select content from segment_maps").fetchall()
    if not found:
        return SHIPPED
    content = json.loads(found[0][0])
    cells = {(int(key[0]), int(key[1])): name for key, name in content["cells"].items()}
    return SegmentMap(cells, tuple(segments.Segment(**one) for one in content["own"]))


def save(conn: db.Connection, chosen: SegmentMap, at: datetime) -> None:
    """Keep the map in place of the one before; to be called inside a transaction."""
    content = {
        "cells": {f"{r}{fm}": name for (r, fm), name in chosen.named.items()},
        "own": [asdict(one) for one in chosen.own],
    }
    reset(conn)
    conn.execute(
        "insert into segment_maps (content, saved_at) values ($content, $at)",
        {"content": json.dumps(content), "at": at},
    )


def reset(conn: db.Connection) -> None:
    """Go back to the shipped map; groups of one's own are forgotten."""
    conn.execute("delete from segment_maps")


def _check_own(own: tuple[segments.Segment, ...]) -> None:
    taken = {text.lower() for one in segments.SEGMENTS.values() for text in (one.name, one.title)}
    for one in own:
        if not one.name:
            raise errors.RuleInvalid("A group of your own has no name: give it one.")
        if one.name.lower() in taken:
            raise errors.RuleInvalid(
                f"There are two groups called {one.name}: choose another name for yours."
            )
        if len(one.name) > LONGEST_NAME or max(len(one.meaning), len(one.action)) > LONGEST_TEXT:
            raise errors.RuleInvalid(
                f"The texts of the group {one.name[:LONGEST_NAME]} are too long: shorten its name "
                f"to {LONGEST_NAME} letters, the rest to {LONGEST_TEXT}."
            )
        taken.add(one.name.lower())


SHIPPED = SegmentMap()
