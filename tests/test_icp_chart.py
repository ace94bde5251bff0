"""Who stands in the chart of the best customers, and what the data say of them."""

from datetime import date

import pandas as pd
import pytest

from icp import chart_cells, costs, icp_chart, standards
from tests.conftest import book

AS_OF = date(2025, 12, 10)


def listed(conn, *rows):
    """Customers of a list: id, name, and further columns."""
    for number, one in enumerate(rows, start=1):
        given = {"import_id": 1, "row_no": number, **one}
        marks = ", ".join("?" for _ in given)
        conn.execute(
            f"insert into customer_rows ({', '.join(given)}) values ({marks})", list(given.values())
        )
    standards.refresh(conn)


def billed(conn, *lines, **columns):
    """Orders of (customer, day, amount)."""
    book(conn, [(str(n), *line) for n, line in enumerate(lines)], **columns)


def facts(conn, *ids, as_of=AS_OF):
    return icp_chart.facts(conn, ids, as_of).set_index("customer_id")


# ---- who


def test_the_largest_are_those_of_the_last_12_months(empty):
    billed(
        empty,
        ("old", date(2024, 12, 9), 900),  # a day too early
        ("a", date(2024, 12, 10), 50),
        ("b", AS_OF, 60),
        ("c", date(2025, 12, 11), 900),  # a day too late
        ("d", date(2025, 3, 1), 50),
        ("back", date(2024, 1, 1), 100),
        ("back", date(2025, 1, 1), -100),
    )
    everyone = icp_chart.everybody(empty, AS_OF)
    assert icp_chart.largest(everyone, "revenue", 10) == ["b", "a", "d"]
    assert icp_chart.largest(everyone, "revenue", 1) == ["b"]
    assert everyone.set_index("customer_id")["rank"].dropna().to_dict() == {"a": 2, "b": 1, "d": 2}


def test_the_most_profitable_are_by_margin_and_by_profit_where_it_is_known(empty):
    lines = [("a", AS_OF, 100), ("b", AS_OF, 90), ("c", AS_OF, 500)]
    billed(empty, *lines, cost=[80, 10, None])
    everyone = icp_chart.everybody(empty, AS_OF)
    assert icp_chart.largest(everyone, "left", 5) == ["b", "a"]  # 80 and 20; c is not known
    empty.execute(
        "insert into feedback_rows (import_id, row_no, feedback_id, customer_id, given_on, hours)"
        " values (2, 1, 'f', 'a', date '2025-12-05', 1), (2, 2, 'g', 'b', date '2025-12-05', 70)"
    )
    costs.save(empty, costs.Rates(hours=1))
    everyone = icp_chart.everybody(empty, AS_OF)
    assert everyone["after_support"].all()
    assert icp_chart.largest(everyone, "left", 5) == ["a", "b"]  # 19 and 10 after support


EVERYONE = pd.DataFrame(
    [
        # customer_id, revenue, rank, referred_money, referrals, nps, tenure
        ("big", 900.0, 1.0, 0.0, 0.0, 10.0, 5.0),
        ("sender", 10.0, 4.0, 300.0, 2.0, None, 3.0),
        ("fan", 20.0, 3.0, 0.0, 0.0, 9.0, 1.0),
        ("new fan", 20.0, 3.0, 0.0, 0.0, 10.0, 0.9),
        ("calm", 30.0, 2.0, 0.0, 0.0, 8.0, 5.0),
        ("gone", 0.0, None, 900.0, 4.0, 10.0, 9.0),
        ("in vain", 5.0, 5.0, 0.0, 3.0, None, 5.0),
        ("bad", 5.0, 5.0, 999.0, 3.0, None, 5.0),
    ],
    columns=["customer_id", "revenue", "rank", "referred_money", "referrals", "nps", "tenure"],
)


def test_loyal_senders_and_fans_who_were_left_out_are_named_by_what_they_brought():
    found = icp_chart.overlooked(EVERYONE, ["big"], without=["bad"])
    assert list(found["customer_id"]) == ["sender", "fan"]
    assert icp_chart.overlooked(EVERYONE, ["sender", "fan", "big", "bad"]).empty


# ---- what the data say


def test_money_is_of_12_months_and_months_are_those_as_a_customer(empty):
    billed(
        empty,
        ("a", date(2023, 5, 1), 1_000),
        ("a", date(2024, 12, 9), 500),
        ("a", date(2024, 12, 10), 70),
        ("a", AS_OF, 30),
        ("a", date(2025, 6, 1), -10),
        ("a", date(2025, 12, 11), 999),
        ("young", date(2025, 9, 30), 40),
        ("gone", date(2023, 6, 1), 80),
    )
    found = facts(empty, "gone", "young", "a")
    assert list(found.index) == ["gone", "young", "a"]  # as they were asked for
    assert found["money"].to_dict() == {"gone": 0, "young": 40, "a": 90}
    assert found["months"].to_dict() == {"gone": 12, "young": 4, "a": 12}  # September to December


def test_who_never_ordered_has_no_money_and_who_is_not_there_is_left_out(empty):
    listed(empty, {"customer_id": "x", "name": "Xi", "customer_since": date(2020, 12, 10)})
    billed(empty, ("a", AS_OF, 1))
    found = facts(empty, "x", "nobody")
    assert list(found.index) == ["x"]
    assert pd.isna(found.at["x", "money"])
    assert found.at["x", "tenure_months"] == 60
    cells = chart_cells.of_data(found.reset_index(), {})
    known = {row for (_, row), cell in cells.items() if cell.known}
    assert known == {"years"}


def test_years_count_from_the_list_or_the_first_purchase_and_open_where_the_data_begin(empty):
    listed(
        empty,
        {"customer_id": "since", "customer_since": date(2015, 1, 1)},
        {"customer_id": "later", "customer_since": date(2025, 1, 1)},
        {"customer_id": "future", "customer_since": date(2026, 1, 1)},
    )
    billed(
        empty,
        ("first", date(2022, 11, 20), 5),
        ("since", date(2022, 11, 25), 5),
        ("later", date(2022, 11, 30), 5),
        ("next", date(2022, 12, 1), 5),
    )
    found = facts(empty, "first", "since", "later", "next", "future", as_of=date(2025, 12, 1))
    assert found["began_before"].to_dict() == {
        "first": True,
        "since": False,
        "later": True,
        "next": False,
        "future": False,
    }
    # November 2022 to 1 December 2025 are 37 months; the list says 1 January 2015
    months = found["tenure_months"].astype(object).where(found["tenure_months"].notna(), None)
    assert months.to_dict() == {"first": 37, "since": 131, "later": 37, "next": 36, "future": None}
    cells = chart_cells.of_data(found.reset_index(), {})
    assert cells["first", "years"].text == "3+"


def test_purchases_are_those_of_12_months_by_money_and_services_where_known(empty):
    billed(
        empty,
        ("a", date(2025, 6, 1), 10),
        ("a", date(2025, 7, 1), 15),
        ("a", date(2025, 7, 1), 20),
        ("a", date(2024, 1, 1), 900),
        ("a", date(2025, 8, 1), 30),
        ("a", date(2025, 9, 1), -30),
        ("b", date(2025, 9, 1), 5),
        product=["Wifi", "Wifi", "Print", "Old", "Taken back", "Taken back", None],
    )
    found = facts(empty, "a", "b")
    assert list(found.at["a", "products"]) == ["Wifi", "Print"]
    assert list(found.at["b", "products"]) == []
    empty.execute("insert into product_services values ('Print', 'Paper', null)")
    assert list(facts(empty, "a").at["a", "products"]) == ["Wifi", "Paper"]


def test_what_the_list_and_the_feedback_say(empty):
    listed(
        empty,
        {"customer_id": "a", "name": "Acme", "industry": "Law", "employees": "40-60"},
        {"customer_id": "b", "location": "Carrow", "distance": 7, "testimonial": "No"},
        {"customer_id": "c", "country": "Chile"},
    )
    empty.execute(
        "insert into feedback_rows (import_id, row_no, feedback_id, customer_id, given_on,"
        " testimonial) values (2, 1, 'f', 'a', date '2025-12-10', 'Great!'),"
        " (2, 2, 'g', 'c', date '2025-12-11', 'Too late')"
    )
    empty.execute("insert into attributes values (1, 'b', 'Referred us', 'No')")
    billed(empty, ("a", AS_OF, 1))
    cells = chart_cells.of_data(facts(empty, "a", "b", "c").reset_index(), {"a": 2.0})
    written = {cell: one.text for cell, one in cells.items() if one.text}
    assert written == {
        ("a", "employees"): "40-60",
        ("a", "industry"): "Law",
        ("a", "referred"): "yes, 2 sent",
        ("a", "testimonial"): "yes",
        ("b", "location"): "Carrow, 7 miles away",
        ("b", "referred"): "no",
        ("b", "testimonial"): "no",
        ("c", "location"): "Chile",
    }


@pytest.mark.parametrize("header", ["Kilometres", "km"])
def test_the_unit_of_the_distance_is_that_of_the_newest_list(empty, header):
    listed(empty, {"customer_id": "a", "distance": 7})
    for number, (name, undone) in enumerate((("Miles", False), (header, False), ("Miles", True))):
        empty.execute(
            "insert into imports (import_id, kind, file_name, file_sha256, rows_read, rows_loaded,"
            " rows_refused, unit, mapping, notes, undone, headers, own, answers) values (?,"
            " 'customers', 'f', 'x', 1, 1, 0, 'rows', ?, [], ?, [], '{}', '{}')",
            [number, f'{{"distance": "{name}"}}', undone],
        )
    found = facts(empty, "a").reset_index()
    assert chart_cells.of_data(found, {})["a", "location"].text == "7 km away"


# ---- the sample company


def test_the_five_largest_of_the_sample_company(sample_company):
    as_of = date(2026, 11, 1)
    everyone = icp_chart.everybody(sample_company, as_of)
    five = icp_chart.largest(everyone, "revenue", 5)
    found = facts(sample_company, *five, as_of=as_of)
    # the key: St. Brannoc 1.09 M and Copperline Castings 634 k lead
    assert list(found["name"].head(2)) == ["St. Brannoc Hospital Group", "Copperline Castings"]
    assert found["money"].iloc[0] == pytest.approx(1_093_500, abs=1)
    assert found["months"].eq(12).all()
    assert found["number"].is_unique


def test_marrow_and_pine_is_the_first_to_be_considered(sample_company):
    everyone = icp_chart.everybody(sample_company, date(2026, 11, 1))
    found = icp_chart.overlooked(everyone, icp_chart.largest(everyone, "revenue", 5))
    first = found.iloc[0]
    # the key, story 9
    assert (first["customer_id"], first["rank"], first["referrals"]) == ("AP-1031", 132, 6)
    assert first["referred_money"] == pytest.approx(284_071.76, abs=0.01)
