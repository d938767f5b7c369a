"""What is kept of the answers that a state of the graph gave, within a bound of bytes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Kept(Generic[Key, Value]):
    """Values up to `room` bytes together, those asked for last; from any thread.

    `size` is how many bytes there are, `hits` how often one was found.
    """

    def __init__(self, room: int) -> None:
        self._room = room
        self._lock = threading.Lock()
        self._values: OrderedDict[Key, tuple[str, Value, int]] = OrderedDict()
        self.size = self.hits = 0

    def __contains__(self, key: Key) -> bool:
        return key in self._values

    def find(self, key: Key, version: str) -> Value | None:
        """The value of this state of the graph; what there is of another one is dropped."""
        with self._lock:
            if key not in self._values:
                return None
            of, value, _ = self._values[key]
            if of != version:
                self._drop(key)
                return None
            self._values.move_to_end(key)
            self.hits += 1
            return value

    def keep(self, key: Key, version: str, value: Value, size: int) -> None:
        """Keeps a value of so many bytes in the place of what there is."""
        with self._lock:
            if key in self._values:
                self._drop(key)
            self._values[key] = version, value, size
            self.size += size
            while self.size > self._room:
                self._drop(next(iter(self._values)))

    def _drop(self, key: Key) -> None:
        _, _, size = self._values.pop(key)
        self.size -= size
