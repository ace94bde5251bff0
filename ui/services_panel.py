"""Services: the rules that group product names, to be edited and tried before they count."""

import pandas as pd
import streamlit as st

from icp import services
from ui import rules_panel, state, tables, words
from ui.rules_panel import Draft, Rules


def draw() -> None:
    """Draw what the rules come to, the rules, and every product with its service."""
    saved: Rules = tuple(state.ask(services.rules))
    if not len(state.ask(services.fitted, saved)):
        st.info(
            "None of the orders says what was sold. Bring in order or invoice lines with a column "
            "for the product or service, and their names are grouped here into a few services, "
            "recurring, project or resale.",
            icon=":material/upload_file:",
        )
        return
    drafts = st.session_state.setdefault("services_drafts", {})
    draft = drafts.setdefault(state.workspace().name, Draft(saved, saved))
    headline = st.container()
    rules_panel.starters(draft)
    rules_panel.edit(draft)
    usable = tuple(rule for rule in draft.now if rule.pattern and rule.service)
    products = state.ask(services.fitted, usable)
    with headline:
        _say(products, draft.now != saved, bool(saved))
    rules_panel.save_or_not(draft, saved)
    _show(draft, products)


def _say(products: pd.DataFrame, changed: bool, any_saved: bool) -> None:
    found = services.summary(products)
    left = f"{words.number(found.left_over)} left over" if found.left_over else "none left over"
    share = (
        f" ({words.percent(found.left_over_share)} of the money)"
        if found.left_over and found.left_over_share is not None
        else ""
    )
    st.subheader(
        f"{words.plural(found.products, 'product name')}, "
        f"{words.plural(found.services, 'service')}, {left}{share}",
        anchor=False,
    )
    if changed:
        st.warning("Not saved yet: this is what the rules below would give.")
    elif not any_saved:
        st.write(
            "Group the names on your invoices into a few broad services. Start with rules that we "
            "prepared, or write your own; nothing counts before you save."
        )
    else:
        st.write(
            "These rules count: what customers buy is known by service, and where your file does "
            "not say whether a line is recurring, project or resale, the rule does."
        )


def _show(draft: Draft, products: pd.DataFrame) -> None:
    st.subheader("Your products", anchor=False)
    wanted = st.text_input(
        "Search", key="services_search", placeholder="A part of the name", icon=":material/search:"
    )
    found = products[
        products["product"].str.lower().str.contains(wanted.strip().lower(), regex=False)
    ]
    shown = found.head(tables.MOST)
    ticked = st.dataframe(
        shown[["product", "service", "revenue_kind", "net", "lines", "position"]].fillna(
            {"service": "left over"}
        ),
        placeholder="",
        key=f"services_products_{draft.begun}",
        hide_index=True,
        on_select="rerun",
        selection_mode="multi-row",
        alt="Products with the service that the rules give them",
        column_config={
            "product": st.column_config.TextColumn("Product", width="medium", pinned=True),
            "service": "Service",
            "revenue_kind": "Kind of revenue",
            "net": st.column_config.NumberColumn(state.in_currency("Revenue"), format="accounting"),
            "lines": st.column_config.NumberColumn("Lines", format="localized"),
            "position": st.column_config.NumberColumn("By rule", format="%d"),
        },
    ).selection.rows
    more = f"the first {words.number(len(shown))} of " if len(shown) < len(found) else ""
    st.caption(
        f"Left-overs first, then the biggest money; {more}"
        f"{words.plural(len(found), 'name')}. Tick names to put them into a service."
    )
    tables.download(found, "products-and-services", "services")
    if ticked:
        _put(draft, list(shown["product"].iloc[ticked]), products)


def _put(draft: Draft, names: list[str], products: pd.DataFrame) -> None:
    """A rule for the names that are ticked, put before the others."""
    known = sorted(products["service"].dropna().unique())
    with st.container(border=True, horizontal=True, vertical_alignment="bottom"):
        service = st.selectbox(
            f"Put {words.plural(len(names), 'name')} into",
            known,
            index=None,
            placeholder="A service, or a new one",
            accept_new_options=True,
            key="services_put",
        )
        kind = st.selectbox(
            "Kind of revenue", services.REVENUE_KINDS, index=None, key="services_put_kind"
        )
        if st.button("Add the rule", key="services_put_add", disabled=not service):
            pattern = "; ".join(name.replace(";", " ") for name in names)
            draft.begin((services.Rule("words", pattern, service, kind), *draft.now))
            st.rerun()
