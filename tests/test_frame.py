"""The frame and the start page, without a browser."""

import asyncio
import tomllib
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import httpx
import pytest
import streamlit as st
from starlette.responses import PlainTextResponse
from streamlit.testing.v1 import AppTest

from icp import db, errors, workspaces
from tests.conftest import ROOT, App
from ui import alder_point, headers, state

PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))


@pytest.mark.parametrize("data", [App.EMPTY, App.FILLED])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_works_on_an_empty_and_on_a_filled_workspace(app, page, data):
    at = app.visit(page, data)
    assert not at.exception
    assert len(at.title) == 1
    if data == App.EMPTY:
        assert at.get("page_link") or at.file_uploader or at.get("file_uploader")


def test_the_first_start_brings_the_sample_company(tmp_path, monkeypatch):
    monkeypatch.setenv("SWEETSPOT_DATA", str(tmp_path))
    (tmp_path / "sample.part").write_text("left over from a start that was cut off")
    at = AppTest.from_file(str(ROOT / "ui" / "main.py"), default_timeout=60).run()
    assert not at.exception
    assert [one.label for one in workspaces.listing(tmp_path)] == [alder_point.LABEL]
    assert at.selectbox(key="data").value == state.SAMPLE
    assert at.selectbox(key="data").options == [alder_point.LABEL]
    assert at.metric[0].value == "180"
    assert not (tmp_path / "sample.part").exists()


def test_a_sample_company_from_before_the_first_release_is_made_anew(tmp_path, monkeypatch):
    monkeypatch.setenv("SWEETSPOT_DATA", str(tmp_path))
    for name in ("sample", "own"):
        with db.open(tmp_path / f"{name}.duckdb") as conn:
            conn.execute("update meta set schema_version = 1").fetchall()
    db.close_all()
    at = AppTest.from_file(str(ROOT / "ui" / "main.py"), default_timeout=60).run()
    assert not at.exception
    assert at.selectbox(key="data").options == [alder_point.LABEL]
    assert at.metric[0].value == "180"
    with pytest.raises(errors.WorkspaceOlder):  # what is not ours to make stays as it is
        db.open(tmp_path / "own.duckdb")


def test_the_figures_are_those_of_the_chosen_data(app):
    at = app.visit()
    assert [metric.value for metric in at.metric] == ["12", "60", "20", "7.77 k"]


def test_the_empty_workspace_says_what_comes_next(app):
    at = app.visit(data=App.EMPTY)
    assert "Upload two files" in at.info[0].value
    assert at.get("page_link")


def test_an_unknown_name_in_the_address_falls_back(app):
    at = app.visit(data="../../etc/passwd")
    assert not at.exception
    assert "was deleted or never existed" in at.error[0].value
    assert not at.metric
    at.button(key="go_on_with_other_data").click().run()
    assert at.selectbox(key="data").value == App.EMPTY
    assert "data" not in at.query_params
    assert not at.error


def test_data_in_the_address_that_cannot_be_opened_says_why(app):
    (app.folder / "bad.duckdb").write_text("bad")
    at = app.visit(data="bad")
    assert at.title[0].value == "This data cannot be opened"
    assert "bad\\.duckdb is not a file of data" in at.error[0].value
    at.button(key="go_on_with_other_data").click().run()
    assert at.selectbox(key="data").value == App.EMPTY


def test_the_choice_of_data_stays_from_page_to_page_and_in_the_address(app):
    at = app.visit(data=App.EMPTY)
    at.selectbox(key="data").set_value(App.FILLED).run()
    assert at.query_params["data"] == App.FILLED
    for page in PAGES:
        at.switch_page(f"../pages/{page}.py").run()
        assert at.session_state["workspace"].name == App.FILLED
        assert at.query_params["data"] == App.FILLED


def test_the_day_starts_after_the_newest_order(app):
    at = app.visit()
    assert at.date_input(key="as_of").value == date(2025, 8, 28)
    assert at.sidebar.caption[-1].value == "The day after the newest order, 27 Aug 2025."


def test_a_chosen_day_is_kept_for_each_workspace(app):
    other = workspaces.create(app.folder, "Third", "3")
    at = app.visit()
    at.date_input(key="as_of").set_value(date(2025, 1, 1)).run()
    assert at.sidebar.caption[-1].value.startswith("Chosen by you; the newest order is of 27 Aug")
    at.selectbox(key="data").set_value(other.name).run()
    assert not at.exception
    at.selectbox(key="data").set_value(App.FILLED).run()
    assert at.date_input(key="as_of").value == date(2025, 1, 1)
    assert at.session_state["as_of"] == date(2025, 1, 1)


def test_results_are_remembered_until_the_data_changes(app):
    asked = []
    app.visit()
    st.cache_resource.clear()

    def question(conn, number):
        asked.append(number)
        return number

    def answer(version):
        return state._answer(app.filled.path, version, "question", False, question, (1,), {})

    assert (answer(1), answer(1), answer(2)) == (1, 1, 1)
    assert len(asked) == 2


def test_a_damaged_file_is_named_and_the_rest_works(app):
    (app.folder / "bad.duckdb").write_text("bad")
    at = app.visit()
    assert not at.exception
    assert "bad\\.duckdb is not a file of data" in at.warning[0].value
    assert "bad" not in at.selectbox(key="data").options


def test_nothing_but_damaged_files_is_one_sentence(tmp_path, monkeypatch):
    (tmp_path / "bad.duckdb").write_text("bad")
    monkeypatch.setenv("SWEETSPOT_DATA", str(tmp_path))
    at = AppTest.from_file(str(ROOT / "ui" / "main.py"), default_timeout=30).run()
    assert not at.exception
    assert "is not a file of data of Sweetspot" in at.error[0].value


def test_what_a_user_can_mend_is_shown_as_its_own_sentence(app):
    at = AppTest.from_function(raise_on_page, args=("Choose *another* file.",)).run()
    assert at.error[0].value == "Choose \\*another\\* file\\."
    assert not at.exception


def raise_on_page(sentence):
    from icp import errors
    from ui import problems

    with problems.shown():
        raise errors.IcpError(sentence)


def test_a_bug_is_logged_with_its_reference_and_shown_without_details(caplog):
    at = AppTest.from_function(crash).run()
    sentence = at.error[0].value
    reference = sentence.split("reference ")[1].split(")")[0]
    assert "Nothing was lost" in sentence
    assert "secret" not in sentence
    assert f"reference {reference}" in caplog.text
    assert "ZeroDivisionError: secret" in caplog.text


def crash():
    from ui import problems

    try:
        raise ZeroDivisionError("secret")
    except ZeroDivisionError as error:
        problems.show(error)


def test_a_deleted_file_is_not_made_anew(app):
    at = app.visit()
    workspaces.delete(app.filled.path)
    with pytest.raises(errors.NotFound, match="choose another"):
        state._open(app.filled.path)
    at.run()
    assert not at.exception
    assert at.session_state["workspace"].name == App.EMPTY


def test_the_settings_that_matter_are_set():
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())
    assert config["runner"]["postScriptGC"] is False
    assert config["browser"]["gatherUsageStats"] is False
    assert config["client"]["showErrorDetails"] == "none"
    assert config["server"]["maxUploadSize"] == 200
    assert config["server"]["enableStaticServing"] is False
    assert "address" not in config["server"], "Streamlit Cloud sets its own"
    assert {"light", "dark"} <= set(config["theme"])


def test_the_hidden_setting_still_exists():
    assert st.get_option("runner.postScriptGC") in (True, False)


def test_headers_are_on_every_answer_and_the_body_is_untouched():
    app = headers.SecurityHeaders(PlainTextResponse("hello"))

    async def get() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app)) as client:
            return await client.get("http://test/")

    with ThreadPoolExecutor() as threads:  # the browser's loop may be running in this one
        answer = threads.submit(lambda: asyncio.run(get())).result()
    assert answer.text == "hello"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]


def test_only_inline_scripts_are_hashed():
    page = (
        '<script src="a.js"></script><script type="module" src="b.js"></script><script>x</script>'
    )
    # printf x | openssl dgst -sha256 -binary | base64
    assert headers.inline_script_hashes(page) == [
        "sha256-LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE="
    ]


def test_the_page_of_streamlit_has_one_inline_script():
    assert len(headers.inline_script_hashes(headers._index_page())) == 1
    assert (
        "unsafe" not in headers.security_headers()["Content-Security-Policy"].split("style-src")[0]
    )
