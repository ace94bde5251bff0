"""Tables of any dialect, made by chance: each value comes back as it was, or its row is listed.

FUZZ_TABLES sets how many (40 without it).
"""

import csv
import io
import os
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import mkdtemp

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from icp import db, errors, ingest, plans, reader, rows, shapes, staging

TRIED = int(os.environ.get("FUZZ_TABLES", "15"))
BLANKS = " \t\n\r\u00a0\u200b\ufeff"
HEADERS = ["Order ID", "Customer ID", "Order date", "Amount", "Product"]
WAYS = {
    "%Y-%m-%d": None,
    "%d.%m.%Y": "yes",
    "%d/%m/%Y": "yes",
    "%m/%d/%Y": "no",
    "%d %b %Y": None,
    "%Y%m%d": None,
}
NAMES = st.text(st.sampled_from("aZ019 -_,;|\t'\"\n#é€/.%=@+\u00a0"), min_size=1, max_size=8)
ROW = st.tuples(
    NAMES,
    NAMES,
    st.dates(date(1990, 1, 1), date(2090, 12, 31)),
    st.decimals(-99_999_999, 99_999_999, places=2),
    NAMES | st.just(""),
)
DIALECT = st.fixed_dictionaries(
    {
        "delimiter": st.sampled_from(",;\t|"),
        "quoting": st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
        "lineterminator": st.sampled_from(["\n", "\r\n"]),
    }
)
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"])


def number(amount, comma, grouped):
    text = f"{amount:,.2f}" if grouped else f"{amount:.2f}"
    return text.translate(str.maketrans(",.", ".,")) if comma else text


def written(table, way, comma, grouped, dialect):
    target = io.StringIO(newline="")
    writer = csv.writer(target, **dialect)
    writer.writerow(HEADERS)
    for order, customer, day, amount, product in table:
        shown = number(amount, comma, grouped)
        writer.writerow([order, customer, day.strftime(way), shown, product])
    return target.getvalue()


def staged(conn, content, answers):
    """The file staged as `staging.stage` does it, without a process of its own."""
    folder = Path(mkdtemp(dir=db.scratch(conn)))
    (folder / "upload").write_bytes(content)
    answer = reader.main(folder / "upload", folder / "staged.parquet", answers)
    if "question" in answer:
        raise errors.Question(**answer["question"])
    if "error" in answer:
        raise errors.FileUnreadable(answer["error"])
    plain = staging.Staged(
        folder, "any.csv", "0", tuple(answer["columns"]), answer["rows"], tuple(answer["notes"])
    )
    return shapes.ungroup(conn, plain)


def loaded(conn, content, truth):
    """The result, every question answered by the truth."""
    answers = {}
    for _ in range(9):
        try:
            file = staged(conn, content, {k: v for k, v in answers.items() if k in staging.OPTIONS})
            known = {k: v for k, v in answers.items() if k in plans.ANSWERS}
            plan = plans.make(conn, file, "orders", **known)
            return ingest.commit(conn, file, plan, rows.check(conn, file, plan))
        except errors.Question as question:
            event(f"asked for the {question.option}")
            answers[question.option] = truth[question.option]
    raise AssertionError(answers)


@settings(
    max_examples=TRIED, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    table=st.lists(ROW, min_size=1, max_size=12),
    way=st.sampled_from(list(WAYS)),
    comma=st.booleans(),
    grouped=st.booleans(),
    dialect=DIALECT,
    encoding=ENCODINGS,
)
def test_every_value_comes_back_or_its_row_is_refused(
    empty, table, way, comma, grouped, dialect, encoding
):
    content = written(table, way, comma, grouped, dialect).encode(encoding)
    truth = {
        "header": "1",
        "separator": {"\t": "tab"}.get(dialect["delimiter"], dialect["delimiter"]),
        "encoding": encoding,
        "day_first": WAYS[way],
        "decimal": "," if comma else ".",
        "duplicates": "all",
    }
    conn = empty
    with suppress(errors.FileUnreadable, errors.MappingIncomplete):
        found = loaded(conn, content, truth)
        event("loaded")
        assert found.rows_read == found.rows_loaded + found.rows_refused == len(table)
        lines = conn.execute(
            "select row_no, order_id, customer_id, order_on, amount, product from order_lines"
        ).fetchall()
        refused = {int(row) for row in found.rejects["row"]}
        assert refused.isdisjoint(row for row, *_ in lines)
        assert refused | {row for row, *_ in lines} == set(range(2, len(table) + 2))
        for row, order, customer, day, amount, product in lines:
            wanted = table[row - 2]
            assert (day, amount) == (wanted[2], wanted[3]), found.notes
            assert customer == wanted[1].strip(BLANKS)
            assert product == known(wanted[4])
            assert order == (known(wanted[0]) or f"row {row} of import {found.import_id}")
        ingest.undo(conn, found.import_id)


def known(text):
    """The text without blanks, None where it only says that nothing is known."""
    plain = text.strip(BLANKS)
    missing = ("", "null", "n/a", "na", "#n/a", "nan", "none", "-", "--")
    return None if plain.lower() in missing else plain


def test_the_amounts_are_written_as_people_write_them():
    assert number(Decimal("-1234.5"), comma=True, grouped=True) == "-1.234,50"
    assert number(Decimal("1234.5"), comma=False, grouped=False) == "1234.50"
