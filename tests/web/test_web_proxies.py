"""Below a path of another site, behind a real nginx with the configuration that we ship, and behind a small proxy."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from debian import environment_with
from http_client import ask
from ports import free_port
from served import Served, wait_until
from stores import write

from kgbuild.web.config import Config
from kgbuild.web.limits import Limits

SHIPPED = Path(__file__).parents[2] / "docs" / "deploy" / "nginx.conf"
BEHIND = "127.0.0.1:8080"
TOKEN = "a-token-behind-a-proxy"

# A document whose id holds what a proxy may tidy away.
ODD = "https://example.org/doc/a//b%20c"

AROUND = """{user} daemon off; pid {folder}/pid; error_log {folder}/errors; events {{ }}
http {{
    access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    server {{ listen 127.0.0.1:{port};
{shipped}
    }}
}}"""


@dataclass(frozen=True)
class Site:
    """address: of the graph, as it is seen from outside. log: of the requests that have come through."""

    address: str
    log: Path

    def last_logged(self, path: str) -> dict[str, object]:
        wait_until(lambda: f'"path": "{path}"' in self.log.read_text(encoding="ascii"))
        lines = [json.loads(line) for line in self.log.read_text(encoding="ascii").splitlines()]
        found: dict[str, object] = [line for line in lines if line["path"] == path][-1]
        return found


@contextlib.contextmanager
def nginx(behind: int, folder: Path) -> Iterator[str]:
    environment = environment_with("nginx-light", "nginx")
    port = free_port()
    shipped = SHIPPED.read_text(encoding="utf-8")
    assert shipped.count(BEHIND) == 1
    shipped = shipped.replace(BEHIND, f"127.0.0.1:{behind}")
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "conf").write_text(AROUND.format(user=user, folder=folder, port=port, shipped=shipped), encoding="utf-8")
    command = ["nginx", "-c", str(folder / "conf"), "-e", str(folder / "errors")]
    process = subprocess.Popen(command, env=environment)
    try:
        wait_until(lambda: process.poll() is not None or (folder / "pid").exists())
        assert process.poll() is None, (folder / "errors").read_text(encoding="utf-8")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(60)


class Forwarding(BaseHTTPRequestHandler):
    """Hands on what is asked below /news, and tells who asked."""

    behind = 0
    protocol_version = "HTTP/1.1"

    def handle_one(self) -> None:
        sent = {name: self.headers[name] for name in self.headers if name not in ("Host", "Connection")}
        told = {
            "X-Forwarded-Host": self.headers["Host"], "X-Forwarded-Proto": "http", "X-Forwarded-Prefix": "/news",
            "X-Forwarded-For": "127.0.0.1", "X-Request-Id": "from-the-proxy",
        }  # fmt: skip
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.behind, timeout=60)) as connection:
            connection.request(self.command, self.path.removeprefix("/news"), body, sent | told)
            with connection.getresponse() as answer:
                content = answer.read()
                self.send_response(answer.status)
                for name, value in answer.getheaders():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(content)

    do_GET = do_HEAD = do_POST = do_PUT = do_OPTIONS = handle_one  # noqa: N815

    def log_message(self, *_: object) -> None:
        pass


@contextlib.contextmanager
def small_proxy(behind: int, folder: Path) -> Iterator[str]:
    handler = type("Handler", (Forwarding,), {"behind": behind})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="module", params=[nginx, small_proxy])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("proxied")
    write(folder / "store")
    odd = f'<{ODD}> a <https://schema.org/NewsArticle> ; <https://schema.org/headline> "Odd" .'
    write(folder / "store", odd, ODD)
    config = Config(Limits(workers=1), token=TOKEN, proxy=True, access_log=str(folder / "log"))
    with Served(folder / "store", config=config) as server, request.param(server.port, folder) as address:
        yield Site(address + "/news", folder / "log")


def test_every_address_leads_back_through_the_proxy(site: Site) -> None:
    todo, seen = ["/news/", "/news/sparql", "/news/doc/harbour"], set()
    host = site.address.removesuffix("/news")
    while todo and len(seen) < 30:
        path = todo.pop(0)
        seen.add(path)
        reply = ask(host + path, accept="text/html")
        assert reply.status == 200, path
        if reply.type.startswith("text/html"):
            linked = re.findall(r'(?:href|action|src)="(/[^"#]*)', reply.text)
            assert all(each.startswith("/news/") for each in linked), path
            todo += [each.replace("&amp;", "&") for each in dict.fromkeys(linked) if each not in (*seen, *todo)]
    assert any("/static/" in path for path in seen)
    assert any("/entity/" in path for path in seen)


def test_addresses_in_data_are_those_outside(site: Site) -> None:
    description = ask(site.address + "/sparql", accept="text/turtle").text
    assert f"<{site.address}/sparql>" in description
    void = ask(site.address + "/.well-known/void", accept="text/turtle").text
    assert f"<{site.address}/dump.nq.gz>" in void
    made = ask(
        site.address + "/graphs", data=b"<urn:s> <urn:p> <urn:o> .", content_type="text/turtle",
        authorization=f"Bearer {TOKEN}",
    )  # fmt: skip
    assert made.status == 201
    assert made.headers["Location"].startswith(site.address + "/graphs/")
    assert "<urn:p>" in ask(made.headers["Location"], accept="application/n-triples").text


def test_paths_come_through_as_they_are(site: Site) -> None:
    assert ask(site.address + "/doc/a//b%20c", accept="text/turtle").status == 200
    assert ask(site.address + "/doc/a/b%20c", accept="text/turtle").status == 404
    query = "SELECT%20(%22a%2Fb%2B%D2%9B%22%20AS%20%3Fx)%20%7B%7D"
    reply = ask(f"{site.address}/sparql?query={query}")
    assert reply.json()["results"]["bindings"][0]["x"]["value"] == "a/b+қ"
    etag = reply.headers["ETag"]
    assert ask(f"{site.address}/sparql?query={query}", if_none_match=etag).status == 304
    assert ask(site.address + "/sparql", data=b"ASK { ", content_type="application/sparql-query").json()["line"] == 1


def test_the_log_tells_who_asked_the_proxy(site: Site) -> None:
    reply = ask(site.address + "/healthz", x_forwarded_for="6.6.6.6", x_request_id="forged")
    entry = site.last_logged("/healthz")
    assert entry["client"] == "127.0.0.1"
    assert entry["id"] == reply.headers["X-Request-Id"] != "forged"
