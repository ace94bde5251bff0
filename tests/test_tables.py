"""Tables are searched, filtered and sorted as a whole, and downloaded under the words on screen."""

import io

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from icp import export


def page(rows):
    import pandas as pd
    import streamlit as st

    from ui import tables

    frame = pd.DataFrame(
        {
            "customer_id": [f"c{n}" for n in range(rows)],
            "name": [f"Customer {n}" for n in range(rows)],
            "tier": ["A", "B", None, "D"] * (rows // 4),
            "share": [n / rows for n in range(rows)],
            "hidden": 1,
        }
    )
    columns = {
        "name": st.column_config.TextColumn("Customer"),
        "tier": st.column_config.TextColumn("Tier"),
        "share": st.column_config.NumberColumn("Share", format="percent"),
    }
    tables.customers(frame, "t", columns, "customers")


@pytest.fixture
def saved(monkeypatch):
    """The frames that were downloaded."""
    frames = []
    from ui import tables

    def button(label, data, **_):
        frames.append(data())

    monkeypatch.setattr(tables.st, "download_button", button)
    return frames


def shown(at):
    assert not at.exception
    return at.dataframe[0].value


def run(rows):
    return AppTest.from_function(page, kwargs={"rows": rows}, default_timeout=30).run()


def test_a_text_is_filtered_by_choice_and_a_share_in_percent(saved):
    at = run(8)
    at.multiselect(key="t_tier_picked").set_value(["A", "D"]).run()
    assert list(shown(at)["name"]) == ["Customer 0", "Customer 3", "Customer 4", "Customer 7"]
    at.selectbox(key="t_number").set_value("share").run()
    at.number_input(key="t_share_from").set_value(50.0).run()
    assert list(shown(at)["name"]) == ["Customer 4", "Customer 7"]
    at.number_input(key="t_share_to").set_value(50.0).run()
    assert list(shown(at)["name"]) == ["Customer 4"]
    assert at.caption[0].value.startswith("1 of 8 customers.")


def test_the_download_has_what_was_found_under_the_words_on_screen(saved):
    at = run(8)
    at.text_input(key="t_search").set_value("mer 3").run()
    csv, xlsx = saved[-2:]
    assert csv.decode("utf-8-sig").splitlines() == [
        "Customer number,Customer,Tier,Share",
        "c3,Customer 3,D,0.375",
    ]
    written = pd.read_excel(io.BytesIO(xlsx), engine="calamine")
    assert list(written) == ["Customer number", "Customer", "Tier", "Share"]


def test_more_rows_than_fit_are_sorted_as_a_whole(saved):
    at = run(2_000)
    assert len(shown(at)) == 1_000
    assert shown(at)["name"].iloc[0] == "Customer 0"
    at.selectbox(key="t_by").set_value("share").run()
    assert shown(at)["name"].iloc[0] == "Customer 1999"
    at.toggle(key="t_smallest").set_value(True).run()
    assert shown(at)["name"].iloc[0] == "Customer 0"


def test_few_rows_offer_no_sorting_of_their_own(saved):
    assert [one.key for one in run(8).selectbox] == ["t_number"]


def test_a_cell_that_looks_like_a_formula_is_text():
    assert b"'=1+1" in export.csv(pd.DataFrame({"Customer": ["=1+1"]}))
