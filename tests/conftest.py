"""Fixtures that many tests share: one loaded parser and one builder a session."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

from kgbuild.annotate.parser import Parser, load_parser
from kgbuild.link.authority import open_authority
from kgbuild.model import Annotated, Article
from kgbuild.pipeline import Builder
from kgbuild.settings import Settings


@pytest.fixture(scope="session")
def parser() -> Parser:
    settings = Settings()
    return load_parser(settings, open_authority(settings))


@pytest.fixture(scope="session")
def builder() -> Builder:
    return Builder()


@pytest.fixture(scope="session")
def annotate(parser: Parser) -> Callable[..., Annotated]:
    """`annotate(text, date="2022-01-06")` → the parse of a text published on that day."""

    def annotated(text: str, date: str = "2022-01-06") -> Annotated:
        return parser.annotate(Article("test", text, datetime.date.fromisoformat(date)))

    return annotated
