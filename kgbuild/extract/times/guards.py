"""Whether words that a rule took for a time are one: what the lexicon calls guards."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.times.grammar import Match
from kgbuild.extract.times.tense import word_before
from kgbuild.parse import Token, TokenSpan

OLDEST_DECADE: Final = 50
"""In two figures, with "mid" or the like and no apostrophe: what is below is more often a number than a decade."""

_APOSTROPHE: Final = re.compile(r"['’‘]\d")

Guard = Callable[[Match, TokenSpan], bool]


def stands_as_month(match: Match, tokens: TokenSpan) -> bool:
    """A month alone: "May" and "March" are names and verbs too."""
    word = match.groups["month"]
    if {"modifier", "edge"} & set(match.groups) or not word.isalpha():
        return True
    following = _following(tokens)
    if _is_day(following) or (tokens.start and _is_day(tokens[0].nbor(-1))):
        return False  # a day that is none: "the March 8 Alliance"
    if word == "March" and following is not None and following.lower_ in ("for", "on", "against", "of"):
        return after_preposition(match, tokens)  # "the yearly March for Bread"
    if len(word) == 3 and word.title() != "May":
        return False
    if after_preposition(match, tokens):
        return True
    return tokens[-1].pos_ == "PROPN" and tokens[-1].ent_type_ == "DATE"


def _is_day(token: Token | None) -> bool:
    return token is not None and token.text.isdecimal() and len(token.text) <= 2


def after_preposition(match: Match, tokens: TokenSpan) -> bool:
    """What needs a preposition to be a time: "in '82", "at noon"."""
    del match
    return word_before(tokens) in load_lexicon("times")["guards"]["prepositions"]


def stands_as_weekday(match: Match, tokens: TokenSpan) -> bool:
    """ "Black Monday" is no Monday of this week, nor is that of "the Sunday Telegraph", nor "a Monday"."""
    guards, head = load_lexicon("times")["guards"], tokens.root
    if head.dep_ == "compound" and head.head.lower_ in load_lexicon("times")["words"]["part"]["values"]:
        head = head.head  # "on a Friday afternoon"
    if "step" not in match.groups and head.dep_ != "compound" and word_before(tokens) in guards["any_days"]:
        return False
    ahead = match.groups.get("step", "").lower() in ("coming", "upcoming")
    if word_before(tokens) == "the" and not ahead and head.dep_ not in ("compound", "poss", "nmod"):
        return False  # "the Friday before the vote"
    return word_before(tokens) not in guards["named_days"] and not _begins_name(tokens, "papers")


def stands_as_day(match: Match, tokens: TokenSpan) -> bool:
    """ "The March 8 Alliance" is named by its day."""
    del match
    return not _begins_name(tokens, "bodies")


def stands_as_holiday(match: Match, tokens: TokenSpan) -> bool:
    """Nobody's surname, and no holiday of another calendar."""
    del match
    before = tokens.doc[tokens.start - 1] if tokens.start else None
    if before is None:
        return True
    named = before.ent_type_ == "PERSON" and before.head.i == tokens[0].i
    return not named and before.lower_ not in load_lexicon("times")["guards"]["other_holidays"]


def _begins_name(tokens: TokenSpan, kind: str) -> bool:
    """Whether the capitalised word behind is one of a list of the lexicon."""
    following = _following(tokens)
    if following is None or not following.text[0].isupper():
        return False
    return following.lower_ in load_lexicon("times")["guards"][kind]


def stands_as_deictic(match: Match, tokens: TokenSpan) -> bool:
    """ "A brighter tomorrow" is no day."""
    del match
    return word_before(tokens) not in load_lexicon("times")["guards"]["hoped_for"]


def stands_as_edge(match: Match, tokens: TokenSpan) -> bool:
    """ "At the end of the day, we lost" tells no time; "by the end of the day" does."""
    idiom = match.groups["period"].lower() == "day" and "end" in match.groups["edge"].lower()
    return not idiom or word_before(tokens) != "at"


def stands_as_decade(match: Match, tokens: TokenSpan) -> bool:
    """ "The 30s", not "in his 30s" or "temperatures in the low 30s": two figures need an article before them."""
    figures = match.groups.get("decade", "")
    if len(figures) == 4:
        return True
    if "modifier" in match.groups and figures and int(figures) < OLDEST_DECADE and not _APOSTROPHE.search(tokens.text):
        return False  # "support is in the mid-40s"
    start = tokens.start
    joined = (
        start > 1 and word_before(tokens) in ("and", "or", "to") and tokens.doc[start - 2].text[-2:] in ("0s", "es")
    )
    return joined or tokens[0].lower_ == "the" or tokens[0].text in ("'", "’", "‘")


def stands_as_year(match: Match, tokens: TokenSpan) -> bool:
    """Four digits that count nothing: "in 1996", "the 2010 elections", not "1500 people"."""
    if {"modifier", "edge"} & set(match.groups):
        return True
    guards = load_lexicon("times")["guards"]
    before, token, following = word_before(tokens), tokens[-1], _following(tokens)
    if _ends_name(tokens) or (following is not None and _has_model_year(following)):
        return False
    if following is not None and following.lemma_ == "year":
        return False  # "a 2000 year old temple"
    counted = token.head if token.dep_ == "nummod" and token.head.i > token.i else None
    if before in ("and", "or") and counted is not None and counted.tag_ == "NNS" and int(match.groups["year"]) < 1700:
        return False  # "and 1500 police officers"
    if before in ("$", "€", "£", "#", "no.") or _word_after(tokens) in ("%", "percent"):
        return False
    if following is not None and following.tag_ in ("NNS", "NNPS") and following.sent == token.sent:
        return before in ("the", "this", "that", "a", "'s", "’s") or (token.dep_ == "compound" and before != "of")
    if before in guards["prepositions"]:
        return True
    if before in guards["amounts"]:
        return False
    return int(match.groups["year"]) >= 1700


def _has_model_year(following: Token) -> bool:
    return following.text[0].isupper() and following.lower_ in load_lexicon("times")["guards"]["makes"]


def _ends_name(tokens: TokenSpan) -> bool:
    """ "Resolution 1701", "Vision 2030": the number of a name."""
    named = tokens.start > 0 and tokens.doc[tokens.start - 1].text[0].isupper()
    return named and word_before(tokens) in load_lexicon("times")["guards"]["numbered"]


# "Aged 5 to 11 years", "at the age of nine years".
_AGED: Final = re.compile(
    r"\b(?:aged?|ages|age of)(?: (?:between|from|about|under|over|just))?(?: \w+(?: ?[-–]| to| and))?$", re.IGNORECASE
)


def stands_as_duration(match: Match, tokens: TokenSpan) -> bool:
    """An age is no duration of anything told; "a second" is mostly an ordinal."""
    if tokens[-1].pos_ == "PROPN":
        return False
    doc, guards, unit = tokens.doc, load_lexicon("times")["guards"], match.groups["unit"].lower()
    following = doc[tokens.end : tokens.end + 3].text
    if re.match(r"-?\s*(?:old|olds|of age)\b", following, re.IGNORECASE):
        return False
    if _AGED.search(doc[max(tokens.start - 6, 0) : tokens.start].text):
        return False
    if re.match(rf"of (?:{'|'.join(guards['playing'])})", following):
        return False
    if re.fullmatch(r"(?:19|20)\d\d", match.groups.get("n", "")) and not unit.endswith("s"):
        return False  # "World Cup 2018 day five"
    if {"n", "spread"}.isdisjoint(match.groups) and unit.endswith("s"):
        return False
    if tokens.text.lower() == "one day":
        return word_before(tokens) in guards["lengths"]  # "one day he will return"
    if "n" not in match.groups and unit in ("second", "quarter", "day", "weekend"):
        return unit in ("day", "weekend") and word_before(tokens) in guards["lengths"]
    return not (unit in ("quarter", "second") and "-" not in match.groups and tokens[-1].tag_ == "JJ")


def stands_as_rate(match: Match, tokens: TokenSpan) -> bool:
    """ "$5 a year", "twice a week": after a noun or a number, and nothing that makes it a distance."""
    del match
    before = tokens[0].nbor(-1) if tokens[0].i else None
    lengths = load_lexicon("times")["guards"]["lengths"]
    if before is None or before.lower_ in lengths or before.sent != tokens[0].sent:
        return False
    if tokens[0].lower_ in ("per", "each"):
        return True
    if _word_after(tokens) in ("ago", "later", "earlier", "before", "after", "of", "old", "-"):
        return False
    return before.pos_ in ("NOUN", "NUM", "SYM") or before.lower_ in ("once", "twice", "times", "%")


def stands_as_reference(match: Match, tokens: TokenSpan) -> bool:
    """ "Now, who would think so" is no time, nor is "the past" before a noun, "every now and then", "a future"."""
    word, before, following = match.groups["reference"], word_before(tokens), _following(tokens)
    modifies = following is not None and following.pos_ in ("NOUN", "PROPN", "ADJ", "NUM")
    match word if word == "Now" else word.lower():
        case "Now":
            return False
        case "now":
            return before != "every"
        case "recently":
            return before not in ("most", "more", "as")  # "most recently in May"
        case "future":
            return modifies or before not in ("a", "an")
        case "the past" | "the future":
            return not modifies
    return True


def stands_as_frequency(match: Match, tokens: TokenSpan) -> bool:
    """ "The daily Granma", "a weekly wrote" are papers."""
    del match
    token, following = tokens[-1], _following(tokens)
    if token.tag_ == "NN" and token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj", "appos"):
        return False
    if following is None or following.tag_ not in ("NNP", "NNPS"):
        return True
    return following.dep_ == "compound" and following.head.tag_ in ("NN", "NNS")  # "daily White House briefings"


def stands_as_portion(match: Match, tokens: TokenSpan) -> bool:
    """A quarter of a year, not of a match or a town: a year is told, or an article and no complement."""
    if not {"year", "step", "running"}.isdisjoint(match.groups):
        return True
    return match.groups["portion"].lower() == "quarter" and _word_after(tokens) not in ("of", "final", "-")


def stands_as_clock(match: Match, tokens: TokenSpan) -> bool:
    """ "10:35" is a time after a preposition or with a zone; "at 5 am" always, "I am" never."""
    groups = match.groups
    if "meridiem" in groups or "zone" in groups:
        return True
    return word_before(tokens) in load_lexicon("times")["guards"]["before_clocks"]


def stands_as_figures(match: Match, tokens: TokenSpan) -> bool:
    """ "12/3/21" after a word that leads to a date, or with four figures of the year: else a fraction or a score."""
    return "recent_year" in match.groups or word_before(tokens) not in load_lexicon("times")["guards"]["amounts"]


def stands_as_overnight(match: Match, tokens: TokenSpan) -> bool:
    """ "An overnight flight" is of no night told."""
    del match
    following = _following(tokens)
    return following is None or following.lemma_.lower() not in load_lexicon("times")["guards"]["nightly"]


def stands_as_plural(match: Match, tokens: TokenSpan) -> bool:
    """ "For decades", not "for hours-long talks"."""
    del match
    return _word_after(tokens) not in ("-", "ago", "later", "earlier")


def determined(match: Match, tokens: TokenSpan) -> bool:
    """ "That Friday", not "said that Friday was calm"."""
    following = _following(tokens)
    ends = following is None or following.is_punct or following.is_space
    return ends or not match.groups["which"].lower().startswith("that") or tokens[0].tag_ == "DT"


def is_in_name(tokens: TokenSpan) -> bool:
    """Whether an expression is only a part of a name: "the Sunday Times", "USA Today"."""
    kind = tokens[-1].ent_type_
    if kind not in load_lexicon("times")["guards"]["names"]:
        return False
    following = _following(tokens)
    before = tokens.start > 0 and tokens.doc[tokens.start - 1].ent_type_ == kind
    return before or (following is not None and following.ent_type_ == kind)


GUARDS: Final[Mapping[str, Guard]] = {
    "stands_as_month": stands_as_month,
    "after_preposition": after_preposition,
    "stands_as_weekday": stands_as_weekday,
    "stands_as_day": stands_as_day,
    "stands_as_holiday": stands_as_holiday,
    "stands_as_frequency": stands_as_frequency,
    "stands_as_deictic": stands_as_deictic,
    "stands_as_edge": stands_as_edge,
    "stands_as_decade": stands_as_decade,
    "stands_as_year": stands_as_year,
    "stands_as_duration": stands_as_duration,
    "stands_as_rate": stands_as_rate,
    "stands_as_reference": stands_as_reference,
    "stands_as_portion": stands_as_portion,
    "stands_as_clock": stands_as_clock,
    "stands_as_figures": stands_as_figures,
    "stands_as_overnight": stands_as_overnight,
    "stands_as_plural": stands_as_plural,
    "determined": determined,
}


def _following(tokens: TokenSpan) -> Token | None:
    return tokens.doc[tokens.end] if tokens.end < len(tokens.doc) else None


def _word_after(tokens: TokenSpan) -> str:
    following = _following(tokens)
    return following.lower_ if following is not None else ""
