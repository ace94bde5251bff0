"""The words for what counts, how it is cut and what is scored."""

import pandas as pd

from ui import privacy

FREQUENCIES = {
    "orders": "Orders",
    "active_months": "Months with an order",
    "projects": "Project and resale orders",
    "products": "Different products",
}
RECENCIES = {
    "orders": "Days since last order",
    "active_months": "Days since last order",
    "projects": "Days since last project or resale",
    "products": "Days since last order",
}
METHODS = {
    "quintiles": "Fifths of your customers",
    "b2b_services": "Fixed: B2B services",
    "generic": "Fixed: general",
    "saas": "Fixed: software by the month",
    "manufacturing": "Fixed: manufacturing",
    "r_package": "Fifths as the R package rfm cuts them",
    "own": "Cuts that you type",
}
DIMENSIONS = {"recency": "How recently", "frequency": "How often", "monetary": "How much"}
ORDERS = {
    "orders": "order",
    "active_months": "order",
    "projects": "project or resale order",
    "products": "order with a named product",
}


def shown(table: pd.DataFrame) -> pd.DataFrame:
    """What it takes for each score; what it takes in money only where amounts may be seen."""
    return table[table["dimension"] != "monetary"] if privacy.chosen().amounts else table
