"""Who may write, and which sites' scripts may ask."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from typing import Final

from flask import Response, request
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Forbidden, Unauthorized

NO_UPDATE: Final = "the graph is read-only here; no update is taken"

ALLOWED_HEADERS: Final = "Accept, Authorization, Content-Type, If-None-Match"
EXPOSED_HEADERS: Final = "ETag, Location, Retry-After, X-Request-Id"
PREFLIGHT_SECONDS: Final = "86400"


def check_may_write(token: str | None) -> None:
    """Forbidden if nobody may write; Unauthorized unless the request shows the token (RFC 6750)."""
    if token is None:
        raise Forbidden(NO_UPDATE)
    scheme, _, shown = request.headers.get("Authorization", "").partition(" ")
    # Both are compared, and in constant time, so that the time tells nothing of how much was right.
    if not hmac.compare_digest(shown.strip().encode(), token.encode()) or scheme.casefold() != "bearer":
        raise Unauthorized(
            "writing needs the token, as Authorization: Bearer ...", www_authenticate=WWWAuthenticate("bearer")
        )


def let_origins(response: Response, origins: Sequence[str]) -> None:
    """Adds what a browser needs to let the scripts of `origins` have the response (https://fetch.spec.whatwg.org/)."""
    if not origins:
        return
    origin = request.headers.get("Origin")
    if "*" in origins:
        response.headers["Access-Control-Allow-Origin"] = "*"
    else:
        response.vary.add("Origin")
        if origin not in origins:
            return
        response.headers["Access-Control-Allow-Origin"] = origin
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["Access-Control-Expose-Headers"] = EXPOSED_HEADERS
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = response.headers.get("Allow", "GET, HEAD, OPTIONS, POST")
        response.headers["Access-Control-Allow-Headers"] = ALLOWED_HEADERS
        response.headers["Access-Control-Max-Age"] = PREFLIGHT_SECONDS
