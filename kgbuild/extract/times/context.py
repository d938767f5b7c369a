"""What the parse around an expression says: whether it is a time at all, and where its verb looks."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.times.grammar import Match

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

Guard = Callable[[Match, "Tokens"], bool]

VERBAL: Final = ("VERB", "AUX")

PERFECT: Final = frozenset({"have", "has", "had", "'ve", "’ve", "having"})
PAST_AUXILIARIES: Final = frozenset({"was", "were", "did", "could", "might"})
PRESENT_AUXILIARIES: Final = frozenset({"am", "is", "are", "'re", "’re", "do", "does"})


def direction(tokens: Tokens) -> int:
    """Where the verb that governs an expression looks: -1 to the past, 1 to the future, 0 unknown.

    -2: the expression modifies a verb in the past itself.
    """
    tense = load_lexicon("times")["tense"]
    before = tokens.doc[max(tokens.start - 3, 0) : tokens.start].text.lower()
    if before.endswith(tuple(tense["ahead"])):
        return 1
    if before.endswith(tuple(tense["over"])):
        return -2
    verb = next((token for token in tokens.root.ancestors if token.pos_ in VERBAL), None)
    if verb is None:
        return 0
    if before.endswith(tuple(tense["up_to"])) and not _looks_back(verb, tokens):
        return 1
    direct = _modifies(tokens.root, verb)
    if direct and _auxiliaries(verb) & set(tense["future_in_past"]):
        return 1
    looks = _tense(verb, tense)
    return -2 if looks < 0 and direct and verb.lemma_ not in tense["reporting"] else looks


def _modifies(root: Token, verb: Token) -> bool:
    return root.head.i == verb.i or (root.head.dep_ == "prep" and root.head.head.i == verb.i)


def is_point(tokens: Tokens) -> bool:
    """Whether a preposition asks for a point in time, not a stretch: "by the end of the year"."""
    return _word_before(tokens) in load_lexicon("times")["bounds"]["points"]


def _looks_back(verb: Token, tokens: Tokens) -> bool:
    """ "Until Friday, nobody had known": what ended then, not what will."""
    told = {child.lower_ for child in verb.children if child.dep_ in ("aux", "neg")}
    return bool(told & {"had", "not", "n't", "n’t"}) or tokens.start - tokens.sent.start < 3


def _tense(verb: Token, tense: Mapping[str, list[str]]) -> int:
    helpers, lemma = _auxiliaries(verb), verb.lemma_.lower()
    perfect = bool(helpers & PERFECT)
    if helpers & set(tense["future_auxiliaries"]) and not perfect:
        return 1
    if lemma in tense["planning"] or (lemma in tense["prospective"] and verb.tag_ != "VBD" and not perfect):
        return 1
    if "to" in helpers:
        governor = next((token for token in verb.ancestors if token.pos_ in VERBAL), None)
        return _tense(governor, tense) if governor and governor.lemma_.lower() in tense["implicative"] else 1
    if perfect or verb.tag_ == "VBD" or helpers & PAST_AUXILIARIES:
        return -1
    if verb.tag_ in ("VBZ", "VBP") or helpers & PRESENT_AUXILIARIES:
        return 0 if lemma in tense["reporting"] else 1
    joined = ("conj",) if verb.tag_ == "VBN" else ("conj", "advcl", "xcomp", "ccomp")
    if verb.dep_ in joined and verb.head.pos_ in VERBAL:
        return _tense(verb.head, tense)
    return -1 if verb.tag_ == "VBN" else 0


def _auxiliaries(verb: Token) -> set[str]:
    return {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}


# ------------------------------------------------------------------------------------------------------- guards
def stands_as_month(match: Match, tokens: Tokens) -> bool:
    """A month alone: "May" and "March" are names and verbs too."""
    word = match.groups["month"]
    if {"modifier", "edge"} & set(match.groups) or not word.isalpha():
        return True
    if len(word) == 3 and word.title() != "May":
        return False
    if after_preposition(match, tokens):
        return True
    return tokens[-1].pos_ == "PROPN" and tokens[-1].ent_type_ == "DATE"


def after_preposition(match: Match, tokens: Tokens) -> bool:
    """What needs a preposition to be a time: "in '82", "at noon"."""
    del match
    return _word_before(tokens) in load_lexicon("times")["guards"]["prepositions"]


def stands_as_weekday(match: Match, tokens: Tokens) -> bool:
    """ "Black Monday" is no Monday of this week."""
    del match
    return _word_before(tokens) not in load_lexicon("times")["guards"]["named_days"]


def stands_as_decade(match: Match, tokens: Tokens) -> bool:
    """ "The 30s", not "in his 30s" or "temperatures in the low 30s": two figures need an article before them."""
    if len(match.groups["decade"]) == 4:
        return True
    joined = _word_before(tokens) in ("and", "or", "to") and tokens[0].nbor(-2).text.endswith("0s")
    return joined or tokens[0].lower_ == "the" or tokens[0].text in ("'", "’", "‘")


def stands_as_year(match: Match, tokens: Tokens) -> bool:
    """Four digits that count nothing: "in 1996", "the 2010 elections", not "1500 people"."""
    if {"modifier", "edge"} & set(match.groups):
        return True
    guards = load_lexicon("times")["guards"]
    before, token = _word_before(tokens), tokens[-1]
    following = token.nbor() if token.i + 1 < len(token.doc) else None
    counts = following is not None and following.tag_ in ("NNS", "NNPS", "CD") and following.sent == token.sent
    if before in ("$", "€", "£", "#", "no.") or (following is not None and following.text in ("%", "percent")):
        return False
    if counts and following is not None and following.tag_ != "CD":
        return before in ("the", "this", "that", "a", "'s", "’s") or (token.dep_ == "compound" and before != "of")
    if before in guards["prepositions"]:
        return True
    if before in guards["amounts"]:
        return False
    return int(match.groups["year"]) >= 1700


def stands_as_duration(match: Match, tokens: Tokens) -> bool:
    """An age is no duration of anything told; "a second" is mostly an ordinal."""
    if tokens[-1].pos_ == "PROPN":
        return False
    text = tokens.doc.text[match.span.end : match.span.end + 12]
    if re.match(r"[\s-]+(?:old|olds|of age)\b", text, re.IGNORECASE):
        return False
    unit = match.groups["unit"].lower()
    if "n" not in match.groups and unit.endswith("s"):
        return False
    if "n" not in match.groups and unit in ("second", "quarter", "day", "weekend"):
        return unit in ("day", "weekend") and _word_before(tokens) in load_lexicon("times")["guards"]["lengths"]
    return not (unit in ("quarter", "second") and "-" not in match.groups and tokens[-1].tag_ == "JJ")


_RATE_BLOCKERS: Final = frozenset(
    [
        "for",
        "in",
        "within",
        "after",
        "than",
        "of",
        "over",
        "nearly",
        "almost",
        "about",
        "just",
        "only",
        "by",
        "least",
        "half",
    ]
)


def stands_as_rate(match: Match, tokens: Tokens) -> bool:
    """ "$5 a year", "twice a week": after a noun or a number, and nothing that makes it a distance."""
    del match
    before = tokens[0].nbor(-1) if tokens[0].i else None
    lengths = load_lexicon("times")["guards"]["lengths"]
    if before is None or before.lower_ in lengths or before.sent != tokens[0].sent:
        return False
    if tokens[0].lower_ in ("per", "each"):
        return True
    following = tokens[-1].nbor().lower_ if tokens[-1].i + 1 < len(tokens.doc) else ""
    if following in ("ago", "later", "earlier", "before", "after", "of", "old", "-"):
        return False
    return before.pos_ in ("NOUN", "NUM", "SYM") or before.lower_ in ("once", "twice", "times", "%")


def stands_as_bare_units(match: Match, tokens: Tokens) -> bool:
    """ "For weeks", "in the days before": units that nothing counts or describes."""
    del match
    return tokens[-1].pos_ == "NOUN"


def stands_as_reference(match: Match, tokens: Tokens) -> bool:
    """ "Now, who would think so" is no time, nor is "the past" before a noun."""
    if match.groups["reference"] == "Now":
        return False
    following = tokens[-1].nbor().pos_ if tokens[-1].i + 1 < len(tokens.doc) else ""
    if match.groups["reference"].lower() in ("the past", "the future"):
        return following not in ("NOUN", "PROPN", "ADJ", "NUM")
    return True


def stands_as_portion(match: Match, tokens: Tokens) -> bool:
    """A quarter of a year, not of a match or a town: a year is told, or an article and no complement."""
    if "year" in match.groups or "step" in match.groups:
        return True
    following = tokens[-1].nbor().lower_ if tokens[-1].i + 1 < len(tokens.doc) else ""
    return match.groups["portion"].lower() == "quarter" and following not in ("of", "final", "-")


def stands_as_clock(match: Match, tokens: Tokens) -> bool:
    """ "10:35" is a time after a preposition or with a zone; "at 5 am" always, "I am" never."""
    groups = match.groups
    if "meridiem" in groups or "zone" in groups:
        return True
    return _word_before(tokens) in ("at", "by", "around", "about", "until", "since", "from", "before", "after")


GUARDS: Final[Mapping[str, Guard]] = {
    "stands_as_month": stands_as_month,
    "after_preposition": after_preposition,
    "stands_as_weekday": stands_as_weekday,
    "stands_as_decade": stands_as_decade,
    "stands_as_year": stands_as_year,
    "stands_as_duration": stands_as_duration,
    "stands_as_rate": stands_as_rate,
    "stands_as_bare_units": stands_as_bare_units,
    "stands_as_reference": stands_as_reference,
    "stands_as_portion": stands_as_portion,
    "stands_as_clock": stands_as_clock,
}


def _word_before(tokens: Tokens) -> str:
    return tokens[0].nbor(-1).lower_ if tokens[0].i else ""
