"""Times each change of a control on the page about money, and weighs its charts.

python benchmarks/money.py [ORDERS [at-once]]    (5,000,000 orders of 100,000 customers without an
argument)

Read the words as in benchmarks/models.py; chart: what goes to the browser for the charts, in kB.
"""

import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from streamlit.testing.v1 import AppTest

from benchmarks.many_customers import HEAD, app, day_before, read_ahead, row, setting
from benchmarks.models import LISTED
from icp import costs

COSTS = "update order_lines set cost = amount * (hash(row_no) % 100) / 100"
SUPPORT = """
insert into feedback_rows (import_id, row_no, feedback_id, customer_id, given_on, hours)
select 1, i, 'S-' || i, 'C' || lpad((i % 100000)::varchar, 6, '0'),
    date '2025-01-01' + (hash(i) % 365)::integer, (hash(i * 3) % 80) / 10
from range(300000) support(i)
"""


def main() -> None:
    with app(COSTS, LISTED, SUPPORT, rates=costs.Rates(hours=5), head=(*HEAD, "chart, kB")) as at:
        row("open the page", lambda: at.switch_page("../pages/pareto.py").run(), at, heavy=True)
        read_ahead()
        for what, change in _changes(at):
            row(what, change, at, heavy=True)


def _changes(at: AppTest) -> list[tuple[str, Callable[[], AppTest]]]:
    """What is changed, one control after another; add a line for each view and control."""
    return [
        ("80 % to 70 %", lambda: at.slider(key="pareto_share").set_value(70).run()),
        ("70 % to 71 %", lambda: at.slider(key="pareto_share").set_value(71).run()),
        ("by margin", setting(at, "pareto_value", "margin")),
        ("by profit", setting(at, "pareto_value", "profit")),
        ("by orders", setting(at, "pareto_value", "orders")),
        ("by revenue", setting(at, "pareto_value", "revenue")),
        ("24 months", setting(at, "pareto_window", "24 months")),
        ("all months", setting(at, "pareto_window", "All")),
        ("split by industry", lambda: at.selectbox(key="pareto_split").set_value("industry").run()),
        ("one of them", lambda: _first(at, "pareto_only_industry")),
        ("another day in the sidebar", lambda: day_before(at)),
        ("view: how few it hangs on", setting(at, "pareto_view", "concentration")),
        ("every year", setting(at, "concentration_step", "Every year")),
        ("another day in the sidebar", lambda: day_before(at)),
        ("view: where profit is made", setting(at, "pareto_view", "whale")),
        ("by revenue", setting(at, "whale_by", "revenue")),
        ("another day in the sidebar", lambda: day_before(at)),
        ("view: effort", setting(at, "pareto_view", "effort")),
        ("another day in the sidebar", lambda: day_before(at)),
        ("view: who stays", setting(at, "pareto_view", "stays")),
        ("spend of each cohort", setting(at, "cohorts_shown", "money")),
        ("another day in the sidebar", lambda: day_before(at)),
        ("view: growth", setting(at, "pareto_view", "growth")),
        ("over 4 quarters", setting(at, "growth_quarters", 4)),
        ("another day in the sidebar", lambda: day_before(at)),
        ("view: slipping away", setting(at, "pareto_view", "slipping")),
        ("from 10 % less on", lambda: _typed(at, "slipping_recurring", 10)),
        ("another day in the sidebar", lambda: day_before(at)),
    ]


def _typed(at: AppTest, key: str, value: float) -> AppTest:
    return at.number_input(key=key).set_value(value).run()


def _first(at: AppTest, key: str) -> AppTest:
    return at.selectbox(key=key).select_index(0).run()


if __name__ == "__main__":
    main()
