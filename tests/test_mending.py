"""Left-out rows that are edited by hand and tried again."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from icp import db, ingest, mending, plans, rows, staging

TEXT = (
    "Note,Order ID,Customer ID,Order date,Amount\n"
    "x,1,a,2025-01-31,100.50\n"
    "y,2,,2025-02-30,5\n"
    "z,3,b,2025-02-28,\n"
    "w,5,d,2025-02-01\n"
    "v,6,e,2025-02-02,7,8\n"
)


@pytest.fixture
def staged(empty):
    file = io.BytesIO(TEXT.encode())
    file.name = "orders.csv"
    return staging.stage(empty, file)


def checked(conn, staged):
    plan = plans.make(conn, staged)
    return plan, rows.check(conn, staged, plan)


def test_rows_that_stay_out_are_given_with_their_reasons_and_mapped_columns_first(empty, staged):
    frame = mending.refused(empty, staged, *checked(empty, staged))
    assert list(frame.columns) == ["why", "Order ID", "Customer ID", "Order date", "Amount", "Note"]
    assert {no: list(row) for no, row in zip(frame.index, frame.values, strict=True)} == {
        3: ["no customer; not a date we can read", "2", "", "2025-02-30", "5", "y"],
        4: ["no amount", "3", "b", "2025-02-28", "", "z"],
        5: ["4 cells, the header has 5", "5", "d", "2025-02-01", "", "w"],
        6: ["6 cells, the header has 5", "6", "e", "2025-02-02", "7", "v"],
    }


def test_rows_of_one_reason_can_be_asked_for(empty, staged):
    frame = mending.refused(empty, staged, *checked(empty, staged), reason="no customer")
    assert list(frame.index) == [3]
    assert frame["why"].item() == "no customer; not a date we can read"


def test_there_are_never_more_than_the_most(empty, staged, monkeypatch):
    monkeypatch.setattr(mending, "MOST", 2)
    assert list(mending.refused(empty, staged, *checked(empty, staged)).index) == [3, 4]


def test_mended_rows_are_judged_anew_and_counted(empty, staged):
    edits = {
        3: {"Customer ID": "c", "Order date": "2025-02-28"},
        5: {"Amount": "9"},
        6: {"Amount": "lots"},
    }
    mended = mending.mend(empty, staged, edits)
    plan, found = checked(empty, mended)
    assert (found.rows_read, found.rows_ready, found.rows_refused) == (5, 3, 2)
    assert found.totals.amount == 114.5
    assert found.rejects[["row", "reason"]].values.tolist() == [
        [4, "no amount"],
        [6, "not an amount we can read"],
    ]
    assert "3 rows mended by hand" in found.notes
    ingest.commit(empty, mended, plan, found)
    assert "3 rows mended by hand" in list(ingest.history(empty).notes.item())


def test_a_ready_row_can_be_emptied_by_hand_and_stays_out_then(empty, staged):
    found = checked(empty, mending.mend(empty, staged, {2: {"Amount": ""}}))[1]
    assert found.rows_ready == 0
    assert found.rejects["row"].tolist() == [2, 3, 3, 4, 5, 6]


def test_the_file_itself_stays_as_it_was(empty, staged):
    before = checked(empty, staged)[1].rejects
    mended = mending.mend(empty, staged, {4: {"Amount": "1"}})
    again = mending.mend(empty, staged, {3: {"Customer ID": "c"}})
    assert checked(empty, again)[1].rejects["row"].tolist() == [3, 4, 5, 6]
    assert checked(empty, staged)[1].rejects.equals(before)
    assert mended.path == again.path != staged.path


HEADERS = ["Note", "Order ID", "Customer ID", "Order date", "Amount"]
EDITS = st.dictionaries(
    st.integers(2, 6),
    st.dictionaries(st.sampled_from(HEADERS), st.text(max_size=5), min_size=1),
    min_size=1,
)


@settings(max_examples=25, deadline=None)
@given(edits=EDITS)
def test_edited_cells_change_and_no_others(edits):
    with db.open(":memory:") as conn:
        file = io.BytesIO(TEXT.encode())
        file.name = "orders.csv"
        staged = staging.written(
            conn,
            "x",
            HEADERS,
            [(no, list("abcde"), "why" if no % 2 else None) for no in range(2, 7)],
        )
        mended = mending.mend(conn, staged, edits)
        found = conn.execute(f"from read_parquet('{mended.path}') order by row_no").fetchall()
    for no, refusal, *cells in found:
        assert refusal == ("why" if no % 2 and no not in edits else None)
        want = [edits.get(no, {}).get(h, c) for h, c in zip(HEADERS, "abcde", strict=True)]
        assert cells == want
