"""Fixtures that many tests share: the model and the shapes are loaded once a session."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import hypothesis
import pytest

from kgbuild.annotate.parser import Parser, load_parser
from kgbuild.link.authority import open_authority
from kgbuild.model import Annotated, Article
from kgbuild.pipeline import Builder
from kgbuild.settings import Settings
from kgbuild.validate.shapes import Validator

# How long an example takes tells of the machine, not of the code.
hypothesis.settings.register_profile("kgbuild", deadline=None)
hypothesis.settings.load_profile("kgbuild")


@pytest.fixture(scope="session")
def parser() -> Parser:
    settings = Settings()
    return load_parser(settings, open_authority(settings))


@pytest.fixture(scope="session")
def builder_of(parser: Parser) -> Callable[[Settings], Builder]:
    """`builder_of(settings)` → a builder with the parser of the session, for settings of the same model and authority:
    a model takes seconds to load."""

    def built(settings: Settings) -> Builder:
        assert (settings.model, settings.authority) == (Settings().model, Settings().authority), "another parser"
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("kgbuild.annotate.parser.load_parser", lambda settings, names: parser)
            return Builder(settings)

    return built


@pytest.fixture(scope="session")
def builder(builder_of: Callable[[Settings], Builder]) -> Builder:
    return builder_of(Settings())


@pytest.fixture(scope="session")
def validator() -> Validator:
    return Validator()


@pytest.fixture(scope="session")
def annotate(parser: Parser) -> Callable[..., Annotated]:
    """`annotate(text, date="2022-01-06")` → the parse of a text published on that day."""

    def annotated(text: str, date: str = "2022-01-06") -> Annotated:
        return parser.annotate(Article("test", text, datetime.date.fromisoformat(date)))

    return annotated
