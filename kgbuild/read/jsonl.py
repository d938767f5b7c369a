"""JSON lines: one document a line, with `id`, `text` and `date`, and any of title, url, language, publisher."""

from __future__ import annotations

import json
from collections.abc import Iterator

from kgbuild.errors import InputError
from kgbuild.model import Article
from kgbuild.read.files import decode
from kgbuild.read.metadata import Given, make_article
from kgbuild.settings import Settings


def read_jsonl(
    where: str, data: bytes, default_id: str, given: Given, settings: Settings
) -> Iterator[Article | InputError]:
    """Each line's article or, where a line cannot be used, the error that says so; the other lines come through."""
    for number, line in enumerate(data.split(b"\n"), start=1):
        if not line.strip():
            continue
        place = f"{where}:{number}"
        try:
            yield _article(place, line, f"{default_id}-{number}", given, settings)
        except InputError as error:
            yield error


def _article(place: str, line: bytes, default_id: str, given: Given, settings: Settings) -> Article:
    try:
        values = json.loads(decode(place, line))
    except (json.JSONDecodeError, RecursionError) as error:
        column = f" at column {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        raise InputError(place, f"is no JSON{column}", "write one JSON object a line") from error
    if not isinstance(values, dict):
        raise InputError(place, "is no JSON object", "write one JSON object a line")
    text = values.get("text")
    if not isinstance(text, str):
        raise InputError(place, 'has no "text"', 'give each line a string "text"')
    return make_article(place, default_id, text, values, given, settings)
