"""One place that turns an error into words on the page."""

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from icp import errors
from ui import words

log = logging.getLogger("sweetspot")


def show(error: Exception) -> bool:
    """Show what the user can mend as its own sentence, the rest as a calm one with a reference.

    True, so that Streamlit shows nothing of its own.
    """
    if isinstance(error, errors.IcpError):
        st.error(words.md(error), icon=":material/info:")
        return True
    reference = secrets.token_hex(2)
    log.error("reference %s", reference, exc_info=error)
    st.error(
        f"Something went wrong on our side (reference {reference}). Nothing was lost: "
        "reload the page and try again. The log has the details under this reference.",
        icon=":material/error:",
    )
    return True


@contextmanager
def shown() -> Iterator[None]:
    """Show an error that the user can mend, and go on below."""
    try:
        yield
    except errors.IcpError as error:
        show(error)
