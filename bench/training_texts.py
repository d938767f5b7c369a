"""The texts of our own that the parser's weights are trained on: names marked in `annotated/names/`, parse trees in
`annotated/trees/`. Formats in `bench/README.md`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from annotations import ANNOTATED, drawn, parsed_lines

NAMES: Final = ANNOTATED / "names"
TREES: Final = ANNOTATED / "trees"
KNOWN: Final = NAMES / "known.tsv"
"""Well-known names, a label and a name a line: they take the places of others, lest the model forget them."""

LABELS: Final = frozenset(
    ("PERSON", "NORP", "ORG", "GPE", "LOC", "FAC", "EVENT", "LAW", "WORK_OF_ART", "PRODUCT", "LANGUAGE")
)
"""The labels of OntoNotes for names. Those of dates and numbers are left to the model that we begin with."""

KEPT: Final = 10
"""One text of so many, by its words, is not trained on but measures."""

_MARK: Final = re.compile(r"\[([^\[\]|]+)\|([A-Z_]+)\]")


class Name(NamedTuple):
    """A name in a text: offsets in code points, end exclusive, and its label."""

    begin: int
    end: int
    label: str


class NamedText(NamedTuple):
    text: str
    names: tuple[Name, ...]


class Tree(NamedTuple):
    """A parsed text of one or more sentences: `heads` are indices of words; a root is its own head."""

    text: str
    words: tuple[str, ...]
    tags: tuple[str, ...]
    heads: tuple[int, ...]
    labels: tuple[str, ...]


def is_kept(text: str) -> bool:
    """Whether a text is kept from training, to measure."""
    return drawn(text, KEPT) == 0


def parse_names(line: str) -> NamedText:
    """A line with marked names; ValueError if its marks are malformed or a label is unknown."""
    text, names, end = "", [], 0
    for mark in _MARK.finditer(line):
        text += line[end : mark.start()]
        if mark[2] not in LABELS:
            raise ValueError(f"no label of names: {mark[0]}")
        names.append(Name(len(text), len(text) + len(mark[1]), mark[2]))
        text, end = text + mark[1], mark.end()
    text += line[end:]
    if stray := re.search(r"[\[\]|]", text):
        raise ValueError(f"a mark is not closed, or labels nothing: {text[max(0, stray.start() - 20) :][:60]!r}")
    return NamedText(text, tuple(names))


def named_texts(folder: Path = NAMES, files: Collection[str] = (), without: str = "") -> Iterator[NamedText]:
    """The texts with marked names of a folder, or of some of its files, or but for those that begin with some letters;
    ValueError names the line that cannot be read."""
    paths = (path for path in sorted(folder.glob("*.txt")) if not files or path.name in files)
    yield from parsed_lines((path for path in paths if not without or not path.name.startswith(without)), parse_names)


def known_names(path: Path = KNOWN) -> dict[str, list[str]]:
    """The well-known names by their label."""
    by_label: dict[str, list[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        label, name = line.split("\t")
        by_label.setdefault(label, []).append(name)
    return by_label


def parse_tree(block: str) -> Tree:
    """A block of lines: `# ` and the text, then a word a line. ValueError if it is no tree, or not of its text."""
    head, *lines = block.split("\n")
    rows = [line.split("\t") for line in lines]
    if not head.startswith("# ") or not rows or any(len(row) != 4 for row in rows):
        raise ValueError(f"a tree is a line with '# ' and the text, and word, tag, head, label a line: {head[:60]!r}")
    words, tags, heads, labels = zip(*rows, strict=True)
    tree = Tree(head[2:], words, tags, tuple(int(number) - 1 for number in heads), labels)
    if "".join(tree.words) != re.sub(r"\s", "", tree.text):
        raise ValueError(f"the words are not those of the text: {tree.text[:60]!r}")
    for i, (number, label) in enumerate(zip(tree.heads, tree.labels, strict=True)):
        if (number == i) != (label == "ROOT") or not _reaches_root(tree.heads, i):
            raise ValueError(f"word {i + 1} of {tree.text[:60]!r} hangs on no root")
    return tree


def trees(folder: Path = TREES) -> Iterator[Tree]:
    """The trees of a folder; ValueError names the file and what is wrong."""
    for path in sorted(folder.glob("*.tsv")):
        for block in path.read_text(encoding="utf-8").strip("\n").split("\n\n"):
            try:
                yield parse_tree(block)
            except ValueError as error:
                raise ValueError(f"{path}: {error}") from error


def _reaches_root(heads: tuple[int, ...], i: int) -> bool:
    for _ in heads:
        if not 0 <= heads[i] < len(heads) or heads[i] == i:
            break
        i = heads[i]
    return heads[i] == i
