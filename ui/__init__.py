"""Streamlit glue: the frame, what pages share, figures."""
