"""The loop of a server: in turns it waits for what its sockets have to tell, and has those they belong to look."""

from __future__ import annotations

import select
from collections.abc import MutableMapping
from typing import Any

from waitress.wasyncore import readwrite


def take_turn(watched: MutableMapping[int, Any], seconds: float) -> None:
    """Waits for at most so long, and has those of `watched`, by descriptor, look who are told of.

    As waitress's own turn (`wasyncore.poll2`), but nobody is told of what a descriptor meant before it was theirs:
    another thread may close a worker's meanwhile, and the next connection be given the same number.
    """
    pollster, asked = select.poll(), {}
    for descriptor, each in list(watched.items()):
        flags = select.POLLIN | select.POLLPRI if each.readable() else 0
        # What accepts is always writable.
        if each.writable() and not each.accepting:
            flags |= select.POLLOUT
        if flags:
            pollster.register(descriptor, flags)
            asked[descriptor] = each
    for descriptor, flags in pollster.poll(int(seconds * 1000)):
        if watched.get(descriptor) is asked[descriptor]:
            readwrite(asked[descriptor], flags)
