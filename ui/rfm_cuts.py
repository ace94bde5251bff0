"""The cuts in days, orders and money; kept under a name, they score later data alike."""

import streamlit as st

from icp import db, rfm, saved_cuts, writer
from ui import problems, rfm_words, state, window, words
from ui.rfm_choice import Choice


def draw(choice: Choice) -> None:
    """Draw what each score takes, a form that keeps the cuts, and those that were kept."""
    _table(choice)
    if choice.saved is None:
        _keep(choice)
    with state.connect() as conn:
        listed = saved_cuts.listing(conn)
    if listed:
        st.subheader("Saved cuts", anchor=False)
    for number, one in enumerate(listed):
        _saved(one, number)


def _table(choice: Choice) -> None:
    table = rfm_words.shown(rfm.in_words(choice.scores, choice.cuts, choice.frequency))
    table["dimension"] = table["dimension"].map(rfm_words.DIMENSIONS)
    st.dataframe(
        table[["dimension", "score", "words", "customers"]],
        hide_index=True,
        height="content",
        alt="What it takes to get each score, and how many customers did",
        column_config={
            "dimension": "Of what",
            "score": st.column_config.NumberColumn("Score", help="5 is best", width=60),
            "words": st.column_config.TextColumn(state.in_currency("What it takes"), width=320),
            "customers": st.column_config.NumberColumn("Customers", format="localized"),
        },
    )
    bins = ", ".join(
        f"{rfm_words.DIMENSIONS[k].lower()} {n}" for k, n in rfm.bins(choice.scores).items()
    )
    st.caption(f"Equal customers always get equal scores. Different scores there are: {bins}.")


def _keep(choice: Choice) -> None:
    st.write(
        "Keep these cuts under a name, and later data is scored by the same days, orders and money."
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input(
            "Name", key="rfm_cuts_name", placeholder="for example: Plan for next year"
        )
        pressed = st.button("Save these cuts", key="rfm_cuts_save", icon=":material/save:")
    if pressed:
        _save(
            saved_cuts.SavedCuts(
                name.strip(), choice.cuts, choice.frequency, choice.months, choice.as_of
            )
        )


def _save(saved: saved_cuts.SavedCuts) -> None:
    at = state.now()

    def change(conn: db.Connection) -> None:
        saved_cuts.save(conn, saved, at)

    with problems.shown():
        writer.submit(state.workspace().path, change).result()
        st.session_state["said"] = f"The cuts {words.md(saved.name)} are saved: choose them above."
        st.rerun()


def _saved(one: saved_cuts.SavedCuts, number: int) -> None:
    counted = rfm_words.FREQUENCIES[one.frequency].lower()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.write(
            f"**{words.md(one.name)}**: made on {words.day(one.made_on)}, "
            f"{window.in_words(one.window_months)}, for {counted}"
        )
        with st.popover("Delete", icon=":material/delete:"):
            st.write("They are gone for good then. No customer and no order is deleted.")
            if st.button("Delete the cuts", type="primary", key=f"rfm_cuts_delete_{number}"):
                _delete(one.name)


def _delete(name: str) -> None:
    def change(conn: db.Connection) -> None:
        saved_cuts.delete(conn, name)

    writer.submit(state.workspace().path, change).result()
    st.session_state["said"] = f"The cuts {words.md(name)} are deleted."
    st.rerun()
