"""What is asked of a word again and again is found once."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TypeVar

from kgbuild.parse import Token

A = TypeVar("A")


def found_once(ask: Callable[[Token], A]) -> Callable[[Token], A]:
    """For a question whose answer depends on nothing but the parse, which does not change. The token keeps it."""

    @functools.wraps(ask)
    def told(token: Token) -> A:
        answer: A
        try:
            answer = token.memo[ask]
        except KeyError:
            answer = token.memo[ask] = ask(token)
        return answer

    return told
