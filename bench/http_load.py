"""A client that costs little: requests over kept connections from one thread, so that the servers are measured."""

from __future__ import annotations

import selectors
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

TIMEOUT = 120.0
JSON = "application/sparql-results+json"


def media_type(query: str) -> str:
    """The media type to ask for, by the form of a query with or without lines of prefixes before it."""
    is_graph = query.lstrip().startswith(("DESCRIBE", "CONSTRUCT")) or "\nDESCRIBE" in query or "\nCONSTRUCT" in query
    return "application/n-triples" if is_graph else JSON


@dataclass(frozen=True)
class Target:
    """A server that answers SPARQL on this machine at `path`."""

    name: str
    port: int
    path: str

    def request(self, query: str) -> bytes:
        """The bytes of a GET that asks the query."""
        return (
            f"GET {self.path}?query={quote(query)} HTTP/1.1\r\nHost: localhost:{self.port}\r\n"
            f"Accept: {media_type(query)}\r\n\r\n"
        ).encode()

    def connect(self) -> socket.socket:
        link = socket.create_connection(("127.0.0.1", self.port), TIMEOUT)
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return link


@dataclass
class Reply:
    """An answer as it comes in. RuntimeError if it is not 200, or if the connection ends before it does."""

    data: bytearray = field(default_factory=bytearray)
    head: int = 0
    left: int | None = None
    chunked: bool = False
    scanned: int = 0

    def take(self, part: bytes) -> bool:
        """Whether the answer is whole now."""
        if not part:
            raise RuntimeError(f"the connection ended early: {bytes(self.data[:200])!r}")
        self.data += part
        if not self.head and not self._read_head():
            return False
        if not self.chunked:
            assert self.left is not None
            return len(self.data) - self.head >= self.left
        return self._has_last_chunk()

    def _read_head(self) -> bool:
        end = self.data.find(b"\r\n\r\n")
        if end < 0:
            return False
        self.head = self.scanned = end + 4
        head = bytes(self.data[:end]).lower()
        if not head.startswith(b"http/1.1 200"):
            raise RuntimeError(f"no answer: {bytes(self.data[:300])!r}")
        self.chunked = b"transfer-encoding: chunked" in head
        if not self.chunked:
            self.left = int(head.partition(b"content-length:")[2].partition(b"\r\n")[0])
        return True

    def _has_last_chunk(self) -> bool:
        while (end := self.data.find(b"\r\n", self.scanned)) >= 0:
            size = int(self.data[self.scanned : end], 16)
            if len(self.data) < end + size + 4:
                return False
            if size == 0:
                return True
            self.scanned = end + size + 4
        return False


def ask(link: socket.socket, request: bytes) -> float:
    """Seconds from the request to the end of its answer."""
    begin = time.perf_counter()
    link.sendall(request)
    reply = Reply()
    while not reply.take(link.recv(1 << 18)):
        pass
    return time.perf_counter() - begin


def run_load(target: Target, requests: Iterator[bytes], clients: int, seconds: float) -> tuple[float, list[float]]:
    """Answers a second, and the latencies in seconds, sorted, of clients that each ask again once answered."""
    selector = selectors.DefaultSelector()
    latencies: list[float] = []
    begin = time.perf_counter()
    until = begin + seconds
    waiting: dict[socket.socket, tuple[Reply, float]] = {}

    def send(link: socket.socket) -> None:
        request = next(requests)
        waiting[link] = Reply(), time.perf_counter()
        link.sendall(request)

    links = [target.connect() for _ in range(clients)]
    for link in links:
        selector.register(link, selectors.EVENT_READ)
        send(link)
    while waiting:
        events = selector.select(TIMEOUT)
        if not events:
            raise RuntimeError(f"{target.name} has not answered for {TIMEOUT:g} seconds")
        for key, _ in events:
            link = key.fileobj
            assert isinstance(link, socket.socket)
            reply, sent = waiting[link]
            if reply.take(link.recv(1 << 18)):
                now = time.perf_counter()
                latencies.append(now - sent)
                if now < until:
                    send(link)
                else:
                    selector.unregister(link)
                    del waiting[link]
    took = time.perf_counter() - begin
    for link in links:
        link.close()
    selector.close()
    return len(latencies) / took, sorted(latencies)
