"""What holds of every cell of a big file's columns is told once, and changes no result."""

import re

import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from icp import ingest, plans, reader_uniform, rows, uniform
from tests.bad_inputs import named

LINES, LONG = 8_000, 250 * "x"  # over 2 MB: read the short way
CELLS = st.lists(
    st.one_of(
        st.text(st.sampled_from("ab~! é\u00a0-.,0159"), max_size=7),
        st.from_regex(r"-?[0-9]{1,14}\.[0-9]{2}", fullmatch=True),
        st.from_regex(r"[!-}][ -~]{3,6}[!-~]", fullmatch=True),
    ),
    min_size=1,
    max_size=4,
)


@given(before=CELLS, cells=CELLS)
@example(before=["x"], cells=["-.500"])
@example(before=["x"], cells=["--1.00"])
@example(before=["x"], cells=["-1.00", "5.000", "12.0"])
@example(before=["x"], cells=["~~abcd"])
def test_what_is_told_of_a_column_holds_of_every_cell(before, cells):
    rows = pa.table({"c0": pa.array(before + cells)}).slice(len(before))
    held = reader_uniform.kept({thing: ["c0"] for thing in reader_uniform.TESTS}, rows)
    clean = all(re.fullmatch(r"[!-}].*[!-~]", one, re.S) and len(one.encode()) > 4 for one in cells)
    pointed = all(re.fullmatch(r"-?\d{1,13}\.\d\d", one, re.A) for one in cells)
    assert bool(held["clean"]) == clean
    assert not held["pointed"] or pointed
    if pointed and max(map(len, cells)) <= 16:
        assert held["pointed"]


def big(*odd):
    """A file of plain lines, with other lines in the middle."""
    lines = [
        f"INV-{n:06},C-{n:06},2024-{1 + n % 12:02}-09,{n % 977 - 99}.{n % 90 + 10},{LONG}"
        for n in range(LINES)
    ]
    middle = LINES // 2
    head = "Order ID,Customer ID,Date,Amount,Note"
    return named("\n".join([head, *lines[:middle], *odd, *lines[middle:]]))


def read(conn, content, **answers):
    """What is known of the columns, the evidence, and what comes in and stays out."""
    staged = ingest.stage(conn, content)
    try:
        plan = plans.make(conn, staged, **answers)
        checked = rows.check(conn, staged, plan)
        typed = conn.execute("from read_parquet($file)", {"file": str(checked.typed)}).fetchall()
        found = plans._evidence(conn, staged, plan)
        return uniform.of(conn, staged), found, checked.rejects.values.tolist(), typed
    finally:
        ingest.staging.discard(staged)


ODD = ["n/a,C1,2024-05-05,1.00,", " INV-1 ,total,2024-05-05,7.00,", "INV-2,null,2024-05-05,$12.5,"]
BLANK = ["INV-00,C-00000,2024-05-05,,"]


@pytest.mark.parametrize(
    ("odd", "decimal", "clean", "pointed"),
    [
        ([], None, ["c0", "c1"], ["c3"]),
        ([], ",", ["c0", "c1"], ["c3"]),
        (ODD, None, [], []),
        (BLANK, None, ["c0", "c1"], []),
    ],
)
def test_what_is_known_of_all_cells_changes_no_result(
    empty, monkeypatch, odd, decimal, clean, pointed
):
    known, *short = read(empty, big(*odd), decimal=decimal)
    assert known == {"clean": clean, "pointed": pointed}
    monkeypatch.setattr(uniform, "of", lambda *_: {"clean": [], "pointed": []})
    _, *long = read(empty, big(*odd), decimal=decimal)
    assert short == long


def test_nothing_is_known_of_small_files(empty):
    staged = ingest.stage(
        empty, named("Order ID,Customer,Date,Amount\nINV-1,Acme Ltd,2025-01-01,5.00\n")
    )
    assert uniform.of(empty, staged) == {"clean": [], "pointed": []}
    ingest.staging.discard(staged)
