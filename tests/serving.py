"""The app as it really runs: a server of its own, and a browser that looks at it."""

import os
import re
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_ARGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
READY = '[data-testid="stApp"][data-test-script-state="notRunning"]'


@dataclass
class Server:
    url: str
    folder: Path
    process: subprocess.Popen[str]
    log: list[str] = field(default_factory=list)


@contextmanager
def serving(folder: Path, script: Path = ROOT / "app.py") -> Iterator[Server]:
    """A server on a free port whose data lies in `folder`; it is stopped at the end."""
    port = _free_port()
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "streamlit", "run", str(script)),
            *(f"--server.port={port}", "--server.address=127.0.0.1"),
        ],
        cwd=ROOT,
        env={**os.environ, "SWEETSPOT_DATA": str(folder), "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    server = Server(f"http://127.0.0.1:{port}", folder, process)
    try:
        _wait_until_up(server)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=20)
        if process.stdout:
            process.stdout.close()


def _wait_until_up(server: Server) -> None:
    up = threading.Event()

    def collect() -> None:
        for line in server.process.stdout or ():
            server.log.append(line)
            if "URL:" in line:
                up.set()
        up.set()

    threading.Thread(target=collect, daemon=True).start()
    assert up.wait(60), "the server does not start"
    assert server.process.poll() is None, "".join(server.log)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def browsing() -> Iterator[Browser]:
    """Chromium; without it the test is skipped, and fails where CI is set."""
    with sync_playwright() as playwright:
        executable = _chromium(Path(playwright.chromium.executable_path))
        if not executable:
            missing = pytest.fail if os.environ.get("CI") else pytest.skip
            missing("no Chromium: make test says how to get it")
        with playwright.chromium.launch(executable_path=executable, args=CHROMIUM_ARGS) as browser:
            yield browser


def _chromium(downloaded: Path) -> str | None:
    named = os.environ.get("CHROMIUM") or next(
        filter(None, map(shutil.which, CHROMIUM_NAMES)), None
    )
    return named or (str(downloaded) if downloaded.exists() else None)


class Tab:
    """A browser tab that remembers what its console complained of and whom it asked."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.errors: list[str] = []
        self.requested: list[str] = []
        self.clicks = 0
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda request: self.requested.append(request.url))

    def visit(self, url: str) -> Page:
        """The page at `url`, when it has its title and nothing runs any more."""
        self.page.goto(url)
        self.page.locator("h1").first.wait_for()
        self.settle()
        return self.page

    def click(self, role: Literal["button", "link"], name: str | re.Pattern[str]) -> None:
        """Click the first such element, and count the click."""
        self.page.get_by_role(role, name=name).first.click()
        self.clicks += 1
        self.settle()

    def settle(self) -> None:
        self.page.locator(READY).wait_for()

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(f"{message.text} {message.location.get('url', '')}")
