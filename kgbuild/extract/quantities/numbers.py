"""Finds how many of a thing a text tells: "more than a hundred people", "at least six members", "“tens” of people"."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from typing import Final

from kgbuild.extract.claims.gaps import gap_before
from kgbuild.extract.layers import Quantity
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.quantities.numerals import (
    GAP,
    alternatives,
    bound_pattern,
    numeral_pattern,
    numeral_value,
    searchable,
)
from kgbuild.model import Annotated, Span, Timex
from kgbuild.parse import Doc, Token, TokenSpan

QUOTES: Final = "\"'“”‘’«»"

NOMINAL: Final = ("NOUN", "PROPN")


def find(annotated: Annotated, timexes: Sequence[Timex]) -> tuple[Quantity, ...]:
    """The quantities of a text, in its order, not overlapping; what is a time is no quantity.

    A span takes in what bounds the number ("more than") and quotation marks around it, not the noun. Left out are dates
    and times, ages, ordinals, prices, shares, lengths, scores, and whatever else counts nothing.
    """
    taken = {offset for timex in timexes for offset in range(*timex.span)}
    text = searchable(annotated.article.text)
    found = (_quantity(annotated.doc, text, match) for match in _pattern().finditer(text))
    return tuple(one for one in found if one is not None and taken.isdisjoint(range(*one.span)))


@functools.cache
def _pattern() -> re.Pattern[str]:
    lexicon = load_lexicon("numbers")
    before = bound_pattern()
    vague, scale = alternatives(lexicon["vague_plurals"]), alternatives(lexicon["scales"])
    few = alternatives(lexicon["indefinites"])
    numeral = numeral_pattern()
    core = (
        rf"(?P<vague>{vague})\b(?:{GAP}of{GAP}(?P<many>{vague})\b)?"
        rf"|(?P<few>{few})\b(?:{GAP}(?P<few_scale>{scale})\b)?"
        rf"|(?P<low>{numeral})(?:(?:{GAP}(?:to|and|or){GAP}|-|–)(?P<high>{numeral}))?(?P<plus>\+)?"
    )
    return re.compile(
        rf"(?<![\w$€£¥.])(?<!\d[,:/-])(?:(?P<between>between|from){GAP})?(?:(?:{before}){GAP}(?:an?{GAP}(?={vague}))?)?"
        rf"[{QUOTES}]?(?:{core})(?!\w|[.,:/-]\d)(?P<closed>[{QUOTES}])?(?:{GAP}(?:{_after_pattern()})\b)?",
        re.IGNORECASE,
    )


def _quantity(doc: Doc, text: str, match: re.Match[str]) -> Quantity | None:
    groups = {name: words for name, words in match.groupdict().items() if words is not None}
    core = next(name for name in ("vague", "few", "low") if name in groups)
    last = max(match.end(name) for name in ("vague", "many", "few", "few_scale", "low", "high") if name in groups)
    tokens = doc.char_span(match.start(core), last, alignment_mode="expand")
    if tokens is None or not _counts(tokens, text, groups):
        return None
    noun = _noun(tokens)
    begin = match.start() if "between" not in groups or "high" in groups else match.end("between") + 1
    if _is_verb_with_subject(doc, begin):  # "the union estimated 600"
        groups.pop("approximate", None)
        begin = tokens.start_char
    if _is_emphatic(tokens, groups):
        del groups["upper"]
    bounds = _bounds(groups | _bound_behind(doc, text, noun))
    if bounds is None:
        return None
    if groups.get("between", "").lower() == "from" and "high" in groups and _is_change(tokens.root):
        bounds = (bounds[1], bounds[1], False)
    span = _balanced(text, begin, match.end())
    return Quantity(span, tokens.root.i, *bounds, noun=noun)


def _is_verb_with_subject(doc: Doc, begin: int) -> bool:
    """Whether what looks like an approximation is what somebody does."""
    token = doc.char_span(begin, begin + 1, alignment_mode="expand")
    return token is not None and token[0].pos_ == "VERB" and any(c.dep_ == "nsubj" for c in token[0].children)


def _is_emphatic(number: TokenSpan, groups: Mapping[str, str]) -> bool:
    """Whether "as many as" bounds nothing, since the figure is exact and nobody guesses: "as many as 23 were hurt"."""
    if groups.get("upper", "").lower().split() != ["as", "many", "as"] or not groups.get("low", "").isdigit():
        return False
    clauses = (above for above in number.root.ancestors if above.pos_ in ("VERB", "AUX"))
    is_guessed = any(child.tag_ == "MD" for child in next(clauses, number.root).children)
    return int(groups["low"]) % 10 != 0 and not is_guessed


def _bound_behind(doc: Doc, text: str, noun: int | None) -> dict[str, str]:
    """What bounds a number behind the noun that is counted: "sixty people or more"."""
    found = _behind_pattern().match(text, doc[noun].idx + len(doc[noun])) if noun is not None else None
    return {name: words for name, words in found.groupdict().items() if words is not None} if found else {}


@functools.cache
def _behind_pattern() -> re.Pattern[str]:
    return re.compile(rf"{GAP}(?:{_after_pattern()})\b(?!{GAP}than)", re.IGNORECASE)


def _after_pattern() -> str:
    """A regular expression for what may stand behind a number, with a group for each bound."""
    lexicon = load_lexicon("numbers")["after"]
    return "|".join(rf"(?P<{bound}_after>{alternatives(words)})" for bound, words in lexicon.items())


def _is_change(number: Token) -> bool:
    """Whether two numbers are what a figure was and what it is now, no range: "raised the toll from 71 to 143"."""
    verb = next((above for above in number.ancestors if above.pos_ == "VERB"), number)
    return verb.lemma_.lower() in load_lexicon("counts")["standing"]["verbs"]


def _bounds(groups: Mapping[str, str]) -> tuple[int | None, int | None, bool] | None:
    """Lower bound, upper bound and whether they are approximate; None for what is no whole number of things."""
    lexicon = load_lexicon("numbers")
    bound = next(
        (name for name in ("lower", "upper", "approximate") if name in groups or f"{name}_after" in groups), ""
    )
    if "vague" in groups:
        value = lexicon["vague_plurals"][groups["vague"].lower()]
        if "many" in groups:
            value = value * lexicon["vague_plurals"][groups["many"].lower()] // 2
        return (None, value, True) if bound == "upper" else (value, None, True)
    if "few" in groups:
        value = lexicon["indefinites"][" ".join(groups["few"].lower().split())]
        return value * lexicon["scales"].get(groups.get("few_scale", "").lower(), 1), None, True
    low, high = _whole(groups["low"]), _whole(groups.get("high", groups["low"]))
    if low is None or high is None:
        return None
    if "high" in groups:
        return (_scaled_like(low, high, groups["high"]), high, bound == "approximate") if low < high else None
    match bound or ("lower" if "plus" in groups else ""):
        case "lower":
            return low, None, False
        case "upper":
            return None, low, False
        case other:
            return low, low, other == "approximate"


def _whole(numeral: str) -> int | None:
    value = numeral_value(numeral)
    return int(value) if value is not None and value.denominator == 1 else None


def _scaled_like(low: int, high: int, words: str) -> int:
    """ "Two to three thousand": the scale holds for both."""
    scales = [scale for word, scale in load_lexicon("numbers")["scales"].items() if word in words.lower()]
    return low * max(scales) if scales and low * max(scales) < high else low


def _counts(tokens: TokenSpan, text: str, groups: Mapping[str, str]) -> bool:
    """Whether a number counts things: not a price, a share, an age, an ordinal, a score or a name's part."""
    lexicon = load_lexicon("numbers")["no_count"]
    doc = tokens.doc
    before = doc[tokens.start - 1] if tokens.start else None
    after = next((token for token in doc[tokens.end : tokens.end + 3] if token.text not in QUOTES + "-"), None)
    if before is not None and before.text in lexicon["signs_before"]:
        return False
    if after is not None and (after.lower_ in lexicon["after"] or after.lemma_.lower() in lexicon["after"]):
        return False
    if "low" in groups and groups["low"].lower() == "one" and (after is None or after.pos_ not in ("NOUN", "ADJ")):
        return False
    if re.match(r"(?:st|nd|rd|th)\b|[-\s]+years?[-\s]", text[tokens.end_char : tokens.end_char + 8]):
        return False
    if before is not None and before.text in ",(" and after is not None and after.text in ",).;":
        return not _is_age(doc, tokens.start)
    if gap_before(tokens) is not None:
        return True  # "counted 30 dead, the Red Cross 44"
    # A proper noun before digits is a name with a number ("Boeing 747", "Article 5").
    named = before is not None and before.pos_ == "PROPN" and tokens.text.isdigit()
    return not named or (after is not None and after.pos_ in NOMINAL and after.tag_.endswith("S"))


def _is_age(doc: Doc, start: int) -> bool:
    """ "Ana Silva, 34, said"; "the driver (52)"; not "twice that number, 240"."""
    figures = load_lexicon("counts")["totals"]["heads"]
    return start > 1 and doc[start - 2].pos_ in NOMINAL and doc[start - 2].lower_ not in figures


def _noun(tokens: TokenSpan) -> int | None:
    """The noun that is counted: the head of the phrase, the complement of its "of", or the next noun after quotes."""
    root = tokens.root
    head: Token = root
    while head.dep_ in ("nummod", "quantmod", "advmod", "compound", "amod", "npadvmod") and head.head.i != head.i:
        head = head.head
        if head.pos_ in NOMINAL and head.i >= tokens.end and head.i - tokens.end < 8:
            return _first_plural(tokens, head).i
    for child in root.rights:
        if child.lower_ in ("of", "among") and child.i >= tokens.end:
            complement = next((one for one in child.children if one.dep_ == "pobj"), None)
            return complement.i if complement is not None and complement.pos_ in NOMINAL else None
    return _next_noun(tokens)


def _first_plural(tokens: TokenSpan, head: Token) -> Token:
    """The head, or a plural before it: in "19 million inhabitants prices" the parser took two phrases for one."""
    between = tokens.doc[tokens.end : head.i]
    return next((token for token in between if token.tag_ == "NNS" and token.dep_ == "compound"), head)


def _next_noun(tokens: TokenSpan) -> int | None:
    """The noun right after, with adjectives and quotation marks between; for phrases that the parser took apart."""
    found = None
    for token in tokens.doc[tokens.end : tokens.end + 6]:
        if token.pos_ in NOMINAL and token.sent == tokens[0].sent:
            found = token.i
        elif found is not None or not (token.text in QUOTES or token.pos_ in ("ADJ", "ADV") or _is_described(token)):
            break
    return found


def _is_described(participle: Token) -> bool:
    """ "“About 300” evacuated families": parsers take the participle for a verb."""
    return participle.tag_ in ("VBN", "VBD") and participle.i > 0 and participle.nbor(-1).text in QUOTES


def _balanced(text: str, begin: int, end: int) -> Span:
    """The span without a quotation mark whose partner lies outside it."""
    if text[begin] in QUOTES and text[end - 1] not in QUOTES:
        begin += 1
    elif text[end - 1] in QUOTES and not any(mark in text[begin : end - 1] for mark in QUOTES):
        end -= 1
    return Span(begin, end)
