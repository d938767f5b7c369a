"""Merges what the syntax says to be one thing: appositions, predicates, relative pronouns, roles before names."""

from __future__ import annotations

from kgbuild.extract.entities.chains import Chains, compatible
from kgbuild.extract.entities.definiteness import is_excluded
from kgbuild.extract.entities.name_forms import is_title_word
from kgbuild.extract.entities.nouns import or_region
from kgbuild.extract.entities.titles import verb_of_post
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import (
    SUBJECTS,
    antecedent,
    direct_objects,
    is_finite,
    lemma,
    subjects,
)
from kgbuild.parse import Token
from kgbuild.vocabulary import is_a


def merge(chains: Chains) -> None:
    """Merges the chains of mentions that one construction ties together."""
    for i, candidate in enumerate(chains.candidates):
        head = chains.doc[candidate.head]
        if candidate.rule == "relative":
            if not _is_of_clause(chains, head):
                _merge_pair(chains, i, _who_is_meant(chains, head), 0.95)
        elif candidate.kind == "Person" and (bearer := _who_is_called_so(head)) is not None:
            _merge_pair(chains, i, bearer, 0.8)
        elif head.dep_ == "pobj" and candidate.form == "name":
            _merge_place(chains, i, head)
        elif candidate.rule == "before name" or _is_named_body(chains, i):
            _merge_close(chains, i)
        elif (described := _person_described(chains, i)) is not None:
            chains.merge(described, i, 0.9)
        elif (place := _place_described(chains, i)) is not None:
            chains.merge(place, i, 0.9)
        elif head.dep_ == "appos":
            _merge_apposition(chains, i, head)
        elif candidate.form == "nominal" and (holder := _whom_it_makes(head)) is not None:
            _merge_pair(chains, i, holder, 0.85)
        elif head.dep_ == "attr" and candidate.form == "nominal":
            _merge_predicate(chains, i, head)


def _is_of_clause(chains: Chains, pronoun: Token) -> bool:
    """Whether "which" takes up what a clause says, and nobody: "fired the coach, which was wise"."""
    if pronoun.lower_ != "which":
        return False
    told = antecedent(pronoun)
    j = chains.at_head(told.i)
    return j is not None and (chains.candidates[j].kind == "Person" or _is_said_to_lack(told, pronoun))


def _is_said_to_lack(noun: Token, pronoun: Token) -> bool:
    """Whether a clause behind a comma says that there is no such thing, of which "which" can then tell nothing: "has no
    army, which is wise"."""
    if pronoun.i == 0 or pronoun.nbor(-1).text != "," or noun.dep_ not in ("attr", "dobj"):
        return False
    determiners = [child.lower_ for child in noun.lefts if child.dep_ == "det"]
    is_negated = any(child.dep_ == "neg" for child in noun.head.children)
    return "no" in determiners or (is_negated and not {"a", "an", "any"}.isdisjoint(determiners))


def _who_is_meant(chains: Chains, pronoun: Token) -> Token:
    """What a relative pronoun takes up; for "who" not whose somebody is: "Ana Berg, of Radio Vela, who …"."""
    told = antecedent(pronoun)
    if pronoun.lower_ != "who" or (j := chains.at_head(told.i)) is None or not _is_of_nobody(chains, j):
        return told
    for above in told.ancestors:
        if above.pos_ in ("VERB", "AUX"):
            break
        if (k := chains.at_head(above.i)) is not None and chains.candidates[k].kind == "Person":
            return above
    return told


def _is_of_nobody(chains: Chains, j: int) -> bool:
    kind = chains.candidates[j].kind or ""
    return is_a(kind, "Organization") or (is_a(kind, "Place") and kind != "Country")


def _merge_apposition(chains: Chains, i: int, head: Token) -> None:
    """ "The mayor, Ana Berg", "mayor Ana Berg"."""
    candidate, described = chains.candidates[i], head.head
    if is_excluded(head):
        return
    before = chains.doc[candidate.first - 1] if candidate.first else head
    if candidate.form == "name" and before.pos_ in ("NOUN", "PROPN") and before != described:
        j = chains.at_head(before.i)  # "mayor Ana Berg and senator Luis Diaz": another title's
        if j is not None and chains.candidates[j].kind == candidate.kind == "Person":
            _merge_pair(chains, i, before, 0.9)
            if not _is_between_commas(chains, described, j, candidate.last):
                return
        if candidate.kind != "Person" or described not in before.ancestors:
            return  # but "the mayor of Kharkiv Ana Berg" is the mayor
    _merge_pair(chains, i, described, 0.9)


def _is_between_commas(chains: Chains, described: Token, title: int, last: int) -> bool:
    """Whether a title and its name stand between commas right behind a noun: "its head, Mayor Berg, said".

    Behind an indefinite one "and" makes a list: "an aide, Mayor Berg, and the envoy left".
    """
    first, doc = chains.candidates[title].first, chains.doc
    is_behind = described.i == first - 2 and doc[first - 1].text == ","
    return (
        is_behind
        and doc[last : last + 1].text == ","
        and (_is_definite(described) or doc[last + 1 : last + 2].text not in ("and", "or"))
    )


def _person_described(chains: Chains, i: int) -> int | None:
    """The definite phrase right before a person's name between commas: "the envoy to Kenya, Ana Berg, and …".

    Parsers hang such a name on the last noun of the phrase, or on another name of a list.
    """
    doc, name = chains.doc, chains.candidates[i]
    if name.form != "name" or name.kind != "Person" or name.last >= len(doc):
        return None
    first = name.first  # "the ruler, General Aziz Omar, left": a title is no part of the name
    before = next((chains.candidates[j] for j in (i - 1, i - 2) if j >= 0 and chains.candidates[j].last == first), None)
    if before is not None and before.rule == "before name":
        first = before.first  # "the leader of the party, the ex-senator Ana Berg, left"
    ranks = (*load_lexicon("titles")["ranks"], *load_lexicon("titles")["courtesies"])
    while first > 0 and (is_title_word(doc[first - 1]) or doc[first - 1].text in ranks):
        first -= 1
    is_closed = doc[name.last].text in ",.;" or doc[name.last].lower_ in ("from", "of")
    if first < 2 or doc[first - 1].text != "," or not is_closed:
        return None
    noun = doc[first - 2]
    for above in (noun, *noun.ancestors):
        j = chains.at_head(above.i)
        if j is not None and chains.candidates[j].kind == "Person":
            is_noun = chains.candidates[j].form == "nominal" and chains.candidates[j].number != "plural"
            after = doc[min(name.last + 1, len(doc) - 1)]
            is_one_of = above is not noun and doc[name.last].text == "," and after.dep_ == "ROOT"
            return j if is_noun and (_is_definite(above) or is_one_of) else None
        if above.dep_ not in ("pobj", "prep") and (above.dep_ != "conj" or above.pos_ not in ("NOUN", "PROPN")):
            return None
    return None


def _place_described(chains: Chains, i: int) -> int | None:
    """The name of a place right before the comma before a noun for one, where parsers hang that on a noun before: "the
    bishop of Vell, the provincial capital, left"."""
    doc, noun = chains.doc, chains.candidates[i]
    head = doc[noun.head]
    if noun.form != "nominal" or head.dep_ not in ("appos", "dep") or noun.first < 2 or doc[noun.first - 1].text != ",":
        return None
    j = next((k for k in range(i - 1, max(i - 3, -1), -1) if chains.candidates[k].last == noun.first - 1), None)
    if j is None or chains.candidates[j].form != "name" or chains.candidates[j].head == head.head.i:
        return None
    one, two = chains.candidates[j].kind or "", noun.kind or ""
    is_noun = two in ("City", "Region") and noun.number != "plural" and noun.last < len(doc)
    is_said = is_noun and compatible(one, two) and is_a(one, "Place") and one != "Country"
    outer = chains.at_head(head.head.i)
    is_other = bool(outer and compatible(chains.kind(outer), two))
    return j if is_said and not is_other else None


def _is_definite(noun: Token) -> bool:
    return any(c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ == "the") for c in noun.children)


def _merge_pair(chains: Chains, i: int, other: Token, confidence: float) -> None:
    j = chains.at_head(other.i)
    if j is None or j == i or (chains.are_nested(i, j) and chains.candidates[i].form != "pronoun"):
        return
    one, two = chains.candidates[i], chains.candidates[j]
    if chains.together(i, j) or (any(chains.names(i)) and any(chains.names(j))):
        return  # "Ana Lima, a spokeswoman of the envoy, Jan Berg": two names by now are two
    if (
        one.form == "pronoun"
        or two.form == "pronoun"
        or (compatible(one.kind, two.kind) and one.number == two.number and _may_describe(chains, i, j))
    ):
        chains.merge(i, j, confidence)


def _merge_place(chains: Chains, i: int, name: Token) -> None:
    """ "The city of Almaty" is Almaty, and so is a body whose name stands between marks."""
    outer = chains.at_head(name.head.head.i) if name.head.lower_ == "of" else None
    if outer is None or chains.candidates[outer].form != "nominal" or chains.candidates[outer].number == "plural":
        return
    noun, is_quoted = name.head.head, chains.candidates[i].rule == "quoted beside noun"
    if is_quoted and is_a(chains.candidates[i].kind or "", "Organization"):
        if compatible(chains.candidates[i].kind, chains.candidates[outer].kind):
            chains.merge(outer, i, 0.9)  # "the faction of “Sada Vell”"
        return
    capital = (child for child in noun.lefts if child.tag_ == "NNP" and child.text[:1].isupper())
    unnamed = (child for child in capital if chains.at_head(child.i) is None)
    is_other = any(child.lower_ in ("a", "an") for child in noun.lefts) or any(unnamed)  # "a suburb", "East Suburb"
    is_other = is_other or (_is_part_of_town(noun) and is_a(chains.candidates[i].kind or "", "City"))
    is_so_called = lemma(noun) in load_lexicon("places")["usage"]["of_name"] or or_region(noun) is not None
    if is_so_called and not is_other:
        one, two = chains.candidates[i].kind, chains.candidates[outer].kind
        if one in ("Place", two) or (one, two) == ("Region", "City"):
            chains.merge(outer, i, 0.9)


def _is_part_of_town(noun: Token) -> bool:
    """Whether a noun is the part of a town on one side: "the East suburb of Vell", "the northern district of Vell"."""
    usage = load_lexicon("places")["usage"]
    sides = (child.lower_.removesuffix("ern") for child in noun.lefts if child.dep_ in ("amod", "compound", "nmod"))
    return lemma(noun) in usage["of_towns"] and not set(usage["directions"]).isdisjoint(sides)


def _merge_close(chains: Chains, i: int) -> None:
    """A description with the name right after it: "ex-mayor Ana Berg", "the regional bloc SADC"."""
    j = _name_behind(chains, i)
    if j is None:
        return
    name = chains.candidates[j].kind or ""
    if compatible(chains.candidates[i].kind, name) or (_is_any_body(chains, i) and is_a(name, "Organization")):
        chains.merge(i, j, 0.95)


def _is_any_body(chains: Chains, i: int) -> bool:
    """Whether a mention is a noun for one body of whatever kind: "the monitoring group"."""
    head = chains.doc[chains.candidates[i].head]
    return head.tag_ == "NN" and lemma(head) in load_lexicon("collectives")["usage"]["any_body"]


def _name_behind(chains: Chains, i: int) -> int | None:
    """The name that begins where a mention ends."""
    last = chains.candidates[i].last
    for j in range(i + 1, len(chains.candidates)):
        name = chains.candidates[j]
        if name.first > last:
            break
        if name.first == last and name.form == "name":
            return j
    return None


def _is_named_body(chains: Chains, i: int) -> bool:
    """Whether a mention is a noun for one organization with nothing after the noun but its name."""
    candidate = chains.candidates[i]
    is_body = is_a(candidate.kind or "", "Organization") and candidate.number != "plural"
    if candidate.form != "nominal" or candidate.head != candidate.last - 1 or not (is_body or _is_any_body(chains, i)):
        return False
    j = _name_behind(chains, i)
    return j is not None and not _opens_clause(chains, i, j)


def _opens_clause(chains: Chains, i: int, j: int) -> bool:
    """Whether the name is the subject of a clause that the noun is no part of: "told the agency Hamas would leave"."""
    noun, name = (chains.doc[chains.candidates[k].head] for k in (i, j))
    return name.dep_ in SUBJECTS and (name.head.dep_ == "relcl" or noun.dep_ not in (*SUBJECTS, "conj", "compound"))


def _may_describe(chains: Chains, i: int, j: int) -> bool:
    """Whether the two make a name and its description; a list ("police, soldiers") is no apposition."""
    doc = chains.doc
    first, second = sorted((chains.candidates[i], chains.candidates[j]), key=lambda c: c.first)
    if second.first == first.head + 1 and second.form == "name":
        return True  # "mayor Ana Berg and …"
    if any(
        child.dep_ in ("cc", "conj") and not each.first <= child.i < each.last  # "Law and Justice, the party, …"
        for each in (first, second)
        for child in doc[each.head].children
    ):
        return False
    return doc[first.head].ent_type_ == "" or doc[second.head].ent_type_ == "" or "name" in (first.form, second.form)


def _is_one_person(chains: Chains, i: int) -> bool:
    """Whether a mention brings in one person, by a noun that stands alone: "a nurse", "a nurse of 40"."""
    candidate = chains.candidates[i]
    return candidate.kind == "Person" and candidate.number == "singular"


def _who_is_called_so(called: Token) -> Token | None:
    """Whom a participle with "as" identifies: "a man introduced as their envoy", "a nurse identified as Ana"."""
    identifies = called.dep_ == "pobj" and called.head.lower_ == "as" and called.head.head.dep_ == "acl"
    verb = called.head.head
    return verb.head if identifies and lemma(verb) in load_lexicon("titles")["identifying"]["verbs"] else None


def _whom_it_makes(post: Token) -> Token | None:
    """Whom a verb gives a post, or takes it from: "named Ana Berg governor", "was dismissed as governor"."""
    table, (verb, by_as) = load_lexicon("titles"), verb_of_post(post)
    leaving = table["leaving"]["verbs"] if by_as else ()
    if lemma(verb) not in (*table["appointing"]["verbs"], *leaving) or not (by_as or post.dep_ == "oprd"):
        return None
    return next((holder for holder in (*direct_objects(verb), *subjects(verb)) if holder != post), None)


def _merge_predicate(chains: Chains, i: int, predicate: Token) -> None:
    """ "Almaty is the largest city", "Berg was a nurse": what a plain "be" says of one thing."""
    verb = predicate.head
    if (
        lemma(verb) != "be"
        or not (_is_definite(predicate) or (_is_one_person(chains, i) and is_finite(verb)))
        or any(child.dep_ in ("neg", "aux") or child.lower_ in ("if", "whether") for child in verb.children)
    ):
        return
    for child in verb.children:
        if child.dep_ == "nsubj" and (_is_definite(predicate) or child.pos_ != "PRON"):
            _merge_pair(chains, i, child, 0.85)
