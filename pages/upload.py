"""Upload: from what a company has to customers and orders that can be checked against the books."""

import streamlit as st

from ui import (
    alike_panel,
    files_panel,
    fill_in_panel,
    imports_panel,
    inbox_panel,
    own_data,
    privacy,
    rates_panel,
    services_panel,
    standards_panel,
    typed_panel,
)

SECTIONS = {
    "files": ("Bring in files", files_panel.draw),
    **({"inbox": ("From this computer", inbox_panel.draw)} if inbox_panel.is_allowed() else {}),
    "typed": ("Type or paste", typed_panel.draw),
    "gaps": ("Fill the gaps", fill_in_panel.draw),
    "alike": ("Names alike", alike_panel.draw),
    "standards": ("Standard values", standards_panel.draw),
    "services": ("Services", services_panel.draw),
}

st.title("Upload")
privacy.closed("Uploading")
own_data.ask_for()
st.session_state.setdefault("upload_section", "files")
section = st.segmented_control(
    "What do you want to do?",
    list(SECTIONS),
    format_func=lambda name: SECTIONS[name][0],
    required=True,
    key="upload_section",
    label_visibility="collapsed",
)
SECTIONS[section][1]()
imports_panel.draw()
rates_panel.draw()
