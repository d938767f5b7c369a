"""Of what a noun phrase speaks: of none, of any one, of the first who did it, of what is known already."""

from __future__ import annotations

from kgbuild.extract import syntax
from kgbuild.extract.events.actors import is_actor
from kgbuild.extract.events.factuality.effects import NEGATIVE, NONE, PROBABLE, Above, Effect, but_negation, words_of
from kgbuild.extract.events.factuality.frames import is_bygone
from kgbuild.parse import Token


def is_none(subject: Token) -> bool:
    """Whether nobody is the subject: "no candidate", "not one of them", "nobody", "few if any candidates"."""
    if subject.lower_ in ("nobody", "none", "nothing") or is_little(subject):
        return True
    if subject.lower_ in words_of("scarcely") and any(map(is_scarcely_any, subject.doc[subject.i + 1 : subject.i + 3])):
        return True
    opening = subject.left_edge
    if opening.lower_ == "not" and opening.i < subject.i and opening.nbor().lower_ in words_of("not_one"):
        before = subject.doc[opening.i : subject.i]  # "not even one guard", but "not one but two bombs"
        return all(token.lower_ != "but" for token in before)
    instead = syntax.is_set_aside(subject)  # "arrested not soldiers but miners"
    return any(
        child.lower_ in ("no", "neither") or (child.i < subject.i and not instead and _denies(child))
        or (child.lower_ == "any" and child.i and _denies_any(child.nbor(-1)))
        for child in subject.children
    )  # fmt: skip


def _denies(word: Token) -> bool:
    if word.dep_ != "neg" and word.lower_ != "not":
        return False
    following = word.nbor()  # "not only rebels but monks", "not 12 but 17 men"
    return following.lower_ not in words_of("not_only") and not syntax.is_set_aside(following)


def _denies_any(word: Token) -> bool:
    return word.lower_ in words_of("hardly") or is_scarcely_any(word)


def is_little(noun: Token) -> bool:
    """Whether there is hardly any of what a noun names: "little effort", but not "a little effort", "so little"."""
    if noun.tag_ != "NN" or all(
        child.lower_ != "little" or any(syntax.children(child, "advmod")) for child in noun.children
    ):
        return False
    return not is_actor(noun) and not any(syntax.children(noun, "det", "poss"))


def is_scarcely_any(word: Token) -> bool:
    """Whether "if" opens no condition but denies: "few *if* any", "rarely, *if* ever"."""
    before = next((token for token in reversed(word.doc[max(0, word.i - 2) : word.i]) if token.text != ","), None)
    after = word.nbor() if word.i + 1 < len(word.doc) else None
    if word.lower_ != "if" or before is None or after is None:
        return False
    return before.lower_ in words_of("scarcely") and after.lower_ in ("any", "ever")


def is_any(noun: Token) -> bool:
    """Whether a noun phrase is of any one: "a raid", "any raid", "such a raid", "someone"."""
    if noun.lower_ in ("anyone", "anybody", "someone", "somebody"):
        return True
    return any(child.lower_ in ("a", "an", "any", "such") for child in syntax.children(noun, "det", "predet", "amod"))


def plea_of(word: Token) -> bool | None:
    """Whether somebody owns up to a deed ("pleaded guilty") or not ("pleaded not guilty"); None if this is no plea."""
    found = (word, *syntax.children(word, "acomp", "oprd", "advmod", "xcomp"))
    guilty = next((each for each in found if each.lower_ == "guilty"), None)
    if guilty is None:
        return None
    verb = guilty.head if guilty.dep_ in ("acomp", "oprd", "advmod", "xcomp") else guilty
    return not any(child.dep_ == "neg" or child.lower_ == "not" for each in (verb, guilty) for child in each.children)


def is_definite(noun: Token) -> bool:
    """Whether a noun phrase is of some that are known, if only by what follows: "the release of the men"."""
    return any(child.lower_ in ("the", "this", "that", "these", "those") for child in syntax.children(noun, "det"))


def is_known(noun: Token) -> bool:
    """Whether a noun phrase is of what has been spoken of: "the disaster", but not "the release of the men"."""
    return is_definite(noun) and not any(child.lower_ in ("of", "for") for child in syntax.prepositions(noun))


def is_ranked(noun: Token) -> bool:
    """Whether a noun names the first, the last or the only one who did what its infinitive tells: nothing that is but
    meant, as "the last order to shoot" is."""
    ranks = words_of("ranks")
    return noun.lower_ in ranks or (
        (is_actor(noun) or syntax.lemma(noun) in words_of("befalling"))
        and any(
            child.tag_ == "JJS" or child.lower_ in ranks for child in syntax.children(noun, "amod", "advmod", "nummod")
        )
    )


def is_supposed(noun: Token) -> bool:
    """Whether a noun speaks of none in particular in a condition: "if there were a man who …", "a raid would hurt"."""
    verb = noun.head
    if not syntax.is_verbal(verb) or noun.dep_ not in ("nsubj", "nsubjpass", "dobj", "attr") or not is_any(noun):
        return False
    if any(child.dep_ == "mark" and child.lower_ in ("if", "unless") for child in verb.children):
        return True
    would = any(child.lower_ in ("would", "'d", "could", "might") for child in syntax.children(verb, "aux"))
    looks_back = any(child.lower_ == "have" for child in syntax.children(verb, "aux"))
    return would and not looks_back and noun.dep_ in ("nsubj", "nsubjpass")


def is_contrasted(conjunct: Token, head: Token) -> bool:
    """Whether a word is set against one before: "not an attack *but* an accident"."""
    return any(head.i < c.i < conjunct.i and c.lower_ == "but" for c in syntax.children(head, "cc", "prep"))


def is_unreported(noun: Token, verb: Token) -> bool:
    """Whether nothing of a kind was reported: "casualties were not reported", but not "the theft was not reported",
    "thefts are often not reported", "deaths were not reported until Tuesday"."""
    if syntax.lemma(verb) not in words_of("reporting") or not any(syntax.children(verb, "neg")):
        return False
    if noun.tag_ != "NNS" or any(syntax.children(noun, "det", "poss", "nummod")):
        return False
    if any(each.lower_ in words_of("reported_otherwise") for each in syntax.prepositions(verb)) or any(
        syntax.lemma(where) in words_of("press") for where in syntax.governed(verb, "in", "on")
    ):
        return False
    adverbs = {child.lower_ for child in syntax.children(verb, "advmod")} - {"yet"}
    amounts = {child.lower_ for child in syntax.children(noun, "amod")} & words_of("amounts")
    return not adverbs and not amounts and not any(syntax.children(verb, "advcl", "agent"))


def is_announced(noun: Token, verb: Token) -> bool:
    """Whether a noun names what somebody says will be: "announced a *withdrawal*", but not "announced an arrest",
    "announced a withdrawal that was completed on Friday", "announced the election of Ana Berg"."""
    if syntax.lemma(verb) not in words_of("announcing") or syntax.lemma(noun) not in words_of("announced"):
        return False
    if any(child.lower_ in words_of("weapons") for child in syntax.children(noun, "compound")):
        return False  # "announced an air strike"
    if is_definite(noun) and any(
        one.ent_type_ == "PERSON" or any(syntax.children(one, "nummod")) for one in syntax.governed(noun, "of")
    ):
        return False
    if noun.dep_ == "nsubjpass" and any(map(_is_after_it, syntax.children(verb, "advcl"))):
        return False
    clauses = (*syntax.children(noun, "relcl"), *(each for each in syntax.children(verb, "ccomp") if each.i > noun.i))
    return not any(is_bygone(each) and not any(syntax.children(each, "xcomp")) for each in clauses)


def _is_after_it(clause: Token) -> bool:
    """Whether a clause tells that something was over by then: "was announced *after it had ended*"."""
    is_after = any(mark.lower_ == "after" for mark in syntax.children(clause, "mark"))
    return is_after and any(each.lower_ in ("it", "they") for each in syntax.subjects(clause))


def is_taken_for_granted(noun: Token) -> bool:
    """Whether a noun phrase is of what is known, owned or counted: "evidence of *the massacre of villagers*"."""
    return is_definite(noun) or any(syntax.children(noun, "poss", "nummod"))


def is_sign_of(preposition: Token) -> bool:
    """Whether what follows a preposition is told by what speaks for it: "signs of torture", "no sign of slowing"."""
    noun = preposition.head
    return preposition.lower_ == "of" and noun.pos_ == "NOUN" and syntax.lemma(noun) in words_of("evidence")


def of_sign(preposition: Token, above: Above) -> list[Effect]:
    """What signs, or that there are none, do to what speaks for itself by them, as `is_sign_of` tells."""
    noun = preposition.head
    return [NEGATIVE if is_none(noun) else NONE, PROBABLE, *but_negation(above(noun))]
