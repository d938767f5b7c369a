"""What the words right beside a name say that it is: a village, a province, a person, a work, another body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kgbuild.link.cues import cues
from kgbuild.link.phrases import head_of, named_after
from kgbuild.link.surroundings import LONGEST
from kgbuild.model import Entity, Span
from kgbuild.vocabulary import is_a

BEFORE: Final = 40
"""So many code points before a name are looked at."""

OTHERS: Final = ("plain_trades", "kin", "descent", "siblings", "works", "things_called")
"""What is called so is neither a place nor a body: lists of data/cues.toml."""

_CALLED: Final = re.compile(r"(?:,| is(?: also)?) (?:an?|the) (?:[\w-]+ ){0,2}?(\w+) (?:in|of|near|on|outside)\b")
_OF_THING: Final = re.compile(r" of the [a-z]")
_APPOSED: Final = re.compile(r", (?:an?|the|one of the) ([^,.;]{3,60})")
_IS: Final = re.compile(r" is (?:also )?(?:an?|the name of an?|the) ([^,.;]{3,60})")
_PROVINCE_OF: Final = re.compile(r"\b[A-Z][a-z]+ ([a-z]+) of $")
_MAYOR: Final = re.compile(r"(?:['’]s)? [Mm]ayor\b")
_OF_MANY: Final = re.compile(r" of (?:[a-z]+ )?[a-z]{3,}s\b")
_WORD: Final = re.compile(r"[\w-]+")
_WHO: Final = re.compile(r" who (?!is\b)")
_SHOWN: Final = re.compile(r" (?:was|is|will be|has been) (\w+)\b")
_STARRING: Final = (" starred in ", " starring in ")
# What cites an agency: "(AFP) -", "told AFP", "an AFP reporter".
_AFTER_CITED: Final = re.compile(r"\) *[-–—]| (?:correspondent|journalist|photographer|reporter)")
_BEFORE_CITED: Final = (" told ", " tells ")
# Somebody's body of that name, and any of those called so: "the players' European Union", "a court-appointed Guardian".
_OWNED: Final = re.compile(r"(?:\b[a-z]+s['’]|\b(?:(?:wo)?men|children|people)['’]s) $")
_INDEFINITE: Final = re.compile(r"\b[Aa]n? [a-z]+(?:-[a-z]+)? $")
# What stands around the place of a dateline, up to the dash.
_DATELINE_BEFORE: Final = re.compile(r"(?:^|\n)[ \t]*(?:[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}, )?$")
_DATELINE_BEHIND: Final = re.compile(r"(?:, \w+\.? \d{1,2})? ?(?:\([A-Z][^()\n]{1,30}\) ?)?[—–-]+ ")
_ENDS_PHRASE: Final = re.compile(r"\.| (?:will|would|can|could|may|must|should|is|was|has|had)\b")
_QUOTED: Final = ('""', "“”")


def is_division(text: str, entity: Entity) -> bool:
    """Whether the text calls the entity a division: "Buenos Aires province", "the states of Sao Paulo"."""
    words = cues()["division_words"]
    return any(after in words or (word == "of" and before in words) for before, word, after in neighbours(text, entity))


def is_called_small(text: str, entity: Entity) -> bool:
    """Whether the entity is called what no large city is: "Moscow, a hamlet in Ayrshire", "the town of Moscow"."""
    words = cues()["small_settlements"]
    after = (_CALLED.match(text, span.end) for span in entity.name_spans)
    before = (before for before, word, _ in neighbours(text, entity) if word == "of")
    return any(match[1] in words for match in after if match) or not words.isdisjoint(before)


def has_mayor(text: str, entity: Entity) -> bool:
    """Whether a place has a mayor, as towns have: "the mayor of Victoria", "Victoria's mayor"."""
    before = ((first, word) for first, word, _ in neighbours(text, entity))
    behind = any(_MAYOR.match(text, span.end) for span in entity.name_spans)
    return behind or ("mayor", "of") in before


def is_called_settlement(text: str, entity: Entity) -> bool:
    """Whether a body's name is a town's here: "Toyota, a city in central Japan"."""
    called = (_CALLED.match(text, span.end) for span in entity.name_spans)
    return any(match[1] in cues()["settlements"] for match in called if match)


def is_called_province(text: str, entity: Entity) -> bool:
    """Whether a state's name is that of a part of another one here: "the Belgian province of Luxembourg"."""
    before = (_PROVINCE_OF.search(text, max(0, span.begin - BEFORE), span.begin) for span in entity.name_spans)
    return any(match is not None and match[1] in cues()["provinces"] for match in before)


def is_called_other(text: str, entity: Entity) -> bool:
    """Whether the name of a place or body is a person's or a work's here: "Milan, the eldest of the brothers", "the
    Economist who wrote it", "Dallas, a drama", 'the hymn "Jerusalem"'."""
    is_body = is_a(entity.kind, "Organization")
    if any((is_body and _is_who(text, span)) or _is_title(text, span) for span in entity.name_spans):
        return True
    if is_body and any(_is_one_of_many(text, span) for span in entity.name_spans):
        return True
    if not is_body and all(_is_part_of_thing(text, span) for span in entity.name_spans):
        return True
    found = (each for span in entity.name_spans for each in (_APPOSED.match(text, span.end), named_after(text, span)))
    heads = [head_of(match[1]) for match in found if match]
    if any(head in cues()[name] for head in heads for name in OTHERS):
        return True
    said = (_IS.match(text, span.end) for span in entity.name_spans)
    return any(head_of(match[1]) in cues()["things_called"] for match in said if match)


def _is_one_of_many(text: str, span: Span) -> bool:
    """Whether a body is not the one of its name, by who has it or by an article that tells it from no other."""
    before = text[max(0, span.begin - BEFORE) : span.begin]
    return bool(_OWNED.search(before) or (_INDEFINITE.search(before) and _ENDS_PHRASE.match(text, span.end)))


def is_band(text: str, entity: Entity) -> bool:
    """Whether a body's name is that of musicians here: all its sentences have a word of the stage."""
    sentences = [set(_WORD.findall(sentence_around(text, span).lower())) for span in entity.name_spans]
    return bool(sentences) and all(not words.isdisjoint(cues()["stage_words"]) for words in sentences)


def is_cited(text: str, entity: Entity) -> bool:
    """Whether the text is an agency's, or names whom somebody spoke to."""
    return any(
        _AFTER_CITED.match(text, span.end) or text.endswith(_BEFORE_CITED, 0, span.begin) for span in entity.name_spans
    )


def is_of_many(text: str, entity: Entity) -> bool:
    """Whether a body's name goes on as that of another one: "the African Union of railway workers". What somebody
    accuses it of is none of its name."""
    return any(
        _OF_MANY.match(text, span.end) and _words_around(text, span)[1] not in cues()["accusing"]
        for span in entity.name_spans
    )


def neighbours(text: str, entity: Entity) -> Iterator[tuple[str, str, str]]:
    """Of each name of the entity the two words before it ("the" left out) and the one after it, in lower case."""
    for span in entity.name_spans:
        yield _words_around(text, span)


def ends_dateline(text: str, span: Span) -> bool:
    """Whether a name is the place that a paragraph begins with, or the end of it: "HUNTSVILLE, Ontario (CP) —"."""
    before = _DATELINE_BEFORE.search(text, max(0, span.begin - BEFORE), span.begin)
    return before is not None and _DATELINE_BEHIND.match(text, span.end) is not None


def sentence_around(text: str, span: Span) -> str:
    """The sentence of a name, as far as full stops tell and not farther than LONGEST code points beside it."""
    begin, end = text.rfind(". ", 0, span.begin) + 1, text.find(". ", span.end)
    return text[max(begin, span.begin - LONGEST) : min(end if end > 0 else len(text), span.end + LONGEST)]


def _is_who(text: str, span: Span) -> bool:
    """Whether somebody goes by the name; "Democrats who vote" are those of a party."""
    return not text.endswith("s", 0, span.end) and bool(_WHO.match(text, span.end))


def _is_part_of_thing(text: str, span: Span) -> bool:
    """Whether a word in capitals only tells a part of something: "the Delta of the river"."""
    return text.endswith(("the ", "The "), 0, span.begin) and bool(_OF_THING.match(text, span.end))


def _is_title(text: str, span: Span) -> bool:
    """Whether a name alone stands between quotation marks, or what is shown or starred in bears it."""
    if text[span.begin - 1 : span.begin] + text[span.end : span.end + 1] in _QUOTED:
        return True
    shown = _SHOWN.match(text, span.end)
    return bool(shown and shown[1] in cues()["shown"]) or text.endswith(_STARRING, 0, span.begin)


def _words_around(text: str, span: Span) -> tuple[str, str, str]:
    before: list[str] = re.findall(r"[\w-]+|[^\w\s]", text[max(0, span.begin - BEFORE) : span.begin])
    if before and before[-1].lower() == "the":
        before.pop()
    after = re.match(r"\s+([\w-]+)", text[span.end : span.end + BEFORE])
    padded = ["", "", *before]
    return padded[-2].lower(), padded[-1].lower(), after[1].lower() if after else ""
