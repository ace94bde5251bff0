"""What the other views ask is read beside the one that is looked at."""

import threading
from collections import Counter
from functools import wraps

import pytest

from icp import (
    attitudes,
    behaviours,
    cohorts,
    concentration,
    facts,
    growth,
    high_value,
    measures,
    pareto,
    profits,
    retention,
    slices,
    slipping,
    status,
)
from ui import ahead, beside

ASKED = {
    "segmentation": [
        (facts, "habits"),
        (measures, "customers"),
        (status, "waits"),
        (high_value, "quarters"),
        (behaviours, "signs"),
        (attitudes, "known"),
        (slices, "traits"),
        (slices, "customers"),
    ],
    "pareto": [
        (profits, "customers"),
        (retention, "years"),
        (growth, "spend"),
        (cohorts, "grid"),
        (pareto, "curve"),
        (concentration, "over_time"),
        (slipping, "known"),
    ],
}
VIEWS = {
    "segmentation": ["tiers", "status", "high_value", "behaviours", "attitudes", "slices"],
    "pareto": ["concentration", "whale", "effort", "stays", "growth", "slipping"],
}


@pytest.fixture
def asked(monkeypatch):
    """How often each question was answered from the data."""
    counts = Counter()

    def counted(question, name):
        @wraps(question)
        def answered(*args, **options):
            counts[name] += 1
            return question(*args, **options)

        return answered

    for topic, name in [(facts, "customers"), *(one for asked in ASKED.values() for one in asked)]:
        monkeypatch.setattr(topic, name, counted(getattr(topic, name), f"{topic.__name__}.{name}"))
    return counts


def wait():
    for thread in threading.enumerate():
        if thread.name == beside.NAME:
            thread.join(30)


@pytest.mark.parametrize("page", ASKED)
def test_what_the_views_ask_is_read_once_and_before_they_are_opened(app, monkeypatch, asked, page):
    monkeypatch.setattr(ahead, "MANY", 1)
    at = app.visit(page)
    wait()
    once = {f"{topic.__name__}.{name}": 1 for topic, name in ASKED[page]}
    assert {name: asked[name] for name in once} == once
    for view in VIEWS[page]:
        at.segmented_control(key=f"{page}_view").set_value(view).run()
        assert not at.exception
    wait()
    assert {name: asked[name] for name in once} == once


@pytest.mark.parametrize(
    ("view", "first", "later"),
    [
        ("high_value", (high_value, "quarters"), (measures, "customers")),
        ("behaviours", (status, "waits"), (behaviours, "signs")),
    ],
)
def test_a_view_opened_at_once_asks_two_questions_side_by_side(
    app, monkeypatch, view, first, later
):
    asked, threads = threading.Event(), []

    def beside_the_first(real):
        def answered(*args):
            threads.append(threading.current_thread().name)
            asked.set()
            return real(*args)

        return wraps(real)(answered)

    def after_the_later(real):
        def answered(*args):
            assert asked.wait(30)
            return real(*args)

        return wraps(real)(answered)

    monkeypatch.setattr(*later, beside_the_first(getattr(*later)))
    monkeypatch.setattr(*first, after_the_later(getattr(*first)))
    monkeypatch.setattr(ahead, "MANY", 1)
    monkeypatch.setattr(ahead, "customers", lambda: None)
    at = app.visit("segmentation")
    at.segmented_control(key="segmentation_view").set_value(view).run()
    wait()
    assert not at.exception
    assert threads == [beside.NAME]


def test_who_moved_is_read_before_it_is_opened(app, monkeypatch, asked):
    monkeypatch.setattr(ahead, "MANY", 1)
    at = app.visit("segmentation")
    wait()
    assert asked["icp.facts.customers"] == 2  # the day in the sidebar, and a year before
    at.segmented_control(key="rfm_view").set_value("movement").run()
    assert not at.exception
    assert asked["icp.facts.customers"] == 2


def test_few_orders_are_not_read_ahead(app, asked):
    app.visit("pareto")
    wait()
    assert not asked["icp.slipping.known"]


def test_what_cannot_be_read_ahead_is_left_to_its_view(app, monkeypatch):
    def broken(*_):
        raise ValueError

    monkeypatch.setattr(ahead, "MANY", 1)
    monkeypatch.setattr(slipping, "known", broken)
    at = app.visit("pareto")
    wait()
    assert not at.exception


def test_nothing_more_is_asked_once_it_is_stopped(app, monkeypatch, asked):
    reached, go = threading.Event(), threading.Event()

    def slow(*_):
        reached.set()
        assert go.wait(30)

    monkeypatch.setattr(ahead, "MANY", 1)
    monkeypatch.setattr(pareto, "curve", slow)
    app.visit("pareto")
    assert reached.wait(30)
    end = threading.Thread(target=beside.stop)
    end.start()
    assert beside._ending.wait(30)
    go.set()
    end.join(30)
    assert not asked["icp.slipping.known"]
