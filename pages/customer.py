"""Customer: everything about one of them, with where it came from and why."""

import streamlit as st

from icp import customer
from ui import (
    customer_classes,
    customer_facts,
    customer_history,
    ended,
    notes_panel,
    open_customer,
    similar_panel,
    state,
    words,
)

open_customer.back()
heading = st.empty()
heading.title("Customer")
wanted = open_customer.wanted()
if not wanted:
    st.info("No customer is chosen: tick one in a table, or click one in a chart.")
    ended.page()

kept = state.ask(customer.merged_into, wanted)
customer_id = kept or wanted
name = state.ask(customer.name, customer_id)
heading.title(words.md(name), anchor=False)
if kept:
    st.info("The name you followed was merged with this customer, and counts here.")
if state.ask(customer.came_from, customer_id) is None:
    st.caption("In no customer list: only orders or other files name this customer.")
customer_history.headline(customer_id)

st.subheader("What we call them, and why", anchor=False)
customer_classes.draw(customer_id)

st.subheader("Orders over time", anchor=False)
customer_history.timeline(customer_id, name)

left, right = st.columns(2, gap="large")
with left:
    st.subheader("Facts", anchor=False)
    customer_facts.draw(customer_id)
with right:
    st.subheader("Notes", anchor=False)
    notes_panel.draw(customer_id)
    st.subheader("Similar customers", anchor=False)
    similar_panel.draw(customer_id)
customer_history.deals(customer_id)
customer_history.feedback(customer_id)
