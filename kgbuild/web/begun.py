"""A query that is answered while the thread that put it does other things."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from typing import Any, Final

from kgbuild.web.channel import DATA, END, Channel
from kgbuild.web.places import Turn
from kgbuild.web.pool import Pool

# Under this name an application finds, in the WSGI environment, what has begun to answer the request.
BEGUN: Final = "kgbuild.begun"

# An answer longer than this is none that arrives while others are looked after.
MAX_BYTES: Final = 1 << 18


class NotPlainError(Exception):
    """What has come is no short answer that is whole; `Pool.run` finds out what it is."""


class Begun:
    """A query that waits for a worker, or that one is at. It belongs to one thread at a time.

    turn: that of the query in the pool. request: what its worker is told. version: the state of the graph that it is
    put to, which `kept` keeps until `close`.
    """

    def __init__(
        self, pool: Pool, turn: Turn, request: Mapping[str, Any], version: str, kept: contextlib.ExitStack
    ) -> None:
        self.turn, self.request, self.version = turn, request, version
        self._pool, self._kept = pool, kept

    def start(self) -> Channel:
        """Has the worker that there is now answer; what can be read of comes by the channel. OSError if it is gone."""
        assert self.turn.job is not None  # noqa: S101 - or nobody would have been told to start
        return self._pool.send(self.turn.job, self.request)

    def arrived(self) -> tuple[bytes, dict[str, Any]] | None:
        """The whole answer and how it ended, which `finish` takes; None as long as it has not come.

        NotPlainError if it is anything but a short answer. EOFError or OSError if the worker is gone.
        """
        channel = self.start()
        messages = channel.arrived()
        *data, (last, payload) = messages or [(DATA, b"")]
        if last == END:
            outcome: dict[str, Any] = json.loads(payload)
            if "fault" not in outcome:
                return b"".join(each for _, each in data), outcome
        if last == DATA and channel.unread <= MAX_BYTES:
            return None
        raise NotPlainError

    def finish(self, *, spent: bool) -> None:
        """Takes what has arrived, and lets go of the worker."""
        self.start().forget()
        assert self.turn.job is not None  # noqa: S101 - as above
        self._pool.finish(self.turn.job, usable=not spent)
        self._kept.close()

    def close(self) -> None:
        """Gives it up if it is not over."""
        self._pool.give_up(self.turn)
        self._kept.close()
