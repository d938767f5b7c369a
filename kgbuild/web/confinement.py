"""What a worker gives up before it takes a query: the network, and memory without end; and what the server asks of the
system for itself and its workers. Linux gives all of it; other systems what they have.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
from collections.abc import Callable
from typing import Final

CLONE_NEWUSER: Final = 0x10000000
CLONE_NEWNET: Final = 0x40000000
PR_SET_PDEATHSIG: Final = 1
M_ARENA_MAX: Final = -8
PR_SET_NO_NEW_PRIVS: Final = 38

STATM: Final = "/proc/self/statm"


def leave_network() -> bool:
    """Moves this process, which must have one thread, into a network of its own that leads nowhere.

    Whether the system lets it. An ordinary user may where user namespaces are allowed.
    """
    if not sys.platform.startswith("linux"):
        return False
    library = ctypes.CDLL(None, use_errno=True)
    left: bool = library.unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0 or library.unshare(CLONE_NEWNET) == 0
    library.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    return left


def end_with_parent(parent: int) -> None:
    """Has the system end this process when the thread that started it does; `parent` is that process's id."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit("the server is gone")


def limit_memory(more: int) -> None:
    """Bounds the address space to what it is now and `more` bytes; leaves no core dump behind."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if not sys.platform.startswith("linux"):
        return
    with open(STATM, "rb", buffering=0) as file:
        bound = _pages(file.fileno(), 0) + more
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard != resource.RLIM_INFINITY:
        bound = min(bound, hard)
    resource.setrlimit(resource.RLIMIT_AS, (bound, hard))


def keep_memory_together(places: int) -> None:
    """Has the C library give threads memory from so many places instead of eight for each core, which fill with gaps.

    To be called before there are threads. Of glibc alone.
    """
    if sys.platform.startswith("linux") and hasattr(library := ctypes.CDLL(None), "mallopt"):
        library.mallopt(M_ARENA_MAX, places)


def memory_gauge() -> Callable[[], int]:
    """Tells, each time, how many bytes of memory this process holds (resident set); 0 where that is not known.

    The file that tells it stays open, for it is read after each query.
    """
    try:
        file = os.open(STATM, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return lambda: 0
    return lambda: _pages(file, 1)


def _pages(file: int, field: int) -> int:
    return int(os.pread(file, 200, 0).split()[field]) * resource.getpagesize()
