"""Noun phrases and pronouns that may denote an actor, a place or a medium."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from kgbuild.extract.entities.epithets import by_adjective, epithet, one_named
from kgbuild.extract.entities.name_forms import implied_countries, is_title_word, opens_command, tells_party
from kgbuild.extract.entities.name_neighbours import office_kind
from kgbuild.extract.entities.noun_senses import (
    is_activity,
    is_figure_of_speech,
    is_gathering,
    is_honour,
    is_of_law,
    is_of_other_sense,
    is_quality,
    is_said_of_state,
    is_side,
    is_stance,
)
from kgbuild.extract.entities.nouns import PLURAL_TAGS, nouns, or_region
from kgbuild.extract.entities.predicates import only_describes
from kgbuild.extract.layers import MentionCandidate
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import NAMED_PLACES, governed, in_title, is_opposed, lemma
from kgbuild.model import Annotated
from kgbuild.parse import Token
from kgbuild.vocabulary import is_a

PREMODIFIERS: Final = frozenset(
    {"det", "predet", "amod", "compound", "poss", "nummod", "nmod", "quantmod", "advmod", "case"}
)
FORCES: Final = frozenset({"PoliceForce", "MilitaryForce"})
OF_PEOPLE: Final = ("Person", "Actor", "Group")
"""Classes of nouns that tell what people are."""
LONGEST_COMPLEMENT: Final = 6
"""Tokens that a complement with "of" may have to belong to the phrase."""


def find(annotated: Annotated, in_names: Collection[int], bodies: Collection[str]) -> Iterator[MentionCandidate]:
    """Common nouns that denote, and pronouns, in order. `in_names` are the tokens of proper names.

    `bodies` are the nouns within them that tell what an organization is, in lower case.
    """
    implied = implied_countries(annotated)
    titles = in_title(annotated.doc)
    for token in annotated.doc:
        if token.i in in_names or token.i in titles:
            continue
        names = token.pos_ in ("NOUN", "PROPN") or is_opposed(token)
        candidate = _nominal(token, in_names, implied, bodies) if names else None
        candidate = candidate or epithet(token, implied) or by_adjective(token) or one_named(token) or _pronoun(token)
        if candidate is not None:
            yield candidate


def _nominal(
    noun: Token, in_names: Collection[int], implied: dict[int, str], bodies: Collection[str]
) -> MentionCandidate | None:
    if any(tells(noun) for tells in (is_figure_of_speech, is_quality, is_activity, is_stance, is_honour, is_of_law)):
        return None
    if is_of_other_sense(noun) or (noun.i + 1 in in_names and tells_party(noun)):
        return None
    kind = nouns().kind_of(noun)
    if noun.text in bodies and _is_just_the(noun) and not is_a(kind or "", "Organization"):
        kind = "Organization"
    if kind is None or _is_none_of_many(noun) or (kind in OF_PEOPLE and only_describes(noun)):
        return None
    kind = "Actor" if kind == "Person" and is_said_of_state(noun) else _called_kind(noun, implied) or kind
    if _is_title(noun, in_names):
        return _before_name(noun, kind)
    if noun.dep_ in ("compound", "nmod", "amod") and noun.head.i > noun.i:
        return _inside_compound(noun, kind, implied)
    if not nouns().may_stand_bare(noun, kind) or _is_condition(noun, in_names) or _is_membership(noun):
        return None
    first, last = extent(noun, kind)
    countries = {implied[i] for i in range(first, last) if i in implied and not _is_doers(noun.doc[i])}
    return MentionCandidate(
        first,
        last,
        noun.i,
        "nominal",
        kind,
        "noun",
        min(countries) if len(countries) == 1 else None,
        number="plural" if noun.tag_ in PLURAL_TAGS or kind == "Group" else "singular",
    )


def _is_doers(adjective: Token) -> bool:
    """Whether a hyphen joins the adjective of a country to what that does: "Peruvian-backed" guards are of anywhere."""
    doc, i = adjective.doc, adjective.i + 1
    if i + 1 >= len(doc) or doc[i].text != "-" or doc[i + 1].tag_ not in ("VBN", "VBD", "VBG"):
        return False
    return doc[i + 1].lower_ not in load_lexicon("places")["usage"]["of_seats"]


def _called_kind(noun: Token, implied: dict[int, str]) -> str | None:
    """What a noun for many states or people denotes behind a name, or with who leads it: "the Vela movement", "his
    bloc"; and one for a body that only meets: "an assembly of ministers"."""
    if is_gathering(noun):
        return "Group"
    if (office := office_kind(noun)) is not None:
        return office
    region = or_region(noun)
    if region is not None and any(what.ent_type_ in NAMED_PLACES for what in governed(noun, "of")):
        return region if noun.tag_ == "NN" else "Place"
    if _is_camp(noun):
        return "Group"
    if is_side(noun):
        return "Actor" if noun.tag_ == "NN" else "Group"
    kind: str | None = load_lexicon("collectives")["called"].get(lemma(noun)) if noun.tag_ == "NN" else None
    if kind is None:
        return None
    for child in noun.lefts:
        is_name = child.dep_ in ("compound", "nmod") and child.tag_ in ("NNP", "NNPS") and child.text.istitle()
        of_town = lemma(noun) == "group" and child.ent_type_ in NAMED_PLACES  # "a Boston group"
        is_owner = child.dep_ == "poss" and child.ent_type_ == "PERSON"
        if (is_name and not of_town and child.i not in implied) or is_owner or child.lower_ in ("his", "her"):
            return kind
    of = (item for child in noun.rights if child.lower_ == "of" for item in child.children)
    return kind if lemma(noun) == "faction" and any(item.tag_ == "NNP" for item in of) else None


def _is_camp(noun: Token) -> bool:
    """Whether a noun for a site stands for all of one side: "the pro-Oslo camp", "the liberal camp", "Berg's camp"."""
    table = load_lexicon("collectives")["sides"]
    # "Attacked a pro-government camp", "the loyalist camp in Gao was hit" are of a site
    is_of_people = noun.dep_ == "nsubj" or (noun.dep_ == "pobj" and noun.head.lower_ in ("between", "by", "of", "with"))
    is_somewhere = any(child.lower_ in ("at", "in", "near", "on", "outside") for child in noun.rights)
    if lemma(noun) not in table["nouns"] or not is_of_people or is_somewhere:
        return False
    before = noun.doc[max(noun.left_edge.i, noun.i - LONGEST_COMPLEMENT) : noun.i]
    stands = any(token.lower_ in ("anti", "pro") or token.lower_.startswith(("anti-", "pro-")) for token in before)
    owned = any(child.dep_ == "poss" and child.ent_type_ == "PERSON" for child in noun.lefts)
    return stands or owned or (noun.i > noun.left_edge.i and noun.nbor(-1).lower_ in table["before"])


def _is_none_of_many(noun: Token) -> bool:
    """Whether a determiner tells of no one: "no officer", "any country"."""
    nobody = ("no", "any") if noun.tag_ == "NN" and not nouns().is_person(noun.lower_, lemma(noun)) else ("no",)
    return any(child.dep_ == "det" and child.lower_ in nobody for child in noun.children)


def _is_just_the(noun: Token) -> bool:
    """Whether the noun has "the" before it and nothing else beside it: "the exchange"."""
    return noun.i > 0 and noun.nbor(-1).lower_ == "the" and all(c.dep_ in ("det", "punct") for c in noun.children)


def _inside_compound(noun: Token, kind: str, implied: dict[int, str]) -> MentionCandidate | None:
    """An institution named before a person's role: "police spokesman", "Russian diplomacy spokesman"; and one that
    something is against: "anti-government protests"."""
    head = noun.head
    if is_opposed(noun):
        whole = is_a(kind, "Organization")
        return (
            MentionCandidate(noun.i, noun.i + 1, noun.i, "nominal", kind, "opposed", number="singular")
            if whole
            else None
        )
    if lemma(noun) in load_lexicon("collectives")["usage"]["telling_kind"]:
        return None  # "school children"
    if not is_a(kind, "Organization") or (not nouns().is_person(head.lower_, lemma(head)) and head.pos_ != "PROPN"):
        return None
    country = implied.get(noun.i - 1) if noun.i and not noun.is_sent_start else None
    first = noun.i - 1 if country else _start_of_body(noun, kind)
    return MentionCandidate(first, noun.i + 1, noun.i, "nominal", kind, "compound", country, number="singular")


def _start_of_body(noun: Token, kind: str) -> int:
    """Where a body's name in small letters before a role begins: "electoral" of "electoral commission head". Forces are
    the same with or without: "local police chief"."""
    first, kinds = noun.i, load_lexicon("titles")["modifiers"]
    told = load_lexicon("organizations")["belongings"]["of_bodies"]
    besides = {word for name in ("former", "acting", "deputy", "new") for word in kinds[name]}
    while kind not in FORCES and first > noun.sent.start:
        before = noun.nbor(first - 1 - noun.i)
        is_tied = first <= before.head.i <= noun.i or before.lower_ in told  # parsers hang it on the role
        is_part = is_tied and before.dep_ in ("amod", "compound", "nmod")
        if not is_part or before.pos_ not in ("NOUN", "ADJ") or before.ent_type_ or before.lower_ in besides:
            break
        first = before.i
    return first


def _before_name(noun: Token, kind: str) -> MentionCandidate | None:
    """A description right before a name: "Police spokesman" in "Police spokesman Ada Byron". A bare title is none."""
    first = noun.i
    while first > 0 and not noun.doc[first].is_sent_start and _modifies_name(noun.nbor(first - 1 - noun.i)):
        first -= 1
    if noun.doc[first : noun.i + 1].text.lower() in {noun.lower_, *load_lexicon("titles")["posts"]}:
        return None
    return MentionCandidate(first, noun.i + 1, noun.i, "nominal", kind, "before name", number="singular")


def _modifies_name(token: Token) -> bool:
    if token.ent_type_ in ("DATE", "TIME") or opens_command(token):
        return False
    return token.dep_ in PREMODIFIERS and token.pos_ in ("NOUN", "PROPN", "ADJ", "DET", "NUM", "PART", "PRON")


def _is_title(noun: Token, in_names: Collection[int]) -> bool:
    """Whether the noun belongs to the name that it stands before: "spokeswoman Ada Byron", "President Byron"."""
    following = noun.i + 1
    if following >= len(noun.doc) or following not in in_names or noun.tag_ in PLURAL_TAGS:
        return False
    if (noun.head.i in in_names and noun.head.i >= following) or noun.dep_ in ("compound", "nmod"):
        return True
    return noun.pos_ == "PROPN" and is_title_word(noun)  # "President Berg and President Diaz": parsers join the titles


def _is_condition(noun: Token, in_names: Collection[int]) -> bool:
    """Whether "state of ..." is a condition and no place."""
    after = noun.i + 2
    if lemma(noun) not in load_lexicon("places")["usage"]["conditions"] or after >= len(noun.doc):
        return False
    return noun.nbor(1).lower_ == "of" and after not in in_names


def _is_membership(noun: Token) -> bool:
    """Whether the noun tells of what somebody is one: "Kenya is a member" brings in nobody else."""
    is_said = noun.tag_ == "NN" and noun.dep_ == "attr" and lemma(noun.head) == "be"
    return is_said and load_lexicon("relations")["nouns"].get(lemma(noun)) == "org:memberOf"


def extent(noun: Token, kind: str) -> tuple[int, int]:
    """First token and end of the phrase: modifiers before the head, a short complement with "of" after it.

    "Dozens of attackers" is one phrase around "attackers".
    """
    first = noun.i
    for child in noun.lefts:
        if child.dep_ in PREMODIFIERS and (child.dep_ != "advmod" or child.ent_type_ not in ("DATE", "TIME")):
            first = min(first, child.left_edge.i)
            first = _behind_body(child) or first
    preposition = noun.head
    if noun.dep_ == "pobj" and preposition.lower_ == "of" and preposition.head.lower_ in nouns().partitives:
        first = min(first, preposition.head.left_edge.i)
    while first < noun.i and (noun.doc[first].is_punct or noun.doc[first].is_space):
        first += 1
    first = max([first, *(i + 1 for i in range(first, noun.i) if noun.doc[i].is_quote)])
    last = noun.i + 1
    for child in noun.rights if kind != "Medium" else ():
        if child.dep_ == "prep" and child.lower_ == "of" and child.i == last:
            end = child.right_edge.i + 1
            if 1 < end - child.i <= LONGEST_COMPLEMENT and not any(
                t.pos_ == "VERB" or (t.is_punct and not _joins(t)) for t in noun.doc[child.i : end]
            ):
                last = end
    return first, last


def _joins(mark: Token) -> bool:
    """Whether a hyphen stands within a name: "Port-au-Prince"."""
    if mark.text != "-" or mark.whitespace_ or mark.nbor(-1).whitespace_ or mark.i + 1 == len(mark.doc):
        return False
    return bool(mark.nbor().ent_type_)


def _behind_body(modifier: Token) -> int | None:
    """Where a phrase begins behind a body that parsers take for a modifier of it: "Vell and Turkish officials"."""
    people = (child.i for child in modifier.children if child.dep_ == "conj" and child.ent_type_ in ("GPE", "NORP"))
    return next(people, None) if modifier.ent_type_ == "ORG" else None


def _pronoun(token: Token) -> MentionCandidate | None:
    entry = load_lexicon("pronouns").get(token.lower_)
    if entry is None or token.pos_ not in ("PRON", "DET"):
        return None
    if token.lower_ == "it" and is_pleonastic(token):
        return None
    return MentionCandidate(
        token.i, token.i + 1, token.i, "pronoun", entry.get("kind"), entry["rule"], number=entry.get("number")
    )


def is_pleonastic(pronoun: Token) -> bool:
    """Whether "it" stands for a clause or for nothing: "it is clear that ...", "it seems", "it rained"."""
    verb = pronoun.head
    if pronoun.dep_ == "expl" or pronoun.dep_ not in ("nsubj", "nsubjpass"):
        return pronoun.dep_ == "expl"
    if lemma(verb) in ("seem", "appear", "rain", "snow", "happen", "turn", "matter", "take"):
        return True
    if _tells_of_somebody(verb):
        return False
    clausal = any(child.dep_ in ("ccomp", "xcomp", "advcl", "csubj") for child in verb.children if child.i > verb.i)
    copular = lemma(verb) == "be" and any(child.dep_ in ("acomp", "attr") for child in verb.children)
    inner = any(
        grandchild.dep_ in ("xcomp", "ccomp", "relcl", "advcl")
        for child in verb.children
        if child.dep_ in ("acomp", "attr")
        for grandchild in child.children
    )
    return (copular and (clausal or inner)) or (pronoun.dep_ == "nsubjpass" and clausal)


def _tells_of_somebody(verb: Token) -> bool:
    """Whether only who has a will can be or be made to do what a verb says: "it is willing to", "it was forced to"."""
    usage = load_lexicon("pronouns_usage")["willed"]
    if any(lemma(child) in usage["adjectives"] for child in verb.children if child.dep_ in ("acomp", "oprd")):
        return True
    made = any(child.dep_ == "xcomp" for child in verb.children)
    return made and (verb.lower_ in usage["adjectives"] or lemma(verb) in usage["verbs"])
