"""Changes every control of the views about customers and money, and times each change.

python benchmarks/controls.py [ORDERS]    (5,000,000 orders of 100,000 customers without it)

Where a change brings other controls on screen, those are changed as well. A row for each view: how
many changes, the median and the slowest of them, and each one over the aim of 0.5 s.
"""

import statistics
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from streamlit.testing.v1 import AppTest

from benchmarks.many_customers import app, seconds, setting, settle
from benchmarks.models import JUDGED, LISTED
from benchmarks.money import COSTS, SUPPORT
from icp import costs

PAGES = {
    "segmentation": (
        *("groups", "tiers", "sort", "status", "high_value", "behaviours", "attitudes", "slices"),
    ),
    "pareto": ("pareto", "concentration", "whale", "effort", "stays", "growth", "slipping"),
}
KINDS = ("segmented_control", "pills", "selectbox", "number_input", "slider", "toggle", "checkbox")
KINDS += ("multiselect", "radio", "date_input")
AIM = 0.5
MOST = 40  # choices of one control
HEAD = ("view", "changes", "median, s", "slowest, s", f"over {AIM} s")


def main() -> None:
    with app(COSTS, LISTED, SUPPORT, JUDGED, rates=costs.Rates(hours=5), head=HEAD) as at:
        for page, views in PAGES.items():
            at.switch_page(f"../pages/{page}.py").run()
            for view in views:
                settle()
                took = {"(the view is chosen)": seconds(setting(at, f"{page}_view", view))[0]}
                took |= dict(_changes(at, {f"{page}_view"}))
                _row(view, took)


def _row(view: str, took: dict[str, float]) -> None:
    over = [f"{what} {time:.2f}" for what, time in took.items() if time > AIM]
    figures = f"{statistics.median(took.values()):.2f} | {max(took.values()):.2f}"
    print(f"| {view} | {len(took)} | {figures} | {', '.join(over) or 'none'} |", flush=True)


def _changes(at: AppTest, known: set[str]) -> Iterator[tuple[str, float]]:
    """Each value that each control can take next, and how long it takes to draw the page then."""
    while new := [(kind, one.key) for kind, one in _controls(at) if one.key not in known]:
        for kind, key in new:
            known.add(key)
            for value in _values(at, kind, key):
                if _find(at, kind, key) is None:
                    break  # it went away with what was chosen
                settle()
                what = f"{key} = {value}"
                yield what, seconds(_set(at, kind, key, value))[0]
                assert not at.exception, what


def _controls(at: AppTest) -> Iterator[tuple[str, Any]]:
    for kind in KINDS:
        for one in getattr(at.main, kind):
            if one.key and not getattr(one, "disabled", False):
                yield kind, one


def _find(at: AppTest, kind: str, key: str) -> Any:
    return next((one for found, one in _controls(at) if (found, one.key) == (kind, key)), None)


def _set(at: AppTest, kind: str, key: str, value: Any) -> Callable[[], AppTest]:
    return lambda: _find(at, kind, key).set_value(value).run()


def _values(at: AppTest, kind: str, key: str) -> list[Any]:
    """Other values for a control: all choices of a few, a step for a number or a day."""
    one = _find(at, kind, key)
    if one is None:
        return []
    if kind in ("toggle", "checkbox"):
        return [not one.value, one.value]
    if kind == "multiselect":
        return [[option] for option in one.options[:MOST]]
    if kind in ("number_input", "slider"):
        return _steps(one)
    if kind == "date_input":
        return [one.value - timedelta(1)]
    several = isinstance(one.value, list)
    return [*([option] if several else option for option in one.options[:MOST]), one.value]


def _steps(one: Any) -> list[Any]:
    if isinstance(one.value, (tuple, list)):
        return []
    value, step = one.value or one.min or 1, one.step or 1
    return [value + step if one.max is None or value + step <= one.max else value - step]


if __name__ == "__main__":
    main()
