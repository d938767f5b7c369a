"""What the measures read with: the model of the session, which takes seconds to load."""

from __future__ import annotations

from collections.abc import Iterator

import annotations
import link_reading
import pytest

from kgbuild.annotate.parser import Parser, load_parser
from kgbuild.model import Names
from kgbuild.settings import Settings


@pytest.fixture(scope="session", autouse=True)
def one_model(parser: Parser) -> Iterator[None]:
    def loaded(settings: Settings, names: Names) -> Parser:
        return parser if settings == Settings() else load_parser(settings, names)

    with pytest.MonkeyPatch.context() as patch:
        for module in (annotations, link_reading):
            patch.setattr(module, "load_parser", loaded)
        yield
