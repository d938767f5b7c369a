"""Finds who says what: reporting verbs and phrases, quotations, and the contents and sources that go with them.

The rules read the parse, but lean on quotation marks, commas and word order where parses of news prose are often wrong:
inverted quotations, parenthetical attributions, contents of several sentences. What counts as source, cue and content
follows PolNeAR (Newell, Margolin and Ruths 2018), except that an attribution without any source is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from kgbuild.extract.claims.channels import Relay, relays
from kgbuild.extract.claims.circumstances import Circumstances, circumstances
from kgbuild.extract.claims.contents import OWN_WORDS, before_colon, content_of
from kgbuild.extract.claims.continuations import with_free_quotations, with_quotations_after_colons
from kgbuild.extract.claims.drafts import Draft, Ownership
from kgbuild.extract.claims.gaps import gapped_figures
from kgbuild.extract.claims.headings import headings
from kgbuild.extract.claims.passages import Passage, Tokens, read
from kgbuild.extract.claims.phrases import according_to, attributive_phrase, nominal
from kgbuild.extract.claims.reporting import ReportingClass, noun_classes, verb_classes, words
from kgbuild.extract.claims.sources import Source, cited_by, inverted, may_speak, source_of, tells_by_itself
from kgbuild.extract.claims.surroundings import CueGroup
from kgbuild.extract.entities.nouns import nouns
from kgbuild.extract.layers import Attribution
from kgbuild.extract.syntax import is_in_question, sets_aside
from kgbuild.model import Annotated, Tense
from kgbuild.parse import Doc, Token

_AHEAD: Final = frozenset({"will", "'ll", "’ll", "shall"})
_CUE_PARTS: Final = frozenset({"aux", "auxpass", "advmod", "prt", "neg"})


def find(annotated: Annotated) -> tuple[Attribution, ...]:
    """All attributions of a document that name a source, in the order of their first character."""
    passage = read(annotated)
    relayed = relays(passage)
    drafts = [*_drafts(passage, relayed), *headings(passage)]
    drafts += gapped_figures(passage, drafts)
    drafts = with_free_quotations(passage, with_quotations_after_colons(passage, drafts))
    ownership = Ownership(passage, drafts)
    drafts = [draft for draft in drafts if _stands(passage, draft) or ownership.inside(draft.cue) is None]
    drafts.sort(key=lambda draft: (draft.first, draft.cue))
    around = circumstances(passage, drafts, relayed)
    return tuple(_attribution(passage, draft, of_draft) for draft, of_draft in zip(drafts, around, strict=True))


def _stands(passage: Passage, draft: Draft) -> bool:
    """Whether an attribution stands within another's content: somebody spoke, or is quoted on "what" he called so."""
    if draft.speech:
        return True
    is_what = any(child.lower_ == "what" and child.dep_ == "dobj" for child in passage.doc[draft.cue].children)
    return is_what and any(True for stretch in draft.contents for _ in passage.quotes_in(stretch))


def _attribution(passage: Passage, draft: Draft, around: Circumstances) -> Attribution:
    return Attribution(
        sources=(draft.source.head,),
        cue=draft.cue,
        source_spans=(passage.span(draft.source.tokens),),
        cue_spans=(passage.span(draft.cue_tokens),),
        content_spans=tuple(passage.span(stretch) for stretch in draft.contents),
        quotes=tuple(quote for stretch in draft.contents for quote in passage.quotes_in(stretch)),
        relayers=tuple(dict.fromkeys(around.relayers)),
        media=tuple(around.media),
        polarity=draft.polarity,
        certainty=draft.certainty,
        tense=draft.tense,
        rule=draft.rule,
        inner=tuple(around.inner),
        issuers=tuple(around.issuers),
    )


def _drafts(passage: Passage, relayed: Sequence[Relay]) -> Iterator[Draft]:
    """The attributions of verbs and phrases, by their cue. Cues inside a quotation are words of the one quoted."""
    for token in passage.doc:
        draft = None
        if passage.quotation_of[token.i] >= 0:
            continue
        if opening := attributive_phrase(token):
            relay = next((relay for relay in relayed if relay.tokens.first > token.i), None)
            draft = according_to(passage, opening, relay)
        elif token.tag_.startswith("VB") and token.lemma_ in verb_classes():
            draft = _verbal(passage, token)
        elif token.tag_ in ("NN", "NNS") and token.lemma_ in noun_classes():
            draft = nominal(token)
        if draft is not None:
            yield draft


# --------------------------------------------------------------------------------------------------------- verbs
def _verbal(passage: Passage, verb: Token) -> Draft | None:
    source = _outside_of_quotation(passage, verb, source_of(verb))
    if source is None or _is_narrator(passage.doc[source.head]):
        return None
    if _is_of_nobody(passage.doc[source.head]):
        return None
    if _is_of_anyone(verb) or (verb.dep_ == "pcomp" and verb.head.lower_ == "without"):
        return None  # "it goes without saying that …"
    cue = _cue(verb)
    group = CueGroup(verb, cue, source.tokens, _adjacent(verb.doc, cue, source.tokens))
    of_document = tells_by_itself(passage.doc[source.head])
    for kind in verb_classes()[verb.lemma_]:
        if kind.by_documents and not of_document:
            continue
        if _is_by_nobody(kind, passage.doc[source.head], source.tokens):
            continue
        polarity, certainty = kind.polarity, kind.certainty
        if _is_negated(verb):
            if not kind.neg_raising:
                continue
            polarity = "negative"
        if _is_asked(verb):
            continue
        content = content_of(passage, group, kind)
        if not _is_asserted(verb):
            if content is None or content.frame == "object" or not (kind.speech or certainty != "certain"):
                continue  # "to prove that …", "will show who …": nothing has been found
            certainty = "underspecified"
        told = content.stretches if content else ()
        if kind.polarity == "negative":
            polarity = "positive" if content is not None and content.frame in OWN_WORDS else polarity
            told = tuple(before_colon(passage, stretch) for stretch in told)
        trimmed = (passage.trimmed(stretch) for stretch in told)
        stretches = tuple(passage.closed(stretch) for stretch in trimmed if stretch.first < stretch.last)
        if content and stretches:
            rule = f"{kind.name}: {content.frame}"
            takes_quotations = "quotation" in kind.frames
            source = cited_by(verb, source) if _may_carry(passage, source) else source
            return Draft(
                verb.i, cue, source, stretches, rule, takes_quotations, kind.speech, polarity, certainty, _tense(verb)
            )
    return None


def _may_carry(passage: Passage, source: Source) -> bool:
    """Whether whom a source cites speaks in its stead: an outlet's, or a name's that may be one's; "the committee,
    citing two doctors, said" is the committee's word."""
    name, noun = passage.name_at.get(source.head), passage.doc[source.head]
    if name is not None and name.kind == "MediaOrganization":
        return True
    if noun.lemma_.lower() in words("outlets", "nouns"):  # not "the refugee agency"
        told = [child.lower_ for child in noun.children if child.dep_ == "compound"]
        return not told or not words("outlets", "kinds").isdisjoint(told)
    is_body = nouns().kind_of(noun) not in (None, "MediaOrganization") or (name is not None and bool(name.known))
    return not is_body


def _is_narrator(source: Token) -> bool:
    """Whether the narrator speaks: "I", but not "one of its leaders"."""
    return source.lower_ in words("narration", "pronouns") and not any(c.lower_ == "of" for c in source.children)


def _outside_of_quotation(passage: Passage, verb: Token, source: Source | None) -> Source | None:
    """The source, or who says the quotation if that is a pronoun in it: "“… and it fled,” she said, referring to …"."""
    doc = passage.doc
    if source is None or passage.quotation_of[source.head] < 0:
        return source
    if doc[source.head].pos_ != "PRON":  # "“The pilots did it,” denounced the spokesman"
        return (inverted(verb) or source) if verb.i and verb.nbor(-1).is_quote else source
    before = reversed(doc[passage.unit(verb.i).first : verb.i])
    said = next((t for t in before if t.lemma_ in verb_classes() and passage.quotation_of[t.i] < 0), None)
    speaker = source_of(said) if said is not None else None
    return speaker if speaker is not None and passage.quotation_of[speaker.head] < 0 else None


def _is_by_nobody(kind: ReportingClass, head: Token, source: Tokens) -> bool:
    """Whether the source is nobody, where only somebody does what the verb says: no reality favours a candidate.

    A relative clause needs somebody whatever its verb, since parsers hang many on a wrong noun.
    """
    is_relative = not source.first <= head.i < source.last
    return (is_relative or not kind.by_anything) and not may_speak(head)


def _is_of_nobody(source: Token) -> bool:
    """ "No group claimed the attack", "few ministers want to pay": nobody does, or hardly anybody."""
    before = {child.lower_ for child in source.children if child.i < source.i}
    return not before.isdisjoint({"no", "neither"}) or ("few" in before and before.isdisjoint({"a", "the"}))


def _is_of_anyone(verb: Token) -> bool:
    """Whether an adjective says how it is for anyone to say so: "it is difficult to believe that they lied"."""
    if verb.dep_ not in ("xcomp", "advcl", "ccomp") or not any(child.tag_ == "TO" for child in verb.children):
        return False
    adjectives = (verb.head, *(child for child in verb.head.children if child.dep_ in ("acomp", "oprd")))
    return any(each.lemma_ in words("controlling", "ease") for each in adjectives)


def _cue(verb: Token) -> Tokens:
    """The verb with its auxiliaries, adverbs and particle."""
    first, last = verb.i, verb.i + 1
    parts = {child.i for child in verb.children if child.dep_ in _CUE_PARTS}
    while first - 1 in parts:
        first -= 1
    if last in parts and verb.doc[last].dep_ == "prt":
        last += 1
    return Tokens(first, last)


def _adjacent(doc: Doc, cue: Tokens, source: Tokens) -> bool:
    if source.first >= cue.last:
        return all(token.ent_type_ == "DATE" or token.lower_ == "on" for token in doc[cue.last : source.first])
    between = doc[source.last : cue.first]
    if len(between) and between[0].lower_ == "who" and between[0].head.head.i in range(source.first, source.last):
        return True  # "a doctor who treated the wounded told …"
    if len(between) > 2 and between[0].text == between[-1].text == ",":
        return doc[source.last - 1].sent == doc[cue.first].sent and between[1].tag_ in ("WP", "WDT")
    return len(between) <= 2 and all(token.text == "," or token.pos_ == "ADV" for token in between)


def _is_negated(verb: Token) -> bool:
    """ "did not say", "declined to say", "refused to confirm", but not "said not 30 but 50 died" """
    if any(child.dep_ == "neg" and not sets_aside(child) for child in verb.children):
        return True
    above = verb.head
    return verb.dep_ in ("xcomp", "pcomp") and (
        above.lemma_ in words("controlling", "negative") or any(child.dep_ == "neg" for child in above.children)
    )


def _is_asked(verb: Token) -> bool:
    """Whether the narrator or a speaker asks whether or what somebody says: "What did the mayor say about it?"."""
    helpers = [child.i for child in verb.children if child.dep_ == "aux"]
    subjects = [child.i for child in verb.children if child.dep_ == "nsubj"]
    is_inverted = verb.dep_ == "ROOT" and helpers and subjects and helpers[0] < subjects[0] < verb.i
    return bool(is_inverted) and is_in_question(verb)


def _is_asserted(verb: Token) -> bool:
    """Whether it was said indeed, not "may say", "wants to say" or "if he says"."""
    for child in verb.children:
        if child.tag_ == "MD" or (child.dep_ == "mark" and child.lower_ in ("if", "whether", "unless")):
            return False
        if child.tag_ == "TO" and verb.dep_ in ("advcl", "acl", "relcl"):
            return False  # "met to discuss it"
        if child.tag_ == "TO" and verb.dep_ == "xcomp":
            return verb.head.lemma_ in words("controlling", "implicative")
    is_supposed = verb.dep_ == "acl" and any(child.lower_ == "would" for child in verb.head.head.lefts)
    return not is_supposed and not _is_hoped_for(verb)  # "there would be polls that show it"


def _tense(verb: Token) -> Tense:
    """ "The court will say so", "she will fly there to say so" and "I hope the court says so" are ahead."""
    above = [verb.head] if any(child.tag_ == "TO" for child in verb.lefts) else []
    helpers = (child.lower_ for each in (verb, *above) for child in each.children if child.dep_ == "aux")
    is_ahead = not _AHEAD.isdisjoint(helpers)
    return "future" if is_ahead or _is_hoped_for(verb) else "non-future"


def _is_hoped_for(verb: Token) -> bool:
    """ "I hope the court says so", which parsers also take for an aside: "I hope next year the court says so"."""
    if verb.tag_ not in ("VBZ", "VBP", "VB") or any(child.lower_ == "had" for child in verb.lefts):
        return False
    above = [verb.head] if verb.dep_ == "ccomp" else []
    asides = (child for child in verb.lefts if child.dep_ == "ccomp")
    return any(each.lemma_ in words("controlling", "hoping") for each in (*above, *asides))
