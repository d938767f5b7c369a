"""What the words above a clause do to the event that its verb tells: "tried to flee", "if it falls", "for bombing"."""

from __future__ import annotations

from kgbuild.extract import syntax
from kgbuild.extract.events.actors import is_actor
from kgbuild.extract.events.factuality.effects import (
    FUTURE,
    INTENDED,
    NEGATIVE,
    NONE,
    OPEN,
    POSSIBLE,
    PROBABLE,
    PURPOSE,
    Above,
    Effect,
    but_negation,
    carriers,
    effect_of,
    particle_of,
    phrasal_effect,
    words_of,
)
from kgbuild.extract.events.factuality.frames import (
    brings_about,
    is_bygone,
    is_called_for,
    is_done_to_achieve,
    is_ensured,
    is_inverted,
    is_lost_aim,
    is_of_then,
    is_only_talked_of,
    is_present,
    is_proviso,
    is_shown_done,
    is_supposed_clause,
    let_happen,
    of_then,
    over_complement,
    purpose_of,
)
from kgbuild.extract.events.factuality.generic import is_of_anyone
from kgbuild.extract.events.factuality.modifiers import SHARED, is_either, is_whenever, own_effects
from kgbuild.extract.events.factuality.nouns import before, of_whole, verb_of
from kgbuild.extract.events.factuality.phrases import (
    is_any,
    is_definite,
    is_little,
    is_none,
    is_ranked,
    is_sign_of,
    is_supposed,
    of_sign,
    plea_of,
)
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.parse import Token


def over_clause(node: Token, head: Token, above: Above) -> tuple[list[Effect], bool]:
    """What the head of a verb or clause does to it, and whether what governs the head does something to it too."""
    if node.dep_ in ("acl", "relcl") and syntax.is_infinitive(node):
        return _over_infinitive(node, head, above)
    if node.dep_ in ("xcomp", "advcl") and node.tag_ == "VBG" and syntax.lemma(head) == "include":
        return [of_whole(head)], False
    if node.dep_ == "xcomp" or (node.dep_ == "ccomp" and (syntax.is_infinitive(node) or _is_made(node, head))):
        if syntax.is_infinitive(node) and any(child.tag_ == "WRB" for child in syntax.children(node, "advmod")):
            return [POSSIBLE], False  # "does not know how to win"
        if (far := _of_attempt_on(node, head, above)) is not None:
            return far, False
        if syntax.lemma(head) == "be" and any(map(is_ranked, syntax.children(head, "attr"))):
            return but_negation(own_effects(head)), True  # "it is the third storm to hit the coast"
        if (vote := _of_vote(node, head)) is not None:
            return [vote, *own_effects(head)], True
        if syntax.lemma(head) in words_of("obliging") and _is_denied_law(head):
            return [over_complement(head)], False  # "no law obliges them to register"
        if let_happen(node, head):
            return own_effects(head), True
        effect = NONE if is_shown_done(node) else _of_phrase(node, head) or over_complement(head) or _of_too(head)
        if syntax.lemma(head) in words_of("judged") and any(c.lower_ == "have" for c in syntax.children(node, "aux")):
            effect = of_then(effect)  # "is likely to have fled", "ought to have fled"
        if not effect and is_done_to_achieve(node, head):
            effect = purpose_of(head)
        return [effect, *own_effects(head), *_of_copula(head)], True
    if is_only_talked_of(node):
        return [POSSIBLE], False
    if (node.dep_ in ("ccomp", "acl", "conj") and syntax.is_subjunctive(node)) or is_lost_aim(node):
        return [OPEN], False
    if node.dep_ == "ccomp":
        if syntax.hears(head):
            is_told_by = any(syntax.agents(head)) or any(syntax.governed(head, "from"))
            return [NONE if is_told_by else PROBABLE], False
        if (is_proviso(head) or is_called_for(head)) and is_present(node):
            return [OPEN], False
        if is_proviso(head):
            return [POSSIBLE], False  # "attacked the town, assuming the rebels had left"
        if is_ensured(head):
            return [OPEN] if is_present(node) else own_effects(head), False
        if node.i < head.i and any(token.text == ":" for token in node.doc[node.i : head.i]):
            return [], False  # headlines: "Peru expels envoys: Chile vows revenge"
        if phrasal := phrasal_effect("governors", head):
            return [phrasal], False  # "ruled out that he would resign"
        if node.i < head.i and effect_of("governors", head).get("polarity") == "negative":
            return [], False  # "Peru accuses Chile of spying, a charge Chile denies"
        is_gerund = any(child.lower_ == "being" for child in syntax.children(node, "auxpass"))
        if is_gerund and syntax.lemma(head) in words_of("barring"):
            return [effect_of("governors", head), *own_effects(head)], True  # "hopes to prevent the dam being blown up"
        if syntax.lemma(head) in words_of("supposing") and not is_present(node):
            return [PROBABLE], False
        reported = syntax.lemma(head) in words_of("infinitive_only")
        return [NONE if reported else effect_of("governors", head)], False
    if node.dep_ == "advcl":
        if node.tag_ == "VBG" and (phrasal := phrasal_effect("governors", head)):
            return [phrasal], True  # "ruled out sending troops"
        return _over_adverbial(node, head, above)
    if node.dep_ == "csubj" and node.tag_ == "VBG":
        return own_effects(head), False  # "carrying a flare would be fined"
    if node.dep_ == "pcomp" or (node.dep_ == "pobj" and node.tag_ == "VBG"):
        return _over_gerund(head, above), False
    if node.dep_ == "conj" and syntax.is_verbal(head):
        return _beside(node, head)
    return _over_noun_clause(node, head, above), False


def _is_denied_law(verb: Token) -> bool:
    """Whether nothing obliges anybody, which does not tell what they do: "no law *requires* them to register"."""
    of_none = any(map(is_none, syntax.children(verb, "nsubj"))) or (
        verb.dep_ in ("acl", "relcl") and is_none(verb.head)
    )
    return of_none or any(syntax.children(verb, "neg"))


def _of_too(adjective: Token) -> Effect:
    """What "too" does to the infinitive after an adjective: "was *too* weak to flee", but not "too quick to
    attack"."""
    if adjective.pos_ != "ADJ" or syntax.lemma(adjective) not in words_of("disabling"):
        return NONE
    if any(syntax.children(adjective.head, "neg")) or any(map(is_none, syntax.children(adjective.head, "nsubj"))):
        return NONE  # "it is not too late to sign"
    degrees = (child for child in syntax.children(adjective, "advmod") if child.lower_ == "too")
    is_too = any(not too.i or too.nbor(-1).lower_ not in ("only", "all", "not", "never", "hardly") for too in degrees)
    return NEGATIVE if is_too else NONE


def _of_attempt_on(infinitive: Token, verb: Token, above: Above) -> list[Effect] | None:
    """What is told of a deed that somebody only tries to move others to: "tried to persuade them *to leave*"."""
    if not syntax.is_infinitive(infinitive) or not syntax.is_infinitive(verb):
        return None
    others = any(verb.i < child.i < infinitive.i for child in syntax.children(verb, "dobj"))
    if not others and not any(syntax.children(infinitive, "nsubj")):
        return None
    attempt = syntax.first_conjunct(verb).head
    if not any(effect.get("attempted") for effect in (effect_of("governors", attempt), *own_effects(attempt))):
        return None
    return [purpose_of(verb.head), *(effect for effect in above(verb) if not effect.get("attempted"))]


def _of_copula(adjective: Token) -> list[Effect]:
    """What the verb before an adjective does to the infinitive after it: "*may not* be able to come"."""
    if adjective.dep_ not in ("acomp", "oprd") or syntax.is_verbal(adjective):
        return []
    effects = own_effects(adjective.head, labels=SHARED)
    return effects if syntax.lemma(adjective) in words_of("denied_with") else but_negation(effects)


def _beside(node: Token, head: Token) -> tuple[list[Effect], bool]:
    """What the first of two verbs tells of the other: "will come and stay", "neither came nor wrote", "if he resigns
    and the talks fail"."""
    if any(syntax.children(node, "nsubj", "nsubjpass")):
        supposed = is_supposed_clause(head) and is_present(node) and not any(syntax.children(node, "aux"))
        return [OPEN] if supposed else [], False
    own = [] if any(syntax.children(node, "aux")) else but_negation(own_effects(head, labels=SHARED))
    return [*own, *([NEGATIVE] if _is_nor(node, head) else []), *([POSSIBLE] if is_either(head) else [])], True


def _over_infinitive(node: Token, head: Token, above: Above) -> tuple[list[Effect], bool]:
    """What a noun does to the infinitive after it: "has 30 days to appeal", "an order to shoot"."""
    if (verb := brings_about(head)) is not None:
        return [over_complement(verb), *own_effects(verb), *above(verb)], False
    if is_ranked(head):  # "the first woman to lead the party", "will be the first to lead it"
        return but_negation(above(head.head)) if head.dep_ == "attr" else [], False
    if syntax.lemma(node) in words_of("voiced_by_deeds") and not effect_of("governors", head):
        return own_effects(head), False  # "a rally to protest the ban" is the protest
    headline = FUTURE if head.dep_ == "ROOT" else INTENDED  # "Parliament to vote", "a contract to supply tankers"
    effect, own = effect_of("governors", head) or headline, own_effects(head)
    return [of_then(effect) if is_of_then(head, own) else effect, *own], True


def _over_noun_clause(node: Token, head: Token, above: Above) -> list[Effect]:
    """What a noun does to the clause that belongs to it: "no evidence that he threw a bomb", "any raid that fails"."""
    tells = node.dep_ == "acl" or (node.dep_ == "relcl" and syntax.lemma(head) in words_of("evidence"))
    if tells and is_none(head):  # "no evidence (that) he threw a bomb", but "no doubt that he did"
        return [] if syntax.lemma(head) in words_of("doubting") else [NEGATIVE, PROBABLE]
    if node.dep_ in ("acl", "ccomp", "relcl") and head.dep_ == "dobj" and any(syntax.children(node, "mark")):
        return [effect_of("governors", head.head)]  # "denied claims that its jets had bombed a school"
    if node.dep_ == "acl" and syntax.lemma(head) == "condition" and any(syntax.children(node, "mark")):
        return [OPEN]  # "on condition that they freeze the fees"
    if is_of_anyone(node, head):
        return [POSSIBLE]
    if node.dep_ == "relcl" and is_supposed(head):
        return [OPEN]
    if node.dep_ == "relcl" and head.dep_ == "dobj" and is_any(head) and is_present(node):
        # "Demand a council whose members are drawn by lot": there are none yet
        planned = [e for e in above(head.head) if e.get("tense") == "future"]
        return [effect_of("noun_governors", head.head), *planned]
    is_of_thing = node.tag_ == "VBG" or (is_any(head) and syntax.lemma(node) in words_of("arranged"))
    if node.dep_ == "acl" and is_of_thing and not is_definite(head):
        # "Offered a reward for information leading to his arrest", "asked for a truce ending the war"
        return [e for e in above(head) if e.get("tense") == "future"]
    return []


def _is_made(clause: Token, verb: Token) -> bool:
    """Whether a clause is what a verb brings about: "would make the road cross the border", which parsers take for a
    present."""
    made = clause.tag_ == "VBP" and syntax.lemma(verb) in words_of("making")
    return syntax.is_bare(clause) or (made and not any(syntax.children(clause, "mark", "aux", "auxpass")))


def _of_phrase(node: Token, head: Token) -> Effect:
    """What "are to", "have yet to" do to the infinitive after them."""
    if not syntax.is_infinitive(node) or syntax.lemma(head) not in ("be", "have", "remain"):
        return NONE
    if syntax.lemma(head) == "have" and any(syntax.children(head, "dobj")):
        return purpose_of(head)  # "has ten days to decide"
    if any(child.lower_ == "yet" for verb in (node, head) for child in syntax.children(verb, "advmod")):
        return NEGATIVE
    if syntax.lemma(head) != "be":
        return NONE
    if head.tag_ == "VBD":
        return PURPOSE  # "the raid was to free the hostages"
    matters = (effect_of("governors", noun) for noun in (*syntax.subjects(head), *syntax.children(head, "attr")))
    return next((effect for effect in matters if effect), FUTURE)  # "the goal is to free them", "Peru is to free them"


def _over_gerund(preposition: Token, above: Above) -> list[Effect]:
    """What "without", "for", "accused of", "aimed at" do to the participle after them."""
    if preposition.lower_ == "without":
        return [NEGATIVE]
    if is_sign_of(preposition):
        return of_sign(preposition, above)
    verb = verb_of(preposition.head)
    if syntax.lemma(preposition.head) in load_lexicon("events/factuality")["joined_after"].get(preposition.lower_, ()):
        return [*own_effects(preposition.head), *above(preposition.head)]  # "denied that they were involved in looting"
    if preposition.lower_ == "from" and syntax.lemma(verb) in words_of("barring"):
        return [NEGATIVE, *above(verb)]  # "block them from marching", "failed to block them from marching"
    if preposition.lower_ in words_of("along_with") and syntax.is_verbal(preposition.head):
        return _along_with(preposition.head, above)
    if preposition.lower_ == "to" and (plea := plea_of(preposition.head)) is not None:
        return [NONE if plea else POSSIBLE]  # "pleaded guilty to robbing four banks"
    if preposition.lower_ in ("for", "over") and syntax.lemma(verb) in words_of("suspecting"):
        return [POSSIBLE]
    accused = effect_of("accusers", preposition.head) or effect_of("accusers", verb)
    if accused or preposition.lower_ not in ("for", "of", "at", "in", "to", "from", "on", "against", "with"):
        return [accused]
    wanted = effect_of("governors", preposition.head, particle_of(preposition.head))
    if not wanted and preposition.lower_ == "on":
        wanted = effect_of("governors", before(preposition))  # "signed a deal on sending troops"
    aims = preposition.lower_ == "for" and not syntax.is_verbal(preposition.head)
    if syntax.lemma(preposition.head) in words_of("answerable"):
        aims = False  # "responsibility for blowing up the bridge"
    return [wanted or (PURPOSE if aims else NONE)]


def _along_with(verb: Token, above: Above) -> list[Effect]:
    """What a verb does to a participle that goes with it: "can be reached *by climbing*", but not "may have"."""
    if any(child.lower_ == "have" for child in syntax.children(verb, "aux")):
        return []
    if syntax.is_infinitive(verb) and (verb.dep_ in ("advcl", "acl") or is_done_to_achieve(verb, verb.head)):
        return but_negation(own_effects(verb.head, labels=SHARED))  # "acted to protect them by shooting"
    return [effect for effect in but_negation(above(verb)) if not effect.get("attempted")]


def _over_adverbial(node: Token, head: Token, above: Above) -> tuple[list[Effect], bool]:
    if (
        syntax.is_infinitive(node)
        and syntax.lemma(node) in words_of("resulting")
        and syntax.lemma(head) in words_of("moving")
    ):
        return own_effects(head), False  # "recovered to close lower"
    if (vote := _of_vote(node, head)) is not None:
        return [vote, *own_effects(head)], True
    if syntax.is_infinitive(node):
        if syntax.lemma(node) in words_of("voiced_by_deeds"):
            return own_effects(head), False  # "marched to demand a recount" is the demand
        hardly = any(map(is_little, syntax.children(head, "dobj")))  # "made little effort this week to help"
        done = syntax.lemma(head) in carriers() and any(not is_actor(each) for each in syntax.direct_objects(head))
        wanted = NONE if done else effect_of("governors", head)  # "committed a theft to open a shop"
        return [wanted or purpose_of(head), *([NEGATIVE] if hardly else [])], False
    if is_whenever(node):
        return [POSSIBLE], False
    if is_inverted(node):
        return [OPEN], False
    if syntax.is_bare(node):
        return [OPEN], False  # "a recommendation that they reopen it, allow new bids": parsers lose the coordination
    bounds = [*syntax.children(node, "mark", "advmod", "prep")]
    if any(child.lower_ in ("until", "till", "before") for child in bounds) and is_present(node):
        return [OPEN], False  # "have stopped work until the army leaves"
    if _is_what_came_between(node, head):
        return [], False
    if any(child.lower_ in words_of("bounding") for child in bounds):
        # "Vowed to go on until he resigned"
        return [e for e in above(head) if e.get("tense") == "future"], False
    return _of_modal(node, head), False


def _is_what_came_between(clause: Token, head: Token) -> bool:
    """Whether a clause tells what happened as something was about to: "was about to leave *when* a bomb went off"."""
    if not is_bygone(clause) or all(child.lower_ != "when" for child in syntax.children(clause, "advmod", "mark")):
        return False
    words = (head, head.head) if syntax.is_infinitive(head) else (head, *syntax.children(head, "acomp", "oprd"))
    return any(
        word.lower_ in words_of("set_then")
        and any(map(syntax.is_infinitive, syntax.children(word, "xcomp")))
        and is_bygone(word.head if word.dep_ in ("acomp", "oprd") else word)
        for word in words
    )


def _of_modal(participle: Token, verb: Token) -> list[Effect]:
    """What "may", "will", "can" before a verb do to the participle after it: "could burn, (thereby) killing many"."""
    is_bare = participle.tag_ == "VBG" and not any(syntax.children(participle, "aux", "nsubj"))
    if (
        not is_bare
        or participle.i < verb.i
        or any(c.lower_ not in words_of("alongside") for c in syntax.children(participle, "mark"))
    ):
        return []
    if verb.dep_ == "advcl" and verb.tag_ == "VBG":
        return _of_modal(verb, verb.head)
    return own_effects(verb, labels=frozenset({"aux"}))


def _of_vote(node: Token, head: Token) -> Effect | None:
    """What a vote does to what it is for: "voted to expel him" has done so, "voted to strike" has yet to."""
    if syntax.lemma(head) != "vote" or not syntax.is_infinitive(node):
        return None
    return NONE if syntax.lemma(node) in words_of("enacted") else INTENDED


def _is_nor(conjunct: Token, head: Token) -> bool:
    """Whether a verb shares the negation of one before: "neither tried nor freed them", "did not try or free them"."""
    if any(c.lower_ == "nor" for verb in (conjunct, head) for c in syntax.children(verb, "cc", "preconj")):
        return True
    is_alike = conjunct.tag_ == head.tag_ or {conjunct.tag_, head.tag_} in ({"VB", "VBP"}, {"VBN", "VBD"})
    if not is_alike or not any(syntax.children(head, "neg")) or any(syntax.children(conjunct, "neg")):
        return False
    joints = [c for c in syntax.children(head, "cc") if head.i < c.i < conjunct.i]
    return bool(joints) and joints[-1].lower_ == "or" and joints[-1].nbor(-1).text != ","
