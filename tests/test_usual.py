"""What is read at little cost is read exactly as the long way reads it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from icp import db

CASES = """
with written as (
    select unnest($texts::varchar[]) as raw, generate_subscripts($texts::varchar[], 1) as n
),
cleaned as (select *, clean_text(raw) as clean from written)
select
    raw,
    usual_number(raw, false),
    try_cast(parse_number(clean, false) as decimal(18, 4)),
    usual_number(raw, true),
    try_cast(parse_number(clean, true) as decimal(18, 4)),
    usual_date(raw, false), parse_date(clean, false),
    usual_date(raw, true), parse_date(clean, true)
from cleaned
order by n
"""
ENDS = st.sampled_from(["", "", "", " ", "\t", "\n", "\u00a0", "\u200b"])
DIGITS = st.text("0123456789", min_size=1, max_size=14)
NUMBERS = st.builds(
    "{}{}{}{}{}".format,
    st.sampled_from(["", "", "-", "+", "$", "-$", "€", "(", "USD "]),
    st.one_of(DIGITS, st.integers(0, 10**13).map("{:,}".format)),
    st.sampled_from(["", ".", ",", "e", "_"]),
    st.text("0123456789", max_size=10),
    st.sampled_from(["", "", "-", ")", "%"]),
)
YEARS = st.sampled_from(["1899", "1900", "2024", "2099", "2100", "25", "202"])
PARTS = st.integers(0, 32).flatmap(lambda n: st.sampled_from([str(n), f"{n:02}"]))
DATES = st.one_of(
    st.builds("{}-{}-{}".format, YEARS, PARTS, PARTS),
    st.builds("{}{}{}{}{}".format, PARTS, st.sampled_from("/.- "), PARTS, st.just("/"), YEARS),
    st.builds("{}-{}-{}T10:00".format, YEARS, PARTS, PARTS),
)
TEXTS = st.lists(
    st.builds("{}{}{}".format, ENDS, st.one_of(NUMBERS, DATES, st.text(max_size=6)), ENDS)
)


def read(conn, texts):
    return conn.execute(CASES, {"texts": texts}).fetchall()


@settings(max_examples=150, deadline=None)
@given(texts=TEXTS)
def test_the_usual_ways_and_the_long_way_agree(texts):
    for _, *pairs in read(connection(), [text.replace("\0", "") for text in texts]):
        for usual, other in zip(pairs[::2], pairs[1::2], strict=True):
            assert usual in (None, other)


def test_what_most_files_write_is_read_at_little_cost(empty):
    texts = ["1234.50", "-7", "$1,234.50", "1234,50", "2024-02-29", "12/31/2024", "31/12/2024"]
    found = {
        raw: [str(one) for one in values if one is not None]
        for raw, *values in ((row[0], row[1], row[3], row[5], row[7]) for row in read(empty, texts))
    }
    assert found == {
        "1234.50": ["1234.5000"],
        "-7": ["-7.0000", "-7.0000"],
        "$1,234.50": ["1234.5000"],
        "1234,50": ["1234.5000"],
        "2024-02-29": ["2024-02-29", "2024-02-29"],
        "12/31/2024": ["2024-12-31"],
        "31/12/2024": ["2024-12-31"],
    }


def test_what_is_nearly_usual_is_left_to_the_long_way(empty):
    texts = ["1_000", "1e5", "12 ", "2024-02-30", "1899-12-31", "2/30/2024", "1/1/202 ", "1,23.4"]
    for raw, *values in read(empty, texts):
        assert values[0:7:2] == [None] * 4, raw


_kept = []


def connection():
    """One workspace for all examples: making one takes longer than asking it."""
    if not _kept:
        _kept.append(db.open(":memory:"))
    return _kept[0]
