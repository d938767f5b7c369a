"""Which words may tell of events: verbs, nouns and adjectives that have a sense in the event lexicon."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final, NamedTuple

from kgbuild.extract import syntax
from kgbuild.extract.events import patterns
from kgbuild.extract.events.factuality import is_name_given, is_proviso
from kgbuild.extract.events.games import plays
from kgbuild.extract.events.noun_slots import claimants
from kgbuild.extract.events.plots import plots
from kgbuild.extract.events.senses import Condition, Part, Sense, Slot, alternatives, event_lexicon
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.model import Annotated
from kgbuild.parse import Token

_NAMES: Final = frozenset({"PERSON", "ORG", "GPE", "NORP", "FAC", "LOC", "PRODUCT", "WORK_OF_ART"})


class Candidate(NamedTuple):
    """A word and the sense in which it tells of an event."""

    token: Token
    part: Part
    sense: Sense
    kind: Token | None = None
    """The word before a storm's name that says what it is: the hurricane of "Hurricane Mitch"."""


def candidates_of(annotated: Annotated) -> tuple[Candidate, ...]:
    """The words of a text that have a sense as events, in text order, each in the sense that it has in this text."""
    return tuple(_of_one_discourse(tuple(_with_senses(annotated))))


def _with_senses(annotated: Annotated) -> Iterator[Candidate]:
    doc = annotated.doc
    # "Face the Nation", "chanting 'End the siege'", "the winger attacked"
    barred = syntax.in_title(doc) | syntax.in_slogan(doc) | plays(doc) | plots(doc) | _in_long_names(annotated)
    for token in doc:
        part = _part(token)
        if part is None and token.pos_ != "PROPN":
            continue
        if token.i in barred or _is_label(token) or is_name_given(token) or is_proviso(token):
            continue
        if (storm := _named_kind(token)) is not None and (sense := patterns.match(token, "noun", syntax.lemma(storm))):
            yield Candidate(token, "noun", sense, storm)
            continue
        if part is None and _may_be_set_phrase(token):
            sense = patterns.match(token, "noun", syntax.lemma(token))
            if sense is not None and any(each.wanted for each in sense.conditions):
                yield Candidate(token, "noun", sense)
        if part is None:
            continue
        sense = _sense(token, part)
        if sense is None and part == "noun" and _heads_clause(token):
            part = "verb"  # "demanded that he resign", where the model takes the verb for a noun
            sense = patterns.match(token, part, syntax.lemma(token))
        if sense is not None:
            yield Candidate(token, part, sense)


def _in_long_names(annotated: Annotated) -> frozenset[int]:
    """The words of known names of several words, which tell nothing: "Save the Children"."""
    known = (name for name in annotated.names if name.source == "gazetteer" and name.last - name.first > 1)
    return frozenset(i for name in known for i in range(name.first, name.last))


def _heads_clause(token: Token) -> bool:
    """Whether a word has the place of a verb in its clause; at the root of a sentence only what a verb has tells so."""
    if token.dep_ != "ROOT":
        return token.dep_ in syntax.CLAUSES
    return any(syntax.children(token, *syntax.SUBJECTS, *syntax.OBJECTS, "aux", "auxpass"))


def _of_one_discourse(candidates: tuple[Candidate, ...]) -> Iterator[Candidate]:
    """The candidates, with what one of them tells of others: where a bomb went off, "the explosion" was no accident;
    where shares crashed, "the crash" was theirs."""
    tables = load_lexicon("events/candidates")["discourse"]
    found = [(table, next((c.sense for c in candidates if _tells(c.sense, table)), None)) for table in tables]
    told = [(table, sense) for table, sense in found if sense is not None]
    by_token = {candidate.token.i: candidate for candidate in candidates}
    for candidate in candidates:
        sense = next((sense for table, sense in told if _is_told(candidate, table)), _of_claimed(candidate))
        sense = sense or _of_deed(candidate, by_token)
        if sense is not None:
            own = candidate.sense
            candidate = candidate._replace(sense=replace(sense, pattern=own.pattern, lemma=own.lemma, conditions=()))
        yield candidate


def _of_claimed(noun: Candidate) -> Sense | None:
    """The sense of a mishap that somebody says to have brought about: "claimed responsibility for the blast"."""
    table = load_lexicon("events/candidates")["claimed"]
    if not _is_told(noun, table) or not claimants(noun.token):
        return None
    return next(sense for sense in event_lexicon()["noun", table["like"]] if not sense.conditions)


def _of_deed(noun: Candidate, candidates: Mapping[int, Candidate]) -> Sense | None:
    """The sense of a raid of which only the time of day is told, by what was done in it: "bombed in a dawn raid"."""
    table = load_lexicon("events/candidates")["timed"]
    if noun.sense.lemma not in table["nouns"] or noun.sense.plover != "COERCE":
        return None
    if not patterns.holds(_among("modifier", table["times"]), noun.token, "noun"):
        return None
    within = noun.token.head
    above = within.head.head if within.head.dep_ in syntax.OBJECTS else within.head
    deed = candidates.get(above.i) if within.lower_ in ("in", "during") else None
    if deed is None or set(table["deeds"]).isdisjoint(deed.sense.classes):
        return None
    if not patterns.holds(_among("subject", table["by"]), deed.token, deed.part):
        return None
    senses = event_lexicon()["noun", noun.sense.lemma]
    return next((sense for sense in senses if sense.plover == "ASSAULT" and not sense.modes), None)


def _among(slot: Slot, words: list[str]) -> Condition:
    """That one of these words fills a slot; "@troops" stands for those of a list."""
    return Condition(slot, frozenset(alternatives("|".join(words))), True)


def _is_told(noun: Candidate, table: Mapping[str, Any]) -> bool:
    """Whether a noun takes the sense that a table's words tell elsewhere in its text, where its own words tell none."""
    sense = noun.sense
    is_open = not any(condition.wanted for condition in sense.conditions)  # but "a vote on the budget"
    return noun.part == "noun" and is_open and sense.lemma in table["nouns"] and list(sense.classes) == table["classes"]


def _tells(sense: Sense, table: Mapping[str, Any]) -> bool:
    verbs = table.get("verbs")
    return (verbs is None or sense.lemma in verbs) and not set(table["told"]).isdisjoint((*sense.modes, *sense.classes))


def _part(token: Token) -> Part | None:
    """As which part of speech the lexicon is asked; None for what can be no trigger."""
    if token.ent_type_ == "DATE" and token.pos_ == "NOUN":
        return None  # "the fall of 2011"
    if token.dep_ == "amod":
        return "adjective"
    if token.dep_ == "compound" and token.tag_ == "VB":
        return None  # "Aid agencies", where the model takes the first word for a verb
    if _is_feared(token):
        return None
    if token.pos_ == "VERB" or (token.tag_ in ("VBN", "VBG") and token.pos_ != "NOUN"):
        return "verb"
    is_name = token.ent_type_ in _NAMES and not _opens_as_disease(token)
    if token.pos_ == "NOUN" or (token.pos_ == "PROPN" and not is_name and token.ent_type_ != "DATE"):
        return None if token.dep_ in ("compound", "nmod") else "noun"
    return "adjective" if token.pos_ == "ADJ" else None


def _opens_as_disease(token: Token) -> bool:
    """Whether a capital only opens a sentence where the model sees a name: "Cholera has broken out"."""
    is_first = token.i == token.sent.start and not any(syntax.children(token, "compound"))
    return is_first and token.lower_ in load_lexicon("events/words")["plagues"]


def _is_label(token: Token) -> bool:
    """Whether a name alone before a colon opens a headline: who speaks in "Amnesty: army burned villages"."""
    is_first = token.i == token.sent.start and token.i + 1 < len(token.doc)
    is_name = token.pos_ == "PROPN" or token.ent_type_ in ("ORG", "PERSON")
    return is_first and is_name and token.nbor().text == ":"


def _is_feared(token: Token) -> bool:
    """Whether a hyphened word says that what it begins with is only feared or kept out: "a flood-prone island"."""
    tokens, at = token.doc.tokens, token.i + 1
    return at + 1 < len(tokens) and tokens[at].text == "-" and tokens[at + 1].lower_ in _words("feared")


def _named_kind(name: Token) -> Token | None:
    """The word before a storm's name that says what it is: "Hurricane Mitch"; a firm or a man may be called Storm."""
    if name.pos_ != "PROPN" or name.dep_ in ("compound", "nmod") or name.ent_type_ in ("ORG", "FAC", "PRODUCT"):
        return None
    before = [child.lower_ for child in syntax.children(name, "compound", "amod")]
    kind = name.doc[name.i - 1]
    if kind.head != name or kind.lower_ not in _words("named_storms"):
        return None
    return kind if name.ent_type_ == "EVENT" or kind.lower_ != "storm" or "tropical" in before else None


def _may_be_set_phrase(token: Token) -> bool:
    """Whether a word in a name may head a set phrase written with capitals: "the State of Emergency"."""
    return token.pos_ == "PROPN" and token.ent_type_ in ("ORG", "FAC", "LOC") and token.dep_ not in ("compound", "nmod")


def _sense(token: Token, part: Part) -> Sense | None:
    keys = syntax.forms(token) if part == "adjective" else syntax.lemmas(token)
    sense = next((sense for key in keys if (sense := patterns.match(token, part, key))), None)
    describes = token.dep_ in ("amod", "compound", "nmod") and len(syntax.hyphenated(token)) > 1
    is_description = sense is not None and sense.is_generic and describes
    return None if is_description else sense  # "the state-run firm"


def _words(name: str) -> Collection[str]:
    words: list[str] = load_lexicon("events/candidates")[name]
    return words
