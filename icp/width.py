"""How many customers a profile fits: one that fits over 40 % of them is no profile.

Only must and exclude criteria that the data can check decide. A criterion is met, missed or
unknown; whoever misses one that decides is out, and unknown stays unknown.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from icp import drivers
from icp.criteria import Criterion, Rule

WIDE = 0.4
NARROW = 5
MET, MISSED, UNKNOWN = 1, 0, -1

States = npt.NDArray[np.int8]


@dataclass(frozen=True)
class Width:
    """Of the customers, those that match and those of whom it is unknown.

    asked: criteria that decide but are texts; gone: texts of those whose value no customer has any
    more. checked: how many criteria the count rests on.
    """

    customers: int
    matches: int
    unknown: int
    checked: int
    asked: int
    gone: tuple[str, ...]

    @property
    def known(self) -> int:
        """The customers of whom it can be told."""
        return self.customers - self.unknown

    @property
    def share(self) -> float | None:
        """Of the known, those that match (0-1); None where nothing is known."""
        return self.matches / self.known if self.known else None

    @property
    def wide(self) -> bool:
        """Whether over 40 % of the known match."""
        return self.share is not None and self.share > WIDE

    @property
    def narrow(self) -> bool:
        """Whether so few match that it stands for nobody in particular."""
        return bool(self.known) and self.matches < NARROW


def check(known: drivers.Known, every: tuple[Criterion, ...]) -> Width:
    """How wide the must and exclude criteria are over the customers of `drivers.read`."""
    deciding = [one for one in every if one.kind != "nice"]
    ruled = [one for one in deciding if one.rules]
    gone = [one for one in ruled if not all(_places(known, rule).any() for rule in one.rules)]
    state = states(known, tuple(ruled))
    return Width(
        len(known.units),
        int((state == MET).sum()),
        int((state == UNKNOWN).sum()),
        len(ruled) - len(gone),
        len(deciding) - len(ruled),
        tuple(one.text for one in gone),
    )


def states(known: drivers.Known, every: tuple[Criterion, ...]) -> States:
    """For each unit of `known` whether the profile fits: MET, MISSED or UNKNOWN."""
    met = [
        _not(of(known, one)) if one.kind == "exclude" else of(known, one)
        for one in every
        if one.rules and one.kind != "nice"
    ]
    return _all(met, len(known.units))


def of(known: drivers.Known, one: Criterion) -> States:
    """For each unit whether it has what the criterion asks for, all of its rules."""
    return _all([_has(known, rule) for rule in one.rules], len(known.units))


def _has(known: drivers.Known, rule: Rule) -> States:
    columns = known.values.loc[known.values["trait"] == rule.trait, "column"]
    places = np.flatnonzero(_places(known, rule))
    if not len(places):  # no such value (any more): who has another one of old cannot be told
        return np.full(len(known.units), UNKNOWN, np.int8)
    own = known.codes[:, columns.iloc[0]]
    return np.where(own < 0, UNKNOWN, own == places[0]).astype(np.int8)


def _places(known: drivers.Known, rule: Rule) -> npt.NDArray[np.bool_]:
    return (
        (known.values["trait"] == rule.trait) & (known.values["value"] == rule.value)
    ).to_numpy()


def _all(states_: list[States], units: int) -> States:
    """MISSED where one is missed, else UNKNOWN where one is unknown, else MET."""
    if not states_:
        return np.full(units, MET, np.int8)
    table = np.stack(states_)
    missed, unknown = (table == MISSED).any(axis=0), (table == UNKNOWN).any(axis=0)
    return np.select([missed, unknown], [MISSED, UNKNOWN], MET).astype(np.int8)


def _not(state: States) -> States:
    return np.where(state == UNKNOWN, UNKNOWN, 1 - state).astype(np.int8)
