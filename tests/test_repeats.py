"""Rows that stand in a file twice, customers that blanks tell apart, and sheets read as one."""

import json

import pandas as pd
import pytest

from icp import db, errors, ingest, plans, repeats, rows, staging
from tests.bad_inputs import ROWS, named, workbook

HEAD = "Order ID,Customer,Date,Amount\n"
# rows 2 and 4 are equal, row 3 is not; row 5 has a cell too few
TWICE = HEAD + "1,a,2025-01-01,5\n1,a,2025-01-01,6\n1,a,2025-01-01,5\n2,b,2025-01-01\n"
TORN = TWICE + "2,b,2025-01-01\n"


def count(conn, text):
    staged = staging.stage(conn, named(text))
    found = repeats.count(conn, staged)
    staging.discard(staged)
    return found


def test_every_row_that_equals_an_earlier_one_counts(empty):
    assert count(empty, HEAD + "1,a,2025-01-01,5\n" * 4 + "2,a,2025-01-01,5\n") == 3
    assert count(empty, TORN) == 1  # refused rows are listed anyway


def test_the_later_rows_are_left_out_and_listed(empty):
    found = ingest.load(empty, named(TORN), duplicates="first")
    assert list(found.rejects["row"]) == [4, 5, 6]
    assert found.rejects.reason[0] == "repeats an earlier row"
    assert list(found.left_out.reason) == ["3 cells, the header has 4", "repeats an earlier row"]
    assert db.one(empty, "select sum(amount)::double from order_lines") == 11


def test_a_few_equal_lines_of_one_order_are_no_question(empty):
    lines = "".join(f"{n},a,2025-01-01,5\n" for n in range(30))
    found = ingest.load(empty, named(HEAD + lines + "7,a,2025-01-01,5\n"))
    assert found.rows_loaded == 31
    assert "1 row repeats an earlier one in every cell: kept, each as a line of its own" in (
        found.notes
    )


@pytest.mark.parametrize(("others", "asked"), [(19, True), (20, False)])
def test_one_row_in_twenty_is_asked_about(empty, others, asked):
    lines = "".join(f"{n},a,2025-01-01,5\n" for n in range(others))
    staged = staging.stage(empty, named(HEAD + lines + "0,a,2025-01-01,5\n"))
    if asked:
        with pytest.raises(errors.Question, match="1 of 20 rows"):
            plans.make(empty, staged)
    else:
        assert plans.make(empty, staged).repeated == 1
    staging.discard(staged)


def test_an_answer_that_changes_changes_the_rows(empty):
    staged = staging.stage(empty, named(TWICE))
    first, every = (plans.make(empty, staged, duplicates=answer) for answer in ("first", "all"))
    assert [rows.check(empty, staged, plan).rows_ready for plan in (first, every)] == [2, 3]
    staging.discard(staged)


def test_customers_that_blanks_tell_apart_are_counted(empty):
    ids = ["A1", "A1 ", "\u00a0A1", "B", "B", "C ", "C", "c", "", "-", "n/a"]
    lines = "".join(f"{n},{one},2025-01-01,1\n" for n, one in enumerate(ids))
    found = ingest.load(empty, named(HEAD + lines))
    assert (
        "2 customers are written with and without blanks around and taken for one, "
        'first "A1"' in found.notes
    )


def test_a_refusal_names_the_sheet_and_its_row(empty):
    later = pd.DataFrame({"Customer": ["c", "d"], "Date": ["2025-01-03"] * 2, "Amount": ["x", 4]})
    content = workbook(Jan=ROWS, Feb=later, Notes=pd.DataFrame({"Note": ["a", "b"]}))
    found = ingest.load(empty, named(content, "b.xlsx"), sheet="*")
    assert (found.rows_read, found.rows_loaded) == (4, 3)
    [reason] = found.rejects.reason
    assert reason == 'not an amount we can read (sheet "Feb", row 2)'
    assert list(ingest.rejects(empty, found.import_id).reason) == [reason]
    assert list(found.left_out.reason) == ["not an amount we can read"]
    assert "sheets left out: Notes" in found.notes


def test_a_refusal_in_the_first_and_the_last_row_of_a_sheet_names_it(empty):
    bad = ROWS.assign(Amount=["x", "y"])
    good = ROWS.assign(Amount=[1, 2])
    found = ingest.load(empty, named(workbook(A=good, B=bad, C=bad), "b.xlsx"), sheet="*")
    assert [reason.partition("(")[2] for reason in found.rejects.reason] == [
        'sheet "B", row 2)',
        'sheet "B", row 3)',
        'sheet "C", row 2)',
        'sheet "C", row 3)',
    ]


def test_online_retail_repeats_as_many_rows_as_published(empty, real):
    folder = real / "online_retail_2010_2011"
    oracle = json.loads((folder / "oracle.json").read_text("utf-8"))
    [published] = find(oracle, "exact_duplicate_rows(all 8 columns, beyond first)")
    staged = staging.stage(empty, folder / "online_retail.parquet")
    assert repeats.count(empty, staged) == published
    staging.discard(staged)


def find(tree, wanted):
    """Every value under this key, however deep."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from [value] if key == wanted else find(value, wanted)
