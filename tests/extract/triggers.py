"""What the words of a text that tell events say, for tests of how surely they happened."""

from __future__ import annotations

from kgbuild.extract import events
from kgbuild.model import Annotated, Factuality


def factuality(annotated: Annotated, word: str) -> Factuality:
    """The factuality of the trigger whose token is `word`."""
    [found] = [t.factuality for t in events.find(annotated) if annotated.doc[t.token].text == word]
    return found
