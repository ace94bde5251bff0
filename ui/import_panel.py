"""One file on its way in: what it is, what would be loaded, what stays out, and the button."""

import streamlit as st

from icp import changes, db, errors, fields, ingest, plans, rows, shapes, staging
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
from ui.draft import of as draft_of


def draw(source: Source) -> Draft:
    """Draw the steps for the file as far as they are possible, and give how far it is."""
    draft = draft_of(source)
    with st.container(border=True):
        st.subheader(words.md(source.name), anchor=False)
        if draft.result:
            st.success(changed.loaded(draft.result))
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
            for one in {file.key: file for file in (*source.files, source)}.values():
                questions_panel.answered(one.key, draft_of(one), asked)
    return draft


def _steps(source: Source, draft: Draft) -> None:
    with state.connect() as conn:
        with st.spinner("Reading the file ..."):
            table = draft.table(conn, source)
        for one in source.files:
            surplus_panel.draw(one.key, draft_of(one), draft_of(one).file(conn, one))
        kind = _kind(source.key, draft, table)
        with st.spinner("Reading the file ..."):
            staged = draft.shape(conn, source, kind)
        samples = draft.samples[draft.shaped_for]
        mapping, own = mapping_panel.draw(draft.rows_key(source.key), staged, kind, samples, draft)
        plan = plans.make(conn, staged, kind, mapping, own, draft.before(), **_answers(draft))
        if plan != draft.plan or draft.checked is None:
            with st.spinner("Checking every row ..."):
                draft.plan, draft.checked = plan, rows.check(conn, staged, plan)
                draft.changed = changes.compare(conn, plan, draft.checked)
        check_panel.draw(source.key, draft.checked, kind)
        mend_panel.draw(conn, source.key, draft, draft.file(conn, source))
        changed.draw(draft.changed)
        if _pressed(source.key, draft, draft.checked) or "again" in draft.answers:
            _load(conn, draft, staged, plan, draft.checked)


def _pressed(key: str, draft: Draft, checked: rows.Checked) -> bool:
    """Whether the rows are to be loaded; not while edits of left-out rows wait to be tried."""
    pressed = st.button(
        f"Load {words.plural(checked.rows_ready, checked.unit)}",
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


def _answers(draft: Draft) -> dict[str, str | None]:
    return {name: draft.answers.get(name) for name in plans.ANSWERS}


def _kind(key: str, draft: Draft, table: staging.Staged) -> str:
    guess = draft.remembered.kind if draft.remembered else shapes.guess_kind(table)
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
