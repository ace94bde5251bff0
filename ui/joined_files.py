"""Dropped files that belong together: orders, and their lines in a second file."""

from collections.abc import Sequence

import streamlit as st
from streamlit.typing import UploadedFile

from icp import errors, joins, work
from icp.staging import Staged
from ui import state
from ui.draft import Source, of


def sources(files: Sequence[UploadedFile]) -> list[Source]:
    """What is to be loaded: each file, but orders and their lines in two files as one."""
    alone = [Source(file.file_id, file.name, file) for file in files]
    if len(alone) < 2:
        return alone
    staged = _staged(alone)
    known = {file.folder: source for source, file in staged}
    pairs = [
        _joined(known[orders.folder], known[lines.folder], (orders, lines))
        for orders, lines in _pairs([file for _, file in staged])
    ]
    used = {part.key for pair in pairs for part in pair.files}
    return [*pairs, *(source for source in alone if source.key not in used)]


def _staged(alone: list[Source]) -> list[tuple[Source, Staged]]:
    """The files that can be read and are not loaded yet; the others' panels say why not.

    Raises Unfinished while one is being read.
    """
    found = []
    with st.spinner("Reading the files ..."), state.connect() as conn:
        for source in alone:
            draft = of(source)
            if draft.result or draft.stopped:
                continue
            try:
                found.append((source, draft.file(conn, source)))
            except work.Stopped as stopped:
                draft.stopped = str(stopped)
            except errors.IcpError:
                continue
    return found


def _pairs(staged: list[Staged]) -> list[tuple[Staged, Staged]]:
    """Remembered for these files, because every click runs the page again."""
    folders = tuple(file.folder for file in staged)
    last, pairs = st.session_state.get("upload_pairs", ((), []))
    if last != folders:
        with state.connect() as conn:
            pairs = joins.pairs(conn, staged)
        st.session_state["upload_pairs"] = folders, pairs
    return list(pairs)


def _joined(orders: Source, lines: Source, staged: tuple[Staged, Staged]) -> Source:
    """Both as one source, anew whenever one of them is read anew."""
    key = "-".join([orders.key, lines.key, *(file.folder.name for file in staged)])
    return Source(key, f"{orders.name} + {lines.name}", (orders, lines))
