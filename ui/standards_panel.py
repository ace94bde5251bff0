"""Standard values: what files write in many ways, brought to one, as the user decides."""

import pandas as pd
import streamlit as st

from icp import fields, standards, writer
from ui import problems, state, words


def draw() -> None:
    """Draw a field's written values with their standard, and the buttons that apply and undo."""
    st.write(
        "Files write the same thing in many ways. Here you decide what counts as one: nothing is "
        "changed before you apply it, what the files say is kept, and you can go back any time. "
        "Only values that differ in nothing but case and blanks are merged by themselves."
    )
    field = st.segmented_control(
        "Which fact?",
        standards.FIELDS,
        format_func=fields.TITLES.__getitem__,
        default=standards.FIELDS[0],
        required=True,
        key="standards_field",
    )
    shown = state.ask(standards.values, field)
    if shown.empty:
        st.info(
            f"Your customers have no {fields.TITLES[field].lower()} in words yet: bring in a "
            "customer list that has it."
        )
        return
    _headline(shown)
    edited = _table(field, shown)
    _buttons(field, shown, standards.chosen(shown, edited))


def _headline(shown: pd.DataFrame) -> None:
    known = words.plural(int(shown["customers"].sum()), "customer")
    st.subheader(f"{words.plural(len(shown), 'spelling')} for {known}", anchor=False)
    open_rows = shown[~shown["decided"] & (shown["standard"] != shown["written"])]
    suggested = open_rows.dropna(subset="standard")
    if suggested.empty:
        st.write("We have nothing more to suggest.")
        return
    st.write("We suggest:")
    lines = [_line(str(name), group) for name, group in suggested.groupby("standard")]
    st.markdown("\n".join(lines))


def _line(standard: str, group: pd.DataFrame) -> str:
    written = ", ".join(words.md(one) for one in group["written"])
    customers = words.plural(int(group["customers"].sum()), "customer")
    return f"- {written} → **{words.md(standard)}**: {customers}"


def _table(field: str, shown: pd.DataFrame) -> pd.DataFrame:
    options = dict.fromkeys([*standards.known(field), *shown["written"]])
    return st.data_editor(
        shown,
        key=f"standards_{field}_{state.workspace().name}_{state.version()}",
        hide_index=True,
        disabled=["written", "customers", "why"],
        placeholder="as written",
        column_order=["written", "customers", "standard", "why"],
        column_config={
            "written": st.column_config.TextColumn("In the files", pinned=True),
            "customers": st.column_config.NumberColumn("Customers", format="localized"),
            "standard": st.column_config.SelectboxColumn(
                "Counts as",
                options=list(options),
                help="Choose another, or empty the cell to leave the value as it is written.",
            ),
            "why": st.column_config.TextColumn("How sure"),
        },
    )


def _buttons(field: str, shown: pd.DataFrame, chosen: dict[str, str]) -> None:
    customers = int(shown.loc[shown["written"].isin(chosen), "customers"].sum())
    with st.container(horizontal=True):
        if st.button(
            f"Apply to {words.plural(customers, 'customer')}",
            key="standards_apply",
            type="primary",
            disabled=not chosen,
        ):
            at = state.now()
            _save(lambda conn: standards.decide(conn, field, chosen, at))
        if shown["decided"].any() and st.button(
            "Back to how the files write it", key="standards_undo", icon=":material/undo:"
        ):
            _save(lambda conn: standards.undo(conn, field))


def _save(change: writer.Change) -> None:
    with problems.shown():
        writer.submit(state.workspace().path, change).result()
        st.rerun()
