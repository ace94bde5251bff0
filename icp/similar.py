"""Which customers are most like one, and what they share."""

from dataclasses import dataclass

import pandas as pd

from icp import db, fields

MOST = 5
KNOWN, SHARED = 3, 2


@dataclass(frozen=True)
class Similar:
    """How many facts of the customer can be compared, and the customers that are most like it.

    `facts` are those that some other customers share, not all. `customers` has one row each, the
    most alike first, all that tie with the last: customer_id, name, alike (0-1), known (facts known
    of both), shared (a list of texts, the rarest first).
    """

    facts: int
    customers: pd.DataFrame

    @property
    def can_tell(self) -> bool:
        """Whether enough is known of the customer to compare it at all."""
        return self.facts >= KNOWN


def to(conn: db.Connection, customer_id: str, most: int = MOST) -> Similar:
    """The customers most like this one, by at least 3 facts known of both and 2 that are the same.

    A fact counts by the share of customers who have another value (after Goodall, 1966), a size in
    numbers by the smaller as a share of the larger; it is called the same from a half on.
    """
    frame = db.run(
        conn, "similar", customer_id=customer_id, most=most, known=KNOWN, shared=SHARED
    ).df()
    facts = int(frame.pop("facts").iloc[0])
    frame = frame.dropna(subset="customer_id")
    frame["shared"] = [[_words(one) for one in shared] for shared in frame["shared"]]
    return Similar(facts, frame)


def _words(shared: dict[str, str]) -> str:
    """ "Industry: Law", or where they are only near each other, "Employees: 20 and 30"."""
    title = fields.TITLES.get(shared["trait"], shared["trait"])
    value, own = shared["value"], shared["own_value"]
    return f"{title}: {value}" if value == own else f"{title}: {own} and {value}"
