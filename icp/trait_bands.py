"""Numbers that many customers have as bands that can be read and said."""

import itertools
import re
from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from icp import fields

MANY = 12  # more different numbers than this become bands
EDGES = {
    "employees": (10.0, 50.0, 250.0),
    "own_revenue": (1e6, 5e6, 25e6, 100e6, 1e9),
    "distance": (10.0, 25.0, 50.0),
}
LABELS = {
    "employees": ("1-9 people", "10-49 people", "50-249 people", "250 people and more"),
    "own_revenue": ("under 1M", "1-5M", "5-25M", "25-100M", "100M-1B", "1B and more"),
    "distance": ("under 10 {}", "10 to 24 {}", "25 to 49 {}", "50 {} and more"),
}


def banded(trait: str, values: pd.Series, counts: pd.Series) -> pd.Series:
    """The band of each different value of a trait; as they are where not all are numbers, or few.

    counts: how many have each. People, a company's revenue and distance have their usual bands,
    also under a header that is known for them; others are cut into quarters at round numbers.
    """
    numbers = pd.to_numeric(values, errors="coerce").astype(float)
    if numbers.isna().any():
        return values
    if field := _field(trait):
        labels = [label.format(distance_unit(trait)) for label in LABELS[field]]
        return _labelled(numbers, EDGES[field], labels)
    if len(numbers) <= MANY:
        return values
    return quarters(numbers, pd.Series(np.repeat(numbers.to_numpy(), counts.to_numpy(dtype=int))))


def quarters(values: pd.Series, everybody: pd.Series) -> pd.Series:
    """The quarter of everybody's numbers in which each value lies, cut at round numbers."""
    rounded = np.array([float(f"{cut:.2g}") for cut in everybody.quantile([0.25, 0.5, 0.75])])
    whole = bool((everybody % 1 == 0).all())
    cuts = np.unique(np.ceil(rounded) if whole else rounded)
    return _labelled(values, cuts.tolist(), list(_names([f"{cut:,.6g}" for cut in cuts])))


def distance_unit(header: str | None) -> str:
    """What a header says of a distance: "km", or "miles" where it doesn't say."""
    return "km" if re.search(r"km|kilom", header or "", re.IGNORECASE) else "miles"


def _field(trait: str) -> str | None:
    found = fields.guess([trait], "customers")
    return next((name for name in EDGES if name in found and found[name].sure == 100), None)


def _labelled(values: pd.Series, cuts: Sequence[float], labels: Sequence[str]) -> pd.Series:
    places = np.searchsorted(np.array(cuts), values, side="right")
    return pd.Series(np.array(labels)[places], index=values.index)


def _names(cuts: Sequence[str]) -> Iterator[str]:
    yield f"under {cuts[0]}"
    for low, high in itertools.pairwise(cuts):
        yield f"{low} to under {high}"
    yield f"{cuts[-1]} and more"
