"""Messages between the server and its workers, over a socket: a kind, a length, and so many bytes.

Nothing is pickled: what a worker sends is read as bytes or JSON, whatever a query has done to it.
"""

from __future__ import annotations

import contextlib
import json
import socket
import struct
from collections.abc import Mapping
from typing import Any, Final

HEAD: Final = struct.Struct(">cI")
READ_BYTES: Final = 1 << 18

# Data of an answer are sent in pieces of about this size.
PIECE_BYTES: Final = 1 << 16

READY: Final = b"R"
REQUEST: Final = b"Q"
DATA: Final = b"D"
END: Final = b"E"

# What a worker asks the server meanwhile, and what it is told.
CALL: Final = b"C"
REPLY: Final = b"A"
FAULT: Final = b"F"


class Channel:
    """One end of a stream of messages. What the other end sends together is read together: a read costs a switch of
    threads, which is more than most messages take.
    """

    def __init__(self, link: socket.socket) -> None:
        self._link = link
        self._unread = bytearray()
        # Read into and kept, for to have the system give and take so much memory costs more than a message.
        self._buffer = bytearray(READ_BYTES)

    def send(self, *messages: tuple[bytes, bytes]) -> None:
        """Sends messages, each a kind and a payload, in one go. OSError if the other side is gone."""
        self._link.sendall(b"".join(HEAD.pack(kind, len(payload)) + payload for kind, payload in messages))

    def send_document(self, kind: bytes, document: Mapping[str, Any]) -> None:
        """Sends one message that holds JSON."""
        self.send((kind, json.dumps(document).encode()))

    def receive(self) -> tuple[bytes, bytes]:
        """The next message. EOFError, or OSError, if the other side is gone."""
        self._read(HEAD.size)
        kind, length = HEAD.unpack_from(self._unread)
        end = HEAD.size + length
        self._read(end)
        payload = bytes(memoryview(self._unread)[HEAD.size : end])
        del self._unread[:end]
        return kind, payload

    def arrived(self) -> list[tuple[bytes, bytes]]:
        """The whole messages among what has come by now, none of which is taken. Errors as of `receive`."""
        with contextlib.suppress(BlockingIOError):
            self._read_part(socket.MSG_DONTWAIT)
        messages, begin = [], 0
        while begin + HEAD.size <= len(self._unread):
            kind, length = HEAD.unpack_from(self._unread, begin)
            begin += HEAD.size + length
            if begin <= len(self._unread):
                messages.append((kind, bytes(memoryview(self._unread)[begin - length : begin])))
        return messages

    @property
    def unread(self) -> int:
        """How many bytes have been read from the socket and not been taken."""
        return len(self._unread)

    def forget(self) -> None:
        """Takes what `arrived` has seen, if that was all."""
        self._unread.clear()

    def fileno(self) -> int:
        """For selectors."""
        return self._link.fileno()

    def shut_down(self) -> None:
        """Has both ends read their end of file."""
        with contextlib.suppress(OSError):
            self._link.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._link.close()

    def _read(self, length: int) -> None:
        """Until so many bytes are there."""
        while len(self._unread) < length:
            self._read_part()

    def _read_part(self, flags: int = 0) -> None:
        size = self._link.recv_into(self._buffer, flags=flags)
        if not size:
            raise EOFError("the other side is gone")
        self._unread += memoryview(self._buffer)[:size]


class Sender:
    """Collects what is to be sent as DATA, so that a short answer goes in one piece with its end."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._held = bytearray()

    def add(self, data: bytes) -> None:
        """OSError if the other side is gone."""
        self._held += data
        if len(self._held) >= PIECE_BYTES:
            self._channel.send((DATA, bytes(self._held)))
            self._held.clear()

    def finish(self, outcome: Mapping[str, Any]) -> None:
        """Sends what is left, and how it ended."""
        data = [(DATA, bytes(self._held))] if self._held else []
        self._held.clear()
        self._channel.send(*data, (END, json.dumps(outcome).encode()))
