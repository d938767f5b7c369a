"""Proper names told by their form: a head with "of", a hyphen, an abbreviation after the name, a repetition."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Final

from kgbuild.extract.entities.name_exclusions import begins_product
from kgbuild.extract.entities.name_forms import (
    ACRONYM,
    CONNECTORS,
    NO_NAMES,
    Name,
    acts,
    end_of_hyphened,
    is_capitalised,
    is_hyphen,
    is_particle,
    is_title_word,
    is_verb_of_headline,
    name_in_other_words,
    opens_command,
    words_of,
)
from kgbuild.extract.entities.name_persons import parts_of_person
from kgbuild.extract.entities.nouns import PLURAL_TAGS, name_kind, nouns
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.model import Annotated
from kgbuild.parse import Doc, TokenSpan
from kgbuild.vocabulary import is_a

CAUSES: Final = frozenset({"for", "against", "without"})
"""Prepositions that lead to what a body is for or against."""


def headed(doc: Doc, adjectives: Collection[int]) -> Iterator[Name]:
    """Names of the form "Ministry of the Interior", "Western Province of Mangystau", "Interior Ministry".

    `adjectives` are the tokens of demonyms, which end a name ("Ministry of Finance Kenyan").
    """
    organizations, places = load_lexicon("organizations"), load_lexicon("places")
    of_heads = frozenset(organizations["of_heads"]["heads"]) | frozenset(places["of_heads"]["heads"])
    last_words = organizations["name_heads"].keys() | places["name_heads"].keys()
    first_words = frozenset(organizations["first_words"]["broadcasters"])
    heads = of_heads | last_words | first_words
    begun = 0
    for token in doc:
        i = token.i
        if i < begun or token.text not in heads or token.ent_type_ == "PERSON":
            continue
        end = i + 1
        if token.text in of_heads and i + 2 < len(doc) and doc[i + 1].lower_ in ("of", "for"):
            end = max(end, _run_after(doc, i + 2, adjectives))
            end = i + 1 if end == i + 2 else end
        if token.text in first_words:
            end = _run_after(doc, i + 1, adjectives)
            if i + 1 < end and _may_be_broadcast(doc[i + 1 : end]):
                yield Name(i, end, "MediaOrganization", "headed", 3)
                begun = end
            continue
        first = max(begun, _holder_before(doc, i) if token.text in organizations["of_holders"]["heads"] else i)
        first = max(begun, _run_before(doc, first))
        if end > i + 1 or (first < i and token.text in last_words and token.pos_ == "PROPN"):
            kind = name_kind(words_of(doc, first, end)) or "Organization"
            yield Name(first, end, kind, "headed", 3)
            begun = end


def _may_be_broadcast(name: TokenSpan) -> bool:
    """Whether words behind "TV" or "Radio" may belong to a name: not "state TV Friday", not "TV Ana Berg"."""
    first, last = name[0], name[-1]
    is_other = first.ent_type_ in NO_NAMES or (first != last and first.ent_type_ == "PERSON")
    return (
        first.pos_ == "PROPN" and not is_other and first.text not in load_lexicon("times")["words"]["weekday"]["values"]
    )


def _run_after(doc: Doc, start: int, adjectives: Collection[int]) -> int:
    """The end of the capitalised run that begins at a token, a determiner before it and "and" within it allowed."""
    i = start
    if i < len(doc) and doc[i].lower_ == "the":
        i += 1
    end = start
    while i < len(doc) and not (doc[i].is_sent_start and i > start):
        if (
            end > start
            and i in adjectives
            and doc[i].pos_ != "NOUN"
            and i + 1 < len(doc)
            and not is_capitalised(doc[i + 1])
        ):
            break
        if end == i > start and doc[i].ent_type_ == "PERSON" and doc[i - 1].ent_type_ in ("GPE", "ORG"):
            break  # "the Security Council of Armenia Ana Ruiz", "the House of Deputies Ana Ruiz"
        if is_capitalised(doc[i]) and doc[i].pos_ in ("PROPN", "NOUN", "ADJ"):
            end = i = i + 1
        elif end > start and doc[i].lower_ in ("and", "&", "of") and i + 1 < len(doc) and doc[i + 1].dep_ == "conj":
            i += 1
        elif end > start and doc[i].lower_ == "of" and doc[start - 1].lower_ == "for" and doc[start].lower_ == "the":
            i += 1  # "Institute for the Study of War"
        else:
            break
    return end


def _holder_before(doc: Doc, i: int) -> int:
    """The last word of the title whose bearer has what stands at `i`: "General" of "Attorney General's Office"."""
    is_held = i > 1 and doc[i - 1].tag_ == "POS" and is_capitalised(doc[i - 2]) and is_title_word(doc[i - 2])
    return i - 2 if is_held and doc[i - 2].ent_type_ != "PERSON" else i


def _run_before(doc: Doc, i: int) -> int:
    """The start of the capitalised words that modify the head at `i`; the first word of a sentence only if a name."""
    outside = ("the", "a", "an", *load_lexicon("places")["usage"]["no_part_of_names"])
    while (
        i > 0
        and not doc[i].is_sent_start
        and is_capitalised(doc[i - 1])
        and doc[i - 1].pos_ in ("PROPN", "ADJ")
        and doc[i - 1].lower_ not in outside
        and not (doc[i - 1].is_sent_start and doc[i - 1].pos_ == "ADJ")
        and not opens_command(doc[i - 1])
        and not is_verb_of_headline(doc[i - 1])
        and doc[i - 1].ent_type_ != "PERSON"
    ):
        i -= 1
    return i


def joined(doc: Doc, names: Sequence[Name]) -> list[Name]:
    """Hyphenated names as one ("Interfax-Kazakhstan"), unless both sides are known by themselves ("US-Russia")."""
    known_at = {i: name for name in names for i in range(name.first, name.last)}
    out: list[Name] = []
    for name in names:
        first, last = name.first, name.last
        while first >= 2 and is_hyphen(doc, first - 1) and is_capitalised(doc[first - 2]):
            first -= 2
        last = end_of_hyphened(doc, last)
        parts = {known_at[i] for i in range(first, last) if i in known_at}
        if (first, last) == (name.first, name.last) or _are_peers(parts):
            out.append(name)
        elif not out or out[-1].last <= first:
            kinds = [part.kind for part in sorted(parts) if part.kind and not is_a(part.kind, "Place")]
            kind = kinds[0] if kinds else "Organization"
            is_town = any(is_particle(doc[i]) for i in range(first + 2, last))
            out.append(Name(first, last, "Place" if is_town else kind, "hyphenated", 2))
    return out


def named_sites(doc: Doc, names: Sequence[Name]) -> list[Name]:
    """The names, that of a building or site with the noun right before it: "the hospital Ana Berg" is no person."""
    return [
        replace(name, first=name.first - 1, kind="Facility", rule="site", sure=3, known=(), maybe=())
        if _names_site(doc, name)
        else name
        for name in names
    ]


def _names_site(doc: Doc, name: Name) -> bool:
    root, before = doc[name.first : name.last].root, doc[name.first - 1]
    return name.first > 0 and root.dep_ == "appos" and root.head == before and nouns().kind_of(before) == "Facility"


def _are_peers(parts: Collection[Name]) -> bool:
    """Whether the sides of a hyphen are names of one kind, each known by itself: "US-Russia"."""
    return len(parts) > 1 and all(part.known for part in parts) and len({part.kind for part in parts}) == 1


def with_places(doc: Doc, names: Sequence[Name]) -> Iterator[Name]:
    """The names, a body's with where it is if its abbreviation follows: "Islamic State in the Greater Sahara (ISGS)".

    It is not what bears the shorter name; the place is a name within.
    """
    begins = {name.first: name for name in names}
    for name in names:
        after = name.last + 1 + (doc[name.last + 1 : name.last + 2].text.lower() == "the")
        where = begins.get(after) if doc[name.last : name.last + 1].text in ("in", "of") else None
        if where is None or where.kind == "Person" or not is_a(name.kind or "", "Organization"):
            yield name
        elif where.last < len(doc) and doc[where.last].text == "(" and abbreviation_behind(doc, where.last) is not None:
            yield replace(name, last=where.last, rule="with place", sure=3, known=())
        else:
            yield name


def places_within(annotated: Annotated, short: Sequence[Name], long: Sequence[Name]) -> list[Name]:
    """The places that longer names end with: those that `with_places` took in, and the countries of bodies and
    divisions that no authority knows as a whole ("the Labour Party of Norway", "the Western Province of Zambia")."""
    taken = {i for name in long if name.rule == "with place" for i in range(name.first + 1, name.last)}
    ends = {name.last: name.first for name in long if not name.known and name.kind not in (None, "Person", "Country")}
    spans = (each for name in annotated.names for each in (name, *name.holds))
    countries = (
        Name(span.first, span.last, "Country", "within", 4, span.known)
        for span in spans
        if span.known
        and span.known[0].kind == "Country"
        and not span.known[0].adjective
        and sum(known.kind == "Country" for known in span.known) == 1  # not "Bank of Korea"
    )
    return [name for name in short if name.first in taken] + [
        name
        for name in countries
        if ends.get(name.last, name.first) < name.first - 1 and _follows_of(annotated.doc, name.first)
    ]


def _follows_of(doc: Doc, i: int) -> bool:
    """Whether "of" or "in" stands before a token, an article between them allowed."""
    return doc[i - 1 - (doc[i - 1].lower_ == "the")].lower_ in ("of", "in")


def introduced(doc: Doc, names: Sequence[Name]) -> Iterator[Name]:
    """Abbreviations after the name that they stand for, and that name where annotation missed it."""
    ends = {name.last: name for name in names}
    holders = {name.last: name for name in names if name.rule == "with place"}
    taken = {i for name in names for i in range(name.first, name.last)}
    for i in range(1, len(doc) - 2):
        place = abbreviation_behind(doc, i)
        if place is None:
            continue
        spelt = _spelt_out(doc, i, doc[place].text)
        long = holders.get(i) or ends.get(i, spelt) if doc[i].text == "(" or spelt is not None else None
        if long is None:
            continue
        if spelt is not None and taken.isdisjoint(range(spelt.first, long.first)) and spelt.first < long.first:
            # Annotation found but its end: "Allied Workers Union" of "Dock and Allied Workers Union".
            long = spelt
            yield long
        elif long.last not in ends and taken.isdisjoint(range(long.first, long.last)):
            yield long
        if place not in taken:
            kind = name_kind(words_of(doc, long.first, long.last)) or long.kind
            yield Name(place, place + 1, kind, "abbreviation", long.sure)


def spelt_behind(doc: Doc, names: Sequence[Name]) -> Iterator[Name]:
    """Abbreviations before the name in brackets that they stand for: "the NKP (National Kelp Panel)"."""
    for name in names:
        bracket = name.first - 1 - (name.first > 0 and doc[name.first - 1].lower_ == "the")
        if bracket < 1 or doc[bracket].text != "(" or doc[name.last : name.last + 1].text != ")":
            continue
        letters = doc[bracket - 1]
        initials = (word[0] for word in words_of(doc, name.first, name.last) if word[0].isupper())
        if name.last - name.first > 1 and ACRONYM.match(letters.text) and sorted(initials) == sorted(letters.text):
            kind = name_kind(words_of(doc, name.first, name.last)) or name.kind
            yield Name(letters.i, letters.i + 1, kind, "abbreviation", 2)


def abbreviation_behind(doc: Doc, end: int) -> int | None:
    """The token of an abbreviation that follows a name which ends there: "… (MPSR)" and "…, or MPSR,"."""
    mark = doc[end].text
    if mark not in ("(", ","):
        return None
    place, closing = (end + 1, (")",)) if mark == "(" else (end + 2, (",", ".", ";"))
    if place + 1 >= len(doc) or (mark == "," and doc[end + 1].lower_ != "or"):
        return None
    return place if doc[place + 1].text in closing and ACRONYM.match(doc[place].text) else None


def _spelt_out(doc: Doc, end: int, acronym: str) -> Name | None:
    """The capitalised words before a mark whose initials are the letters of the acronym, in whatever order."""
    wanted = sorted(letter for letter in acronym if letter.isalpha())
    first = end
    while first > 0 and (is_capitalised(doc[first - 1]) or doc[first - 1].lower_ in CONNECTORS):
        first -= 1
        initials = sorted(token.text[0] for token in doc[first:end] if token.text[0].isupper())
        if initials == wanted and is_capitalised(doc[first]):
            return Name(first, end, name_kind(words_of(doc, first, end)) or "Organization", "spelt out", 2)
    # "The Peasant Unity Committee (CUC)": in translations the letters are those of another language
    named = name_in_other_words(doc, first, end, acronym)
    return (
        None
        if named is None
        else Name(named, end, name_kind(words_of(doc, named, end)) or "Organization", "spelt out", 2)
    )


def with_repeats(doc: Doc, names: Sequence[Name]) -> list[Name]:
    """The names, and the words that repeat one of them, or a person's first or last, where annotation missed it."""
    forms: dict[tuple[str, ...], Name] = {}
    for name in names:
        words = tuple(token.text for token in doc[name.first : name.last])
        forms.setdefault(words, name)
        if name.kind == "Person" and len(words) > 1:
            for part in parts_of_person(words):
                forms.setdefault(part, name)
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for words in forms:
        if len(words[0]) > 1 and words[0][0].isupper():
            by_first.setdefault(words[0], []).append(words)
    taken = {i for name in names for i in range(name.first, name.last)}
    out = list(names)
    for token in doc:
        if token.i in taken or token.pos_ not in ("PROPN", "NOUN", "ADJ", "X", "VERB") or not is_capitalised(token):
            continue
        for words in sorted(by_first.get(token.text, ()), key=len, reverse=True):
            end = token.i + len(words)
            if tuple(t.text for t in doc[token.i : end]) == words and taken.isdisjoint(range(token.i, end)):
                like = forms[words]
                if begins_product(doc, token.i, end, like):
                    continue
                out.append(Name(token.i, end, like.kind, "repeat", 0, like.known if len(words) > 1 else ()))
                taken.update(range(token.i, end))
                break
    return sorted(out, key=lambda n: n.first)


def of_causes(doc: Doc, names: Sequence[Name]) -> Iterator[Name]:
    """Bodies named for what they are for or against that annotation missed: "Homes for All", "Mothers Against Guns".

    One of its mentions stands where capitals come from the name alone, and one acts as only somebody does.
    """
    known = {i for name in names for i in range(name.first, name.last) if name.known}
    prepositions = (token for token in doc[1:-1] if token.lower_ in CAUSES)
    found = [name for token in prepositions if (name := _of_cause(doc, token.i)) and name.first not in known]
    forms = {tuple(words_of(doc, name.first, name.last)) for name in found if not doc[name.first].is_sent_start}
    acting = {tuple(words_of(doc, name.first, name.last)) for name in found if acts(doc[name.first : name.last].root)}
    yield from (name for name in found if tuple(words_of(doc, name.first, name.last)) in forms & acting)


def _of_cause(doc: Doc, i: int) -> Name | None:
    """The name around a preposition: capitalised words on both sides, the first of which is a plural."""
    before, after = doc[i - 1], doc[i + 1]
    if before.tag_ not in PLURAL_TAGS or after.is_sent_start:
        return None
    if not (is_capitalised(before) and is_capitalised(after)):
        return None
    first, last = _run_before(doc, i - 1), i + 2
    while last < len(doc) and is_capitalised(doc[last]) and not doc[last].is_sent_start:
        last += 1
    return Name(first, last, "Organization", "cause", 3)
