"""A SPARQL server that answers by the letter of a script, well or badly."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable
from types import TracebackType
from urllib.parse import parse_qs


class Request:
    def __init__(self, head: bytes, body: bytes) -> None:
        first, *lines = head.decode("latin-1").split("\r\n")
        self.path = first.split(" ")[1]
        self.headers = {name.casefold(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        self.fields = parse_qs(body.decode(), keep_blank_values=True)


Script = Callable[[socket.socket, Request], None]


class FakeServer:
    """Each connection is for one request, which `script` answers; `hung_up` counts the clients that left meanwhile."""

    def __init__(self, script: Script, security: ssl.SSLContext | None = None) -> None:
        self._security = security
        self.script, self.requests, self.hung_up = script, list[Request](), 0
        self._counting = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}/sparql"
        self._thread = threading.Thread(target=self._listen)

    def __enter__(self) -> FakeServer:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(timeout=10)

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        try:
            if self._security is not None:
                connection = self._security.wrap_socket(connection, server_side=True)
            with connection:
                request = _received(connection)
                if request is not None:
                    self.requests.append(request)
                    self.script(connection, request)
        except OSError:
            with self._counting:
                self.hung_up += 1


def _received(connection: socket.socket) -> Request | None:
    data = b""
    while b"\r\n\r\n" not in data:
        part = connection.recv(65536)
        if not part:
            return None
        data += part
    head, _, body = data.partition(b"\r\n\r\n")
    request = Request(head, b"")
    length = int(request.headers.get("content-length", 0))
    while len(body) < length:
        body += connection.recv(65536)
    return Request(head, body)


def reply(
    body: bytes = b"", status: str = "200 OK", kind: str = "application/sparql-results+json", *lines: str
) -> Script:
    """Sends a whole response and closes."""
    head = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}", "Connection: close", *lines]
    whole = "\r\n".join(head).encode() + b"\r\n\r\n" + body
    return lambda connection, _: connection.sendall(whole)


def until_hung_up(connection: socket.socket, _: Request) -> None:
    """Says nothing until the client leaves, which is told as an error."""
    while connection.recv(1):
        pass
    raise ConnectionResetError
