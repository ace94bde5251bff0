"""What only a real browser shows."""

import re

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from icp import db, workspaces
from tests import hostile
from tests.conftest import ROOT, App
from tests.serving import Tab, serving

pytestmark = pytest.mark.browser

MENU = {
    "start": "Start",
    "upload": "Upload",
    "segmentation": "Customers",
    "pareto": "Money",
    "drivers": "Best customers",
    "interviews": "Interviews",
    "persona": "Profile",
}
expect.set_options(timeout=20_000)
# Streamlit looks for its server below the page's path first
EXPECTED_404 = ("_stcore/health", "_stcore/host-config")


def menu(page: Page) -> Locator:
    return page.get_by_test_id("stSidebarNavLink")


# each takes a server of its own
@pytest.mark.parametrize(
    "file",
    [
        pytest.param(file, marks=() if file in ("start", "persona") else pytest.mark.long)
        for file in MENU
    ],
)
def test_a_deep_link_works_as_the_very_first_visit(file, tmp_path, browser: Tab):
    filled = App(tmp_path).filled
    for workspace in workspaces.listing(tmp_path):
        db.close(workspace.path)
    path = "" if file == "start" else file
    with serving(tmp_path) as fresh:
        page = browser.visit(f"{fresh.url}/{path}?data={filled.name}")
        expect(page).to_have_title(MENU[file])
        entries = menu(page).all_inner_texts()
        assert [entry.split("\n")[-1] for entry in entries] == list(MENU.values())
        expect(page.get_by_test_id("stSelectbox").get_by_text("Your data")).to_be_visible()
        expect(page.get_by_text(f"{filled.label} · as of 28 Aug 2025")).to_be_visible()
        assert page.url == f"{fresh.url}/{path}?data={filled.name}"
        expect(page.get_by_test_id("stException")).to_have_count(0)
    wanted = [f"{fresh.url}/{file}/{end}" for end in EXPECTED_404] if path else []
    assert sorted(error.split()[-1] for error in browser.errors) == wanted
    assert not any("Traceback" in line for line in fresh.log)


def test_the_menu_leads_to_every_page_and_keeps_the_data(server, browser: Tab):
    page = browser.visit(f"{server.url}/?data={App.FILLED}")
    for file, title in MENU.items():
        menu(page).filter(has=page.get_by_text(title, exact=True)).click()
        expect(page).to_have_title(title)
        browser.settle()
        path = "" if file == "start" else file
        expect(page).to_have_url(f"{server.url}/{path}?data={App.FILLED}")
    assert browser.errors == []


def test_whoever_goes_on_before_the_sidebar_is_drawn_keeps_data_and_what_is_hidden(
    server, browser: Tab
):
    slow = re.compile(r"/(Selectbox|Checkbox)\.[^/]*\.js")  # the parts of the sidebar's controls
    browser.page.route(slow, lambda route: route.abort())
    page = browser.visit(f"{server.url}/?data={App.FILLED}&hide=names")
    for title in ("Start", "Customers", "Money", "Best customers"):  # before the last is there
        menu(page).filter(has=page.get_by_text(title, exact=True)).click()
    expect(page).to_have_title("Best customers")
    browser.settle()
    expect(page).to_have_url(f"{server.url}/drivers?data={App.FILLED}&hide=names")
    expect(page.get_by_text("Filled books · as of 28 Aug 2025")).to_be_visible()


def test_nothing_is_asked_of_anybody_else(server, browser: Tab):
    browser.visit(f"{server.url}/pareto?data={App.FILLED}")
    assert [
        url for url in browser.requested if not url.startswith((server.url, "data:", "blob:"))
    ] == []


def test_the_headers_are_there(server):
    for path in ("/", "/pareto", "/_stcore/health", "/favicon.png"):
        headers = httpx.get(server.url + path).headers
        policy = headers["content-security-policy"]
        assert re.search(r"script-src 'self' 'sha256-[\w+/=]+';", policy)
        assert "frame-ancestors 'self'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert "camera=()" in headers["permissions-policy"]


def test_what_we_draw_works_under_the_policy_and_text_stays_text(tmp_path, browser: Tab):
    script = tmp_path / "gallery_app.py"
    script.write_text(
        "import streamlit as st\n"
        "from starlette.middleware import Middleware\n"
        "from ui import headers\n"
        f"app = st.App({str(ROOT / 'tests' / 'gallery.py')!r}, "
        "middleware=[Middleware(headers.SecurityHeaders)])\n"
    )
    with serving(tmp_path, script) as running:
        page = browser.visit(running.url)
        expect(page.locator(".js-plotly-plot .bars")).to_have_count(1)
        expect(page.locator(".js-plotly-plot .heatmaplayer image")).to_have_count(1)
        expect(page.locator("[data-testid=stDataFrame] canvas").first).to_be_visible()
        page.get_by_test_id("stFileUploaderDropzone").locator("input").set_input_files(
            {"name": "a.csv", "mimeType": "text/csv", "buffer": b"a\n1\n"}
        )
        expect(page.get_by_text("a.csv", exact=True)).to_be_visible()
        with page.expect_download():
            page.get_by_test_id("stDownloadButton").get_by_role("button").click()
        place = page.locator(".st-key-hostile")
        rendered = "img, a:not([href^='#']), .katex, code, strong, [aria-label='home icon']"
        expect(place.locator(rendered)).to_have_count(0)
        shown = place.get_by_test_id("stCaptionContainer").first.inner_text()
        assert shown.replace("\N{WORD JOINER}", "") == hostile.TEXT
    assert browser.errors == []
    assert not any("evil.example" in url for url in browser.requested)


def test_a_chart_is_saved_as_it_stands_on_a_dark_phone(server, chromium):
    context = chromium.new_context(viewport={"width": 390, "height": 900}, color_scheme="dark")
    tab = Tab(context.new_page())
    page = tab.visit(f"{server.url}/pareto?data={App.FILLED}")
    title = page.locator(".js-plotly-plot .gtitle")
    expect(title).to_contain_text("customers")
    boxes = [part.bounding_box() for part in (page.locator(".modebar").first, title)]
    assert boxes[0]["y"] + boxes[0]["height"] <= boxes[1]["y"]
    assert boxes[1]["x"] + boxes[1]["width"] <= 390
    camera = page.locator(".modebar-btn").first
    with page.expect_download() as picture:
        camera.click()
    assert picture.value.suggested_filename == "filled-books-pareto-chart-2025-08-28.png"
    content = picture.value.path().read_bytes()
    assert content.startswith(b"\x89PNG")
    assert len(content) > 10_000
    page.get_by_role("button", name="Save").click()
    page.get_by_role("radio", name="SVG").click()
    expect(camera).not_to_have_attribute("data-title", re.compile("PNG"))
    with page.expect_download() as picture:
        camera.click()
    assert picture.value.suggested_filename.endswith(".svg")
    content = picture.value.path().read_text()
    assert title.text_content() in re.sub("<[^>]*>", "", content)
    assert "fill: rgb(16, 25, 27); fill-opacity: 1" in content  # the dark ground goes with it
    assert tab.errors == [] or all(error.split()[-1].endswith(EXPECTED_404) for error in tab.errors)
    context.close()


def test_data_can_be_created_renamed_backed_up_restored_and_deleted(server, browser: Tab):
    page = browser.visit(f"{server.url}/")
    press(page, "New")
    fill_in(page, "Name", "Our *own* books")
    press(page, "Create")
    expect(page.get_by_role("heading", name="What is in Our *own* books")).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?data=our-own-books-[0-9a-f]{8}$"))
    press(page, "Rename")
    fill_in(page, "Name", "Filled books")
    press(dialog(page), "Rename")
    expect(dialog(page).get_by_text("already is data named Filled books")).to_be_visible()
    fill_in(page, "Name", "Books of ours")
    press(dialog(page), "Rename")
    expect(page.get_by_role("heading", name="What is in Books of ours")).to_be_visible()
    with page.expect_download() as download:
        press(page, "Download a backup")
    backup = download.value.path()
    press(page, "Restore a backup")
    dialog(page).locator("input[type=file]").set_input_files(
        {"name": "b.duckdb", "mimeType": "", "buffer": backup.read_bytes()}
    )
    press(dialog(page), "Restore")
    expect(page.get_by_role("heading", name="What is in Books of ours (restored)")).to_be_visible()
    press(page, "Delete")
    fill_in(page, "Type its name to confirm", "Books of ours")
    press(page, "Delete for good")
    expect(dialog(page).get_by_text("nothing was deleted")).to_be_visible()
    fill_in(page, "Type its name to confirm", "Books of ours (restored)")
    press(page, "Delete for good")
    expect(page.get_by_role("heading", name="What is in Books of ours", exact=True)).to_be_visible()
    names = [path.stem for path in server.folder.glob("*.duckdb")]
    assert [name for name in names if "restored" in name] == []
    assert len([name for name in names if name.startswith("our-own-books")]) == 1
    assert list((server.folder / "tmp").iterdir()) == []
    assert browser.errors == []


def dialog(page: Page):
    return page.get_by_role("dialog")


def press(where, name: str) -> None:
    where.get_by_role("button", name=name, exact=True).click()


def fill_in(page: Page, label: str, text: str) -> None:
    dialog(page).get_by_label(label, exact=True).fill(text)


def test_the_server_stops_cleanly_and_what_was_saved_is_there_again(tmp_path, browser: Tab):
    App(tmp_path)
    for workspace in workspaces.listing(tmp_path):
        db.close(workspace.path)
    with serving(tmp_path) as first:
        browser.visit(f"{first.url}/?data={App.FILLED}")
    assert list(tmp_path.glob("*.wal")) == []
    with serving(tmp_path) as second:
        page = browser.visit(f"{second.url}/?data={App.FILLED}")
        expect(page.get_by_test_id("stMetricValue").first).to_have_text("12")
