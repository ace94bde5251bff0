"""What the best share on its page, without a browser."""

from datetime import date, datetime

import pandas as pd
import pytest

from icp import costs, db, drivers, ideals, pairs, sorting, verdicts
from tests.conftest import App, book
from ui import drivers_panel, drivers_words, figures_drivers, privacy

NASTY = "*Law* <b>&</b>"


def show(app, best="top", data=App.FILLED):
    at = app.visit("drivers", data)
    at = at.segmented_control(key="drivers_best").set_value(best).run()
    assert not at.exception, at.exception[0].message
    return at


@pytest.fixture
def listed(app):
    """60 customers, c0 the largest: of the 12 largest 10 are law firms, 2 of the 48 others."""
    law = {*range(10), 20, 30}
    with db.open(app.filled.path) as conn, db.transaction(conn):
        conn.execute("delete from order_lines")
        conn.executemany(
            "insert into customer_rows (import_id, row_no, customer_id, name, industry, employees)"
            " values (1, ?, ?, ?, ?, ?)",
            [
                (n, f"c{n}", f"Firm {n}", NASTY if n in law else "Retail", "12" if n % 3 else None)
                for n in range(60)
            ],
        )
        marks = [("welcome", n) for n in range(12)] + [("met", n) for n in range(0, 60, 7)]
        conn.executemany(
            "insert into attributes values (1, ?, ?, 'yes')", [(f"c{n}", name) for name, n in marks]
        )
        lines = [(f"o{n}", f"c{n}", date(2025, 8, 1), 10_000.0 - n) for n in range(60)]
        book(conn, lines)
    return app


def test_the_sentence_counts_first_and_says_how_sure_it_is(listed):
    at = show(listed)
    assert at.subheader[0].value.replace("\\", "") == (
        f"10 of 12 customers are among the largest 20 % where Industry is {NASTY}, against 2 of "
        "48 others."
    )
    # Wilson of 10 of 12 by R's binom.wilson: 0.552 to 0.953; 12 of 60 are the best
    said = " ".join(one.value.replace("\\", "") for one in at.markdown)
    assert (
        "Strong: the share is 83 %, likely between 55 and 95 %, beside 20 % of all of whom it is "
        "known." in said
    )
    assert "12 of 60 customers: the 20 % with the most revenue" in at.caption[1].value
    first = at.dataframe[0].value.iloc[0]
    assert first["counted"] == "10 of 12"
    assert first["others"] == "2 of 48"
    assert first["said"] == "Strong"


def test_the_choice_says_whether_what_serving_costs_is_counted(listed):
    def best(name):
        return next(one for one in show(listed, name).caption if "The best: " in one.value).value

    with db.open(listed.filled.path) as conn, db.transaction(conn):
        conn.execute("update order_lines set cost = 1000")
        conn.execute(
            "insert into feedback_rows (import_id, row_no, feedback_id, customer_id, given_on,"
            " hours) select 9, n, 'f' || n, 'c' || n, date '2025-08-01', 1 from range(60) x(n)"
        )
        book(conn, [])
    assert best("profit").endswith(
        "; what serving them costs is not counted: enter it under Money, Where profit is made and "
        "lost."
    )
    with db.open(listed.filled.path) as conn, db.transaction(conn):
        costs.save(conn, costs.Rates(hours=10))
    assert best("profit").endswith(
        "; what serving them costs is taken off, at the costs you entered under Money."
    )
    assert "costs" not in best("top")


def test_what_is_noted_of_the_best_alone_is_no_trait(listed):
    at = show(listed)
    said = " ".join(one.value.replace("\\", "") for one in at.markdown)
    assert "welcome: noted of 12 customers, and all of them are among the largest 20 %" in said
    assert "welcome" not in set(at.dataframe[0].value["title"])


def test_the_unknown_are_counted_apart(listed):
    table = show(listed).dataframe[0].value
    assert not (table["title"] == "Employees").any()  # one size alone tells nothing
    assert table.set_index("title").loc["Industry", "unknown"] == 0


def test_what_was_seen_since_can_be_looked_at(listed):
    at = show(listed)
    at = at.segmented_control(key="drivers_kind").set_value("after").run()
    assert not at.exception
    assert "No trait" in at.subheader[0].value or not at.dataframe[0].value.empty


def test_with_few_customers_it_says_what_it_takes(app):
    at = show(app)  # 12 customers of whom nothing but orders is known
    assert "it takes 30 or more" in at.info[0].value


@pytest.mark.parametrize(
    ("best", "need"), [("listed", "sort some customers"), ("won", "upload deals"),
                       ("promoters", "upload a column NPS")],
)  # fmt: skip
def test_a_choice_that_cannot_be_made_says_what_to_bring(listed, best, need):
    at = show(listed, best)
    assert "There is nobody yet" in at.info[0].value
    assert need in at.info[0].value


def test_sorting_by_hand_changes_the_page_at_once(listed):
    at = show(listed, "listed")
    with db.open(listed.filled.path) as conn, db.transaction(conn):
        sorts = [
            sorting.Sort(f"c{n}", "good" if n < 12 else "ok", ("refers others to us",) * (n < 12))
            for n in range(60)
        ]
        sorting.save(conn, sorts, "Nora", datetime(2025, 9, 1))
    at = at.run()
    assert at.subheader[0].value.startswith("10 of 12 customers are on the ideal list where")


def test_without_orders_and_deals_it_says_what_to_upload(app):
    at = app.visit("drivers", App.EMPTY)
    assert "There are no orders yet" in at.info[0].value


def test_with_names_hidden_the_companies_of_lost_deals_have_none(app):
    with db.open(app.filled.path) as conn, db.transaction(conn):
        conn.execute(
            "insert into deal_rows"
            " (import_id, row_no, deal_id, customer_id, customer_name, outcome)"
            " select 1, n, 'd' || n, if(n % 2 = 0, 'c1', null), 'Zorblatt ' || n,"
            " if(n % 2 = 0, 'won', 'lost') from range(40) deals(n)"
        )
        known = drivers.read(conn, "deal")
        numbers = {row[0]: "Client #7" for row in conn.execute("from customers").fetchall()}
    shown = privacy.masked(known, numbers)
    assert set(shown.units["name"].dropna()) == {"Client #7"}
    assert "Zorblatt" not in shown.values.to_csv()
    at = show(app, "won")
    assert "20 of 40 deals" in " ".join(one.value for one in at.caption)
    assert at.subheader[0].value == r"No trait here tells won deals from lost ones\."


@pytest.fixture
def found(sample_company):
    known = drivers.read(sample_company, "deal", date(2026, 11, 1))
    best = ideals.of(sample_company, "won", date(2026, 11, 1))
    singles = drivers.compare(known, best.ids, best.among)
    both = pairs.compare(known, singles[singles["before"]], best.ids, best.among)
    return known, singles, both, best


def test_the_welcome_visit_is_named_by_itself_and_what_only_the_list_knows_together(found):
    _, singles, _, best = found
    said = drivers_words.leaks(singles, best)
    assert "Welcome visit: noted of 37 deals, and all of them were won" in said
    assert said[-1].startswith("Account manager, Agreement")
    assert "Welcome visit" not in said[-1]


def test_the_forest_shows_each_share_with_its_interval(found):
    _, singles, both, _ = found
    shown = drivers_panel._shown(singles, both, "before")
    picture = figures_drivers.forest(shown, 48 / 206, "Won")
    points = picture.figure.data[-1]
    assert list(points.x) == list(shown["share"])
    assert list(points.customdata[0][:2]) == [0, "Lead source: Referral"]
    assert tuple(picture.figure.data[0].x) == (shown["low"].iloc[0], shown["high"].iloc[0])
    assert picture.alt.startswith("Won. All together 23 %. Lead source: Referral 19 of 41, Strong")


def test_a_long_trait_takes_two_lines_and_says_what_explains_it():
    row = {"title": "Chamber dinner and Employees", "value": "Chamber dinner, 10-49 people"}
    counts = {"n": 17, "ideal_n": 11, "share": 0.65, "low": 0.4, "high": 0.8, "known": 180}
    said = {"verdict": verdicts.VANISHES, "within": "Buys Cloud migration: yes"}
    frame = pd.DataFrame([row | counts | said])
    picture = figures_drivers.forest(frame, 0.2, "Won")
    label = "Chamber dinner, 10-49<br>people<br>11 of 17"
    assert picture.figure.layout.yaxis.ticktext == (label,)
    assert "11 of 17, Explained by Buys Cloud migration" in picture.alt
    told = drivers_words.verdict(next(frame.assign(within="Industry: Law").itertuples()))
    assert told == "Explained by Industry: Law"


def test_of_two_values_one_is_shown_and_a_blank_never():
    frame = pd.DataFrame(
        {
            "trait": ["a", "a", "b", "b", "c", "c", "c"],
            "value": ["yes", drivers.BLANK, "no", "yes", "x", "y", "z"],
            "lift": [0.5, 1.5, 0.8, 1.2, 1, 1, 1],
        }
    )
    kept = frame[drivers_panel._one_side(frame)]
    assert list(kept["value"]) == ["yes", "yes", "x", "y", "z"]
