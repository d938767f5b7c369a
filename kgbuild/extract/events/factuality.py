"""Whether an event happened: polarity, certainty, tense and attempt, from the words that govern its trigger.

The values are those of FactBank and GRaSP (see docs/model.md). The walk goes from the trigger up through the words
that embed it: "refused to send troops" negates, "may attack" weakens, "tried to break in" is an attempt.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import Any, Final

from kgbuild.extract import syntax
from kgbuild.extract.events.actors import is_actor
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.model import Certainty, Factuality
from kgbuild.parse import Token

SCALE: Final[tuple[Certainty, ...]] = ("certain", "probable", "possible", "underspecified")
Effect = Mapping[str, Any]

_NONE: Final[Effect] = {}
_OPEN: Final[Effect] = {"certainty": "possible", "tense": "future"}
_ASKED: Final[Effect] = {"certainty": "underspecified"}
_PURPOSE: Final[Effect] = {"tense": "future", "certainty": "possible"}
_INTENDED: Final[Effect] = {"tense": "future", "certainty": "probable"}
_FUTURE: Final[Effect] = {"tense": "future"}
_NEGATIVE: Final[Effect] = {"polarity": "negative"}
_POSSIBLE: Final[Effect] = {"certainty": "possible"}

_INVERTED: Final = ("had", "should", "were")

_MOST_STEPS: Final = 12
"""How many words above a trigger are asked: no sentence embeds deeper, and a malformed parse shall not loop."""

# The labels of what says of a word itself whether it happens.
_MODIFYING: Final = frozenset(
    {
        *("aux", "auxpass", "neg", "mark", "advmod", "acomp", "oprd", "prep", "nsubj", "nsubjpass", "dobj"),
        *("det", "amod", "preconj", "compound", "nmod"),
    }
)


def factuality_of(trigger: Token) -> Factuality:
    """The factuality of the event that a trigger tells."""
    negations, certainty, future = 0, 0, False
    attempted = syntax.lemma(trigger) in _table_of_words("attempts")
    for effect in effects(trigger):
        negations += effect.get("polarity") == "negative"
        certainty = max(certainty, SCALE.index(effect.get("certainty", "certain")))
        future = future or effect.get("tense") == "future"
        attempted = attempted or bool(effect.get("attempted"))
    if negations == 2:
        certainty = max(certainty, SCALE.index("possible"))  # "did not rule out using force"
    return Factuality(
        "negative" if negations % 2 else "positive", SCALE[certainty], "future" if future else "non-future", attempted
    )


def hedge_of(head: Token) -> Certainty:
    """How sure the text is that a phrase fills its role: "the suspected perpetrators" are so only possibly."""
    weakest = 0
    for modifier in syntax.children(head, "amod", "compound", "advmod"):
        weakest = max(weakest, SCALE.index(_effect("modifiers", modifier).get("certainty", "certain")))
    return SCALE[weakest]


def effects(trigger: Token, steps: int = _MOST_STEPS) -> Iterator[Effect]:
    """What each word around a trigger does to its factuality, up to so many words above it."""
    yield from _own(trigger)
    for clause in syntax.children(trigger, "relcl"):
        if syntax.lemma(clause) in carriers() and trigger in syntax.direct_objects(clause):
            yield from _own(clause)  # "the visit that he will make"
        elif syntax.lemma(clause) == "be" and any(map(syntax.is_infinitive, syntax.children(clause, "xcomp"))):
            yield _PURPOSE if clause.tag_ == "VBD" else _FUTURE  # "talks that were to take place"
    if trigger.sent[-1].text == "?":
        yield _ASKED
    if _is_turned_down(trigger):
        return
    node = trigger
    for left in reversed(range(steps)):
        head = _above(node)
        if head == node:
            return
        effect, carries_on = _from_head(node, head, left)
        yield from effect
        if not carries_on:
            return
        node = head


def _is_turned_down(noun: Token) -> bool:
    """Whether a noun names what has been said all the same: "rejected a request"."""
    if noun.dep_ not in ("dobj", "nsubjpass") or syntax.lemma(noun) not in _table_of_words("spoken"):
        return False
    return _effect("noun_governors", noun.head).get("polarity") == "negative"


def _above(node: Token) -> Token:
    """What a word hangs on. No matter is coordinated with a name: in "demanded the resignation of Anna Berg and fresh
    elections" the elections are with the resignation."""
    name = node.head
    if node.dep_ != "conj" or node.pos_ != "NOUN" or name.ent_type_ != "PERSON" or name.dep_ != "pobj":
        return name
    return name.head.head if name.head.lower_ == "of" and not is_actor(syntax.counted(node)) else name


def _from_head(node: Token, head: Token, left: int) -> tuple[list[Effect], bool]:
    """What the head of a word does to it, and whether what governs the head does something to it too.

    `left` are the steps that may still be taken.
    """
    if node.dep_ == "amod" and _is_deadly(node):
        return _own(head, node), True  # "to avoid a deadly clash"
    if not syntax.is_verbal(node) and node.dep_ not in syntax.CLAUSES:
        return _over_noun(node, head, left)
    if node.dep_ in ("acl", "relcl") and syntax.is_infinitive(node):  # "has 30 days to appeal"
        if _is_ranked(head):  # "the first woman to lead the party", "will be the first to lead it"
            above = effects(head.head, left) if head.dep_ == "attr" else ()
            return [effect for effect in above if effect.get("polarity") != "negative"], False
        if syntax.lemma(node) in _table_of_words("voiced_by_deeds") and not _effect("governors", head):
            return _own(head), False  # "a rally to protest the ban" is the protest
        headline = _FUTURE if head.dep_ == "ROOT" else _INTENDED  # "Parliament to vote", "a contract to supply tankers"
        return [_effect("governors", head) or headline, *_own(head)], True
    if node.dep_ in ("xcomp", "advcl") and node.tag_ == "VBG" and syntax.lemma(head) == "include":
        return [_of_whole(head)], False
    if node.dep_ == "xcomp" or (node.dep_ == "ccomp" and (syntax.is_infinitive(node) or _is_made(node, head))):
        return [_of_phrase(node, head) or _effect("governors", head, _particle(head)), *_own(head)], True
    if node.dep_ in ("ccomp", "acl") and syntax.is_subjunctive(node):
        return [_OPEN], False
    if node.dep_ == "ccomp":
        if node.i < head.i and any(token.text == ":" for token in node.doc[node.i : head.i]):
            return [], False  # headlines: "Peru expels envoys: Chile vows revenge"
        if node.i < head.i and _effect("governors", head).get("polarity") == "negative":
            return [], False  # "Peru accuses Chile of spying, a charge Chile denies"
        reported = syntax.lemma(head) in load_lexicon("events/factuality")["infinitive_only"]
        return [_NONE if reported else _effect("governors", head)], False
    if node.dep_ == "advcl":
        if node.tag_ == "VBG" and (phrasal := _table("governors").get(f"{syntax.lemma(head)} {_particle(head)}")):
            return [phrasal], True  # "ruled out sending troops"
        return _over_adverbial(node, head, left)
    if node.dep_ == "csubj" and node.tag_ == "VBG":
        return _own(head), False  # "carrying a flare would be fined"
    if node.dep_ == "pcomp" or (node.dep_ == "pobj" and node.tag_ == "VBG"):
        return _over_gerund(head), False
    if node.dep_ == "conj" and syntax.is_verbal(head) and not any(syntax.children(node, "nsubj", "nsubjpass")):
        own = () if any(syntax.children(node, "aux")) else [e for e in _own(head) if e.get("polarity") != "negative"]
        return [*own, *([_NEGATIVE] if _is_nor(node, head) else [])], True
    if node.dep_ == "acl" and _is_none(head):  # "no evidence that he threw a bomb", but "no doubt that he did"
        return [] if syntax.lemma(head) in _table_of_words("doubting") else [_NEGATIVE], False
    if node.dep_ in ("acl", "ccomp", "relcl") and head.dep_ == "dobj" and any(syntax.children(node, "mark")):
        return [_effect("governors", head.head)], False  # "denied claims that its jets had bombed a school"
    if node.dep_ == "relcl" and _is_supposed(head):
        return [_OPEN], False
    if node.dep_ == "relcl" and head.dep_ == "dobj" and _is_any(head) and _is_present(node):
        # "Demand a council whose members are drawn by lot": there are none yet
        planned = [e for e in effects(head.head, left) if e.get("tense") == "future"]
        return [_effect("noun_governors", head.head), *planned], False
    return [], False


def _is_made(clause: Token, verb: Token) -> bool:
    """Whether a clause is what a verb brings about: "would make the road cross the border", which parsers take for a
    present."""
    made = clause.tag_ == "VBP" and syntax.lemma(verb) in _table_of_words("making")
    return syntax.is_bare(clause) or (made and not any(syntax.children(clause, "mark", "aux", "auxpass")))


def _is_present(verb: Token) -> bool:
    """Whether a clause is of now or of what is to come: "are drawn", "will sit", but not "have been drawn"."""
    helpers = [*syntax.children(verb, "aux", "auxpass")]
    looks_back = any(helper.lower_ in ("have", "has", "'ve") for helper in helpers)
    return not looks_back and any(word.tag_ in ("VBZ", "VBP", "MD") for word in (verb, *helpers))


def _is_deadly(adjective: Token) -> bool:
    """Whether an adjective tells what comes of the happening that its noun names, and only if that happens."""
    return syntax.lemma(adjective) in load_lexicon("events/factuality")["deadly"]


def _is_ranked(noun: Token) -> bool:
    """Whether a noun names the first, the last or the only one who did what its infinitive tells: nothing that is but
    meant, as "the last order to shoot" is."""
    ranks = _table_of_words("ranks")
    return noun.lower_ in ranks or (
        is_actor(noun)
        and any(
            child.tag_ == "JJS" or child.lower_ in ranks for child in syntax.children(noun, "amod", "advmod", "nummod")
        )
    )


def _is_supposed(noun: Token) -> bool:
    """Whether a noun speaks of none in particular in a condition: "if there were a man who …", "a raid would hurt"."""
    verb = noun.head
    if not syntax.is_verbal(verb) or noun.dep_ not in ("nsubj", "nsubjpass", "dobj", "attr") or not _is_any(noun):
        return False
    if any(child.dep_ == "mark" and child.lower_ in ("if", "unless") for child in verb.children):
        return True
    would = any(child.lower_ in ("would", "'d", "could", "might") for child in syntax.children(verb, "aux"))
    looks_back = any(child.lower_ == "have" for child in syntax.children(verb, "aux"))
    return would and not looks_back and noun.dep_ in ("nsubj", "nsubjpass")


def _is_known(noun: Token) -> bool:
    """Whether a noun phrase is of what has been spoken of: "the disaster", but not "the release of the men"."""
    is_definite = any(
        child.lower_ in ("the", "this", "that", "these", "those") for child in syntax.children(noun, "det")
    )
    return is_definite and not any(child.lower_ in ("of", "for") for child in syntax.prepositions(noun))


def _is_any(noun: Token) -> bool:
    """Whether a noun phrase is of any one: "a raid", "any raid", "such a raid", "someone"."""
    if noun.lower_ in ("anyone", "anybody", "someone", "somebody"):
        return True
    return any(child.lower_ in ("a", "an", "any", "such") for child in syntax.children(noun, "det", "predet", "amod"))


def _of_phrase(node: Token, head: Token) -> Effect:
    """What "are to", "have yet to" do to the infinitive after them."""
    if not syntax.is_infinitive(node) or syntax.lemma(head) not in ("be", "have", "remain"):
        return _NONE
    if syntax.lemma(head) == "have" and any(syntax.children(head, "dobj")):
        return _PURPOSE  # "has ten days to decide"
    if any(child.lower_ == "yet" for verb in (node, head) for child in syntax.children(verb, "advmod")):
        return _NEGATIVE
    if syntax.lemma(head) != "be":
        return _NONE
    return _PURPOSE if head.tag_ == "VBD" else _FUTURE  # "the raid was to free the hostages"


def _over_gerund(preposition: Token) -> list[Effect]:
    """What "without", "for", "accused of", "aimed at" do to the participle after them."""
    if preposition.lower_ == "without":
        return [_NEGATIVE]
    verb = _verb_of(preposition.head)
    if preposition.lower_ == "from" and syntax.lemma(verb) in _table_of_words("barring"):
        return [_NEGATIVE]  # "block them from marching"
    accused = _effect("accusers", preposition.head) or _effect("accusers", verb)
    if accused or preposition.lower_ not in ("for", "of", "at", "in", "to", "from", "on", "against"):
        return [accused]
    wanted = _effect("governors", preposition.head)
    aims = preposition.lower_ == "for" and not syntax.is_verbal(preposition.head)
    if syntax.lemma(preposition.head) in load_lexicon("events/factuality")["answerable"]:
        aims = False  # "responsibility for blowing up the bridge"
    return [wanted or (_PURPOSE if aims else _NONE)]


def _verb_of(governor: Token) -> Token:
    """What a phrase that parsers hang on the object of a verb belongs to: "accused the men of theft"."""
    first = syntax.first_conjunct(governor)
    return first.head if first.dep_ in syntax.OBJECTS else governor


@functools.cache
def _table_of_words(name: str) -> frozenset[str]:
    return frozenset(load_lexicon("events/factuality")[name])


def _over_noun(node: Token, head: Token, left: int) -> tuple[list[Effect], bool]:
    if node.dep_ in ("conj", "appos") and not syntax.is_verbal(head):
        return [_effect("modifiers", m) for m in syntax.children(head, "det", "amod") if node.dep_ == "conj"], True
    if node.dep_ == "oprd" and syntax.lemma(head) in _table_of_words("naming"):
        return [_POSSIBLE], False  # "called the vote a coup"
    if node.dep_ == "pobj":
        governor = head.head
        if head.lower_ == "as" and syntax.lemma(_verb_of(governor)) in _table_of_words("naming"):
            return [_POSSIBLE], False  # "condemned the vote as a coup"
        if (amount := syntax.given_in(node)) is not None:
            return _over_noun(amount, amount.head, left)  # "promised $40 million in aid"
        effect = [_NEGATIVE] if head.lower_ == "without" else []
        joined = load_lexicon("events/factuality")["joined_after"].get(head.lower_, ())
        if syntax.lemma(governor) in joined:
            return [*effect, *effects(governor, left)], False  # "accused of involvement in trafficking"
        if head.lower_ in ("about", "for", "of", "to", "on", "in", "with", "off", "against"):
            fronted = head.i < governor.i  # "in the deal they agreed on …": the deal is not what is agreed
            # "Rejected in a referendum": where it was, not what
            found = _NONE if fronted or head.lower_ == "in" else _effect("noun_governors", governor, head.lower_)
            if not found and _effect("accusers", verb := _verb_of(governor)):
                found = _effect("noun_governors", verb, head.lower_)  # "accused soldiers of executions"
            if found and _is_known(node) and syntax.lemma(governor) in _table_of_words("weighing"):
                return effect, False  # "for fear of the clashes"
            if found and _is_none(governor):  # "no reports of casualties"
                return [_NEGATIVE], False
            return [*effect, found], bool(found) and not syntax.is_verbal(governor)
        return effect, False
    if node.dep_ in ("nsubj", "nsubjpass") and (ahead := _ahead(head)) is not None:
        return [ahead], False
    if node.dep_ in ("nsubj", "nsubjpass") and _is_supposed(node):
        return [_OPEN], False
    if node.dep_ == "nsubj" and syntax.lemma(head) in ("be", "become", "look", "remain", "seem"):
        return [_effect("predicates", each) for each in syntax.children(head, "acomp", "oprd")], False
    if node.dep_ == "attr" and syntax.lemma(head) == "be":
        there = _own(head, node) if any(syntax.children(head, "expl")) else []  # "whether there were casualties"
        return [*there, *(_of_matter(subject) for subject in syntax.subjects(head))], bool(there)
    if node.dep_ in ("dobj", "nsubjpass", "attr", "nsubj", "conj") and syntax.is_verbal(head):
        if node.dep_ in ("dobj", "conj") and syntax.lemma(head) == "include":
            return [_of_whole(head)], False
        governed = _NEGATIVE if _is_kept_from(head) else _effect("noun_governors", head, _particle(head))
        if node.dep_ == "dobj" and head.dep_ == "pcomp" and "tense" in governed:
            return list(effects(head, left)), False  # "convicted of ordering the murder"
        arguments = load_lexicon("events/arguments")
        if _is_known(node) and syntax.lemma(head) in (
            *arguments["occasions"]["verbs"],
            *arguments["attending"]["carriers"],
        ):
            return [], False  # "accused them of provoking the clashes", "asked to attend the hearings"
        if syntax.lemma(head) in carriers() or syntax.lemma(head) in _table_of_words("bringing_about"):
            return [governed, *_own(head, node)], True
        if syntax.lemma(head) in _table_of_words("weighing") and _is_known(node):
            return [], False  # "debated the disaster"
        if governed.get("polarity") == "negative":
            return [governed, *_own(head, node)], False  # "has not ruled out a strike"
        return [governed], False
    return [], False


def _is_kept_from(verb: Token) -> bool:
    """Whether a verb says that somebody did not get its object: "were denied access", "denied them access"."""
    if syntax.lemma(verb) not in ("deny", "refuse") or not any(syntax.children(verb, "dobj")):
        return False
    return syntax.is_passive(verb) or any(syntax.children(verb, "auxpass", "dative"))


def _ahead(verb: Token) -> Effect | None:
    """What an infinitive says of what a clause is about: "talks are to resume", "talks are due to resume".

    "The raid was to free the hostages" tells what it was for, and nothing against its having been.
    """
    aims = [aim for aim in syntax.children(verb, "xcomp") if syntax.is_infinitive(aim)]
    if syntax.lemma(verb) == "be" and aims:
        return _NONE if verb.tag_ == "VBD" and any(any(syntax.children(aim, "dobj")) for aim in aims) else _FUTURE
    words = [*syntax.children(verb, "acomp", "oprd"), *([verb] if syntax.is_passive(verb) else [])]
    for word in words:
        if any(map(syntax.is_infinitive, syntax.children(word, "xcomp"))) and "tense" in (
            effect := _effect("governors", word)
        ):
            return effect
    return None


def _of_matter(subject: Token) -> Effect:
    """What a noun does to that which is said to be it: "their aim is a ceasefire", "what was discussed was a truce"."""
    told = (_effect("noun_governors", clause) for clause in syntax.children(subject, "acl"))
    return _effect("governors", subject) or next((effect for effect in told if effect), _NONE)


def _of_whole(verb: Token) -> Effect:
    """What a whole does to its parts: "their demands include the release of the prisoners"."""
    return next((e for subject in syntax.subjects(verb) if (e := _effect("governors", subject))), _NONE)


def _over_adverbial(node: Token, head: Token, left: int) -> tuple[list[Effect], bool]:
    words = load_lexicon("events/factuality")
    if (
        syntax.is_infinitive(node)
        and syntax.lemma(node) in words["resulting"]
        and syntax.lemma(head) in words["moving"]
    ):
        return _own(head), False  # "recovered to close lower"
    if syntax.is_infinitive(node):
        if syntax.lemma(node) in words["voiced_by_deeds"]:
            return _own(head), False  # "marched to demand a recount" is the demand
        return [_effect("governors", head) or _PURPOSE], False
    if _is_inverted(node):
        return [_OPEN], False
    if syntax.is_bare(node):
        return [_OPEN], False  # "a recommendation that they reopen it, allow new bids": parsers lose the coordination
    if any(child.lower_ in _table_of_words("bounding") for child in syntax.children(node, "mark", "advmod", "prep")):
        # "Vowed to go on until he resigned"
        return [e for e in effects(head, left) if e.get("tense") == "future"], False
    return [], False


def _own(word: Token, apart: Token | None = None) -> list[Effect]:
    """What the words that modify a word itself do: auxiliaries, negation, adverbs, determiners, adjectives.

    `apart` is the one of them that the walk comes from: it has spoken for itself.
    """
    found: list[Effect] = [_FUTURE] if word.dep_ == "ROOT" and syntax.is_infinitive(word) else []
    perfect = any(child.lower_ in ("have", "'ve") for child in syntax.children(word, "aux"))
    for child in word.children_by(_MODIFYING):
        if child.lower_ in ("can", "ca", "could") and any(syntax.children(word, "neg")):
            continue  # what cannot be is not
        if child.dep_ in ("aux", "auxpass"):
            effect = _effect("auxiliaries", child)
            found.append(_looking_back(child, effect) if perfect and "certainty" in effect else effect)
            if child.lower_ in ("going", "about"):
                found.append({"tense": "future"})
        elif child.dep_ in ("nsubj", "nsubjpass", "dobj") and child != apart and _is_none(child):
            found.append(_NEGATIVE)
        elif child.dep_ == "mark" and child.lower_ in ("if", "unless", "whether", "lest"):
            is_asked = word.dep_ == "ccomp" and word.tag_ == "VBD"  # "did not say whether there were deaths"
            found.append(_POSSIBLE if is_asked else _OPEN)
        elif child.dep_ == "advmod" and child.lower_ == "next":
            continue  # "exploded next to a car"
        elif child.dep_ in ("neg", "advmod", "det", "amod", "preconj", "compound", "nmod"):
            found.append(_NEGATIVE if child.lower_ == "longer" and _is_none(child) else _effect("modifiers", child))
        elif child.dep_ in ("acomp", "oprd", "prep") and word.pos_ in ("AUX", "VERB"):
            found.append(_effect("governors", child) if child.dep_ != "prep" else _NONE)
    return [effect for effect in found if effect]


def _looking_back(auxiliary: Token, effect: Effect) -> Effect:
    """What an auxiliary does before "have": "may have attacked" looks back, "will have left" does not; "a law that
    would have allowed it" tells of what has hardly come about."""
    return _POSSIBLE if auxiliary.lower_ in ("would", "'d", "’d") else {"certainty": effect.get("certainty")}


def _is_none(subject: Token) -> bool:
    """Whether nobody is the subject: "no candidate", "not one of them", "nobody"."""
    return subject.lower_ in ("nobody", "none", "nothing") or any(
        child.lower_ in ("no", "neither") or (child.dep_ == "neg" or child.lower_ == "not")
        for child in subject.children
    )


def _is_nor(conjunct: Token, head: Token) -> bool:
    """Whether a verb is coordinated by "nor": "neither tried nor freed them"."""
    return any(c.lower_ == "nor" for verb in (conjunct, head) for c in syntax.children(verb, "cc", "preconj"))


def _is_inverted(clause: Token) -> bool:
    """Whether a clause is a condition without "if": "had they come, …", "should it fall, …", "were she to win, …"."""
    helpers = [child for child in (clause, *syntax.children(clause, "aux", "auxpass")) if child.lower_ in _INVERTED]
    own = [*clause.children_by(syntax.SUBJECTS)]
    return any(helper.i < subject.i for helper in helpers for subject in own)


@functools.cache
def carriers() -> frozenset[str]:
    """Verbs that add nothing of their own to the event that their object names ("hold talks")."""
    return frozenset(load_lexicon("events/factuality")["light_verbs"])


def wants(word: Token, noun: Token) -> bool:
    """Whether what a noun tells is what a word demands, promises, plans or refuses: "demanded the release of"."""
    before = noun.head.lower_ if noun.dep_ == "pobj" else _particle(word)
    return bool(_effect("noun_governors", word, before))


def embeds(verb: Token) -> bool:
    """Whether a verb only plans, demands or prevents the event that its object names."""
    return bool(_effect("noun_governors", verb))


@functools.cache
def _table(name: str) -> Mapping[str, Effect]:
    groups = load_lexicon("events/factuality")[name]
    return {word: {k: v for k, v in group.items() if k != "words"} for group in groups for word in group["words"]}


def _particle(verb: Token) -> str:
    """The particle of a phrasal verb, or nothing: "out" of "ruled out"."""
    return next((particle.lower_ for particle in syntax.children(verb, "prt")), "")


def _effect(table: str, word: Token, particle: str = "") -> Effect:
    """The effect of a word by a table of factuality.toml; "call for" is looked up before "call"."""
    known = _table(table)
    lemma = syntax.lemma(word)
    # A participle of the tables ("is reported to have left") is not the past tense ("the paper reported that").
    form = "" if word.tag_ == "VBD" and any(syntax.children(word, "nsubj")) else word.lower_
    return known.get(f"{lemma} {particle}") or known.get(lemma) or known.get(form) or _NONE
