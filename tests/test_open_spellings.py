"""Spellings that stand apart are named below the charts, with the way to decide, no browser."""

from datetime import datetime

import pytest

from icp import db, standards
from tests.conftest import App, book
from tests.test_status_panel import said

INDUSTRIES = ("Finacial services", "Mfg.", "Manufacturing", "Manufacturing", "Zzyzx")


def listed(app, industries=INDUSTRIES):
    with db.open(app.filled.path) as conn, db.transaction(conn):
        for n, industry in enumerate(industries, 1):
            conn.execute(
                "insert into customer_rows (import_id, row_no, customer_id, industry)"
                " values (2, ?, ?, ?)",
                [n, f"c{n}", industry],
            ).fetchall()
        book(conn, [])


def slices(app):
    at = app.visit("segmentation", App.FILLED)
    return at.segmented_control(key="segmentation_view").set_value("slices").run()


def test_the_chart_names_what_may_be_the_same_and_leads_there(app):
    listed(app)
    at = slices(app)
    told = said(at, "caption")
    assert "“Finacial services” for Financial services (1 customer)" in told
    assert "“Mfg.” for Manufacturing (1 customer)" in told
    assert "Zzyzx" not in told
    at.button(key="slices_spellings").click().run()
    assert not at.exception
    assert at.segmented_control(key="upload_section").value == "standards"
    assert at.segmented_control(key="standards_field").value == "industry"


@pytest.mark.parametrize("chosen", [{"Mfg.": "Manufacturing"}, {"Mfg.": "Mfg."}])
def test_what_is_decided_is_not_asked_again(app, chosen):
    listed(app, ("Mfg.", "Manufacturing"))
    with db.open(app.filled.path) as conn, db.transaction(conn):
        standards.decide(conn, "industry", chosen, datetime(2025, 9, 1))
    at = slices(app)
    assert not at.exception
    assert "Perhaps the same" not in said(at, "caption")
    assert "slices_spellings" not in [one.key for one in at.button]
