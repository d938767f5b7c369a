"""A local server that answers as services of the network do, with faults on demand."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

Fields = dict[str, str]


@dataclass
class Reply:
    """One answer. `hang` seconds pass before its body, `drip` between its bytes; `cut` leaves its end out."""

    body: Any = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    hang: float = 0.0
    drip: float = 0.0
    cut: bool = False


@dataclass
class Service:
    """What the server does: `faults` come first, one for each request, then what `answer` says.

    `asked` are the fields of all requests, `agents` their User-Agents, `at_once` the most that were open together.
    """

    answer: Callable[[str, Fields], Any]
    address: str = ""
    faults: list[Reply] = field(default_factory=list)
    asked: list[Fields] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    open: int = 0
    at_once: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def reply(self, path: str, fields: Fields, agent: str) -> Reply:
        with self.lock:
            self.asked.append(fields)
            self.agents.add(agent)
            self.open += 1
            self.at_once = max(self.at_once, self.open)
            fault = self.faults.pop(0) if self.faults else None
        try:
            return fault or Reply(self.answer(path, fields))
        finally:
            with self.lock:
                self.open -= 1


@contextmanager
def serving(answer: Callable[[str, Fields], Any]) -> Iterator[Service]:
    """The service at work on a port of its own of this machine."""
    service = Service(answer)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.handle_fields(parse_qs(urlsplit(self.path).query, keep_blank_values=True))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode("utf-8")
            self.handle_fields(parse_qs(body, keep_blank_values=True))

        def handle_fields(self, given: dict[str, list[str]]) -> None:
            fields = {name: values[0] for name, values in given.items()}
            reply = service.reply(urlsplit(self.path).path, fields, self.headers["User-Agent"])
            body = reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body).encode()
            try:
                self.send_response(reply.status)
                for name, value in {"Content-Length": str(len(body)), **reply.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                time.sleep(reply.hang)
                for byte in body if reply.drip else ():
                    self.wfile.write(bytes([byte]))
                    self.wfile.flush()
                    time.sleep(reply.drip)
                if not reply.drip:
                    self.wfile.write(body[: len(body) // 2] if reply.cut else body)
            except OSError:  # who asked has gone
                self.close_connection = True
            if reply.cut:
                self.close_connection = True

        def log_message(self, format: str, *args: Any) -> None:
            """Says nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

        def handle_error(self, request: Any, client_address: Any) -> None:
            """Says nothing of who hung up."""

    server = Server(("127.0.0.1", 0), Handler)
    service.address = f"http://127.0.0.1:{server.server_port}/api.php"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
