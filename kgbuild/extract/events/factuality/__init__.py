"""Whether what a trigger tells happened: polarity, certainty, tense and attempt (see docs/model.md)."""

from kgbuild.extract.events.factuality.effects import SCALE, carriers, embeds, intends, wants
from kgbuild.extract.events.factuality.frames import is_bygone, is_proviso
from kgbuild.extract.events.factuality.nouns import is_name_given, is_time_of
from kgbuild.extract.events.factuality.truth import is_belied
from kgbuild.extract.events.factuality.walk import effects, factuality_of, hedge_of

__all__ = [
    "SCALE",
    "carriers",
    "effects",
    "embeds",
    "factuality_of",
    "hedge_of",
    "intends",
    "is_belied",
    "is_bygone",
    "is_name_given",
    "is_proviso",
    "is_time_of",
    "wants",
]
