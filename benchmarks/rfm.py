"""Times each change of a control on the page about how recently, how often and how much.

python benchmarks/rfm.py [ORDERS]    (100,000 customers with 5,000,000 orders without an argument)

Each line is one run of the page on the server, from the change to the last element drawn, without
the browser. first: the data has to be asked; again: the best of three runs afterwards, when what
was asked is remembered. CPU is that of all threads of the process, for a machine that is shared.
"""

import os
import platform
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from streamlit.testing.v1 import AppTest  # noqa: E402

from icp import daily, db, workspaces  # noqa: E402

ORDERS = """
insert into order_lines (import_id, row_no, order_id, customer_id, order_on, amount, product,
    revenue_kind)
select
    1, i, 'INV-' || i, 'C' || lpad((hash(i) % 100000)::varchar, 6, '0'),
    date '2023-01-01' + (hash(i * 7) % 1095)::integer,
    ((hash(i * 3) % 90000) / 100.0 - 20)::decimal(18, 4), 'P' || (hash(i * 11) % 400),
    case hash(i * 5) % 4 when 0 then 'project' when 1 then 'resale' else 'recurring' end
from range($orders) orders(i)
"""
VIEWS = ("groups", "orders", "movement", "customers", "cuts", "edit", "map")


def main(orders: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SWEETSPOT_DATA"] = folder
        made = workspaces.create(Path(folder), "Many customers", "1")
        with db.open(made.path) as conn:
            conn.execute(ORDERS, {"orders": orders}).fetchall()
            begin = time.perf_counter()
            daily.refresh(conn)
            print(f"{orders:,} orders, refreshed in {time.perf_counter() - begin:.1f} s")
        print(f"{platform.python_version()}, {os.cpu_count()} cores\n")
        print("| change | first, s | CPU | again, s | CPU |")
        print("|---|---|---|---|---|")
        at = AppTest.from_file(str(ROOT / "ui" / "main.py"), default_timeout=300)
        at.query_params["data"] = made.name
        at.run()
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
        db.close_all()


def setting(at: AppTest, key: str, value: str) -> Callable[[], AppTest]:
    """The choice of a value on a control, to be timed."""
    return lambda: at.segmented_control(key=key).set_value(value).run()


def _choose(at: AppTest, key: str, value: str) -> Callable[[], AppTest]:
    return lambda: at.selectbox(key=key).set_value(value).run()


def _key(at: AppTest, start: str) -> str:
    return next(one.key for one in at.selectbox if one.key and one.key.startswith(start))


def row(what: str, change: Callable[[], AppTest], at: AppTest) -> None:
    """Print how long the change takes at first and again."""
    first = seconds(change)
    again = min(seconds(at.run) for _ in range(3))
    assert not at.exception, what
    figures = " | ".join(f"{seconds:.2f}" for seconds in (*first, *again))
    print(f"| {what} | {figures} |", flush=True)


def seconds(change: Callable[[], AppTest]) -> tuple[float, float]:
    """How long the change takes: on the clock, and on the processors."""
    begin, cpu = time.perf_counter(), time.process_time()
    change()
    return time.perf_counter() - begin, time.process_time() - cpu


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000_000)
