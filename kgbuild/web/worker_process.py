"""Processes that work for the server; a worker seen from there: a process, and the socket to it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from kgbuild.web.channel import REQUEST, Channel

# Oxigraph takes and gives back much memory in small pieces, which costs less with jemalloc than with glibc's allocator:
# a join 16 % of its CPU. The dynamic linker finds it by this name, and goes on without it where the system has none.
ALLOCATOR: Final = "libjemalloc.so.2"


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
            arguments = [str(theirs.fileno()), str(os.getpid()), str(memory)]
            process = start_process(module, arguments, pass_fds=[theirs.fileno()])
        except OSError:
            mine.close()
            raise
        link = Channel(mine)
        # Over the socket, for others can read what stands in a command line.
        link.send_document(REQUEST, state)
    return Worker(process, link)


def start_process(module: str, arguments: Sequence[str], *, pass_fds: Sequence[int] = ()) -> subprocess.Popen[bytes]:
    """Starts a process that runs `module`, reads nothing and says nothing. OSError if the system cannot."""
    return subprocess.Popen(  # noqa: S603 - this interpreter, with arguments of our own
        [sys.executable, "-m", module, *arguments],
        pass_fds=pass_fds,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=worker_environment(),
    )


def worker_environment() -> dict[str, str]:
    """What a worker is told of this process: where to find the modules, and nothing else, such as a secret; and which
    allocator to use.
    """
    modules = {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8"}
    return modules | ({"LD_PRELOAD": ALLOCATOR} if starts_with(ALLOCATOR) else {})


@lru_cache(maxsize=1)
def starts_with(library: str) -> bool:
    """Whether a process can start that loads a library first, or goes on without it.

    jemalloc ends a process whose pages are larger than those it was built for.
    """
    command = [sys.executable, "-I", "-S", "-c", ""]
    ended = subprocess.run(  # noqa: S603 - this interpreter, which does nothing
        command, env={"LD_PRELOAD": library}, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    return ended.returncode == 0
