"""Changes every control of the views about customers and money, and times each change.

python benchmarks/controls.py [ORDERS]    (5,000,000 orders of 100,000 customers without it)

Where a change brings other controls on screen, those are changed as well. A row for each view: how
many changes, the median and the slowest of them, and each one over the aim of 0.5 s.
"""

import statistics
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.many_customers import app, seconds, setting, settle
from benchmarks.models import JUDGED, LISTED
from benchmarks.money import COSTS, SUPPORT
from icp import costs
from tests.controls import PAGES, changes

AIM = 0.5
HEAD = ("view", "changes", "median, s", "slowest, s", f"over {AIM} s")


def main() -> None:
    with app(COSTS, LISTED, SUPPORT, JUDGED, rates=costs.Rates(hours=5), head=HEAD) as at:
        for page, views in PAGES.items():
            at.switch_page(f"../pages/{page}.py").run()
            for view in views:
                settle()
                took = {"(the view is chosen)": seconds(setting(at, f"{page}_view", view))[0]}
                for what, change in changes(at, {f"{page}_view"}):
                    settle()
                    took[what] = seconds(change)[0]
                    assert not at.exception, what
                _row(view, took)


def _row(view: str, took: dict[str, float]) -> None:
    over = [f"{what} {time:.2f}" for what, time in took.items() if time > AIM]
    figures = f"{statistics.median(took.values()):.2f} | {max(took.values()):.2f}"
    print(f"| {view} | {len(took)} | {figures} | {', '.join(over) or 'none'} |", flush=True)


if __name__ == "__main__":
    main()
