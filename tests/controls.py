"""Every control that a page shows, changed to its other values one after another."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from streamlit.testing.v1 import AppTest

PAGES: dict[str, tuple[str, ...]] = {
    "segmentation": (
        *("groups", "tiers", "sort", "status", "high_value", "behaviours", "attitudes", "slices"),
    ),
    "pareto": ("pareto", "concentration", "whale", "effort", "stays", "growth", "slipping"),
}
KINDS = ("segmented_control", "pills", "selectbox", "number_input", "slider", "toggle", "checkbox")
KINDS += ("multiselect", "radio", "date_input")
MOST = 40  # choices of one control


def changes(
    at: AppTest, known: set[str], most: int = MOST
) -> Iterator[tuple[str, Callable[[], AppTest]]]:
    """What can be changed next, in words, and the change; it is to be made before the next.

    known: keys of controls to leave alone; most: how many other values of each control, before it
    is as it was. Where a change brings other controls on screen, those follow.
    """
    while new := [(kind, one.key) for kind, one in _controls(at) if one.key not in known]:
        for kind, key in new:
            known.add(key)
            if (one := _find(at, kind, key)) is None:
                continue
            for value in [*_others(one, kind)[:most], one.value]:
                if _find(at, kind, key) is None:
                    break  # it went away with what was chosen
                yield f"{key} = {value}", _set(at, kind, key, value)


def _controls(at: AppTest) -> Iterator[tuple[str, Any]]:
    for kind in KINDS:
        for one in getattr(at.main, kind):
            if one.key and not getattr(one, "disabled", False):
                yield kind, one


def _find(at: AppTest, kind: str, key: str) -> Any:
    return next((one for found, one in _controls(at) if (found, one.key) == (kind, key)), None)


def _set(at: AppTest, kind: str, key: str, value: Any) -> Callable[[], AppTest]:
    return lambda: _find(at, kind, key).set_value(value).run()


def _others(one: Any, kind: str) -> list[Any]:
    """Other values for a control: all choices of a few, a step for a number or a day."""
    if kind in ("toggle", "checkbox"):
        return [not one.value]
    if kind in ("number_input", "slider"):
        return _steps(one)
    if kind == "date_input":
        return [one.value - timedelta(1)]
    several = isinstance(one.value, list)
    return [[option] if several else option for option in one.options[:MOST]]


def _steps(one: Any) -> list[Any]:
    if isinstance(one.value, (tuple, list)):
        return []
    value, step = one.value or one.min or 1, one.step or 1
    return [value + step if one.max is None or value + step <= one.max else value - step]
