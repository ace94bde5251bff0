"""The frame: menu, data, "as of" date, and one place for errors."""

import sys
from contextlib import suppress
from pathlib import Path
from typing import Literal

import streamlit as st

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from ui import ended, frame, privacy, problems  # noqa: E402

PAGES = {
    "": [
        ("start", "Start", "home", "What is in your data, and where to go next."),
        ("upload", "Upload", "upload_file", "Bring in customers and orders from files."),
    ],
    "Find": [
        ("segmentation", "Customers", "groups", "Who buys how recently, how often, how much."),
        ("pareto", "Money", "bar_chart", "How few customers bring most of the money."),
        ("drivers", "Best customers", "star", "What your best customers share."),
        ("customer", "Customer", "person", "Everything about one customer.", "hidden"),
    ],
    "Decide": [
        ("interviews", "Interviews", "forum", "Whom to ask, what, and what they said."),
        ("persona", "Profile", "badge", "Describe the customer you want more of."),
    ],
}


def page(
    file: str,
    title: str,
    icon: str,
    about: str,
    visibility: Literal["visible", "hidden"] = "visible",
) -> st.Page:
    return st.Page(
        ROOT / "pages" / f"{file}.py",
        title=title,
        icon=f":material/{icon}:",
        url_path=file,
        default=file == "start",
        help=about,
        visibility=visibility,
    )


st.set_page_config(layout="wide", page_icon=str(ROOT / "ui" / "icon.svg"))
st.logo(ROOT / "ui" / "logo.svg", icon_image=ROOT / "ui" / "logo.svg", size="large")
current = st.navigation(
    {section: [page(*entry) for entry in entries] for section, entries in PAGES.items()}
)
here = current.url_path or "start"
titles = {entry[0]: entry[1] for entries in PAGES.values() for entry in entries}
st.session_state["page"] = here, titles[here]
if here != "customer":
    st.query_params.pop("id", None)
if here != "interviews":
    st.query_params.pop("interview", None)
with suppress(ended.Ended), problems.shown():
    frame.choose_workspace()
    frame.choose_as_of()
    privacy.draw()
    frame.say_where()
    current.run()
