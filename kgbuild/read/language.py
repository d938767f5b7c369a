"""Whether a text is in the language that the model reads."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from kgbuild.errors import InputError

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

    from kgbuild.settings import Settings

MIN_LETTERS: Final = 120
"""Shorter texts are taken as they are: identification errs on them."""

CERTAIN: Final = 0.95


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def check_language(where: str, text: str, settings: Settings) -> None:
    """InputError if the text is surely in another language than the model's."""
    sample = text[:4000]
    if sum(map(str.isalpha, sample)) < MIN_LETTERS:
        return
    language, probability = _identifier().classify(sample)
    if probability >= CERTAIN and language != settings.language.split("-")[0].lower():
        raise InputError(
            where,
            f"reads like {language!r}, the model reads {settings.language!r}",
            f"leave it out, or state its language as {settings.language!r} if that is wrong",
        )
