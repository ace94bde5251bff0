"""With names and amounts hidden no page, chart, table or download shows one."""

import base64
import json
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from google.protobuf.json_format import MessageToDict
from hypothesis import given
from hypothesis import strategies as st_
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import ButtonGroup

from icp import costs, criteria, db, ingest, labels, persona
from tests.conftest import ROOT, App, book
from ui import bands, privacy, tables

PAGES = sorted(file.stem for file in (ROOT / "pages").glob("*.py"))
NAMES = [f"Zorblatt {letter} Holding" for letter in "ABCDEFGHIJKLMNOPQRSTUVWX"]
AT = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
LEAST = 100_000  # every amount is larger, and nothing else is
ENDLESS = 2**53 - 1  # the end of a field that takes any number


def write(folder) -> tuple[Path, ...]:
    customers, orders = ["Account number,Name,Industry"], ["Order,Account number,Date,Amount,Cost"]
    support = ["Account number,Month,Hours"]
    for at, name in enumerate(NAMES):
        customers.append(f"QX-{at},{name},{'Law' if at % 2 else 'Retail'}")
        for month in range(at % 2, 26, 1 + at % 3):  # some begin after the data, some slip away
            day = date(2023, 7, 5) + timedelta(days=30 * month + at)
            amount = 3_141_592 + 1_234_567 * at + 7_919 * month
            amount //= 2 if month > 22 and at % 6 == 0 else 1
            orders.append(f"O{at}-{month},QX-{at},{day},{amount}.37,{amount // 2}.11")
        support.append(f"QX-{at},2025-06-01,{3 + 7 * at}")
    files = folder / "customers.csv", folder / "orders.csv", folder / "support.csv"
    for file, lines in zip(files, (customers, orders, support), strict=True):
        file.write_text("\n".join(lines) + "\n")
    return files


def profile(version: int) -> persona.Persona:
    """One that has a name wherever somebody may write one."""
    said = f"such as {NAMES[3]}, version {version}"
    rules = (criteria.Rule("referred_by", "Referred by", NAMES[4]),)
    evidence = (criteria.Evidence("interview", said),)
    every = (criteria.Criterion(1, said, rules=rules, evidence=evidence, owner=NAMES[5]),)
    texts = {"title": said}
    number = 1 if version else None
    return persona.Persona(
        said, said, texts, every, why=said, author=NAMES[6], persona_id=number, version=version
    )


@pytest.fixture
def hidden(app, tmp_path, monkeypatch):
    """The app with names and amounts hidden, on data in which both can be told; and downloads."""
    with db.open(app.filled.path) as conn:
        conn.execute("delete from order_lines")
        for file in write(tmp_path):
            ingest.load(conn, file, at=AT)
        costs.save(conn, costs.Rates(hours=98_765.43))
        for version in range(2):
            with db.transaction(conn):
                persona.save(conn, profile(version), AT)
    saved: list[pd.DataFrame] = []
    monkeypatch.setattr(tables.export, "csv", lambda frame: saved.append(frame) or b"")
    plain = tables.st.download_button

    def button(*args, data, **options):
        made = data()
        assert not isinstance(made, str) or "Zorblatt" not in made
        return plain(*args, data=b"x", **options)

    monkeypatch.setattr(tables.st, "download_button", button)
    at = AppTest.from_file(str(ROOT / "ui" / "main.py"), default_timeout=60)
    at.query_params["data"], at.query_params["hide"] = App.FILLED, "names,amounts"
    return at.run(), saved


def protos(block):
    for child in block.children.values():
        yield child.proto
        if hasattr(child, "children"):
            yield from protos(child)


def texts(value):
    """All texts in a message, those in its JSON included."""
    if isinstance(value, dict):
        for key, one in value.items():
            if key == "spec":
                yield from texts(json.loads(one))
            elif key == "bdata":
                raw = base64.b64decode(one)
                yield from map(str, np.frombuffer(raw, value["dtype"]).tolist())
            elif key != "id" and not (key == "data" and isinstance(one, str)):  # a table's bytes
                yield from texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)
    elif isinstance(value, str | int | float):
        yield str(value)


UNITS = {"k": 1e3, "M": 1e6, "bn": 1e9, None: 1.0}


def amounts(text):
    """The numbers in a text that can only be money."""
    if text.startswith(("rgb", "/mock/media/")):  # colours, and the digits of a file's hash
        return []
    found = re.findall(
        r"(?<![\w.#-])(\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)(?: (k|M|bn)\b)?", text
    )
    values = [float(number.replace(",", "")) * UNITS[unit or None] for number, unit in found]
    return [value for value in values if LEAST <= value < ENDLESS]


def is_band(value):
    """Whether it is the end of a band or the sum of a few; real amounts here have more figures."""
    return re.fullmatch(r"[1-9]\d?0*", f"{value:.0f}") is not None


def check(at, saved):
    assert not at.exception, at.exception[0].message
    for proto in protos(at._tree):
        if proto is None:
            continue
        raw = proto.SerializeToString()
        assert b"Zorblatt" not in raw, str(proto)[:2000]
        assert b"QX-" not in raw, str(proto)[:2000]
        for text in texts(MessageToDict(proto)):
            assert all(map(is_band, amounts(text))), text
    for frame in [one.value for one in at.dataframe] + saved:
        as_text = frame.to_csv()
        assert "Zorblatt" not in as_text
        assert "QX-" not in as_text
        for _, column in frame.select_dtypes("number").items():
            assert all(map(is_band, (value for value in column if value >= LEAST))), column
    saved.clear()


class Content(str):
    """An option as it stands on the screen."""

    __slots__ = ()


@pytest.fixture(autouse=True)
def by_content(monkeypatch):
    """Options of segmented controls can be chosen by what stands on them."""
    usual = ButtonGroup.formatted_values.fget

    def formatted(self):
        return [str(self._value)] if isinstance(self._value, Content) else usual(self)

    monkeypatch.setattr(ButtonGroup, "formatted_values", property(formatted))


def controls(at):
    return {one.key: one for one in at.get("button_group") if one._is_single_select}


def views(at, known=()):
    """Choose each option of each control on the page, and then of those that appear by it."""
    here = {key: list(one.formatted_values) for key, one in controls(at).items()}
    for key, before in here.items():
        if key in known:
            continue
        for option in controls(at)[key].options:
            yield controls(at)[key].set_value(Content(option)).run()
            yield from views(at, {*known, *here})
        controls(at)[key].set_value(Content(before[0])).run()


@pytest.mark.parametrize("page", PAGES)
def test_no_page_shows_a_name_or_an_amount_that_is_hidden(hidden, page):
    at, saved = hidden
    assert at.toggle(key="hide_names").value
    at.query_params["id"] = "QX-3"  # whose page the customer's page is
    at.switch_page(f"../pages/{page}.py").run()
    check(at, saved)
    for shown in views(at):
        check(shown, saved)


def names(conn):
    listed = labels.listing(conn)
    return dict(zip(listed["written"], listed["number"], strict=True))


def test_numbers_are_given_once_and_tell_no_order(empty):
    book(empty, [(f"o{n}", f"c{n:02}", date(2025, 1, 1), 10.0 + n) for n in range(20)])
    first = names(empty)
    assert sorted(first.values()) == list(range(1, 21))
    assert list(first.values()) != sorted(first.values())
    empty.execute("delete from order_lines where customer_id < 'c10'")
    book(empty, [("p", "c30", date(2025, 1, 2), 5.0), ("q", "a", date(2025, 1, 2), 5.0)])
    assert first.items() <= names(empty).items()
    assert {names(empty)["c30"], names(empty)["a"]} == {21, 22}


def test_names_are_hidden_in_every_shape_of_answer():
    labels = {"c1": "Client #7", "Acme": "Client #7"}
    frame = pd.DataFrame({"customer_id": ["c1"], "name": ["Acme"], "why": [["Acme", "big"]]})
    shown = privacy.masked(frame, labels)
    assert shown.to_dict("records") == [
        {"customer_id": "Client #7", "name": "Client #7", "why": ["Client #7", "big"]}
    ]
    assert frame["name"].item() == "Acme"
    assert privacy.masked({"Acme": ("c1", 3)}, labels) == {"Client #7": ("Client #7", 3)}
    assert privacy.real(("Client #7", "2025"), {"Client #7": "c1"}) == ("c1", "2025")


@pytest.mark.parametrize(
    ("amount", "low", "text"),
    [
        (37_412, 20_000, "20 k to 50 k"),
        (20_000, 20_000, "20 k to 50 k"),
        (19_999.99, 10_000, "10 k to 20 k"),
        (1_000, 1_000, "1 k to 2 k"),
        (999, 500, "500 to 1 k"),
        (-7, -5, "-5 to -10"),
        (0.4, 0, "under 1"),
        (0, 0, "0"),
    ],
)
def test_an_amount_is_a_band(amount, low, text):
    assert float(bands.floor(amount)) == low
    assert bands.written(amount) == text


@given(st_.floats(1, 1e12))
def test_a_band_holds_its_amount_and_begins_with_1_2_or_5(amount):
    low = float(bands.floor(amount))
    assert low <= amount * (1 + 1e-9) < low * 2.5 * (1 + 1e-8)
    assert f"{low:.0f}".rstrip("0") in "125"
    assert float(bands.floor(low)) == low


def test_a_page_that_is_closed_names_the_switch_that_opens_it(app):
    at = AppTest.from_file(str(ROOT / "ui" / "main.py"), default_timeout=60)
    at.query_params["data"], at.query_params["hide"] = App.FILLED, "amounts"
    said = at.run().switch_page("../pages/upload.py").run().info[0].value
    assert "Switch off “Hide amounts” in the sidebar" in said
    assert "Hide names" not in said
