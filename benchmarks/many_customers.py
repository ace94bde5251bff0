"""The app on the data of 100,000 customers, and how long each change of a control takes there."""

import os
import platform
import sys
import tempfile
import threading
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from streamlit.testing.v1 import AppTest  # noqa: E402

from icp import costs, daily, db, workspaces  # noqa: E402
from ui import beside  # noqa: E402

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
HEAD = ("change", "first, s", "CPU", "again, s", "CPU")


@contextmanager
def app(
    *statements: str, rates: costs.Rates | None = None, head: Sequence[str] = HEAD
) -> Iterator[AppTest]:
    """The app on so many orders as the command line says (5,000,000), and what else is inserted.

    Prints the head of a table, if it is not given of that which `row` fills. "at-once" after the
    number: nothing is read ahead.
    """
    warnings.simplefilter("ignore")
    given = sys.argv[1:]
    orders = int(given[0]) if given else 5_000_000
    if given[1:] == ["at-once"]:
        beside.begin = lambda *_: None
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SWEETSPOT_DATA"] = folder
        made = workspaces.create(Path(folder), "Many customers", "1")
        with db.open(made.path) as conn:
            conn.execute(ORDERS, {"orders": orders}).fetchall()
            for statement in statements:
                conn.execute(statement).fetchall()
            if rates:
                costs.save(conn, rates)
            begin = time.perf_counter()
            daily.refresh(conn)
            print(f"{orders:,} orders, refreshed in {time.perf_counter() - begin:.1f} s")
        print(f"{platform.python_version()}, {os.cpu_count()} cores\n")
        print(f"| {' | '.join(head)} |")
        print("|---" * len(head) + "|")
        at = AppTest.from_file(str(ROOT / "ui" / "main.py"), default_timeout=300)
        at.query_params["data"] = made.name
        at.run()
        yield at
        beside.stop()
        db.close_all()


def read_ahead() -> None:
    """Wait until what the other views ask is read, and print how long that took."""
    begin = time.perf_counter()
    settle()
    print(f"| (the other views are read ahead) | {time.perf_counter() - begin:.2f} | | | |")


def settle() -> None:
    """Wait until what is being read ahead is there."""
    for thread in threading.enumerate():
        if thread.name == beside.NAME:
            thread.join()


def row(what: str, change: Callable[[], AppTest], at: AppTest, heavy: bool = False) -> None:
    """Print how long the change takes at first and again, and how heavy the charts are.

    It is made by somebody who has looked at the page until all is read ahead.
    """
    settle()
    first = seconds(change)
    again = min(seconds(at.run) for _ in range(3))
    assert not at.exception, what
    figures = [f"{one:.2f}" for one in (*first, *again)]
    if heavy:
        figures.append(f"{_weight(at) / 1000:,.0f}")
    print(f"| {what} | {' | '.join(figures)} |", flush=True)


def seconds(change: Callable[[], AppTest]) -> tuple[float, float]:
    """How long the change takes: on the clock, and on the processors."""
    begin, cpu = time.perf_counter(), time.process_time()
    change()
    return time.perf_counter() - begin, time.process_time() - cpu


def setting(at: AppTest, key: str, value: str) -> Callable[[], AppTest]:
    """The choice of a value on a control, to be timed."""
    return lambda: at.segmented_control(key=key).set_value(value).run()


def day_before(at: AppTest) -> AppTest:
    """The page as of one day earlier than it is."""
    [chosen] = [one for one in at.sidebar.date_input if one.key == "as_of"]
    return chosen.set_value(chosen.value - timedelta(1)).run()


def _weight(at: AppTest) -> int:
    """The bytes of the charts that go to the browser."""
    return sum(len(one.proto.spec) for one in at.get("plotly_chart"))
