"""People whom a text names by their number alone: the wounded in "killed nine people and wounded 42"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kgbuild.extract.layers import CountCandidate, Trigger
from kgbuild.model import Annotated, Entity, Mention, Span

CONFIDENCE: Final = 0.85
"""Of the mention that such a number is."""
OTHERS: Final = frozenset({"more", "other"})
"""Words that name no people by themselves: "wounded 42 others"."""
PARTAKING: Final = frozenset({"kgb:actor", "kgb:recipient"})


def with_figures(
    annotated: Annotated, entities: Sequence[Entity], triggers: Sequence[Trigger], counted: Sequence[CountCandidate]
) -> tuple[Entity, ...]:
    """The entities, and a Group for each number without a noun that counts people and fills a role of an event."""
    named = {mention.head for entity in entities for mention in entity.mentions}
    taking_part = {argument.head for each in triggers for argument in each.arguments if argument.role in PARTAKING}
    found = {}
    for count in counted:
        head, span = count.population, count.quantity.span
        if head is None or head in named or head not in taking_part:
            continue
        if count.quantity.noun is None or annotated.doc[head].lemma_.lower() in OTHERS:
            noun = annotated.doc[head]
            span = Span(span.begin, max(span.end, noun.idx + len(noun)))
            label = annotated.article.text[span.begin : span.end]
            mention = Mention(span, head, "nominal", CONFIDENCE)
            found[head] = Entity(f"entity={span.begin},{span.end}", "Group", " ".join(label.split()), (mention,))
    return (*entities, *found.values())
