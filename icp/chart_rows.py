"""The eleven rows of the chart of the best customers, as the seed's chart has them."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["people", "text", "revenue", "place", "years", "list", "spent", "yes"]


@dataclass(frozen=True)
class Row:
    """One row of the chart: its words, what kind of answer it takes, and how it is made."""

    title: str
    kind: Kind
    about: str


ROWS = {
    "employees": Row("Number of employees", "people", "A range such as 40-60 is good enough."),
    "industry": Row("Industry", "text", "Such as manufacturing, law, healthcare, retail."),
    "business_type": Row(
        "Type of business", "text", "Such as non-profit, entrepreneur, home-based, online."
    ),
    "own_revenue": Row(
        "Average revenue, their own", "revenue", "What they turn over in a year; a range will do."
    ),
    "location": Row("Location", "place", "The town, and how far it is from your office."),
    "years": Row(
        "Years as customer",
        "years",
        "Since their first purchase, or since when your list says; 3+ where the orders begin later "
        "than they did.",
    ),
    "purchases": Row(
        "What do they purchase?",
        "list",
        "What they bought in the last 12 months, most money first: services, or products as they "
        "are called in the orders.",
    ),
    "per_month": Row(
        "Average spent per month",
        "spent",
        "The last 12 months less refunds, by 12; of newer customers by the months since their "
        "first purchase.",
    ),
    "per_year": Row(
        "Average spent per year",
        "spent",
        "The last 12 months less refunds. Of newer customers what they bought so far.",
    ),
    "referred": Row(
        "Have they referred you?", "yes", "How many companies they sent you, where known."
    ),
    "testimonial": Row("Given a testimonial?", "yes", "Blank where nobody wrote it down."),
}
