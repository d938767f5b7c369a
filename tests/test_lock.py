"""uv.lock fits pyproject.toml and names public addresses only. Renew it with `uv lock`."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]


def name_and_range(requirement: str) -> tuple[str, frozenset[str]]:
    found = re.fullmatch(r"([\w.-]+)(?:\[[\w,-]+\])?\s*(.*)", requirement)
    assert found is not None
    return found[1].lower(), frozenset(filter(None, found[2].replace(" ", "").split(",")))


def test_the_lock_has_just_the_dependencies_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *(each for extra in project["optional-dependencies"].values() for each in extra),
    ]
    packages = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]
    [ours] = [package for package in packages if package["name"] == "kgbuild"]
    locked: list[dict[str, Any]] = ours["metadata"]["requires-dist"]
    assert {name_and_range(f"{each['name']}{each.get('specifier', '')}") for each in locked} == {
        name_and_range(each) for each in wanted
    }


def test_the_lock_names_public_addresses_only() -> None:
    hosts = set(re.findall(r"\w+://[^/\"]*", (ROOT / "uv.lock").read_text(encoding="utf-8")))
    assert hosts == {"https://pypi.org", "https://files.pythonhosted.org"}
