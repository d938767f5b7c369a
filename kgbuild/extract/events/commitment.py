"""What stays of a sense where its event is only promised, threatened, wanted or denied."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from kgbuild.extract import syntax
from kgbuild.extract.events import patterns
from kgbuild.extract.events.actors import is_actor
from kgbuild.extract.events.candidates import Candidate
from kgbuild.extract.events.factuality import embeds, is_time_of
from kgbuild.extract.events.senses import Sense
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.model import Factuality
from kgbuild.parse import Token
from kgbuild.vocabulary import NEWS_EVENT_CLASSES


def content_of(token: Token, candidates: Mapping[int, Candidate]) -> Candidate | None:
    """The speech act that a trigger is the content of: "threatened" for "attack" in "threatened to attack"."""
    node = token
    while node.head != node and node.dep_ not in ("relcl", "ROOT", "parataxis", "nsubj"):
        if node.dep_ == "advcl" and ("to" not in patterns.clause_kinds(node) or node.i < node.head.i):
            return None  # "to end the war, they asked the king to resign"
        if node.dep_ != "conj":
            act = candidates.get(node.head.i)
            if act is not None and act.sense.plover in speech_acts():
                return act
        node = node.head
    return None


def is_untold(token: Token, factuality: Factuality, act: Candidate | None) -> bool:
    """Whether a text does not tell that something happens, only that someone wants, fears or denies it."""
    if factuality.tense == "future":
        return act is not None or factuality.certainty != "certain"
    if _would_have_been(token):
        return True
    if factuality.certainty != "certain" and syntax.is_infinitive(token) and _is_of_its_own_time(token):
        return True  # "soldiers came to arrest the editor"
    refused = factuality.polarity == "negative" and "to" in patterns.clause_kinds(token)
    return act is not None and (factuality.certainty != "certain" or refused)


def _would_have_been(verb: Token) -> bool:
    """Whether a verb tells what did not come about: "the bill would have allowed arrests"."""
    return {"would", "have"} <= {child.lower_ for child in syntax.children(verb, "aux")}


def _is_of_its_own_time(infinitive: Token) -> bool:
    """Whether an infinitive looks back on nothing: "came to arrest him", but not "is said to have arrested him"."""
    return not any(child.lower_ == "have" for child in syntax.children(infinitive, "aux"))


def lasting(sense: Sense) -> Collection[str]:
    """The classes that a deed keeps while it is only spoken of: those of news, and what a contract is about."""
    kept: dict[str, list[str]] = load_lexicon("events/commitment")["contracted"]
    economic = sense.plover in kept["types"] and not set(kept["contexts"]).isdisjoint(sense.contexts)
    return sense.classes if economic else NEWS_EVENT_CLASSES


def committed(sense: Sense, token: Token, factuality: Factuality) -> tuple[tuple[str, ...], str | None]:
    """Class and PLOVER type. By PLOVER's codebook a promised act of cooperation is AGREE, one of conflict THREATEN."""
    table = load_lexicon("events/commitment")
    if (
        factuality.tense == "non-future"
        or factuality.polarity == "negative"
        or not _is_committed(token, table["words"])
    ):
        return sense.classes, sense.plover
    for plover, types in table["types"].items():
        if sense.plover in types:
            return (plover.capitalize(), *sense.classes), plover
    return sense.classes, sense.plover


def _is_committed(token: Token, words: list[str]) -> bool:
    """Whether the clause says that someone is going to do it: "will", "is ready to", "plans to"."""
    if token.dep_ == "pobj" and is_time_of(token.head):
        return False  # "will speak at a rally"
    verb = token if syntax.is_verbal(token) else syntax.governing_verb(token)
    if (subjects := syntax.subjects(verb)) and not any(is_actor(syntax.counted(subject)) for subject in subjects):
        return False  # "a law that would allow arrests" commits nobody
    suffers = load_lexicon("events/arguments")["suffers"]["verbs"]
    joined = load_lexicon("events/factuality")["joined_after"]["into"] if token.head.lower_ == "into" else ()
    befalling = ("be", *suffers, *joined)
    if verb != token and syntax.lemma(verb) in befalling:
        return False  # nobody does it: "the country will slide into war", "they will receive an amnesty"
    if verb != token and embeds(verb) and syntax.lemma(verb) not in words:
        return False  # "will not tolerate riots"
    for _ in range(3):
        if _would_have_been(verb):
            return False
        helpers = syntax.children(verb, "aux", "acomp", "oprd")
        if any(each.lower_ in words and each.ent_type_ != "PERSON" for each in helpers):  # "Sen. Will resigned"
            return True
        if verb.dep_ != "xcomp":
            return False
        verb = verb.head
        if (subjects := syntax.subjects(verb)) and not any(is_actor(syntax.counted(subject)) for subject in subjects):
            return False  # "the plan would force the army to withdraw"
        if syntax.lemma(verb) in words:
            return True
    return False


def speech_acts() -> Collection[str]:
    """The PLOVER types of speech whose content is no event of its own as long as it has not happened."""
    types: list[str] = load_lexicon("events/commitment")["speech_acts"]
    return types
