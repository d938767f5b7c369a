"""Runs the command line, mostly in this process, with the model and the shapes loaded once for all tests.

`kgbuild` and `process` give the same: exit code, standard output and standard error as a user sees them.
"""

from __future__ import annotations

import gc
import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kgbuild.annotate.parser import Parser
from kgbuild.cli import main
from kgbuild.settings import Settings
from kgbuild.validate.shapes import Validator

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def loaded_once(parser: Parser, validator: Validator) -> Iterator[None]:
    """Keeps parsers and shapes between commands, which a process of its own would load anew."""
    from kgbuild.annotate import parser as parsers
    from kgbuild.validate import shapes

    def key(settings: Settings) -> tuple[str, ...]:
        return settings.model, settings.authority, settings.language

    kept = {key(Settings()): parser}
    load = parsers.load_parser

    def load_once(settings: Settings, authority: Any) -> Parser:
        if key(settings) not in kept:
            kept[key(settings)] = load(settings, authority)
        return kept[key(settings)]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parsers, "load_parser", load_once)
        patch.setattr(shapes, "Validator", lambda: validator)
        yield


@pytest.fixture
def kgbuild(loaded_once: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """`kgbuild("build", "a.txt", "-o", "a.ttl")` → the finished command, run in `tmp_path`, in this process."""
    monkeypatch.chdir(tmp_path)

    def run(*words: object, stdin: str = "") -> subprocess.CompletedProcess[str]:
        given = io.TextIOWrapper(io.BytesIO(stdin.encode("utf-8")), encoding="utf-8")
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
        command = ["kgbuild", *map(str, words)]
        code: Any = None
        with monkeypatch.context() as patch:
            for name, value in (("argv", command), ("stdin", given), ("stdout", out), ("stderr", err)):
                patch.setattr(sys, name, value)
            try:
                main()
            except SystemExit as end:
                code = end.code
        gc.collect()  # a store is closed when nothing refers to it, the traceback of an error included
        printed = [stream.buffer.getvalue().decode("utf-8") for stream in (out, err)]  # type: ignore[attr-defined]
        return subprocess.CompletedProcess(command, code or 0, *printed)

    return run


@pytest.fixture
def process(tmp_path: Path) -> Run:
    """The same in a process of its own, where that is the point."""

    def run(*words: object, stdin: str = "", seed: str = "0") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", "from kgbuild.cli import main; main()", *map(str, words)],
            cwd=tmp_path,
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
            env=os.environ | {"PYTHONHASHSEED": seed},
        )

    return run
