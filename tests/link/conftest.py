"""Fixtures of the tests of linking."""

from __future__ import annotations

import pytest


@pytest.fixture
def without_core(monkeypatch: pytest.MonkeyPatch) -> None:
    """Builds authorities without the embedded one, which takes a second to write; tests/cli has it in."""
    from kgbuild.link.builders import build

    monkeypatch.setattr(build, "write_core", lambda writer: None)
