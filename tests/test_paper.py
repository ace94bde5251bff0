"""The sheet for pen and paper."""

import json

import pytest
import typst

from icp import paper, sorting

HOSTILE = [
    "#panic(1) *bold* $x$ `raw` [a] \\ <label> @reference // gone",
    '"quoted" {} \n second line \t \x00 \x1b[31m',
    "株式会社 Ünïcode Śp. z o.o. \N{SLIGHTLY SMILING FACE}",
    "x" * 5_000,
    "=1+1",
    # case 87 of the bad inputs
    '<b>x & y</b> <img src="/etc/hostname"> #read("/etc/hostname") #image("/etc/hostname")',
]


def texts(node):
    """Every piece of text in a part of a document, whole."""
    if isinstance(node, dict):
        if node.get("func") == "text":
            yield node["text"]
        for part in node.values():
            yield from texts(part)
    elif isinstance(node, list):
        for part in node:
            yield from texts(part)


def test_names_are_drawn_as_text_each_in_a_row_of_its_own():
    given = {"data": paper.content("#panic(2)", HOSTILE)}
    [table] = json.loads(typst.query(paper.TEMPLATE.read_bytes(), "table", sys_inputs=given))
    numbered = [part for n, name in enumerate(HOSTILE, start=1) for part in (str(n), name)]
    head = ["No.", "Customer", "1 Good", "2 OK", "3 Bad", "Why"]
    assert list(texts(table["children"])) == head + numbered
    boxes = [cell for cell in table["children"] if cell.get("body", {}).get("func") == "box"]
    assert len(boxes) == 3 * len(HOSTILE)


@pytest.mark.parametrize("size", list(paper.SIZES))
def test_a_sheet_is_a_pdf_with_a_page_more_for_every_thirty_names_or_so(size):
    def pages(names):
        made = paper.sheet("Books", names, size)
        assert made.startswith(b"%PDF-")
        return made.count(b"/Type/Page/")

    assert pages([]) == 1
    assert pages([f"Customer {n}" for n in range(20)]) == 1
    assert pages([f"Customer {n}" for n in range(40)]) == 2
    assert pages(HOSTILE) >= 1


def test_reasons_have_the_number_of_their_verdict_and_their_place_in_it():
    assert sorting.NUMBERS["a pleasure to deal with"] == "11"
    assert sorting.NUMBERS["refers others to us"] == "14"
    assert sorting.NUMBERS["nice people"] == "21"
    assert sorting.NUMBERS["rude"] == "32"
    assert len(set(sorting.NUMBERS.values())) == sum(map(len, sorting.REASONS.values()))


def test_the_template_reads_and_fetches_nothing():
    template = paper.TEMPLATE.read_text(encoding="utf-8")
    for word in ("import", "include", "eval", "read(", "plugin"):
        assert word not in template
