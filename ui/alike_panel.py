"""Names alike: which customers and products are the same, decided one by one or many at once."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from icp import aliases, alike, db, merges
from ui import problems, state, tables, words

SHOWN = 10
WHAT = {"customer": ("customers", "order"), "product": ("products", "order line")}


def draw() -> None:
    """Draw the names that look alike with what can be done about them, and what was decided."""
    if not state.summary().customers:
        st.info(
            "There are no names yet. Bring in customers or orders, and names that look alike are "
            "listed here.",
            icon=":material/upload_file:",
        )
        return
    st.write(
        "The same customer under two spellings counts as two. Say which are the same: they count "
        "as one from then on, nothing is rewritten, and every decision can be undone."
    )
    _in_the_list()
    _matched()
    for kind in alike.KINDS:
        _offer(kind)
    _decided()


def say_found(found: alike.Found) -> str | None:
    """ "Orders of 57 customers: 51 are in your list, 6 are not (12.3 k USD in all)"; None where
    there are no orders or no list."""
    if not found.customers or not found.listed:
        return None
    start = f"Orders of {words.plural(found.customers, 'customer')}"
    if not found.missing:
        return f"{start}: all are in your list."
    return (
        f"{start}: {words.number(found.found)} are in your list, {words.number(found.missing)} "
        f"{'is' if found.missing == 1 else 'are'} not ({state.money(found.missing_net)} in all)."
    )


def _in_the_list() -> None:
    found = state.ask(alike.found)
    if sentence := say_found(found):
        st.write(f"**{sentence}**")
    if found.listed and found.missing:
        with st.expander("Customers with orders who are not in your list"):
            missing = state.ask(alike.missing)
            st.dataframe(
                missing.head(tables.MOST), hide_index=True, column_config=_columns("order")
            )
            tables.download(missing, "customers-not-in-list", "alike_missing")


def _columns(thing: str) -> dict[str, object]:
    return {
        "name": st.column_config.TextColumn("Customer"),
        "orders": st.column_config.NumberColumn(f"{thing.capitalize()}s", format="localized"),
        "net": st.column_config.NumberColumn(state.in_currency("Revenue"), format="accounting"),
    }


def _offer(kind: str) -> None:
    things, _ = WHAT[kind]
    with st.spinner(f"Comparing the names of {things} ..."):
        pairs = state.ask(alike.pairs, kind)
    st.subheader(f"{things.capitalize()} alike", anchor=False)
    if pairs.empty:
        st.write(f"No two {things} look alike that you have not decided on.")
        return
    sure = pairs[pairs["sure"]]
    with st.container(horizontal=True, vertical_alignment="center"):
        why = "; sure where nothing but the spelling differs" if len(sure) else ""
        st.write(f"{words.plural(len(pairs), 'pair')}, the biggest money first{why}.")
        if len(sure) and st.button(
            f"Accept all that are sure ({words.number(len(sure))})",
            key=f"alike_all_{kind}",
            type="primary",
            icon=":material/done_all:",
        ):
            _decide(kind, _names(sure), merges.SAME)
    shown = st.session_state.get(f"alike_shown_{kind}", SHOWN)
    for row in pairs.head(shown).itertuples():
        _pair(kind, row)
    if len(pairs) > shown and st.button(
        f"Show {min(SHOWN, len(pairs) - shown)} more of {words.number(len(pairs))}",
        key=f"alike_more_{kind}",
    ):
        st.session_state[f"alike_shown_{kind}"] = shown + SHOWN
        st.rerun()


def _pair(kind: str, row: object) -> None:
    pair = [(row.written, row.kept)]
    key = f"{kind}_{row.written}_{row.kept}"
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(
            f"{_side(kind, row.written, row.written_name, row.written_orders, row.written_net)}  \n"
            f"counts as "
            f"{_side(kind, row.kept, row.kept_name, row.kept_orders, row.kept_net)}?  \n"
            f"*{row.why}{', sure' if row.sure else ''}*"
        )
        with st.container(horizontal=True, width="content"):
            if st.button("The same", key=f"alike_same_{key}", icon=":material/check:"):
                _decide(kind, pair, merges.SAME)
            if st.button("Different", key=f"alike_different_{key}", icon=":material/close:"):
                _decide(kind, pair, merges.DIFFERENT)


def _side(kind: str, name_id: str, name: str, orders: int, net: float) -> str:
    number = "" if name_id == name else f"number {words.md(name_id)}, "
    money = f", {state.money(net)}" if orders else ""
    return f"**{words.md(name)}** ({number}{words.plural(orders, WHAT[kind][1])}{money})"


def _matched() -> None:
    matched = state.ask(aliases.automatic)
    if matched.empty:
        return
    title = f"{words.plural(len(matched), 'name')} found in your list without asking"
    with st.expander(title):
        st.caption("Only capitals or blanks differ, and the list has the name once.")
        columns = {"written": "In the orders", "kept_name": "In your list", "kept": "Number"}
        ticked = _table(matched, columns, "alike_matched")
        if st.button("The ticked ones are different", key="alike_part", disabled=not len(ticked)):
            _decide("customer", _names(ticked), merges.DIFFERENT)


def _decided() -> None:
    decided = state.ask(merges.decisions)
    if decided.empty:
        return
    st.subheader("What you decided", anchor=False)
    shown = decided.assign(
        one=_called(decided, "written"),
        verdict=decided["decision"].map({merges.SAME: "counts as", merges.DIFFERENT: "is not"}),
        other=_called(decided, "kept"),
    )
    columns = {
        "kind": "What",
        "one": "Name",
        "verdict": "Decision",
        "other": "Other name",
        "decided_at": st.column_config.DatetimeColumn("When (UTC)", format="D MMM YYYY, HH:mm"),
    }
    ticked = _table(shown, columns, "alike_decided")
    if st.button(
        "Undo the ticked ones", key="alike_undo", icon=":material/undo:", disabled=not len(ticked)
    ):
        _undo(ticked)


def _called(decided: pd.DataFrame, side: str) -> pd.Series:
    """The name, with the number where there is one."""
    name, number = decided[f"{side}_name"], decided[side]
    return name.where(name == number, name + " (number " + number + ")")


def _table(frame: pd.DataFrame, columns: dict[str, object], key: str) -> pd.DataFrame:
    """Draw the table; the rows that are ticked."""
    shown = frame.head(tables.MOST)
    ticked = st.dataframe(
        shown[list(columns)],
        key=f"{key}_{state.version()}",
        hide_index=True,
        on_select="rerun",
        selection_mode="multi-row",
        column_config=columns,
    ).selection.rows
    return shown.iloc[ticked]


def _names(frame: pd.DataFrame) -> list[aliases.Pair]:
    return list(zip(frame["written"], frame["kept"], strict=True))


def _decide(kind: str, pairs: Sequence[aliases.Pair], decision: str) -> None:
    at = state.now()

    def change(conn: db.Connection) -> None:
        merges.decide(conn, kind, pairs, decision, at)

    _save(change)


def _undo(ticked: pd.DataFrame) -> None:
    by_kind = {kind: _names(rows) for kind, rows in ticked.groupby("kind")}

    def change(conn: db.Connection) -> None:
        for kind, pairs in by_kind.items():
            merges.undo(conn, kind, pairs)

    _save(change)


def _save(change: object) -> None:
    with problems.shown():
        with st.spinner("Counting anew ..."):
            state.change(change)
        st.rerun()
