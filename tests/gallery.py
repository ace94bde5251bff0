"""Everything from Streamlit that the pages draw with, and hostile text, for test_browser.py."""

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from tests import hostile
from ui import words

TABLE = pd.DataFrame({"name": [hostile.TEXT, "b"], "n": [1, 2]})

st.title("Gallery")
st.plotly_chart(go.Figure(go.Bar(x=["a", "b"], y=[1, 2])), key="chart")
st.plotly_chart(go.Figure(go.Heatmap(z=[[1, 2], [3, 4]])), key="heat")
st.dataframe(TABLE, key="table")
st.data_editor(TABLE, key="editor")
st.file_uploader("File", key="file")
st.download_button("Download", b"x", "x.csv")
with st.container(key="hostile"):
    text = words.md(hostile.TEXT)
    st.subheader(text)
    st.write(text)
    st.markdown(f"- {text}")
    st.caption(text)
    st.info(text)
    st.error(text)
    st.metric(text, text, help=text)
    st.button(text)
    st.text_input(text)
    st.checkbox(text)
    st.expander(text, expanded=True).write("inside")
    st.tabs([text, "other"])
    st.table(pd.DataFrame({"shown": [text]}))
