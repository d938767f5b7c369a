"""Whom pronouns and nouns stand for in texts of our own: `python bench/coreference.py` measures, `--train` trains.

In `bench/annotated/coreference/` a line is a stretch of an article with who is who marked up: `[Ana Ruiz|a] said
[she|a] knew nothing of [it|-]`; marks may nest, `-` denotes no actor and no place. Every fifth text, by its words, is
kept from training and only measures (`--part kept`, the default). Printed are precision and recall of links: each
pronoun or noun with the marked mention nearest before it in the same entity. `--train` writes the weights that
`kgbuild/extract/entities/ranking.py` reads; it needs scipy.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from annotations import ANNOTATED, Tally, drawn, our_parser, parsed_lines

from kgbuild.extract import claims, events
from kgbuild.extract.claims import speakers
from kgbuild.extract.entities import coreference, mentions, pronoun_ranking, ranking
from kgbuild.extract.entities.chains import Chains
from kgbuild.extract.entities.turns import Turns
from kgbuild.extract.layers import Attribution, MentionCandidate
from kgbuild.model import Annotated, Article, Mention, Span

TEXTS: Final = ANNOTATED / "coreference"
KEPT: Final = 5
"""One text of so many, by its words, is not trained on but measures."""
NOTHING: Final = "-"
OVERLAP: Final = 0.4
PENALTY: Final = 3.0
"""How much a weight's square costs in training."""
LEAST: Final = 4
"""What is told of fewer pronouns has no weight."""

_END = re.compile(r"\|([a-z0-9]+|-)\]")


class Mark(NamedTuple):
    """A marked stretch: offsets in code points, end exclusive, and whom it denotes."""

    begin: int
    end: int
    key: str


class Text(NamedTuple):
    text: str
    marks: tuple[Mark, ...]

    def key_of(self, chains: Chains, i: int) -> str | None:
        """Whom a mention denotes: what the mark that overlaps it best does, if its head is in it."""
        candidate, doc = chains.candidates[i], chains.doc
        return self.key(
            Span(doc[candidate.first].idx, doc[candidate.last - 1].idx + len(doc[candidate.last - 1])),
            doc[candidate.head].idx,
        )

    def key_of_chain(self, chains: Chains, i: int) -> str | None:
        """Whom the latest mention of a chain up to `i` denotes that is marked: "who" is not."""
        told = (self.key_of(chains, member) for member in reversed(chains.members(i)) if member <= i)
        return next((key for key in told if key is not None), None)

    def key(self, span: Span, head: int) -> str | None:
        """Whom the mention of a span denotes, whose head begins at an offset."""
        mark = self.mark(span, head)
        return mark.key if mark is not None else None

    def mark(self, span: Span, head: int) -> Mark | None:
        """The mark around an offset that overlaps a span best, by two fifths at least."""
        around = [mark for mark in self.marks if mark.begin <= head < mark.end]
        shares = [
            ((min(m.end, span.end) - max(m.begin, span.begin)) / (max(m.end, span.end) - min(m.begin, span.begin)), m)
            for m in around
        ]
        share, best = max(shares, default=(0.0, None))
        return best if share >= OVERLAP else None


def parse(line: str) -> Text:
    """A line with its marks; ValueError if they are malformed."""
    text, open_, marks, at = "", [], [], 0
    while at < len(line):
        if line[at] == "[":
            open_.append(len(text))
        elif (end := _END.match(line, at)) and open_:
            marks.append(Mark(open_.pop(), len(text), end[1]))
            at = end.end() - 1
        elif line[at] in "|]":
            raise ValueError(f"a mark labels nothing: {line[max(0, at - 20) : at + 20]!r}")
        else:
            text += line[at]
        at += 1
    if open_:
        raise ValueError(f"a mark is not closed: {line[:60]!r}")
    return Text(text, tuple(sorted(marks)))


def load(folder: Path = TEXTS, part: str = "all") -> Iterator[Text]:
    """The texts of a part ("kept", "train" or "all"); ValueError names the line that cannot be read."""
    for text in parsed_lines(sorted(folder.glob("*.txt")), parse):
        if part == "all" or (part == "kept") == (drawn(text.text, KEPT) == 0):
            yield text


class Read(NamedTuple):
    """A text as far as it is read before coreference."""

    text: Text
    annotated: Annotated
    named: tuple[MentionCandidate, ...]
    attributions: tuple[Attribution, ...]


def read(texts: Iterable[Text]) -> list[Read]:
    parser, found = our_parser(), []
    for number, text in enumerate(texts):
        annotated = parser.annotate(Article(str(number), text.text))
        named = mentions.find(annotated)
        told = events.outside_names(events.find(annotated), named)
        found.append(Read(text, annotated, named, speakers.spoken(claims.find(annotated), told)))
    return found


class Choice(NamedTuple):
    """What a mention could be taken to take up: what is told of each option, none first, and which are right."""

    options: tuple[tuple[str, ...], ...]
    right: frozenset[int]


class Recorder:
    """Stands in for the choice of what a pronoun takes up, and remembers between what it was."""

    def __init__(self) -> None:
        self.choices: list[Choice] = []
        self.text = Text("", ())
        self._kept = pronoun_ranking.choose

    def choose(self, chains: Chains, i: int, turns: Turns, proposed: int) -> int | None:
        key = self.text.key_of(chains, i)
        if key is not None:
            options = pronoun_ranking.candidates(chains, i, turns, proposed)
            none, each_told = pronoun_ranking.described(chains, i, turns, proposed, options)
            told = tuple(map(tuple, (none, *(names for _, names in each_told))))
            keys = [self.text.key_of_chain(chains, j) for j in options]
            right = [at for at, each in enumerate(keys, 1) if each == key != NOTHING]
            self.choices.append(Choice(told, frozenset(right or [0])))
        return self._kept(chains, i, turns, proposed)


def record(texts: Sequence[Read]) -> list[Choice]:
    """What the pronouns of the texts could be taken for, as reading them with the weights of now goes on."""
    recorder = Recorder()
    pronoun_ranking.choose, kept = recorder.choose, pronoun_ranking.choose
    try:
        for each in texts:
            recorder.text = each.text
            coreference.resolve(each.annotated, each.named, each.attributions)
    finally:
        pronoun_ranking.choose = kept
    return recorder.choices


def trained(choices: Sequence[Choice]) -> dict[str, float]:
    """Weights by which the right ones of most choices are likeliest: a conditional logistic regression."""
    import numpy as np
    from scipy.optimize import minimize
    from scipy.sparse import csr_matrix

    seen = Counter(name for choice in choices for name in {n for option in choice.options for n in option})
    names = sorted(name for name, times in seen.items() if times >= LEAST)
    column = {name: at for at, name in enumerate(names)}
    rows, columns, starts, right = [], [], [0], []
    for choice in choices:
        for at, option in enumerate(choice.options):
            here = [column[name] for name in option if name in column]
            rows += [starts[-1] + at] * len(here)
            columns += here
            right.append(at in choice.right)
        starts.append(starts[-1] + len(choice.options))
    told = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(starts[-1], len(names)))
    begins, is_right = np.array(starts[:-1]), np.array(right)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = told @ weights
        scores -= np.repeat(np.maximum.reduceat(scores, begins), np.diff(starts))
        of_all = np.exp(scores)
        of_right = of_all * is_right
        all_, good = np.add.reduceat(of_all, begins), np.add.reduceat(of_right, begins)
        share = np.repeat(all_, np.diff(starts)), np.repeat(good, np.diff(starts))
        slope = told.T @ (of_all / share[0] - of_right / share[1])
        return float(np.log(all_ / good).sum() + PENALTY * weights @ weights / 2), slope + PENALTY * weights

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return {name: round(float(weight), 3) for name, weight in zip(names, found.x, strict=True) if abs(weight) >= 0.005}


def write(weights: dict[str, float]) -> None:
    path = Path(ranking.__file__).with_name("pronoun_weights.tsv")
    path.write_text("".join(f"{name}\t{weight:g}\n" for name, weight in sorted(weights.items())), encoding="utf-8")
    ranking.weights.cache_clear()


def measure(texts: Sequence[Read], notes: list[str] | None = None) -> dict[str, Tally]:
    """Links that are right, by kind of pronoun and for nouns: each mention with the one before it in its entity."""
    found: dict[str, Tally] = defaultdict(Tally)
    for each in texts:
        text, doc = each.text, each.annotated.doc
        told: dict[Mark, tuple[Mention, Mention | None]] = {}
        for entity in coreference.resolve(each.annotated, each.named, each.attributions):
            before = None
            for mention in sorted(entity.mentions, key=lambda mention: mention.span):
                if (mark := text.mark(mention.span, doc[mention.head].idx)) is not None:
                    told.setdefault(mark, (mention, before))
                    before = mention
                elif mention.form == "nominal":
                    if before is not None:
                        found["noun"].add(False, True, False)
                        note(notes, text, mention.span, "?", before)
                    before = mention
        for mark in text.marks:
            mention, before = told.get(mark, (None, None))
            words = text.text[mark.begin : mark.end].lower()
            row = PRONOUNS.get(words) or ("noun" if mention is None or mention.form == "nominal" else "name")
            wanted = mark.key != NOTHING and any(m.key == mark.key and m.begin < mark.begin for m in text.marks)
            is_right = before is not None and text.key(before.span, doc[before.head].idx) == mark.key and wanted
            found[row].add(is_right, before is not None, wanted)
            if row in PRONOUNS.values():
                found["pronouns"].add(is_right, before is not None, wanted)
            if not is_right and (before is not None or wanted):
                note(notes, text, Span(mark.begin, mark.end), mark.key, before)
    return found


def note(notes: list[str] | None, text: Text, span: Span, key: str, before: Mention | None) -> None:
    if notes is not None:
        took = text.text[slice(*before.span)] if before else None
        around = text.text[max(0, span.begin - 160) : span.begin], text.text[span.end : span.end + 60]
        notes.append(
            f"{text.text[slice(*span)]} ({key}) took {took!r}: …{around[0]}‹{text.text[slice(*span)]}›{around[1]}"
        )


PRONOUNS: Final = {
    **dict.fromkeys(("he", "him", "his", "himself", "she", "her", "hers", "herself"), "he, she"),
    **dict.fromkeys(("it", "its", "itself"), "it"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), "they"),
}


def show(title: str, found: dict[str, Tally]) -> None:
    print(title, *(f"{row}: {tally}" for row, tally in sorted(found.items())), sep="\n    ", flush=True)


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("folder", nargs="?", type=Path, default=TEXTS)
    reader.add_argument("--part", choices=("kept", "train", "all"), default="kept")
    reader.add_argument("--show", action="store_true", help="each pronoun that was missed or wrong")
    reader.add_argument("--train", action="store_true", help="trains the weights on the texts that are not kept")
    given = reader.parse_args()
    measured = read(load(given.folder, given.part))
    if given.train:
        texts = read(load(given.folder, "train"))
        write({})  # what rules propose stands
        show("by rules alone", measure(measured))
        choices = record(texts)
        write(weights := trained(choices))
        show(f"{len(weights)} weights by {len(choices)} pronouns of {len(texts)} texts", measure(measured))
    else:
        notes: list[str] = []
        show(f"{len(measured)} texts", measure(measured, notes))
        if given.show:
            print(*notes, sep="\n")


if __name__ == "__main__":
    main()
