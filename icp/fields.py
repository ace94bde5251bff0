"""The fields of each kind of file, and which header stands for which.

Aliases belong to a kind: in orders `Revenue` is what was paid, in a customer list it is the
customer's own. Sources: public fixtures, importers and documentation of the vendors.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from icp import errors, vendors

SURE_ENOUGH = 90


@dataclass(frozen=True)
class Field:
    """A column of ours: its name, the words on screen, and the headers it is known by."""

    name: str
    title: str
    aliases: tuple[str, ...]


@dataclass(frozen=True)
class Match:
    """A header chosen for a field, and how sure we are (0-100; 100 = a known name)."""

    header: str
    sure: int


def _field(name: str, title: str, aliases: str) -> Field:
    return Field(name, title, tuple(_plain(alias) for alias in aliases.split(",")))


def _plain(header: str) -> str:
    return "".join(char for char in header.lower() if char.isalnum() or char == "#")


_CUSTOMER_ID = _field(
    "customer_id",
    "Customer number",
    "Customer ID,CustomerID,Customer number,Customer no,Client ID,Client number,Company ID,"
    "Account ID,AccountId,Account number,Account No,Record ID,Customer Reference ID,Cust ID,"
    "customer key",
)
_CUSTOMER_NAME = _field(
    "customer_name",
    "Customer name",
    "Customer name,Customer full name,Client full name,Customer,Client,Client name,Company name,"
    "Account name,Company,Account,Billing Company,ContactName,Bill To,Buyer,Name,Kunde,Firma,"
    "Customer email,Email",
)

ORDERS = (
    _CUSTOMER_ID,
    _CUSTOMER_NAME,
    _field(
        "order_on",
        "Order date",
        "Order date,Invoice date,Transaction date,Date,InvoiceDate,Created at,Paid at,"
        "Created date (UTC),Created (UTC),Date (UTC),Close date,Sale date,Purchase date,day,Datum,"
        "Rechnungsdatum",
    ),
    _field(
        "order_id",
        "Order or invoice number",
        "Order ID,Invoice,Invoice number,Invoice no,InvoiceNo,Invoice #,Invoice ID,Order number,"
        "Order no,Order #,Order,Num,Transaction number,Transaction ID,Document number",
    ),
    _field(
        "amount",
        "Amount",
        "Line amount,LineAmount,Amount,Sales,Net sales,Revenue,Total,Invoice total,Order total,"
        "Total collected,Line total,Net amount,Value,Sales amount,Turnover,Umsatz,Betrag",
    ),
    _field("quantity", "Quantity", "Quantity,Qty,Units,Lineitem quantity"),
    _field(
        "unit_price",
        "Unit price",
        "Unit price,UnitPrice,Price,UnitAmount,Sales price,Rate,Lineitem price",
    ),
    _field("discount", "Discount on the price", "Discount,Discount rate,Discount %"),
    _field(
        "refund",
        "Refunded amount",
        "Refunded amount,Amount refunded,Refund,Refunds,Refunded,Credit amount",
    ),
    _field(
        "transaction_type",
        "Type of transaction",
        "Transaction type,Document type,Event type,Type",
    ),
    _field("cost", "Cost", "Cost,Direct cost,Cost of goods,COGS,Cost amount,Line cost"),
    _field("currency", "Currency", "Currency,Currency code,Currency ID"),
    _field(
        "product",
        "Product or service",
        "Product,Product name,Product/Service,Item,Description,Service,Lineitem name,Item name",
    ),
    _field(
        "revenue_kind",
        "Kind of revenue (recurring, project, resale)",
        "Kind,Revenue kind,Revenue type,Kind of revenue",
    ),
    _field("due_on", "Due date", "Due date,DueDate,Due on,Payment due"),
    _field("paid_on", "Paid date", "Paid date,Date paid,Paid on,Payment date"),
    _field(
        "status", "Status", "Status,Invoice status,Order status,Financial status,Payment status"
    ),
)

CUSTOMERS = (
    _CUSTOMER_ID,
    _CUSTOMER_NAME,
    _field("industry", "Industry", "Industry,Market,Sector,Vertical,Branch"),
    _field(
        "employees",
        "Employees",
        "Employees,Number of employees,NumberOfEmployees,No of employees,# of employees,Headcount,"
        "Company size,Staff",
    ),
    _field("business_type", "Type of business", "Business type,Type of business,Company type"),
    _field(
        "own_revenue",
        "The customer's own revenue",
        "Annual revenue,AnnualRevenue,Own revenue,Company revenue,Revenue,Revenue range,"
        "Revenue band,Average revenue",
    ),
    _field(
        "location",
        "Location",
        "Town,City,Location,Billing city,BillingCity,POCity,Default Address City,Region",
    ),
    _field(
        "country",
        "Country",
        "Country,Country/Region,Billing country,BillingCountry,POCountry,Default Address Country,"
        "Country code,Default Address Country Code,Land",
    ),
    _field("distance", "Distance", "Miles,Distance,Kilometres,Kilometers,km,Miles from office"),
    _field(
        "customer_since",
        "Customer since",
        "Customer since,Client since,Since,Create date,Created date,Created on,First invoice,"
        "Start date",
    ),
    _field("lead_source", "Lead source", "Lead source,Account source,Source,Original source"),
    _field("referred_by", "Referred by", "Referred by,Referrer,Referral"),
    _field("testimonial", "Testimonial", "Testimonial,Given testimonial,Reference customer"),
    _field("nps", "NPS (0-10)", "NPS,NPS score,Net promoter score"),
    _field("payment_terms", "Payment terms", "Payment terms,Terms,Net terms"),
    _field("contact_title", "Contact's title", "Contact title,ContactTitle,Title,Job title"),
    _field(
        "account_manager",
        "Account manager",
        "Account manager,Account owner,Company owner,Owner,Rep,Sales rep",
    ),
)

KINDS = {"customers": CUSTOMERS, "orders": ORDERS}
KEEPS_OWN = ("customers",)
TITLES = {field.name: field.title for fields in KINDS.values() for field in fields}


def guess_kind(headers: Iterable[str]) -> str:
    """The kind of a known export, else the one whose own fields more headers stand for.

    If as many do, it is `"customers"`.
    """
    names = list(headers)
    if vendor := vendors.recognise(names):
        return vendor.kind
    shared = {field.name for field in ORDERS} & {field.name for field in CUSTOMERS}
    orders, customers = (len(guess(names, k).keys() - shared) for k in ("orders", "customers"))
    return "orders" if orders > customers else "customers"


def guess(headers: Iterable[str], kind: str) -> dict[str, Match]:
    """The header we would choose for each field: as the export is known, by alias, by likeness."""
    names = list(headers)
    vendor = vendors.recognise(names)
    if vendor and vendor.kind == kind:
        return {field: Match(header, 100) for field, header in vendor.columns(names).items()}
    left = {header: _plain(header) for header in names}
    found: dict[str, Match] = {}
    for judge in (_known, _alike):
        for field in KINDS[kind]:
            best = max(
                ((judge(field, plain), -at) for at, plain in enumerate(left.values())),
                default=(0, 0),
            )
            if field.name not in found and best[0] >= SURE_ENOUGH:
                header = list(left)[-best[1]]
                found[field.name] = Match(header, best[0] if judge is _alike else 100)
                del left[header]
    return found


def check(kind: str, mapping: dict[str, str], headers: Iterable[str]) -> None:
    """Raise MappingIncomplete where `mapping` (field -> header) cannot be loaded as `kind`."""
    known = set(headers)
    for field, header in mapping.items():
        if field not in {known_field.name for known_field in KINDS[kind]}:
            raise errors.MappingIncomplete(f'There is no field "{field}" in {kind}: leave it out.')
        if header not in known:
            raise errors.MappingIncomplete(f'The file has no column "{header}": choose another.')
    if wanted := missing(kind, mapping):
        raise errors.MappingIncomplete(
            f"No column is chosen for {' and '.join(wanted)}: choose one to go on."
        )


def missing(kind: str, mapping: Mapping[str, object]) -> list[str]:
    """What a file of `kind` needs and `mapping` (field -> header) does not give, in words."""
    wanted = []
    if not mapping.keys() & {"customer_id", "customer_name"}:
        wanted.append("the customer (number or name)")
    if kind == "orders" and "order_on" not in mapping:
        wanted.append("the order date")
    priced = {"quantity", "unit_price"} <= mapping.keys()
    if kind == "orders" and "amount" not in mapping and not priced:
        wanted.append("the amount (or quantity and unit price)")
    return wanted


def _known(field: Field, plain: str) -> int:
    """1,000 less the place of the alias, so that the first alias wins; 0 for no alias."""
    return 1000 - field.aliases.index(plain) if plain in field.aliases else 0


def _alike(field: Field, plain: str) -> int:
    return round(max(fuzz.ratio(alias, plain) for alias in field.aliases))
