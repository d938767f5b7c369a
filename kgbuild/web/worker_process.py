"""A worker seen from the server: a process, and the socket to it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kgbuild.web.channel import REQUEST, Channel


@dataclass(eq=False, slots=True)
class Worker:
    """A process and the socket to it."""

    process: subprocess.Popen[bytes]
    link: Channel

    @property
    def lives(self) -> bool:
        """Whether it has not ended."""
        return self.process.poll() is None

    def end(self) -> None:
        """Ends the process; the system has it waited for later."""
        self.process.kill()
        self.link.shut_down()


def start_worker(module: str, state: Mapping[str, Any], memory: int) -> Worker:
    """Starts a process that runs `module`, answers from `state` and may take so many bytes more.

    OSError if the system cannot.
    """
    mine, theirs = socket.socketpair()
    with theirs:
        try:
            process = subprocess.Popen(  # noqa: S603 - this interpreter, with arguments of our own
                [sys.executable, "-m", module, str(theirs.fileno()), str(os.getpid()), str(memory)],
                pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL, env=worker_environment(),
            )  # fmt: skip
        except OSError:
            mine.close()
            raise
        link = Channel(mine)
        # Over the socket, for others can read what stands in a command line.
        link.send_document(REQUEST, state)
    return Worker(process, link)


def worker_environment() -> dict[str, str]:
    """What a worker is told of this process: where to find the modules, and nothing else, such as a secret."""
    return {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8"}
