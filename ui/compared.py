"""A group of customers compared with the rest, trait by trait, as two views show it."""

from pathlib import Path

import pandas as pd
import streamlit as st

from icp import drivers, pairs
from icp.ideals import Ideals
from ui import privacy, state


def with_the_rest(known: drivers.Known, group: Ideals) -> tuple[pd.DataFrame, pd.DataFrame]:
    """All traits, and the pairs of those that can be known beforehand; remembered."""
    who = hash((group, privacy.chosen().names))
    return _compared(state.workspace().path, state.version(), str(state.as_of()), who, group, known)


@st.cache_resource(max_entries=50, show_spinner="Comparing them with the rest ...")
def _compared(
    path: Path,  # noqa: ARG001
    version: int,  # noqa: ARG001
    as_of: str,  # noqa: ARG001
    who: int,  # noqa: ARG001
    _group: Ideals,
    _known: drivers.Known,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    singles = drivers.compare(_known, _group.ids, _group.among, _group.without)
    parts = singles[singles["before"]]
    return singles, pairs.compare(_known, parts, _group.ids, _group.among)
