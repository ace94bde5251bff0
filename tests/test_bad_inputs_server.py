"""Bad input that is sent past the pages: there is no ballot yet, and nothing else takes any."""

import http.client
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

ADDRESSES = ["/api/vote", "/api/join", "/v/ABCD", "/vote"]
VOTES = ["6", "3.5", '"3 OR 1=1"', '{"vote": 6}', '{"room": "another", "item": 1, "vote": 3}']
BODIES = [b"", b"[]", b"null", b"\xff\xfe{", *(vote.encode() for vote in VOTES)]
MB = 1 << 20


def sent(server, address, body):
    """The status of the answer to what is posted there."""
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=30)
    headers = {"Content-Type": "application/json", "Content-Length": str(len(body))}
    try:
        with suppress(BrokenPipeError, ConnectionResetError):  # refused before all of it was sent
            connection.request("POST", address, body, headers)
        return connection.getresponse().status
    finally:
        connection.close()


def memory(server, line):
    """Bytes in memory of the server's process, as a line of /proc says."""
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    return 1024 * int(status.split(f"{line}:")[1].split()[0])


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_is_posted_is_refused(server, address):
    assert {sent(server, address, body) for body in BODIES} <= {404, 405}


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="needs /proc")
def test_150_mb_are_refused_without_being_kept(server):
    body = bytes(150 * MB)
    sent(server, ADDRESSES[0], b"null")
    Path(f"/proc/{server.process.pid}/clear_refs").write_text("5")  # the peak begins anew
    before = memory(server, "VmRSS")
    assert sent(server, ADDRESSES[0], body) in {404, 405}
    assert memory(server, "VmHWM") - before < 10 * MB
