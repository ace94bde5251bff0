"""What was chosen on a page is there again after a look elsewhere."""

from icp import workspaces
from tests.conftest import App, fill


def choose(at):
    at.segmented_control(key="segmentation_window").set_value("All").run()
    at.segmented_control(key="rfm_view").set_value("customers").run()
    at.text_input(key="rfm_search").set_value("c1").run()
    return at


def chosen(at):
    at.switch_page("../pages/segmentation.py").run()
    assert not at.exception
    view = at.segmented_control(key="rfm_view").value
    found = [one.value for one in at.text_input if one.key == "rfm_search"]
    return at.segmented_control(key="segmentation_window").value, view, found


def test_a_look_at_a_customer_and_back_leaves_everything_as_it_was(app):
    at = choose(app.visit("segmentation"))
    at.query_params["id"] = "c1"
    at.switch_page("../pages/customer.py").run()
    assert at.title[0].value == "c1"
    assert chosen(at) == ("All", "customers", ["c1"])


def test_each_data_has_choices_of_its_own(app, tmp_path):
    other = workspaces.create(tmp_path, "Other books", "3")
    fill(other.path)
    at = choose(app.visit("segmentation"))
    at.sidebar.selectbox(key="data").set_value(other.name).run()
    assert chosen(at) == ("12 months", "map", [])
    at.segmented_control(key="segmentation_window").set_value("24 months").run()
    at.sidebar.selectbox(key="data").set_value(App.FILLED).run()
    assert chosen(at) == ("All", "customers", ["c1"])
    at.sidebar.selectbox(key="data").set_value(other.name).run()
    assert chosen(at) == ("24 months", "map", [])
