"""The files of data in a folder: list, create, rename, delete, back up and restore them.

A file's name is made from its label and a token, so that nothing a user types becomes a path; the
label itself is kept inside the file.
"""

import re
import shutil
import threading
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from icp import db, errors

LONGEST_LABEL = 80
MAGIC_AT, MAGIC = 8, b"DUCK"


@dataclass(frozen=True)
class Workspace:
    """One file of data; `problem` is a sentence where it cannot be opened."""

    name: str
    label: str
    path: Path
    problem: str | None = None


_naming = threading.Lock()


def listing(folder: Path) -> list[Workspace]:
    """The workspaces in `folder` by label, damaged ones too."""
    found = [_read(path) for path in folder.glob("*.duckdb")]
    return sorted(found, key=lambda workspace: (workspace.label.casefold(), workspace.name))


def create(folder: Path, label: str, token: str) -> Workspace:
    """A new, empty workspace; `token` makes its file name unique."""
    with _naming:
        label = free_label(folder, label)
        path = folder / f"{_slug(label)}-{token}.duckdb"
        with db.open(path) as conn:
            _write_label(conn, label)
    return Workspace(path.stem, label, path)


def rename(path: Path, label: str) -> Workspace:
    """The workspace at `path` under its new label; the file keeps its name."""
    with _naming:
        label = free_label(path.parent, label, but=path)
        with db.open(path) as conn:
            _write_label(conn, label)
    return Workspace(path.stem, label, path)


def delete(path: Path) -> None:
    """Remove the workspace at `path` with its journal."""
    db.close(path)
    for file in (path, _journal(path)):
        file.unlink(missing_ok=True)


def tidy(folder: Path) -> None:
    """Remove what a process that was cut off has left behind: staged files, copies, drafts."""
    shutil.rmtree(folder / "tmp", ignore_errors=True)
    for draft in folder.glob("*.part"):
        draft.unlink()


def backup(path: Path, target_name: str) -> Path:
    """A consistent copy of the workspace in the folder for temporary files; remove it after use."""
    if not re.fullmatch(r"[\w-]+", target_name):
        raise ValueError(f"not a plain name: {target_name}")
    target = path.parent / "tmp" / f"{target_name}.duckdb"
    db.copy(path, target)
    return target


def restore(folder: Path, file: BinaryIO, token: str) -> Workspace:
    """A new workspace from a backup, under the backup's own label with "(restored)" if need be.

    Raises FileUnreadable when the file is not a backup, or damaged.
    """
    start = file.read(MAGIC_AT + len(MAGIC))
    if start[MAGIC_AT:] != MAGIC:
        raise errors.FileUnreadable(
            "This file is not a backup: choose one that was downloaded here, ending in .duckdb."
        )
    draft = folder / f"restoring-{token}.part"
    try:
        with draft.open("wb") as copy:
            copy.write(start)
            shutil.copyfileobj(file, copy)
        with _naming:
            return _adopt(draft, token)
    finally:
        delete(draft)


def free_label(folder: Path, label: str, but: Path | None = None) -> str:
    """`label`, trimmed; raises RuleInvalid when it cannot be used or another workspace has it."""
    label = " ".join(label.split())
    if not 1 <= len(label) <= LONGEST_LABEL or not label.isprintable():
        raise errors.RuleInvalid(f"Give it a name of 1 to {LONGEST_LABEL} characters.")
    if label.casefold() in _labels(folder, but):
        raise errors.RuleInvalid(f"There already is data named {label}: choose another name.")
    return label


def _adopt(draft: Path, token: str) -> Workspace:
    try:
        with db.open(draft) as conn:
            db.distrust(conn)
        db.close(draft)
        with db.open(draft) as conn:
            own = db.one(conn, "select label from meta")
            label = _label_of_copy(draft.parent, own)
            _write_label(conn, label)
    except errors.WorkspaceNewer:
        raise
    except errors.WorkspaceUnavailable as error:
        raise errors.FileUnreadable(
            "This backup is damaged or not one of Sweetspot: choose another."
        ) from error
    db.close(draft)
    path = draft.with_name(f"{_slug(label)}-{token}.duckdb")
    draft.rename(path)
    return Workspace(path.stem, label, path)


def _label_of_copy(folder: Path, label: str) -> str:
    taken = _labels(folder)
    number = 1
    candidate = label
    while candidate.casefold() in taken:
        ending = " (restored)" if number == 1 else f" (restored {number})"
        candidate = label[: LONGEST_LABEL - len(ending)] + ending
        number += 1
    return candidate


def _labels(folder: Path, but: Path | None = None) -> set[str]:
    return {one.label.casefold() for one in listing(folder) if one.path != but}


def _write_label(conn: db.Connection, label: str) -> None:
    with db.import_lock(conn), db.transaction(conn):
        conn.execute("update meta set label = $label", {"label": label})


def _read(path: Path) -> Workspace:
    try:
        with path.open("rb") as file:
            if file.read(MAGIC_AT + len(MAGIC))[MAGIC_AT:] != MAGIC:
                raise errors.FileUnreadable(db.not_ours(path.name))
        with db.open(path) as conn:
            return Workspace(path.stem, db.one(conn, "select label from meta"), path)
    except errors.IcpError as error:
        return Workspace(path.stem, path.stem, path, str(error))


def _journal(path: Path) -> Path:
    return path.with_name(f"{path.name}.wal")


def _slug(label: str) -> str:
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-") or "data"
