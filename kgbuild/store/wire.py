"""Connections to one other server. Each exchange over them can be bounded in time as a whole.

urllib3 bounds each read alone, so that a server which sends a byte now and then would be read for ever.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from typing import Any
from urllib.parse import urlsplit

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection

from kgbuild.store.endpoint import port_of


class Breaker:
    """Breaks a connection off so many seconds after it was set: whoever reads from it then finds it closed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None
        self._link: socket.socket | None = None
        self._is_broken = False

    @property
    def is_broken(self) -> bool:
        """Whether the time was over before it was lifted."""
        return self._is_broken

    def set(self, seconds: float) -> None:
        """Begins a stretch of time, and ends the one before."""
        self.lift()
        with self._lock:
            self._is_broken = False
            self._timer = threading.Timer(seconds, self._break)
            self._timer.daemon = True
            self._timer.start()

    def lift(self) -> None:
        """Ends the stretch of time; what is connected stays so."""
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
            self._timer = self._link = None

    def watch(self, link: socket.socket) -> None:
        """Has the break come over this connection, at once if the time is over."""
        with self._lock:
            self._link = link
            if self._is_broken:
                _shut(link)

    def _break(self) -> None:
        with self._lock:
            if self._timer is not threading.current_thread():
                return
            self._is_broken = True
            if self._link is not None:
                _shut(self._link)


def _shut(link: socket.socket) -> None:
    with contextlib.suppress(OSError):
        # Not the method of a socket with TLS, which would leave its state to the thread that reads.
        socket.socket.shutdown(link, socket.SHUT_RDWR)


class _Connection(HTTPConnection):
    def __init__(self, *arguments: Any, breaker: Breaker, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._breaker = breaker

    def getresponse(self) -> urllib3.response.HTTPResponse:  # type: ignore[override]
        self._breaker.watch(self.sock)
        return super().getresponse()


class _SecureConnection(_Connection, HTTPSConnection):
    pass


class Wire(urllib3.HTTPConnectionPool):
    """Connections to a host and port; `breaker` bounds the exchange that goes over one of them."""

    ConnectionCls = _Connection

    def __init__(self, host: str, port: int, **options: Any) -> None:
        self.breaker = Breaker()
        super().__init__(host, port, maxsize=1, breaker=self.breaker, **options)


class SecureWire(Wire, urllib3.HTTPSConnectionPool):
    """The same with TLS."""

    ConnectionCls = _SecureConnection


def wire_for(url: str) -> Wire:
    """Connections to the server of an address, wherever its name leads."""
    parts = urlsplit(url)
    return (SecureWire if parts.scheme == "https" else Wire)(parts.hostname or "", port_of(parts))
