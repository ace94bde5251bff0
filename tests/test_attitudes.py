"""How we get on: every cell of the judgements, who was sent by whom, the page."""

from datetime import date, datetime, timedelta

import pytest

from icp import attitudes, db, judgements, sorting, standards
from tests.conftest import App, book
from tests.test_status_panel import fill, said

AS_OF = date(2025, 12, 10)
AT = datetime(2025, 12, 1)


def judge(conn, name, glad=None, result=None, refers=None):
    typed = {"Glad when they call": glad, "Result they get": result, "Referred us": refers}
    for trait, value in typed.items():
        if value is not None:
            judgements.save(conn, name, trait, str(value), AT)


def groups(conn):
    frame = attitudes.classify(conn, AS_OF)
    return dict(zip(frame["customer_id"], frame["group"], strict=True))


@pytest.mark.parametrize(
    ("glad", "result", "group"),
    [
        (5, "high", "partners"),
        (4, "high", "partners"),
        (5, "fair", "friends"),
        (4, "low", "friends"),
        (3, "high", "between"),
        (3, "low", "between"),
        (2, "high", "demanding"),
        (1, "fair", "demanding"),
        (2, "low", "misfits"),
        (None, "high", "unknown"),
        (5, None, "unknown"),
        (None, None, "unknown"),
    ],
)
def test_each_judgement_has_its_group(empty, glad, result, group):
    book(empty, [("1", "a", AS_OF, 10)])
    judge(empty, "a", glad, result)
    assert groups(empty) == {"a": group}


@pytest.mark.parametrize(
    ("glad", "group"), [(5, "advocates"), (3, "advocates"), (2, "misfits"), (None, "unknown")]
)
def test_who_refers_us_is_an_advocate_unless_we_mind_the_calls(empty, glad, group):
    book(empty, [("1", "a", AS_OF, 10)])
    judge(empty, "a", glad, "low", "yes")
    assert groups(empty) == {"a": group}


def test_reasons_of_a_sort_by_hand_count_until_it_is_taken_back(empty):
    book(empty, [(name, name, AS_OF, 10) for name in ("a", "b", "c")])
    sorting.save(empty, [sorting.Sort("a", "bad", ("questions every price",))], "Ann", AT)
    sorting.save(empty, [sorting.Sort("b", "good", ("refers others to us",))], "Ann", AT)
    sorting.save(empty, [sorting.Sort("c", "bad", ("rude",))], "Ann", AT)
    judge(empty, "b", 4, "low")
    assert groups(empty) == {"a": "price", "b": "advocates", "c": "unknown"}
    sorting.save(empty, [sorting.Sort("a", None)], "Ann", AT)
    assert groups(empty)["a"] == "unknown"


def test_who_is_named_by_others_has_sent_them(empty):
    book(empty, [(name, name, AS_OF, 10) for name in ("a", "b", "c", "d")])
    empty.executemany(
        "insert into customer_rows (import_id, row_no, customer_id, name, referred_by)"
        " values (1, ?, ?, ?, ?)",
        [
            (1, "a", "Alder Ltd", None),
            (2, "b", "Birch", "alder  LTD"),
            (3, "c", "Cedar", "a"),
            (4, "e", "Elm", "d"),
        ],
    )
    standards.refresh(empty)
    for name in ("a", "b"):
        judge(empty, name, 3, "fair")
    frame = attitudes.classify(empty, AS_OF).set_index("customer_id")
    # "Alder Ltd" is named once by name and once by number; the name of "d" is its number
    assert frame["sent"].to_dict() == {"a": 2, "b": 0, "c": 0, "d": 1}
    assert frame["reason"].to_dict() == {
        "a": "glad 3 of 5, fair result, sent us 2 customers",
        "b": "glad 3 of 5, fair result",
        "c": "how glad is unknown, result unknown",
        "d": "how glad is unknown, result unknown, sent us 1 customer",
    }


def test_without_any_referral_nobody_is_said_to_have_sent_none(empty):
    book(empty, [("1", "a", AS_OF, 10)])
    assert attitudes.classify(empty, AS_OF)["sent"].isna().all()


def test_money_is_that_of_12_months_and_who_never_bought_is_left_out(empty):
    days = [AS_OF, date(2024, 12, 10), date(2024, 12, 9), AS_OF + timedelta(1)]
    book(empty, [(str(n), "a", day, 10) for n, day in enumerate(days)] + [("x", "b", AS_OF, -5)])
    frame = attitudes.classify(empty, AS_OF)
    assert frame[["customer_id", "money"]].to_numpy().tolist() == [["a", 20]]


def test_the_summary_has_every_group_and_adds_up(empty):
    book(empty, [("1", "a", AS_OF, 10), ("2", "b", AS_OF, 30)])
    judge(empty, "a", 5, "high")
    summary = attitudes.summary(attitudes.classify(empty, AS_OF)).set_index("group")
    assert list(summary.index) == list(attitudes.GROUPS)
    assert summary.loc["partners"].tolist() == [1, 10]
    assert summary.loc["unknown"].tolist() == [1, 30]
    assert summary["customers"].sum() == 2


def test_the_sample_company(sample_company):
    frame = attitudes.classify(sample_company, date(2026, 11, 1)).set_index("customer_id")
    assert len(frame) == 180
    # the key: the bookkeeper (AP-1031) sent us five who bought; glad 3 in the customer list
    assert frame.loc["AP-1031", "sent"] == 5
    assert frame.loc["AP-1031", "group"] == "advocates"
    assert not (frame["group"] == "unknown").any()


# ---- the page


def show(app):
    at = app.visit("segmentation", App.FILLED)
    return at.segmented_control(key="segmentation_view").set_value("attitudes").run()


def test_the_page_asks_for_judgements_where_there_are_none(app):
    at = show(app)
    assert not at.exception
    assert "Fill it in under Upload, Fill the gaps" in said(at, "info")


def test_the_page_shows_the_groups_and_who_cannot_be_told(app):
    with db.open(app.filled.path) as conn, db.transaction(conn):
        judge(conn, "c1", 5, "high")
        judge(conn, "c2", 1, "low")
    at = show(app)
    assert not at.exception
    assert at.subheader[0].value == (
        "How we get on: 0 who send us others, 1 who are partners, 0 for whom the price comes "
        "first, 0 friends who get little, "
        "0 who get results but wear us out, 1 wrong for us, as we are for them."
    )
    assert "Of 10 of 12 we can't tell" in said(at, "caption")
    with db.open(app.filled.path) as conn, db.transaction(conn):
        sorting.save(conn, [sorting.Sort("c3", "bad", ("can't afford us",))], "Ann", AT)
    for _hidden in (False, True):  # the sort is not remembered, and counts under labels as well
        at.run()
        assert "1 for whom the price comes first" in at.subheader[0].value
        at.toggle(key="hide_names").set_value(True).run()
    at.toggle(key="hide_names").set_value(False).run()
    at.button_group(key="attitudes_picked").set_value(["misfits"]).run()
    assert at.dataframe[0].value["name"].tolist() == ["c2"]


def test_the_page_answers_with_few_and_with_many_customers(app):
    for customers in (1, 3, 20, 1_100):
        fill(app, customers)
        with db.open(app.filled.path) as conn, db.transaction(conn):
            judge(conn, "c0", 5, "high")
        at = show(app)
        assert not at.exception
        assert not at.error
        assert len(at.dataframe[0].value) == min(customers, 1_000)
