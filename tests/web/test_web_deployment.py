"""Behind a proxy."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
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


@pytest.fixture(scope="module")
def behind_proxy(store_path: Path) -> Iterator[str]:
    with Served(store_path, config=Config(Limits(workers=1), proxy=True)) as server:
        yield server.address


def test_behind_a_proxy_every_address_has_its_prefix(behind_proxy: str) -> None:
    for path in ("/", "/doc/harbour", "/sparql"):
        page = ask(behind_proxy + path, **FORWARDED).text
        addresses = re.findall(r'(?:href|action|src)="(/[^"]*)"', page)
        assert addresses
        assert all(each.startswith("/news/") for each in addresses)
    assert "https://graph.example/news/sparql" in ask(behind_proxy + "/", **FORWARDED).text
    void = ask(behind_proxy + "/.well-known/void", **{**FORWARDED, "accept": "text/turtle"}).text
    assert "<https://graph.example/news/dump.nq.gz>" in void


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("prefix", value) for value in ("//evil.example", "https://evil.example", "javascript:alert(1)", "news")),
        *(("prefix", value) for value in ("/a><script>", "/a/../..", "/./a", "/a//b", "/a b")),
        *(("host", value) for value in ("evil.example/path", "evil.example><script>", "[::1", "a b", "h:x")),
        *(("proto", value) for value in ("javascript", "x y", "ftp")),
    ],
)
def test_what_is_no_place_is_not_believed_of_a_proxy_either(behind_proxy: str, name: str, value: str) -> None:
    for path in ("/", "/.well-known/void"):
        reply = ask(behind_proxy + path, **{f"x_forwarded_{name}": value})
        assert (reply.status, f"X-Forwarded-{name.title()}" in reply.text) == (400, True)


@pytest.mark.parametrize("prefix", ["", "/", "/news", "/news/", "/a/b.c/~d", "/..a"])
def test_a_prefix_is_any_path(behind_proxy: str, prefix: str) -> None:
    page = ask(behind_proxy + "/", x_forwarded_prefix=prefix, accept=BROWSER).text
    assert f'href="{prefix.rstrip("/")}/sparql"' in page


def test_a_proxy_may_probe_as_it_did_of_old(behind_proxy: str) -> None:
    host, _, port = behind_proxy.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=30) as client:
        client.sendall(b"GET /healthz HTTP/1.0\r\n\r\n")
        assert client.recv(1 << 16).split()[1] == b"200"


def test_without_one_nobody_is_believed(base: str) -> None:
    page = ask(base + "/", **FORWARDED).text
    assert "graph.example" not in page
    assert 'href="/sparql"' in page
