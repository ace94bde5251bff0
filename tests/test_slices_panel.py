"""Customers by what is known of them on the page, without a browser."""

import pytest

from icp import db
from tests.conftest import App, book
from tests.test_status_panel import fill, said

NASTY = "*Law* <b>&</b>"


def show(app, data=App.FILLED):
    at = app.visit("segmentation", data)
    return at.segmented_control(key="segmentation_view").set_value("slices").run()


@pytest.fixture
def listed(app):
    """c1 and c2 are law firms of 12 people, c3 a shop of 300; the other nine are unknown."""
    with db.open(app.filled.path) as conn, db.transaction(conn):
        conn.executemany(
            "insert into customer_rows (import_id, row_no, customer_id, industry, employees)"
            " values (1, ?, ?, ?, ?)",
            [(1, "c1", NASTY, "12"), (2, "c2", NASTY, "12"), (3, "c3", "Retail", "300")],
        )
        book(conn, [])
    return app


def test_the_answer_says_what_is_known(listed):
    # 12 months to 28 August 2025: c1 124 + 136 + 148, c2 125 + 137 + 149, c3 126 + 138 + 150
    at = show(listed)
    assert not at.exception
    assert at.subheader[0].value.replace("\\", "") == (
        f"Industry: {NASTY} brings most, 66 % of revenue from 67 % of 3 customers; of 9 it is not "
        "known."
    )
    table = at.dataframe[0].value
    assert table["value"].tolist() == [NASTY, "Retail", "unknown"]
    assert table["revenue"].tolist()[:2] == [408 + 411, 414]
    assert table["median"].tolist()[:2] == [409.5, 414]
    assert table["share"].iloc[0] == "2 of 2 (likely 34 to 100 %)"


def test_two_traits_are_crossed(listed):
    at = show(listed)
    at.selectbox(key="slices_second").set_value("employees").run()
    assert not at.exception
    assert at.subheader[0].value.replace("\\", "") == (
        f"{NASTY}, 10-49 people brings most: 819 from 2 customers. Both are known of 3 of 12."
    )
    assert at.dataframe[0].value["customers"].sum() == 12


def test_how_many_are_a_can_be_counted_instead(listed):
    at = show(listed)
    at.segmented_control(key="slices_count").set_value("tier").run()
    assert not at.exception
    assert at.dataframe[0].value["share"].str.contains(" of ").all()


def test_the_customers_of_a_slice_are_listed(listed):
    at = show(listed)
    at.multiselect(key="slices_picked_Industry").set_value([NASTY]).run()
    assert at.dataframe[1].value["name"].tolist() == ["c2", "c1"]


def test_without_a_customer_list_it_says_what_to_upload(app):
    assert "upload a customer list with industry, size or place" in said(show(app), "info")


def test_it_answers_with_few_and_with_many_customers(listed):
    for customers in (1, 3, 20, 1_100):
        fill(listed, customers)
        at = show(listed)
        assert not at.exception
        assert not at.error
        assert at.dataframe[0].value["customers"].sum() == customers
