"""Times each change of a control on the page of what the best share.

python benchmarks/drivers.py [ORDERS]    (5,000,000 orders of 100,000 customers without an argument)

Read the columns as in benchmarks/rfm.py.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.many_customers import app, row, setting
from icp import ideals

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


def main() -> None:
    with app(LISTED, OWN) as at:
        row("open the page", lambda: at.switch_page("../pages/drivers.py").run(), at)
        for name in ideals.ALL:
            row(f"the best: {name}", setting(at, "drivers_best", name), at)
        setting(at, "drivers_best", "top")()
        for kind in ("after", "all", "before"):
            row(f"traits: {kind}", setting(at, "drivers_kind", kind), at)


if __name__ == "__main__":
    main()
