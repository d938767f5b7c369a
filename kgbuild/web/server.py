"""The application behind a socket, by waitress: listening, serving, stopping."""

from __future__ import annotations

import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any, Final

from flask import Flask

from kgbuild.store.endpoint import Endpoint
from kgbuild.web.app import engine_of, max_body_bytes
from kgbuild.web.config import Config
from kgbuild.web.confinement import keep_memory_together
from kgbuild.web.connection import Connection
from kgbuild.web.front import IDLE_SECONDS, STOP_SECONDS, address_of, listen, served_app, threads_for
from kgbuild.web.limits import CONNECTIONS
from kgbuild.web.loop import take_turn
from kgbuild.web.quick import Quick

# How long the loop waits, at most, before it looks at the time.
TURN_SECONDS: Final = 1.0


class Server:
    """A server that listens already; `run()` answers until interrupted or closed.

    InputError if there is no store; OutputError if the address cannot be listened on or the log cannot be written.
    """

    def __init__(
        self, source: Path | Endpoint, host: str = "127.0.0.1", port: int = 0, config: Config | None = None
    ) -> None:
        config = config or Config()
        keep_memory_together(2)
        self.app: Flask = served_app(source, host, config)
        self._server = _listening(self.app, host, port, config)
        self.port: int = self._server.effective_port
        self.address = address_of(host, self.port)
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
            self._loop()
        finally:
            self.close()

    def _loop(self) -> None:
        """As waitress's own `run`, which knows nothing of what is answered without a task."""
        server = self._server
        try:
            while server._map:
                take_turn(server._map, TURN_SECONDS)
        except (SystemExit, KeyboardInterrupt):
            until = time.monotonic() + STOP_SECONDS
            server.quick.close(until)
            server.task_dispatcher.shutdown(timeout=max(0.0, until - time.monotonic()))

    def close(self) -> None:
        """Stops answering and gives back all that the server holds; from any thread, and more than once if need be."""
        with self._closing:
            if self._open:
                self._open = False
                self._server.quick.close(until=0)
                self._server.close()
                engine_of(self.app).close()
                self._server.task_dispatcher.shutdown()


def serve(store_path: Path, host: str = "127.0.0.1", port: int = 8080) -> None:
    """Serves the store over HTTP until interrupted. Only this machine can reach it unless `host` says otherwise.

    Errors as of `Server`.
    """
    Server(store_path, host, port).run()


def _listening(app: Flask, host: str, port: int, config: Config) -> Any:
    import waitress

    # Bound here, for waitress leaves threads behind when it fails to.
    listener = listen(host, port)
    server = waitress.create_server(
        app,
        sockets=[listener],
        ident="kgbuild",
        threads=threads_for(config.limits),
        # The application refuses what is too big in the form that it tells all faults in; waitress only far above.
        max_request_body_size=2 * max_body_bytes(config),
        connection_limit=CONNECTIONS,
        channel_timeout=IDLE_SECONDS,
        # Only a server that reads ahead notices that a client is gone.
        channel_request_lookahead=1,
        # Else waitress takes away what the proxy has sent.
        clear_untrusted_proxy_headers=not config.proxy,
        # A request of common length comes in one piece.
        recv_bytes=1 << 16,
    )
    engine = engine_of(app)
    server.channel_class, server.replies = Connection, engine.replies
    server.quick = Quick(engine, server._map, server.trigger.pull_trigger)
    return server
