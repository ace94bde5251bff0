"""One file on its way in: what it is, what would be loaded, what stays out, and the button."""

import streamlit as st

from icp import db, errors, ingest, plans, rows, shapes, staging
from ui import check_panel, mapping_panel, questions_panel, rates_panel, state, words
from ui.draft import Draft, Source
from ui.draft import of as draft_of

KINDS = {"customers": "Customers", "orders": "Orders"}


def draw(source: Source) -> Draft:
    """Draw the steps for the file as far as they are possible, and give how far it is."""
    draft = draft_of(source)
    with st.container(border=True):
        st.subheader(words.md(source.name), anchor=False)
        if draft.result:
            st.success(f"{words.plural(draft.result.rows_loaded, draft.result.unit)} loaded.")
            return draft
        for one in source.parts:
            questions_panel.answered(one.key, draft_of(one))
        try:
            _steps(source, draft)
        except errors.RatesMissing as missing:
            rates_panel.ask(source.key, missing)
        except errors.Question as question:
            questions_panel.ask(source.key, draft, question)
        except errors.IcpError as error:
            st.error(words.md(error), icon=":material/info:")
    return draft


def _steps(source: Source, draft: Draft) -> None:
    with state.connect() as conn:
        with st.spinner("Reading the file ..."):
            file = draft.stage(conn, source)
        kind = _kind(source.key, file)
        with st.spinner("Reading the file ..."):
            staged = draft.shape(conn, source, kind)
        samples = staging.samples(conn, staged)
        mapping = mapping_panel.draw(source.key, staged, kind, samples)
        plan = plans.make(conn, staged, kind, mapping, **_answers(draft))
        if plan != draft.plan or draft.checked is None:
            with st.spinner("Checking every row ..."):
                draft.plan, draft.checked = plan, rows.check(conn, staged, plan)
        check_panel.draw(source.key, draft.checked, kind)
        pressed = st.button(
            f"Load {words.plural(draft.checked.rows_ready, draft.checked.unit)}",
            key=f"upload_load_{source.key}",
            type="primary",
            disabled=not draft.checked.rows_ready,
        )
        if pressed or "again" in draft.answers:
            _load(conn, draft, staged, plan, draft.checked)


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


def _answers(draft: Draft) -> dict[str, str | None]:
    return {name: draft.answers.get(name) for name in plans.ANSWERS}


def _kind(key: str, staged: staging.Staged) -> str:
    kind = st.segmented_control(
        "What is in this file?",
        list(KINDS),
        default=shapes.guess_kind(staged),
        format_func=KINDS.__getitem__,
        required=True,
        key=f"upload_kind_{key}",
        help="Customers: one row a customer. Orders: one row an invoice, or one row a line of it.",
    )
    return str(kind)
