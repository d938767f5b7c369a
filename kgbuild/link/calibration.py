"""From a candidate's score to the chance that it is right: data/calibration.toml, fitted by bench/link_reading.py."""

from __future__ import annotations

import functools
import math
import tomllib
from pathlib import Path
from typing import Final, NamedTuple

LEAST: Final = 0.001
MOST: Final = 0.99
"""Nothing is surer than this: what no text of a development set told cannot be ruled out."""


class Calibration(NamedTuple):
    """Platt's scaling: log odds of the chance = slope · log odds of the score + intercept."""

    slope: float
    intercept: float

    def chance(self, score: float) -> float:
        """The chance of a score (0–1) to be right; 0 stays 0."""
        if score < LEAST:
            return 0.0
        score = min(score, MOST)
        return min(1 / (1 + math.exp(-self.slope * math.log(score / (1 - score)) - self.intercept)), MOST)

    def raw(self, chance: float) -> float:
        """The score of a chance."""
        chance = min(max(chance, LEAST), MOST)
        return 1 / (1 + math.exp(-(math.log(chance / (1 - chance)) - self.intercept) / self.slope))


@functools.cache
def calibration() -> Calibration:
    """The calibration in force."""
    table = tomllib.loads((Path(__file__).parent / "data" / "calibration.toml").read_text(encoding="utf-8"))
    return Calibration(table["slope"], table["intercept"])
