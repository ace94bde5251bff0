"""The sample company's file of data: made at the first start, and whenever it is wanted back."""

import threading
from pathlib import Path

from icp import db, errors, ingest, workspaces
from ui import state

LABEL = "Alder Point IT (sample company)"
FILES = ("customers.csv", "invoices.csv", "support.csv", "deals.csv", "prospects.csv")

_making = threading.Lock()


def file() -> Path:
    """Where its data lies, or will."""
    return state.folder() / f"{state.SAMPLE}.duckdb"


def ensure() -> None:
    """Make its data if it is missing or from before the first release.

    It appears whole or not at all.
    """
    path = file()
    with _making:
        if not path.exists() or _is_older(path):
            workspaces.delete(path)
            draft = path.with_name(f"{state.SAMPLE}.part")
            workspaces.delete(draft)
            with db.open(draft) as conn:
                _load(conn)
            workspaces.rename(draft, LABEL)
            db.close(draft)
            draft.rename(path)


def _is_older(path: Path) -> bool:
    try:
        db.open(path).close()
    except errors.WorkspaceUnavailable as error:
        return isinstance(error, errors.WorkspaceOlder)
    return False


def _load(conn: db.Connection) -> None:
    for name in FILES:
        ingest.load(conn, state.ROOT / "data" / "sample" / name, at=state.now())
