"""Downloads that no spreadsheet takes for formulas."""

import io

import openpyxl
import pandas as pd
import pytest

from icp import export

# the fullwidth sign counts too: Excel takes it for "="
FORMULAS = ["=1+1", "+cmd", "-x", "@sum", "\t=1", " =1", '"=1', "\uff1d1", "|calc", "%x"]
HARMLESS = ["Acme", "-12.50", "+1 555 0100", "a=b", "", "2025-01-01"]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_text_in_csv(text):
    frame = pd.DataFrame({"name": [text], text: ["x"]})
    read = pd.read_csv(io.BytesIO(export.csv(frame)), encoding="utf-8-sig")
    assert read.iloc[0, 0] == f"'{text}"
    assert read.columns[1] == f"'{text}"


@pytest.mark.parametrize("text", HARMLESS)
def test_other_text_stays_as_it_is(text):
    frame = pd.DataFrame({"name": [text], "n": [-1.5]})
    read = pd.read_csv(io.BytesIO(export.csv(frame)), dtype={"name": str}, keep_default_na=False)
    assert list(read.iloc[0]) == [text, -1.5]


def test_excel_gets_no_formula_and_no_link():
    texts = [*FORMULAS, "http://example.com", "a\x00b\x1fc", "x" * 40_000]
    content = export.xlsx(pd.DataFrame({"=name": texts, "n": range(len(texts))}))
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert sheet["A1"].value == "=name"
    assert sheet.cell(len(FORMULAS) + 3, 1).value == "abc"
    assert len(sheet.cell(len(FORMULAS) + 4, 1).value) == 32_767
