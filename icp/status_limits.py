"""What the orders are too young or too few to say about where customers stand."""

from collections.abc import Iterator
from datetime import date

import pandas as pd

from icp import status


def sentences(frame: pd.DataFrame, as_of: date, windows: status.Windows) -> Iterator[str]:
    """What the data cannot show of the frame of `status.apply`, a sentence each."""
    begin = frame["first_on"].min()
    if pd.isna(begin):
        return
    day = f"{begin.day} {begin:%b %Y}"
    if begin >= status.months_before(as_of, windows.new_months):
        yield f"The orders begin on {day}, so everybody looks new who is not listed as older."
    elif begin >= status.months_before(as_of, windows.lost_months):
        yield f"The orders begin on {day}: who was lost before that is not among them."
    rhythm = frame["first_on"].notna() & frame["usual_days"].isna()
    if few := int(rhythm.sum()):
        yield (
            f"{few:,} of {int(frame['first_on'].notna().sum()):,} bought on fewer than three days, "
            f"so their usual wait is not known: they count as active for {windows.active_days} "
            "days."
        )
