"""The chart on paper: one landscape page, whatever is in it."""

import json

import pandas as pd
import pytest
import typst

from icp import chart_paper, paper
from icp.chart_rows import ROWS
from tests.test_paper import HOSTILE, texts

NOTES = ["Blank = unknown.", "* written by hand"]


def table(customers, text, name="Customer"):
    titles = ["Customer", *(f"{name} {n}" for n in range(customers)), "In common"]
    rows = [[row.title, *[text] * customers, f"{text} (4 of 5)"] for row in ROWS.values()]
    return pd.DataFrame(rows, columns=titles)


@pytest.mark.parametrize(
    ("customers", "text", "name"),
    [
        (1, "Law", "Acme"),
        (5, "Healthcare", "St. Brannoc Hospital Group"),
        (
            10,
            "Managed support, Backup and security, " * 6,
            "Sons & Sons of Somewhere, Holdings " * 3,
        ),
        (10, "x" * 5_000, "y" * 5_000),
    ],
)
@pytest.mark.parametrize("size", list(paper.SIZES))
def test_it_is_one_landscape_page(customers, text, name, size):
    made = chart_paper.page("Best", "Books", table(customers, text, name), NOTES, size)
    assert made.startswith(b"%PDF-")
    assert made.count(b"/Type/Page/") == 1


def test_long_words_can_break_and_long_texts_are_cut():
    frame = table(10, "x" * 5_000)
    cell = json.loads(chart_paper.content("Best", "Books", frame, NOTES, "a4"))["rows"][0][1]
    words = cell.rstrip("…").split(chart_paper.SOFT_HYPHEN)
    assert "".join(words) == "x" * (chart_paper.MAX_CELL - 1)
    assert max(map(len, words)) == chart_paper.PIECE


def test_what_is_in_the_table_is_drawn_as_text():
    frame = pd.DataFrame([HOSTILE, HOSTILE], columns=[f"#panic({n})" for n in range(len(HOSTILE))])
    given = {"data": chart_paper.content("#panic(2)", "$x$", frame, ["*no*"], "a4")}
    template = chart_paper.TEMPLATE.read_bytes()
    [drawn] = json.loads(typst.query(template, "table", sys_inputs=given))
    words = list(texts(drawn["children"]))
    assert words[: len(HOSTILE)] == list(frame.columns)
    assert words[len(HOSTILE)] == HOSTILE[0]
    assert words.count("=1+1") == 2


def test_the_template_reads_and_fetches_nothing():
    template = chart_paper.TEMPLATE.read_text(encoding="utf-8")
    for word in ("import", "include", "eval", "read(", "plugin"):
        assert word not in template
