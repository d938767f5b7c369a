"""Where the ontology and the shapes are: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from kgbuild.errors import KGBuildError

PACKAGE = Path(__file__).resolve().parent


def resource_dir(name: Literal["ontology", "shapes"]) -> Path:
    """The folder of Turtle files called `name`.

    A wheel carries it as `kgbuild/_ontology` or `kgbuild/_shapes` (force-include in pyproject.toml); an editable
    install has none and reads the checkout's own folder. KGBuildError if neither is there.
    """
    packed = PACKAGE / f"_{name}"
    checkout = PACKAGE.parent / name
    for folder in (packed, checkout):
        if folder.is_dir():
            return folder
    raise KGBuildError(f"{packed}: this installation carries no {name} files; install kgbuild again")
