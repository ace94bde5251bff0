"""Profile: up to three pictures of the customer we want more of."""

import streamlit as st

from icp import persona
from ui import empty, persona_panel, state

st.title("The customer we want more of")
empty.needs_orders("you describe the customer you want more of")

with state.connect() as conn:
    saved = persona.listing(conn)
for one in saved:
    persona_panel.show(one)
if len(saved) < persona.MOST:
    persona_panel.start(has_others=bool(saved))
else:
    st.caption(
        "Three profiles are the most: with more, nobody is ideal any longer. Edit or delete one."
    )
