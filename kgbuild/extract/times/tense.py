"""Where the clause around a time looks: to the past, to the future, to a point or a stretch of time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import phrasal_lemma
from kgbuild.parse import Token, TokenSpan

VERBAL: Final = ("VERB", "AUX")

CLOCK_TOKENS: Final = 4
"""How many tokens an hour may have."""

PERFECT: Final = frozenset({"have", "has", "had", "'ve", "’ve", "having"})
PAST_AUXILIARIES: Final = frozenset({"was", "were", "did", "could", "might"})
PRESENT_AUXILIARIES: Final = frozenset({"am", "is", "are", "'re", "’re", "do", "does"})


def direction(tokens: TokenSpan) -> int:
    """Where the verb that governs an expression looks: -1 to the past, 1 to the future, 0 unknown.

    -2: the expression modifies a verb in the past itself; 2: one that tells what will be.
    """
    tense = load_lexicon("times")["tense"]
    opening = _opening(tokens)
    before = tokens.doc[max(opening - 3, 0) : opening].text.lower()
    if before.endswith(tuple(tense["ahead"])):
        return 1
    if before.endswith(tuple(tense["over"])):
        return -2
    if _is_when_said(tokens, tense):
        return -2
    named = _named_by(tokens)
    if named is not None and named.lemma_.lower() in tense["unplanned"]:
        return -2
    verb = _verb_above(tokens.root)
    if verb is None:
        return 0
    if _is_purpose(verb) and _has_weekday(tokens):
        verb = verb.head
    if _is_done(named, tokens.root, tense):
        return -1
    if before.endswith(tuple(tense["up_to"])) and not _looks_back(verb, tokens):
        return 1
    if _is_summoned(tokens, verb, tense):
        return 1
    direct = _modifies(tokens.root, verb)
    if tokens.root.dep_ == "poss" and named is not None and named.lemma_.lower() not in tense["planned"]:
        direct = True  # "March's figures were revised"
    if direct and _auxiliaries(verb) & set(tense["future_in_past"]):
        return 1
    if direct and phrasal_lemma(verb) in tense["moving"]:
        preposition = tokens.doc[opening - 1].lower_ if opening else ""
        if preposition in tense["new_day"]:
            return 1
        if preposition not in tense["moved_to"] and _auxiliaries(verb) & PAST_AUXILIARIES:
            return -2  # "was postponed on Monday"
    is_present = verb.tag_ in ("VBZ", "VBP") or bool(_auxiliaries(verb) & PRESENT_AUXILIARIES)
    if not direct and is_present and _is_aftermath(tokens.root, verb):
        return -2
    looks = _tense(verb, tense)
    if direct and _auxiliaries(verb) & set(tense["certain_future"]):
        return 2
    indirect = verb.lemma_ in tense["reporting"] or (not direct and (named or _is_planned(tokens.root, tense)))
    return -2 if looks < 0 and not indirect else looks


def _opening(tokens: TokenSpan) -> int:
    """Where an expression begins together with the hour before it: "till *7 a.m. on May 3*"."""
    at = hour = tokens.start - 1
    if at < 1 or tokens.doc[at].lower_ != "on":
        return tokens.start
    while hour > max(at - CLOCK_TOKENS, 0) and _is_of_clock(tokens.doc[hour - 1]):
        hour -= 1
    return hour if hour < at else tokens.start


def _is_of_clock(token: Token) -> bool:
    words = load_lexicon("times")["words"]
    return token.tag_ == "CD" or any(token.lower_ in words[name]["values"] for name in ("meridiem", "clockword"))


def _verb_above(token: Token) -> Token | None:
    return next((above for above in token.ancestors if above.pos_ in VERBAL), None)


def _is_when_said(tokens: TokenSpan, tense: Mapping[str, list[str]]) -> bool:
    """ "Said on Monday he would resign": a time right behind a verb of saying is its own."""
    at = tokens.start - 1 - (word_before(tokens) in ("on", "in", "at"))
    verb = tokens.doc[at] if at >= 0 else None
    return verb is not None and verb.tag_ == "VBD" and verb.lemma_.lower() in tense["reporting"]


def _is_purpose(verb: Token) -> bool:
    """ "Opened fire to disperse them on Monday": the purpose is of the day of the deed."""
    is_infinitive = any(child.tag_ == "TO" for child in verb.children)
    return verb.dep_ == "advcl" and is_infinitive and verb.head.tag_ == "VBD"


def _has_weekday(tokens: TokenSpan) -> bool:
    weekdays = {name.lower() for name in load_lexicon("times")["words"]["weekday"]["values"]}
    return any(token.lower_ in weekdays for token in tokens)


def _is_summoned(tokens: TokenSpan, verb: Token, tense: Mapping[str, list[str]]) -> bool:
    """ "Called for protests on Saturday": a day right behind what somebody wants to be held is that one's."""
    if word_before(tokens) == "for" and verb.lemma_.lower() in ("summon", "convene", "convoke", "schedule", "invite"):
        return True  # "summoned the director for Thursday"
    at = tokens.start - 2
    noun = tokens.doc[at] if at >= 0 and word_before(tokens) in ("on", "for", "in") else None
    return noun is not None and noun.lemma_.lower() in tense["planned"] and verb.lemma_.lower() in tense["summoning"]


def _is_planned(root: Token, tense: Mapping[str, list[str]]) -> bool:
    """ "Spoke of the *vote* on May 3": what has its day set may be ahead, whatever the verb."""
    noun = _modified(root)
    return noun.pos_ == "NOUN" and noun.lemma_.lower() in tense["planned"]


def _is_aftermath(root: Token, verb: Token) -> bool:
    """ "Are missing after the attack on Tuesday": what is so now came after it."""
    for above in root.ancestors:
        if above is verb:
            return False
        if above.lower_ == "after" and above.dep_ == "prep":
            return above.head is verb or above.head.head is verb
    return False


def _named_by(tokens: TokenSpan) -> Token | None:
    """The noun that an expression stands before: "Friday's *ruling*", "the May 3 *attack*", not "on May 3 rebels"."""
    root = tokens.root
    if root.dep_ == "poss":
        return root.head if root.head.i > root.i else None
    stands_before = root.dep_ in ("compound", "nmod", "nummod") and root.head.i > root.i
    return root.head if stands_before and not _stands_alone(tokens) else None


def _stands_alone(tokens: TokenSpan) -> bool:
    """Whether what stands before an expression makes it a time by itself: "on May 3", "the night of May 3"."""
    before = word_before(tokens)
    if before != "of":
        return before == "on"
    return tokens.start > 1 and tokens.doc[tokens.start - 2].lower_ in load_lexicon("times")["tense"]["stretches"]


def names_noun(tokens: TokenSpan) -> bool:
    """Whether an expression only tells which thing is meant: "the *November 27* agreement" moves no story on."""
    named = _named_by(tokens)
    return named is not None and tokens.root.dep_ != "poss"


def is_background(tokens: TokenSpan) -> bool:
    """Whether an expression dates what a story looks back to: "the worst day since the army took over on May 3"."""
    verb = _verb_above(tokens.root)
    if verb is None:
        return False
    since = any(child.dep_ == "mark" and child.lower_ == "since" for child in verb.children)
    # "The boat, which had left on Saturday, sank at 3 a.m."
    return since or (verb.dep_ == "relcl" and any(child.lower_ == "had" for child in verb.children))


def dates_person(tokens: TokenSpan) -> bool:
    """Whether an expression dates what is told of somebody in passing: "Berg, who took office on May 3, said"."""
    verb = _verb_above(tokens.root)
    return verb is not None and verb.dep_ == "relcl" and any(child.lower_ == "who" for child in verb.children)


def dates_words(tokens: TokenSpan) -> bool:
    """Whether an expression dates but the words that tell what stands before: "…, the mayor said on Sunday"."""
    verb = _verb_above(tokens.root)
    if verb is None or verb.i > tokens.start or verb.lemma_.lower() not in load_lexicon("times")["tense"]["reporting"]:
        return False
    return any(child.dep_ == "ccomp" and child.i < verb.i for child in verb.children)


def _is_done(named: Token | None, root: Token, tense: Mapping[str, list[str]]) -> bool:
    """ "Will appeal Friday's ruling": whatever is done to it, the ruling is out."""
    if named is None or root.dep_ != "poss" or named.dep_ not in ("dobj", "pobj"):
        return False
    return named.lemma_.lower() not in tense["planned"]


def _modifies(root: Token, verb: Token) -> bool:
    """Whether an expression is a verb's own, by itself or as the date of a stretch: "in the month of March"."""
    stretches = load_lexicon("times")["tense"]["stretches"]
    if root.head.lower_ == "of" and root.head.head.lower_ in stretches:
        root = root.head.head
    return _modified(root).i == verb.i


def _modified(root: Token) -> Token:
    """The word that an expression modifies, by a preposition or without, alone or with others: "April 24 and *25*"."""
    while root.dep_ == "conj" or (root.dep_ == "nummod" and root.head.ent_type_ == "DATE"):
        root = root.head
    return root.head.head if root.head.dep_ == "prep" else root.head


def is_point(tokens: TokenSpan) -> bool:
    """Whether a preposition asks for a point in time, not a stretch: "by the end of the year"."""
    return word_before(tokens) in load_lexicon("times")["bounds"]["points"]


def _looks_back(verb: Token, tokens: TokenSpan) -> bool:
    """ "Until Friday, nobody had known": what ended then, not what will."""
    told = {child.lower_ for child in verb.children if child.dep_ in ("aux", "neg")}
    return bool(told & {"had", "not", "n't", "n’t"}) or tokens.start - tokens.sent.start < 3


def _tense(verb: Token, tense: Mapping[str, list[str]]) -> int:
    """Where a verb looks; where it does not tell, that of the verb it hangs on."""
    told: int | Token = verb
    while not isinstance(told, int):
        told = _told_tense(told, tense)
    return told


def _told_tense(verb: Token, tense: Mapping[str, list[str]]) -> int | Token:
    helpers, lemma = _auxiliaries(verb), verb.lemma_.lower()
    perfect = bool(helpers & PERFECT)
    if helpers & set(tense["future_auxiliaries"]) and not perfect:
        return 1
    if lemma in tense["planning"] or (lemma in tense["prospective"] and verb.tag_ != "VBD" and not perfect):
        return 1
    if "to" in helpers:
        if verb.dep_ == "xcomp" and verb.head.lemma_.lower() in tense["planning"]:
            return 1  # "was due to appear"
        governor = _verb_above(verb)
        if governor and governor.lower_ in ("was", "were", "is", "are") and verb.dep_ == "xcomp":
            return -1 if perfect else 1  # "the torch was to pass on May 3"
        if governor and governor.lower_ == "were" and {"if", "unless"} & {child.lower_ for child in governor.children}:
            return 1  # "if she were to win"
        return governor if governor and governor.lemma_.lower() in tense["implicative"] else 1
    if perfect or verb.tag_ == "VBD" or helpers & PAST_AUXILIARIES:
        return -1
    if any(child.dep_ == "acomp" and child.lemma_.lower() in tense["planning"] for child in verb.children):
        return 1
    if verb.tag_ in ("VBZ", "VBP") or helpers & PRESENT_AUXILIARIES:
        is_headline = lemma in tense["unplanned_verbs"] and verb.dep_ != "advcl"  # "before the storm hits on Friday"
        return 0 if lemma in tense["reporting"] else -1 if is_headline else 1
    joined = ("conj",) if verb.tag_ == "VBN" else ("conj", "advcl", "xcomp", "ccomp")
    if verb.dep_ in joined and verb.head.pos_ in VERBAL:
        return verb.head
    return -1 if verb.tag_ == "VBN" else 0


def _auxiliaries(verb: Token) -> set[str]:
    return {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}


def word_before(tokens: TokenSpan) -> str:
    """The word before an expression in lower case, "" at the start of the text."""
    return tokens.doc[tokens.start - 1].lower_ if tokens.start else ""
