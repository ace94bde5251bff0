"""What to start with: monthly invoicing, too few customers, thin data."""

from datetime import date, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from icp import advice, cutting, daily, db, facts, rfm
from tests.conftest import ROOT, book
from ui import alder_point

AS_OF = date(2025, 12, 31)


def trap(conn, as_of, window_months=None):
    return advice.trap(facts.customers(conn, as_of, window_months=window_months), as_of)


def suggested(conn, as_of, window_months=None, frequency=None):
    customers = facts.customers(conn, as_of, window_months=window_months)
    return advice.suggested(customers, as_of, frequency)


def gate(conn, as_of):
    return advice.gate(facts.customers(conn, as_of))


# ---- monthly invoicing


def book_months(conn, customers, projects=()):
    """Orders on the 5th of the given months of 2025 (1-12; 0 and below: 2024), by customer.

    The newest order of each of `projects` is a project.
    """
    lines, kinds = [], []
    for name, months in customers.items():
        for month in months:
            day = date(2025 + (month - 1) // 12, (month - 1) % 12 + 1, 5)
            lines.append((f"{name}{month}", name, day, 10))
            newest = month == max(months)
            kinds.append("project" if name in projects and newest else "recurring")
    book(conn, lines, revenue_kind=kinds)


def test_monthly_invoicing_is_noticed(empty):
    # June to December are 7 months; "gaps" has 6 of 7 (86 %), "rare" 2 of 7, "new" is too new
    book_months(
        empty,
        {"always": range(6, 13), "gaps": [6, 7, 8, 10, 11, 12], "rare": [6, 9], "new": [10, 12]},
    )
    assert trap(empty, AS_OF) == advice.Trap(
        2,
        3,
        "active_months",
        "2 of 3 customers order nearly every month, so the number of their orders only says how "
        "long they have been customers, and nearly all look as if they bought just now.",
    )


def test_monthly_invoicing_of_less_than_half_is_no_trap(empty):
    # January to December: 10 of 12 months are over 80 %, 9 of 12 are not
    book_months(empty, {"ten": range(1, 11), "nine": range(1, 10), "few": [1, 12], "fewer": [2]})
    assert trap(empty, AS_OF) is None  # 1 of 4
    book_months(empty, {"as many": range(1, 13)})
    assert trap(empty, AS_OF) is None  # 2 of 5
    empty.execute("delete from order_lines where customer_id = 'fewer'")
    daily.refresh(empty)
    found = trap(empty, AS_OF)
    assert (found.n, found.of) == (2, 4)  # exactly half


def test_eighty_percent_of_the_months_is_enough(empty):
    # from August 2024 to December 2025 are 17 months; within a window of 10 months 8 are 80 %
    book_months(empty, {"eight": [-4, *range(3, 11)]})
    assert trap(empty, AS_OF, window_months=10) is not None
    assert trap(empty, AS_OF) is None  # 9 of 17


def test_half_a_year_of_history_is_counted_from_the_first_purchase(empty):
    book_months(empty, {"a": range(6, 13)})  # from 5 June on
    found = trap(empty, date(2025, 12, 5))
    assert (found.n, found.of) == (1, 1)
    assert trap(empty, date(2025, 12, 4)) is None
    assert trap(empty, date(2025, 6, 1)) is None  # nobody has bought yet


@pytest.mark.parametrize(
    ("projects", "frequency"),
    [("", "active_months"), ("a", "active_months"), ("ad", "projects"), ("abc", "projects")],
)
def test_projects_are_counted_instead_from_half_of_the_customers_on(empty, projects, frequency):
    # "d" is too new for the trap, and counts among those who could have a project
    book_months(empty, {**dict.fromkeys("abc", range(1, 13)), "d": [12]}, projects)
    assert trap(empty, AS_OF).frequency == frequency
    assert suggested(empty, AS_OF).frequency == frequency


def test_projects_count_in_the_window_only(empty):
    book_months(empty, {"a": range(1, 7)}, projects="a")
    book_months(empty, {"a ": range(-3, 13)})
    assert trap(empty, AS_OF).frequency == "projects"
    assert trap(empty, AS_OF, window_months=3).frequency == "active_months"


# ---- what to start with


@pytest.fixture
def sample(sample_company):
    """The sample company, invoiced every month."""
    return sample_company


@pytest.mark.parametrize("frequency", [None, "orders", "projects", "active_months"])
def test_monthly_invoices_are_never_cut_into_fifths(sample, frequency):
    assert suggested(sample, date(2026, 11, 1), 12, frequency) == advice.Suggestion(
        frequency or "projects",
        "b2b_services",
        "Cut into fifths, one customer in five always looks late, even where nearly all buy every "
        "month: fixed cuts are fairer.",
    )


def test_fifths_would_call_a_big_customer_slipping_who_was_invoiced_three_weeks_ago(sample):
    as_of = date(2026, 11, 1)
    fifths = rfm.score(sample, as_of, "net", 12, "orders", "quintiles")
    slipping = fifths[fifths.segment == "Can't lose"]
    assert len(slipping)
    assert slipping.recency_days.max() < 31
    start = suggested(sample, as_of, 12)
    better = rfm.score(sample, as_of, "net", 12, start.frequency, start.method)
    assert not better.segment.isin(["Can't lose", "At risk"]).any()


def book_spread(conn, n, values):
    """n customers whose days, number of orders and money take so many different values."""
    days, orders, money = values
    book(
        conn,
        [
            (
                f"{i} {k}",
                f"c{i}",
                AS_OF - timedelta(i % days),
                2520 * (1 + i % money) / (1 + i % orders),
            )
            for i in range(n)
            for k in range(1 + i % orders)
        ],
    )


@pytest.mark.parametrize(
    ("n", "values", "method", "reason"),
    [
        (50, (5, 5, 5), "quintiles", "50 customers who differ enough can be cut into fifths."),
        (
            49,
            (9, 9, 9),
            "b2b_services",
            "Only 49 customers can be scored, too few to be cut into fifths: "
            "fixed cuts are steadier.",
        ),
        (
            60,
            (4, 9, 9),
            "b2b_services",
            "How recently they bought takes only 4 different values, too few for fifths: "
            "fixed cuts are clearer.",
        ),
        (
            60,
            (9, 4, 9),
            "b2b_services",
            "How often they bought takes only 4 different values, too few for fifths: "
            "fixed cuts are clearer.",
        ),
        (
            60,
            (9, 9, 1),
            "b2b_services",
            "How much they bought takes only 1 different value, too few for fifths: "
            "fixed cuts are clearer.",
        ),
        (
            1,
            (1, 1, 1),
            "b2b_services",
            "Only 1 customer can be scored, too few to be cut into fifths: "
            "fixed cuts are steadier.",
        ),
        (
            0,
            (1, 1, 1),
            "b2b_services",
            "No customer can be scored, too few to be cut into fifths: fixed cuts are steadier.",
        ),
    ],
)
def test_the_method_to_start_with_and_why(empty, n, values, method, reason):
    book_spread(empty, n, values)
    assert suggested(empty, AS_OF) == advice.Suggestion("orders", method, reason)


def test_the_method_suits_the_frequency_that_was_chosen(empty):
    # all orders on one day each: months with an order take one value only
    book_spread(empty, 60, (5, 5, 5))
    found = suggested(empty, AS_OF, frequency="active_months")
    assert (found.frequency, found.method) == ("active_months", "b2b_services")
    assert found.reason.startswith("How often they bought takes only 1 different value,")


# ---- cuts that cannot show who slips


@pytest.mark.parametrize(
    ("days", "window_months", "blind"),
    [
        ((60, 180, 365, 730), 12, True),
        ((60, 180, 365, 730), 13, False),
        ((60, 180, 365, 730), None, False),
        ((60, 180, 360, 730), 12, True),
        ((60, 180, 359, 730), 12, False),
    ],
)
def test_cuts_beyond_the_window_show_nobody_slipping(days, window_months, blind):
    found = advice.blind(cutting.Cuts(days, (1, 2, 3, 4), (1, 2, 3, 4)), window_months)
    assert (found is not None) == blind


def test_why_nobody_slips_in_words():
    cuts = cutting.Cuts((60, 180, 365, 730), (1, 2, 3, 4), (1, 2, 3, 4))
    assert advice.blind(cuts, 12) == (
        "Slipping begins after 365 days, which the last 12 months cannot show: "
        "choose more months, or cuts with fewer days."
    )


# ---- thin data


def test_thin_data_is_labelled_calmly(empty):
    book(
        empty,
        [
            ("1", "a", AS_OF - timedelta(40), 5),
            ("2", "a", AS_OF - timedelta(140), 5),
            ("3", "b", AS_OF - timedelta(45), 10),
        ],
    )
    found = gate(empty, AS_OF)
    assert (found.buyers, found.days, found.recency_days, found.regulars) == (2, 100, 40, 0)
    assert found.sentences == (
        "2 customers have bought; scores become steady from about 500, so with fewer read them "
        "as a start for a talk, name by name.",
        "The orders cover 100 days; from about 180 days on one sees who comes back.",
        "The last order is 40 days old, so nobody looks recent: load newer orders, "
        "or choose an earlier date.",
        "Nobody has bought three times yet, so how often they buy says little so far.",
    )


def many_buyers(buyers, days, recency, orders):
    """`buyers` with one purchase, the first of them with `orders`, over `days` in all."""
    last = AS_OF - timedelta(recency)
    first = last - timedelta(days)
    return [(f"{n}", f"c{n}", last, 10) for n in range(buyers)] + [
        (f"again {n}", "c0", first, 10) for n in range(orders - 1)
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ((500, 180, 30, 3), []),
        ((499, 180, 30, 3), ["499 customers have bought"]),
        ((500, 179, 30, 3), ["The orders cover 179 days"]),
        ((500, 180, 31, 3), ["The last order is 31 days old"]),
        ((500, 180, 30, 2), ["Nobody has bought three times yet"]),
    ],
)
def test_the_gate_stands_at_500_buyers_180_days_30_days_and_3_orders(empty, data, said):
    book(empty, many_buyers(*data))
    sentences = gate(empty, AS_OF).sentences
    assert len(sentences) == len(said)
    assert all(sentence.startswith(start) for sentence, start in zip(sentences, said, strict=True))


def test_the_gate_of_one_and_of_no_buyer(empty):
    assert gate(empty, AS_OF) == advice.Gate(
        0, 0, None, 0, ("Nobody has bought yet: load orders to see scores.",)
    )
    book(empty, [("1", "a", AS_OF - timedelta(1), 10)])
    assert gate(empty, AS_OF).sentences[0].startswith("1 customer has bought;")


# ---- the page follows the advice


@pytest.fixture(scope="module")
def first_start(tmp_path_factory):
    """A folder with the sample company."""
    folder = tmp_path_factory.mktemp("sample")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SWEETSPOT_DATA", str(folder))
        alder_point.ensure()
        yield folder


@pytest.fixture
def page(first_start, monkeypatch):
    """The page about how recently, often and much, on the sample company."""
    monkeypatch.setenv("SWEETSPOT_DATA", str(first_start))
    at = AppTest.from_file(str(ROOT / "ui" / "main.py"), default_timeout=60).run()
    yield at.switch_page("../pages/segmentation.py").run()
    db.close_all()


def captions(at):
    return [caption.value.replace("\\", "") for caption in at.caption]


def test_the_page_starts_with_projects_and_fixed_cuts_and_says_who_is_missing(page):
    assert (
        page.warning[0]
        .value.replace("\\", "")
        .endswith("So we start with project and resale orders instead; change it below.")
    )
    assert page.selectbox(key="rfm_frequency_projects").value == "projects"
    assert page.selectbox(key="rfm_method_b2b_services").value == "b2b_services"
    assert (
        "34 customers had no project or resale order in the last 12 months and are not shown "
        "here: count orders to see all."
    ) in captions(page)
    assert page.subheader[0].value.endswith("% of the revenue shown).")
    assert "slipping" not in page.subheader[0].value


def test_another_choice_on_the_page_is_kept_and_shows_everybody(page):
    page.selectbox(key="rfm_frequency_projects").set_value("orders").run()
    page.selectbox(key="rfm_method_b2b_services").set_value("saas").run()
    assert page.selectbox(key="rfm_frequency_projects").value == "orders"
    assert not any("not shown here" in caption for caption in captions(page))
    assert "% of revenue); " in page.subheader[0].value
    assert "slipping" in page.subheader[0].value


def test_in_more_months_the_page_shows_who_slips(page):
    page.segmented_control(key="segmentation_window").set_value("24 months").run()
    assert "slipping" in page.subheader[0].value
    page.segmented_control(key="segmentation_window").set_value("All").run()
    assert (
        "28 customers had no project or resale order and are not shown here: "
        "count orders to see all."
    ) in captions(page)
