"""Behind a proxy, and told to end."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from http_client import Reply, ask
from served import Served

from kgbuild.web.config import Config
from kgbuild.web.limits import Limits

BROWSER = "text/html"
FORWARDED = {
    "x_forwarded_host": "graph.example",
    "x_forwarded_proto": "https",
    "x_forwarded_prefix": "/news",
    "accept": BROWSER,
}

# Some seconds of work at most, and no data.
NUMBERS = " ".join(str(number) for number in range(40))
SLOW = "SELECT (COUNT(*) AS ?n) {" + " ".join(f"VALUES ?{name} {{ {NUMBERS} }}" for name in "abcd") + "}"


def test_behind_a_proxy_every_address_has_its_prefix(store_path: Path) -> None:
    with Served(store_path, config=Config(Limits(workers=1), proxy=True)) as server:
        for path in ("/", "/doc/harbour", "/sparql"):
            page = ask(server.address + path, **FORWARDED).text
            addresses = re.findall(r'(?:href|action|src)="(/[^"]*)"', page)
            assert addresses
            assert all(each.startswith("/news/") for each in addresses)
        assert "https://graph.example/news/sparql" in ask(server.address + "/", **FORWARDED).text
        void = ask(server.address + "/.well-known/void", **{**FORWARDED, "accept": "text/turtle"}).text
        assert "<https://graph.example/news/dump.nq.gz>" in void


def test_without_one_nobody_is_believed(base: str) -> None:
    page = ask(base + "/", **FORWARDED).text
    assert "graph.example" not in page
    assert 'href="/sparql"' in page


def test_told_to_end_it_lets_queries_finish_and_leaves_nothing_behind(store_path: Path) -> None:
    code = "from kgbuild.cli import main; main()"
    command = [sys.executable, "-c", code, "serve", str(store_path), "--port", "0", "--workers", "1"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    found = re.search(r"http://[\d.:]+", process.stderr.readline())
    assert found is not None
    replies: list[Reply] = []
    client = threading.Thread(target=lambda: replies.append(ask(found[0] + "/sparql", parameters={"query": SLOW})))
    assert ask(found[0] + "/sparql", parameters={"query": "ASK {}"}).status == 200
    before = set(store_path.parent.glob(".store.served-*"))
    client.start()
    time.sleep(0.3)
    process.send_signal(signal.SIGTERM)
    client.join()
    assert process.wait(30) == 0
    process.stderr.close()
    assert [reply.status for reply in replies] == [200]
    assert replies[0].json()["results"]["bindings"][0]["n"]["value"] == str(40**4)
    assert len(before - set(store_path.parent.glob(".store.served-*"))) == 1
