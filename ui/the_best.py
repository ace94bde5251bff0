"""Who the best are by a choice of `ideals.ALL` or a group, remembered for all pages."""

from icp import criteria_data
from icp.ideals import Ideals
from ui import state


def of(name: str) -> Ideals:
    """The best; nobody where it is not known who is."""
    found: Ideals = state.ask(criteria_data.best, name, state.as_of(), taps(name))
    return found


def taps(name: str) -> int:
    """How often somebody was sorted by hand, where that decides who the best are."""
    if name != "listed":
        return 0
    with state.connect() as conn:
        return criteria_data.taps(conn)
