"""The documents say what is true."""

import re
import subprocess
import sys

from tests.conftest import ROOT

README = (ROOT / "README.md").read_text()


def test_the_readme_example_prints_what_it_says():
    [code] = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    [output] = re.findall(r"```text\n(.*?)```", README, re.DOTALL)
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout == output


def test_the_readme_is_short_and_its_links_lead_somewhere():
    assert len(README.splitlines()) < 150
    links = re.findall(r"\]\((?!http)([^)]+)\)", README)
    assert "docs/money.png" in links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_make_target_that_the_documents_name_exists():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    documents = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]
    named = {name for one in documents for name in re.findall(r"\bmake ([a-z]+)`", one.read_text())}
    assert named
    assert named <= targets


def test_every_requirement_has_its_reason():
    lines = (ROOT / "requirements.txt").read_text().splitlines()
    wanted = [line for line in lines if line and not line.startswith("#")]
    assert [line for line in wanted if not re.search(r"~=[\d.]+ +# .{10,}", line)] == []
