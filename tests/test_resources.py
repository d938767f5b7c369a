"""Where the Turtle files are found, in a checkout and in a wheel."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgbuild import resources
from kgbuild.errors import KGBuildError


def test_a_checkout_reads_its_own_folder() -> None:
    assert (resources.resource_dir("ontology") / "kgbuild.ttl").is_file()


def test_a_wheel_reads_the_folder_that_was_packed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "kgbuild"
    (package / "_shapes").mkdir(parents=True)
    monkeypatch.setattr(resources, "PACKAGE", package)
    assert resources.resource_dir("shapes") == package / "_shapes"


def test_an_installation_without_the_folder_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "PACKAGE", tmp_path / "kgbuild")
    with pytest.raises(KGBuildError, match="carries no shapes files; install kgbuild again"):
        resources.resource_dir("shapes")
