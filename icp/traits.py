"""What a group of customers has in common."""

from collections.abc import Sequence

import pandas as pd

from icp import db, fields

FEWEST = 2


def typical(conn: db.Connection, customer_ids: Sequence[str]) -> pd.DataFrame:
    """One row per trait and value that at least two of these customers share, widest gap first.

    Columns: trait, value, n (of the group, with this value), known (of the group, with any value
    of the trait), customers (the group), share (0-1, n / known), others_n, others_known,
    others_share (the same for all other customers; missing where nothing is known of them).
    Unknown counts nowhere. Counts only: whether a gap is more than chance is not judged here.
    """
    frame = db.run(conn, "traits_typical", ids=list(customer_ids), least=FEWEST).df()
    return frame.assign(trait=frame["trait"].map(lambda trait: fields.TITLES.get(trait, trait)))
