"""Workbooks and tables as people save them; what is damaged or hostile is in test_bad_inputs."""

import io
import zipfile

import pandas as pd
import pytest

from icp import errors, ingest, staging
from tests.bad_inputs import ROWS, changed, named, workbook


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'Customer,Date,Amount\na,"2025-01-01,1\nb,2025-01-01,1\n', "never closed"),
        (b"Customer,Date,Amount\na,2025-01-01," + b"1" * 40_000 + b"\nb,2025-01-01,1\n", "32,767"),
        (b"Customer,Date,Amount\na,2025-01-01\nb,2025-01-01,1\n", "2 cells, the header has 3"),
    ],
)
def test_a_broken_row_is_listed_with_its_number_and_the_others_are_loaded(empty, content, reason):
    found = ingest.load(empty, named(content))
    assert (found.rows_read, found.rows_loaded, found.rows_refused) == (2, 1, 1)
    assert list(found.rejects["row"]) == [2]
    assert reason in found.rejects["reason"][0]


def test_a_missing_file_is_a_sentence(empty, tmp_path):
    with pytest.raises(errors.FileUnreadable, match=r"There is no file gone\.csv"):
        ingest.load(empty, tmp_path / "gone.csv")


def test_real_dates_and_whole_numbers_of_excel_are_read(empty):
    frame = ROWS.assign(Date=pd.to_datetime(ROWS["Date"]), Customer=[1001, 1002])
    ingest.load(empty, named(workbook(Orders=frame)))
    rows = empty.execute("select customer_id, order_on::varchar from order_lines").fetchall()
    assert rows == [("1001", "2025-01-01"), ("1002", "2025-01-02")]


def test_another_sheet_of_a_loaded_workbook_is_not_the_same_content(empty):
    content = workbook(One=ROWS, Two=ROWS.assign(Customer=["c", "d"]))
    ingest.load(empty, named(content), sheet="One")
    assert ingest.load(empty, named(content), sheet="Two").rows_loaded == 2
    with pytest.raises(errors.Question, match="loaded already"):
        ingest.load(empty, named(content), sheet="Two")


def test_several_sheets_are_asked_about(empty):
    content = workbook(Orders=ROWS, Notes=ROWS.head(1), Empty=pd.DataFrame())
    with pytest.raises(errors.Question, match="2 sheets") as question:
        ingest.load(empty, named(content))
    assert list(question.value.choices) == ["*", "Orders", "Notes"]
    assert ingest.load(empty, named(content), sheet="Notes").rows_loaded == 1
    with pytest.raises(errors.FileUnreadable, match='no sheet "Nope"'):
        ingest.load(empty, named(content), sheet="Nope")


def test_hidden_sheets_are_named_and_macros_ignored(empty):
    content = workbook(Orders=ROWS, Secret=ROWS.head(1))
    hide = {rb'(<sheet name="Secret")': rb'\g<1> state="hidden"'}
    hidden = changed("xl/workbook.xml", hide, content)
    with zipfile.ZipFile(target := io.BytesIO(hidden), "a") as archive:
        archive.writestr("xl/vbaProject.bin", "x")
    staged = staging.stage(empty, named(target.getvalue(), "book.xlsm"))
    assert staged.rows == 2
    assert staged.notes == (
        'read the sheet "Orders"',
        "hidden sheets left out: Secret",
        "macros are ignored",
    )
    staging.discard(staged)
    assert ingest.load(empty, named(target.getvalue()), sheet="Secret").rows_loaded == 1


def test_errors_and_control_characters_of_a_workbook_are_counted(empty):
    frame = ROWS.assign(Customer=["a_x0000_b", "c"])
    content = workbook(One=frame)
    error = {rb'<c r="C3"[^>]*><v>2</v></c>': b'<c r="C3" t="e"><v>#DIV/0!</v></c>'}
    staged = staging.stage(empty, named(changed("xl/worksheets/sheet1.xml", error, content)))
    rows = empty.from_parquet(str(staged.path)).fetchall()
    assert rows == [(2, None, "ab", "2025-01-01", "1.5"), (3, None, "c", "2025-01-02", "")]
    assert "1 cell with an Excel error (such as #N/A) is read as blank" in staged.notes
    assert "removed control characters from 1 cell" in staged.notes
    staging.discard(staged)


def test_dates_of_1904_are_the_dates_that_excel_shows(empty):
    frame = ROWS.assign(Date=pd.to_datetime(ROWS["Date"]))
    later = {rb"<workbookPr ": b'<workbookPr date1904="1" '}
    content = changed("xl/workbook.xml", later, workbook(One=frame))
    ingest.load(empty, named(content))
    dates = empty.execute("select order_on::varchar from order_lines").fetchall()
    assert dates == [("2029-01-02",), ("2029-01-03",)]


def test_titles_above_the_header_of_a_workbook_are_cut_and_said(empty):
    target = io.BytesIO()
    with pd.ExcelWriter(target, engine="xlsxwriter") as writer:
        ROWS.to_excel(writer, sheet_name="One", index=False, startrow=3)
        writer.sheets["One"].write(0, 0, "Sales list")
    found = ingest.load(empty, named(target.getvalue()))
    assert found.rows_loaded == 2
    assert "cut 3 lines above the header" in found.notes
    assert empty.execute("select min(row_no) from order_lines").fetchone() == (5,)


def test_parquet_columns_of_any_type_become_the_same_text(empty, tmp_path):
    frame = ROWS.assign(Date=pd.to_datetime(ROWS["Date"]), Customer=[1, 2])
    frame.to_parquet(tmp_path / "orders.parquet")
    found = ingest.load(empty, tmp_path / "orders.parquet")
    assert (found.rows_loaded, found.totals.amount, found.totals.customers) == (2, 3.5, 2)


def test_headers_are_told_apart_and_never_become_sql(empty):
    text = 'Customer ID,Note,note,,a"; drop table imports; --\n1,x,y,z,w\n'
    ingest.load(empty, named(text.encode()), kind="customers")
    names = empty.execute("select name from attributes order by name").fetchall()
    assert [n for (n,) in names] == ["Note", 'a"; drop table imports; --', "column 4", "note (2)"]
    assert len(ingest.history(empty)) == 1
