"""Bands of numbers, and the unit that the header above a distance says."""

import pandas as pd
import pytest

from icp import daily, trait_bands

HEADERS = [
    ("Distance (km)", "km"),
    ("Kilometers", "km"),
    ("Miles from office", "miles"),
    ("Distance", "miles"),
]


@pytest.mark.parametrize(("header", "unit"), [*HEADERS, (None, "miles")])
def test_a_header_says_the_unit(header, unit):
    assert trait_bands.distance_unit(header) == unit


def test_a_distance_in_bands_has_its_unit():
    found = trait_bands.banded("Distance", pd.Series(["3", "10", "49", "50"]), pd.Series([1] * 4))
    assert list(found) == [
        "under 10 miles",
        "10 to 24 miles",
        "25 to 49 miles",
        "50 miles and more",
    ]


def lists(conn, *headers):
    conn.execute("insert into customer_rows (import_id, row_no, customer_id, distance) values"
                 " (1, 1, 'a', 3), (1, 2, 'b', 24.5), (1, 6, 'b2', 10), (1, 3, 'c', 25),"
                 " (1, 4, 'd', 50), (1, 5, 'e', null)")  # fmt: skip
    for number, header in enumerate(headers, 1):
        conn.execute(
            "insert into imports (import_id, kind, file_name, file_sha256, rows_read, rows_loaded,"
            " rows_refused, unit, mapping, notes, undone, headers, own, answers) values (?,"
            " 'customers', 'f', 'x', 5, 5, 0, 'rows', json_object('distance', ?), [], false, [],"
            " '{}', '{}')",
            [number, header],
        )
    daily.refresh(conn)


def bands(conn):
    return [
        row[0]
        for row in conn.execute(
            "select value from customer_traits where trait = 'distance' order by customer_id"
        ).fetchall()
    ]


@pytest.mark.parametrize(("header", "unit"), HEADERS)
def test_the_newest_list_says_the_unit_of_what_the_best_share(empty, header, unit):
    lists(empty, "In km" if unit == "miles" else "Miles", header)
    near = f"10 to 24 {unit}"
    assert bands(empty) == [
        f"under 10 {unit}",
        near,
        near,
        f"25 to 49 {unit}",
        f"50 {unit} and more",
    ]


def test_a_list_that_was_undone_says_no_unit(empty):
    lists(empty, "km", "Miles")
    empty.execute("update imports set undone = import_id = 2")
    assert bands(empty)[0] == "under 10 km"


def test_distances_that_were_typed_in_count_in_miles(empty):
    lists(empty)
    assert bands(empty)[0] == "under 10 miles"
