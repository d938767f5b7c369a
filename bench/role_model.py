"""Would a trained model read roles better than the rules? `python bench/role_model.py [--doubtful FOLDER ...]`.

Trains logistic regressions, one a role, on the texts of our own: those of `annotated/events/` that are for development,
and all but every fifth of `annotated/roles/`. They weigh each event with each entity of its sentence; an argument by
rule goes if its score is low. Prints how well roles are filled with and without that, on the texts that only measure,
after a quarter, half and all of the training. `--doubtful` prints the arguments of other texts that the model doubts
most: to see at which of them the rules are wrong, and why. No part of the product uses it: see `docs/quality.md`.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from annotations import Tally, our_parser, touch
from event_items import ROLES, SENTENCES, Item, load
from role_items import MARKED, load_marked
from role_pairs import Pair, features, fills, heads_of, pairs

from kgbuild.annotate.parser import Parser
from kgbuild.errors import InputError
from kgbuild.model import Article
from kgbuild.read.metadata import Given
from kgbuild.read.sources import read_inputs
from kgbuild.settings import Settings

NAMES = tuple(ROLES)
RARE = 2
"""A feature that comes less often has no weight."""
RIDGE = 3.0
STEPS = 400
BOUNDS = (("a probability of .12", -2.0), ("of .20", -1.4), ("of .30", -0.85))
"""Scores, as logits, below which an argument by rule goes."""

Answers = tuple[bool | None, ...]


class Example(NamedTuple):
    """A pair as training and measuring need it; an answer and a rule's for each of NAMES. What is `marked` tells only
    some of the places, so teaches none."""

    text: str
    features: frozenset[str]
    answers: Answers
    by_rule: tuple[bool, ...]
    marked: bool


class Model(NamedTuple):
    """A column of `weights` for each of NAMES, a row for each feature of `places`."""

    places: dict[str, int]
    weights: np.ndarray


def examples(items: Iterable[Item], parser: Parser, marked: bool) -> Iterator[Example]:
    """The pairs of every trigger that the product finds and the annotation knows."""
    for item in items:
        found = list(pairs(parser.annotate(Article(item.id, item.text)))) if item.holds is None else []
        heads = heads_of(found)
        for pair in found:
            wanted = [want for want in item.events if touch([want.trigger], [pair.trigger.span])]
            want = next((w for w in wanted if w.classes & set(pair.trigger.classes)), wanted[0] if wanted else None)
            if want is not None and not want.optional:
                answers = tuple(fills(pair, name, want, heads) for name in NAMES)
                by_rule = tuple(name in pair.by_rule for name in NAMES)
                yield Example(item.text, frozenset(features(pair)), answers, by_rule, marked)


def train(found: Sequence[Example]) -> Model:
    often = Counter(feature for example in found for feature in example.features)
    places = {feature: i for i, feature in enumerate(sorted(f for f, times in often.items() if times >= RARE))}
    columns = []
    for role, name in enumerate(NAMES):
        told = [e for e in found if e.answers[role] is not None and not (e.marked and name == "place")]
        columns.append(_fit(places, told, np.array([e.answers[role] for e in told], dtype=bool)))
    return Model(places, np.stack(columns, axis=1))


def scores(model: Model, found: Sequence[frozenset[str]]) -> np.ndarray:
    """A row for each set of features, a logit for each of NAMES."""
    known = [[model.places[f] for f in each if f in model.places] for each in found]
    return np.array([model.weights[each].sum(axis=0) for each in known]).reshape(len(found), len(NAMES))


def _fit(places: dict[str, int], found: Sequence[Example], holds: np.ndarray) -> np.ndarray:
    """Logistic regression with a ridge, by Nesterov's accelerated descent (1983) with a step for each feature.

    The steps are safe: features are 0 or 1, so the Hessian is below the diagonal of a quarter of what each feature
    meets on its examples, plus the ridge.
    """
    cells = [(row, places[f]) for row, example in enumerate(found) for f in example.features if f in places]
    rows, columns = (np.array(side, dtype=int) for side in zip(*sorted(cells), strict=True))
    met = np.bincount(columns, np.bincount(rows, minlength=len(found))[rows].astype(float), len(places))
    step, signs = 1 / (met / 4 + RIDGE), np.where(holds, 1.0, -1.0)
    weights = ahead = np.zeros(len(places))
    for number in range(1, STEPS + 1):
        margins = signs * np.bincount(rows, ahead[columns], len(found))
        slope = -signs / (1 + np.exp(np.minimum(margins, 50)))
        stepped = ahead - step * (np.bincount(columns, slope[rows], len(places)) + RIDGE * ahead)
        ahead = stepped + (number - 1) / (number + 2) * (stepped - weights)
        weights = stepped
    return weights


def print_share(share: float, model: Model, tested: Sequence[Example]) -> None:
    """What is right, found and wanted with the rules alone and when the model leaves out what it doubts."""
    found = scores(model, [example.features for example in tested])
    for role, name in enumerate(NAMES):
        wanted = np.array([bool(example.answers[role]) for example in tested])
        rules = np.array([example.by_rule[role] for example in tested])
        for label, bound in (("rules alone", -np.inf), *BOUNDS):
            kept = rules & (found[:, role] >= bound)
            tally = Tally(int((kept & wanted).sum()), int(kept.sum()), int(wanted.sum()))
            print(f"{share:5.0%} {name:10} {label:22} {tally} wrong {tally.found - tally.right:4}")


def print_doubtful(model: Model, inputs: Sequence[str], parser: Parser, most: int) -> None:
    """The arguments by rule that the model doubts most, each with its sentence."""
    found: list[tuple[float, str]] = []
    for outcome in read_inputs(inputs, Given(), Settings()):
        if not isinstance(outcome, InputError):
            found += _doubts(model, list(pairs(parser.annotate(outcome))))
    for score, words in sorted(found)[:most]:
        print(f"{score:6.2f} {words}")


def _doubts(model: Model, found: Sequence[Pair]) -> Iterator[tuple[float, str]]:
    given = [pair for pair in found if pair.by_rule]
    for pair, logits in zip(given, scores(model, [frozenset(features(pair)) for pair in given]), strict=True):
        token = pair.doc[pair.trigger.token]
        for role in pair.by_rule:
            rules = " / ".join(sorted({argument.rule for argument in pair.given}))
            who = (
                f"{role} of {token.text!r} ({pair.trigger.classes[0]}): {pair.doc[pair.mention.head].text!r} by {rules}"
            )
            yield float(logits[NAMES.index(role)]), f"{who} | {' '.join(token.sent.text.split())}"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--doubtful", nargs="+", metavar="FOLDER", help="folders or files of articles")
    arguments.add_argument("--most", type=int, default=50, help="how many doubtful arguments are printed (50)")
    given, parser = arguments.parse_args(), our_parser()
    taught = list(examples(load(SENTENCES, "dev"), parser, False))
    taught += examples(load_marked(MARKED, "train"), parser, True)
    if given.doubtful:
        print_doubtful(train(taught), given.doubtful, parser, given.most)
        return
    tested = list(examples(load(SENTENCES, "test"), parser, False))
    texts = sorted({example.text for example in taught})
    random.Random(1).shuffle(texts)
    for share in (0.25, 0.5, 1.0):
        kept = set(texts[: int(len(texts) * share)])
        print_share(share, train([example for example in taught if example.text in kept]), tested)


if __name__ == "__main__":
    main()
