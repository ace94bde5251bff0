"""Times each change of a control on the page about how recently, how often and how much.

python benchmarks/rfm.py [ORDERS]    (100,000 customers with 5,000,000 orders without an argument)

Each line is one run of the page on the server, from the change to the last element drawn, without
the browser. first: the data has to be asked; again: the best of three runs afterwards, when what
was asked is remembered. CPU is that of all threads of the process, for a machine that is shared.
"""

import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from streamlit.testing.v1 import AppTest

from benchmarks.many_customers import app, row, setting

VIEWS = ("groups", "orders", "movement", "customers", "cuts", "edit", "map")


def main() -> None:
    with app() as at:
        row("open the page", lambda: at.switch_page("../pages/segmentation.py").run(), at)
        for view in VIEWS:
            row(f"view: {view}", setting(at, "rfm_view", view), at)
        for window in ("24 months", "All", "12 months"):
            row(f"window: {window}", setting(at, "segmentation_window", window), at)
        for frequency in ("active_months", "projects", "products"):
            key = _key(at, "rfm_frequency_")
            row(f"how often: {frequency}", _choose(at, key, frequency), at)
        for method in ("r_package", "saas", "own"):
            row(f"cuts: {method}", _choose(at, _key(at, "rfm_method_"), method), at)


def _choose(at: AppTest, key: str, value: str) -> Callable[[], AppTest]:
    return lambda: at.selectbox(key=key).set_value(value).run()


def _key(at: AppTest, start: str) -> str:
    return next(one.key for one in at.selectbox if one.key and one.key.startswith(start))


if __name__ == "__main__":
    main()
