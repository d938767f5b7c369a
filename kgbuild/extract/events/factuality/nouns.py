"""What the words above a noun do to the event that it names: "demanded a ceasefire", "without casualties"."""

from __future__ import annotations

import itertools

from kgbuild.extract import syntax
from kgbuild.extract.events.factuality.effects import (
    FUTURE,
    INTENDED,
    NEGATIVE,
    NONE,
    OPEN,
    POSSIBLE,
    Above,
    Effect,
    carriers,
    effect_of,
    particle_of,
    words_of,
)
from kgbuild.extract.events.factuality.frames import is_bygone, is_coming, is_present, of_then
from kgbuild.extract.events.factuality.modifiers import is_either, own_effects
from kgbuild.extract.events.factuality.phrases import (
    is_announced,
    is_contrasted,
    is_definite,
    is_known,
    is_none,
    is_sign_of,
    is_supposed,
    is_taken_for_granted,
    is_unreported,
    of_sign,
    plea_of,
)
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.parse import Token


def is_name_given(noun: Token) -> bool:
    """Whether a noun is only what somebody calls something: "called the vote a coup", "condemned it as a coup"."""
    head = noun.head
    if noun.dep_ == "oprd":
        return syntax.lemma(head) in words_of("naming")
    is_as = noun.dep_ == "pobj" and head.lower_ == "as"
    return is_as and syntax.lemma(verb_of(head.head)) in words_of("naming")


def over_noun(node: Token, head: Token, above: Above) -> tuple[list[Effect], bool]:
    """What the head of a noun does to it, and whether what governs the head does something to it too."""
    if node.dep_ in ("conj", "appos") and not syntax.is_verbal(head):
        return _over_joined(node, head, above)
    if is_name_given(node):
        return [POSSIBLE], False
    if node.dep_ == "pobj":
        return _over_governed(node, head, above)
    if (told := _over_part(node, head)) is not None:
        return told
    if node.dep_ in ("dobj", "nsubjpass", "attr", "nsubj", "conj") and syntax.is_verbal(head):
        return _over_argument(node, head, above)
    return [], False


def _over_joined(node: Token, head: Token, above: Above) -> tuple[list[Effect], bool]:
    """What a noun does to another beside it: "no deaths or injuries", "not an attack but an accident"."""
    if node.dep_ == "appos":
        return [], True
    shared = [effect_of("modifiers", m) for m in syntax.children(head, "det", "amod")]
    if is_contrasted(node, head):
        return [e for e in (*shared, *above(head)) if e.get("polarity") != "negative"], False
    return [*shared, *([POSSIBLE] if is_either(head) else [])], True


def _over_governed(node: Token, head: Token, above: Above) -> tuple[list[Effect], bool]:
    """What a preposition, and what governs it, do to the noun after it: "called for talks", "without casualties"."""
    beside = before(head)
    governor = beside if syntax.lemma(beside) in words_of("parts") else head.head
    if (amount := syntax.given_in(node)) is not None:
        return over_noun(amount, amount.head, above)  # "promised $40 million in aid"
    if _is_measured(governor, head):
        return list(above(governor)), False  # "will hold a series of talks"
    if is_time_of(head) and any(each.get("tense") == "future" for each in above(governor)):
        return [FUTURE], False
    effect = [NEGATIVE] if head.lower_ == "without" else []
    if head.lower_ == "for" and syntax.lemma(node) in words_of("purposes") and not _is_given(node):
        return [of_then(INTENDED) if is_bygone(governor) else INTENDED], False  # "was flown to Rome for trial"
    if is_sign_of(head) and not is_taken_for_granted(node):
        return of_sign(head, above), False
    if _is_awaited(head):
        return [FUTURE], False
    if head.lower_ in ("from", "against") and syntax.lemma(beside) in words_of("shielding"):
        return [NONE if is_known(node) else POSSIBLE], False
    if head.lower_ == "into" and syntax.lemma(governor) in words_of("inquiring") and _is_imputed(node):
        return [POSSIBLE], False
    if head.lower_ == "to" and (plea := plea_of(governor)) is not None:
        return [*effect, NONE if plea else POSSIBLE], False  # "pleaded not guilty to murder"
    if _is_suspected(head):
        return [*effect, NONE if _is_given(node) else POSSIBLE], False  # "for theft", but "over the theft"
    joined = load_lexicon("events/factuality")["joined_after"].get(head.lower_, ())
    if syntax.lemma(governor) in joined:
        if syntax.lemma(governor) in words_of("parts") and is_definite(node):
            # "Would not own up to complicity in the murders"
            return [FUTURE] if any(each.get("tense") == "future" for each in above(governor)) else [], False
        return [*effect, *above(governor)], False  # "accused of involvement in trafficking"
    if head.lower_ in ("about", "for", "of", "to", "on", "in", "with", "off", "against"):
        fronted = head.i < governor.i  # "in the deal they agreed on …": the deal is not what is agreed
        # "Rejected in a referendum": where it was, not what
        found = NONE if fronted or head.lower_ == "in" else _over_phrase(governor, head.lower_)
        if not found and effect_of("accusers", verb := verb_of(governor)):
            found = effect_of("noun_governors", verb, head.lower_)  # "accused soldiers of executions"
        if found and is_known(node) and syntax.lemma(governor) in words_of("weighing"):
            return effect, False  # "for fear of the clashes"
        if found and is_none(governor):  # "no reports of casualties"
            return [NEGATIVE], False
        return [*effect, found], bool(found) and not syntax.is_verbal(governor)
    return effect, False


def _over_part(node: Token, head: Token) -> tuple[list[Effect], bool] | None:
    """What a clause does to its subject, object or predicate by its form or by a verb of few words: "talks are due",
    "faces trial", "there may be casualties"; nothing if only its verb tells."""
    is_doubted = syntax.lemma(head) != "report" and "certainty" in effect_of("governors", head)
    if node.pos_ == "ADJ" and node.dep_ in ("oprd", "acomp") and is_doubted:
        return [POSSIBLE, *own_effects(head)], False  # "are feared dead"
    if node.dep_ == "dobj" and _is_impending(node, head):
        return [INTENDED, *own_effects(head, node)], True
    if node.dep_ == "dobj" and syntax.lemma(head) == "offer" and syntax.lemma(node) not in words_of("given_in_words"):
        return [OPEN], False
    if node.dep_ in ("nsubj", "nsubjpass") and (ahead := _ahead(head)) is not None:
        return [ahead], False
    if node.dep_ == "nsubjpass" and is_unreported(node, head):
        return [NEGATIVE], False
    if node.dep_ in ("nsubj", "nsubjpass") and is_supposed(node):
        return [OPEN], False
    if node.dep_ == "nsubj" and syntax.lemma(head) in ("be", "become", "look", "remain", "seem"):
        if is_coming(head):
            return [of_then(INTENDED) if is_bygone(head) else INTENDED], False
        return [effect_of("predicates", each) for each in syntax.children(head, "acomp", "oprd")], False
    if node.dep_ == "attr" and syntax.lemma(head) == "be":
        told = own_effects(head, node)  # "there may be casualties", "it would be a disaster"
        if any(child.lower_ == "the" or child.dep_ in ("acl", "relcl") for child in node.children):
            # "Was not the first strike", "is not a deed to be proud of"
            told = [effect for effect in told if effect.get("polarity") != "negative"]
        return [*told, *(_of_matter(subject) for subject in syntax.subjects(head))], True
    return None


def _over_argument(node: Token, head: Token, above: Above) -> tuple[list[Effect], bool]:
    """What a verb does to its subject or object: "demanded a ceasefire", "averted a strike"."""
    if node.dep_ in ("dobj", "conj") and (whole := _including(head)) is not None:
        return [of_whole(whole)], False
    if node.dep_ in ("dobj", "nsubjpass") and is_announced(node, head):
        return [FUTURE, *own_effects(head, node)], True  # "announced a strike"
    governed = NEGATIVE if _is_kept_from(head) else _over_phrase(head, particle_of(head))
    if governed and node.dep_ == "nsubj" and any(syntax.children(head, "dobj")):
        return _over_bringer(node, head)  # "a vote scrapped the tax", "the deal averted a strike"
    if node.dep_ == "dobj" and head.dep_ == "pcomp" and "tense" in governed:
        return list(above(head)), False  # "convicted of ordering the murder"
    arguments = load_lexicon("events/arguments")
    if is_known(node) and syntax.lemma(head) in (
        *arguments["occasions"]["verbs"],
        *arguments["attending"]["carriers"],
    ):
        return [], False  # "accused them of provoking the clashes", "asked to attend the hearings"
    if syntax.lemma(head) in carriers() or syntax.lemma(head) in words_of("bringing_about"):
        if node.dep_ == "nsubj" and any(syntax.children(head, "dobj", "ccomp")):
            return _over_bringer(node, head)
        return [governed, *own_effects(head, node)], True
    if syntax.lemma(head) in words_of("weighing") and is_known(node):
        return [], False  # "debated the disaster"
    if governed.get("polarity") == "negative":
        if syntax.lemma(head) in words_of("averting") and _is_not_done(head, above):
            return [], False  # "failed to prevent a strike"
        # "Has not ruled out a strike", "hopes to prevent a strike"
        return [governed, *own_effects(head, node)], node.dep_ == "dobj" and head.dep_ in ("xcomp", "acl", "advcl")
    return [governed], False


def _including(verb: Token) -> Token | None:
    """The "include" that a noun is an item of, by itself or beside participles: "included closing the mine and *a
    vote*"."""
    item = syntax.first_conjunct(verb)
    if item.tag_ == "VBG" and item != verb.head and item.dep_ in ("xcomp", "advcl", "ccomp", "dobj"):
        verb = item.head
    return verb if syntax.lemma(verb) == "include" else None


def _is_awaited(preposition: Token) -> bool:
    """Whether what is told as lasting now or to come ends with a happening: "leads the party until the election"."""
    if preposition.lower_ not in ("until", "till", "before"):
        return False
    verb = syntax.governing_verb(preposition)
    will = any(child.tag_ == "MD" for child in syntax.children(verb, "aux"))
    return will if preposition.lower_ == "before" else is_present(verb)


def _is_impending(noun: Token, verb: Token) -> bool:
    """Whether "face" tells of what is to come: "faces trial", "face new curbs", but not "face curbs", "faced trial"."""
    if syntax.lemma(verb) != "face" or is_bygone(verb):
        return False
    renewed = any(child.lower_ in words_of("renewed") for child in syntax.children(noun, "amod"))
    return syntax.lemma(noun) in words_of("impending") or (renewed and syntax.lemma(noun) in words_of("renewable"))


def _is_measured(noun: Token, preposition: Token) -> bool:
    """Whether a noun only tells how much or how long of what follows it: "two days of talks", "any kind of threat"."""
    if preposition.lower_ != "of" or noun.pos_ != "NOUN":
        return False
    return syntax.lemma(noun) in (*words_of("quantity_nouns"), *words_of("stretches"))


def _over_bringer(subject: Token, verb: Token) -> tuple[list[Effect], bool]:
    """What a verb does to that which brings something about: "*a strike* would cause harm", but "*the strike* would",
    "a strike caused no harm"."""
    if is_known(subject) or (any(syntax.children(subject, "poss")) and syntax.lemma(subject) in words_of("spoken")):
        return [], False  # "if the mayor's plan ended the fair"
    return [effect for effect in own_effects(verb, subject) if effect.get("polarity") != "negative"], True


def _is_not_done(verb: Token, above: Above) -> bool:
    """Whether it is certain that somebody did not do what a verb tells: "failed to prevent", "could not avert"."""
    found = list(itertools.islice(filter(None, above(verb)), 2))  # no more of the walk than it takes
    return [dict(effect) for effect in found] == [dict(NEGATIVE)]


def _over_phrase(word: Token, particle: str) -> Effect:
    """What a word with its preposition or particle does to the noun that it governs."""
    return effect_of("noun_governors", word, particle) or effect_of("noun_prospects", word, particle)


def _is_suspected(preposition: Token) -> bool:
    """Whether a preposition tells what somebody is only suspected of: "arrested for", "implicated in"."""
    verb = syntax.lemma(verb_of(preposition.head))
    if preposition.lower_ == "in":
        return verb == "implicate"
    is_known_verb = syntax.is_verbal(verb_of(preposition.head)) and verb in words_of("suspecting")
    return is_known_verb and preposition.lower_ in words_of("suspected_after")


def _is_given(noun: Token) -> bool:
    """Whether a noun phrase takes for granted that there was what it names: "the theft", "collapse of a dam"."""
    return any(syntax.children(noun, "det", "poss")) or any(each.lower_ == "of" for each in syntax.prepositions(noun))


def _is_imputed(noun: Token) -> bool:
    """Whether a noun names wrongs that an inquiry has yet to find: "an inquiry into corruption", but not "into the
    corruption", "into the murder of a nurse"."""
    return syntax.lemma(noun) in words_of("wrongs") and not _is_given(noun)


def _is_kept_from(verb: Token) -> bool:
    """Whether a verb says that somebody did not get its object: "were denied access", "denied them access"."""
    if syntax.lemma(verb) not in words_of("withholding") or not any(syntax.children(verb, "dobj")):
        return False
    return syntax.is_passive(verb) or any(syntax.children(verb, "auxpass", "dative"))


def _ahead(verb: Token) -> Effect | None:
    """What an infinitive says of what a clause is about: "talks are to resume", "talks are due to resume".

    "The raid was to free the hostages" tells what it was for, and nothing against its having been.
    """
    aims = [aim for aim in syntax.children(verb, "xcomp") if syntax.is_infinitive(aim)]
    if syntax.lemma(verb) == "be" and aims:
        return NONE if verb.tag_ == "VBD" and any(any(syntax.children(aim, "dobj")) for aim in aims) else FUTURE
    words = [*syntax.children(verb, "acomp", "oprd"), *([verb] if syntax.is_passive(verb) else [])]
    for word in words:
        if any(map(syntax.is_infinitive, syntax.children(word, "xcomp"))) and "tense" in (
            effect := effect_of("governors", word)
        ):
            return effect
    return None


def _of_matter(subject: Token) -> Effect:
    """What a noun does to that which is said to be it: "their aim is a ceasefire", "what was discussed was a truce"."""
    told = (effect_of("noun_governors", clause) for clause in syntax.children(subject, "acl"))
    return effect_of("governors", subject) or next((effect for effect in told if effect), NONE)


def of_whole(verb: Token) -> Effect:
    """What a whole does to its parts: "their demands include the release of the prisoners"."""
    return next((e for subject in syntax.subjects(verb) if (e := effect_of("governors", subject))), NONE)


def is_time_of(preposition: Token) -> bool:
    """Whether a phrase tells at what happening something else goes on: "will speak *during* the visit", "*at* a rally",
    but not "will look *at* the raid"."""
    if not syntax.is_verbal(preposition.head):
        return False
    return preposition.lower_ == "during" or (
        preposition.lower_ == "at"
        and any(child.lower_ in ("a", "an") for noun in syntax.children(preposition, "pobj") for child in noun.children)
    )


def before(preposition: Token) -> Token:
    """What a preposition belongs to, though parsers hang it on the verb: "signed *a deal* on sending troops"."""
    word = preposition.nbor(-1) if preposition.i else preposition.head
    return word if word.dep_ == "dobj" and word.head == preposition.head else preposition.head


def verb_of(governor: Token) -> Token:
    """What a phrase that parsers hang on the object of a verb belongs to: "accused the men of theft"."""
    first = syntax.first_conjunct(governor)
    return first.head if first.dep_ in syntax.OBJECTS else governor
