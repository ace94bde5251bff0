"""The messy files of other projects, judged by the same program that prints them."""

import sys

import pytest

from icp import db, staging
from tests.conftest import ROOT

sys.path.insert(0, str(ROOT / "benchmarks"))

import messy_files


@pytest.fixture(scope="module")
def outcomes(real):
    with db.open(":memory:") as conn:
        return [messy_files.judge(conn, case) for case in messy_files.cases(real)]


def of(outcomes, *groups):
    return [outcome for outcome in outcomes if outcome.case.group in groups]


def test_no_file_is_silently_wrong(outcomes):
    assert [one.case.name for one in outcomes if one.verdict == "SILENTLY WRONG"] == []
    assert len(outcomes) == 180


def test_39_of_the_41_survey_files_are_cell_equal(outcomes):
    survey = of(outcomes, "survey")
    assert len(survey) == 41
    wrong = [one.case.name for one in survey if not one.equal]
    assert wrong == ["2004-2016.csv", "S30out.csv"]


def test_polluted_files_are_equal_or_name_the_row(outcomes):
    for one in of(outcomes, "polluted"):
        assert one.equal or any(line.startswith("row ") for line in one.said), one


def test_clean_files_carry_no_needless_notice(outcomes):
    clean = of(outcomes, "csv-spectrum") + [one for one in outcomes if one.case.path.name in CLEAN]
    assert len(clean) == 6 + len(CLEAN)
    noticed = [one.case.name for one in clean if one.verdict != "equal"]
    assert noticed == ["skip_initials.csv"]


CLEAN = (
    "source.csv",
    "file_record_delimiter_0xA.csv",
    "file_double_trailing_newline.csv",
    "simple.csv",
    "example.tsv",
    "complex.csv",
    "skip_initials.csv",
    "dummy.tsv",
    "mac_newlines.csv",
    "optional_quote_characters.csv",
    "test_geo.csv",
    "test_header_newline.csv",
    "test_ignore_case.csv",
    "test_no_leading_zeroes.csv",
    "test_utf16_big.csv",
    "test_utf16_little.csv",
    "FY09_EDU_Recipients_by_State.csv",
    "April-2011-for-publication.csv",
    "W32.csv",
    "over25k-transparency.csv",
)


def test_the_quickbooks_report_is_cut_above_its_header_only(empty, real):
    file = real / "vendor_exports" / "quickbooks" / "qbo_sales_by_customer_detail.csv"
    staged = staging.stage(empty, file)
    assert staged.columns[:2] == ("column 1", "Transaction date")
    assert "cut 4 lines above the header" in staged.notes
    rows = empty.from_parquet(str(staged.path)).fetchall()
    assert rows[0][0] == 6
    assert [row[2] for row in rows if row[2].startswith("TOTAL")] == ["TOTAL"]
    assert not any(row[1] for row in rows if row[2] != rows[-1][2])
    staging.discard(staged)
