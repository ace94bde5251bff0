"""A customer who was ticked in a table or clicked in a chart."""

from ui import open_customer


def draw(customer_id: str, name: str, reasons: list[str] | None = None) -> None:  # noqa: ARG001
    """Open the customer's page, which has every reason."""
    open_customer.go(customer_id)
