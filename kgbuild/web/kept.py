"""What is kept of the answers that a state of the graph gave, within a bound of bytes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Final, Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")

# What Python's own objects around a value and its key take (measured with short answers: 340 to 540 bytes).
ENTRY_BYTES: Final = 500


class Kept(Generic[Key, Value]):
    """Values up to `room` bytes together, those asked for last; from any thread. They are all of the state of the graph
    that was last asked about: a store that is written to would fill the room with what nobody can ask for again.

    `size` is how many bytes there are, `hits` how often one was found.
    """

    def __init__(self, room: int) -> None:
        self._room = room
        self._lock = threading.Lock()
        self._version: str | None = None
        self._values: OrderedDict[Key, tuple[Value, int]] = OrderedDict()
        self.size = self.hits = 0

    def holds(self, key: Key, version: str) -> bool:
        """Whether there is a value of this state of the graph; those of another one are dropped."""
        with self._lock:
            self._move_to(version)
            return key in self._values

    def find(self, key: Key, version: str) -> Value | None:
        """The value of this state of the graph; those of another one are dropped."""
        with self._lock:
            self._move_to(version)
            if key not in self._values:
                return None
            self._values.move_to_end(key)
            self.hits += 1
            return self._values[key][0]

    def keep(self, key: Key, version: str, value: Value, size: int) -> None:
        """Keeps a value of so many bytes in the place of what there is, unless it is of another state."""
        with self._lock:
            if version != self._version:
                return
            if key in self._values:
                self._drop(key)
            size += ENTRY_BYTES
            self._values[key] = value, size
            self.size += size
            while self.size > self._room:
                self._drop(next(iter(self._values)))

    def _move_to(self, version: str) -> None:
        if version != self._version:
            self._version, self.size = version, 0
            self._values.clear()

    def _drop(self, key: Key) -> None:
        _, size = self._values.pop(key)
        self.size -= size
