"""A client's connection: waitress's, which in addition replies at once to what was asked before, has short queries
answered without handing them to a thread, and drops clients that trickle.
"""

from __future__ import annotations

import time
from typing import Any, Final

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.task import ErrorTask, WSGITask

from kgbuild.web.answers import PIECE_BYTES
from kgbuild.web.begun import BEGUN, Begun
from kgbuild.web.protocol import PROBLEM_TYPE, problem_document
from kgbuild.web.quick import Exchange
from kgbuild.web.replies import KEEP, Keepable

# A client that is at sending a request or taking a reply is dropped if it moves less than so many bytes a second over
# so many seconds.
SLOWEST: Final = 4096
PATIENCE: Final = 30.0


class Parser(HTTPRequestParser):  # type: ignore[misc]
    """Knows the bytes of its request if they came in one piece and make up just this request, without a body."""

    whole: bytes | None = None
    # Asked for by waitress, of what is no HTTP too, when the client has not waited for the fault to be told.
    path = ""
    # What has begun to answer it.
    begun: Begun | None = None

    def received(self, data: bytes) -> int:
        is_first = not self.header_bytes_received
        consumed: int = super().received(data)
        if is_first and self.completed and consumed == len(data) and self.body_rcv is None and not self.error:
            self.whole = data
        if self.completed:
            # Nothing more is to come; waitress would wait for it, and take the next request for that.
            self.expect_continue = False
        return consumed


class Task(WSGITask):  # type: ignore[misc]
    """Answers a request, and keeps the reply where the application lets it be kept."""

    head = b""
    body = b""

    def get_environment(self) -> dict[str, Any]:
        environ: dict[str, Any] = super().get_environment()
        environ[BEGUN] = self.request.begun
        return environ

    def build_response_header(self) -> bytes:
        """Handed to the connection, to be sent with what comes after it."""
        self.head = self.channel.head = super().build_response_header()
        if self.request.command == "HEAD":
            # Else waitress ends the body that there is not, where its length is not known.
            self.chunked_response = False
        return b""

    def write(self, data: bytes) -> None:
        super().write(data)
        if self._told is not None and (self.content_length or 0) <= PIECE_BYTES:
            self.body += data

    def finish(self) -> None:
        super().finish()
        self.channel.write_head()
        told, request, server = self._told, self.request, self.channel.server
        is_whole = self.content_bytes_written == self.content_length and not self.close_on_finish
        if told and is_whole and request.whole and request.command == "GET":
            if self.content_length <= PIECE_BYTES:
                server.replies.keep(request.whole, told.version, self.head, self.body)
            if "IF_NONE_MATCH" not in request.headers:
                server.quick.lessons.learn(request.whole, told, self.head)

    @property
    def _told(self) -> Keepable | None:
        """What the application tells of its answer."""
        return (self.environ or {}).get(KEEP)


class FaultTask(ErrorTask):  # type: ignore[misc]
    """Tells of what is no HTTP, or too much of it, in the form in which the application tells of all faults."""

    def execute(self) -> None:
        error = self.request.error
        body = problem_document(error.code, error.reason, error.body)
        self.status = f"{error.code} {error.reason}"
        self.response_headers = [("Content-Type", PROBLEM_TYPE)]
        self.content_length = len(body)
        self.set_close_on_finish()
        self.write(body)


class Connection(HTTPChannel):  # type: ignore[misc]
    """One connection. All but the tasks runs in the thread of the server's loop."""

    parser_class = Parser
    task_class = Task
    error_task_class = FaultTask
    # The head of a reply, until the next piece is written.
    head = b""
    # When the present stretch of receiving or sending began, and how many bytes have moved in it.
    _busy_since: float | None = None
    _moved = 0
    # What answers the first of the requests, if no task does.
    _exchange: Exchange | None = None

    def received(self, data: bytes) -> bool:
        self._moved += len(data)
        # Only if no task is at work, for replies go out in the order of the requests.
        if self.request is None and not self.requests and not self.total_outbufs_len:
            reply = self.server.replies.find(data)
            if reply is not None:
                self._send_soon(reply)
                return True
            self._exchange = self.server.quick.begin(self, data)
            if self._exchange is not None:
                self.requests.append(self._exchange)
                self.server.quick.start_ready()
                return True
        return bool(super().received(data))

    def reply(self, reply: bytes) -> None:
        """Sends what has come of the exchange, and goes on to the next request."""
        self._exchange = None
        self._send_soon(reply)
        with self.requests_lock:
            self.requests.pop(0)
            if self.requests:
                self.server.add_task(self)

    def hand_over(self, data: bytes, begun: Begun) -> None:
        """Has a task go on with the exchange, whose request these bytes are."""
        self._exchange = None
        request = self.parser_class(self.adj)
        request.received(data)
        request.begun = begun
        with self.requests_lock:
            self.requests[0] = request
            self.server.add_task(self)

    def service(self) -> None:
        """Of a task: answers the first of the requests."""
        begun: Begun | None = self.requests[0].begun
        try:
            super().service()
        finally:
            # No application was asked, or it did not ask the engine.
            if begun is not None:
                begun.close()

    def handle_close(self) -> None:
        exchange, self._exchange = self._exchange, None
        super().handle_close()
        if exchange is not None:
            exchange.give_up()

    def write_soon(self, data: Any) -> int:
        """Sends a head together with the first piece: one packet, and one switch of threads, where waitress has two."""
        if isinstance(data, bytes):
            if data and self.head:
                data, self.head = self.head + data, b""
        else:
            self.write_head()
        return int(super().write_soon(data))

    def write_head(self) -> None:
        """Sends a head that nothing has come after."""
        head, self.head = self.head, b""
        super().write_soon(head)

    def readable(self) -> bool:
        """Asked in each round of the loop, and so the place to look at the time."""
        if self._exchange is not None:
            self._exchange.look()
        if self.request is None and not self.total_outbufs_len:
            self._busy_since = None
        elif self._is_too_slow():
            self.handle_close()
            return False
        return bool(super().readable())

    def send(self, data: bytes, do_close: bool = True) -> int:
        sent: int = super().send(data, do_close)
        self._moved += sent
        return sent

    def _send_soon(self, reply: bytes) -> None:
        with self.outbuf_lock:
            self.outbufs[-1].append(reply)
            self.total_outbufs_len += len(reply)
            self._flush_exception(self._flush_some)

    def _is_too_slow(self) -> bool:
        now = time.monotonic()
        if self._busy_since is not None and now - self._busy_since < PATIENCE:
            return False
        is_slow = self._busy_since is not None and self._moved < SLOWEST * PATIENCE
        self._busy_since, self._moved = now, 0
        return is_slow
