"""The name of whoever is here, without a browser."""

from tests.test_sort_panel import begin, kept, press
from ui import sort_one


def test_one_name_is_enough_for_the_whole_visit_and_can_be_changed(app):
    at = app.visit("segmentation")
    at.segmented_control(key="segmentation_view").set_value("sort").run()
    at.text_input(key="sort_name").set_value("Mia")
    at.button(key="sort_begin").click().run()
    at.switch_page("../pages/interviews.py").run()
    assert at.button(key="author_other").label == "You write as Mia. Somebody else?"
    at.query_params["id"] = "c1"
    at.switch_page("../pages/customer.py").run()
    assert at.text_input(key="notes_author").value == "Mia"
    at.text_input(key="notes_author").set_value("Ben").run()
    at.switch_page("../pages/interviews.py").run()
    at.button(key="author_other").click().run()
    at.text_input(key="author_name").set_value("Cid")
    at.button(key="author_go").click().run()
    assert at.button(key="author_other").label == "You write as Cid. Somebody else?"


def test_who_gave_the_name_elsewhere_sorts_under_it_and_can_leave_it(app, monkeypatch):
    monkeypatch.setattr(sort_one, "TOO_SOON", 0.0)
    press(begin(app, "Mia"), "Good")
    at = app.visit("interviews")
    at.session_state["author"] = "mia"  # as typed when a profile was saved
    at.switch_page("../pages/segmentation.py").run()
    at.segmented_control(key="segmentation_view").set_value("sort").run()
    press(at, "Bad")
    assert kept(app, "Mia") == {"c12": "good", "c11": "bad"}
    at.button(key="sort_other_person").click().run()
    at.text_input(key="sort_name").set_value("Ben")
    at.button(key="sort_begin").click().run()
    assert at.session_state["author"] == "Ben"
