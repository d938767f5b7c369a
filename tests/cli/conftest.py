"""Runs the real command in a process of its own: exit code, standard output and standard error as a user sees them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def kgbuild(tmp_path: Path) -> Run:
    """`kgbuild("build", "a.txt", "-o", "a.ttl")` → the finished process, run in `tmp_path`."""

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
