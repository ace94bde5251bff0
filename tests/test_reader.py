"""Files that are damaged, hostile or not tables: one clear sentence each, and nothing stored."""

import gzip
import io
import re
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


def changed(part, replacements, content=None):
    """A workbook with the bytes of one part replaced, pattern by pattern."""
    target = io.BytesIO()
    source = io.BytesIO(content or workbook(One=ROWS))
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            for pattern, by in replacements.items() if name == part else ():
                text = re.sub(pattern, by, text, flags=re.DOTALL)
            new.writestr(name, text)
    return target.getvalue()


def many_parts():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("[Content_Types].xml", "x")
        for number in range(60_001):
            archive.writestr(f"x{number}", "")
    return target.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENTITIES = {rb"\?>": b'?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'}
OUTSIDE = {rb'r="A2"': b'r="ZZZZZZZZ99999999999"'}
UNKNOWN_TEXT = {rb'(r="A2"[^>]*t="s"[^>]*><v>)\d+': rb"\g<1>987654"}

BAD = {
    "empty": (b"", "file is empty"),
    "blank": (b"\n \n\t\n", "file is empty"),
    "only blank cells": (b",,\n,,\n", "no data"),
    "blank for long": (b" \n" * 5000, "no data"),
    "header only": (b"Customer,Date,Amount\n", "no rows below"),
    "pdf": (b"%PDF-1.7 ...", "a PDF"),
    "picture": (b"\x89PNG\r\n\x1a\n....", "a picture"),
    "database": (b"SQLite format 3\x00....", "a database"),
    "packed twice": (gzip.compress(gzip.compress(b"a,b\n1,2\n")), "binary data"),
    "packed otherwise": (b"7z\xbc\xaf\x27\x1c" + b"x" * 50, "unpack it first"),
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
    "long line": (b"a,b\n" + b"x" * 18_000_000, "longer than 16 MB"),
    "mail": (b"MIME-Version: 1.0\nContent-Type: text/html\n", "a mail"),
    "utf-16 cut": ("\ufeffa,b\n1,2\n".encode("utf-16-le")[:-1], "damaged"),
    "DuckDB file": (b"\0" * 8 + b"DUCK" + b"\0" * 100, "a database"),
    "only comments": (b"# one\n# two\n", "only comment lines"),
    "locked workbook": (OLE + "EncryptedPackage".encode("utf-16-le") * 40, "by a password"),
    "entities": (changed("xl/workbook.xml", ENTITIES), "unsafe XML"),
    "many parts": (many_parts(), "60,002 parts"),
    "cell outside": (changed("xl/worksheets/sheet1.xml", OUTSIDE), "lies outside"),
    "string out of range": (changed("xl/worksheets/sheet1.xml", UNKNOWN_TEXT), "damaged"),
    "no sheets": (changed("xl/workbook.xml", {b"<sheets>.*</sheets>": b"<sheets/>"}), "no sheet"),
    "wide": (b",".join(b"c%d" % n for n in range(1200)) + b"\n" + b"1," * 1200, "limit is 1,000"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_not_a_table_gets_one_clear_sentence(empty, case):
    content, sentence = BAD[case]
    with pytest.raises(errors.FileUnreadable, match=sentence) as refused:
        ingest.load(empty, named(content))
    assert str(refused.value).count("\n") == 0
    assert ingest.history(empty).empty


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
    assert list(question.value.choices) == ["Orders", "Notes", "*"]
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
