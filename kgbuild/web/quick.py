"""Queries that are answered in the thread of the server's loop: to hand a short query from thread to thread takes
longer than to answer it.

What comes of such a query is a plain answer, whose reply the application has taught (`lessons.py`); whatever else may
come of it is told by the application, in a thread of its own, to which the query goes as it is, with its worker.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from kgbuild.web.answers import PIECE_BYTES
from kgbuild.web.begun import Begun, NotPlainError
from kgbuild.web.cache import CachingEngine, Content, is_steady
from kgbuild.web.engine import Query
from kgbuild.web.lessons import Lesson, Lessons
from kgbuild.web.loop import take_turn

if TYPE_CHECKING:
    from kgbuild.web.connection import Connection

# A query that takes longer goes to a thread, which alone tells of what may become of it.
HAND_OVER_AFTER: Final = 0.5

# How often it is looked, in seconds, whether what has begun has come to its end when the server is to end.
STOP_TICK: Final = 0.05

logger = logging.getLogger(__name__)


class Exchange:
    """A query between a connection and the worker at it, whose messages the loop waits for.

    Stands in the place of its request in the connection, so that what comes after it waits.
    """

    # As waitress asks it of whatever is in the map of its loop.
    accepting = False

    def __init__(self, quick: Quick, connection: Connection, data: bytes, lesson: Lesson, query: Query) -> None:
        self._quick, self._connection, self._data = quick, connection, data
        self._lesson, self._query = lesson, query
        self._begun: Begun | None = None
        self._descriptor: int | None = None

    def begin(self) -> bool:
        """Whether the query could be put."""
        gone = self._connection.check_client_disconnected
        self._begun = self._quick.engine.begin(self._query, self._lesson.wanted, gone, self._wake)
        if self._begun is None:
            return False
        self._quick.going_on.add(self)
        return True

    def start(self) -> None:
        """There is a worker, or none is to be had, of which the application tells."""
        if self._begun is None:
            return
        if self._begun.turn.job is None:
            self.hand_over()
            return
        try:
            self._descriptor = self._begun.start().fileno()
        except OSError:
            self.hand_over()
        else:
            self._quick.map[self._descriptor] = self

    def look(self) -> None:
        """Hands over what takes long."""
        if self._begun is not None and time.monotonic() - self._begun.turn.since > HAND_OVER_AFTER:
            self.hand_over()

    def hand_over(self) -> None:
        """Has a thread take it from here."""
        begun = self._leave()
        if begun is not None:
            self._connection.hand_over(self._data, begun)

    def give_up(self) -> None:
        """The client is gone."""
        begun = self._leave()
        if begun is not None:
            begun.close()
            self._quick.start_ready()

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return False

    def handle_read_event(self) -> None:
        begun = self._begun
        if begun is None:
            return
        try:
            arrived = begun.arrived()
        except (NotPlainError, EOFError, OSError):
            self.hand_over()
            return
        if arrived is not None:
            self._reply(begun, *arrived)

    def handle_close(self) -> None:
        """The worker is gone."""
        self.hand_over()

    def handle_expt_event(self) -> None:
        """No worker sends anything urgent."""

    def handle_error(self) -> None:
        logger.exception("a query could not be answered")
        if (begun := self._leave()) is not None:
            begun.close()
        self._connection.handle_close()

    def close(self) -> None:
        """The loop ends, and the engine after it."""

    def _wake(self) -> None:
        self._quick.wake(self)

    def _reply(self, begun: Begun, content: bytes, outcome: dict[str, Any]) -> None:
        version, query, kind = begun.version, self._query, outcome["kind"]
        head = self._lesson.head(kind, version, query, len(content), int(time.time()))
        if head is None:
            self.hand_over()
            return
        self._leave()
        begun.finish(spent=outcome["spent"])
        self._quick.start_ready()
        self._connection.reply(head + content)
        engine = self._quick.engine
        engine.keep(query, self._lesson.wanted, version, Content(kind, content, outcome["cut"]))
        if len(content) <= PIECE_BYTES:
            engine.replies.keep(self._data, version, head, content)

    def _leave(self) -> Begun | None:
        """Takes the query out of the loop."""
        begun, self._begun = self._begun, None
        self._quick.going_on.discard(self)
        if self._descriptor is not None:
            self._quick.map.pop(self._descriptor, None)
            self._descriptor = None
        return begun


class Quick:
    """What the connections of a server share: `engine` answers, `map` is the loop's, whose thread `trigger` wakes."""

    def __init__(
        self, engine: CachingEngine, loop_map: dict[int, Any], trigger: Callable[[Callable[[], None]], None]
    ) -> None:
        self.engine, self.map, self.lessons = engine, loop_map, Lessons()
        self._trigger = trigger
        self.going_on: set[Exchange] = set()
        self._ready: deque[Exchange] = deque()
        self._thread: int | None = None
        self._open = True

    def begin(self, connection: Connection, data: bytes) -> Exchange | None:
        """Has the request answered, if that is all that `data` holds, and it is one of those that can be; or None."""
        found = self.lessons.find(data)
        if found is None or not is_steady(found[1]):
            return None
        self._thread = threading.get_ident()
        exchange = Exchange(self, connection, data, *found)
        return exchange if exchange.begin() else None

    def wake(self, exchange: Exchange) -> None:
        """Has an exchange started, as far as it can be; from any thread."""
        self._ready.append(exchange)
        if threading.get_ident() != self._thread and self._open:
            # What the loop does of this takes none of the locks that whoever calls may hold.
            self._trigger(self.start_ready)

    def start_ready(self) -> None:
        """Starts those that have a worker now; in the loop's thread, whenever it may have let go of one."""
        while self._ready:
            self._ready.popleft().start()

    def close(self, until: float) -> None:
        """Answers what has begun, but no longer than until then (monotonic seconds); the loop has ended."""
        while self.going_on and time.monotonic() < until:
            self.start_ready()
            at_work = {descriptor: each for descriptor, each in self.map.items() if each in self.going_on}
            take_turn(at_work, STOP_TICK)
            if not at_work:
                time.sleep(STOP_TICK)
        self._open = False
