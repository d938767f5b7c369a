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
from typing import Any, Final

from kgbuild import __version__
from kgbuild.errors import InputError, OutputError
from kgbuild.link.authority import is_index, open_authority
from kgbuild.link.builders.answers import SUFFIX, add_answers
from kgbuild.link.builders.dump import STANDARD_INPUT, Dump, add_dump, snapshot_of
from kgbuild.link.builders.recipes import countries_of, read_recipe, table_items
from kgbuild.link.builders.sparql import Endpoint, add_endpoint
from kgbuild.link.builders.wikidata import LANGUAGES
from kgbuild.link.core import TABLES, divisions, geonames_cities, write_core
from kgbuild.link.index import fingerprint
from kgbuild.link.live.cache import AnswerCache
from kgbuild.link.live.http import Client
from kgbuild.link.writer import AuthorityWriter
from kgbuild.settings import Settings

LONGEST_QUERY: Final = 100.0
"""Seconds that an endpoint may take for a query: more than the sixty of the Wikidata Query Service."""
DUMP_SUFFIXES: Final = (".json", ".json.gz", ".json.bz2", ".jsonl", ".jsonl.gz", ".jsonl.bz2")


@dataclass(frozen=True, slots=True)
class Options:
    """What of the sources is taken. `folder` is where the tables of recipes lie, if not beside them; of a dump: its
    `snapshot` (ISO date) if its name tells none, entity classes (`kinds`, none for all), languages of names, the least
    number of sitelinks, and how many lines may be broken. An endpoint is told the user's `contact`, and of its items
    those that `pattern` selects are taken."""

    folder: str = ""
    snapshot: str = ""
    kinds: tuple[str, ...] = ()
    languages: tuple[str, ...] = LANGUAGES
    least_sitelinks: int = 1
    most_broken: int = 0
    contact: str = ""
    pattern: str = ""


class _OtherBuildError(Exception):
    """What lies there was begun with other sources or options, or with what these were before; says which."""


@dataclass(frozen=True, slots=True)
class AuthorityBuild:
    """The authority `name` in the file `output`, put together from sources. `today` is an ISO date; `say` is given
    lines that tell how it goes."""

    output: Path
    name: str
    sources: Sequence[str]
    options: Options
    today: str
    say: Callable[[str], None]

    def run(self) -> None:
        """Writes the file. InputError, OutputError or ServiceError if that cannot be; what was there before is kept."""
        self._check_output()
        for source in self.sources:
            self._check(source)
            for path in self._files_of(source):
                if not path.is_file():
                    raise InputError(str(path), "is no file that is there", "check the path; --folder is for tables")
        try:
            self._run(resume=True)
        except _OtherBuildError as error:
            self.say(f"{error}; starting anew")
            for staging in self.output.parent.glob(f"{self.output.name}.source*"):
                staging.unlink()
            self._run(resume=False)

    def _run(self, *, resume: bool) -> None:
        with AuthorityWriter(self.output, self.name, resume=resume, completed=divisions(geonames_cities())) as writer:
            done = 0
            if writer.state is None:
                write_core(writer)
            else:
                done = self._done(json.loads(writer.state))
                self.say(f"going on after {done} of {len(self.sources)} sources")
            for number, source in enumerate(self.sources[done:], start=done + 1):
                writer.checkpoint(self._progress(number - 1))
                with contextlib.closing(open_authority(Settings())) as known:
                    for line in self._add(writer, source, self._staging(number), countries_of(known)):
                        self.say(line)
                writer.checkpoint(self._progress(number))
                self._staging(number).unlink(missing_ok=True)

    def _staging(self, number: int) -> Path:
        """Where what was read of a source is kept meanwhile."""
        return self.output.with_name(f"{self.output.name}.source{number}")

    def _progress(self, done: int) -> str:
        """What a checkpoint is told: what was asked for, by which software, and the sources that are done or begun."""
        asked = {"name": self.name, "sources": list(self.sources), **asdict(self.options)}
        read = [[_state(path) for path in self._files_of(source)] for source in self.sources[: done + 1]]
        software = f"kgbuild {__version__} {fingerprint(TABLES)}"
        return json.dumps({"asked": asked, "software": software, "done": done, "read": read})

    def _done(self, before: dict[str, Any]) -> int:
        """How many sources were done. _OtherBuildError if they are not what they were; what was kept of one that was
        but begun is dropped if that has changed."""
        done = int(before["done"])
        now = json.loads(self._progress(done))
        if before["asked"] != now["asked"]:
            raise _OtherBuildError("another build was begun here")
        if before["software"] != now["software"]:
            raise _OtherBuildError("this build was begun by another version of kgbuild or of what it embeds")
        if before["read"][:done] != now["read"][:done]:
            raise _OtherBuildError("a source that was read already has changed since")
        if before["read"] != now["read"] and self._staging(done + 1).exists():
            self.say(f"{self.sources[done]}: has changed since it was begun; reading it anew")
            self._staging(done + 1).unlink()
        return done

    def _check_output(self) -> None:
        """OutputError where a folder, or a file that is no SQLite index, would have to give way."""
        if self.output.is_dir():
            raise OutputError(f"{self.output}: is a folder; name a file, such as world.kgba")
        if self.output.is_file() and self.output.stat().st_size and not is_index(self.output):
            raise OutputError(f"{self.output}: is no authority, and is left as it is; name another file, or remove it")

    def _files_of(self, source: str) -> Iterator[Path]:
        """The files that a source is read from: a recipe and its tables, a dump. InputError if a recipe is none."""
        if _is_endpoint(source) or source == STANDARD_INPUT:
            return
        yield Path(source)
        if source.endswith(".toml"):
            yield from (self._folder(Path(source)) / table.path for table in read_recipe(Path(source)).tables)

    def _folder(self, recipe: Path) -> Path:
        return Path(self.options.folder) if self.options.folder else recipe.parent

    def _check(self, source: str) -> None:
        """Refuses what will be refused before anything is begun."""
        options = self.options
        if _is_endpoint(source):
            Client(source, options.contact)
        elif _is_dump(source):
            if not (options.snapshot or snapshot_of(source)):
                raise InputError(source, "does not tell its day", "give --snapshot YYYY-MM-DD")
        elif not source.endswith((".toml", SUFFIX)):
            dumps = f"a dump of Wikidata ({', '.join(DUMP_SUFFIXES)}, -)"
            kinds = f"a recipe (.toml), {dumps}, an endpoint (https://...) or kept answers ({SUFFIX})"
            raise InputError(source, "is no source of a known kind", f"give {kinds}")

    def _add(
        self, writer: AuthorityWriter, source: str, staging: Path, country_of: Callable[[str], str | None]
    ) -> Iterator[str]:
        """Adds what a source holds; lines that tell how much that was."""
        options = self.options
        if _is_endpoint(source):
            snapshot = options.snapshot or self.today
            taken = (options.languages, options.kinds, options.least_sitelinks)
            endpoint = Endpoint(source, snapshot, options.pattern, *taken)
            client = Client(source, options.contact, silence=LONGEST_QUERY)
            with AnswerCache(staging, self.today) as cache:
                found = add_endpoint(writer, endpoint, client, cache, country_of, self.say)
            yield f"{source}: {_kinds(found, 'items')}"
        elif _is_dump(source):
            snapshot = options.snapshot or snapshot_of(source) or ""
            taken = (options.languages, options.kinds, options.least_sitelinks)
            dump = Dump(source, snapshot, *taken, options.most_broken)
            yield f"{source}: {_kinds(add_dump(writer, dump, staging, country_of, self.say), 'items')}"
        elif source.endswith(SUFFIX):
            yield f"{source}: {_kinds(add_answers(writer, Path(source), country_of), 'items')}"
        else:
            yield from self._add_recipe(writer, Path(source), country_of)

    def _add_recipe(
        self, writer: AuthorityWriter, path: Path, country_of: Callable[[str], str | None]
    ) -> Iterator[str]:
        folder, recipe = self._folder(path), read_recipe(path)
        number = writer.source(recipe.source)
        for table in recipe.tables:
            found: Counter[str] = Counter()
            for item in table_items(table, folder, country_of):
                writer.add(item, number)
                found[item.kind] += 1
            yield f"{table.path}: {_kinds(found, 'rows')}"


def _state(path: Path) -> str:
    """What changes when a file does: path, bytes and time of the last change."""
    told = path.stat()
    return f"{path} {told.st_size} {told.st_mtime_ns}"


def _is_endpoint(source: str) -> bool:
    return source.startswith(("http://", "https://"))


def _is_dump(source: str) -> bool:
    return source == STANDARD_INPUT or source.endswith(DUMP_SUFFIXES)


def _kinds(found: Counter[str], what: str) -> str:
    kinds = ", ".join(f"{number:,} {kind}" for kind, number in found.most_common())
    return f"{found.total():,} {what} ({kinds})" if found else f"no {what}"
