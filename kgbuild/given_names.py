"""Given names and the gender of who bears them. On the ground, for annotation and extraction go by them."""

from __future__ import annotations

import functools
import importlib.resources
import tomllib


def gender_of(name: str) -> str | None:
    """ "female" or "male", if the name is a known one that one gender bears."""
    return _genders().get(name)


@functools.cache
def _genders() -> dict[str, str]:
    text = importlib.resources.files("kgbuild").joinpath("given_names.toml").read_text(encoding="utf-8")
    return {name: gender for gender, names in tomllib.loads(text).items() for name in names}
