"""From attributions, which are words, to claims, which have a speaker, outlets and what they report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from kgbuild.extract.claims.reporting import words
from kgbuild.extract.entities.nouns import nouns
from kgbuild.extract.grounding import EntityIndex
from kgbuild.extract.layers import Attribution, Trigger
from kgbuild.extract.syntax import children, conjuncts
from kgbuild.model import Annotated, Claim, Entity, Factuality, Key, Mention, Span
from kgbuild.parse import Token
from kgbuild.vocabulary import is_a

# What one does to others, not what one says of them: "rebels attacked the town", not "critics attacked the plan".
DEEDS: Final = frozenset(
    {"Assault", "Killing", "Injury", "Damage", "Coerce", "Mobilize", "Retreat", "Protest", "Crime"}
)

CARRIERS: Final = frozenset({"Company", "Group", "MediaOrganization", "Medium", "Organization"})
"""Classes of what carries somebody's words to the public."""

SINGULAR: Final = {"he": "Person", "she": "Person", "it": "Actor", "another": "Actor"}
"""What a pronoun tells of its speaker where nothing resolves it; any other is a group."""


def spoken(attributions: Sequence[Attribution], triggers: Sequence[Trigger]) -> tuple[Attribution, ...]:
    """The attributions whose cue is no deed. A cue with a quotation is one of speech, whatever its verb."""
    deeds = {trigger.token for trigger in triggers if DEEDS & set(trigger.classes)}
    return tuple(each for each in attributions if each.quotes or each.cue not in deeds)


def unspoken(triggers: Sequence[Trigger], attributions: Sequence[Attribution]) -> tuple[Trigger, ...]:
    """The triggers without those that tell of nothing but that someone spoke: the claim says that."""
    cues = {attribution.cue for attribution in attributions}
    return tuple(each for each in triggers if each.classes != ("Event",) or each.token not in cues)


def speakers(
    annotated: Annotated, attributions: Sequence[Attribution], index: EntityIndex
) -> tuple[tuple[Key, ...], ...]:
    """The speakers of each attribution; of a statement, whoever issued it.

    Words for people whom no entity stands for ("reports") become a kgb:Group, and so does a pronoun that nothing
    resolves: nobody guesses whom it means, but what is said stays on that one's word.
    """
    return tuple(_speakers(annotated, attribution, index) for attribution in attributions)


def _speakers(annotated: Annotated, attribution: Attribution, index: EntityIndex) -> tuple[Key, ...]:
    for tokens in (attribution.issuers, attribution.sources):
        heads = [each.i for token in tokens for each in conjuncts(annotated.doc[token])]
        found = [entity for token in heads if (entity := _at(annotated.doc[token], index)) and _can_speak(entity)]
        for entity in found:
            index.mark_speaker(entity.key)
        if found:
            return tuple(dict.fromkeys(entity.key for entity in found))
    unnamed = _unnamed(annotated, attribution, index)
    return (unnamed,) if unnamed else ()


def _at(head: Token, index: EntityIndex) -> Entity | None:
    """The entity of the head of a source or, where that has none, of its apposition: "its chair, Ana Lima"."""
    named = (at[0] for each in (head, *children(head, "appos")) if (at := index.at(each.i)) is not None)
    return next(named, None)


def _unnamed(annotated: Annotated, attribution: Attribution, index: EntityIndex) -> Key | None:
    """An actor made of the words of the source: a group, but one that "he" or "it" means is one, and what is a video or
    a study is no group of people."""
    if not attribution.sources or not attribution.source_spans:
        return None
    head = annotated.doc[attribution.sources[0]]
    if head.lower_ in words("narration", "impersonal"):
        return None
    span = _named_at(annotated, head, attribution.source_spans[0])
    label = " ".join(annotated.article.text[span.begin : span.end].split())
    if not label:
        return None
    mention = Mention(span, head.i, "pronoun" if head.pos_ == "PRON" else "nominal")
    is_person = head.tag_ in ("NN", "NNP") and nouns().is_person(head.lower_, head.lower_)
    is_thing = head.tag_ == "NN" and head.lower_ in words("evidence", "nouns")
    kind = SINGULAR.get(head.lower_, "Person" if is_person else "Actor" if is_thing else "Group")
    entity = index.add(Entity(f"entity={span.begin},{span.end}", kind, label, (mention,)))
    return entity.key if is_a(entity.kind, "Actor") else None


def _can_speak(entity: Entity) -> bool:
    return is_a(entity.kind, "Actor") or entity.kind in ("City", "Region", "Place", "Facility", "Medium")


def _named_at(annotated: Annotated, head: Token, span: Span) -> Span:
    """The words that name a source, without a determiner: for "29 others who said so" those before "who"."""
    if not span.begin <= head.idx < span.end:
        span = Span(head.left_edge.idx, head.idx + len(head))
    words = annotated.doc.char_span(span.begin, span.end, alignment_mode="contract")
    if words is not None and len(words) > 1 and words[0].pos_ == "DET":
        return Span(words[1].idx, span.end)
    return span


def claims(
    attributions: Sequence[Attribution],
    speakers_of: Sequence[tuple[Key, ...]],
    outer_of: Sequence[int | None],
    reports: Mapping[int, Sequence[Key]],
    time_of: Mapping[int, Key],
    index: EntityIndex,
) -> tuple[Claim, ...]:
    """The claims of the attributions that have a speaker. One nested in another's content is reported by that one."""
    keys = claim_keys(attributions, speakers_of)
    inner: dict[int, list[Key]] = {}
    for number, outer in enumerate(outer_of):
        if outer is not None and number in keys:
            inner.setdefault(outer, []).append(keys[number])
    found = []
    for number, key in keys.items():
        attribution, who = attributions[number], speakers_of[number]
        relayers = [other for token in attribution.relayers if (other := _outlet(index, token))]
        media = [other for token in attribution.media if (other := _entity(index, token, "Medium"))]
        found.append(
            Claim(
                key,
                who,
                attribution.source_spans,
                attribution.cue_spans,
                attribution.content_spans,
                attribution.quotes,
                relayed_by=tuple(dict.fromkeys(k for k in relayers if k not in who)),
                via=tuple(dict.fromkeys(media)),
                time=time_of.get(number),
                factuality=Factuality(attribution.polarity, attribution.certainty, attribution.tense),
                reports=tuple(dict.fromkeys((*reports.get(number, ()), *inner.get(number, ())))),
            )
        )
    return tuple(found)


def claim_keys(attributions: Sequence[Attribution], speakers_of: Sequence[tuple[Key, ...]]) -> dict[int, Key]:
    """The key of each claim, by the number of its attribution, in text order; two at one cue are told apart."""
    keys: dict[int, Key] = {}
    used: set[Key] = set()
    for number, attribution in enumerate(attributions):
        if not speakers_of[number] or not attribution.cue_spans or not attribution.content_spans:
            continue
        cue = attribution.cue_spans[0]
        key = f"claim={cue.begin},{cue.end}"
        if key in used:
            content = attribution.content_spans[0]
            key = f"{key}-{content.begin},{content.end}"
        if key not in used:
            used.add(key)
            keys[number] = key
    return keys


def _outlet(index: EntityIndex, token: int) -> Key | None:
    """Who carries words, as an actor. What bears a name and is no outlet hears them."""
    found = index.at(token)
    if found is not None and found[1].form == "name" and found[0].kind not in CARRIERS:
        return None
    if found is not None and found[0].kind == "Medium":
        index.mark_speaker(found[0].key)
    return _entity(index, token, "Actor")


def _entity(index: EntityIndex, token: int, ancestor: str) -> Key | None:
    found = index.at(token)
    return found[0].key if found is not None and is_a(found[0].kind, ancestor) else None
