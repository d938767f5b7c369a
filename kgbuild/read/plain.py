"""Plain text: one document a file, metadata by options, by the sidecar NAME.meta.json, or by front matter."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from kgbuild.errors import InputError
from kgbuild.model import Article
from kgbuild.read.files import decode, read_bytes
from kgbuild.read.metadata import FIELDS, Given, make_article
from kgbuild.settings import Settings

_FRONT_MATTER: Final = re.compile(r"---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|$)", re.DOTALL)


def read_plain(path: Path, default_id: str, given: Given, settings: Settings) -> Article:
    """The article in a text file. Front matter is no part of the text; InputError if anything is wrong."""
    return plain_article(
        str(path), default_id, decode(str(path), read_bytes(path)), read_sidecar(path), given, settings
    )


def plain_article(
    where: str, default_id: str, text: str, sidecar: Mapping[str, Any], given: Given, settings: Settings
) -> Article:
    """An article from text that may begin with front matter, which wins over the sidecar."""
    match = _FRONT_MATTER.match(text)
    metadata = dict(sidecar)
    if match:
        front = _front_matter(where, match.group(1))
        if front is not None:
            metadata |= front
            text = text[match.end() :]
    return make_article(where, default_id, text, metadata, given, settings)


def read_sidecar(path: Path) -> Mapping[str, Any]:
    """The metadata in NAME.meta.json beside NAME.txt, empty where there is none."""
    sidecar = path.with_suffix(".meta.json")
    if not sidecar.is_file():
        return {}
    try:
        values = json.loads(decode(str(sidecar), read_bytes(sidecar)))
    except json.JSONDecodeError as error:
        raise InputError(f"{sidecar}:{error.lineno}", f"is no JSON ({error.msg})", "mend that line") from error
    if not isinstance(values, dict):
        raise InputError(str(sidecar), "is no JSON object", f"write an object with any of {', '.join(FIELDS)}")
    return values


def _front_matter(where: str, block: str) -> Mapping[str, Any] | None:
    """The values of a YAML block; None if the block is not one of ours but text between two rules."""
    import yaml

    try:
        values = yaml.load(block, Loader=yaml.BaseLoader)  # noqa: S506 -- strings and lists only; dates are checked by us
    except yaml.YAMLError as error:
        raise InputError(
            where, f"its front matter is no YAML ({error})", "mend it, or remove the lines '---'"
        ) from error
    if not isinstance(values, dict) or not set(values) & set(FIELDS):
        return None
    return values
