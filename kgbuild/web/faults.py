"""Errors as they go from a process that works to the server, and come back there as what they were."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from kgbuild.errors import InputError, KGBuildError, LimitError, OutputError, QueryError, ServiceError

KINDS: Final[tuple[tuple[type[KGBuildError], str], ...]] = (
    (LimitError, "limit"),
    (OutputError, "format"),
    (InputError, "store"),
    (QueryError, "query"),
    (ServiceError, "service"),
)
MEMBERS: Final = ("line", "column", "limit", "url", "what", "remedy")

ERRORS: Final[dict[str, Callable[[Mapping[str, Any]], KGBuildError]]] = {
    "limit": lambda told: LimitError(told["message"], told["limit"]),
    "format": lambda told: OutputError(told["message"]),
    # A store that cannot be read just now.
    "store": lambda told: LimitError(told["message"], "busy"),
    "query": lambda told: QueryError(told["message"], told["line"], told["column"]),
    "service": lambda told: ServiceError(told["url"], told["what"], told["remedy"]),
}


def as_told(error: KGBuildError) -> dict[str, Any]:
    """An error as JSON can hold it, under "fault" its kind."""
    fault = next(name for kind, name in KINDS if isinstance(error, kind))
    return {"fault": fault, "message": str(error), **{name: getattr(error, name, None) for name in MEMBERS}}


def raise_told(outcome: Mapping[str, Any]) -> None:
    """Raises the error that an outcome tells of, if it does."""
    if "fault" in outcome:
        raise ERRORS[outcome["fault"]](outcome)
