"""Trains the weights of spaCy's small English model on, with texts of our own: `python bench/train.py names|trees`.

`names` trains the recognizer of names, `trees` the tagger and the parser. Both begin with the weights of the package
and write to `kgbuild/annotate/weights/` (`-o` another folder); figures on the texts kept from training are printed
after each epoch, which takes one to four minutes on one core. `names --polish FOLDER` goes on from the weights there
for one epoch at a low rate, on half of the texts and, several times each, on those of business and products;
`names --blend FOLDER=SHARE …` averages weights. The model card is `kgbuild/annotate/weights/README.md`.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import spacy
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import fix_random_seed, minibatch
from training_texts import Name, NamedText, Tree, is_kept, known_names, named_texts, trees

from kgbuild.annotate.parser import WEIGHTS
from kgbuild.settings import Settings

if TYPE_CHECKING:
    from spacy.language import Language

SEED: Final = 1
DROPOUT: Final = 0.2
EPOCHS: Final = {"names": 6, "trees": 8}
PIPES: Final = {"names": ("ner",), "trees": ("tok2vec", "tagger", "parser")}
RATE: Final = {"names": 1e-3, "trees": 5e-4}
"""Adam's learning rate at the beginning; it falls in a line to nothing."""
BATCH: Final = {"names": 32, "trees": 16}

POLISH: Final = 3e-4
"""The learning rate of an epoch that polishes."""
AGAIN: Final = ("business.txt", "products.txt")
"""Files of names whose texts an epoch that polishes has again, as they are and with names swapped."""
COPIES: Final = 3

SWAPPED: Final = 0.5
"""How many of the names of a text's second copy are other ones, of the same label and of one or more words alike."""
WELL_KNOWN: Final = 0.4
"""How many of these are well-known ones."""
SWAPPABLE: Final = ("PERSON", "GPE", "ORG", "LOC", "FAC", "PRODUCT", "EVENT")
MIN_SHOUTED: Final = 5
"""A name of so many capitals is one in a headline; a shorter one is an abbreviation, and stays."""

# What the package's model finds of these stays as it is: we mark none.
NUMERIC: Final = frozenset(("DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY"))


def name_example(nlp: Language, base: Language, item: NamedText) -> Example:
    """A text with its names, and the dates and numbers that the package's model finds. "The" belongs to a name where
    that model takes it so."""
    doc = base(item.text)
    found = {(entity.start, entity.end): entity.label_ for entity in doc.ents}
    names = []
    for name in item.names:
        if span := doc.char_span(name.begin, name.end, alignment_mode="contract"):
            with_article = span.start and doc[span.start - 1].lower_ == "the" and (span.start - 1, span.end) in found
            names.append((span.start - bool(with_article), span.end, name.label))
    taken = {i for first, end, _ in names for i in range(first, end)}
    names += [
        (first, end, label)
        for (first, end), label in found.items()
        if label in NUMERIC and taken.isdisjoint(range(first, end))
    ]
    wanted = nlp.make_doc(item.text)
    wanted.set_ents([Span(wanted, first, end, label=label) for first, end, label in sorted(names)], default="outside")
    return Example(nlp.make_doc(item.text), wanted)


def tree_example(nlp: Language, tree: Tree) -> Example:
    """A text with its tree; ValueError if the model cuts it into other words."""
    doc = nlp.make_doc(tree.text)
    if tuple(token.text for token in doc) != tree.words:
        raise ValueError(f"the words of {tree.text[:60]!r} are not those of the tokenizer")
    blanks = [bool(token.whitespace_) for token in doc]
    wanted = Doc(nlp.vocab, list(tree.words), blanks, tags=tree.tags, heads=tree.heads, deps=tree.labels)
    return Example(doc, wanted)


def pool_of(items: Iterable[NamedText]) -> dict[tuple[str, bool], list[str]]:
    """The names that may take one another's place: by label, and whether they are of several words."""
    pool: dict[tuple[str, bool], list[str]] = {}
    for item in items:
        for name in item.names:
            words = item.text[name.begin : name.end]
            if name.label in SWAPPABLE and not words.isupper():
                pool.setdefault((name.label, " " in words), []).append(words)
    return pool


def swapped(
    item: NamedText,
    pool: dict[tuple[str, bool], list[str]],
    known: dict[str, list[str]],
    chance: random.Random,
) -> NamedText:
    """The text with some of its names replaced by others of their label."""
    text, names, end = "", [], 0
    for begin, stop, label in item.names:
        text, words = text + item.text[end:begin], item.text[begin:stop]
        others = pool.get((label, " " in words), ())
        if label in known and chance.random() < WELL_KNOWN:
            others = known[label]
        is_short = words.isupper() and len(words) < MIN_SHOUTED
        if others and not is_short and chance.random() < SWAPPED:
            other = chance.choice(others)
            words = other.upper() if words.isupper() else other
        names.append(Name(len(text), len(text) + len(words), label))
        text, end = text + words, stop
    return NamedText(text + item.text[end:], tuple(names))


def train(
    nlp: Language,
    what: str,
    fresh: Callable[[], list[Example]],
    kept: Sequence[Example],
    epochs: int,
    rate: float | None = None,
) -> None:
    """Trains the pipes on what `fresh` gives for each epoch, and prints how well they do on the texts kept."""
    adam = nlp.resume_training()
    print("before  ", figures(nlp, kept), flush=True)
    for epoch in range(epochs):
        adam.learn_rate = (rate or RATE[what]) * (1 - epoch / epochs)
        examples = fresh()
        random.shuffle(examples)
        for batch in minibatch(examples, BATCH[what]):
            nlp.update([as_new(nlp, example) for example in batch], sgd=adam, drop=DROPOUT)
        print(f"epoch {epoch + 1:2}", figures(nlp, kept), flush=True)


def as_new(nlp: Language, example: Example) -> Example:
    """An example of the reference alone: spaCy writes what it predicts into one."""
    return Example(nlp.make_doc(example.reference.text), example.reference)


def figures(nlp: Language, kept: Sequence[Example]) -> str:
    """F1 of names with their labels, or the shares of right heads, of heads with labels, and of tags."""
    scores = nlp.evaluate([as_new(nlp, example) for example in kept])
    if scores.get("ents_f") is not None:
        of = scores["ents_per_type"]
        return f"names {scores['ents_f']:.3f} " + " ".join(
            f"{label} {of[label]['f']:.2f}" for label in ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP") if label in of
        )
    of = scores["dep_las_per_type"]
    return f"heads {scores['dep_uas']:.3f} labelled {scores['dep_las']:.3f} tags {scores['tag_acc']:.3f} " + " ".join(
        f"{label} {of[label]['f']:.2f}" for label in ("root", "nsubj", "dobj", "conj", "appos") if label in of
    )


def package_model(what: str) -> Language:
    """The package's model with the pipes that are trained, alone."""
    return spacy.load(Settings().model, enable=PIPES[what])


def kept_names(nlp: Language, base: Language, without: str = "") -> list[Example]:
    """The texts kept from training, with their names."""
    return [name_example(nlp, base, item) for item in named_texts(without=without) if is_kept(item.text)]


def train_names(nlp: Language, epochs: int, without: str = "") -> None:
    base = package_model("names")
    items = [item for item in named_texts(without=without) if not is_kept(item.text)]
    kept = kept_names(nlp, base, without)
    chance, pool, known = random.Random(SEED), pool_of(items), known_names()
    plain = [name_example(nlp, base, item) for item in items]
    print(f"{len(items)} texts, {len(kept)} kept")

    def fresh() -> list[Example]:
        return plain + [name_example(nlp, base, swapped(item, pool, known, chance)) for item in items if item.names]

    train(nlp, "names", fresh, kept, epochs)


def polish_names(nlp: Language) -> None:
    """An epoch more, that what politics hardly tells of is not forgotten."""
    base, chance = package_model("names"), random.Random(SEED)
    items = [item for item in named_texts() if not is_kept(item.text)]
    pool, known = pool_of(items), known_names()
    rare = [item for item in named_texts(files=AGAIN) if not is_kept(item.text)]
    chosen = random.sample(items, len(items) // 2)
    chosen += [each for item in rare for each in (item, *(swapped(item, pool, known, chance) for _ in range(COPIES)))]
    examples = [name_example(nlp, base, item) for item in chosen]
    train(nlp, "names", lambda: list(examples), kept_names(nlp, base), 1, POLISH)


def blend_names(nlp: Language, shares: Mapping[Path, float]) -> None:
    """Averages the weights of folders by their shares: what one forgot another knows (model soups, Wortsman 2022)."""
    import numpy as np

    kept, models = kept_names(nlp, package_model("names")), []
    for folder in shares:
        models.append(package_model("names"))
        models[-1].get_pipe("ner").from_disk(folder / "ner", exclude=["vocab"])
        print(folder, figures(models[-1], kept), flush=True)
    nodes = zip(*(each.get_pipe("ner").model.walk() for each in (nlp, *models)), strict=True)
    for own, *others in nodes:
        for name in own.param_names:
            if own.has_param(name):
                told = zip(others, shares.values(), strict=True)
                own.set_param(name, np.sum([share * node.get_param(name) for node, share in told], axis=0))
    print("blend", figures(nlp, kept))


def share_of(told: str) -> tuple[Path, float]:
    folder, _, share = told.rpartition("=")
    return Path(folder), float(share)


def train_trees(nlp: Language, epochs: int) -> None:
    items = list(trees())
    kept = [tree_example(nlp, tree) for tree in items if is_kept(tree.text)]
    examples = [tree_example(nlp, tree) for tree in items if not is_kept(tree.text)]
    print(f"{len(examples)} texts, {len(kept)} kept")
    train(nlp, "trees", lambda: list(examples), kept, epochs)


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reader.add_argument("what", choices=sorted(PIPES))
    reader.add_argument("-o", "--output", type=Path, default=WEIGHTS)
    reader.add_argument("--epochs", type=int, help=f"{EPOCHS} if left out")
    reader.add_argument("--without", default="", help="leaves out files of names that begin so")
    reader.add_argument("--polish", type=Path, metavar="FOLDER", help="goes on from the weights of a folder")
    reader.add_argument("--blend", type=share_of, nargs="+", metavar="FOLDER=SHARE", help="averages weights")
    given = reader.parse_args()
    if given.what != "names" and (given.without or given.polish or given.blend):
        reader.error("--without, --polish and --blend are of names")
    fix_random_seed(SEED)
    nlp = package_model(given.what)
    epochs = given.epochs or EPOCHS[given.what]
    if given.blend:
        blend_names(nlp, dict(given.blend))
    elif given.polish:
        nlp.get_pipe("ner").from_disk(given.polish / "ner", exclude=["vocab"])
        polish_names(nlp)
    elif given.what == "names":
        train_names(nlp, epochs, given.without)
    else:
        train_trees(nlp, epochs)
    given.output.mkdir(parents=True, exist_ok=True)
    for pipe in PIPES[given.what]:
        nlp.get_pipe(pipe).to_disk(given.output / pipe, exclude=["vocab"])


if __name__ == "__main__":
    main()
