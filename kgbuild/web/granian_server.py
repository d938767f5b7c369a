"""The application behind a socket, by Granian, which the extra `granian` brings.

Granian's first process only minds a second one. That one answers, alone and in many threads, for it has the workers,
the snapshots and the answers that are kept.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask

from kgbuild.errors import MissingExtraError
from kgbuild.store.disk import check_is_store
from kgbuild.store.endpoint import Endpoint
from kgbuild.web.access_log import check_can_log
from kgbuild.web.app import engine_of
from kgbuild.web.checkpoints import remove_abandoned
from kgbuild.web.config import Config
from kgbuild.web.confinement import end_with_parent
from kgbuild.web.front import (
    IDLE_SECONDS,
    STOP_SECONDS,
    address_of,
    listen,
    served_app,
    threads_for,
)
from kgbuild.web.limits import CONNECTIONS


class GranianServer:
    """A server that listens once it runs; `run()` answers until interrupted.

    Errors as of `Server`; MissingExtraError where Granian is not installed.
    """

    def __init__(self, source: Path | Endpoint, host: str, port: int, config: Config) -> None:
        if isinstance(source, Path):
            check_is_store(source)
        if config.access_log is not None:
            check_can_log(config.access_log)
        self._source, self._host, self._config = source, host, config
        # Granian itself would share the address with another server, and hands no free port back.
        with listen(host, port) as free:
            self._ip, self.port = free.getsockname()[:2]
        self.address = address_of(host, self.port)
        self._server: Any = None

    def start(self) -> None:
        """Gets ready to run. `run` does so too."""
        self._server = self._server or self._granian()

    def run(self) -> None:
        """Answers requests. Interrupted, or told to end (SIGTERM), it takes no more; what runs has five seconds."""
        self.start()
        loader = _Loader(self._source, self._host, self._config)
        self._server.serve(spawn_target=_answer, target_loader=loader, wrap_loader=False)

    def close(self) -> None:
        """Removes what a process that had to be killed has left."""
        if isinstance(self._source, Path):
            remove_abandoned(self._source)

    def _granian(self) -> Any:
        try:
            from granian.constants import HTTPModes, Interfaces
            from granian.http import HTTP1Settings
            from granian.log import LogLevels
            from granian.server import MPServer
        except ImportError as error:
            raise MissingExtraError("granian: not installed; run: pip install 'kgbuild[granian]'") from error
        return MPServer(
            "kgbuild",
            address=self._ip,
            port=self.port,
            interface=Interfaces.WSGI,
            workers=1,
            blocking_threads=threads_for(self._config.limits),
            backpressure=CONNECTIONS,
            http=HTTPModes.http1,
            http1_settings=HTTP1Settings(header_read_timeout=IDLE_SECONDS * 1000),
            websockets=False,
            log_level=LogLevels.error,
            respawn_failed_workers=True,
            workers_kill_timeout=STOP_SECONDS,
        )


@dataclass(slots=True)
class _Loader:
    """Makes the application in the process that answers, and gives back there what it holds."""

    source: Path | Endpoint
    host: str
    config: Config
    app: Flask | None = None

    def __call__(self) -> Flask:
        self.app = served_app(self.source, self.host, self.config)
        engine_of(self.app).start()
        return self.app

    def close(self) -> None:
        if self.app is not None:
            engine_of(self.app).close()


def _answer(number: int, name: str | None, loader: _Loader, *more: Any) -> None:
    """What the process that answers does, until it is told to end or the first process is no more."""
    from granian.server import MPServer

    end_with_parent(os.getppid())
    try:
        MPServer._spawn_wsgi_worker(number, name, loader, *more)
    finally:
        loader.close()
