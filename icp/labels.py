"""A number for each customer, drawn once and kept: "Client #17" where names must not be seen."""

import pandas as pd

from icp import db


def refresh(conn: db.Connection) -> None:
    """Give the customers that have none a number; those given before stay as they are."""
    db.run(conn, "labels_new")


def listing(conn: db.Connection) -> pd.DataFrame:
    """One row per text that a customer goes by: written, customer_id, number.

    written: an id, a name, or another spelling that counts as the same customer. A text that
    several customers go by stands once, under the lowest number.
    """
    return db.run(conn, "labels_listing").df()
