"""Fixtures of the tests of linking."""

from __future__ import annotations

import pytest

from kgbuild.link.schema import APPLICATION_ID


@pytest.fixture
def without_core(monkeypatch: pytest.MonkeyPatch) -> None:
    """Builds authorities without the embedded one, which takes a second to write; tests/cli has it in."""
    from kgbuild.link.builders import build

    monkeypatch.setattr(build, "write_core", lambda writer: None)


@pytest.fixture
def index() -> bytes:
    """The beginning of an index, which stands for one that was there before a build."""
    return (b"SQLite format 3\0".ljust(68, b"\0") + APPLICATION_ID.to_bytes(4, "big")).ljust(100, b"\0")
