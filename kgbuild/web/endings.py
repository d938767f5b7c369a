"""Why a query was stopped before it was answered, and how its client is told."""

from __future__ import annotations

import signal
from collections.abc import Callable
from typing import Final

from kgbuild.errors import KGBuildError, LimitError, QueryError
from kgbuild.web.limits import Limits

# Signals of a process that outgrew its stack. One that had no memory gets another (Rust aborts; Linux's killer kills).
STACK_SIGNALS: Final = (signal.SIGSEGV, signal.SIGBUS)


class ClientGoneError(Exception):
    """The client no longer waits for the answer; there is nobody to tell."""


def ending_of(returncode: int) -> str:
    """Why a process ended that nobody has stopped."""
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
