"""What stands between a server and the application, whichever server it is: whom it believes, whom it answers to, what
it logs, how much it takes at once.
"""

from __future__ import annotations

import re
import socket
from ipaddress import ip_address
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from flask import Flask, request
from werkzeug.exceptions import BadRequest
from werkzeug.middleware.proxy_fix import ProxyFix

from kgbuild.errors import OutputError
from kgbuild.store.endpoint import Endpoint
from kgbuild.web.access_log import AccessLog
from kgbuild.web.app import create_app
from kgbuild.web.config import Config
from kgbuild.web.limits import Limits

# Threads beside those that wait for a query, so that these never keep a page or /healthz from being sent.
FREE_THREADS: Final = 4

# Idle clients are dropped after so many seconds.
IDLE_SECONDS: Final = 30

HOST: Final = re.compile(r"(?:[\w.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?", re.ASCII)

# The path under which a proxy has put the server: segments that are not empty, nor "." or ".." (RFC 3986, section 3.3).
PREFIX: Final = re.compile(r"(?:/(?!\.{1,2}(?:/|$))[\w!$&'()*+,;=:@~.-]+)*")

# What runs when the server is told to end has so many seconds to finish.
STOP_SECONDS: Final = 5


def served_app(source: Path | Endpoint, host: str, config: Config) -> Flask:
    """The application as a server at `host` is to answer with it. Errors as of `create_app` and `AccessLog`."""
    app = create_app(source, config)
    if config.access_log is not None:
        log = AccessLog(app.wsgi_app, config.access_log, queries=config.log_queries, trusted=config.proxy)
        app.wsgi_app = log  # type: ignore[method-assign]
    if config.proxy:
        # One proxy's word, the last one's: what stands before it may have been sent by anybody.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1, x_prefix=1)  # type: ignore[method-assign]
        app.before_request(_refuse_odd_places)
    elif is_loopback(host):
        # A page of another site can make its own name point to this machine; the Host header gives that away.
        app.before_request(_refuse_names_of_others)
    return app


def threads_for(limits: Limits) -> int:
    """How many requests a server answers at once."""
    return limits.workers + limits.long_queries + limits.waiting + FREE_THREADS


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens; OutputError if the address cannot be listened on."""
    if not host:
        raise OutputError("no address to listen on; give one, such as 127.0.0.1, or 0.0.0.0 for all of this machine")
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except (OSError, OverflowError) as error:
        raise OutputError(f"{host}:{port}: cannot be listened on ({error}); choose another address or port") from error


def address_of(host: str, port: int) -> str:
    """Where a server is found, without the slash at the end."""
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}"


def is_loopback(host: str) -> bool:
    """Whether an address reaches no further than this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _refuse_odd_places() -> None:
    """BadRequest if a proxy tells of no place on the web, for it may hand on what its own client has sent."""
    if request.scheme not in ("http", "https"):
        raise BadRequest("X-Forwarded-Proto is neither http nor https")
    # Without one come the probes of proxies, by HTTP/1.0.
    if not HOST.fullmatch(request.environ.get("HTTP_HOST", "localhost")):
        raise BadRequest("X-Forwarded-Host is no name of a host")
    if not PREFIX.fullmatch(request.script_root):
        raise BadRequest("X-Forwarded-Prefix is no path; it begins with a slash, as in /news")


def _refuse_names_of_others() -> None:
    """BadRequest if a server on a loopback address was asked by a name that is none of this machine's own."""
    name = urlsplit(f"//{request.host}").hostname or ""
    if not is_loopback(name):
        raise BadRequest("this server answers to localhost only; see kgbuild serve --host")
