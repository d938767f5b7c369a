"""Makes entities of chains: one kind, a label, other forms, a country and a sector each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import Final

from kgbuild.extract.entities.chains import Chains
from kgbuild.extract.entities.name_forms import words_of
from kgbuild.extract.entities.noun_senses import is_side
from kgbuild.extract.layers import MentionCandidate
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import SUBJECTS, lemma
from kgbuild.model import Annotated, Entity, Mention, Span
from kgbuild.parse import Doc, Token
from kgbuild.vocabulary import is_a

UNLABELLED: Final = frozenset({"DET", "PUNCT", "NUM", "PRON", "ADP", "SCONJ", "ADV", "SPACE"})
VAGUE: Final = frozenset({"many", "several", "few", "more", "such", "most", "some"})
NATIONAL: Final = frozenset({"GovernmentBody", "PoliceForce", "MilitaryForce"})
"""Classes whose names mean something else in each country ("Ministry of Health")."""


def build(annotated: Annotated, chains: Chains) -> tuple[Entity, ...]:
    """The entities of the chains, in the order of their first mentions; a lone pronoun makes none."""
    found = []
    for i in range(len(chains.candidates)):
        members = chains.members(i)
        if members[0] == i and any(chains.candidates[m].form != "pronoun" for m in members):
            found.append(_entity(annotated, chains, members))
    return tuple(found)


def _entity(annotated: Annotated, chains: Chains, members: Sequence[int]) -> Entity:
    doc, text = annotated.doc, annotated.article.text
    candidates = [chains.candidates[i] for i in members]
    kind = chains.kind(members[0]) or "Actor"
    if kind == "Country" and all(c.form != "name" for c in candidates):
        kind = "Place"
    names = [c for c in candidates if c.form == "name"]
    leading = max(names, key=lambda c: (_fullness(doc, c), -c.first)) if names else None
    nominals = [c for c in candidates if c.form == "nominal" and (c.rule != "before name" or not names)]
    forms = [form for c in [*names, *nominals] if (form := _form(doc, text, c))]
    label = _form(doc, text, leading) if leading else forms[0]
    first = _span(doc, candidates[0])
    return Entity(
        f"entity={first.begin},{first.end}",
        kind,
        label,
        tuple(_mention(doc, c, chains.confidence[i]) for i, c in zip(members, candidates, strict=True)),
        tuple(form for form in dict.fromkeys(forms) if form != label),
        leading is not None and _is_distinctive(doc, kind, names, leading),
        next((c.country for c in (*(names if is_a(kind, "Place") else ()), *candidates) if c.country), None),
        _sector(doc, kind, candidates),
        is_a(kind, "Place") and kind != "Country" and any(_acts(doc, c) for c in names),
    )


def _fullness(doc: Doc, name: MentionCandidate) -> int:
    return len("".join(words_of(doc, name.first, name.last)))


def _span(doc: Doc, candidate: MentionCandidate) -> Span:
    last = doc[candidate.last - 1]
    return Span(doc[candidate.first].idx, last.idx + len(last))


def _mention(doc: Doc, candidate: MentionCandidate, confidence: float) -> Mention:
    return Mention(_span(doc, candidate), candidate.head, candidate.form, round(confidence, 4))


def _form(doc: Doc, text: str, candidate: MentionCandidate) -> str:
    """The words of a mention on one line; of a nominal without determiner, number and quotation marks before it."""
    first = candidate.first
    if candidate.form == "nominal":
        head = doc[candidate.head]
        counting = [t.right_edge.i + 1 for t in head.lefts if t.dep_ in ("nummod", "quantmod", "det", "predet")]
        counted = head.left_edge.i if head.dep_ == "pobj" else candidate.first
        within = [i for i in (counted, *counting) if candidate.first <= i <= candidate.head]
        first = max(first, *within) if within else first
    while (
        candidate.form == "nominal"
        and first < candidate.head
        and (doc[first].pos_ in UNLABELLED or doc[first].lower_ in VAGUE)
        and doc[first + 1].text != "-"  # "40-year-old suspect"
    ):
        first += 1
    last = doc[candidate.last - 1]
    return " ".join(text[doc[first].idx : last.idx + len(last)].split())


def _is_distinctive(doc: Doc, kind: str, names: Sequence[MentionCandidate], leading: MentionCandidate) -> bool:
    """Whether the name means the same in other documents."""
    if any(name.qids for name in names):
        return True
    if kind in NATIONAL and not any(name.country for name in names):
        return False
    return kind != "Group" and len(words_of(doc, leading.first, leading.last)) > 1


def _sector(doc: Doc, kind: str, candidates: Sequence[MentionCandidate]) -> str | None:
    """The PLOVER sector that the words or else the kind tell."""
    table = load_lexicon("organizations")
    for candidate in candidates:
        if candidate.form == "nominal":
            head = doc[candidate.head]
            others: list[str] = table["office_words"]["others"]
            first = _behind_kin(head, candidate.first)
            beside = doc[first : candidate.head]
            before = [lemma(t) for t in beside if not (_is_in_phrase(t, others) or _is_people_of_body(t))]
            own = [lemma(head), head.lower_]
            # "party officials" are of the party, "the rebel government" is a government
            holds_office = lemma(head) in table["office_words"]["nouns"]
            of_body = any(token.ent_type_ == "ORG" for token in doc[candidate.first : candidate.head])
            if holds_office and (of_body or any(word in table["office_words"]["private"] for word in before)):
                own = []  # whether officials of a body called by its name are a state's, their word does not say
            for word in [*before, *own] if holds_office else [*own, *before]:
                if word == "party" and is_side(head):
                    continue
                if word in table["word_sectors"]:
                    return str(table["word_sectors"][word])
    sector = _sector_of_names(doc, candidates) if kind in table["usage"]["of_any_sector"] else None
    sector = sector or table["sectors"].get(kind)
    return str(sector) if sector else None


def _behind_kin(head: Token, first: int) -> int:
    """Where a phrase begins, without whose kin it tells of: the nurse's sector is not that of "the nurse's husband"."""
    table = load_lexicon("senses")["person"]
    owner = next((child for child in head.lefts if child.dep_ == "poss"), None)
    is_kin = lemma(head) in table["kin"] or lemma(head) in table["any_kin"]
    return first if owner is None or not is_kin else owner.right_edge.i + 1


def _is_people_of_body(word: Token) -> bool:
    """Whether a body is called by the people: "the People's Front leader" is no civilian."""
    return word.ent_type_ == "ORG" and word.lower_ in ("people", "peoples")


def _is_in_phrase(word: Token, phrases: Collection[str]) -> bool:
    """Whether a word is one of a phrase of two: "press" of "press secretary", "Union" of "European Union"."""
    around = word.doc[max(word.i - 1, 0) : word.i + 2]
    return any(f"{one.lower_} {other.lower_}" in phrases for one, other in pairwise(around))


def _sector_of_names(doc: Doc, candidates: Sequence[MentionCandidate]) -> str | None:
    """The sector that names tell by all their words or by their head: "Court" of "Court of Appeal"."""
    table = load_lexicon("organizations")["name_sectors"]
    for candidate in candidates:
        words = words_of(doc, candidate.first, candidate.last) if candidate.form == "name" else []
        head = words[words.index("of") - 1] if "of" in words[1:] else " ".join(words[-1:])
        if sector := table.get(" ".join(words)) or table.get(head):
            return str(sector)
    return None


def _acts(doc: Doc, name: MentionCandidate) -> bool:
    """Whether a place stands where an actor stands: before a verb of speech or decision ("Moscow said")."""
    head = doc[name.head]
    usage = load_lexicon("places")["usage"]
    if head.dep_ == "pobj" and head.head.dep_ == "agent":
        return lemma(head.head.head) in usage["acting_agents"]  # "an alliance headed by Moscow"
    return head.dep_ in SUBJECTS and lemma(head.head) in usage["acting_verbs"]
