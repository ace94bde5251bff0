"""Files that are damaged, hostile or not tables: one clear sentence each, and nothing stored."""

import gzip
import io
import zipfile

import pandas as pd
import pytest

from icp import errors, ingest, staging

ROWS = pd.DataFrame(
    {"Customer": ["a", "b"], "Date": ["2025-01-01", "2025-01-02"], "Amount": [1.5, 2]}
)


def workbook(**sheets):
    target = io.BytesIO()
    with pd.ExcelWriter(target, engine="xlsxwriter") as writer:
        for name, frame in sheets.items():
            frame.to_excel(writer, sheet_name=name, index=False)
    return target.getvalue()


def named(content, name="file.csv"):
    file = io.BytesIO(content)
    file.name = name
    return file


def stray_cells():
    """A1 and XFD1048576 only: a used range of 17 billion cells in 2 KB."""
    content = workbook(One=ROWS)
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        for part in old.namelist():
            text = old.read(part)
            if part.endswith("sheet1.xml"):
                head, _, tail = text.partition(b"<sheetData>")
                rows = (
                    b'<row r="1"><c r="A1"><v>1</v></c></row>'
                    b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
                )
                text = (
                    head + b"<sheetData>" + rows + b"</sheetData>" + tail.split(b"</sheetData>")[1]
                )
            new.writestr(part, text)
    return target.getvalue()


def bomb():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "x")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(450):
                part.write(b" " * 1_000_000)
    return target.getvalue()


def plain_zip():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("orders.csv", "a,b")
    return target.getvalue()


BAD = {
    "empty": (b"", "file is empty"),
    "blank": (b"\n \n\t\n", "file is empty"),
    "only blank cells": (b",,\n,,\n", "no data"),
    "header only": (b"Customer,Date,Amount\n", "no rows below"),
    "pdf": (b"%PDF-1.7 ...", "a PDF"),
    "picture": (b"\x89PNG\r\n\x1a\n....", "a picture"),
    "database": (b"SQLite format 3\x00....", "a database"),
    "packed": (gzip.compress(b"a,b\n1,2\n"), "unpack it"),
    "program": (b"MZ\x90\x00\x03", "a program"),
    "web page": (b"<!DOCTYPE html><html><table><tr><td>1</td></tr></table></html>", "web page"),
    "json": (b'[{"customer": 1}]', "looks like JSON"),
    "junk": (bytes(range(256)) * 20, "binary data"),
    "zip": (plain_zip(), "not an Excel workbook"),
    "cut workbook": (workbook(One=ROWS)[:2000], "incomplete"),
    "cut parquet": (b"PAR1" + b"\x00" * 100, "damaged or incomplete"),
    "old office file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "not a workbook"),
    "stray cells": (stray_cells(), "used range"),
    "bomb": (bomb(), "unpacks to 450 MB"),
    "open quote": (b'Customer,Date,Amount\na,"2025-01-01,1\nb,2025-01-01,1\n', "never closed"),
    "long cell": (b"Customer,Date\n" + b"x" * 40_000 + b",1\n", "32,767 characters"),
    "wide": (b",".join(b"c%d" % n for n in range(1200)) + b"\n" + b"1," * 1200, "limit is 1,000"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_not_a_table_gets_one_clear_sentence(empty, case):
    content, sentence = BAD[case]
    with pytest.raises(errors.FileUnreadable, match=sentence) as refused:
        ingest.load(empty, named(content))
    assert str(refused.value).count("\n") == 0
    assert ingest.history(empty).empty


def test_a_missing_file_is_a_sentence(empty, tmp_path):
    with pytest.raises(errors.FileUnreadable, match=r"There is no file gone\.csv"):
        ingest.load(empty, tmp_path / "gone.csv")


@pytest.mark.parametrize("name", ["orders.xlsx", "orders.csv"])
def test_the_content_decides_what_a_file_is_not_its_name(empty, name):
    found = ingest.load(empty, named(workbook(Orders=ROWS), name))
    assert (found.rows_loaded, found.totals.amount) == (2, 3.5)
    assert 'read the sheet "Orders"' in found.notes


def test_real_dates_and_whole_numbers_of_excel_are_read(empty):
    frame = ROWS.assign(Date=pd.to_datetime(ROWS["Date"]), Customer=[1001, 1002])
    ingest.load(empty, named(workbook(Orders=frame)))
    rows = empty.execute("select customer_id, order_on::varchar from order_lines").fetchall()
    assert rows == [("1001", "2025-01-01"), ("1002", "2025-01-02")]


def test_several_sheets_are_asked_about(empty):
    content = workbook(Orders=ROWS, Notes=ROWS.head(1), Empty=pd.DataFrame())
    with pytest.raises(errors.Question, match="2 sheets") as question:
        ingest.load(empty, named(content))
    assert list(question.value.choices) == ["Orders", "Notes"]
    assert ingest.load(empty, named(content), sheet="Notes").rows_loaded == 1
    with pytest.raises(errors.FileUnreadable, match='no sheet "Nope"'):
        ingest.load(empty, named(content), sheet="Nope")


def test_parquet_columns_of_any_type_become_the_same_text(empty, tmp_path):
    frame = ROWS.assign(Date=pd.to_datetime(ROWS["Date"]), Customer=[1, 2])
    frame.to_parquet(tmp_path / "orders.parquet")
    found = ingest.load(empty, tmp_path / "orders.parquet")
    assert (found.rows_loaded, found.totals.amount, found.totals.customers) == (2, 3.5, 2)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Customer;Date;Amount\nä;2025-01-01;1,5\n", "utf-8-sig"),
        ("Customer\tDate\tAmount\nä\t2025-01-01\t1.5\n", "utf-16"),
        ("Customer|Date|Amount\nä|2025-01-01|1.5\n", "cp1252"),
        ("sep=;\nCustomer;Date;Amount\nä;2025-01-01;1,5\n", "utf-8"),
        ("\n\nCustomer,Date,Amount\r\nä,2025-01-01,1.5\r\n\r\n", "utf-8"),
    ],
)
def test_separators_and_encodings_are_found(empty, text, encoding):
    ingest.load(empty, named(text.encode(encoding)))
    assert empty.execute("select customer_id, amount::double from order_lines").fetchall() == [
        ("ä", 1.5)
    ]


def test_utf_16_with_the_high_byte_first_is_not_garbage(empty):
    text = "\ufeffCustomer,Date,Amount\nä,2025-01-01,1.5\n"
    ingest.load(empty, named(text.encode("utf-16-be")))
    assert empty.execute("select customer_id from order_lines").fetchall() == [("ä",)]


def test_quotes_hold_separators_quotes_and_new_lines(empty):
    text = 'Customer,Date,Amount\n"A, ""B""\nC",2025-01-01,1\n'
    ingest.load(empty, named(text.encode()))
    assert empty.execute("select customer_id from order_lines").fetchall() == [('A, "B"\nC',)]


def test_headers_are_told_apart_and_never_become_sql(empty):
    text = 'Customer ID,Note,note,,a"; drop table imports; --\n1,x,y,z,w\n'
    ingest.load(empty, named(text.encode()), kind="customers")
    names = empty.execute("select name from attributes order by name").fetchall()
    assert [n for (n,) in names] == ["Note", 'a"; drop table imports; --', "column 4", "note (2)"]
    assert len(ingest.history(empty)) == 1


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd.csv", "passwd.csv"),
        ("C:\\files\\list.csv", "list.csv"),
        ("a\x00b\u202ec\n.csv", "abc.csv"),
        ("x" * 4000, "x" * 120),
        ("<img src=x>.csv", "<img src=x>.csv"),
    ],
)
def test_a_file_name_is_only_a_label(empty, name, shown):
    staged = staging.stage(empty, io.BytesIO(b"Customer,Date\na,b\n"), name)
    assert staged.file_name == shown
    staging.discard(staged)
