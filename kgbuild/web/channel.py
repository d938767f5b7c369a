"""Messages between the server and its workers, over a socket: a kind, a length, and so many bytes.

Nothing is pickled: what a worker sends is read as bytes or JSON, whatever a query has done to it.
"""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Mapping
from typing import Any, Final

HEAD: Final = struct.Struct(">cI")

READY: Final = b"R"
REQUEST: Final = b"Q"
DATA: Final = b"D"
END: Final = b"E"


def send(link: socket.socket, kind: bytes, payload: bytes) -> None:
    """Sends one message. OSError if the other side is gone."""
    link.sendall(HEAD.pack(kind, len(payload)) + payload)


def send_document(link: socket.socket, kind: bytes, document: Mapping[str, Any]) -> None:
    """Sends one message that holds JSON."""
    send(link, kind, json.dumps(document).encode())


def receive(link: socket.socket) -> tuple[bytes, bytes]:
    """The next message. EOFError, or OSError, if the other side is gone."""
    kind, length = HEAD.unpack(_read(link, HEAD.size))
    return kind, _read(link, length)


def _read(link: socket.socket, length: int) -> bytes:
    parts = bytearray()
    while len(parts) < length:
        part = link.recv(min(length - len(parts), 1 << 18))
        if not part:
            raise EOFError("the other side is gone")
        parts += part
    return bytes(parts)
