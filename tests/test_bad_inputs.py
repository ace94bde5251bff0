"""The catalogue of bad inputs: each case by its number, with its sentence, and nothing stored.

The cases are those of the issue "The front door", 1 to 88. Two have no page yet and are not here:
87 (text in PDF and slides) and 88 (the ballot's interface). What other modules test is listed in
ELSEWHERE, and a test below counts that no case is missing.
"""

import ast
import gzip
import re
import resource
from datetime import datetime

import pytest

from icp import db, errors, ingest, staging
from tests import bad_inputs as made
from tests.bad_inputs import HEADER, OLE, ROWS, TABLE, named, orders
from tests.conftest import ROOT

SECONDS = 5
TABLES = ("imports", "rejects", "customer_rows", "attributes", "order_lines", "customer_day")
ALONE = "no order number: each row counts as an order"
WIDE = [",".join(f"c{n}" for n in range(20_000)), ",".join("1" * 20_000)]
NO_TEXT = {rb'(r="A2"[^>]*t="s"[^>]*><v>)\d+': rb"\g<1>987654"}
NO_SHEETS = {b"<sheets>.*</sheets>": b"<sheets/>"}
OUTSIDE = {rb'r="A2"': b'r="ZZZZZZZZ99999999999"'}
LAUGHS = [b'a "ha"', b'b "&a;&a;&a;"', b'c "&b;&b;&b;"']

# id, content, the sentence
REFUSED = [
    ("1 empty", b"", "file is empty"),
    ("2 blank lines", b"\n \n\t\n", "file is empty"),
    ("2 blank for long", b" \n" * 5000, "no data"),
    ("2 blank cells", b",,\n,,\n", "no data"),
    ("3 header only", HEADER.encode(), "no rows below"),
    ("8 other old office file", OLE + bytes(600), "not a workbook"),
    ("9 password", OLE + "EncryptedPackage".encode("utf-16-le") * 40, "by a password"),
    ("10 ods too large", lambda: made.bomb("content.xml"), "unpacks to 450 MB"),
    ("10 ods with a cell at the far end", made.far_ods, "not a workbook"),
    ("11 web page", b"<!DOCTYPE html><html><table><tr><td>1</td></tr></table></html>", "web page"),
    ("12 json", b'[{"customer": 1}]', "looks like JSON"),
    ("12 json lines", b'{"customer": 1}\n{"customer": 2}\n', "looks like JSON"),
    ("13 pdf", b"%PDF-1.7 ...", "a PDF"),
    ("13 picture", b"\x89PNG\r\n\x1a\n....", "a picture"),
    ("13 program", b"MZ\x90\x00\x03", "a program"),
    ("13 mail", b"MIME-Version: 1.0\nContent-Type: text/html\n", "a mail"),
    ("14 packed and too large", made.packed_bomb, "over 400 MB"),
    ("14 packed twice", gzip.compress(gzip.compress(b"a,b\n1,2\n")), "binary data"),
    ("14 packed and cut", gzip.compress(HEADER.encode() * 99)[:-9], "damaged or incomplete"),
    ("14 packed otherwise", b"7z\xbc\xaf\x27\x1c" + b"x" * 50, "unpack it first"),
    ("14 zip", lambda: made.archive({"orders.csv": "a,b"}), "unpack it first"),
    ("15 SQLite", b"SQLite format 3\x00....", "a database"),
    ("15 DuckDB", bytes(8) + b"DUCK" + bytes(100), "a database"),
    ("16 workbook cut", made.workbook(One=ROWS)[:2000], "incomplete"),
    ("17 Parquet cut", b"PAR1" + bytes(100), "damaged or incomplete"),
    ("23 bomb", made.bomb, "unpacks to 450 MB"),
    ("24 one text shared by 40,000 cells", made.shared_text, "too large|cannot be read safely"),
    ("25 stray cells", made.stray_cells, "used range is 1,048,576 x 16,384"),
    ("28 billion laughs", lambda: made.entities(*LAUGHS), "unsafe XML"),
    ("29 external", lambda: made.entities(b'a SYSTEM "file:///etc/passwd"'), "unsafe XML"),
    ("30 quadratic", lambda: made.entities(b'a "%b"' % (b"x" * 9999)), "unsafe XML"),
    ("31 many parts", made.many_parts, "60,002 parts"),
    ("33 zip without a workbook", lambda: made.archive({"a.xml": "<a/>"}), "not an Excel workbook"),
    ("34 no sheets", made.changed(made.BOOK, NO_SHEETS), "no sheet with cells"),
    ("34 only a chart", made.chart_only, "no sheet with cells"),
    ("36 no such text", made.changed(made.SHEET, NO_TEXT), "damaged"),
    ("37 cell outside", made.changed(made.SHEET, OUTSIDE), "lies outside"),
    ("48 utf-16 cut", "\ufeffa,b\n1,2\n".encode("utf-16-le")[:-1], "damaged"),
    ("53 junk", bytes(range(256)) * 20, "binary data"),
    ("61 long line", b"a,b\n" + b"x" * 18_000_000, "longer than 16 MB"),
    ("62 wide", "\n".join(WIDE).encode(), "20,000 columns; the limit is 1,000"),
    ("70 only comments", b"# one\n# two\n", "only comment lines"),
    (
        "79 nothing of ours",
        b"Color,Weight\nred,5\nblue,6\n",
        "No column is chosen for the customer",
    ),
]

# id, content, option, the sentence
ASKED = [
    ("35 sheets", lambda: made.workbook(One=ROWS, Two=ROWS.head(1)), "sheet", "2 sheets"),
    ("50 Shift-JIS", orders("株式会社山田,2025-01-01,1").encode("shift_jis"), "encoding", "UTF-8"),
    ("50 GBK", orders("北京科技,2025-01-01,1").encode("gbk"), "encoding", "UTF-8"),
    ("63 no header", b"1001,2025-01-01,5\n1002,2025-01-02,6\n", "header", "looks like data"),
    ("64 no header, text", b"North,London\nSouth,Paris\nEast,London\n", "header", "all text"),
    ("73 dates", orders("a,03/04/2024,1"), "day_first", "03/04/2024"),
    ("73 points", orders("a,2024-01-01,1.234"), "decimal", "1.234"),
    ("83 sold twice", "Order ID," + HEADER + "1,a,2025-01-01,5\n" * 2, "duplicates", "1 of 2 rows"),
]

WITHOUT_VALUE = {rb'<c r="C3"[^>]*><v>2</v></c>': b'<c r="C3"><f>1+1</f></c>'}
ERROR = {rb'<c r="C3"[^>]*><v>2</v></c>': b'<c r="C3" t="e"><v>#DIV/0!</v></c>'}
LIES = {rb'<dimension ref="[^"]*"/>': b'<dimension ref="A1:XFD1048576"/>'}
LATE = (b"?><!--" + b"x" * 3000 + b'--><!DOCTYPE x [<!ENTITY a "ha">]>',)
DATES = ["2024-13-45", "31.02.2024", "0024-01-01", "2024-01-31", "15.01.24"]
MISSING = ["NULL,2025-01-01,1", "b,N/A,1", "c,2025-01-01,-", "d,2025-01-01,#N/A", "e,2025-01-01,1"]
BLANKS = ["A1,2025-01-01,1", "A1 ,2025-01-02,1", "\u200bA1,2025-01-03,1", "\u00a0B,2025-01-04,1"]
LONG = "\n".join([*(f"c{n},2025-01-01,{n}" for n in range(20_500)), "d,2025-01-01,oops"])
HOSTILE = 'Customer,Date,Amount,"a""; DROP TABLE x; --",select,__proto__\na,2025-01-01,1,x,y,z\n'
TOTAL = orders("a,2025-01-01,5", "b,2025-01-01,6", "Total,,11")
OTHER = "2,a,2025-01-01,5\n3,b,2025-01-01,7\n"

# id, content, rows loaded, rows refused, what is said, answers and name
LOADED = [
    (
        "6 workbook named csv",
        made.workbook(One=ROWS),
        2,
        0,
        "read as a workbook",
        {"name": "o.csv"},
    ),
    ("7 csv named xlsx", orders("a,2025-01-01,1"), 1, 0, "read as text", {"name": "o.xlsx"}),
    ("8 xls", made.xls(TABLE), 2, 0, 'the sheet "One"', {"name": "o.xls"}),
    ("10 xlsb", made.xlsb(TABLE), 2, 0, 'the sheet "One"', {"name": "o.xlsb"}),
    ("10 ods", made.ods(TABLE), 2, 0, 'the sheet "One"', {"name": "o.ods"}),
    ("10 xlsb with a cell at the far end", lambda: made.xlsb(TABLE, 1_048_575), 2, 1, "footer", {}),
    ("14 packed", gzip.compress(orders("a,2025-01-01,1").encode()), 1, 0, "unpacked", {}),
    ("26 dimension lies", made.changed(made.SHEET, LIES), 2, 0, "", {}),
    ("28 entities far down", made.changed(made.SHEET, {rb"\?>": LATE[0]}), 2, 0, "", {}),
    ("32 part outside", made.added("../../x", "evil"), 2, 0, "", {}),
    ("35 all sheets", made.workbook(One=ROWS, Two=ROWS), 4, 0, "2 sheets as one", {"sheet": "*"}),
    ("38 errors", made.changed(made.SHEET, ERROR), 1, 1, "1 cell with an Excel error", {}),
    ("39 formula", made.changed(made.SHEET, WITHOUT_VALUE), 1, 1, "1 formula has no value", {}),
    ("41 texts", made.workbook(One=ROWS.astype(str)), 2, 0, "", {}),
    ("43 control characters", made.workbook(One=ROWS.replace("a", "a_x0000_")), 2, 0, "1 cell", {}),
    ("44 macros", made.added("xl/vbaProject.bin", "x"), 2, 0, "macros are ignored", {}),
    ("45 mark", orders("é,2025-01-01,1").encode("utf-8-sig"), 1, 0, "", {}),
    ("46 Latin-1", orders("é,2025-01-01,1").encode("latin-1"), 1, 0, "Windows-1252", {}),
    ("47 quotes and euro", orders("“é” €,2025-01-01,1").encode("cp1252"), 1, 0, "Windows-1252", {}),
    ("48 utf-16", orders("é,2025-01-01,1").encode("utf-16"), 1, 0, "", {}),
    ("49 utf-16 big", ("\ufeff" + orders("é,2025-01-01,1")).encode("utf-16-be"), 1, 0, "", {}),
    ("50 utf-32", orders("é,2025-01-01,1").encode("utf-32"), 1, 0, "", {}),
    (
        "51 two encodings",
        orders("ö,2025-01-01,1", "ü,2025-01-01,1").encode() + "é,2025-01-01,1\n".encode("cp1252"),
        3,
        0,
        "some letters in Windows-1252",
        {},
    ),
    ("52 NULs", orders("a\0,2025-01-01,1"), 1, 0, "removed 1 NUL", {}),
    ("54 decimal comma", "Kunde;Datum;Betrag\na;31.01.2025;1.234,50\n", 1, 0, "decimal comma", {}),
    ("55 sep", "sep=;\nCustomer;Date;Amount\na;2025-01-01;1\n", 1, 0, "", {}),
    ("56 tab", HEADER.replace(",", "\t") + "a\t2025-01-01\t1\n", 1, 0, "", {}),
    ("56 bar", HEADER.replace(",", "|") + "a|2025-01-01|1\n", 1, 0, "", {}),
    ("57 line ends", HEADER[:-1] + "\r\na,2025-01-01,1\nb,2025-01-01,1\r", 2, 0, "", {}),
    (
        "58 ragged",
        orders("a,2025-01-01", "b,c,2025-01-01,1", "d,2025-01-01,1"),
        1,
        2,
        "2 cells",
        {},
    ),
    ("59 quote", orders('a,"2025-01-01,1', "b,2025-01-01,1"), 1, 1, "never closed", {}),
    ("60 quoted", orders('"a, ""b""\nc",2025-01-01,1'), 1, 0, "", {}),
    ("61 cell", orders("x" * 3_000_000 + ",2025-01-01,1", "b,2025-01-01,1"), 1, 1, "32,767", {}),
    ("65 headers", "Customer,Date,Amount,amount,\na,2025-01-01,1,2,3\n", 1, 0, "amount (2)", {}),
    (
        "66 long header",
        f"Customer,Date,Amount,{'x' * 5000}\na,2025-01-01,1,2\n",
        1,
        0,
        "x" * 120,
        {},
    ),
    ("67 hostile header", HOSTILE, 1, 0, 'a"; DROP TABLE x; --, select, __proto__', {}),
    ("68 titles", "Sales list,,\n,,\n" + orders("a,2025-01-01,1"), 1, 0, "cut 2 lines", {}),
    ("69 total", TOTAL, 2, 1, "a total row", {}),
    ("70 comments", "# made on Monday\n" + orders("a,2025-01-01,1"), 1, 0, "1 comment line", {}),
    ("71 late text", HEADER + LONG, 20_500, 1, "not an amount we can read", {}),
    ("74 dates", orders(*(f"c,{one},1" for one in DATES)), 2, 3, "not a date we can read", {}),
    (
        "75 nan",
        orders("a,2025-01-01,inf", "a,2025-01-01,1e400", "a,2025-01-01,1"),
        1,
        2,
        "amount",
        {},
    ),
    ("76 negatives", orders('a,2025-01-01,"(1,234.50)"', "b,2025-01-01,2.5-"), 2, 0, "", {}),
    ("77 missing", orders(*MISSING), 1, 4, "no customer.*no date.*no amount", {}),
    ("78 blanks", orders(*BLANKS), 4, 0, "1 customer is written with and without blanks", {}),
    (
        "83 keep the first",
        "Order ID," + HEADER + "1,a,2025-01-01,5\n" * 2 + OTHER,
        3,
        1,
        "repeats an earlier row",
        {"duplicates": "first"},
    ),
    (
        "83 keep all",
        "Order ID," + HEADER + "1,a,2025-01-01,5\n" * 2 + OTHER,
        4,
        0,
        "1 row repeats an earlier one in every cell: kept",
        {"duplicates": "all"},
    ),
    ("83 without order numbers", orders(*["a,2025-01-01,5"] * 2), 2, 0, "in every cell: kept", {}),
]

# customer and amount of each row loaded, where the case is about values
VALUES = {
    "35 all sheets": [("a", 1.5), ("b", 2), ("a", 1.5), ("b", 2)],
    "43 control characters": [("a", 1.5), ("b", 2)],
    "41 texts": [("a", 1.5), ("b", 2)],
    "45 mark": [("é", 1)],
    "55 sep": [("a", 1)],
    "56 tab": [("a", 1)],
    "56 bar": [("a", 1)],
    "57 line ends": [("a", 1), ("b", 1)],
    "46 Latin-1": [("é", 1)],
    "47 quotes and euro": [("“é” €", 1)],
    "48 utf-16": [("é", 1)],
    "49 utf-16 big": [("é", 1)],
    "50 utf-32": [("é", 1)],
    "51 two encodings": [("ö", 1), ("ü", 1), ("é", 1)],
    "52 NULs": [("a", 1)],
    "54 decimal comma": [("a", 1234.5)],
    "60 quoted": [('a, "b"\nc', 1)],
    "76 negatives": [("a", -1234.5), ("b", -2.5)],
    "78 blanks": [("A1", 1), ("A1", 1), ("A1", 1), ("B", 1)],
    "83 keep the first": [("a", 5), ("a", 5), ("b", 7)],
}

HERE = "test_bad_inputs"
ELSEWHERE = {
    4: "test_bad_inputs_browser.test_a_file_over_the_limit_is_refused_before_it_is_sent",
    5: "test_bad_inputs_pages.test_more_than_five_files_at_a_time_are_not_read",
    18: f"{HERE}.test_a_file_name_is_only_a_label",
    19: f"{HERE}.test_a_file_name_is_only_a_label",
    20: "test_bad_inputs_pages.test_hostile_names_stand_on_the_upload_page_as_text",
    21: f"{HERE}.test_two_files_of_one_name_are_two_imports",
    22: "test_ingest.test_the_same_content_is_asked_about",
    27: "test_long_reader.test_a_million_rows_of_a_workbook_are_read",
    40: "test_reader.test_titles_above_the_header_of_a_workbook_are_cut_and_said",
    42: "test_reader.test_dates_of_1904_are_the_dates_that_excel_shows",
    72: "test_ingest.test_ids_stay_as_they_are_written",
    80: "test_bad_inputs_pages.test_without_positive_revenue_every_page_says_so",
    81: "test_bad_inputs_pages.test_few_customers_break_no_page",
    82: "test_bad_inputs_pages.test_orders_of_one_day_say_how_little_they_cover",
    84: "test_bad_inputs_pages.test_one_customer_with_nearly_all_is_said",
    85: "test_bad_inputs_browser.test_hostile_names_stand_on_every_page_as_text",
    86: "test_export.test_a_formula_is_text_in_csv",
    87: "test_paper.test_names_are_drawn_as_text_each_in_a_row_of_its_own",
    88: "test_bad_inputs_server.test_what_is_posted_is_refused",
}


@pytest.fixture(autouse=True)
def quick():
    """A test takes under five seconds of processor time, ours and the reader's (the clock on the
    wall also counts what other programs do)."""
    before = seconds()
    yield
    assert seconds() - before < SECONDS


def seconds():
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def content_of(content):
    return content() if callable(content) else content


def stored(conn):
    return [table for table in TABLES if db.one(conn, f"select count(*) from {table}")]


def cases(listed):
    return [pytest.param(*case[1:], id=case[0]) for case in listed]


@pytest.mark.usefixtures("tidy")
@pytest.mark.parametrize(("content", "sentence"), cases(REFUSED))
def test_what_cannot_be_loaded_gets_one_clear_sentence(empty, content, sentence):
    with pytest.raises(errors.IcpError, match=sentence) as refused:
        ingest.load(empty, named(content_of(content)))
    assert not isinstance(refused.value, errors.Question)
    assert re.fullmatch(r"[A-Z].*\.|.*: [a-z].*[.]", str(refused.value))
    assert stored(empty) == []


@pytest.mark.usefixtures("tidy")
@pytest.mark.parametrize(("content", "option", "sentence"), cases(ASKED))
def test_what_a_file_leaves_open_is_asked(empty, content, option, sentence):
    with pytest.raises(errors.Question, match=sentence) as question:
        ingest.load(empty, named(content_of(content)))
    assert question.value.option == option
    assert len(question.value.choices) > 1
    assert stored(empty) == []


@pytest.mark.usefixtures("tidy")
@pytest.mark.parametrize(
    ("name", "content", "loaded", "refused", "said", "answers"),
    [pytest.param(*case, id=case[0]) for case in LOADED],
)
def test_what_is_odd_is_loaded_or_listed_and_said(
    empty, name, content, loaded, refused, said, answers
):
    content, options = content_of(content), dict(answers)
    usual = "file.xlsx" if content[:2] == b"PK" else "file.csv"
    found = ingest.load(empty, named(content, options.pop("name", usual)), **options)
    assert (found.rows_loaded, found.rows_refused) == (loaded, refused)
    assert found.rows_read == loaded + refused
    assert len(set(found.rejects["row"])) == refused
    told = " / ".join([*found.notes, *found.rejects["reason"]])
    if said:
        assert re.search(said, told) or said in told
    else:
        assert [note for note in found.notes if note != ALONE] in ([], ['read the sheet "One"'])
    if name in VALUES:
        rows = "select customer_id, amount::double from order_lines order by row_no"
        assert empty.execute(rows).fetchall() == VALUES[name]


def test_nothing_is_ever_unpacked_to_a_place_of_the_file_s_choosing(empty, tmp_path):
    file = tmp_path / "a" / "b" / "book.xlsx"
    file.parent.mkdir(parents=True)
    file.write_bytes(made.added("../../x", "evil"))
    ingest.load(empty, file)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["book.xlsx"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd.csv", "passwd.csv"),
        ("C:\\files\\list.csv", "list.csv"),
        ("a\x00b\u202ec\n.csv", "abc.csv"),
        ("CON.csv", "CON.csv"),
        ("x" * 4000, "x" * 120),
        ("<img src=x onerror=alert(1)>.csv", "<img src=x onerror=alert(1)>.csv"),
    ],
)
def test_a_file_name_is_only_a_label(empty, name, shown):
    staged = staging.stage(empty, named(orders("a,2025-01-01,1")), name)
    assert staged.file_name == shown
    assert {path.name for path in staged.folder.iterdir()} == {"progress", "staged.parquet"}
    staging.discard(staged)


def test_two_files_of_one_name_are_two_imports(empty):
    for day in (1, 2):
        text = orders(f"a,2025-01-0{day},1")
        ingest.load(empty, named(text), at=datetime(2025, 2, day))
    history = ingest.history(empty)
    assert list(history.file_name) == ["file.csv"] * 2
    assert list(history.imported_at.dt.day) == [2, 1]


def test_no_case_of_the_catalogue_is_missing():
    here = {int(case[0].split()[0]) for case in [*REFUSED, *ASKED, *LOADED]}
    assert here | ELSEWHERE.keys() == set(range(1, 89))
    for place in ELSEWHERE.values():
        module, _, test = place.partition(".")
        tree = ast.parse((ROOT / "tests" / f"{module}.py").read_text(encoding="utf-8"))
        assert test in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_the_list_in_the_documents_has_every_case():
    listed = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8").partition("## Bad inputs")
    numbers = re.findall(r"^\| (\d+(?:, \d+)*) \|", listed[2], re.MULTILINE)
    assert sorted(int(one) for row in numbers for one in row.split(", ")) == [*range(1, 89)]
    assert "88 of 88" in listed[2]
