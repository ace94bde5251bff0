"""Texts of every dialect and encoding: read as they were meant, asked about, or listed."""

import codecs
import csv
import gzip
import io
import re

import pyarrow.parquet as pq
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from icp import errors, reader, reader_fast, reader_quotes, staging

HEADER = "Customer,Date,Amount"


def read(conn, content, **options):
    """Columns, rows (number, refusal, cells ...) and notes of a file with this content."""
    content = content.encode() if isinstance(content, str) else content
    staged = staging.stage(conn, io.BytesIO(content), "file.csv", **options)
    rows = [list(row.values()) for row in pq.read_table(staged.path).to_pylist()]
    staging.discard(staged)
    assert staged.rows == len(rows)
    return list(staged.columns), rows, list(staged.notes)


def direct(folder, content, **options):
    """The same without a process of its own: the answer, and the rows."""
    (folder / "file").write_bytes(content)
    answer = reader.main(folder / "file", folder / "staged.parquet", options)
    rows = []
    if "columns" in answer:
        table = pq.read_table(folder / "staged.parquet")
        rows = [list(row.values()) for row in table.to_pylist()]
    return answer, rows


ENCODINGS = {
    "utf-8": ("utf-8", ""),
    "utf-8 with a mark": ("utf-8-sig", ""),
    "utf-16 little": ("utf-16-le", "\ufeff"),
    "utf-16 big": ("utf-16-be", "\ufeff"),
    "utf-16 little without a mark": ("utf-16-le", ""),
    "utf-16 big without a mark": ("utf-16-be", ""),
    "utf-32": ("utf-32", ""),
    "utf-32 big": ("utf-32-be", "\ufeff"),
    "windows-1252": ("cp1252", ""),
    "latin-1": ("latin-1", ""),
}


@pytest.mark.parametrize("case", ENCODINGS)
def test_an_encoding_that_can_be_told_needs_no_question(tmp_path, case):
    encoding, mark = ENCODINGS[case]
    text = f"{mark}{HEADER}\nMüller & Söhne,2025-01-01,1\nCafé Zoë,2025-01-02,2\n"
    answer, rows = direct(tmp_path, text.encode(encoding))
    assert [row[2] for row in rows] == ["Müller & Söhne", "Café Zoë"]
    silent = encoding.startswith("utf") and "without" not in case
    assert bool(answer["notes"]) is not silent


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("shift_jis", "株式会社山田商店"),
        ("gbk", "北京科技有限公司"),
        ("cp1251", "Общество Ромашка"),
        ("mac_roman", "Société Générale"),
        ("cp850", "Müller Söhne"),
        ("cp1250", "Łódź Żółć"),
    ],
)
def test_other_encodings_are_asked_about_with_previews(tmp_path, encoding, name):
    content = f"{HEADER}\n{name},2025-01-01,1\n{name} 2,2025-01-02,2\n".encode(encoding)
    question = direct(tmp_path, content)[0]["question"]
    assert question["option"] == "encoding"
    assert any(name in shown for shown in question["choices"].values())
    answer, rows = direct(tmp_path, content, encoding=encoding)
    assert [row[2] for row in rows] == [name, f"{name} 2"]
    assert any(note.startswith("read as ") for note in answer["notes"])


def test_windows_1252_letters_in_a_utf_8_file_are_read_and_said(tmp_path):
    content = f"{HEADER}\nMüller,2025-01-01,1\nSöhne,2025-01-01,1\n".encode()
    content += "Café,2025-01-02,2\n".encode("cp1252")
    answer, rows = direct(tmp_path, content)
    assert [row[2] for row in rows] == ["Müller", "Söhne", "Café"]
    assert "Windows-1252" in answer["notes"][0]
    assert "Caf" in answer["notes"][0]


def test_nul_characters_are_removed_and_counted(tmp_path):
    answer, rows = direct(tmp_path, b"Customer,Date\nA\0c\0me,2025-01-01\n")
    assert rows[0][2] == "Acme"
    assert answer["notes"] == ["removed 2 NUL characters"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_all_line_ends_are_read(tmp_path, end):
    text = end.join([HEADER, "a,2025-01-01,1", "b,2025-01-02,2", ""])
    _, rows = direct(tmp_path, text.encode())
    assert [row[0] for row in rows] == [2, 3]
    assert [row[2] for row in rows] == ["a", "b"]


def test_mixed_line_ends_are_read(tmp_path):
    text = f"{HEADER}\r\na,2025-01-01,1\nb,2025-01-02,2\rc,2025-01-03,3\r\n"
    assert [row[2] for row in direct(tmp_path, text.encode())[1]] == ["a", "b", "c"]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|", ", "])
def test_separators_are_found(tmp_path, mark):
    lines = [["Customer", "Date", "Amount"], ["x", '"A, B; C"', "1.5"], ["d", "", "2"]]
    text = "\n".join(mark.join(line) for line in lines)
    _, rows = direct(tmp_path, text.encode())
    assert rows == [
        [2, None, "x", "A, B; C", "1.5"],
        [3, None, "d", "", "2"],
    ]


def test_decimal_commas_do_not_make_columns(tmp_path):
    text = "1,5;2,5;3,5\n4,5;5,5;6,5\n"
    answer, rows = direct(tmp_path, text.encode(), header="none")
    assert answer["columns"] == ["column 1", "column 2", "column 3"]
    assert rows[0] == [1, None, "1,5", "2,5", "3,5"]


def test_a_separator_that_cannot_be_told_is_asked_about(tmp_path):
    text = "CUSTOMER DATE\nMen, and women 1\nOne; two, three 2\nA, b, c, d 3\nE 4\n"
    question = direct(tmp_path, text.encode())[0]["question"]
    assert question["option"] == "separator"
    assert {",", ";", " ", "none"} <= set(question["choices"])
    answer, rows = direct(tmp_path, b"Customer||Amount\na||1\nb||2\n", separator="||")
    assert answer["columns"] == ["Customer", "Amount"]
    assert [row[2:] for row in rows] == [["a", "1"], ["b", "2"]]


def test_the_sep_line_of_excel_is_no_row(tmp_path):
    _, rows = direct(tmp_path, b"sep=;\nCustomer;Date\na;2025-01-01\n")
    assert rows == [[2, None, "a", "2025-01-01"]]


def test_comment_lines_are_skipped_and_counted(tmp_path):
    text = f"# made by hand\n# on Monday\n{HEADER}\na,2025-01-01,1\n# half time\nb,2025-01-02,2\n"
    answer, rows = direct(tmp_path, text.encode())
    assert [row[:3] for row in rows] == [[4, None, "a"], [6, None, "b"]]
    assert answer["notes"] == [
        "skipped 2 comment lines above the header",
        "skipped 1 comment line",
    ]


def test_order_numbers_may_begin_with_a_hash(tmp_path):
    _, rows = direct(tmp_path, b"Name,Total\n#1001,5\n#1002,6\n")
    assert [row[2] for row in rows] == ["#1001", "#1002"]


def test_single_quotes_and_backslashes_are_understood_and_said(tmp_path):
    answer, rows = direct(tmp_path, b"Customer,Note\n'A, B','x'\n'C','It''s'\n")
    assert [row[2:] for row in rows] == [["A, B", "x"], ["C", "It's"]]
    assert "single quotes" in answer["notes"][0]
    answer, rows = direct(tmp_path, b'Customer,Note\n"A","5\\" x 3\\""\n"B","y"\n')
    assert [row[2:] for row in rows] == [["A", '5" x 3"'], ["B", "y"]]
    assert '\\"' in answer["notes"][0]


def test_a_broken_quote_costs_its_own_row_and_no_other(tmp_path):
    lines = ["a,2025-01-01,1", '"b,2025-01-01,2', "c,2025-01-01,3", 'd 5" x,2025-01-01,4', "e,,5"]
    _, rows = direct(tmp_path, "\n".join([HEADER, *lines]).encode())
    assert [row[2] for row in rows if row[1] is None] == ["a", "c", 'd 5" x', "e"]
    refused = [row for row in rows if row[1]]
    assert refused[0][0] == 3
    assert "never closed" in refused[0][1]
    assert refused[0][2] == '"b'


def test_a_cell_that_swallows_rows_is_named(tmp_path):
    text = f'{HEADER}\na,"2025-01-01,1\nb,2025-01-01,2\nc,2025-01-01",3\n'
    answer, _ = direct(tmp_path, text.encode())
    assert "row 2 runs over several lines" in answer["notes"][0]


def test_rows_of_another_length_are_listed_with_numbers(tmp_path):
    text = f"{HEADER}\na,2025-01-01,1\nb,2025-01-01\nc,Ltd,2025-01-01,1\n,d,2025-01-01,1,\n"
    _, rows = direct(tmp_path, text.encode())
    assert [(row[0], row[1]) for row in rows] == [
        (2, None),
        (3, "2 cells, the header has 3"),
        (4, "4 cells, the header has 3"),
        (5, "5 cells, the header has 3"),
    ]


def test_a_long_cell_is_refused_with_its_limit(tmp_path):
    text = f"{HEADER}\na,2025-01-01,1\n{'x' * 3_000_000},2025-01-01,1\n"
    _, rows = direct(tmp_path, text.encode())
    assert [(row[0], row[1]) for row in rows][1] == (3, "a cell of more than 32,767 characters")


def test_a_packed_file_is_unpacked_within_the_limit(empty, tmp_path):
    packed = gzip.compress(f"{HEADER}\na,2025-01-01,1\n".encode())
    assert read(empty, packed)[2] == ["unpacked the file first"]
    with pytest.raises(errors.FileUnreadable, match="over 400 MB"):
        read(empty, gzip.compress(b"a,b\n" * 101_000_000, 1))
    with pytest.raises(errors.FileUnreadable, match="damaged or incomplete"):
        read(empty, packed[:-9])


def test_an_unknown_option_is_a_type_error_of_ours(empty):
    with pytest.raises(errors.IcpError, match='no option "colour"') as refused:
        read(empty, HEADER, colour="red")
    assert isinstance(refused.value, TypeError)


@pytest.mark.parametrize(
    "options", [{"encoding": "klingon"}, {"encoding": "utf-16"}, {"header": "77"}, {"header": "x"}]
)
def test_an_answer_that_does_not_fit_is_a_sentence(empty, options):
    with pytest.raises(errors.FileUnreadable, match="choose another"):
        read(empty, f"{HEADER}\na,2025-01-01,1\n", **options)


CELLS = st.text(st.sampled_from("ab1 ,;|\t'\"\n\\#-.é"), max_size=6)
TABLES = st.integers(2, 4).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=6)
)
DIALECTS = st.fixed_dictionaries(
    {
        "delimiter": st.sampled_from(",;\t|"),
        "quoting": st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
        "lineterminator": st.sampled_from(["\n", "\r\n"]),
    }
)


def stripped(row):
    return [cell.strip(" ") for cell in row]


def written(rows, **dialect):
    target = io.StringIO(newline="")
    csv.writer(target, **dialect).writerows(rows)
    return target.getvalue().encode()


@settings(max_examples=300, deadline=None)
@given(table=TABLES, dialect=DIALECTS)
@example(table=[["a", ""], ["", "1"]], dialect={"delimiter": ",", "quoting": csv.QUOTE_ALL})
@example(
    table=[["", "", "\n#"], [" ", ", ", "\n#"]],
    dialect={"delimiter": ",", "quoting": csv.QUOTE_MINIMAL, "lineterminator": "\n"},
)
def test_a_table_of_any_dialect_is_never_different_in_silence(tmp_path_factory, table, dialect):
    """Read back equal, or refused, or asked, or with a note or a listed row that says what.

    Blanks around a cell do not count: `clean_text` strips them before a value is made of it.
    """
    folder = tmp_path_factory.mktemp("table")
    names = [["Customer ID", "Date", "Amount", "Note"][: len(table[0])]]
    answer, rows = direct(folder, written(names + table, **dialect))
    if "columns" in answer:
        truth = [stripped(row) for row in table if any(cell.strip() for cell in row)]
        same = answer["columns"] == names[0] and [stripped(row[2:]) for row in rows] == truth
        assert same or answer["notes"] or any(row[1] for row in rows)


@settings(max_examples=200, deadline=None)
@given(
    table=TABLES.filter(lambda rows: not any("\\" in cell for row in rows for cell in row)),
    dialect=DIALECTS,
    other=st.sampled_from(
        [
            {"quotechar": "'", "quoting": csv.QUOTE_ALL},
            {"doublequote": False, "escapechar": "\\", "quoting": csv.QUOTE_ALL},
        ],
    ),
)
def test_other_quotes_are_never_different_in_silence(tmp_path_factory, table, dialect, other):
    test = test_a_table_of_any_dialect_is_never_different_in_silence.hypothesis.inner_test
    test(tmp_path_factory, table, {**dialect, **other})


PLAIN = st.lists(
    st.lists(st.text(st.sampled_from("ab19 \"'#é,\n\u00a0"), max_size=4), min_size=3, max_size=3),
    min_size=1,
    max_size=8,
)


@settings(max_examples=300, deadline=None)
@given(table=PLAIN, dialect=DIALECTS, raw=st.booleans())
def test_the_short_way_gives_what_the_long_way_gives(tmp_path_factory, table, dialect, raw):
    folder = tmp_path_factory.mktemp("ways")
    names = [["Customer ID", "Date", "Amount"]]
    content = written(names + table, **dialect)
    if raw:  # cells as they are, whatever the quotes in them do
        content = "\n".join(dialect["delimiter"].join(row) for row in names + table).encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader_fast, "WORTH_IT", 1 << 60)
        long = direct(folder, content)
        patch.setattr(reader_fast, "WORTH_IT", 0)
        short = direct(folder, content)
    assert short == long


@given(st.text(st.sampled_from('",\nx'), max_size=24))
@example('"a",b\n"c","d"')
@example('a",b,"c')
@example('"a\nb","c"')
@example('"a"b,c')
def test_quotes_in_pairs_are_those_around_whole_cells(text):
    content = text.encode()
    cells = re.findall(r'(?:^|(?<=[,\n]))("[^"\n]*"|[^",\n]*)(?=[,\n]|$)', text)
    whole = sum(cell.count('"') for cell in cells) == text.count('"')
    if reader_quotes.in_pairs(b",", content):
        assert whole
    elif '""' not in text:
        assert not whole


def test_the_short_way_is_taken_for_big_plain_files(tmp_path, monkeypatch):
    lines = [f'c{n},2025-01-{1 + n % 28:02},"{n} ""x"""' for n in range(100_000)]
    content = codecs.BOM_UTF8 + "\r\n".join(["Sales list,,", "", HEADER, *lines]).encode()
    taken = []
    copy = reader_fast._copy
    monkeypatch.setattr(reader_fast, "GROUP", 30_000)
    monkeypatch.setattr(reader_fast, "_copy", lambda *all: taken.append(copy(*all)) or taken[-1])
    answer, short = direct(tmp_path, content)
    assert taken == [100_000]
    assert answer["notes"] == ["cut 2 lines above the header"]
    monkeypatch.setattr(reader_fast, "WORTH_IT", 1 << 60)
    assert direct(tmp_path, content) == (answer, short)
    assert taken == [100_000]
    assert short[-1] == [100_003, None, "c99999", "2025-01-12", '99999 "x"']
