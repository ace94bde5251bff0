"""Which header stands for which field, checked against real exports' headers."""

import pytest

from icp import fields


def chosen(headers, kind=None):
    headers = headers.split(",")
    return {
        name: match.header
        for name, match in fields.guess(headers, kind or fields.guess_kind(headers)).items()
    }


def test_online_retail_headers_are_known():
    found = chosen("InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID")
    assert found == {
        "order_id": "InvoiceNo",
        "product": "Description",
        "quantity": "Quantity",
        "order_on": "InvoiceDate",
        "unit_price": "UnitPrice",
        "customer_id": "CustomerID",
    }


def test_what_is_paid_to_us_and_what_a_customer_earns_are_told_apart():
    assert chosen("Customer,Date,Revenue")["amount"] == "Revenue"
    found = chosen("Company Name,Company ID,Revenue,Territory", "customers")
    assert found["own_revenue"] == "Revenue"


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        ("Customer,Invoice date,Total", "orders"),
        ("Customer,Date,Quantity,Price", "orders"),
        ("Who,When,Amount", "orders"),
        ("Customer,City", "customers"),
        ("Customer,Phone", "customers"),
        ("customerID,companyName,contactTitle,address,city,postalCode,phone", "customers"),
        ("Company name,Industry,Number of Employees,Annual Revenue", "customers"),
        ("Name,Email,Phone", "customers"),
        ("Product,Price", "products"),
        ("SKU,Product name,Category,Unit price", "products"),
        ("Item,Quantity,Price,Date,Customer", "orders"),
        ("Invoice no,Customer,Date", "orders"),
        ("Account,Stage,Amount", "deals"),
        ("Deal - Title,Deal - Value,Deal - Status,Deal - Organization", "deals"),
        ("Prospect,Industry,Employees,City", "prospects"),
        ("Company,Industry,Last contacted", "prospects"),
        ("Company,Date,NPS,Comment", "feedback"),
        ("Customer ID,Month,Hours,Tickets", "feedback"),
    ],
)
def test_the_kind_is_guessed_from_what_only_it_has(headers, kind):
    assert fields.guess_kind(headers.split(",")) == kind


def test_every_kind_has_its_words_and_can_be_loaded_by_what_it_needs():
    for kind, about in fields.ABOUT.items():
        assert about.title
        assert about.help.endswith(".")
        named = {name for need in about.needs for name in need.any[0]}
        assert named <= {field.name for field in fields.KINDS[kind]}
        assert fields.missing(kind, dict.fromkeys(named, "x")) == []
        assert len(fields.missing(kind, {})) == len(about.needs)


def test_an_alias_stands_for_one_field_of_a_kind():
    for kind, known in fields.KINDS.items():
        aliases = [alias for field in known for alias in set(field.aliases)]
        twice = {alias for alias in aliases if aliases.count(alias) > 1}
        # the first field that wants one of these takes it
        assert twice <= {"name", "title", "description"}, kind


def test_case_spaces_and_marks_do_not_matter():
    assert chosen("*CUSTOMER  id,order_DATE, Amount ")["customer_id"] == "*CUSTOMER  id"


def test_a_slip_of_the_pen_is_found_and_less_sure():
    found = fields.guess(["Custommer name", "Industry"], "customers")
    assert found["customer_name"].header == "Custommer name"
    assert 90 <= found["customer_name"].sure < 100
    assert found["industry"].sure == 100


def test_a_header_is_used_once():
    found = chosen("Customer,Customer name,Date,Amount,Total")
    assert len(set(found.values())) == len(found)
    assert found["customer_name"] == "Customer name"
    assert found["amount"] == "Amount"
