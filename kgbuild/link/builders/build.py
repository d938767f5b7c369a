"""Puts an authority together: the embedded tables first, then each source that the user names, items merged by Q-id.

What is done is kept: a build that was interrupted, or that ran into an error, goes on where it was when the same
command is given again. The file that was there before stays until the new one is whole.
"""

from __future__ import annotations

import contextlib
import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from kgbuild.errors import InputError
from kgbuild.link.authority import open_authority
from kgbuild.link.builders.recipes import countries_of, read_recipe, table_items
from kgbuild.link.core import write_core
from kgbuild.link.writer import AuthorityWriter
from kgbuild.settings import Settings

DUMP_SUFFIXES: Final = (".json", ".json.gz", ".json.bz2", ".jsonl", ".jsonl.gz", ".jsonl.bz2")


@dataclass(frozen=True, slots=True)
class Options:
    """What of the sources is taken. `folder` is where the tables of recipes lie, if not beside them."""

    folder: str = ""


class _OtherBuildError(Exception):
    """What lies there was begun with other sources or options."""


def build_authority(
    output: Path, name: str, sources: Sequence[str], options: Options, say: Callable[[str], None]
) -> None:
    """Writes the authority `name` to `output`. InputError, OutputError or ServiceError if that cannot be; what was
    there before is kept then."""
    plan = json.dumps({"name": name, "sources": list(sources), **asdict(options)}, sort_keys=True)
    for source in sources:
        _check(source)
    try:
        _build(output, name, sources, options, say, plan)
    except _OtherBuildError:
        say("another build was begun here; starting anew")
        _build(output, name, sources, options, say, plan, resume=False)


def _build(
    output: Path, name: str, sources: Sequence[str], options: Options, say: Callable[[str], None], plan: str,
    *, resume: bool = True,
) -> None:  # fmt: skip
    with AuthorityWriter(output, name, resume=resume) as writer:
        done = 0
        if writer.state is None:
            write_core(writer)
            writer.checkpoint(json.dumps({"plan": plan, "done": 0}))
        else:
            state = json.loads(writer.state)
            if state["plan"] != plan:
                raise _OtherBuildError
            done = int(state["done"])
            say(f"going on after {done} of {len(sources)} sources")
        for number, source in enumerate(sources[done:], start=done + 1):
            for line in _add(writer, source, options):
                say(line)
            writer.checkpoint(json.dumps({"plan": plan, "done": number}))


def _check(source: str) -> None:
    if not source.endswith(".toml"):
        raise InputError(source, "is no source of a known kind", "give a recipe (.toml)")


def _add(writer: AuthorityWriter, source: str, options: Options) -> list[str]:
    """Adds what a source holds; lines that tell how much that was."""
    return _add_recipe(writer, Path(source), Path(options.folder) if options.folder else Path(source).parent)


def _add_recipe(writer: AuthorityWriter, path: Path, folder: Path) -> list[str]:
    recipe = read_recipe(path)
    source = writer.source(recipe.source)
    authority = open_authority(Settings())
    country_of = countries_of(authority)
    told = []
    with contextlib.closing(authority):
        for table in recipe.tables:
            found: Counter[str] = Counter()
            for item in table_items(table, folder, country_of):
                writer.add(item, source)
                found[item.kind] += 1
            told.append(f"{table.path}: {_kinds(found)}")
    return told


def _kinds(found: Counter[str]) -> str:
    kinds = ", ".join(f"{number:,} {kind}" for kind, number in found.most_common())
    return f"{found.total():,} rows ({kinds})" if found else "no rows"
