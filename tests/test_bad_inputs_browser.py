"""Bad inputs that only a browser shows: what it would fetch or run, and what is too large."""

import re

import pytest
from playwright.sync_api import expect

from icp import db, ingest, workspaces
from tests import hostile
from tests.bad_inputs import named
from tests.serving import Tab, serving

pytestmark = pytest.mark.browser

NAME = (
    '<script>document.title = "owned"</script> <img src=http://evil.example/a onerror=alert(1)> '
    '<iframe srcdoc="<script src=http://evil.example/b></script>"></iframe> '
) + hostile.TEXT


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """A server whose data is full of hostile names, and which data that is."""
    folder = tmp_path_factory.mktemp("hostile")
    one = workspaces.create(folder, "Hostile books", "1")
    quoted = '"' + NAME.replace('"', '""') + ' {}"'
    lines = (f"{quoted.format(n % 12)},2025-{1 + n // 6:02}-03,{100 + n}" for n in range(60))
    customers = (f"{quoted.format(n)},{quoted.format('')}" for n in range(12))
    with db.open(one.path) as conn:
        ingest.load(conn, named("Customer,Date,Amount\n" + "\n".join(lines), f"{NAME}.csv"))
        text = f"Customer,Industry,{quoted.format('')}\n"
        text += "".join(f"{line},x\n" for line in customers)
        ingest.load(conn, named(text, "<b>customers</b>.csv"), kind="customers")
    db.close(one.path)
    with serving(folder) as server:
        yield server, one.name


@pytest.mark.parametrize("path", ["", "upload", "segmentation", "pareto", "persona"])
def test_hostile_names_stand_on_every_page_as_text(running, browser: Tab, path):
    server, data = running
    page = browser.visit(f"{server.url}/{path}?data={data}")
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(
        page.locator("main [src*=evil], main [href*=evil], main script, main iframe")
    ).to_have_count(0)
    expect(page).not_to_have_title("owned")
    assert [url for url in browser.requested if "evil" in url] == []
    assert not [error for error in browser.errors if "404" not in error]
    assert not any("Traceback" in line for line in server.log)


def test_a_file_over_the_limit_is_refused_before_it_is_sent(running, browser: Tab, tmp_path):
    server, data = running
    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        file.truncate(260_000_000)  # takes no room on the disk
    page = browser.visit(f"{server.url}/upload?data={data}")
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(str(large))
    expect(page.get_by_text(re.compile("must be 200.*MB or smaller"))).to_be_visible()
    assert not [url for url in browser.requested if "upload_file" in url]
