"""Contents that are no clauses: "called him a liar", "announced a truce", "counted ten dead", "spoke of peace"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kgbuild.extract.claims.channels import is_channel, names_outlet
from kgbuild.extract.claims.passages import Passage, Tokens
from kgbuild.extract.claims.reporting import ReportingClass, no_contents, words
from kgbuild.extract.claims.sources import is_cited, is_citing, is_speaker, may_speak
from kgbuild.extract.claims.surroundings import CueGroup, is_reflexive
from kgbuild.extract.entities.nouns import nouns
from kgbuild.parse import Token

TIMES: Final = frozenset({"DATE", "TIME"})
_FIGURE_PARTS: Final = frozenset({"NUM", "ADJ", "ADV", "NOUN", "DET", "CCONJ", "VERB", "SYM"})


def predication(group: CueGroup, kind: ReportingClass) -> Tokens | None:
    """ "called him a liar", "accused him of fraud", "urged them to vote" """
    if (described := _as_described(group)) is not None:
        return described
    first = group.end
    if first < len(group.verb.doc) and group.verb.doc[first].dep_ == "prep":
        if group.verb.doc[first].lower_ in kind.prepositions:  # "raised to 14 the number of injured"
            figures = (each for each in group.complements("dobj") if each.i > first and _is_of(each, kind.objects))
            return next((Tokens(first, figure.right_edge.i + 1) for figure in figures), None)
        return None  # "called on Turkey to halt": the preposition is the cue's
    said_of = next(group.complements("ccomp", "xcomp", "oprd"), None)
    is_counted = said_of is not None and said_of.dep_ == "oprd" and _is_of(said_of, kind.objects)
    if said_of is not None and not is_counted:  # "puts the civilian dead at 30"
        if any(is_reflexive(token) for token in group.complements("dobj")) and said_of.dep_ == "oprd":
            return None  # "a group calling itself the Hand"
        if kind.objects or is_perceived(said_of, kind) or is_anonymity(said_of):
            return None
        agent = next(group.complements("agent"), None)
        if agent is not None and first <= agent.i < said_of.left_edge.i:
            first = said_of.left_edge.i  # "was named by the board to lead the firm"
        return Tokens(first, _with_phrases(group, said_of.right_edge.i + 1))
    patient = said_of if is_counted else next(group.complements("dobj"), None)
    is_taken_up = patient is not None and patient.lower_ in ("it", "that", "this")
    if patient is None or (kind.objects and not is_taken_up and not _is_of(patient, kind.objects)):
        return None
    if kind.objects and patient.nbor(1).lower_ == "of" and any(_is_figure(t) for t in patient.nbor(1).children):
        return Tokens(patient.left_edge.i, patient.right_edge.i + 1)  # "gave a figure of 24"
    for child in group.complements("prep"):
        if kind.objects and is_taken_up and not any(_is_figure(token) for token in child.children):
            continue  # "puts it at 54", not "puts it at risk"
        if child.lower_ in (kind.prepositions or ("as", "of", "to", "for")):
            return Tokens(patient.left_edge.i, _with_phrases(group, _end_of_row(child, group)))
    return None


def _as_described(group: CueGroup) -> Tokens | None:
    """ "What the envoy described as a farce", "a report that the ministry dismissed as false": the object is before."""
    is_what = any(child.dep_ == "dobj" and child.lower_ in ("what", "that", "which") for child in group.verb.lefts)
    if any(group.complements("dobj", "oprd")) or (not is_what and group.verb.dep_ not in ("acl", "relcl")):
        return None
    subjects = any(child.dep_ == "nsubj" for child in group.verb.lefts)
    described = (child for child in group.complements("prep") if child.lower_ == "as") if subjects else iter(())
    return next((Tokens(child.i + 1, _end_of_row(child, group)) for child in described), None)


def _end_of_row(preposition: Token, group: CueGroup) -> int:
    """The end of a phrase with those of the same preposition that "and" joins to it: "of theft and of fraud"."""
    end = preposition.right_edge.i + 1
    for other in group.complements("prep"):
        if other.i == end and other.lower_ == preposition.lower_ and other.nbor(-1).dep_ == "cc":
            end = other.right_edge.i + 1
    return end


def _with_phrases(group: CueGroup, last: int) -> int:
    """The end of content with the phrases right behind it, which parsers hang on the verb: "proposed talks with Kenya
    on a truce", "wants better schools, including new ones". Those of time are none of it."""
    for child in group.complements("prep"):
        begins, governed = child.left_edge.i, next(child.rights, None)
        is_behind = begins == last and child.lower_ in words("content", "prepositions")
        is_example = begins == last + 1 and child.doc[last].text == "," and child.lower_ in words("content", "examples")
        is_time = governed is not None and (governed.ent_type_ in TIMES or governed.lower_ == "time")
        if (is_behind or is_example) and governed is not None and not is_time:
            last = child.right_edge.i + 1
    return last


def is_perceived(head: Token, kind: ReportingClass) -> bool:
    """ "found the truck burning", "saw him leave", "saw its income fall": they met with it; nobody says so."""
    is_state = head.lower_ in words("perceiving", "states")
    is_bare = (head.tag_ in ("VBG", "VB", "NN", "NNS") or is_state) and head.head.lemma_ in words("perceiving", "verbs")
    return is_bare and not kind.speech and all(c.dep_ not in ("aux", "mark") for c in head.children)


def is_anonymity(head: Token) -> bool:
    """ "asked not to be named" """
    return head.tag_ == "VBN" and head.lemma_ in words("anonymity", "verbs")


def object_of(group: CueGroup, kind: ReportingClass) -> Tokens | None:
    """ "announced a truce", "the truce was announced by the general" """
    subjects = (child for child in group.verb.lefts if child.dep_ == "nsubjpass" and child.pos_ in ("NOUN", "PROPN"))
    for child in (*group.complements("dobj"), *(each for each in subjects if not is_speaker(each))):
        if kind.objects and not _is_of(child, kind.objects):
            continue
        if is_speaker(child) and (kind.speech or _is_name(child) or _is_helped(group)):
            continue  # "citing two officials", "endorsed Anna Berg": nobody is what is said
        if is_citing(group.verb) and is_cited(child):
            continue  # "citing the hospital"
        if is_speaker(child) and any(group.complements("xcomp")):
            continue  # "promised investors to cut costs"
        if child.lemma_.lower() in no_contents(group.verb.lemma_) or is_reflexive(child):
            continue
        return Tokens(child.left_edge.i, _with_phrases(group, child.right_edge.i + 1))
    return _denied_before(group) if kind.polarity == "negative" else None


def _denied_before(group: CueGroup) -> Tokens | None:
    """ "Fraud, which he denies", "an accusation he denied": what is denied stands before."""
    verb = group.verb
    objects = [child for child in verb.children if child.dep_ in ("dobj", "ccomp", "xcomp")]
    is_open = all(child.dep_ == "dobj" and child.lower_ in ("that", "which") for child in objects)
    is_relative = verb.dep_ == "relcl" or (
        verb.dep_ == "acl" and any(child.dep_ == "mark" and child.lower_ == "that" for child in verb.children)
    )
    has_own = any(child.dep_ == "nsubj" and child.tag_ not in ("WP", "WDT") for child in verb.lefts)
    if not is_relative or not is_open or not has_own or is_speaker(verb.head):
        return None
    first = verb.head.left_edge.i
    return Tokens(first, verb.head.i + 1)


def _is_helped(group: CueGroup) -> bool:
    """Whether somebody is supported or defended by deeds: "supported the government against the rebels"."""
    return any(child.lower_ in words("helping", "prepositions") for child in group.complements("prep"))


def figures(group: CueGroup, kind: ReportingClass) -> Tokens | None:
    """ "counted ten dead and more than 300 injured": by the words in a row, since parsers read such phrases badly."""
    doc, last = group.verb.doc, group.end
    while last < len(doc) and not doc[last].is_sent_start:
        if not _is_of_figure(doc[last]) and doc[last].lower_ not in kind.objects:
            break
        last += 1
    row = doc[group.end : last]
    is_counted = any(token.lemma_.lower() in kind.objects or token.lower_ in kind.objects for token in row)
    is_counted = is_counted or (len(row) > 0 and row[-1].tag_ == "CD" and row[-1].dep_ == "dobj")  # "counted 700"
    if not is_counted or not any(token.tag_ == "CD" or token.lower_ in nouns().partitives for token in row):
        return None
    if last < len(doc) and doc[last].dep_ == "prep":
        last = max(last, doc[last].right_edge.i + 1)  # "… in three towns since May"
    return Tokens(group.end, last)


def _is_of_figure(token: Token) -> bool:
    return token.pos_ in _FIGURE_PARTS or token.lower_ in ("of", "than", "at")  # "at least dozens of wounded"


def _is_figure(token: Token) -> bool:
    """Whether a word is a figure told: "puts it at 54", "at $54", "raised that to 54", but not "to $54"."""
    is_sum = any(child.tag_ == "$" for child in token.children)
    return token.tag_ == "CD" and (token.head.lower_ == "at" or not is_sum)


def _is_of(noun: Token, lemmas: frozenset[str]) -> bool:
    return noun.lemma_.lower() in lemmas


def _is_name(noun: Token) -> bool:
    """Whether a noun is a person's name with nothing said of it."""
    return noun.ent_type_ == "PERSON" and all(child.dep_ == "compound" for child in noun.children)


def findings(group: CueGroup) -> Tokens | None:
    """ "shows him with a lead", "found no change after the vote": the object with what is seen of it."""
    found = next(group.complements("dobj"), None)
    if found is None:
        return None
    last = found.right_edge.i + 1
    for child in group.complements("prep", "advcl", "xcomp", "oprd", "acomp", "dep"):
        if child.left_edge.i == last:
            last = child.right_edge.i + 1
    return Tokens(found.left_edge.i, last)


def prepositional(passage: Passage, group: CueGroup, kind: ReportingClass) -> tuple[Tokens, str] | None:
    """ "spoke of peace": without the preposition, which belongs to the cue. What one speaks about or on is a topic."""
    preposition = next(_content_prepositions(passage, group, kind), None)
    if preposition is None:
        return None
    # "called on the army to leave", "referred to him as a liar": what is said of the object belongs to the content.
    last = preposition.right_edge.i + 1
    for child in group.complements("xcomp", "advcl", "prep"):
        is_participle = child.tag_ in ("VBN", "VBG") and child.left_edge.i == last
        if child.dep_ == "xcomp" or child.lower_ == "as" or is_participle or _is_asked_for(child, preposition, last):
            last = max(last, child.right_edge.i + 1)
    last = _with_phrases(group, last)
    if (title := passage.opens_at(preposition.i + 1)) is not None:
        last = max(last, title.last)  # "talked about “Fall: How Rivers Die”", a book
    frame = "topic" if preposition.lower_ in ("about", "on") and kind.certainty == "certain" else "preposition"
    return Tokens(preposition.i + 1, last), frame


def _is_asked_for(deed: Token, preposition: Token, last: int) -> bool:
    """Whether an infinitive right behind a phrase tells what one asks of who is in it: "called on Kenya to act"."""
    is_addressed = preposition.lower_ in ("on", "upon", "to") and deed.tag_ == "VB"
    begins = deed.left_edge.i
    behind = begins == last or (begins == last + 1 and deed.doc[last].text == ",")
    return is_addressed and behind and deed.doc[begins].tag_ == "TO"


def _is_setting(passage: Passage, noun: Token) -> bool:
    """ "spoke on Monday", "speaking on state television", "on condition of …": when, where or how one speaks.

    What a model takes for a year is a figure in "speaks of 46".
    """
    if noun.tag_ == "CD" and noun.head.lower_ == "of":
        return False
    if noun.lemma_.lower() in words("terms", "nouns"):
        return True
    names_channel = noun.lemma_.lower() in words("channels", "nouns")
    return noun.ent_type_ in TIMES or names_channel or is_channel(passage, noun) or names_outlet(passage, noun)


def _content_prepositions(passage: Passage, group: CueGroup, kind: ReportingClass) -> Iterator[Token]:
    """ "reported on television of many wounded": "of", which the parser hangs on the channel."""
    for child in group.complements("prep"):
        channel = next((noun for noun in child.children if noun.dep_ == "pobj" and is_channel(passage, noun)), None)
        candidates = (child,) if channel is None else channel.rights
        for preposition in candidates:
            governed = next(preposition.rights, None)
            is_setting = governed is not None and _is_setting(passage, governed)
            if group.verb.lemma_ in words("support", "verbs") and governed is not None and may_speak(governed):
                continue  # "campaigned for the senator"
            if preposition.lower_ in kind.prepositions and governed is not None and not is_setting:
                yield preposition
