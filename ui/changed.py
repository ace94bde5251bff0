"""What a newer file changes among what is there, in words."""

import streamlit as st

from icp import changes, ingest
from ui import words

THINGS = {"customers": "customer", "orders": "order"}


def draw(found: changes.Changes | None) -> None:
    """What loading the file would change; nothing where it is the first of its kind."""
    if not found:
        return
    st.write(sentence(found))
    if found.look_known:
        st.warning(
            f"The data has rows like {words.number(found.look_known)} of these already (same "
            "customer, day and amount). Without order numbers they would count twice: if this "
            "file takes the place of an earlier one, undo that one below first.",
            icon=":material/content_copy:",
        )


def sentence(found: changes.Changes) -> str:
    """ "300 customers: 5 new, 12 changed, 283 the same; 4 in your data are not in this file"."""
    total = words.plural(found.new + found.known, THINGS[found.kind])
    text = f"{total}: {words.number(found.new)} new, {_known(found)}"
    if found.staying:
        are = "is" if found.staying == 1 else "are"
        stay = "stays" if found.staying == 1 else "stay"
        text += f"; {words.number(found.staying)} in your data {are} not in this file and {stay}"
    return f"{text}."


def loaded(result: ingest.Result) -> str:
    """ "300 rows loaded: 5 new customers, 12 changed, 283 the same."."""
    text, found = f"{words.plural(result.rows_loaded, result.unit)} loaded", result.changed
    if not found:
        return f"{text}."
    return f"{text}: {words.plural(found.new, f'new {THINGS[found.kind]}')}, {_known(found)}."


def _known(found: changes.Changes) -> str:
    if found.changed is None or found.same is None:
        return (
            f"{words.number(found.known)} known by number and renewed (in files of over "
            f"{words.number(changes.MOST)} rows we don't compare what is in them)"
        )
    return f"{words.number(found.changed)} changed, {words.number(found.same)} the same"
