"""Files of one's own computer, read where they are: from the inbox folder, or by their path."""

import hashlib
import os
from datetime import datetime
from pathlib import Path

import streamlit as st

from icp import errors
from ui import draft, files_panel, import_panel, problems, state, words
from ui.draft import Source

OWN = ("127.0.0.1", "localhost", "::1")


def is_allowed() -> bool:
    """Whether only this computer can reach the app, so that its files are the user's own."""
    return st.get_option("server.address") in OWN


def draw() -> None:
    """Draw the files of the inbox, the field for a path, and the steps of each that is chosen."""
    files_panel.brought()
    inbox = folder()
    st.write(
        "For big files, and for exports that come again and again: they are read where they are, "
        "without an upload and without a copy."
    )
    # a key of its own after each load, so that nothing stays chosen
    again = st.session_state.get("inbox_round", 0)
    found = files(inbox)
    chosen = st.multiselect(
        "Files in the inbox",
        [file.name for file in found],
        key=f"inbox_files_{again}",
        format_func=lambda name: _line(inbox / name),
        placeholder="Choose one or more" if found else "No files yet",
        help="The newest first. The folder can be another one: set SWEETSPOT_INBOX.",
    )
    st.caption(f"The inbox is the folder {words.md(inbox)}: put files into it.")
    typed = st.text_input(
        "Or the path of one file",
        key=f"inbox_path_{again}",
        placeholder="/home/me/exports/invoices.csv",
    )
    paths = [inbox / name for name in chosen]
    if typed.strip():
        with problems.shown():
            paths.append(at(typed))
    drafts = [import_panel.draw(source(path)) for path in dict.fromkeys(paths)]
    if drafts and all(one.result for one in drafts):
        st.session_state["inbox_round"] = again + 1
        draft.forget_all()
        st.rerun()


def folder() -> Path:
    """The inbox: SWEETSPOT_INBOX, or data/inbox."""
    path = Path(os.environ.get("SWEETSPOT_INBOX") or state.ROOT / "data" / "inbox").resolve()
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def files(inbox: Path) -> list[Path]:
    """The files that lie in the inbox itself, the newest first; no links to other places."""
    inside = [
        path
        for path in inbox.iterdir()
        if not path.is_symlink() and path.is_file() and not path.name.startswith(".")
    ]
    return sorted(inside, key=lambda path: path.stat().st_mtime, reverse=True)


def at(typed: str) -> Path:
    """The file at the path that was typed. Raises FileUnreadable where there is none."""
    try:
        path = Path(typed.strip().strip("\"'")).expanduser().resolve()
        if path.is_dir():
            raise errors.FileUnreadable("This is a folder: add the name of a file in it.")
        found = path.is_file()
    except (OSError, RuntimeError, ValueError):  # too long, forbidden, the home of nobody
        found = False
    if not found:
        raise errors.FileUnreadable(
            "There is no file at this path: check it, or copy it from the file manager."
        )
    if not os.access(path, os.R_OK):
        raise errors.FileUnreadable("This file may not be read by you: choose another, or copy it.")
    return path


def source(path: Path) -> Source:
    """The file as it is now; another one when it was written anew."""
    now = path.stat()
    seen = hashlib.sha256(f"{path} {now.st_size} {now.st_mtime_ns}".encode()).hexdigest()[:16]
    return Source(seen, path.name, path)


def _line(path: Path) -> str:
    if not path.is_file():  # taken away just now
        return path.name
    facts = path.stat()
    day = datetime.fromtimestamp(facts.st_mtime).date()  # noqa: DTZ006 - as the computer shows it
    return f"{path.name} ({_size(facts.st_size)}, {words.day(day)})"


def _size(size: int) -> str:
    return (
        f"{words.number(size / 1e6, 1)} MB"
        if size >= 100_000
        else f"{words.number(size / 1e3, 1)} kB"
    )
