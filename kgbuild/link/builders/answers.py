"""Items out of the answers that `kgbuild link --live` kept, so that later builds know them offline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import msgspec

from kgbuild.errors import InputError
from kgbuild.link.builders.classes import NONE, Kinds
from kgbuild.link.builders.wikidata import Thing, as_item, licence_of
from kgbuild.link.builders.wikidata_json import thing_of, thing_type
from kgbuild.link.decisions import QID
from kgbuild.link.items import Source
from kgbuild.link.live.cache import ITEM, AnswerCache
from kgbuild.link.writer import AuthorityWriter

SUFFIX: Final = ".sqlite"


def add_answers(writer: AuthorityWriter, path: Path, country_of: Callable[[str], str | None]) -> Counter[str]:
    """Adds the items of a file of answers to an authority; how many of each kind. InputError if it holds none."""
    if not path.is_file():
        raise InputError(str(path), "is no file", "give the --cache of kgbuild link --live")
    found: Counter[str] = Counter()
    with AnswerCache(path, "") as cache:
        for service, day in cache.services():
            host = urlsplit(service).hostname or service
            number = writer.source(Source(f"answers of {host}", service, licence_of(host), day))
            things = _things(path, cache, service)
            kinds = Kinds(lambda name, things=things: things[name].parents if name in things else ())  # type: ignore[misc]
            for thing in things.values():
                kind = kinds.kind(thing.classes)
                if thing.label and kind not in (None, NONE):
                    item = as_item(thing, str(kind), country_of, lambda _: None)
                    writer.add(item, number)
                    found[item.kind] += 1
    return found


def _things(path: Path, cache: AnswerCache, service: str) -> dict[str, Thing]:
    """All items and classes that a service told of, by Q-id."""
    told = (answer for _, answer in cache.answers(service, ITEM) if "missing" not in answer)
    try:
        things = [thing_of(msgspec.convert(answer, thing_type())) for answer in told]
    except (msgspec.ValidationError, TypeError) as error:
        raise InputError(
            str(path), f"holds an answer of an unknown form ({error})", "delete it and ask anew"
        ) from error
    return {thing.qid: thing for thing in things if QID.fullmatch(thing.qid)}
