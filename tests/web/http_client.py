"""Real requests, without following redirects or raising for a status."""

from __future__ import annotations

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
