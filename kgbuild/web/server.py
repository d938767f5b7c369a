"""The application behind a socket: listening, serving, stopping."""

from __future__ import annotations

import signal
import socket
import sys
import threading
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from flask import Flask, request
from werkzeug.exceptions import BadRequest
from werkzeug.middleware.proxy_fix import ProxyFix

from kgbuild.errors import OutputError
from kgbuild.store.endpoint import Endpoint
from kgbuild.web.app import create_app, engine_of, max_body_bytes
from kgbuild.web.config import Config
from kgbuild.web.connection import Connection

# Threads beside those that wait for a query, so that these never keep a page or /healthz from being sent.
FREE_THREADS: Final = 4

# Idle clients cannot keep the others out below this number, and are dropped after so many seconds.
CONNECTIONS: Final = 500
IDLE_SECONDS: Final = 30


class Server:
    """A server that listens already; `run()` answers until interrupted or closed.

    InputError if there is no store; OutputError if the address cannot be listened on.
    """

    def __init__(
        self, source: Path | Endpoint, host: str = "127.0.0.1", port: int = 0, config: Config | None = None
    ) -> None:
        config = config or Config()
        app = create_app(source, config)
        if config.proxy:
            # One proxy's word, the last one's: what stands before it may have been sent by anybody.
            app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1, x_prefix=1)  # type: ignore[method-assign]
        elif is_loopback(host):
            # A page of another site can make its own name point to this machine; the Host header gives that away.
            app.before_request(_refuse_names_of_others)
        self.app: Flask = app
        self._server = _listening(app, host, port, config)
        self.port: int = self._server.effective_port
        shown = f"[{host}]" if ":" in host else host
        self.address = f"http://{shown}:{self.port}"
        self._closing, self._open = threading.Lock(), True

    def start(self) -> None:
        """Gets ready to answer: takes the first snapshot and starts the workers. `run` does so too."""
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        engine_of(self.app).start()

    def run(self) -> None:
        """Answers requests. Interrupted, or told to end (SIGTERM), it takes no more; what runs has five seconds."""
        try:
            self.start()
            self._server.run()
        finally:
            self.close()

    def close(self) -> None:
        """Stops answering and gives back all that the server holds; from any thread, and more than once if need be."""
        with self._closing:
            if self._open:
                self._open = False
                self._server.close()
                engine_of(self.app).close()
                self._server.task_dispatcher.shutdown()


def serve(store_path: Path, host: str = "127.0.0.1", port: int = 8080) -> None:
    """Serves the store over HTTP until interrupted. Only this machine can reach it unless `host` says otherwise.

    Errors as of `Server`.
    """
    Server(store_path, host, port).run()


def is_loopback(host: str) -> bool:
    """Whether an address reaches no further than this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _listening(app: Flask, host: str, port: int, config: Config) -> Any:
    import waitress

    limits = config.limits
    # Bound here, for waitress leaves threads behind when it fails to.
    listener = _listen(host, port)
    server = waitress.create_server(
        app,
        sockets=[listener],
        ident="kgbuild",
        threads=limits.workers + limits.long_queries + limits.waiting + FREE_THREADS,
        # The application refuses what is too big in the form that it tells all faults in; waitress only far above.
        max_request_body_size=2 * max_body_bytes(config),
        connection_limit=CONNECTIONS,
        channel_timeout=IDLE_SECONDS,
        # Only a server that reads ahead notices that a client is gone.
        channel_request_lookahead=1,
        # select() knows no more than 1024 files.
        asyncore_use_poll=True,
        # Else waitress takes away what the proxy has sent.
        clear_untrusted_proxy_headers=not config.proxy,
        # A request of common length comes in one piece.
        recv_bytes=1 << 16,
    )
    server.channel_class, server.replies = Connection, engine_of(app).replies
    return server


def _listen(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except (OSError, OverflowError) as error:
        raise OutputError(f"{host}:{port}: cannot be listened on ({error}); choose another address or port") from error


def _refuse_names_of_others() -> None:
    """BadRequest if a server on a loopback address was asked by a name that is none of this machine's own."""
    name = urlsplit(f"//{request.host}").hostname or ""
    if not is_loopback(name):
        raise BadRequest("this server answers to localhost only; see kgbuild serve --host")
