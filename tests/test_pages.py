"""What the pages say about data whose answer is known, without a browser."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from icp import db
from tests.conftest import ROOT, App
from ui import alder_point

KEY = json.loads((ROOT / "data" / "sample" / "answer_key.json").read_text())


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The folder of a first start: the sample company and nothing else."""
    folder = tmp_path_factory.mktemp("sample")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SWEETSPOT_DATA", str(folder))
        alder_point.ensure()
        yield folder
    db.close_all()


def visit(page: str) -> AppTest:
    at = AppTest.from_file(str(ROOT / "ui" / "main.py"), default_timeout=60).run()
    return at.switch_page(f"../pages/{page}.py").run()


def text(at: AppTest) -> str:
    return " ".join(
        str(one.value)
        for kind in ("subheader", "markdown", "caption", "warning")
        for one in at.get(kind)
    )


def test_money_tells_the_story_of_the_sample_company(sample):
    at = visit("pareto")
    assert at.subheader[0].value == (
        "63 of 147 customers (43 %) bring 80 % of revenue in the last 12 months."
    )
    assert "80/20 does not hold here: the 30 largest customers (20 %) bring 61 %." in text(at)
    assert "The largest alone brings 14 % of 8.05 M" in text(at)
    table = at.dataframe[-1].value
    assert list(table["name"].head(2)) == ["St. Brannoc Hospital Group", "Copperline Castings"]
    assert len(table) == 147


def test_money_of_all_months_counts_every_customer(sample):
    at = visit("pareto")
    at.segmented_control(key="pareto_window").set_value("All").run()
    assert "of 180 customers" in at.subheader[0].value
    assert at.subheader[0].value.endswith("in all orders.")


def test_a_customer_is_found_by_a_part_of_the_name(sample):
    at = visit("pareto")
    at.text_input(key="pareto_search").set_value("thorne").run()
    assert list(at.dataframe[-1].value["name"]) == ["Thorne Precision"]
    assert at.dataframe[-1].value["rank"].item() == 9


def test_monthly_invoices_are_noticed_and_said(sample):
    at = visit("segmentation")
    assert "nearly every month" in at.warning[0].value


def tiered(at: AppTest):
    """The table of customers with their tiers."""
    [table] = [one.value for one in at.dataframe if "tier" in one.value.columns]
    return table


def test_tiers_have_weights_and_reasons_that_follow_them(sample):
    at = visit("segmentation")
    at.segmented_control(key="segmentation_view").set_value("tiers").run()
    assert not at.exception
    before = tiered(at)
    assert set(before["tier"]) <= {"A", "B", "C", "D", "not enough data"}
    assert before["why"].str.contains("times the average customer").any()
    at.slider(key="tiers_weight_sample_balanced_payment").set_value(100).run()
    assert not at.exception
    assert list(tiered(at)["points"]) != list(before["points"])
    at.pills(key="tiers_picked").set_value(["A"]).run()
    assert set(tiered(at)["tier"]) == {"A"}


def test_weights_that_are_all_zero_are_a_sentence(sample):
    at = visit("segmentation")
    at.segmented_control(key="segmentation_view").set_value("tiers").run()
    for name in ("revenue", "tenure", "regularity", "payment"):
        at.slider(key=f"tiers_weight_sample_balanced_{name}").set_value(0)
    at.run()
    assert "No measure has a weight" in at.error[0].value


def test_the_sample_company_takes_no_uploads(sample):
    at = visit("upload")
    assert not at.get("file_uploader")
    assert at.text_input(key="own_data_name").value == "My company"


@pytest.mark.parametrize("page", ["pareto", "segmentation", "persona"])
def test_without_orders_a_page_says_what_to_do(app, page):
    at = app.visit(page, App.EMPTY)
    assert "There are no orders yet" in at.info[0].value
    assert at.get("page_link")
