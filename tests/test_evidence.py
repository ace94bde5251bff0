"""What numbers say about their own marks: thousands or decimals, said or asked where none tells."""

import pytest

from icp import errors, ingest
from tests.conftest import App
from tests.test_ingest import csv
from tests.test_upload import drop, press, said

HEAD = "Customer;Date;Amount\n"


def load(conn, *written, **options):
    text = HEAD + "".join(f"a;2025-01-05;{one}\n" for one in written)
    found = ingest.load(conn, csv(text), **options)
    lines = conn.execute("select amount::double from order_lines order by row_no").fetchall()
    return [amount for (amount,) in lines], [note for note in found.notes if "thousands" in note]


def test_three_digits_after_every_comma_are_thousands_and_that_is_said(empty):
    amounts, notes = load(empty, "1,234", "12,500", "950")
    assert amounts == [1234, 12_500, 950]
    assert notes == ['numbers such as "1,234" are read as thousands: 1234']


def test_who_knows_better_says_that_they_are_decimals(empty):
    assert load(empty, "1,234", "12,500", decimal=",") == ([1.234, 12.5], [])


@pytest.mark.parametrize(
    ("written", "amounts"),
    [
        (["1,234", "1,234,567"], [1234, 1_234_567]),
        (["1,234", "5.50"], [1234, 5.5]),
        (["1,234", "0,500"], [1.234, 0.5]),
        (["1,234", "1234,500"], [1.234, 1234.5]),
        (["1,234", "12,5"], [1.234, 12.5]),
        (["1.234", "1.234.567"], [1234, 1_234_567]),
        (["1.234", "1234.567"], [1.234, 1234.567]),
        (["950", "12"], [950, 12]),
    ],
    ids=str,
)
def test_one_number_that_makes_sense_only_one_way_decides_for_all(empty, written, amounts):
    assert load(empty, *written) == (amounts, [])


def test_a_point_before_three_digits_is_asked_about_as_ever(empty):
    with pytest.raises(errors.Question, match=r'such as "1\.234" can be read two ways'):
        load(empty, "1.234", "2.500")


def test_the_page_offers_the_other_way(app):
    page = app.visit("upload", App.EMPTY)
    drop(page, 'Customer,Date,Amount\na,2025-01-05,"1,234"\nb,2025-01-06,"2,500"\n')
    assert "3,734" in said(page).replace("\\", "")
    press(page, r"No, 1,234 is 1\.234")
    assert "read as thousands" not in said(page)
    assert "Before the cents stands: a comma" in said(page)
