"""YASGUI, the query editor that many sites use, in a real Chromium and in a page of another site than the endpoint."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from browser import Browser, require_browser
from served import Served
from test_web_protocol import DESCRIBE, SELECT, STRIKE

from kgbuild.web.config import Config
from kgbuild.web.limits import Limits

PACKAGE = "@zazuko/yasgui@4.6.2"

# Only completions that ask no other host.
PAGE = """<!doctype html><meta charset="utf-8"><title>Query</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="yasgui.min.css"><div id="yasgui"></div>
<script src="yasgui.min.js"></script><script>
  Yasgui.Yasqe.defaults.autocompleters = ["variables"];
  const endpoint = new URLSearchParams(location.search).get("endpoint");
  const yasgui = new Yasgui(document.getElementById("yasgui"), { requestConfig: { endpoint }, persistenceId: null });
  function ask(query) {
    yasgui.getTab().setQuery(query);
    yasgui.getTab().query().catch(() => {});  // what was wrong is shown
  }
</script>"""


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with a page of YASGUI, which is fetched from npm."""
    require_browser()
    folder = tmp_path_factory.mktemp("site")
    if shutil.which("npm") is None:
        pytest.skip("no npm here, which YASGUI comes from")
    try:
        packed = subprocess.run(
            ["npm", "pack", PACKAGE, "--silent", "--ignore-scripts"],
            cwd=folder, capture_output=True, encoding="utf-8", timeout=120, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        pytest.skip(f"npm does not come by {PACKAGE} within two minutes")
    if packed.returncode:
        pytest.skip(f"{PACKAGE} cannot be had from npm: {packed.stderr.strip()[:200]}")
    with tarfile.open(folder / packed.stdout.strip()) as archive:
        for name in ("yasgui.min.js", "yasgui.min.css"):
            member = archive.extractfile(f"package/build/{name}")
            assert member is not None
            (folder / name).write_bytes(member.read())
    (folder / "index.html").write_text(PAGE, encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def endpoint(site: str, store_path: Path) -> Iterator[str]:
    """An endpoint that scripts of the site may ask."""
    with Served(store_path, config=Config(Limits(workers=1), origins=(site,))) as server:
        yield server.address + "/sparql"


@pytest.fixture(scope="module")
def window(endpoint: str) -> Iterator[Browser]:
    """One that is closed before the endpoint is, for its connections stay open."""
    with Browser() as started:
        yield started


def wait_for(window: Browser, script: str) -> Any:
    """What the script returns once that is something."""
    until = time.monotonic() + 30
    while not (found := window.run(script)):
        assert time.monotonic() < until, f"{script}: waited in vain; {window.complaints()}"
        time.sleep(0.05)
    return found


def test_yasgui_shows_what_it_asked_of_another_site(window: Browser, site: str, endpoint: str) -> None:
    cells = "return [...document.querySelectorAll('.yasr td')].map(each => each.innerText)"
    window.open(f"{site}/?endpoint={endpoint}")
    window.run(f"ask({SELECT!r})")
    wait_for(window, "return document.querySelectorAll('.yasr tbody tr').length === 1")
    assert f"<{STRIKE}>" in window.run(cells)
    window.run(f"ask({DESCRIBE!r})")
    wait_for(window, "return document.querySelectorAll('.yasr tbody tr').length === 7")
    assert "<https://w3id.org/kgbuild/ontology#Protest>" in window.run(cells)
    assert window.complaints() == []


def test_yasgui_shows_what_is_wrong(window: Browser, site: str, endpoint: str) -> None:
    window.open(f"{site}/?endpoint={endpoint}")
    window.run("ask('SELECT * { ?s ')")
    wait_for(window, "return document.querySelector('.yasr').innerText.includes('line 1, column 15')")
    window.complaints()


def test_a_script_may_ask_in_a_way_that_needs_leave_first(window: Browser, site: str, endpoint: str) -> None:
    """A query as the body is no request that any page may send: the browser asks by OPTIONS before."""
    window.open(f"{site}/?endpoint={endpoint}")
    send = """fetch(%r, { method: "POST", headers: { "Content-Type": "application/sparql-query" }, body: "ASK {}" })
        .then(reply => reply.json().then(found => { window.told = [found.boolean, reply.headers.get("ETag")] }))
        .catch(error => { window.told = [String(error)] })"""
    window.run(send % endpoint)
    truth, etag = wait_for(window, "return window.told")
    assert truth is True
    assert etag


def test_a_site_that_was_not_named_gets_nothing(window: Browser, site: str, base: str) -> None:
    window.open(f"{site}/?endpoint={base}/sparql")
    window.run("ask('ASK {}')")
    wait_for(window, "return document.querySelector('.yasr .errorResult, .yasr [class*=error i]')?.innerText")
    assert any("CORS" in line for line in window.complaints())
