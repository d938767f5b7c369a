"""What a worker gives up before it takes a query: the network, and memory without end; and what the server asks of the
system for itself and its workers. Linux gives all of it; other systems what they have.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
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
    bound = _pages(0) + more
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard != resource.RLIM_INFINITY:
        bound = min(bound, hard)
    resource.setrlimit(resource.RLIMIT_AS, (bound, hard))


def keep_memory_together() -> None:
    """Has the C library give all threads memory from two places instead of eight for each core, which fill with gaps.

    To be called before there are threads. Of glibc alone.
    """
    if sys.platform.startswith("linux") and hasattr(library := ctypes.CDLL(None), "mallopt"):
        library.mallopt(M_ARENA_MAX, 2)


def memory_in_use() -> int:
    """Bytes of memory that this process holds (resident set); 0 where that is not known."""
    try:
        return _pages(1)
    except FileNotFoundError:
        return 0


def _pages(field: int) -> int:
    # Read after each query: as a plain file, for a Path and a text cost ten times as much.
    with open(STATM, "rb", buffering=0) as file:
        return int(file.read(200).split()[field]) * resource.getpagesize()
