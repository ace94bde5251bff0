"""Criteria picked from the data: what the best share, frozen as evidence and checked again later.

Who the best are is a choice of `ideals.ALL`, or "segment:" and the name of a group by how
customers buy.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from icp import (
    advice,
    criteria,
    cutting,
    db,
    drivers,
    facts,
    ideals,
    measuring,
    pairs,
    rfm,
    segment_maps,
    verdicts,
)

SEGMENT = "segment:"
POINTS = {verdicts.STRONG: 30, verdicts.LIKELY: 20, verdicts.LESS: 0}
FEWEST_POINTS = 10


@dataclass(frozen=True)
class Offer:
    """A trait and value, or two together, with what the data says of it.

    before: whether it can be known before the first sale.
    """

    label: str
    verdict: str
    before: bool
    rules: tuple[criteria.Rule, ...]
    counted: criteria.Counted

    @property
    def blank(self) -> bool:
        """Whether it says that something is not there."""
        return any(one.value == drivers.BLANK for one in self.rules)


def best(
    conn: db.Connection,
    name: str,
    as_of: date,
    sorted_so_far: int = 0,  # noqa: ARG001
) -> ideals.Ideals:
    """Who the best are by a choice of `ideals.ALL` or a group; nobody where it is not known.

    sorted_so_far: as many taps as there are (`taps`), so that a remembered answer is of now.
    """
    if not name.startswith(SEGMENT):
        return ideals.of(conn, name, as_of)
    start, groups = facts.customers(conn, as_of, "net", 12), segment_maps.load(conn)
    suggested = advice.suggested(start, as_of)
    values = measuring.measure(start, suggested.frequency)
    if values.empty:
        return ideals.Ideals("", (), ())
    scores = rfm.apply(values, cutting.cut(values, suggested.method), groups.named)
    segment = name.removeprefix(SEGMENT)
    title = groups.known[segment].title.lower() if segment in groups.known else segment
    chosen = scores.loc[scores["segment"] == segment, "customer_id"]
    return ideals.Ideals(f'are in the group "{title}"', tuple(chosen), tuple(scores["customer_id"]))


def offered(known: drivers.Known, who: ideals.Ideals, name: str, as_of: date) -> tuple[Offer, ...]:
    """What can be said of each trait and value, by evidence; nothing where nobody is the best.

    known: `drivers.read` of who.unit; who: the best by the choice `name`.
    """
    if not who.ids or len(who.ids) == len(who.among):
        return ()
    singles = drivers.compare(known, who.ids, who.among, who.without)
    both = pairs.compare(known, singles[singles["before"]], who.ids, who.among)
    both = both[both["more"].astype(bool)]
    singles = singles[singles["verdict"] != verdicts.LEAK].assign(codes=singles["code"])
    found = pd.concat([singles, both]) if len(both) else singles
    return tuple(
        _offer(row, known.values, name, who, as_of)
        for row in drivers.ranked(found.reset_index(drop=True)).itertuples()
    )


def taps(conn: db.Connection) -> int:
    """A number that grows with every sort by hand."""
    return int(db.one(conn, "select count(*) from sorts"))


def label(rules: Iterable[criteria.Rule]) -> str:
    """ "Industry: Law and Employees: 10-49 people"; a column that only says yes by its name."""
    return " and ".join(
        one.title if one.value.lower() in drivers.YES else f"{one.title}: {one.value}"
        for one in rules
    )


def criterion(one: Offer, number: int) -> criteria.Criterion:
    """The criterion that is suggested: what is less common is an exclude."""
    if one.verdict == verdicts.LESS:
        kind = "exclude"
    else:
        kind = "must" if one.verdict == verdicts.STRONG and one.before else "nice"
    return criteria.Criterion(
        number,
        one.label,
        "firm" if one.before else "impact",
        kind,
        POINTS.get(one.verdict, FEWEST_POINTS),
        one.rules,
        (criteria.Evidence(criteria.DATA, counted=one.counted),),
    )


def today(one: criteria.Criterion, offers: Iterable[Offer]) -> criteria.Evidence | None:
    """What the data says today of the criterion's rules, None where it says nothing of them."""
    found = next((offer for offer in offers if set(offer.rules) == set(one.rules)), None)
    return criteria.Evidence(criteria.DATA, counted=found.counted) if found else None


def _offer(row: Any, values: pd.DataFrame, name: str, who: ideals.Ideals, as_of: date) -> Offer:
    codes = row.codes if isinstance(row.codes, tuple) else (row.codes,)
    rules = tuple(
        criteria.Rule(str(one.trait), str(one.title), str(one.value))
        for one in values.loc[list(codes)].itertuples()
    )
    return Offer(
        label(rules), str(row.verdict), bool(row.before), rules, _counted(row, name, who, as_of)
    )


def _counted(row: Any, name: str, who: ideals.Ideals, as_of: date) -> criteria.Counted:
    return criteria.Counted(
        name,
        who.words,
        f"{who.unit}s",
        int(row.n),
        int(row.ideal_n),
        int(row.known - row.n),
        int(row.ideal_known - row.ideal_n),
        int(row.unknown),
        float(row.low),
        float(row.high),
        str(row.verdict),
        as_of,
        str(row.within) if row.verdict == verdicts.VANISHES else "",
    )
