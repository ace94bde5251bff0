"""Times each change of a control on the views of tiers, status, high value, behaviour and slices.

python benchmarks/models.py [ORDERS [at-once]]    (5,000,000 orders of 100,000 customers without an
argument)

at-once: a view is opened without waiting until it has been read ahead. Read the columns as in
benchmarks/rfm.py.
"""

import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from streamlit.testing.v1 import AppTest

from benchmarks.many_customers import app, day_before, read_ahead, row, setting

LISTED = """
insert into customer_rows (import_id, row_no, customer_id, name, industry, employees, nps)
select
    1, i, 'C' || lpad(i::varchar, 6, '0'), 'Company ' || i, 'Industry ' || (hash(i) % 12),
    (hash(i * 3) % 500)::varchar, hash(i * 5) % 11
from range(100000) customers(i)
"""
JUDGED = """
insert into judgements
select i, 'C' || lpad(i::varchar, 6, '0'), trait, value, timestamp '2025-12-01', null
from range(50000) customers(i)
cross join (
    values ('Glad when they call', '4'), ('Result they get', 'high')
) judged(trait, value)
"""


def main() -> None:
    with app(LISTED, JUDGED) as at:
        row("open the page", lambda: at.switch_page("../pages/segmentation.py").run(), at)
        read_ahead()
        _views(at)


def _views(at: AppTest) -> None:
    def view(name: str) -> None:
        row(f"view: {name}", setting(at, "segmentation_view", name), at)

    def day() -> None:
        row("another day in the sidebar", lambda: day_before(at), at)

    view("tiers")
    row("another weight", _weight(at), at)
    day()
    view("status")
    row("active for 60 days", _typed(at, "status_active_days", 60), at)
    row("won back within 12 months", _typed(at, "status_back_months", 12), at)
    day()
    view("high_value")
    row("the top 10 %", setting(at, "high_value_rule", "Top 10 %"), at)
    day()
    row("by margin", setting(at, "high_value_of", "margin"), at)
    view("behaviours")
    row("unhappy up to NPS 5", _typed(at, "behaviours_unhappy_nps", 5), at)
    day()
    view("attitudes")
    day()
    view("slices")
    day()
    row("by employees", _chosen(at, "slices_first", "employees"), at)
    row("and by industry", _chosen(at, "slices_second", "industry"), at)
    row("who are A", setting(at, "slices_count", "tier"), at)


def _weight(at: AppTest) -> Callable[[], AppTest]:
    """Five more points of the first weight."""
    one = next(one for one in at.slider if str(one.key).startswith("tiers_weight_"))
    return lambda: one.set_value(one.value + 5).run()


def _typed(at: AppTest, key: str, value: int) -> Callable[[], AppTest]:
    return lambda: at.number_input(key=key).set_value(value).run()


def _chosen(at: AppTest, key: str, value: str) -> Callable[[], AppTest]:
    return lambda: at.selectbox(key=key).set_value(value).run()


if __name__ == "__main__":
    main()
