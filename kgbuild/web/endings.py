"""Why a query was stopped before it was answered, and how its client is told."""

from __future__ import annotations

import signal
from collections.abc import Callable
from typing import Final

from kgbuild.errors import KGBuildError, LimitError, QueryError
from kgbuild.web.limits import Limits

# Signals of a process that outgrew its stack. One that has reached its memory bound is aborted (by Rust).
STACK_SIGNALS: Final = (signal.SIGSEGV, signal.SIGBUS)

# Signals that come from outside: from a person, or from Linux's killer where the whole machine is out of memory.
FOREIGN_SIGNALS: Final = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT)


class ClientGoneError(Exception):
    """The client no longer waits for the answer; there is nobody to tell."""


class WorkerLostError(Exception):
    """The process that was at a query was ended by somebody else; another one may answer it."""


def ending_of(returncode: int) -> str:
    """Why a process ended that this server has not stopped: "depth", "memory", or "lost" if somebody else did."""
    if -returncode in FOREIGN_SIGNALS:
        return "lost"
    return "depth" if -returncode in STACK_SIGNALS else "memory"


def error_of(ending: str, limits: Limits) -> Exception:
    """What a query is told that ended so: "time", "memory", "depth", "long" (too many long ones), or "gone"."""
    return ClientGoneError() if ending == "gone" else _ERRORS[ending](limits)


_ERRORS: Final[dict[str, Callable[[Limits], KGBuildError]]] = {
    "time": lambda limits: LimitError(
        f"the query was stopped after {limits.seconds:g} seconds, the most that it may take; ask for less", "time"
    ),
    "memory": lambda limits: LimitError(
        f"the query was stopped at {limits.memory >> 20:,} MiB of memory, the most that it may take; ask for less",
        "memory",
    ),
    "depth": lambda _: QueryError("query: nested too deeply; write it flatter"),
    "long": lambda limits: LimitError(
        f"{limits.long_queries} long queries are running already; ask again later, or for less", "busy"
    ),
}
