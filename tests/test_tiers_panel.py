"""A to D on the page: the answer first, rules to change and keep, costs, what is unknown."""

from datetime import date

import pytest

from icp import costs, db, measures, presets, saved_tiers
from tests.conftest import App, book


def shown(app, prepare=None, data=App.FILLED):
    if prepare:
        with db.open(app.filled.path) as conn, db.transaction(conn):
            prepare(conn)
    at = app.visit("segmentation", data)
    return at.segmented_control(key="segmentation_view").set_value("tiers").run()


def said(at, *kinds):
    kinds = kinds or ("subheader", "markdown", "caption", "info")
    return " ".join(str(one.value) for kind in kinds for one in at.get(kind)).replace("\\", "")


def tiered(at):
    [table] = [one.value for one in at.dataframe if "tier" in one.value.columns]
    return table.set_index("name")


def weight(name, start="balanced"):
    return f"tiers_weight_{App.FILLED}_{start}_{name}"


def choice(at):
    [one] = [one for one in at.segmented_control if one.key.startswith("tiers_choice_")]
    return one


def put(customers):
    """One order each on days of 2025, the later the larger, with a cost of half of it."""

    def prepare(conn):
        conn.execute("delete from order_lines")
        lines = [
            (f"o{n}", f"c{n:05}", date(2025, 1 + n % 12, 1 + n % 28), 100.0 + n)
            for n in range(customers)
        ]
        book(conn, lines, cost=[amount / 2 for *_, amount in lines])

    return prepare


@pytest.mark.parametrize("customers", [1, 3, 20, 300])
def test_few_and_many_customers_get_an_answer(app, customers):
    at = shown(app, put(customers))
    assert not at.exception
    assert not at.error
    assert f"of {customers} customer" in at.subheader[0].value
    assert ("read them by name" in said(at)) == (customers < 20)
    assert len(tiered(at)) == customers
    assert "under every weighting" in said(at) or "Nobody is an A" in said(at)


def test_the_answer_says_how_many_hold(app):
    at = shown(app)
    table = tiered(at)
    best = table[table.tier == "A"]
    if len(best):
        holding = (best.sway == "holds").sum()
        assert f"{holding} of your {len(best)} A" in said(at)
    at.toggle(key="tiers_moving").set_value(True).run()
    assert "holds" not in set(tiered(at).sway)


def test_what_is_unknown_says_what_to_bring(app):
    at = shown(app)
    text = said(at)
    assert "Known of nobody yet" in text
    for name in ("hours", "nps", "lighthouse"):
        assert f"{measures.ALL[name].title}. {measures.ALL[name].need}" in text
    assert weight("hours") not in {one.key for one in at.slider}
    assert weight("retention") in {one.key for one in at.slider}


def test_another_measure_counts_once_it_has_a_weight(app):
    at = shown(app)
    at.slider(key=weight("retention")).set_value(50).run()
    assert not at.exception
    assert "retention_points" in tiered(at)
    assert tiered(at).why.str.contains("bought in this window and the one before").any()


def test_thresholds_and_boundaries_are_edited(app):
    at = shown(app)
    at.number_input(key=f"tiers_from_{App.FILLED}_balanced_A").set_value(0.0).run()
    assert "The boundaries of A, B and C must fall" in said(at, "error")
    assert "0, 50, 25" in said(at, "error")
    at.number_input(key=f"tiers_from_{App.FILLED}_balanced_A").set_value(51.0).run()
    assert not at.error
    table = tiered(at)
    assert set(table.loc[table.points.between(51, 75), "tier"]) <= {"A", "not enough data"}


def test_costs_are_kept_and_put_profit_first(app):
    def prepare(conn):
        put(12)(conn)
        conn.execute(
            "insert into feedback_rows (import_id, row_no, feedback_id, customer_id, given_on,"
            " hours) select 9, 1, 'f', 'c00011', date '2025-12-01', 1"
        )

    at = shown(app, prepare)
    assert "No cost is entered yet" in said(at)
    assert choice(at).value == "balanced"
    assert "profit" not in tiered(at)
    at.number_input(key=f"costs_{App.FILLED}_hours").set_value(95.0)
    at.number_input(key=f"costs_{App.FILLED}_visits").set_value(10.0)
    at.button(key="costs_save").click().run()
    assert not at.exception
    with db.open(app.filled.path) as conn:
        assert costs.load(conn) == costs.Rates(hours=95, visits=10)
    assert choice(at).value == presets.AFTER_SUPPORT.name
    assert "Profit after support is known for 1 of 12 customers." in said(at)
    assert "it counts nothing: A visit." in said(at)
    assert "Support is written down from 1 Dec 2025 on only" in said(at, "warning")
    table = tiered(at)
    assert table.loc["c00011", "profit"] == pytest.approx(111 / 2 - 95)
    assert table.profit.notna().sum() == 1
    assert "leaves nothing after support (estimate, 12 months)" in table.loc["c00011", "why"]


def test_rules_are_kept_under_a_name_chosen_again_and_deleted(app):
    at = shown(app)
    at.slider(key=weight("revenue")).set_value(5).run()
    at.button(key="tiers_keep").click().run()
    assert "The rules have no name" in said(at, "error")
    at.text_input(key="tiers_name_balanced").set_value("*Board*").run()
    at.button(key="tiers_keep").click().run()
    assert not at.exception
    with db.open(app.filled.path) as conn:
        [kept] = saved_tiers.listing(conn)
    assert {one.name: one.weight for one in kept.rules.measures}["revenue"] == 5
    choice(at).set_value("own *Board*").run()
    assert at.slider(key=weight("revenue", "own *Board*")).value == 5
    at.button(key="tiers_delete").click().run()
    assert not at.exception
    with db.open(app.filled.path) as conn:
        assert saved_tiers.listing(conn) == []


def test_only_refunds_are_a_sentence(app):
    def refunds(conn):
        conn.execute("delete from order_lines")
        book(conn, [("1", "a", date(2025, 1, 1), -5)])

    at = shown(app, refunds)
    assert not at.exception
    assert "There is no positive revenue" in said(at, "info")


def test_with_names_hidden_profit_still_comes_first_and_nobody_has_a_name(app):
    with db.open(app.filled.path) as conn, db.transaction(conn):
        costs.save(conn, costs.Rates(hours=95))
    at = app.visit("segmentation")
    at.toggle(key="hide_names").set_value(True).run()
    at = at.segmented_control(key="segmentation_view").set_value("tiers").run()
    assert not at.exception
    assert choice(at).value == presets.AFTER_SUPPORT.name
    assert all(name.startswith("Client #") for name in tiered(at).index)
    at.toggle(key="hide_names").set_value(False).run()
    assert "c1" in tiered(at).index
