"""What a file leaves open: put to the user, kept, and shown with the way back."""

from datetime import date

import streamlit as st

from icp import errors, evidence
from icp.reader_answers import ALL_SHEETS
from ui import state, words
from ui.draft import Draft

FIRST_DAY = date(1990, 1, 1)
ANSWERED = {
    "sheet": "Sheet",
    "header": "Row with the column names",
    "encoding": "Letters are written as",
    "separator": "Columns are separated by",
    "surplus": "Torn texts are joined in",
    "day_first": "First in dates",
    "decimal": "Before the cents stands",
    "currency": "Currency",
    "cents": "Amounts are in cents",
    "discount": "Discounts are written as",
    "tax": "Tax in the amounts",
    "date": "Counted from",
    "count": "The rows are",
    "duplicates": "Rows that stand there twice",
    "again": "Load the same content again",
}
IN_WORDS = {
    "day_first": evidence.DAYS,
    "decimal": evidence.DECIMALS,
    "discount": {"percent": "percent", "share": "shares of 1"},
    "tax": {"off": "taken off", "keep": "not taken off"},
    "duplicates": {"first": "only the first counts", "all": "all count"},
}
ALL = "all with the same columns, as one table"


def said(option: str, answer: str) -> str:
    """An answer in words: "First in dates: the day (31/12)"."""
    shown = ALL if answer == ALL_SHEETS else IN_WORDS.get(option, {}).get(answer, answer)
    return f"{ANSWERED.get(option, option)}: {words.md(shown)}"


def answered(key: str, draft: Draft, asked: str | None = None) -> None:
    """What the user answered, now or for an earlier file, with the way back; not what is asked."""
    before = draft.before()
    for option, answer in {**before, **draft.answers}.items():
        if option == asked:
            continue
        with st.container(horizontal=True, vertical_alignment="center"):
            since = " (as for the earlier file)" if option in before else ""
            st.caption(f"{said(option, answer)}{since}")
            st.button(
                "Change",
                key=f"upload_change_{option}_{key}",
                type="tertiary",
                on_click=draft.forget,
                args=(option,),
            )


def assumed(key: str, draft: Draft) -> None:
    """The way to read "1,234" otherwise, where only custom makes it a thousand."""
    if draft.plan and (example := draft.plan.thousands):
        st.button(
            words.md(f"No, {example} is {example.replace(',', '.')}"),
            key=f"upload_decimals_{key}",
            type="tertiary",
            icon=":material/decimal_increase:",
            help="Choose this if the comma separates decimals, three in every number.",
            on_click=draft.answers.__setitem__,
            args=("decimal", ","),
        )


def ask(key: str, draft: Draft, question: errors.Question) -> None:
    """Put the question; the answer is kept, also where the next run would not ask again."""
    st.warning(words.md(question), icon=":material/help:")
    if not question.choices:
        _ask_day(f"upload_{question.option}_{key}", draft, question.option)
    with st.container(horizontal=True):
        for choice, label in question.choices.items():
            st.button(
                words.md(label),
                key=f"upload_{question.option}_{choice}_{key}",
                on_click=draft.answers.__setitem__,
                args=(question.option, choice),
            )


def _ask_day(key: str, draft: Draft, option: str) -> None:
    with st.form(f"{key}_form", border=False, width="content"):
        day = st.date_input(
            "Day",
            None,
            min_value=FIRST_DAY,
            max_value=state.now().date(),
            format="YYYY-MM-DD",
            key=key,
        )
        if st.form_submit_button("Use this day", key=f"{key}_use") and day:
            draft.answers[option] = day.isoformat()
            st.rerun()
