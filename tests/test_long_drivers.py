"""How often the planted truth is found, and noise taken for it, in companies drawn by chance."""

import json
import subprocess
import sys
from collections import Counter
from datetime import date, datetime

import pandas as pd
import pytest

from icp import db, drivers, ingest, pairs
from tests.conftest import ROOT

pytestmark = pytest.mark.long

SEEDS = 20
AS_OF = date(2026, 11, 1)
GOOD = ["strong", "likely"]
# data/sample/customers.py deals these out to nobody in particular, and towns and managers besides
NOISE = {"Account manager", "Location", "Mail system", "Contact's title", "Lead source"} | {
    "Testimonial",
    "Payment terms",
    "Glad when they call",
    "Result they get",
    "Customer health",
}


def titles(frame):
    return set(frame.loc[frame["verdict"].isin(GOOD), "title"])


def found_in(folder):
    """What is called strong or likely of one company: traits, "law 10-49", "referred deals"."""
    with db.open(":memory:") as conn:
        for name in ("customers", "invoices", "deals"):
            ingest.load(conn, folder / f"{name}.csv", at=datetime(2026, 11, 1))
        truth = pd.read_csv(folder / "truth.csv")
        ideal = truth.loc[truth["Ideal"] == "yes", "Customer ID"].tolist()
        known = drivers.read(conn, as_of=AS_OF)
        singles = drivers.compare(known, ideal)
        both = pairs.compare(known, singles[singles["before"]], ideal)
        deals = drivers.lift(conn, unit="deal", as_of=AS_OF)
    good = both[both["verdict"].isin(GOOD)]
    found = titles(singles) | {f"deals: {title}" for title in titles(deals)}
    if good["value"].isin(["Law, 10-49 people", "10-49 people, Law"]).any():
        found.add("law 10-49")
    law = singles[(singles["title"] == "Industry") & (singles["value"] == "Law")]["verdict"]
    visit = deals[deals["title"] == "Welcome visit"]["verdict"]
    met = singles[(singles["title"] == "Chamber dinner") & (singles["value"] == "yes")]["verdict"]
    return [*found, f"law: {law.iloc[0]}", f"visit: {visit.iloc[0]}", *(f"met: {v}" for v in met)]


@pytest.fixture(scope="module")
def counts(tmp_path_factory):
    """In how many of the companies each of these was found."""
    found = Counter()
    for seed in range(1, SEEDS + 1):
        folder = tmp_path_factory.mktemp(f"seed{seed}")
        command = [ROOT / "data" / "sample" / "make.py", "--random", seed, "--out", folder]
        subprocess.run([sys.executable, *map(str, command)], check=True)
        found.update(found_in(folder))
    print(json.dumps(dict(sorted(found.items())), indent=1))  # docs/measured keeps it
    return found


def test_the_planted_truth_is_found_in_nearly_every_company(counts):
    assert counts["law: strong"] + counts["law: likely"] >= 18
    assert counts["law 10-49"] >= 18
    assert counts["visit: leak"] == SEEDS


def test_noise_is_hardly_ever_taken_for_a_trait(counts):
    assert {name: counts[name] for name in NOISE if counts[name] > 2} == {}
