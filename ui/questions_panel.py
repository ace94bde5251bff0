"""What a file leaves open: put to the user, kept, and shown with the way back."""

import streamlit as st

from icp import errors
from icp.reader_answers import ALL_SHEETS
from ui import words
from ui.draft import Draft

ANSWERED = {
    "sheet": "Sheet",
    "header": "Row with the column names",
    "encoding": "Letters are written as",
    "separator": "Columns are separated by",
    "day_first": "The day comes first in dates",
    "decimal": "Sign before the cents",
    "currency": "Currency",
    "cents": "Amounts are in cents",
    "discount": "Discounts are written as",
    "duplicates": "Rows that stand there twice",
    "again": "Load the same content again",
}
ALL = "all with the same columns, as one table"


def answered(key: str, draft: Draft) -> None:
    """What the user answered, with the way back."""
    for option, answer in draft.answers.items():
        with st.container(horizontal=True, vertical_alignment="center"):
            shown = ALL if answer == ALL_SHEETS else answer
            st.caption(f"{ANSWERED.get(option, option)}: {words.md(shown)}")
            st.button(
                "Change",
                key=f"upload_change_{option}_{key}",
                type="tertiary",
                on_click=draft.forget,
                args=(option,),
            )


def ask(key: str, draft: Draft, question: errors.Question) -> None:
    """Put the question; the answer is kept, also where the next run would not ask again."""
    st.warning(words.md(question), icon=":material/help:")
    with st.container(horizontal=True):
        for choice, label in question.choices.items():
            st.button(
                words.md(label),
                key=f"upload_{question.option}_{choice}_{key}",
                on_click=draft.answers.__setitem__,
                args=(question.option, choice),
            )
