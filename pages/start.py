"""Where everybody begins: what is in the data, what to do next, and the files of data."""

import streamlit as st

from icp import overview
from ui import brought, came_in, links, state, words, workspaces_panel

st.title("Find your ideal customers in your own numbers")
st.write(
    "Sweetspot shows who your best customers are, what they have in common, and helps your team "
    "agree on whom to look for next. What you upload stays on the computer it runs on."
)

summary, lists = state.summary(), state.ask(overview.lists)
st.subheader(f"What is in {words.md(state.workspace().label)}")
if summary.orders:
    with st.grid(4, min_column_width=150):
        st.metric("Customers", words.number(summary.customers), border=True)
        st.metric("Orders", words.number(summary.orders), border=True)
        st.metric("Months", words.number(summary.months), border=True)
        st.metric("Revenue", state.money(summary.net), border=True)
    made_up = state.workspace().name == state.SAMPLE
    question = "A made-up company, to try things on." if made_up else "Does it match your books?"
    st.write(
        f"{words.plural(summary.with_orders, 'customer')} with orders from "
        f"{words.day(summary.first_on)} to {words.day(summary.last_on)}; "
        f"revenue is net of refunds. {question}"
    )
    with st.expander("By year"):
        came_in.by_year()
elif summary.customers:
    st.info(
        f"{words.plural(summary.customers, 'customer')} and no orders yet: upload the orders next."
    )
elif lists:
    st.info("No customers and no orders yet: upload them next.")
else:
    st.info("Nothing yet. Upload two files, customers and orders, to see your own numbers.")
if lists:
    st.write(f"Also here: {brought.also(lists)}.")

st.subheader("Next")
if summary.orders:
    links.to("pareto", "See how few customers bring most of the money")
    links.to("segmentation", "See who is loyal, growing on us or slipping")
    links.to("drivers", "See what your best customers share")
    links.to("interviews", "See whom to interview, and what to ask")
    links.to("persona", "Describe the customer you want more of")
    links.to("upload", "Bring in your own customers and orders")
else:
    links.to("upload", "Bring in customers and orders")
    links.to("interviews", "No customers yet? Write down what you believe, and ask people")

workspaces_panel.draw()
