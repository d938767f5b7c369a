"""Attribution without a verb: "according to" and the like, nouns ("the claim that …")."""

from __future__ import annotations

from typing import Final

from kgbuild.extract.claims.channels import Relay
from kgbuild.extract.claims.drafts import Draft
from kgbuild.extract.claims.passages import Passage, Tokens
from kgbuild.extract.claims.reporting import attributive_phrases, noun_classes, words
from kgbuild.extract.claims.sources import Source, is_speaker, noun_phrase, source_of
from kgbuild.extract.events.factuality import is_belied
from kgbuild.extract.syntax import SUBJECTS
from kgbuild.parse import Doc, Token

_CONCESSIVE: Final = frozenset({"while", "although", "though", "despite", "whereas"})
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})


def attributive_phrase(token: Token) -> Tokens | None:
    """The words that open an attribution at this token: "according to", "in the view of"."""
    for words_of_phrase in attributive_phrases().get(token.lower_, ()):
        found = token.doc[token.i : token.i + len(words_of_phrase)]
        if tuple(word.lower_ for word in found) == words_of_phrase:
            is_rate = words_of_phrase == ("per",) and not _per_somebody(token)
            return None if is_rate else Tokens(token.i, token.i + len(words_of_phrase))
    return None


def _per_somebody(per: Token) -> bool:
    """ "Per the ministry, …", not "per day"."""
    starts = per.i == 0 or per.nbor(-1).text in {",", "."} or per.nbor(-1).is_space
    return starts and per.i + 1 < len(per.doc) and per.nbor().pos_ in ("DET", "PROPN")


def according_to(passage: Passage, opening: Tokens, relayed: Relay | None) -> Draft | None:
    """ "According to the ministry, …", "…, according to the ministry": the sentence is the content."""
    token, preposition = passage.doc[opening.first], passage.doc[opening.last - 1]
    noun = next((child for child in preposition.children if child.dep_ in ("pobj", "pcomp")), None)
    if noun is None:
        return None
    phrase = noun_phrase(noun, token)
    if relayed is not None and phrase.first < relayed.tokens.first < phrase.last:
        phrase = Tokens(phrase.first, passage.trimmed(Tokens(phrase.first, relayed.tokens.first)).last)
    unit = passage.unit(token.i)
    left = passage.trimmed(_without_concession(passage, Tokens(_clause_start(passage, unit, token), token.i)))
    end = relayed.tokens.last if relayed is not None and relayed.tokens.first <= phrase.last + 2 else phrase.last
    if (after := noun.right_edge.i + 1) < unit.last and passage.doc[after].text == ",":
        end = max(end, after)  # "According to Ana Lima, who runs the port, …"
    end = _after_apposition(passage.doc, end, unit.last)
    if left.first >= left.last:
        end = _after_other_source(passage.doc, _after_day(passage.doc, end, unit.last), unit.last)
    clause = _relative_clause(token, end, unit)
    if clause is not None:
        left = passage.trimmed(Tokens(max(unit.first, clause.first), token.i))
    semicolon = next((i for i in range(end, unit.last) if passage.doc[i].text == ";"), unit.last)
    last = clause.last if clause is not None else semicolon
    stretches = [left]
    if left.first < left.last and passage.doc[left.last - 1].dep_ == "cc":
        stretches = [passage.trimmed(Tokens(end, last))]  # "fled and, according to the police, drowned"
    elif clause is not None or not any(passage.doc[t].tag_ in _FINITE for t in range(*left)):
        stretches.append(passage.trimmed(Tokens(end, last)))
    contents = tuple(stretch for stretch in stretches if stretch.first < stretch.last)
    if not contents:
        return None
    return Draft(token.i, opening, Source(noun.i, phrase), contents, "according to")


def _clause_start(passage: Passage, unit: Tokens, token: Token) -> int:
    """Where begins what a phrase behind it tells the source of: the sentence, what a semicolon parts from what others
    say, or a bare figure ("two, according to the mayor, and five, according to the union")."""
    doc = passage.doc
    end = token.i - (token.i > unit.first and doc[token.i - 1].text == ",")
    if end > unit.first and doc[end - 1].tag_ == "CD":
        first = doc[end - 1].left_edge.i
        if unit.first < first < end and (doc[first - 1].text in ",;:" or doc[first - 1].dep_ == "cc"):
            return first
    marks = (i + 1 for i in range(end - 1, unit.first, -1) if doc[i].text == ";" and passage.quotation_of[i] < 0)
    return next(marks, unit.first)


def _after_apposition(doc: Doc, end: int, last: int) -> int:
    """The comma after what is said of the source, where parsers hang that elsewhere: "According to the CMA, a union of
    farmers, …"."""
    end += doc[end : end + 1].text == ")"
    comma = next((i for i in range(end + 1, last) if doc[i].text == ","), last)
    if comma == last or doc[end].text != "," or doc[end + 1].lower_ not in ("a", "an", "the"):
        return end
    head = doc[end + 1].head
    is_phrase = head.i < comma and head.pos_ == "NOUN" and not any(t.tag_ in _FINITE for t in doc[end:comma])
    is_listed = head.dep_ in (*SUBJECTS, "conj") or any(child.dep_ in ("conj", "cc") for child in head.children)
    return comma if is_phrase and not is_listed else end


def _after_day(doc: Doc, end: int, last: int) -> int:
    """The comma after when a source said so: "According to the ministry *on Monday*, …"."""
    if end + 2 >= last or doc[end].lower_ != "on" or doc[end + 1].ent_type_ != "DATE":
        return end
    place = end + 1
    while place < last and doc[place].ent_type_ == "DATE":
        place += 1
    return place if place < last and doc[place].text == "," else end


def _after_other_source(doc: Doc, end: int, last: int) -> int:
    """The comma after another source: "According to the police, *and the union, on Monday*, 40 were hurt"."""
    if end + 2 >= last or doc[end].text != "," or doc[end + 1].lower_ != "and" or doc[end + 2].pos_ in ("ADP", "SCONJ"):
        return end
    finite = (t.head if t.dep_ in ("aux", "auxpass") else t for t in doc[end + 2 : last] if t.tag_ in _FINITE)
    verb = next((each for each in finite if each.dep_ != "relcl"), None)
    subjects = [child for child in verb.lefts if child.dep_ in SUBJECTS] if verb is not None else []
    if not subjects:
        return end
    subject = subjects[-1]
    comma = next((i for i in range(subject.i - 1, end, -1) if doc[i].text == ","), end)
    return comma if any(is_speaker(t) for t in doc[end + 2 : comma]) else end


def _relative_clause(token: Token, end: int, unit: Tokens) -> Tokens | None:
    """The relative clause in whose midst a phrase stands: "the raid, which according to the mayor cost lives, …"."""
    for above in token.ancestors:
        if above.dep_ == "relcl":
            clause = Tokens(above.left_edge.i, above.right_edge.i + 1)
            within = unit.first <= clause.first < token.i and clause.last <= unit.last
            return clause if within and end + 1 < clause.last else None
    return None


def _without_concession(passage: Passage, tokens: Tokens) -> Tokens:
    """Without the narrator's "While …," at its start."""
    doc, first = passage.doc, passage.trimmed(tokens).first
    opening = first + 1 if first + 1 < tokens.last and doc[first].pos_ == "CCONJ" else first
    if opening >= tokens.last or doc[opening].lower_ not in _CONCESSIVE:
        return tokens
    end = doc[opening].head.right_edge.i + 1 if doc[opening].dep_ == "mark" else doc[opening].right_edge.i + 1
    return Tokens(end, tokens.last) if end < tokens.last and doc[end].text == "," else tokens


def nominal(noun: Token) -> Draft | None:
    """ "The minister's claim that …", "made the claim that …", and with nobody named "reports that …"."""
    is_none = any(child.lower_ == "no" for child in noun.children)
    if is_none and noun.lemma_ not in words("doubting", "nouns"):
        return None
    for kind in noun_classes()[noun.lemma_]:
        content = _noun_content(noun, kind.frames, kind.prepositions)
        source = _noun_source(noun) if content else None
        if content and source:
            cue = Tokens(noun.i, noun.i + 1)
            certainty = "certain" if is_none else kind.certainty  # "has no doubt that …"
            return Draft(
                noun.i, cue, source, (content,), f"noun {kind.name}", False, kind.speech, kind.polarity, certainty
            )
    return None


def _noun_content(noun: Token, frames: frozenset[str], prepositions: frozenset[str]) -> Tokens | None:
    for child in (*noun.rights, *_clauses_of_answer(noun)):
        words_below = {(word.dep_, word.lower_) for word in child.children}
        is_clause = "clause" in frames and child.dep_ in ("acl", "ccomp", "relcl") and ("mark", "that") in words_below
        is_infinitive = "infinitive" in frames and child.dep_ == "acl" and ("aux", "to") in words_below
        if (is_clause and not lacks_object(child)) or is_infinitive:
            return Tokens(child.left_edge.i, child.right_edge.i + 1)
        if child.dep_ == "prep" and child.lower_ in prepositions and child.right_edge.i > child.i:
            return Tokens(child.i + 1, child.right_edge.i + 1)
    return None


def _clauses_of_answer(noun: Token) -> list[Token]:
    """The clause of a noun that a parse has a verb say: "responded to Vell's charge that …"."""
    above = noun.head if noun.dep_ == "dobj" else noun.head.head
    clauses = above.rights if noun.dep_ in ("dobj", "pobj") else ()
    return [clause for clause in clauses if clause.dep_ == "ccomp" and answered(clause) == noun]


def answered(clause: Token) -> Token | None:
    """The noun whose words a clause behind a verb gives, not those of the verb's subject: "that he lied" of "responded
    to Vell's charge that he lied"."""
    first = clause.left_edge
    noun = first.nbor(-1) if first.i and first.lower_ == "that" and first.dep_ == "mark" else None
    if noun is None or noun.lemma_ not in noun_classes():
        return None
    is_told = noun.dep_ == "pobj" and noun.head.lower_ in words("answering", "prepositions")
    is_answered = noun.dep_ == "dobj" and noun.head.lemma_ in words("answering", "verbs")
    return noun if is_told or is_answered else None


def lacks_object(clause: Token) -> bool:
    """Whether a clause says what is done to the noun: "a report that the ministry dismissed as false"."""
    has_object = any(child.dep_ in ("dobj", "ccomp", "xcomp", "prt", "agent", "auxpass") for child in clause.children)
    return clause.lemma_ in words("disputing", "verbs") and not has_object


def _noun_source(noun: Token) -> Source | None:
    for child in noun.children:
        if child.dep_ == "poss":
            return Source(child.i, Tokens(child.left_edge.i, child.i + 1))
        if child.dep_ == "prep" and child.lower_ in ("by", "from", "among", "within"):
            for named in child.children:
                if named.dep_ == "pobj":
                    return Source(named.i, noun_phrase(named, noun))
    if noun.dep_ == "dobj" and noun.head.lemma_ in words("light", "verbs"):
        return source_of(noun.head)
    if noun.lemma_ in words("anonymous", "nouns") and not (_is_what_something_is(noun) or is_belied(noun)):
        return Source(noun.i, Tokens(noun.i, noun.i + 1))
    return None


def _is_what_something_is(noun: Token) -> bool:
    """ "This is the first report of a flood": nobody is cited. In "There were reports of a flood" somebody is."""
    return noun.dep_ == "attr" and not any(child.dep_ == "expl" for child in noun.head.children)
