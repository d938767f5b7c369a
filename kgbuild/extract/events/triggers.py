"""Finds the words that tell of events: verbs, nouns and adjectives by the event lexicon, with their arguments."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final, NamedTuple

from kgbuild.extract import syntax
from kgbuild.extract.events import patterns
from kgbuild.extract.events.actors import is_actor
from kgbuild.extract.events.arguments import arguments_of
from kgbuild.extract.events.factuality import carriers, embeds, factuality_of, is_name_given, wants
from kgbuild.extract.events.games import plays
from kgbuild.extract.events.modes import by_deed, deed_around, modes_of
from kgbuild.extract.events.noun_slots import attended_by, claimants
from kgbuild.extract.events.patterns import Part, Sense
from kgbuild.extract.layers import Trigger
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.model import Annotated, Factuality, Span
from kgbuild.parse import Token
from kgbuild.vocabulary import NEWS_EVENT_CLASSES

NAMES: Final = frozenset({"PERSON", "ORG", "GPE", "NORP", "FAC", "LOC", "PRODUCT", "WORK_OF_ART"})


class Candidate(NamedTuple):
    """A word and the sense in which it tells of an event."""

    token: Token
    part: Part
    sense: Sense


def find(annotated: Annotated) -> tuple[Trigger, ...]:
    """The events that a text tells, in the order of their triggers; one trigger a token. Never fails on any text."""
    candidates = {candidate.token.i: candidate for candidate in _of_one_discourse(tuple(_candidates(annotated)))}
    acts = {index: content_of(candidate.token, candidates) for index, candidate in candidates.items()}
    contents = {act.token.i: candidates[index] for index, act in reversed(acts.items()) if act is not None}
    dropped = {token.i for candidate in candidates.values() for token in _parts(candidate, candidates)}
    return tuple(
        _trigger(candidate, acts[index], contents.get(index), candidates.get(deed_around(candidate.token).i, candidate))
        for index, candidate in candidates.items()
        if index not in dropped and candidate.sense.classes
    )


def _candidates(annotated: Annotated) -> Iterator[Candidate]:
    doc = annotated.doc
    # "Face the Nation", "chanting 'End the siege'", "the winger attacked"
    barred = syntax.in_title(doc) | syntax.in_slogan(doc) | plays(doc) | _in_long_names(annotated)
    for token in doc:
        if token.i in barred or _is_label(token) or is_name_given(token):
            continue
        part = _part(token)
        if (storm := _named_kind(token)) is not None and (sense := patterns.match(token, "noun", syntax.lemma(storm))):
            yield Candidate(token, "noun", sense)
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
    tables = load_lexicon("events/commitment")["discourse"]
    found = [(table, next((c.sense for c in candidates if _tells(c.sense, table)), None)) for table in tables]
    told = [(table, sense) for table, sense in found if sense is not None]
    for candidate in candidates:
        sense = next((sense for table, sense in told if _is_told(candidate, table)), _of_claimed(candidate))
        if sense is not None:
            own = candidate.sense
            candidate = candidate._replace(sense=replace(sense, pattern=own.pattern, lemma=own.lemma, conditions=()))
        yield candidate


def _of_claimed(noun: Candidate) -> Sense | None:
    """The sense of a mishap that somebody says to have brought about: "claimed responsibility for the blast"."""
    table = load_lexicon("events/commitment")["claimed"]
    if not _is_told(noun, table) or not claimants(noun.token):
        return None
    return next(sense for sense in patterns.event_lexicon()["noun", table["like"]] if not sense.conditions)


def _is_told(noun: Candidate, table: Mapping[str, Any]) -> bool:
    """Whether a noun takes the sense that a table's words tell elsewhere in its text."""
    return noun.part == "noun" and noun.sense.lemma in table["nouns"] and list(noun.sense.classes) == table["classes"]


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
    is_name = token.ent_type_ in NAMES and not _opens_as_disease(token)
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
    return at + 1 < len(tokens) and tokens[at].text == "-" and tokens[at + 1].lower_ in _table("feared")


def _named_kind(name: Token) -> Token | None:
    """The word before a storm's name that says what it is: "Hurricane Mitch"; a firm or a man may be called Storm."""
    if name.pos_ != "PROPN" or name.dep_ in ("compound", "nmod") or name.ent_type_ in ("ORG", "FAC", "PRODUCT"):
        return None
    before = [child.lower_ for child in syntax.children(name, "compound", "amod")]
    kind = name.doc[name.i - 1]
    if kind.head != name or kind.lower_ not in _table("named_storms"):
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


def _parts(candidate: Candidate, candidates: Mapping[int, Candidate]) -> Iterator[Token]:
    """The words that are no triggers of their own because they are part of this one: "fire" in "open fire", the speech
    act that another one answers ("rejected the demand"), what demonstrators call for; "hold" in "hold talks"."""
    token, part, sense = candidate
    if sense.lemma != syntax.lemma(token):
        yield from (word for word in syntax.hyphenated(token) if word != token)
    if part == "verb" and (
        _says_again(candidate, candidates) or (_is_light(candidate) and _carries(candidate, candidates))
    ):
        yield token
        return
    if sense.is_generic:
        if _tells_of_another(token, candidates):
            yield token
        return
    for word in patterns.consumed(sense, token, part):
        if word.i in candidates and _is_figure(candidates[word.i].sense):
            yield token  # "fought a war of words"
        if word.i in candidates and _is_meant_otherwise(candidate, candidates[word.i]):
            yield token  # "launched an attack on the tax plan"
            continue
        if word.i not in candidates or not _leaves(sense, candidates[word.i].sense):
            yield word
    if part == "verb" and sense.plover in _table("speech_acts"):
        for word in syntax.direct_objects(token):
            said = candidates.get(word.i)
            if said is not None and said.sense.plover in _table("speech_acts") and not _is_ended(sense, said.sense):
                yield word
    if sense.plover == "PROTEST":
        for voiced in _clauses_below(token):
            if voiced.i in candidates and candidates[voiced.i].sense.plover in _table("voiced_by_protest"):
                yield voiced


def _is_light(verb: Candidate) -> bool:
    """Whether a verb adds nothing to what its object names; who imposes sanctions does what they are."""
    lemma = syntax.lemma(verb.token)
    return lemma in carriers() and not (verb.sense.plover == "SANCTION" and lemma in _table("imposing"))


def _is_figure(sense: Sense) -> bool:
    """Whether a word is one of speech by what it brings itself, not by the verb or preposition above it, which tells
    more with its own: "came *under fire*"."""
    return not sense.classes and not any(c.slot == "head" and c.wanted for c in sense.conditions)


def _tells_of_another(token: Token, candidates: Mapping[int, Candidate]) -> bool:
    """Whether a verb only tells how another happening goes on, or with what it is done."""
    if token.lower_ in _table("means"):
        return token.dep_ in ("advcl", "acl")
    is_aspect = syntax.lemma(token) in _table("aspectual")
    return is_aspect and any(child.i in candidates for child in syntax.children(token, "xcomp"))


def _is_meant_otherwise(carrier: Candidate, noun: Candidate) -> bool:
    """Whether the words after a noun give it another sense than it has as part of a verb's that only carries it out."""
    slots = ("governed", "modifier") if carrier.sense.plover == "ASSAULT" else ("governed",)  # "a blistering attack"
    return (
        syntax.lemma(carrier.token) in carriers()
        and not wants(carrier.token, noun.token)
        and noun.sense.plover not in (None, carrier.sense.plover)
        and any(condition.wanted and condition.slot in slots for condition in noun.sense.conditions)
    )


def _leaves(sense: Sense, part_of_it: Sense) -> bool:
    """Whether a word that is part of another's sense is an event beside it: the rally in "broke up a rally"."""
    return sense.plover in _table("with_content") or _is_ended(sense, part_of_it)


def _is_ended(sense: Sense, other: Sense) -> bool:
    """Whether what one sense tells puts an end to what another tells: a settlement to a lawsuit."""
    ended: dict[str, list[str]] = load_lexicon("events/commitment")["ended"]
    return other.plover in ended.get(sense.plover or "", ())


def _says_again(candidate: Candidate, candidates: Mapping[int, Candidate]) -> bool:
    """Whether a verb only says what its subject names: "a quake jolted the coast"."""
    doers = () if syntax.is_passive(candidate.token) else syntax.subjects(candidate.token)
    nouns = (candidates.get(doer.i) for doer in doers)
    return any(
        noun is not None and noun.part == "noun" and noun.sense.classes == candidate.sense.classes for noun in nouns
    )


def _carries(candidate: Candidate, candidates: Mapping[int, Candidate]) -> bool:
    """Whether a noun tells the event, and the verb only that it takes place: "hold talks", "riots erupted"."""
    if candidate.sense.is_generic and not syntax.direct_objects(candidate.token):
        nouns = (candidates.get(child.i) for child in syntax.children(candidate.token, "nsubj"))
        return any(noun is not None and noun.part == "noun" and not noun.sense.is_generic for noun in nouns)
    if not candidate.sense.is_generic and syntax.lemma(candidate.token) in _table("sealing"):
        return False
    for obj in syntax.direct_objects(candidate.token):
        noun = candidates.get(obj.i)
        if noun is not None and noun.part == "noun" and candidate.sense.plover in (None, noun.sense.plover):
            told = noun.sense.plover is not None or noun.sense.classes == candidate.sense.classes
            return candidate.sense.is_generic or (told and not embeds(candidate.token))
    return False


def _clauses_below(token: Token) -> Iterator[Token]:
    """The clauses that say why: below the trigger, or beside it where a light verb carries it; "in protest" too."""
    heads = [token, token.head] if token.dep_ == "dobj" and syntax.lemma(token.head) in carriers() else [token]
    if (attended := attended_by(token)) is not None:
        heads.append(attended)  # "converged for a rally to protest the ban"
    for head in heads:
        for clause in syntax.children(head, "advcl", "acl", "xcomp"):
            yield from syntax.conjuncts(clause)
        for preposition in syntax.prepositions(head):
            if preposition.lower_ == "in":
                yield from syntax.complements(preposition)


def content_of(token: Token, candidates: Mapping[int, Candidate]) -> Candidate | None:
    """The speech act that a trigger is the content of: "threatened" for "attack" in "threatened to attack"."""
    node = token
    while node.head != node and node.dep_ not in ("relcl", "ROOT", "parataxis", "nsubj"):
        if node.dep_ == "advcl" and "to" not in patterns.clause_kinds(node):
            return None
        if node.dep_ != "conj":
            act = candidates.get(node.head.i)
            if act is not None and act.sense.plover in _table("speech_acts"):
                return act
        node = node.head
    return None


def _table(name: str) -> frozenset[str]:
    return frozenset(load_lexicon("events/commitment")[name])


def _trigger(candidate: Candidate, act: Candidate | None, content: Candidate | None, deed: Candidate) -> Trigger:
    """`act` is the speech act that the trigger is the content of, `content` what it is itself about, if any; `deed` is
    what brought it about."""
    token, part, sense = candidate
    factuality = _told_by_denial(sense, factuality_of(token))
    classes, plover = _committed(sense, token, factuality)
    modes, contexts = modes_of(token, part, sense, None if content is None else content.sense), sense.contexts
    if not modes and deed.sense.plover == sense.plover:
        modes = by_deed(deed.token, deed.part, deed.sense)
    if _is_untold(token, factuality, act) and plover == sense.plover:
        # PLOVER codes what is demanded, wished, promised or threatened by the act that does so, and by nothing else.
        accused = act is not None and act.sense.plover == "ACCUSE"
        # What somebody is accused of keeps its mode, by which one finds who is accused of torture.
        modes = modes if accused and factuality.polarity == "positive" else ()
        classes, plover = tuple(c for c in sense.classes if c in _lasting(sense)) or ("Event",), None
    return Trigger(
        token.i,
        _span(token),
        classes,
        plover,
        modes,
        contexts,
        factuality,
        arguments_of(token, part, sense),
        f"{part}: {sense.pattern}",
    )


def _told_by_denial(sense: Sense, factuality: Factuality) -> Factuality:
    """Factuality of what a sense tells by the very word "not": "two did not survive"."""
    if not any(c.wanted and c.slot == "modifier" and "not" in c.words for c in sense.conditions):
        return factuality
    return replace(factuality, polarity="positive" if factuality.polarity == "negative" else "negative")


def _is_untold(token: Token, factuality: Factuality, act: Candidate | None) -> bool:
    """Whether a text does not tell that something happens, only that someone wants, fears or denies it."""
    if factuality.tense == "future":
        return act is not None or factuality.certainty != "certain"
    refused = factuality.polarity == "negative" and "to" in patterns.clause_kinds(token)
    return act is not None and (factuality.certainty != "certain" or refused)


def _lasting(sense: Sense) -> Collection[str]:
    """The classes that a deed keeps while it is only spoken of: those of news, and what a contract is about."""
    kept: dict[str, list[str]] = load_lexicon("events/commitment")["contracted"]
    economic = sense.plover in kept["types"] and not set(kept["contexts"]).isdisjoint(sense.contexts)
    return sense.classes if economic else NEWS_EVENT_CLASSES


def _span(token: Token) -> Span:
    """The trigger's words: the token, all of it if it has hyphens, and the particle right after it ("shot down")."""
    *_, last = word = syntax.hyphenated(token)
    if (kind := _named_kind(token)) is not None:
        word = (kind, *word)
    if last.i + 1 < len(token.doc):
        following = last.nbor()
        if following.dep_ == "prt" and following.head == token:
            last = following
    return Span(word[0].idx, last.idx + len(last))


def _committed(sense: Sense, token: Token, factuality: Factuality) -> tuple[tuple[str, ...], str | None]:
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
    verb = token if syntax.is_verbal(token) else syntax.governing_verb(token)
    if (subjects := syntax.subjects(verb)) and not any(is_actor(syntax.counted(subject)) for subject in subjects):
        return False  # "a law that would allow arrests" commits nobody
    suffers = load_lexicon("events/arguments")["suffers"]["verbs"]
    befalling = ("be", *suffers, *load_lexicon("events/factuality")["joined_after"]["into"])
    if verb != token and syntax.lemma(verb) in befalling:
        return False  # nobody does it: "the country will slide into war", "they will receive an amnesty"
    if verb != token and embeds(verb) and syntax.lemma(verb) not in words:
        return False  # "will not tolerate riots"
    for _ in range(3):
        if any(child.lower_ in words for child in syntax.children(verb, "aux", "acomp", "oprd")):
            return True
        if verb.dep_ != "xcomp":
            return False
        verb = verb.head
        if syntax.lemma(verb) in words:
            return True
    return False
