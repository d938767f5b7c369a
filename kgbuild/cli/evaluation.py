"""Evaluates a query where it can neither overflow the stack nor hold up Ctrl-C."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final, TypeVar

from kgbuild.errors import QueryError

Answer = TypeVar("Answer")

# Oxigraph recurses, by up to 3.2 KB of stack for a character of the query (pyoxigraph 0.5.13): twice that.
STACK_BYTES_A_CHARACTER: Final = 6_400
LEAST_STACK_BYTES: Final = 16 * 2**20
MAX_CHARACTERS: Final = 100_000


def evaluate(sparql: str, answer: Callable[[], Answer]) -> Answer:
    """What `answer`, which evaluates the query `sparql` and reads its solutions, returns or raises.

    It runs in a thread of its own, for the main thread has a small stack and is deaf to signals while Oxigraph works.
    QueryError if the query is longer than `MAX_CHARACTERS`.
    """
    if len(sparql) > MAX_CHARACTERS:
        raise QueryError(f"query: has {len(sparql):,} characters, the limit is {MAX_CHARACTERS:,}; shorten it")
    answers: list[Answer] = []
    faults: list[BaseException] = []

    def work() -> None:
        try:
            answers.append(answer())
        except BaseException as error:  # noqa: BLE001 -- raised again below, in the thread that asked
            faults.append(error)

    usual = threading.stack_size(max(LEAST_STACK_BYTES, len(sparql) * STACK_BYTES_A_CHARACTER))
    try:
        thread = threading.Thread(target=work, daemon=True)
        thread.start()
    finally:
        threading.stack_size(usual)
    thread.join()
    if faults:
        raise faults[0]
    return answers[0]
