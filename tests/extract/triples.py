"""The statements of a text in words, for tests of what ties its entities and events."""

from __future__ import annotations

from kgbuild.model import Facts


def fillers(facts: Facts, word: str, predicate: str) -> set[str]:
    """The labels or words that fill a role of the event of a word."""
    (event,) = (event for event in facts.events if event.label == word)
    labels = {entity.key: entity.label for entity in facts.entities}
    objects = [s.object for s in facts.statements if (s.subject, s.predicate) == (event.key, predicate)]
    return {labels[o] if isinstance(o, str) else o.text for o in objects}


def triples(facts: Facts) -> set[tuple[str, str, str]]:
    """Subject, predicate and object by their labels; those with a value are left out."""
    labels = {entity.key: entity.label for entity in facts.entities} | {
        event.key: event.label for event in facts.events
    }
    return {
        (labels.get(s.subject, ""), s.predicate, labels.get(s.object, s.object))
        for s in facts.statements
        if isinstance(s.object, str)
    }
