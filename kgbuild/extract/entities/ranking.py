"""What a pronoun most likely takes up, by weights of what is told of each; `bench/coreference.py` trains them."""

from __future__ import annotations

import functools
import importlib.resources
from collections.abc import Iterable, Mapping
from typing import Final

PROPOSED: Final = "proposed"
"""What is told of the option that rules propose."""

LEAD: Final = 0.5
"""By how much another option must outweigh what rules propose: of pronouns of real news that this changed, three times
as many came right as went wrong."""

LEAD_OF_NONE: Final = 1.0
"""By how much it must be outweighed for there to be none, and what outweighs it must outweigh that."""


@functools.cache
def weights() -> Mapping[str, float]:
    """The weights of what may be told of a pronoun and a mention. What is not there weighs nothing."""
    path = importlib.resources.files(__package__).joinpath("pronoun_weights.tsv")
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return {told: float(weight) for told, weight in rows}


def likeliest(none: Iterable[str], options: Iterable[tuple[int, Iterable[str]]], proposed: int) -> int | None:
    """The option of most weight, or None where what is told of there being none weighs most; the one that rules propose
    unless it is outweighed by far enough."""
    weight = weights()
    of_none = sum(weight.get(told, 0.0) for told in none)
    scores = {option: sum(weight.get(told, 0.0) for told in names) for option, names in options}
    best = max(scores, key=lambda option: scores[option])
    if scores[best] >= max(scores[proposed] + LEAD, of_none + LEAD_OF_NONE):
        return best
    return None if of_none >= max(scores[best], scores[proposed] + LEAD_OF_NONE) else proposed
