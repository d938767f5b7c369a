"""Puts an authority together: the embedded tables first, then each source that the user names, items merged by Q-id.

What is done is kept: a build that was interrupted, or that ran into an error, goes on where it was when the same
command is given again. The file that was there before stays until the new one is whole.
"""

from __future__ import annotations

import contextlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from kgbuild.errors import InputError
from kgbuild.link.authority import open_authority
from kgbuild.link.builders.dump import STANDARD_INPUT, Dump, add_dump, snapshot_of
from kgbuild.link.builders.recipes import countries_of, read_recipe, table_items
from kgbuild.link.builders.wikidata import LANGUAGES
from kgbuild.link.core import write_core
from kgbuild.link.writer import AuthorityWriter
from kgbuild.settings import Settings

DUMP_SUFFIXES: Final = (".json", ".json.gz", ".json.bz2", ".jsonl", ".jsonl.gz", ".jsonl.bz2")


@dataclass(frozen=True, slots=True)
class Options:
    """What of the sources is taken. `folder` is where the tables of recipes lie, if not beside them; of a dump: its
    `snapshot` (ISO date) if its name tells none, entity classes (`kinds`, none for all), languages of names, the least
    number of sitelinks, and how many lines may be broken."""

    folder: str = ""
    snapshot: str = ""
    kinds: tuple[str, ...] = ()
    languages: tuple[str, ...] = LANGUAGES
    least_sitelinks: int = 1
    most_broken: int = 0


class _OtherBuildError(Exception):
    """What lies there was begun with other sources or options."""


def build_authority(
    output: Path, name: str, sources: Sequence[str], options: Options, say: Callable[[str], None]
) -> None:
    """Writes the authority `name` to `output`. InputError, OutputError or ServiceError if that cannot be; what was
    there before is kept then."""
    plan = json.dumps({"name": name, "sources": list(sources), **asdict(options)}, sort_keys=True)
    for source in sources:
        _check(source, options)
    try:
        _build(output, name, sources, options, say, plan)
    except _OtherBuildError:
        say("another build was begun here; starting anew")
        for staging in output.parent.glob(f"{output.name}.dump*"):
            staging.unlink()
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
        with contextlib.closing(open_authority(Settings())) as known:
            for number, source in enumerate(sources[done:], start=done + 1):
                staging = output.with_name(f"{output.name}.dump{number}")
                for line in _add(writer, source, options, countries_of(known), staging, say):
                    say(line)
                writer.checkpoint(json.dumps({"plan": plan, "done": number}))
                staging.unlink(missing_ok=True)


def _is_dump(source: str) -> bool:
    return source == STANDARD_INPUT or source.endswith(DUMP_SUFFIXES)


def _check(source: str, options: Options) -> None:
    if _is_dump(source):
        if not (options.snapshot or snapshot_of(source)):
            raise InputError(source, "does not tell its day", "give --snapshot YYYY-MM-DD")
    elif not source.endswith(".toml"):
        kinds = f"a recipe (.toml) or a dump of Wikidata ({', '.join(DUMP_SUFFIXES)}, - for standard input)"
        raise InputError(source, "is no source of a known kind", f"give {kinds}")


def _add(
    writer: AuthorityWriter, source: str, options: Options, country_of: Callable[[str], str | None], staging: Path,
    say: Callable[[str], None],
) -> Iterator[str]:  # fmt: skip
    """Adds what a source holds; lines that tell how much that was."""
    if _is_dump(source):
        dump = Dump(
            source, options.snapshot or snapshot_of(source) or "", options.languages, options.kinds,
            options.least_sitelinks, options.most_broken,
        )  # fmt: skip
        yield f"{source}: {_kinds(add_dump(writer, dump, staging, country_of, say), 'items')}"
        return
    folder = Path(options.folder) if options.folder else Path(source).parent
    recipe = read_recipe(Path(source))
    number = writer.source(recipe.source)
    for table in recipe.tables:
        found: Counter[str] = Counter()
        for item in table_items(table, folder, country_of):
            writer.add(item, number)
            found[item.kind] += 1
        yield f"{table.path}: {_kinds(found, 'rows')}"


def _kinds(found: Counter[str], what: str) -> str:
    kinds = ", ".join(f"{number:,} {kind}" for kind, number in found.most_common())
    return f"{found.total():,} {what} ({kinds})" if found else f"no {what}"
