"""Behind a proxy."""

from __future__ import annotations

import re
from pathlib import Path

from http_client import ask
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
