"""How a newer export differs from what is there, worked out by hand."""

import pytest

from icp import changes, ingest
from tests.test_ingest import csv

LIST = "Customer ID,Customer,Industry,Color\n"
ORDERS = "Order ID,Customer ID,Order date,Amount\n"
TWO_LINES = "1,a,2025-01-31,60\n1,a,2025-01-31,40\n2,b,2025-01-31,10\n"


def of(conn, text, **options):
    found = ingest.load(conn, csv(text), **options).changed
    return found and {
        name: getattr(found, name)
        for name in ("new", "changed", "same", "known", "staying", "unnumbered", "look_known")
    }


def counts(new=0, changed=0, same=0, staying=0, unnumbered=0, look_known=0):
    return {
        "new": new,
        "changed": changed,
        "same": same,
        "known": changed + same,
        "staying": staying,
        "unnumbered": unnumbered,
        "look_known": look_known,
    }


def test_the_first_file_of_a_kind_changes_nothing(empty):
    assert of(empty, LIST + "1,A,Law,red\n") is None
    assert of(empty, ORDERS + TWO_LINES) is None


def test_a_newer_customer_list_is_compared_fact_by_fact(empty):
    ingest.load(empty, csv(LIST + "1,A,Law,red\n2,B,,\n3,C,Law,\n4,D,Law,blue\n"))
    newer = (
        LIST + "1,A,Law,red\n2,B,Retail,\n4,D,Law,\n5,E,,\n,nobody,,\n,,Law,\n1,A again,Law,red\n"
    )
    # 1 the same, 2 has an industry now, of 4 the color is not said and stays, 5 and nobody are
    # new, 3 is not in it; a row without a customer and the second row of 1 are left out
    assert of(empty, LIST + newer) == counts(new=2, changed=1, same=2, staying=1)


def test_a_fact_that_was_known_and_is_now_another_is_a_change(empty):
    ingest.load(empty, csv(LIST + "1,A,Law,red\n2,B,Law,red\n"))
    assert of(empty, LIST + "1,A,Retail,red\n2,B,Law,red\n") == counts(changed=1, same=1)


def test_a_file_that_brings_one_fact_changes_that_fact_alone(empty):
    ingest.load(empty, csv(LIST + "1,A,Law,red\n2,B,Law,red\n"))
    newer = "Customer ID,Color,Employees\n1,red,\n2,blue,\n"
    assert of(empty, newer, kind="customers") == counts(changed=1, same=1)
    newer = "Customer ID,Employees\n1,7\n2,\n"
    assert of(empty, newer, kind="customers") == counts(changed=1, same=1)
    assert of(empty, newer + "3,\n", kind="customers") == counts(new=1, same=2)


def test_only_the_newest_row_of_a_customer_is_compared(empty):
    ingest.load(empty, csv(LIST + "1,A,Law,red\n"))
    ingest.load(empty, csv(LIST + "1,A,Retail,red\n"))
    assert of(empty, LIST + "1,A,Retail,red\n2,B,,\n") == counts(new=1, same=1)


def test_a_list_that_was_undone_is_not_compared_with(empty):
    ingest.load(empty, csv(LIST + "1,A,Law,red\n"))
    newer = ingest.load(empty, csv(LIST + "1,A,Retail,red\n"))
    ingest.undo(empty, newer.import_id)
    assert of(empty, LIST + "1,A,Law,red\n2,B,,\n") == counts(new=1, same=1)


def test_another_name_for_an_own_column_is_a_change(empty):
    ingest.load(empty, csv(LIST + "1,A,Law,red\n"))
    newer = LIST + "1,A,Law,red\n2,B,,\n"
    assert of(empty, newer, own={"Color": "Tint"}) == counts(new=1, changed=1)


def test_newer_orders_are_compared_line_by_line(empty):
    ingest.load(empty, csv(ORDERS + TWO_LINES + "3,c,2025-02-01,5\n4,d,2025-02-01,5\n"))
    newer = (
        "1,a,2025-01-31,40\n1,a,2025-01-31,60\n"  # the same lines in another order
        "2,b,2025-01-31,11\n"  # another amount
        "3,c,2025-02-01,5\n3,c,2025-02-01,5\n"  # a line more
        "5,e,2025-02-01,5\n6,f,2025-02-01,5\n"  # new, and order 4 is not mentioned
        "7,,2025-02-01,5\n"  # left out
    )
    found = of(empty, ORDERS + newer, duplicates="all")
    assert found == {**counts(new=2, changed=2, same=1), "staying": None}


def test_only_the_newest_import_of_an_order_is_compared(empty):
    ingest.load(empty, csv(ORDERS + TWO_LINES))
    ingest.load(empty, csv(ORDERS + "1,a,2025-01-31,99\n"))
    newer = "1,a,2025-01-31,99\n2,b,2025-01-31,10\n"
    assert of(empty, ORDERS + newer) == {**counts(same=2), "staying": None}


def test_rows_without_a_number_are_new_and_said_to_look_known(empty):
    head = "Customer,Date,Amount\n"
    ingest.load(empty, csv(head + "a,2025-01-01,1\nb,2025-01-01,2\n"))
    newer = "a,2025-01-01,1\na,2025-01-02,1\nb,2025-01-01,3\nb,2025-01-01,2\n"
    found = of(empty, head + newer)
    assert found == {**counts(new=4, unnumbered=4, look_known=2), "staying": None}


def test_large_files_are_compared_by_number_alone(empty, monkeypatch):
    monkeypatch.setattr(changes, "MOST", 2)
    ingest.load(empty, csv(ORDERS + TWO_LINES))
    found = of(
        empty, ORDERS + "1,a,2025-01-31,1\n3,c,2025-02-01,5\n3,c,2025-02-01,6\n9,,2025-02-01,6\n"
    )
    assert found == {
        "new": 1,
        "changed": None,
        "same": None,
        "known": 1,
        "staying": None,
        "unnumbered": 0,
        "look_known": None,
    }


@pytest.mark.parametrize(("total", "by_number"), [(2, False), (3, True)])
def test_what_is_large_is_judged_by_the_rows_on_either_side(empty, monkeypatch, total, by_number):
    monkeypatch.setattr(changes, "MOST", 2)
    lines = "".join(f"{n},a,2025-01-31,1\n" for n in range(total))
    ingest.load(empty, csv(ORDERS + lines))
    found = ingest.load(empty, csv(ORDERS + "1,a,2025-01-31,2\n")).changed
    assert (found.changed is None) == by_number
