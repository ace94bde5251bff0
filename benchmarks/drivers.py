"""Times each change of a control on the page of what the best share.

python benchmarks/drivers.py [ORDERS]    (5,000,000 orders of 100,000 customers without an argument)

Read the columns as in benchmarks/rfm.py.
"""

import os
import platform
import sys
import tempfile
import warnings
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from streamlit.testing.v1 import AppTest  # noqa: E402

from benchmarks.rfm import ORDERS, row, setting  # noqa: E402
from icp import daily, db, ideals, workspaces  # noqa: E402

LISTED = """
insert into customer_rows (
    import_id, row_no, customer_id, name, industry, employees, location, lead_source, nps,
    contact_title
)
select
    1, i, 'C' || lpad(i::varchar, 6, '0'), 'Company ' || i, 'Industry ' || (hash(i) % 20),
    (hash(i * 3) % 500)::varchar, 'Town ' || (hash(i * 7) % 800), 'Source ' || (hash(i * 11) % 8),
    hash(i * 5) % 11, 'Title ' || (hash(i * 13) % 12)
from range(100000) customers(i)
"""
OWN = """
insert into attributes
select 1, 'C' || lpad(i::varchar, 6, '0'), 'Own column ' || n, 'value ' || (hash(i * n) % 7)
from range(100000) customers(i)
cross join range(17, 22) columns(n)
"""


def main(orders: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SWEETSPOT_DATA"] = folder
        made = workspaces.create(Path(folder), "Many customers", "1")
        with db.open(made.path) as conn:
            conn.execute(ORDERS, {"orders": orders}).fetchall()
            for statement in (LISTED, OWN):
                conn.execute(statement).fetchall()
            daily.refresh(conn)
        print(f"{orders:,} orders; {platform.python_version()}, {os.cpu_count()} cores\n")
        print("| change | first, s | CPU | again, s | CPU |")
        print("|---|---|---|---|---|")
        at = AppTest.from_file(str(ROOT / "ui" / "main.py"), default_timeout=300)
        at.query_params["data"] = made.name
        at.run()
        row("open the page", lambda: at.switch_page("../pages/drivers.py").run(), at)
        for name in ideals.ALL:
            row(f"the best: {name}", setting(at, "drivers_best", name), at)
        setting(at, "drivers_best", "top")()
        for kind in ("after", "all", "before"):
            row(f"traits: {kind}", setting(at, "drivers_kind", kind), at)
        db.close_all()


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000_000)
