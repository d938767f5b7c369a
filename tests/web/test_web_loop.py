"""The loop of the server tells each of what is theirs."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator

import pytest

from kgbuild.web.loop import take_turn


class Watched:
    """Has something to read, and does something about it."""

    accepting = False

    def __init__(self, do: Callable[[], object] = lambda: None) -> None:
        self.told = 0
        self._do = do

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return False

    def handle_read_event(self) -> None:
        self.told += 1
        self._do()

    def handle_close(self) -> None:
        raise AssertionError("nothing was closed")


@pytest.fixture
def descriptors() -> Iterator[list[int]]:
    """Of three sockets, each of which has something to read."""
    pairs = [socket.socketpair() for _ in range(3)]
    for mine, theirs in pairs:
        theirs.sendall(b"!")
        assert mine.recv(1, socket.MSG_PEEK)
    yield [mine.fileno() for mine, _ in pairs]
    for pair in pairs:
        for each in pair:
            each.close()


def test_all_are_told(descriptors: list[int]) -> None:
    watched = {descriptor: Watched() for descriptor in descriptors}
    take_turn(watched, 0)
    assert [each.told for each in watched.values()] == [1, 1, 1]


def test_nobody_is_told_of_what_a_descriptor_meant_before_it_was_theirs(descriptors: list[int]) -> None:
    first, second, third = descriptors
    taken, left, new = Watched(), Watched(), Watched()

    def change() -> None:
        """What happens where a worker's socket is closed just before a connection is taken."""
        watched[second] = new
        del watched[third]

    watched = {first: Watched(change), second: taken, third: left}
    take_turn(watched, 0)
    assert (watched[first].told, taken.told, new.told, left.told) == (1, 0, 0, 0)
    watched = {second: new}
    take_turn(watched, 0)
    assert new.told == 1
