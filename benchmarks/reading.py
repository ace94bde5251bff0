"""Times the reading of a big CSV file beside a bare DuckDB import of the same file.

python benchmarks/reading.py [LINES]    (5,000,000 order lines, 180 MB, without an argument)

bare: `create table as select * from read_csv(...)`, in a process of its own. staged: the file
read by `staging.stage`, every row checked, as text in a Parquet file. They run in turn, and the
best of each counts, as other programs only ever make it slower. long way: the same file with one
quoted line break, which the short way leaves to the exact parser. Peak memory is that of the
process that reads.
"""

import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


ORDERS = """
copy (
    select
        'INV-' || (100000 + i // 3) as "Invoice number",
        'C' || lpad((hash(i // 3) % 20000)::varchar, 5, '0') as "Customer ID",
        (date '2021-01-01' + (i // 3 % 1500)::int)::varchar as "Invoice date",
        (hash(i) % 90000 / 100.0)::decimal(10, 2) as "Amount"
    from range($lines) lines(i)
) to '{file}' (header)
"""
BARE = """
import duckdb, resource, sys, time
begin = time.perf_counter()
duckdb.sql(f"create table orders as select * from read_csv('{sys.argv[1]}')")
seconds = time.perf_counter() - begin
rows = duckdb.sql("select count(*) from orders").fetchall()[0][0]
print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, rows)
"""
STAGED = """
import resource, sys, time
sys.path.insert(0, sys.argv[2])
from icp import db, staging
with db.open(":memory:") as conn:
    begin = time.perf_counter()
    found = staging.stage(conn, sys.argv[1])
    seconds = time.perf_counter() - begin
    print(seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, found.rows)
    staging.discard(found)
"""


def generate(folder: Path, lines: int) -> tuple[Path, Path]:
    """The order lines, and the same with a line break inside quotes in the last line."""
    plain, quoted = folder / "orders.csv", folder / "quoted.csv"
    code = f"import duckdb; duckdb.execute('''{ORDERS.format(file=plain)}''', {{'lines': {lines}}})"
    subprocess.run([sys.executable, "-c", code], check=True)  # its memory is not to be counted
    shutil.copyfile(plain, quoted)
    with quoted.open("ab") as file:
        file.write(b'"INV-\n1",C1,2024-01-01,1.00\n')
    return plain, quoted


def measured(code: str, file: Path) -> tuple[float, float, int]:
    """Seconds, peak MB and rows that the code prints, run in a process of its own."""
    command = [sys.executable, "-c", code, str(file), str(ROOT)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    seconds, peak, rows = done.stdout.split()
    return float(seconds), int(peak) / 1024, int(rows)


def main(lines: int) -> None:
    """Print the times, the ratio and the memory."""
    with tempfile.TemporaryDirectory() as name:
        plain, quoted = generate(Path(name), lines)
        print(f"{lines:,} lines, {plain.stat().st_size / 1e6:.0f} MB, {platform.machine()}")
        runs = [(measured(BARE, plain), measured(STAGED, plain)) for _ in range(3)]
        slow, slow_peak, _ = measured(STAGED, quoted)
    bare, peak, _ = min(run[0] for run in runs)
    ours, memory, rows = min(run[1] for run in runs)
    assert rows == lines, f"{rows:,} rows staged of {lines:,}"
    print(f"bare DuckDB import     {bare:6.2f} s   peak {peak:5.0f} MB")
    print(f"staged (short way)     {ours:6.2f} s   peak {memory:5.0f} MB")
    print(f"ratio                  {ours / bare:6.2f}")
    print(f"staged (long way)      {slow:6.2f} s   peak {slow_peak:5.0f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000_000)
