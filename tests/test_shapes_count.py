"""Lists of users or devices, in which a customer has many rows."""

import pytest

from icp import errors, ingest
from tests.test_ingest import csv

USERS = """Client,User,Email,Last login
Acme,Ada,ada@acme.example,2025-01-01
Acme,Bob,bob@acme.example,2025-01-02
Acme,Ada L,ADA@acme.example,2025-01-02
Bolt,Cy,cy@bolt.example,
Bolt,Printer,,
,Dee,dee@x.example,
Cedar,Eve,eve@c.example,
Total,,,
"""
DEVICES = "Company,Device name,OS,Purchase price\n" + "".join(
    f"{who},PC-{n},Windows,\n" for who, count in (("A", 3), ("B", 2)) for n in range(count)
)


def employees(conn):
    return conn.execute("from customers select customer_id, employees order by 1").fetchall()


def test_users_are_counted_after_asking(empty):
    with pytest.raises(errors.Question, match='7 rows name only 4 customers in "Client"') as asked:
        ingest.load(empty, csv(USERS))
    assert asked.value.option == "count"
    assert list(asked.value.choices) == ["users", "devices", "no"]
    assert employees(empty) == []
    found = ingest.load(empty, csv(USERS), count="users")
    assert employees(empty) == [("Acme", "2"), ("Bolt", "1"), ("Cedar", "1")]
    assert (found.kind, found.unit) == ("customers", "customer")
    assert "8 rows: 4 users of 3 customers, counted as employees" in found.notes
    assert 'named again and counted once, told by "Email": 1' in found.notes
    # 8 rows of the file = 4 users + 1 named again + 3 refused
    assert found.rejects[["row", "reason"]].values.tolist() == [
        [6, '"Email" is blank: no user to count'],
        [7, "no customer"],
        [9, "a total row"],
    ]


def test_devices_are_told_by_their_names(empty):
    ingest.load(empty, csv(DEVICES), kind="customers", count="devices")
    assert employees(empty) == [("A", "3"), ("B", "2")]


def test_without_a_column_to_tell_them_by_each_row_is_one(empty):
    text = "Client,City\nA,x\nA,x\nA,y\nA,y\nA,z\nB,x\nB,x\n"
    ingest.load(empty, csv(text), kind="customers", count="users")
    assert employees(empty) == [("A", "5"), ("B", "2")]


def test_each_row_can_be_a_customer_all_the_same(empty):
    found = ingest.load(empty, csv(USERS), count="no")
    assert (found.rows_loaded, found.rows_refused) == (3, 5)
    assert employees(empty) == [("Acme", None), ("Bolt", None), ("Cedar", None)]


@pytest.mark.parametrize(
    "text",
    [
        "Customer,Industry\nA,x\nA,x\nB,y\n",  # one slip is no list of users
        "Customer,Employees\n" + "A,5\nB,6\n" * 6,  # the number is known
        "Customer,Industry\n" + "".join(f"c{n % 30},x\n" for n in range(36)),  # 6 of 36 again
    ],
)
def test_a_list_of_customers_is_not_asked_about(empty, text):
    assert ingest.load(empty, csv(text)).kind == "customers"


def test_repeats_of_more_than_a_fifth_are_asked_about(empty):
    text = "Customer,Industry\n" + "".join(f"c{n % 30},x\n" for n in range(40))
    with pytest.raises(errors.Question, match="40 rows name only 30"):
        ingest.load(empty, csv(text))


def test_counts_leave_what_is_known_of_the_customers_as_it_was(empty):
    ingest.load(empty, csv("Client,Industry,Colour\nAcme,Law,red\nBolt,IT,\n"))
    counts = ingest.load(empty, csv(USERS), count="users")
    known = "from customers select customer_id, industry, employees order by 1"
    assert empty.execute(known).fetchall() == [
        ("Acme", "Law", "2"),
        ("Bolt", "IT", "1"),
        ("Cedar", None, "1"),
    ]
    own = "from current_attributes select customer_id, name, value"
    assert empty.execute(own).fetchall() == [("Acme", "Colour", "red")]
    ingest.undo(empty, counts.import_id)
    assert empty.execute(known).fetchall() == [("Acme", "Law", None), ("Bolt", "IT", None)]


def test_the_newest_that_is_known_of_a_customer_counts(empty):
    ingest.load(empty, csv("Client,Industry,Colour\nAcme,Law,red\n"))
    ingest.load(empty, csv("Client,Industry,Colour\nAcme,IT,\n"))
    assert empty.execute("from customers select industry").fetchall() == [("IT",)]
    ingest.load(empty, csv("Client,Industry,Colour\nAcme,,blue\n"))
    assert empty.execute("from customers select industry").fetchall() == [("IT",)]
    assert empty.execute("from current_attributes select value").fetchall() == [("blue",)]
