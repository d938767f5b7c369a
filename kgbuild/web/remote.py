"""An engine in front of another SPARQL server: the same bounds, for a graph that lies elsewhere."""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import QueryBoolean

from kgbuild.errors import KGBuildError
from kgbuild.store.endpoint import Endpoint
from kgbuild.store.remote import RemoteStore
from kgbuild.store.remote_query import run_remote
from kgbuild.web.engine import PooledEngine, States
from kgbuild.web.limits import Limits
from kgbuild.web.writing import Writer

if TYPE_CHECKING:
    from kgbuild.web.services import Services

# How long the other server may take to say that it is there, and how long that is believed.
PROBE_SECONDS: Final = 3.0
PROBE_EVERY: Final = 5.0
PROBE_BYTES: Final = 1 << 20

NO_UNION: Final = (
    "ASK { GRAPH ?graph { ?document a schema:NewsArticle } FILTER NOT EXISTS { ?document a schema:NewsArticle } }"
)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _RemoteState:
    version: str
    # With the credentials.
    source: dict[str, Any] = field(repr=False)


class RemoteStates:
    """The other store, which does not tell its state: what it said within `max_age` seconds is taken to hold still."""

    def __init__(self, endpoint: Endpoint, max_age: float, *, union: bool) -> None:
        self._source, self._max_age = {"endpoint": asdict(endpoint), "union": union}, max_age
        # Names of the states of another run of the server are none of this one's.
        self._began = time.time_ns()
        self._lock, self._writes = threading.Lock(), 0

    @property
    def current(self) -> _RemoteState:
        age = int(time.monotonic() / self._max_age)
        return _RemoteState(f"{self._began}-{age}-{self._writes}", self._source)

    @contextlib.contextmanager
    def reading(self) -> Iterator[_RemoteState]:
        yield self.current

    def searching(self) -> AbstractContextManager[_RemoteState]:
        """No state of another server can be searched, as `run_remote` says."""
        return self.reading()

    def refresh(self) -> None:
        with self._lock:
            self._writes += 1

    def close(self) -> None:
        """Holds nothing."""


class RemoteEngine(PooledEngine):
    """Has the server at `endpoint` answer. With `union`, its default graph should hold what its named graphs hold.

    An answer may be given again for `max_age` seconds.
    """

    worker, searchable = "kgbuild.web.remote_worker", False

    def __init__(
        self,
        endpoint: Endpoint,
        limits: Limits,
        *,
        union: bool = True,
        services: Services | None = None,
        max_age: float = 10,
    ) -> None:
        target = {"endpoint": asdict(endpoint)}
        writer = Writer("kgbuild.web.remote_writer", target, limits, "whether it was made is not known")
        super().__init__(writer, limits, union=union, services=services)
        self._endpoint, self._max_age = endpoint, max_age
        self._probing, self._probed, self._there = threading.Lock(), -PROBE_EVERY, False

    def numbers(self) -> dict[str, Any]:
        numbers = super().numbers()
        return numbers | {"ready": int(numbers["ready"] and self._is_there())}

    def _states(self) -> States:
        # Here, for this is done once, whoever starts it.
        threading.Thread(target=self._warn, name="kgbuild-probe", daemon=True).start()
        return RemoteStates(self._endpoint, self._max_age, union=self._union)

    def _is_there(self) -> bool:
        """Whether the other server answers, or did so a moment ago."""
        with self._probing:
            if time.monotonic() - self._probed > PROBE_EVERY:
                try:
                    self._probe("ASK {}")
                    self._there = True
                except KGBuildError:
                    self._there = False
                self._probed = time.monotonic()
            return self._there

    def _warn(self) -> None:
        try:
            if self._union and self._probe(NO_UNION):
                logger.warning(
                    "%s: its default graph lacks what its named graphs hold, so that queries without GRAPH find less; "
                    "have it answer from the union of all graphs, or say --default-graph own",
                    self._endpoint.url,
                )
        except KGBuildError as error:
            logger.warning("%s does not answer yet: %s", self._endpoint.url, str(error))

    def _probe(self, ask: str) -> bool:
        remote = RemoteStore(self._endpoint, seconds=PROBE_SECONDS, most=PROBE_BYTES)
        with remote.telling():
            result = run_remote(remote, ask)
            return isinstance(result, QueryBoolean) and bool(result)
