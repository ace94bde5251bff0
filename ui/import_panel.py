"""One uploaded file: what it is, what would be loaded, what stays out and why, and the button."""

from dataclasses import dataclass, field
from datetime import timedelta

import streamlit as st
from streamlit.typing import UploadedFile

from icp import db, errors, fields, ingest, plans, rows, staging
from ui import came_in, state, tables, words

KINDS = {"customers": "Customers", "orders": "Orders"}
LEFT_OUT = "(not in this file)"
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
    "again": "Load the same content again",
}


@dataclass
class Draft:
    """How far the user is with a file: staged, checked by a plan, loaded."""

    staged: staging.Staged | None = None
    answers: dict[str, str] = field(default_factory=dict)
    plan: plans.Plan | None = None
    checked: rows.Checked | None = None
    result: ingest.Result | None = None


def draw(file: UploadedFile) -> Draft:
    """Draw the steps for the file as far as they are possible, and give how far it is."""
    draft: Draft = st.session_state.setdefault("upload_drafts", {}).setdefault(
        (state.workspace().name, file.file_id), Draft()
    )
    with st.container(border=True):
        st.subheader(words.md(file.name), anchor=False)
        if draft.result:
            st.success(f"{words.plural(draft.result.rows_loaded, 'row')} loaded.")
            return draft
        _show_answers(file, draft)
        try:
            _steps(file, draft)
        except errors.Question as question:
            _ask(file, draft, question)
        except errors.IcpError as error:
            st.error(words.md(error), icon=":material/info:")
    return draft


def _steps(file: UploadedFile, draft: Draft) -> None:
    with state.connect() as conn:
        if draft.staged is None:
            with st.spinner("Reading the file ..."):
                draft.staged = ingest.stage(conn, file, file.name, **_reading(draft))
        kind = _kind(file, draft.staged)
        mapping = _mapping(file, draft.staged, kind, staging.samples(conn, draft.staged))
        plan = plans.make(conn, draft.staged, kind, mapping, **_answers(draft))
        if plan != draft.plan or draft.checked is None:
            with st.spinner("Checking every row ..."):
                draft.plan, draft.checked = plan, rows.check(conn, draft.staged, plan)
        _show_check(file, draft.checked, kind)
        pressed = st.button(
            f"Load {words.plural(draft.checked.rows_ready, 'row')}",
            key=f"upload_load_{file.file_id}",
            type="primary",
            disabled=not draft.checked.rows_ready,
        )
        if pressed or "again" in draft.answers:
            _load(conn, draft, draft.staged, plan, draft.checked)


def _load(
    conn: db.Connection,
    draft: Draft,
    staged: staging.Staged,
    plan: plans.Plan,
    checked: rows.Checked,
) -> None:
    with st.spinner("Loading, all rows or none ..."):
        draft.result = ingest.commit(
            conn,
            staged,
            plan,
            checked,
            at=state.now(),
            again=draft.answers.get("again"),
        )
        st.session_state.setdefault("upload_came_in", {})[state.workspace().name] = draft.result
        staging.discard(staged)
    st.rerun()


def _show_answers(file: UploadedFile, draft: Draft) -> None:
    """What the user answered, with the way back."""
    for option, answer in draft.answers.items():
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(f"{ANSWERED.get(option, option)}: {words.md(answer)}")
            st.button(
                "Change",
                key=f"upload_change_{option}_{file.file_id}",
                type="tertiary",
                on_click=_forget,
                args=(draft, option),
            )


def _forget(draft: Draft, option: str) -> None:
    del draft.answers[option]
    if option in staging.OPTIONS and draft.staged:
        staging.discard(draft.staged)
        draft.staged = draft.checked = None


def _reading(draft: Draft) -> dict[str, str]:
    """The answers that the reader of the file asked for, such as which sheet."""
    return {name: draft.answers[name] for name in staging.OPTIONS if name in draft.answers}


def _answers(draft: Draft) -> dict[str, str | None]:
    return {name: draft.answers.get(name) for name in plans.ANSWERS}


def _ask(file: UploadedFile, draft: Draft, question: errors.Question) -> None:
    """Put the question; the answer is kept, also where the next run would not ask again."""
    st.warning(words.md(question), icon=":material/help:")
    with st.container(horizontal=True):
        for choice, label in question.choices.items():
            st.button(
                words.md(label),
                key=f"upload_{question.option}_{choice}_{file.file_id}",
                on_click=draft.answers.__setitem__,
                args=(question.option, choice),
            )


def _kind(file: UploadedFile, staged: staging.Staged) -> str:
    kind = st.segmented_control(
        "What is in this file?",
        list(KINDS),
        default=fields.guess_kind(staged.columns),
        format_func=KINDS.__getitem__,
        required=True,
        key=f"upload_kind_{file.file_id}",
        help="Customers: one row a customer. Orders: one row an invoice, or one row a line of it.",
    )
    return str(kind)


def _mapping(
    file: UploadedFile, staged: staging.Staged, kind: str, samples: list[list[str]]
) -> dict[str, str | None]:
    """Draw which column is what and give field -> header, None where the file has none."""
    guess = fields.guess(staged.columns, kind)
    examples = dict(zip(staged.columns, samples, strict=True))
    sure = all(match.sure == 100 for match in guess.values())
    complete = not fields.missing(kind, guess)
    choices = [LEFT_OUT, *staged.columns]
    chosen = {}
    with (
        st.expander(
            f"Which column is what: {len(guess)} of {len(staged.columns)} columns recognised",
            expanded=not (sure and complete),
        ),
        st.grid(3, min_column_width=240),
    ):
        for one in fields.KINDS[kind]:
            found = guess[one.name].header if one.name in guess else LEFT_OUT
            chosen[one.name] = st.selectbox(
                one.title,
                choices,
                index=choices.index(found),
                format_func=lambda header: _with_example(header, examples),
                key=f"upload_{kind}_{one.name}_{file.file_id}",
            )
    return {name: None if header == LEFT_OUT else header for name, header in chosen.items()}


def _with_example(header: str, examples: dict[str, list[str]]) -> str:
    values = ", ".join(examples.get(header, [])[:3])
    return f"{header}: {values[:40]}" if values else header


def _show_check(file: UploadedFile, checked: rows.Checked, kind: str) -> None:
    totals = checked.totals
    parts = [
        f"**{words.number(checked.rows_read)}** rows in the file",
        f"**{words.number(checked.rows_ready)}** ready to load",
        f"**{words.number(checked.rows_refused)}** left out",
    ]
    st.write(" · ".join(parts))
    if kind == "orders" and checked.rows_ready:
        st.write(
            f"{words.plural(totals.orders or 0, 'order')} of "
            f"{words.plural(totals.customers, 'customer')}, "
            f"{words.number(totals.amount, 2)} in all, from {words.day(totals.first_on)} to "
            f"{words.day(totals.last_on)}."
        )
    if totals.last_on and totals.last_on > state.now().date() + timedelta(days=1):
        st.warning(
            f"The newest order is dated {words.day(totals.last_on)}, in the future: check the "
            "dates before you load.",
            icon=":material/event_busy:",
        )
    for note in checked.notes:
        st.caption(words.md(note))
    if checked.rows_refused:
        _show_left_out(file, checked)


def _show_left_out(file: UploadedFile, checked: rows.Checked) -> None:
    with st.expander(f"Left out: {came_in.left_out(checked.left_out)}"):
        st.dataframe(checked.rejects.head(tables.MOST), hide_index=True)
        if len(checked.rejects) > tables.MOST:
            st.caption(f"The first {tables.MOST:,}; the download has all.")
        tables.download(checked.rejects, "left-out-rows", f"upload_rejects_{file.file_id}")
