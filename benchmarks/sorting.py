"""Times each tap while customers are sorted by hand in a real browser.

python benchmarks/sorting.py [CUSTOMERS]    (40 without an argument)

40 customers are sorted, by tap on a phone's screen (390 px) and by keyboard on a laptop's
(1280 px), one action each. Measured in the page, from the press to the frame in which the next
customer stands there: network on the same machine, server, the commit to disk and the drawing.
"""

import os
import platform
import sys
import tempfile
import warnings
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests import sorting_by_tap as tapped  # noqa: E402
from tests.serving import browsing  # noqa: E402

SORTED = 40
PERCENTILES = (50, 75, 90, 95, 100)


def main(customers: int) -> None:
    print(f"{customers:,} customers, {SORTED} sorted; {platform.python_version()}, ", end="")
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n")
    print(
        "| screen | actions |" + "".join(f" {one} % |" for one in PERCENTILES) + " within 300 ms |"
    )
    print("|---|---|" + "---|" * (len(PERCENTILES) + 1))
    with (
        tempfile.TemporaryDirectory() as folder,
        browsing() as chromium,
        tapped.books(Path(folder), customers) as (server, made),
    ):
        url = f"{server.url}/segmentation?data={made.name}"
        for screen in tapped.SIZES:
            with tapped.sorting(chromium, screen, url, f"Ann {screen}") as page:
                taps, actions = tapped.sort(page, range(SORTED), touch=screen == "phone")
            _row(screen, np.array(taps), actions)


def _row(screen: str, taps: np.ndarray, actions: int) -> None:
    figures = "".join(f" {ms:.0f} ms |" for ms in np.percentile(taps, PERCENTILES))
    print(f"| {screen} | {actions} |{figures} {np.mean(taps < 300):.0%} |", flush=True)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main(int(sys.argv[1]) if len(sys.argv) > 1 else SORTED)
