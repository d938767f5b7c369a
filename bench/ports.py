"""Ports for servers of others to listen on."""

from __future__ import annotations

import random
import socket
from typing import Final

# Below those that Linux and others give to whoever asks for any: nobody gets one of these who does not want just it.
PORTS: Final = range(20_000, 32_000)


def free_port() -> int:
    """One of this machine that nobody listens on now, nor will by chance. OSError if there is none."""
    for port in random.sample(PORTS, 100):
        try:
            with socket.create_server(("127.0.0.1", port)):
                return port
        except OSError:
            continue
    raise OSError("none of a hundred ports is free")
