"""Lifts, p and q of public data sets, computed by others with R, scipy and statsmodels."""

import csv
import io
import math

import numpy as np
import pandas as pd
import pytest

from icp import db, drivers, fields, ingest

IN_SENTENCES = {"owner": "sales_agent", "product": "product_norm"}


def bring(conn, frame, kind, **mapping):
    """Load the frame with these columns as our fields and all others as columns of their own."""
    guessed = dict.fromkeys(fields.guess(frame.columns, kind))
    content = io.BytesIO(frame.to_csv(index=False).encode())
    result = ingest.load(conn, content, kind, guessed | mapping, name=f"{kind}.csv")
    assert result.rows_loaded == len(frame), result.rejects


def top(amounts):
    """The ids of the 20 % with the largest amounts, rounded up."""
    ordered = amounts.sort_values(ascending=False, kind="stable")
    return list(ordered.index[: math.ceil(0.2 * len(ordered))])


def agree(found, expected):
    frame = found.assign(attribute=found["trait"].replace(IN_SENTENCES))
    both = expected.merge(frame, on=["attribute", "value"], suffixes=("_expected", ""))
    assert len(both) == len(expected) == len(found)
    sides = {"n": "n_expected", "ideal_n": "wins", "share": "win_rate", "lift": "lift_vs_overall"}
    sides |= {"low": "wilson_lo", "high": "wilson_hi"}
    for ours, theirs in sides.items():
        assert both[ours].to_numpy(float) == pytest.approx(
            both[theirs].to_numpy(float), rel=1e-9, abs=1e-15
        )
    for ours, theirs in (
        ("p", "fisher_p_two_sided"),
        ("q", "bh_q_all_rows"),
    ):
        assert both[ours].to_numpy() == pytest.approx(both[theirs].to_numpy(), rel=1e-9, abs=0)
    rest = (both["ideal_known"] - both["ideal_n"]) / (both["known"] - both["n"])
    assert (both["share"] / rest).to_numpy() == pytest.approx(
        both["lift_vs_rest"].to_numpy(float), rel=1e-9
    )


def expected(file):
    return pd.read_csv(file, dtype={"value": str}, keep_default_na=False)


@pytest.fixture(scope="module")
def maven(real):
    """Maven's accounts and opportunities with the bands of the file of expected lifts."""
    folder = real / "maven_crm"
    accounts = pd.read_csv(folder / "accounts.csv", index_col="account")
    banded = pd.DataFrame(index=accounts.index)
    banded["sector"] = accounts["sector"]
    for name, column, edges, labels in (
        ("employee_bucket", "employees", [500, 2000, 5000], "1-499 500-1999 2000-4999 5000+"),
        ("revenue_bucket_musd", "revenue", [250, 1000, 2500], "<250 250-999.99 1000-2499.99 2500+"),
    ):
        cuts = [-np.inf, *edges, np.inf]
        banded[name] = pd.cut(accounts[column], cuts, right=False, labels=labels.split())
    banded["founded_decade"] = (accounts["year_established"] // 10 * 10).astype(str) + "s"
    banded["is_subsidiary"] = np.where(accounts["subsidiary_of"].notna(), "yes", "no")
    banded["us"] = np.where(accounts["office_location"] == "United States", "US", "non-US")
    deals = pd.read_csv(folder / "sales_pipeline.csv")
    deals["product"] = deals["product"].replace({"GTXPro": "GTX Pro"})
    won = deals[deals["deal_stage"] == "Won"].groupby("account")["close_value"].sum()
    return banded, accounts["office_location"], deals, won.reindex(accounts.index).fillna(0)


def test_the_deals_of_maven_have_the_lifts_of_the_oracle_and_nothing_tells_won_from_lost(
    empty, maven, real
):
    accounts, offices, deals, _ = maven
    bring(
        empty,
        accounts.assign(office_location=offices).reset_index(),
        "customers",
        customer_name="account",
    )
    columns = ["opportunity_id", "sales_agent", "product", "account", "deal_stage"]
    bring(
        empty,
        deals[columns],
        "deals",
        deal_id="opportunity_id",
        owner="sales_agent",
        product="product",
        customer_name="account",
        stage="deal_stage",
    )
    found = drivers.lift(empty, unit="deal")
    agree(found, expected(real / "maven_crm" / "expected_lift.csv"))
    assert set(found["verdict"]) == {"no difference", "can't tell"}


def test_the_large_accounts_of_maven_differ_by_size(empty, maven, real):
    accounts, _, _, won = maven
    bring(empty, accounts.reset_index(), "customers", customer_name="account")
    found = drivers.lift(empty, top(won))
    agree(found, expected(real / "maven_crm" / "expected_lift_top20pct_accounts.csv"))
    good = found[found["verdict"].isin(["strong", "likely"])]
    assert ("employee_bucket", "5000+") in set(zip(good["trait"], good["value"], strict=True))
    assert set(good["trait"]) <= {"employee_bucket", "revenue_bucket_musd"}


@pytest.fixture(scope="module")
def watson(real):
    folder = real / "watson_customer_value"
    frame = pd.read_csv(folder / "WA_Fn-UseC_-Marketing-Customer-Value-Analysis.csv")
    theirs = expected(folder / "expected_lift.csv")
    with db.open(":memory:") as conn:
        columns = ["Customer", *theirs["attribute"].unique()]
        bring(conn, frame[columns], "customers", customer_id="Customer")
        yield drivers.read(conn), frame.set_index("Customer"), folder


def test_who_responded_at_watson_has_strong_traits(watson):
    known, frame, folder = watson
    found = drivers.compare(known, list(frame.index[frame["Response"] == "Yes"]))
    agree(found, expected(folder / "expected_lift.csv"))
    said = found.set_index(["trait", "value"])["verdict"]
    assert said["EmploymentStatus", "Retired"] == "strong"
    assert said["Renew Offer Type", "Offer2"] == "strong"
    assert said["Renew Offer Type", "Offer4"] == "less common"
    assert said["Gender", "F"] == "no difference"


def test_the_most_valuable_at_watson_have_the_lifts_of_the_oracle(watson):
    known, frame, folder = watson
    theirs = expected(folder / "expected_lift_top20pct_clv.csv")
    agree(drivers.compare(known, top(frame["Customer Lifetime Value"])), theirs)


def test_who_left_at_telco_has_the_lifts_of_the_oracle(empty, real):
    folder = real / "telco_churn"
    frame = pd.read_csv(folder / "WA_Fn-UseC_-Telco-Customer-Churn.csv", dtype=str)
    theirs = expected(folder / "expected_lift.csv")
    columns = ["customerID", *theirs["attribute"].unique()]
    bring(empty, frame[columns], "customers", customer_id="customerID")
    agree(drivers.lift(empty, list(frame["customerID"][frame["Churn"] == "Yes"])), theirs)


def test_the_largest_wholesale_customers_have_the_lifts_of_the_oracle(empty, real):
    folder = real / "wholesale_customers"
    frame = pd.read_csv(folder / "Wholesale_customers_data.csv")
    frame.index = "w" + frame.index.astype(str)
    theirs = expected(folder / "expected_lift_top20pct.csv")
    traits = frame[["Channel", "Region"]].rename_axis("id").reset_index()
    bring(empty, traits, "customers", customer_id="id")
    found = drivers.lift(empty, top(frame.drop(columns=["Channel", "Region"]).sum(axis=1)))
    agree(found, theirs)


def test_the_largest_customers_of_superstore_have_the_lifts_of_the_oracle(empty, real):
    folder = real / "superstore"
    frame = pd.read_csv(folder / "Sample - Superstore.csv")
    traits = frame[["Customer ID", "Segment"]].drop_duplicates()
    bring(empty, traits, "customers", customer_id="Customer ID")
    found = drivers.lift(empty, top(frame.groupby("Customer ID")["Sales"].sum()))
    agree(found, expected(folder / "expected_lift_top20pct.csv"))


def test_the_largest_customers_of_northwind_have_the_lifts_of_the_oracle(empty, real):
    folder = real / "northwind"
    with (folder / "customers.csv").open(encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    mended = [[*row[:4], ",".join(row[4 : 5 + len(row) - 11]), *row[-6:]] for row in rows]
    people = pd.DataFrame(mended, columns=header).set_index("customerID")
    with (folder / "orders.csv").open(encoding="utf-8") as file:
        of = {row[0]: row[1] for row in csv.reader(file)}
    lines = pd.read_csv(folder / "order-details.csv")
    lines["net"] = lines["unitPrice"] * lines["quantity"] * (1 - lines["discount"])
    money = lines.groupby(lines["orderID"].astype(str).map(of))["net"].sum()
    traits = people[["country", "contactTitle"]].reset_index()
    bring(empty, traits, "customers", customer_id="customerID")
    found = drivers.lift(empty, top(money.reindex(people.index).fillna(0)))
    agree(found, expected(folder / "expected_lift_top20pct.csv"))
