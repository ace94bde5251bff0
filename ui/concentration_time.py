"""How the share of the largest changed from one window of 12 months to the next."""

import pandas as pd
import streamlit as st

from icp import concentration
from ui import charts, figures_concentration, open_customer, state, views, words

FEW = 3
STEPS = {"Every quarter": 3, "Every year": 12}
USUAL = "Every quarter"


def draw() -> None:
    """Draw the lines and the table of the windows that the orders cover."""
    st.subheader("The same over time", anchor=False)
    step = STEPS[
        st.segmented_control(
            "A look back",
            list(STEPS),
            default=USUAL,
            required=True,
            help="Always over the 12 months before, counted back from the day in the sidebar.",
            **views.keep("concentration_step"),
        )
    ]
    found = state.ask(concentration.over_time, state.as_of(), "net", step)
    windows = found[found["covered"] & found["top_1_share"].notna()].reset_index(drop=True)
    left_out = _left_out(int(found["covered"].sum()), len(windows))
    if len(windows) < 2:
        st.info(f"How it changed cannot be known yet: two times 12 months are needed. {left_out}")
        return
    if windows["customers"].max() == 1:
        st.info(f"There was one customer each time, with all of the revenue. {left_out}")
        return
    st.write(_sentence(windows))
    picture = figures_concentration.over_time_chart(windows)
    clicked = charts.draw(picture, "concentration_time", windows, _columns())
    if clicked and (of := clicked.get("customdata")):
        open_customer.go(of[1])
    picked = open_customer.ticked(
        windows.iloc[::-1], "concentration_windows", "The windows of 12 months", _columns()
    )
    if picked is not None:
        open_customer.go(str(windows["customer_id"].iloc[-1 - picked]))
    st.caption(f"A click on a line or the tick of a row opens who was the largest. {left_out}")


def _sentence(windows: pd.DataFrame) -> str:
    first, last = windows.iloc[0], windows.iloc[-1]
    few = windows["customers"].max() <= FEW
    who, share = ("largest", "top_1_share") if few else (f"{FEW} largest", "top_3_share")
    return (
        f"The {who} brought {words.percent(first[share])} in the 12 months up to "
        f"{words.day(first['ends_on'])} and {words.percent(last[share])} in those up to "
        f"{words.day(last['ends_on'])}; as if you had "
        f"{words.number(first['effective_customers'])} equal customers then and "
        f"{words.number(last['effective_customers'])} at the end."
    )


def _left_out(covered: int, shown: int) -> str:
    """How many of the windows are not shown, and why."""
    said, known = "", state.summary()
    if missing := concentration.WINDOWS - covered:
        said = (
            f"{missing} of {concentration.WINDOWS} times are left out: your orders, from "
            f"{words.day(known.first_on)} to {words.day(known.last_on)}, do not fill the 12 months "
            "before them."
        )
    if nothing := covered - shown:
        said += f" {nothing} are left out because no revenue above zero remained."
    return said.strip()


def _columns() -> dict[str, object]:
    number = st.column_config.NumberColumn
    return {
        "ends_on": st.column_config.DateColumn("12 months up to", format="D MMM YYYY", pinned=True),
        "name": st.column_config.TextColumn("The largest"),
        "top_1_share": number("Their share", format="percent"),
        "top_3_share": number("3 largest", format="percent"),
        "top_10_share": number("10 largest", format="percent"),
        "effective_customers": number(
            "As if equal", format="%.0f", help="As if you had so many equal customers."
        ),
        "customers": number("Customers", format="localized"),
        "total": number(state.in_currency("Revenue"), format="accounting"),
    }
