"""Bytes of every kind thrown at the readers: an answer in bounded time, never a traceback.

FUZZ_SECONDS sets how long (60 without it); FUZZ_SEED where to begin.
"""

import gzip
import io
import os
import random
import time

import pandas as pd
import pytest
import xlsxwriter

from icp import errors, ingest, reader, staging
from tests.bad_inputs import ROWS, TABLE, ods, workbook, xls, xlsb
from tests.test_reader_header import NO_HEADER, QUICKBOOKS

pytestmark = pytest.mark.long

SECONDS = float(os.environ.get("FUZZ_SECONDS", "60"))
SEED = int(os.environ.get("FUZZ_SEED", "1"))
PIECES = [b'"', b"'", b",", b";", b"\t", b"|", b"\n", b"\r", b"\0", b"\\", b"#", b"\xff\xfe"]
PIECES += [
    b"\xe9",
    b"\x81",
    b"\xef\xbb\xbf",
    b'""',
    b"\n\n",
    b"sep=;\n",
    b" " * 50,
    b"1e999",
    b"x" * 999,
]


def seeds():
    parquet = io.BytesIO()
    ROWS.to_parquet(parquet)
    texts = [QUICKBOOKS, *NO_HEADER.values(), "Kunde;Betrag\nMüller;1,5\n" * 9]
    yield from (text.encode() for text in texts)
    yield from (text.encode("utf-16") for text in texts[:2])
    yield texts[-1].encode("cp1252")
    yield "名前,日付\n株式会社,2025\n".encode("shift_jis")
    yield workbook(Orders=pd.concat([ROWS] * 20), Notes=ROWS)
    yield workbook(Orders=ROWS)
    yield workbook(Jan=ROWS, Feb=ROWS)
    yield from (make(TABLE) for make in (ods, xlsb, xls))
    yield parquet.getvalue()
    yield gzip.compress(QUICKBOOKS.encode())


def mutated(chance, seed):
    content = bytearray(seed)
    for _ in range(chance.choice([0, 1, 1, 2, 5, 30])):
        at = chance.randrange(len(content) + 1)
        action = chance.randrange(5)
        if action == 0:
            content[at : at + chance.randrange(1, 20)] = b""
        elif action == 1:
            content[at:at] = chance.choice(PIECES)
        elif action == 2 and at < len(content):
            content[at] = chance.randrange(256)
        elif action == 3:
            content[at:at] = content[at : at + chance.randrange(200)]
        else:
            content = content[:at] if chance.random() < 0.3 else content
    return bytes(content)


def options(chance):
    if chance.random() < 0.7:
        return {}
    return chance.choice(
        [{"header": "none"}, {"header": "2"}, {"header": "1-2"}, {"header": "-"}]
        + [{"separator": mark} for mark in (",", "tab", "none", "||", "", '"', "\n")]
        + [{"encoding": name} for name in ("gbk", "utf-7", "base64", "idna", "", "utf-16")]
        + [{"sheet": name} for name in ("Orders", "One", "*", "")]
    )


def answered(answer):
    kinds = {"columns", "error", "question"} & set(answer)
    assert len(kinds) == 1, answer
    if "error" in answer:
        assert "\n" not in answer["error"]
        assert answer["error"].endswith(".")
    if "question" in answer:
        assert answer["question"]["choices"]


def test_mutated_files_get_an_answer(tmp_path):
    """In this process, so that a mistake of ours shows its place; workbooks only in the child.

    A damaged workbook may ask for more memory than there is, which only the child is kept from.
    """
    chance, end, tried, most = random.Random(SEED), time.monotonic() + SECONDS, 0, 0.0
    every = [one for one in seeds() if not one.startswith((b"PK", reader.OLE))]
    while time.monotonic() < end:
        content, wanted = mutated(chance, chance.choice(every)), options(chance)
        (tmp_path / "file").write_bytes(content)
        begin = time.process_time()  # the clock on the wall also counts what others do
        try:
            answered(reader.main(tmp_path / "file", tmp_path / "staged.parquet", wanted))
            most = max(most, time.process_time() - begin)
            assert most < 20
        except BaseException:
            (tmp_path / "last").write_bytes(content)
            print(f"seed {SEED}, file {tried}, options {wanted}: {tmp_path / 'last'}")
            raise
        tried += 1
    print(f"{tried:,} files read in {SECONDS:.0f} seconds, the slowest in {most:.1f}")
    assert tried > SECONDS


def test_mutated_files_never_break_the_child(empty, caplog):
    chance, end = random.Random(SEED + 1), time.monotonic() + SECONDS
    every, sentences, tried = list(seeds()), [], 0
    while time.monotonic() < end:
        tried += 1
        file = io.BytesIO(mutated(chance, chance.choice(every)))
        try:
            staging.discard(staging.stage(empty, file, "file", **options(chance)))
        except errors.IcpError as error:
            sentences.append(str(error))
    print(f"{tried:,} files read in {SECONDS:.0f} seconds, {len(sentences):,} of them refused")
    assert all(sentences)
    assert "Traceback" not in caplog.text


def test_a_million_rows_of_a_workbook_are_read(empty, tmp_path):
    path = tmp_path / "large.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Order ID", "Customer", "Date", "Amount", "Product", "Quantity"])
        for n in range(1, 1_000_001):
            sheet.write_row(n, 0, [n, n % 20_000, "2025-01-01", n % 99 + 0.5, "Widget", 2])
    begin = time.monotonic()
    found = ingest.load(empty, path)
    print(f"a workbook of 1,000,000 rows in {time.monotonic() - begin:.1f} seconds")
    assert (found.rows_read, found.rows_loaded) == (1_000_000, 1_000_000)
    # 1,000,000 x 0.5 and the rests by 99: 10,101 times their sum of 4,851, and one 1
    assert found.totals.amount == 500_000 + 10_101 * 4_851 + 1
