"""The end of a page before its last line.

Not st.stop: after it the server keeps the fields of the page as they were while the browser forgets
them, and a field that comes back empty would be saved as empty.
"""

from typing import NoReturn


class Ended(Exception):
    """The page has said what it had to say; `ui/main.py` catches it."""


def page() -> NoReturn:
    """End the page here."""
    raise Ended
