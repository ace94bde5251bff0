"""Customers sliced by what is known of them: industry, size, place, or a column of the user's.

Every share of a slice comes with the interval that its few customers allow; those of whom the
trait is not known are a slice of their own and in no share. Source: the demographic model among
the seed's six models of segmentation.
"""

from datetime import date

import numpy as np
import pandas as pd

from icp import by_id, db, facts, fields, intervals, trait_bands

UNKNOWN = "unknown"


def customers(
    conn: db.Connection,
    as_of: date,
    revenue: facts.Revenue = "net",
    window_months: int | None = 12,
) -> pd.DataFrame:
    """One row per customer who ever bought, by customer_id: customer_id, name, money, buys.

    money (in the file's currency) and buys (bought at all) are those of the window.
    """
    return db.run(conn, "slices", as_of=as_of, revenue=revenue, window_months=window_months).df()


def traits(conn: db.Connection) -> pd.DataFrame:
    """The traits with two values or more: trait, title, known (customers), different (values)."""
    frame = db.run(conn, "slices_traits").df()
    frame.insert(1, "title", [fields.TITLES.get(trait, trait) for trait in frame["trait"]])
    return frame


def values(conn: db.Connection, trait: str) -> pd.DataFrame:
    """One row per customer of whom the trait is known: customer_id, value.

    Of more than 12 different numbers, the value is the band in which each lies.
    """
    frame = db.run(conn, "slices_values", trait=trait).df()
    numbers = pd.to_numeric(frame["value"], errors="coerce")
    if numbers.isna().any() or numbers.nunique() <= trait_bands.MANY:
        return frame
    return frame.assign(value=trait_bands.quarters(numbers, numbers))


def of(base: pd.DataFrame, value: pd.DataFrame) -> pd.Series:
    """The value (a frame of `values`) of each row of `base`, or "unknown"."""
    return by_id.beside(base["customer_id"], value)["value"].fillna(UNKNOWN)


def by(base: pd.DataFrame, value: pd.DataFrame, hit: pd.Series) -> pd.DataFrame:
    """One row per value, most revenue first, the unknown last.

    base: the frame of `customers`; value: that of `values`; hit: True for the rows of base that
    the share is about. Columns: value, customers, customers_share and revenue_share (0-1, of those
    whose value is known; missing for the unknown), revenue, median (revenue of one who buys), buys
    (how many do), hits, hit_share (0-1, of the customers), low, high (its 95 % interval).
    """
    frame = base.assign(value=of(base, value), hit=hit)
    found = _summed(frame, ["value"])
    known = found["value"] != UNKNOWN
    for name, share in (("customers", "customers_share"), ("revenue", "revenue_share")):
        total = found.loc[known, name].sum()
        found[share] = (found[name] / (total if total > 0 else np.nan)).where(known)
    return found.sort_values(
        ["value", "revenue"], ascending=[True, False], key=_unknown_last, kind="stable"
    ).reset_index(drop=True)


def crossed(
    base: pd.DataFrame, first: pd.DataFrame, second: pd.DataFrame, hit: pd.Series
) -> pd.DataFrame:
    """One row per pair of values of two traits that somebody has, most revenue first.

    Columns: first, second, and those of `by` without the shares of customers and revenue.
    """
    frame = base.assign(first=of(base, first), second=of(base, second), hit=hit)
    found = _summed(frame, ["first", "second"])
    return found.sort_values("revenue", ascending=False, kind="stable").reset_index(drop=True)


def _summed(frame: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    grouped = frame.groupby(names)
    found = grouped.agg(
        customers=("customer_id", "size"),
        revenue=("money", "sum"),
        buys=("buys", "sum"),
        hits=("hit", "sum"),
    )
    found["median"] = frame[frame["buys"]].groupby(names)["money"].median()
    found["hit_share"] = found["hits"] / found["customers"]
    found["low"], found["high"] = intervals.wilson(found["hits"], found["customers"])
    return found.reset_index()


def _unknown_last(column: pd.Series) -> pd.Series:
    return column == UNKNOWN if column.name == "value" else column
