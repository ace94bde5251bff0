"""Names alike: which customers and products are the same, decided one by one or many at once."""

import streamlit as st

from icp import alike, merges
from ui import decided_panel, state, tables, words

SHOWN = 10
WHAT = {"customer": ("customers", "order"), "product": ("products", "row")}


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
    decided_panel.matched()
    for kind in alike.KINDS:
        _offer(kind)
    decided_panel.draw()


def say_found(found: alike.Found) -> str | None:
    """ "Orders of 57 customers: 51 are in your list, 6 are not (12.3 k USD in all)"; None where
    there are no orders or no list."""
    if not found.customers or not found.listed:
        return None
    start = f"Orders of {words.plural(found.customers, 'customer')}"
    if not found.missing:
        return f"{start}: all are in your list."
    return (
        f"{start}: {_are(found.found)} in your list, {_are(found.missing)} not "
        f"({state.money(found.missing_net)} in all)."
    )


def _are(count: int) -> str:
    return f"{words.number(count)} {'is' if count == 1 else 'are'}"


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
            decided_panel.decide(kind, decided_panel.pairs(sure), merges.SAME)
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
                decided_panel.decide(kind, pair, merges.SAME)
            if st.button("Different", key=f"alike_different_{key}", icon=":material/close:"):
                decided_panel.decide(kind, pair, merges.DIFFERENT)


def _side(kind: str, name_id: str, name: str, orders: int, net: float) -> str:
    number = "" if name_id == name else f"number {words.md(name_id)}, "
    money = f", {state.money(net)}" if orders else ""
    return f"**{words.md(name)}** ({number}{words.plural(orders, WHAT[kind][1])}{money})"
