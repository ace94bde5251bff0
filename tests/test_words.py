"""Numbers, dates and text as they stand on the screen."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ui import words


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (0, "0"),
        (999.4, "999"),
        (999.6, "1.00 k"),
        (353_000, "353 k"),
        (-353_000, "-353 k"),
        (999_999, "1.00 M"),
        (8_911_407.904, "8.91 M"),
        (21_912_345, "21.9 M"),
        (1_200_000_000, "1.20 bn"),
        (None, "unknown"),
        (float("nan"), "unknown"),
    ],
)
def test_money_has_three_figures(amount, shown):
    assert words.money(amount) == shown


@pytest.mark.parametrize(
    ("one", "other", "shown"),
    [
        (8_054_000, 6_325_000, "1.72 M"),  # 1,729,000; beside 8.05 M and 6.33 M
        (6_325_000, 8_054_000, "-1.72 M"),
        (1_463_600, 353_400, "1.11 M"),  # 1.46 M and 353 k
        (8_054_000, 7_326_000, "720 k"),  # 8.05 M and 7.33 M
        (8_054_000, 8_050_000, "4.00 k"),  # 8.05 M both
        (100, 50, "50"),
        (60, 110, "-50"),
        (99.6, 60.4, "40"),  # 39.2; beside 100 and 60
        (12, 12, "0"),
        (0, 0, "0"),
    ],
)
def test_a_difference_agrees_with_what_it_stands_beside(one, other, shown):
    assert words.difference(one, other) == shown


@pytest.mark.parametrize(
    ("share", "shown"),
    [(0.255, "26 %"), (0.245, "25 %"), (0.745, "75 %"), (-0.001, "0 %"), (1, "100 %")],
)
def test_percent_rounds_half_up(share, shown):
    assert words.percent(share) == shown


def test_percent_can_have_digits():
    assert words.percent(0.74617, 1) == "74.6 %"


def test_numbers_have_thousands():
    assert words.number(1133) == "1,133"
    assert words.number(2.5) == "3"
    assert words.number(0.71514, 2) == "0.72"
    assert words.number(None) == "unknown"


def test_one_is_singular():
    assert words.plural(1, "customer") == "1 customer"
    assert words.plural(0, "customer") == "0 customers"
    assert words.plural(4338, "company", "companies") == "4,338 companies"


def test_days_read_like_days():
    assert words.day(date(2025, 10, 31)) == "31 Oct 2025"
    assert words.day(None) == "unknown"


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("Plain & Söhne", "Plain & Söhne"),
        ("**bold**", r"\*\*bold\*\*"),
        ("![x](y)", r"\!\[x\]\(y\)"),
        (":red[x] $a$ `b` ~c~", r"\:red\[x\] \$a\$ \`b\` \~c\~"),
        ("<b>|#+-_{}", r"\<b\>\|\#\+\-\_\{\}"),
        ("    indented\n# heading\t", r"indented \# heading"),
        ("back\\slash", r"back\\slash"),
        (17, "17"),
    ],
)
def test_text_from_files_is_no_markdown(text, escaped):
    assert words.md(text) == escaped


@given(some.text())
def test_every_mark_is_escaped_and_nothing_is_lost(text):
    escaped = words.md(text)
    assert "\n" not in escaped
    bare = escaped.replace("\\\\", "")
    for mark in "`*_{}[]()#+-.!|<>$:~":
        assert bare.count(mark) == bare.count(f"\\{mark}")


@pytest.mark.parametrize(
    "text", ["http://evil.example", "HTTPS://evil.example", "www.evil.example", "a@evil.example"]
)
def test_addresses_do_not_become_links(text):
    shown = words.md(text).replace("\\", "")
    assert shown != text
    assert shown.replace("\N{WORD JOINER}", "") == text
