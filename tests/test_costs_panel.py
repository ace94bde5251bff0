"""What serving costs, entered on the page, without a browser."""

import pytest

from icp import costs, db
from tests.conftest import App
from tests.test_status_panel import said
from tests.test_whale_panel import FOUR, fill, show

KEY = f"costs_{App.FILLED}"


def entered(app):
    with db.open(app.filled.path) as conn:
        return costs.load(conn).entered


def use(at, **rates):
    for item, rate in rates.items():
        at.number_input(key=f"{KEY}_{item}").set_value(rate)
    return at.button(key="costs_save").click().run()


def test_a_cost_that_is_emptied_counts_no_more(app):
    fill(app, FOUR)
    at = show(app)
    assert at.number_input(key=f"{KEY}_hours").value == 10
    use(at, hours=None, tickets=2.5)
    assert entered(app) == {"tickets": 2.5}
    assert at.number_input(key=f"{KEY}_hours").value is None
    use(at, tickets=None)
    assert entered(app) == {}
    assert "No cost counts any more" in said(at, "toast", "success")
    assert at.subheader[0].value.startswith("Before cost to serve")


@pytest.mark.parametrize("rate", [999999999999.0, -5.0])
def test_an_absurd_cost_is_refused_in_words_and_the_page_goes_on(app, rate):
    fill(app, FOUR)
    at = show(app)
    use(at, hours=rate)
    assert not at.exception
    assert "enter 0 to 1,000,000,000, or leave it blank" in said(at, "error")
    assert entered(app) == {"hours": 10}
    assert list(at.dataframe[0].value["name"]) == ["d", "c"]


@pytest.mark.parametrize("view", ["whale", "effort", "pareto", "growth"])
def test_the_largest_costs_can_be_added_up(app, view):
    fill(app, {"a": (100, 40, 99999), "b": (50, 0, 1e9), "c": (90, 60, 5)}, rate=costs.MOST)
    at = show(app, view)
    assert not at.exception
    assert not at.error
