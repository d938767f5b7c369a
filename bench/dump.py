"""How fast a Wikidata dump is read, on one core, and what unpacking it costs.

    python bench/dump.py [--dump FILE] [--megabytes 1000]

The lines of FILE, a dump or a piece of one, are repeated until there is so much JSON; without it, made-up items of the
shape and about the sizes of Wikidata's are. Seconds are the processor's. Unpacking comes on top if one process does it
all; another process can do it at the same time: `lbzip2 -dc DUMP | kgbuild authority build - ...`.
"""

from __future__ import annotations

import argparse
import bz2
import gzip
import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from kgbuild.link.builders.dump import Dump, read_dump, stage
from kgbuild.link.builders.staging import Staging

MB = 1e6


def made_up(seed: int = 7) -> Iterator[bytes]:
    """Items as Wikidata has them: of twenty, fifteen are without sitelinks, four little known, one is well known."""
    chance = random.Random(seed)
    languages = ("en", "de", "fr", "ru", "kk", "ar", "zh", "es", "sv", "uk", "cy", "eo", "war", "ceb")
    for number in range(1, 10**9):
        shown = 0 if chance.random() < 0.75 else 2 if chance.random() < 0.8 else 40
        texts = {
            language: {"language": language, "value": f"Name {number} {language}"}
            for language in languages[: 2 + shown]
        }
        sites = {
            f"{language}wiki": {"site": f"{language}wiki", "title": f"Name {number}", "badges": []}
            for language in (languages * 3)[:shown]
        }
        claims = {
            f"P{31 + place}": [statement(f"P{31 + place}", f"Q{chance.randrange(1, 10**8)}", number)]
            for place in range(3 + chance.randrange(12) + shown)
        }
        claims["P31"] = [statement("P31", chance.choice(("Q5", "Q515", "Q783794")) if shown else "Q13442814", number)]
        item = {"type": "item", "id": f"Q{number}", "labels": texts, "descriptions": texts, "aliases": {}}
        item |= {"claims": claims, "sitelinks": sites, "pageid": number, "lastrevid": number}
        yield json.dumps(item, separators=(",", ":")).encode() + b",\n"


def statement(name: str, target: str, number: int) -> dict[str, object]:
    value = {"entity-type": "item", "numeric-id": int(target[1:]), "id": target}
    snak = {"snaktype": "value", "property": name, "hash": f"{number:040x}", "datatype": "wikibase-item"}
    snak["datavalue"] = {"value": value, "type": "wikibase-entityid"}  # type: ignore[assignment]
    reference = {"hash": f"{number:040x}", "snaks": {"P143": [snak]}, "snaks-order": ["P143"]}
    return {
        "mainsnak": snak,
        "type": "statement",
        "id": f"{target}${number}",
        "rank": "normal",
        "references": [reference],
    }


def lines_of(path: Path | None) -> Iterator[bytes]:
    if path is None:
        yield from made_up()
        return
    opened = {".gz": gzip.open, ".bz2": bz2.open}.get(path.suffix, open)
    with opened(path, "rb") as file:
        lines = [line for line in file if line.startswith(b"{")]
    while True:
        yield from lines


def seconds(start: float) -> float:
    return time.process_time() - start


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--dump", type=Path)
    arguments.add_argument("--megabytes", type=int, default=1000)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "2026-11-01.json"
        size = count = 0
        with plain.open("wb") as file:
            file.write(b"[\n")
            for line in lines_of(given.dump):
                file.write((b",\n" if count else b"") + line.rstrip(b",\r\n"))
                size, count = size + len(line), count + 1
                if size >= given.megabytes * MB:
                    break
            file.write(b"\n]\n")
        start = time.process_time()
        dump = Dump(str(plain), "2026-11-01")
        kept = sum(thing is not None for _, thing in read_dump(dump))
        reading = seconds(start)
        start = time.process_time()
        with Staging(Path(folder) / "staging") as staging:
            stage(staging, dump, lambda _: None)
        both = seconds(start)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        write = sys.stdout.write
        write(f"{size / MB:,.0f} MB of JSON, {count:,} lines of {size / count / 1000:.1f} KB, {kept:,} of use\n")
        write(f"{size / MB / reading:7,.0f} MB/s read\n{size / MB / both:7,.0f} MB/s read and kept\n")
        write(f"{peak:7,.0f} MiB of memory at most\n")
        head = plain.read_bytes()[: int(50 * MB)]
        for name, pack, unpack in (("gz", gzip.compress, gzip.decompress), ("bz2", bz2.compress, bz2.decompress)):
            packed = pack(head)
            start = time.process_time()
            unpack(packed)
            write(f"{len(head) / MB / seconds(start):7,.0f} MB/s unpacking .{name} alone\n")


if __name__ == "__main__":
    main()
