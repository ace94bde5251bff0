"""One file on its way in: what it is, what would be loaded, what stays out, and the button."""

import streamlit as st

from icp import changes, db, errors, fields, ingest, mending, plans, rows, staging
from ui import (
    changed,
    check_panel,
    mapping_panel,
    mend_panel,
    questions_panel,
    rates_panel,
    state,
    surplus_panel,
    words,
)
from ui.draft import Draft, Source


def draw(source: Source) -> Draft:
    """Draw the steps for the file as far as they are possible, and give how far it is."""
    draft: Draft = st.session_state.setdefault("upload_drafts", {}).setdefault(
        (state.workspace().name, source.key), Draft()
    )
    with st.container(border=True):
        st.subheader(words.md(source.name), anchor=False)
        if draft.result:
            st.success(changed.loaded(draft.result.rows_loaded, draft.result.changed))
            return draft
        answered, asked = st.container(), None
        try:
            _steps(source, draft)
        except errors.RatesMissing as missing:
            rates_panel.ask(source.key, missing)
        except errors.Question as question:
            asked = question.option
            questions_panel.ask(source.key, draft, question)
        except errors.IcpError as error:
            st.error(words.md(error), icon=":material/info:")
        with answered:
            questions_panel.answered(source.key, draft, asked)
    return draft


def _steps(source: Source, draft: Draft) -> None:
    with state.connect() as conn:
        if draft.staged is None:
            with st.spinner("Reading the file ..."):
                draft.staged = ingest.stage(conn, source.content, source.name, **_reading(draft))
                draft.remembered = ingest.remembered(conn, draft.staged.columns)
        surplus_panel.draw(source.key, draft, draft.staged)
        if draft.tried and draft.mended is None:
            draft.mended = mending.mend(conn, draft.staged, draft.tried)
        staged = draft.mended or draft.staged
        kind = _kind(source.key, draft)
        if draft.samples is None:
            draft.samples = staging.samples(conn, draft.staged)
        mapping, own = mapping_panel.draw(
            draft.rows_key(source.key), staged, kind, draft.samples, draft
        )
        plan = plans.make(conn, staged, kind, mapping, own, draft.before(), **_answers(draft))
        if plan != draft.plan or draft.checked is None:
            with st.spinner("Checking every row ..."):
                draft.plan, draft.checked = plan, rows.check(conn, staged, plan)
                draft.changed = changes.compare(conn, plan, draft.checked)
        check_panel.draw(source.key, draft.checked, kind)
        mend_panel.draw(conn, source.key, draft, staged)
        changed.draw(draft.changed)
        if _pressed(source.key, draft, draft.checked) or "again" in draft.answers:
            _load(conn, draft, staged, plan, draft.checked)


def _pressed(key: str, draft: Draft, checked: rows.Checked) -> bool:
    """Whether the rows are to be loaded; not while edits of left-out rows wait to be tried."""
    pressed = st.button(
        f"Load {words.plural(checked.rows_ready, 'row')}",
        key=f"upload_load_{key}",
        type="primary",
        disabled=not checked.rows_ready,
    )
    untried = draft.untried()
    if pressed and untried:
        st.warning(
            f"{words.plural(untried, 'row')} edited and not tried yet: try again first so that "
            "nothing is lost.",
            icon=":material/edit:",
        )
    return pressed and not untried


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


def _reading(draft: Draft) -> dict[str, str]:
    """The answers that the reader of the file asked for, such as which sheet."""
    return {name: draft.answers[name] for name in staging.OPTIONS if name in draft.answers}


def _answers(draft: Draft) -> dict[str, str | None]:
    return {name: draft.answers.get(name) for name in plans.ANSWERS}


def _kind(key: str, draft: Draft) -> str:
    headers = draft.staged.columns if draft.staged else ()
    guess = draft.remembered.kind if draft.remembered else fields.guess_kind(headers)
    kind = st.segmented_control(
        "What is in this file?",
        list(fields.ABOUT),
        default=guess,
        format_func=lambda kind: fields.ABOUT[kind].title,
        required=True,
        key=f"upload_kind_{key}_{draft.fresh_starts}",
        help="\n\n".join(f"**{kind.title}**: {kind.help}" for kind in fields.ABOUT.values()),
    )
    return str(kind)
