"""What is true of the sample company, counted from its files with plain pandas.

Knows nothing of the generator. `python data/sample/answer_key.py [DIR]` rewrites
DIR/answer_key.json.

An ideal customer is one that
- made a profit in the last 12 months: amount - cost - 95 x support hours > 0, and
- stays: has an invoice in the last 12 months, and
- refers (is named under "Referred by" of another customer) or gave an NPS of 9 or 10.
"""

import json
import sys
from pathlib import Path
from typing import Any

import answer_stories
import pandas as pd

AS_OF = pd.Timestamp("2026-11-01")
YEAR_AGO = pd.Timestamp("2025-11-01")
EXPORT_START = pd.Timestamp("2023-11-01")
RATE = 95
TEXT = ("Invoice", "Customer ID", "Month", "Industry")


def read(folder: Path) -> dict[str, pd.DataFrame]:
    """All csv files by name; ids and months stay text."""
    return {
        path.stem: pd.read_csv(path, dtype=dict.fromkeys(TEXT, "str"))
        for path in sorted(folder.glob("*.csv"))
    }


def last_year(lines: pd.DataFrame) -> pd.DataFrame:
    return lines[pd.to_datetime(lines["Invoice date"]) >= YEAR_AGO]


def days_late(lines: pd.DataFrame) -> pd.Series:
    """Mean days from due to paid over the paid invoices of each customer."""
    invoices = lines.drop_duplicates("Invoice").dropna(subset="Paid date")
    late = pd.to_datetime(invoices["Paid date"]) - pd.to_datetime(invoices["Due date"])
    return late.dt.days.groupby(invoices["Customer ID"]).mean()


def facts(files: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """One row per customer: the full truth, money and hours of the last 12 months."""
    customers = files["customers"].drop(columns=["Industry", "Employees", "Agreement"])
    truth = files["truth"].drop(columns="Customer").rename(columns={"Ideal": "Planted"})
    table = customers.merge(truth, on="Customer ID", validate="1:1").set_index("Customer ID")
    year = last_year(files["invoices"]).groupby("Customer ID")
    support = files["support"]
    recent = support[support["Month"] >= "2025-11"].groupby("Customer ID")
    table["revenue"] = year["Amount"].sum()
    table["cost"] = year["Cost"].sum()
    table["active"] = table["revenue"].notna()
    table["hours"] = recent["Hours"].sum()
    table[["revenue", "cost", "hours"]] = table[["revenue", "cost", "hours"]].fillna(0)
    table["profit"] = (table["revenue"] - table["cost"] - RATE * table["hours"]).round(2)
    months = pd.to_datetime(last_year(files["invoices"])["Invoice date"]).dt.to_period("M")
    table["months"] = months.groupby(files["invoices"]["Customer ID"]).nunique()
    table["days_late"] = days_late(files["invoices"])
    return add_judgement(table)


def add_judgement(table: pd.DataFrame) -> pd.DataFrame:
    """Adds segment, law_10_49, refers and ideal (the rule at the top of this module)."""
    law = table["Industry"] == "Law"
    table["law_10_49"] = law & table["Employees"].between(10, 49)
    table["segment"] = table["Industry"]
    table.loc[law, "segment"] = "Other law"
    table.loc[table["law_10_49"], "segment"] = "Law, 10-49 people"
    table["refers"] = table["Customer"].isin(table["Referred by"].dropna())
    likes = table["NPS"] >= 9
    table["ideal"] = table["active"] & (table["profit"] > 0) & (table["refers"] | likes)
    return table


def first_orders(lines: pd.DataFrame) -> pd.Series:
    return pd.to_datetime(lines["Invoice date"]).groupby(lines["Customer ID"]).min()


def six_quarters(files: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """One row per customer seen from first order to 18 months later: its spend by quarter."""
    lines = files["invoices"]
    first = first_orders(lines)
    since = pd.to_datetime(files["customers"].set_index("Customer ID")["Customer since"])
    seen = first[(first + pd.DateOffset(months=18) <= AS_OF) & (since >= EXPORT_START)]
    lines = lines[lines["Customer ID"].isin(seen.index)]
    dates = pd.to_datetime(lines["Invoice date"])
    begin = lines["Customer ID"].map(seen)
    table = pd.DataFrame(index=seen.index)
    for quarter in range(1, 7):
        after = dates >= begin + pd.DateOffset(months=3 * quarter - 3)
        before = dates < begin + pd.DateOffset(months=3 * quarter)
        part = lines[after & before]
        table[quarter] = part.groupby("Customer ID")["Amount"].sum()
    table = table.fillna(0)
    table["first_year"] = table[[1, 2, 3, 4]].sum(axis=1)
    return table


def key(folder: Path) -> dict[str, Any]:
    files = read(folder)
    return answer_stories.tell(files, facts(files), six_quarters(files))


def write(folder: Path) -> None:
    text = json.dumps(key(folder), indent=2, ensure_ascii=False)
    (folder / "answer_key.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
