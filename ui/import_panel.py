"""One file on its way in: what it is, what would be loaded, what stays out, and the button."""

from typing import Any

import streamlit as st

from icp import changes, db, errors, fields, ingest, plans, rows, shapes, staging, work
from ui import (
    changed,
    check_panel,
    mapping_panel,
    mend_panel,
    questions_panel,
    rates_panel,
    state,
    surplus_panel,
    waiting,
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
        if draft.stopped:
            st.info(draft.stopped, icon=":material/stop_circle:")
            st.button("Go on", key=f"upload_go_on_{source.key}", on_click=draft.go_on)
            return draft
        answered, asked = st.container(), None
        try:
            _steps(source, draft)
        except waiting.Unfinished:
            pass  # the bar is drawn, and the page runs again at the end
        except work.Stopped as stopped:
            draft.stopped = str(stopped)
            st.rerun()
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
        table = draft.table(conn, source)
        for one in source.files:
            surplus_panel.draw(one.key, draft_of(one), draft_of(one).file(conn, one))
        kind = _kind(source.key, draft, table)
        with st.spinner("Reading the file ..."):
            staged = draft.shape(conn, source, kind)
        samples = draft.samples[draft.shaped_for]
        mapping, own = mapping_panel.draw(draft.rows_key(source.key), staged, kind, samples, draft)
        _check(source.key, draft, staged, kind, mapping, own)
        check_panel.draw(source.key, draft.checked, kind)
        questions_panel.assumed(source.key, draft)
        mend_panel.draw(conn, source.key, draft, draft.file(conn, source))
        changed.draw(draft.changed)
        loading = waiting.begun(waiting.key_of("load", source.key))
        if _pressed(source.key, draft, loading) or "again" in draft.answers or loading:
            _load(source.key, draft, staged)


def _check(
    key: str,
    draft: Draft,
    staged: staging.Staged,
    kind: str,
    mapping: dict[str, str | None],
    own: dict[str, str | None],
) -> None:
    """Check the file anew where what it hangs on has changed."""
    given = (mapping, own, draft.before(), _answers(draft))
    asked = (staged.path, draft.rounds, draft.shaped_for, given, state.version())

    def step(conn: db.Connection, doing: work.Work[Any]) -> Any:
        doing.at(0.0, 0.2)
        plan = plans.make(conn, staged, kind, *given[:3], **given[3])
        doing.at(0.2, 1.0)
        checked = rows.check(conn, staged, plan)
        return asked, plan, checked, changes.compare(conn, plan, checked)

    # a file that is read anew has a folder of its own: a check of the one before is of no interest
    work_key = waiting.key_of("check", f"{key}_{staged.folder.name}")
    while draft.checked is None or draft.asked != asked:  # the outcome may be of earlier choices
        draft.asked, draft.plan, draft.checked, draft.changed = waiting.outcome(
            work_key, "Checking every row", staged.rows, step
        )


def _pressed(key: str, draft: Draft, loading: bool) -> bool:
    """Whether the rows are to be loaded; not while edits of left-out rows wait to be tried."""
    ready = draft.checked.rows_ready if draft.checked else 0
    pressed = st.button(
        f"Load {words.plural(ready, draft.checked.unit if draft.checked else 'row')}",
        key=f"upload_load_{key}",
        type="primary",
        disabled=loading or not ready,
    )
    untried = draft.untried()
    if pressed and untried:
        st.warning(
            f"{words.plural(untried, 'row')} edited and not tried yet: try again first so that "
            "nothing is lost.",
            icon=":material/edit:",
        )
    return pressed and not untried


def _load(key: str, draft: Draft, staged: staging.Staged) -> None:
    plan, checked, at, again = draft.plan, draft.checked, state.now(), draft.answers.get("again")

    def step(conn: db.Connection, _: work.Work[Any]) -> ingest.Result:
        return ingest.commit(conn, staged, plan, checked, at=at, again=again)

    rows_ready = checked.rows_ready if checked else 0
    draft.result = waiting.outcome(
        waiting.key_of("load", key), "Loading, all rows or none", rows_ready, step
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
