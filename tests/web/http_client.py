"""Real requests, without following redirects or raising for a status."""

from __future__ import annotations

import http.client
import json
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from email.message import Message
from typing import Any


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Message
    body: bytes

    @property
    def type(self) -> str:
        return self.headers["Content-Type"]

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    def json(self) -> Any:
        return json.loads(self.body)


def ask(
    url: str, *, method: str | None = None, data: bytes | None = None, parameters: object = None, **headers: str
) -> Reply:
    """A request; `parameters` go into the query string; a header `content_type` is sent as Content-Type."""
    if parameters is not None:
        url += "?" + urllib.parse.urlencode(parameters)  # type: ignore[arg-type]
    names = {name.replace("_", "-").title(): value for name, value in headers.items()}
    request = urllib.request.Request(url, data=data, headers=names, method=method)
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            return Reply(response.status, response.headers, response.read())
    except urllib.error.HTTPError as error:
        with error:
            return Reply(error.code, error.headers, error.read())


def post_query(base: str, text: str, **headers: str) -> Reply:
    return ask(base + "/sparql", data=text.encode(), content_type="application/sparql-query", **headers)


def post_update(base: str, text: str, token: str, query_string: str = "", **headers: str) -> Reply:
    headers = {"authorization": f"Bearer {token}", "content_type": "application/sparql-update", **headers}
    return ask(base + "/sparql" + query_string, data=text.encode(), **headers)


def status_of_announced(base: str, size: int) -> int:
    """How a query is answered that announces so many bytes and sends none of them."""
    connection = http.client.HTTPConnection(base.removeprefix("http://"), timeout=60)
    connection.putrequest("POST", "/sparql")
    connection.putheader("Content-Type", "application/sparql-query")
    connection.putheader("Content-Length", str(size))
    connection.endheaders()
    with connection.getresponse() as answer:
        status = answer.status
    connection.close()
    return status
