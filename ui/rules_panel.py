"""The rules that give products their service, in a table: try, save, or go back."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from icp import db, errors, services
from ui import problems, state, words

Rules = tuple[services.Rule, ...]


@dataclass
class Draft:
    """The rules in the table: as it began, as they are now, and how often it was begun anew."""

    start: Rules
    now: Rules
    begun: int = 0

    def begin(self, rules: Rules) -> None:
        """Begin the table anew with these rules, unsaved."""
        self.start = self.now = rules
        self.begun += 1


def starters(draft: Draft) -> None:
    """Buttons that put shipped rules into the table."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption("Replace the rules by those for:")
        for name, starter in services.starters().items():
            if st.button(starter.title, key=f"services_start_{name}"):
                draft.begin(starter.rules)
                st.rerun()


def edit(draft: Draft) -> None:
    """The table of rules; what stands in it goes to `draft.now`."""
    key = f"services_rules_{state.workspace().name}_{draft.begun}"
    if key not in st.session_state:
        draft.start = draft.now
    edited = st.data_editor(
        _frame(draft.start),
        key=key,
        num_rows="dynamic",
        hide_index=True,
        alt="Rules that give product names their service",
        column_config={
            "order": st.column_config.NumberColumn(
                "Order", width="small", help="The first rule that fits wins. 1.5 goes after 1."
            ),
            "how": st.column_config.SelectboxColumn(
                "The name", options=list(services.HOW.values()), default=services.HOW["words"]
            ),
            "pattern": st.column_config.TextColumn(
                "This text",
                width="large",
                help="Capitals and punctuation don't count. Part several texts by ;",
            ),
            "service": st.column_config.TextColumn("Service"),
            "kind": st.column_config.SelectboxColumn(
                "Kind of revenue", options=list(services.REVENUE_KINDS)
            ),
        },
    )
    draft.now = _rules(edited)


def _frame(rules: Rules) -> pd.DataFrame:
    rows = [
        (float(n), services.HOW[rule.how], rule.pattern, rule.service, rule.revenue_kind)
        for n, rule in enumerate(rules, start=1)
    ]
    frame = pd.DataFrame(rows, columns=["order", "how", "pattern", "service", "kind"])
    texts = dict.fromkeys(["how", "pattern", "service", "kind"], "string")
    return frame.astype({"order": "float64", **texts})


def _rules(edited: pd.DataFrame) -> Rules:
    """The rules of the table in their order; rows without an order come last, empty ones go out."""
    how = {title: name for name, title in services.HOW.items()}
    ordered = edited.sort_values("order", kind="stable", na_position="last")
    texts = ordered.astype(object).where(ordered.notna(), None)
    return tuple(
        services.Rule(
            how.get(row.how, "words"),
            (row.pattern or "").strip(),
            (row.service or "").strip(),
            row.kind,
        )
        for row in texts.itertuples()
        if row.pattern or row.service
    )


def save_or_not(draft: Draft, saved: Rules) -> None:
    """Where the table differs from what is saved: save it, or go back."""
    if draft.now == saved:
        return
    try:
        services.check(draft.now)
    except errors.RuleInvalid as problem:
        st.error(words.md(problem), icon=":material/info:")
    with st.container(horizontal=True):
        if st.button("Save the rules", type="primary", key="services_save"):
            _save(draft)
        if st.button("Back to what is saved", key="services_back", icon=":material/undo:"):
            draft.begin(saved)
            st.rerun()


def _save(draft: Draft) -> None:
    wanted = draft.now

    def change(conn: db.Connection) -> None:
        services.save(conn, wanted)

    with problems.shown():
        with st.spinner("Counting anew ..."):
            state.change(change)
        draft.begin(wanted)
        st.session_state["said"] = "The rules are saved and count from now on."
        st.rerun()
