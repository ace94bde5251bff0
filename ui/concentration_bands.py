"""What the largest bring, each share beside its rule of thumb, which can be changed."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from icp import concentration, db, writer
from icp.concentration import Band, Concentration
from ui import privacy, problems, state, words

SAID = {"low": "comfortable", "middle": "watch it", "high": "risky"}


def draw(found: Concentration, rules: Mapping[int, Band]) -> None:
    """Draw the shares, and the rules where there are some to go by."""
    many = found.customers
    tops = [top for top in concentration.TOPS if top < many]
    if not tops:
        return
    rows = [
        {
            "who": title(top),
            "share": found.top_shares[top],
            "value": found.top_shares[top] * found.total,
            "equal": top / many,
            "rule": _ruled(found.top_shares[top], rules.get(top), top / many),
        }
        for top in tops
    ]
    number, text = st.column_config.NumberColumn, st.column_config.TextColumn
    columns = {
        "who": text("Who", pinned=True),
        "share": number("Share", format="percent", help="Of all revenue, net of refunds."),
        "rule": text("By the rule of thumb", width="medium"),
        "value": number(state.in_currency("Revenue"), format="accounting"),
        "equal": number("If all were equal", format="percent"),
    }
    if not rules:
        del columns["rule"]
    st.dataframe(
        privacy.amounts(pd.DataFrame(rows)[list(columns)]),
        hide_index=True,
        height="content",
        column_config=columns,
    )
    if many <= concentration.TOPS[-1]:
        st.caption(f"All {words.number(many)} customers together bring 100 %.")
    if rules:
        st.caption("The sentence above goes by the worst of these rules of thumb.")
        _change(rules)


def title(top: int) -> str:
    """ "The largest", "The 3 largest"."""
    return "The largest" if top == 1 else f"The {top} largest"


def _ruled(share: float, band: Band | None, equal: float) -> str:
    if band is None:
        return "none is published"
    low, high = words.percent(band.low), words.percent(band.high)
    verdict = band.verdict(share)
    bounds = {"low": f"below {low}", "middle": f"{low} to {high}", "high": f"above {high}"}[verdict]
    few = ", as with any so few customers" if equal > band.high else ""
    return f"{SAID[verdict]}: {bounds}{few}"


def _change(rules: Mapping[int, Band]) -> None:
    with st.expander("Change the rule of thumb", icon=":material/rule:"):
        st.write(
            "A rule of thumb from practice, not science: what is below the first bound is "
            "comfortable, what is above the second is risky. For the 5 largest nobody has "
            "published one. The bounds are kept with your data."
        )
        with st.form("concentration_bands", border=False):
            with st.grid(2, min_column_width=200):
                given = {
                    top: (_bound(top, "low", band), _bound(top, "high", band))
                    for top, band in rules.items()
                }
            with st.container(horizontal=True):
                use = st.form_submit_button("Use these bounds", key="concentration_save")
                st.form_submit_button(
                    "Back to the usual ones", key="concentration_usual", on_click=_usual
                )
        if use:
            _use(given)


def _bound(top: int, which: str, band: Band) -> float:
    words_of = {"low": "comfortable below", "high": "risky above"}[which]
    return st.number_input(
        f"{title(top)}: {words_of} (%)",
        0.0,
        100.0,
        value=round(100 * getattr(band, which), 6),
        step=1.0,
        format="%g",
        key=_key(top, which),
    )


def _key(top: int, which: str) -> str:
    return f"concentration_{state.workspace().name}_{top}_{which}"


def _use(given: Mapping[int, tuple[float, float]]) -> None:
    with problems.shown():
        _save({top: Band(low / 100, high / 100) for top, (low, high) in given.items()})
        st.session_state["said"] = "The rule of thumb is kept; the sentence above follows it."
        st.rerun()


def _usual() -> None:
    _save({})
    for top in concentration.BANDS:
        for which in ("low", "high"):
            st.session_state.pop(_key(top, which), None)
    st.session_state["said"] = "The usual rule of thumb is back."


def _save(rules: Mapping[int, Band]) -> None:
    def change(conn: db.Connection) -> None:
        concentration.save_bands(conn, rules)

    writer.submit(state.workspace().path, change).result()
