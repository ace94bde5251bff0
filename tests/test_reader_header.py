"""Where a table begins and ends: titles, two-line headers, no header, footers, several tables."""

import pytest

from tests.test_reader_text import direct

QUICKBOOKS = """Acme Distribution,,,,
Sales by Customer Detail,,,,
"July 1-31, 2026",,,,

,Transaction date,Num,Quantity,Amount
North Ltd,,,,
,08/01/2026,1001,3,100.00
,08/02/2026,1002,1,50.00
Total for North Ltd,,,4,150.00
TOTAL,,,4,150.00
"""


def table(folder, text, **options):
    """Columns, first row number, rows without numbers, notes; or the question."""
    answer, rows = direct(folder, text.encode(), **options)
    if "question" in answer:
        return answer["question"]
    assert "columns" in answer, answer
    return answer["columns"], rows[0][0], [row[1:] for row in rows], answer["notes"]


def test_a_report_is_read_below_its_titles_and_keeps_its_groups_and_totals(tmp_path):
    columns, first, rows, notes = table(tmp_path, QUICKBOOKS)
    assert columns == ["column 1", "Transaction date", "Num", "Quantity", "Amount"]
    assert first == 6
    assert [row[1] for row in rows] == ["North Ltd", "", "", "Total for North Ltd", "TOTAL"]
    assert not any(row[0] for row in rows)
    assert notes == ["cut 4 lines above the header"]


def test_a_summary_whose_first_column_has_no_name(tmp_path):
    text = "Acme,\nSales by Customer,\n,\n,Total\nNorth Ltd,100.00\nSouth Ltd,50.00\n"
    columns, first, rows, _ = table(tmp_path, text)
    assert (columns, first, len(rows)) == (["column 1", "Total"], 5, 2)


def test_two_header_rows_become_one(tmp_path):
    text = ",,Sales,,Cost,\nCustomer,Region,2024,2025,2024,2025\nA,N,1,2,3,4\nB,S,5,6,7,8\n"
    columns, first, _, notes = table(tmp_path, text)
    assert columns == ["Customer", "Region", "Sales 2024", "Sales 2025", "Cost 2024", "Cost 2025"]
    assert first == 3
    assert "rows 1 to 2 read as one header" in notes


def test_a_header_that_goes_on_below(tmp_path):
    text = "Unit,2023,2024\n,,restated\nNorth,1,2\nSouth,3,4\n"
    columns, first, _, notes = table(tmp_path, text)
    assert (columns, first) == (["Unit", "2023", "2024 restated"], 3)
    assert notes == ["rows 1 to 2 read as one header"]


def test_a_wide_report_names_its_columns_by_year_or_month(tmp_path):
    assert table(tmp_path, "Customer,2023,2024\nA,10,20\nB,30,40\n")[1] == 2
    assert table(tmp_path, "Customer,Jan 2024,Feb 2024\nA,10,20\nB,30,40\n")[1] == 2
    assert table(tmp_path, "Customer,2024-01-01,2024-02-01\nA,10,20\nB,30,40\n")[1] == 2


NO_HEADER = {
    "numbers": "1001,2025-01-01,5\n1002,2025-01-02,6\n1003,2025-01-03,7\n",
    "text and numbers": "North Ltd,2025-01-01,5\nSouth Ltd,2025-01-02,6\n",
    "all text": "North Ltd,London\nSouth Ltd,Paris\nEast Ltd,London\n",
}


@pytest.mark.parametrize("case", NO_HEADER)
def test_a_file_without_a_header_is_asked_about(tmp_path, case):
    text = NO_HEADER[case]
    question = table(tmp_path, text)
    assert question["option"] == "header"
    assert list(question["choices"])[:2] == ["none", "1"]
    columns, first, rows, _ = table(tmp_path, text, header="none")
    assert (columns[0], first) == ("column 1", 1)
    assert len(rows) == text.count("\n")
    named, first, rows, _ = table(tmp_path, text, header="1")
    assert (named[0], first, len(rows)) == (text.split(",")[0], 2, text.count("\n") - 1)


def test_two_lines_that_could_both_be_headers_are_asked_about(tmp_path):
    text = "wert,stand,gewicht\n(in mm),(tag),(in kg)\n1,2025-01-01,2\n3,2025-01-02,4\n"
    question = table(tmp_path, text)
    assert "1-2" in question["choices"]
    columns, first, _, _ = table(tmp_path, text, header="1-2")
    assert (columns[0], first) == ("wert (in mm)", 3)


def test_a_bad_first_row_is_a_row_and_no_header(tmp_path):
    _, first, rows, _ = table(tmp_path, "Customer,Date,Amount\nBad,unknown,2x\nA,2025-01-01,1\n")
    assert (first, len(rows)) == (2, 2)


def test_a_footer_below_a_blank_line_is_listed(tmp_path):
    text = "Customer,Amount\nA,1\nB,2\n,\nSource: the books,\nWritten on Monday,\n"
    rows = table(tmp_path, text)[2]
    assert [row[0] for row in rows] == [None, None, *["below the table: a footer"] * 2]


def test_sparse_last_rows_are_pointed_out(tmp_path):
    text = "Customer,Date,Amount\n" + "A,2025-01-01,1\n" * 4 + "some,,\n,notes,\n"
    assert "the last 2 rows fill few of the columns, from row 6" in table(tmp_path, text)[3][0]


def test_a_repeated_header_is_listed_and_the_tables_are_one(tmp_path):
    text = "Customer,Amount\nA,1\n,\nSecond page,\nCustomer,Amount\nB,2\n"
    _, _, rows, notes = table(tmp_path, text)
    assert [row[0] for row in rows] == [
        None,
        "a title above a second header",
        "repeats the header",
        None,
    ]
    assert notes == ["the header is repeated in row 5: read as one table"]


@pytest.mark.parametrize("gap", ["\n", ""])
def test_another_table_below_is_left_out_and_can_be_chosen(tmp_path, gap):
    second = "Customer,Date,Amount,Note" if not gap else "Region,Booked,Turnover,Note"
    text = f"Customer,Date,Amount\nA,2025-01-01,1\n{gap}{second}\nN,2025-01-02,5,x\n"
    _, _, rows, notes = table(tmp_path, text)
    assert [bool(row[0]) for row in rows] == [False, True, True]
    number = 3 + len(gap)
    assert f"another table begins in row {number}" in notes[0]
    columns, first, rows, _ = table(tmp_path, text, header=str(number))
    assert (columns, first, len(rows)) == (second.split(","), number + 1, 1)


def test_headers_are_short_told_apart_and_never_blank(tmp_path):
    long = "y" * 5000
    text = f"Amount,amount,,{long},amount (2),\n1,2,3,4,5,6\n"
    columns = table(tmp_path, text)[0]
    assert columns[:3] == ["Amount", "amount (2)", "column 3"]
    assert columns[3] == "y" * 120
    assert columns[4:] == ["amount (2) (2)", "column 6"]


def test_names_of_rows_without_a_name_are_said(tmp_path):
    columns, _, rows, notes = table(tmp_path, "x,y\na,1,2\nb,3,4\n")
    assert columns == ["column 1", "x", "y"]
    assert rows[0][1:] == ["a", "1", "2"]
    assert "one cell more than the header" in notes[0]
