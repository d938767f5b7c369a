"""Imports run one way: stages never import one another, and the ground imports no stage."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "kgbuild"
STAGES = ("read", "annotate", "extract", "link", "describe", "validate", "store", "web")
GROUND = ("model", "parse", "names", "given_names", "vocabulary", "iris", "formats", "settings", "resources", "errors")
ALLOWED = {stage: {stage, *GROUND, ""} for stage in STAGES} | {name: {*GROUND, ""} for name in GROUND}
ALLOWED["web"].add("store")


def rooms_imported(path: Path) -> set[str]:
    """The second parts of the kgbuild modules that a file imports; "" for `from kgbuild import __version__`."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: a relative import"
            names = [node.module]
            if node.module == "kgbuild":
                names = [f"kgbuild.{a.name}" if (PACKAGE / a.name).exists() else "kgbuild" for a in node.names]
        for name in names:
            first, *rest = name.split(".")
            if first == "kgbuild":
                found.add(rest[0] if rest else "")
    return found


@pytest.mark.parametrize("room", [*STAGES, *GROUND])
def test_a_room_imports_only_what_lies_below_it(room: str) -> None:
    files = sorted((PACKAGE / room).rglob("*.py")) or [PACKAGE / f"{room}.py"]
    for path in files:
        beyond = rooms_imported(path) - ALLOWED[room]
        assert not beyond, f"{path} imports {sorted(beyond)}"


def test_only_the_pipeline_and_the_faces_know_several_stages() -> None:
    for path in sorted(PACKAGE.glob("*.py")):
        stages = rooms_imported(path) & set(STAGES)
        assert len(stages) < 2 or path.name in ("pipeline.py", "corpus.py"), f"{path} imports {sorted(stages)}"


def test_only_annotation_knows_spacy() -> None:
    for path in sorted(PACKAGE.rglob("*.py")):
        imports = re.search(r"^\s*(?:import|from) spacy\b", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert not imports or path.parent.name == "annotate", f"{path} imports spaCy"
