"""Parses an article with spaCy so that every token keeps its offset in the text as given."""

from __future__ import annotations

import re
import threading
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import chain, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kgbuild.annotate.attribute_rules import index_rules
from kgbuild.annotate.datelines import dateline_end, is_date_line, label_end
from kgbuild.annotate.gazetteer import Gazetteer, label_known, name_spans
from kgbuild.annotate.recognizer import Recognizer, take_recognizer
from kgbuild.annotate.spacy_docs import read_docs
from kgbuild.annotate.words import word_list
from kgbuild.errors import MissingExtraError
from kgbuild.model import Annotated, Article, KnownName, Names, Span
from kgbuild.settings import Settings

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc as SpacyDoc

BLOCK_CHARACTERS: Final = 20_000
"""How much text is parsed at a time, a longer paragraph apart: memory stays flat however long the document is."""

BLOCK_PIECES: Final = 256
"""Of how many pieces, if they are short: each costs memory of its own."""

ZONE_CHARACTERS: Final = 200_000
"""After so much text spaCy forgets the words that it met: memory stays flat however many documents there are."""

LEMMAS_KEPT: Final = 20_000
"""Of so many words the lemmas are kept; then they are found anew."""

SOFT_WRAP_MIN: Final = 55
"""A line of at least so many characters that does not end a sentence was broken by its typesetter, not its author."""

WEIGHTS: Final = Path(__file__).parent / "weights"
"""Weights of the default model, trained on with texts of our own: a folder a pipe; README.md there is their card."""

_BODIES: Final = {"outlets": "MediaOrganization", "parties": "PoliticalParty", "armed_groups": "ArmedGroup"}
"""Which list of words.toml names bodies of which class."""

# The time that spaCy's tokenizer takes over marks without a blank between them grows with the square of their number.
_RUN_OF_MARKS = re.compile(r"[^\w\s]{500}(?=[^\w\s])")
_BREAK = re.compile(r"\r\n|[\n\r\v\f\u2028\u2029]")
# The tokenizer takes the full stop of a sentence for that of its last word: "by 3 p.m. They left", "in the U.S. The".
_AFTER_ABBREVIATION = re.compile(
    r"\b(?:[ap]\.m\.|[A-Z]\.[A-Z]\.) +(?=(?:The|They|He|She|It|We|This|These|But|His|Her|Its|Their)\b )"
)
# Within a sentence a comma would follow the region: "in Trenton, N.J. American Ferries paid".
_AFTER_REGION = re.compile(r"(?<=, )(?:B\.C|N\.[CDHJMY]|R\.I|S\.[CD])\. +(?=[A-Z])")
_ENDS_SENTENCE = re.compile(r"[.!?:;…\"”’»)\]]\s*$")


class Parser:
    """A loaded spaCy pipeline and the gazetteer of an authority: `annotate` is a pure function of the article. NER is
    asked apart where it was taken out of the pipeline."""

    def __init__(self, nlp: Language, recognize: Recognizer | None, gazetteer: Gazetteer) -> None:
        self._nlp = nlp
        self._recognize = recognize
        self._gazetteer = gazetteer
        self._turn = threading.Lock()
        self._zone = ExitStack()
        self._characters_left = ZONE_CHARACTERS

    @property
    def model(self) -> str:
        """Name and version of the model, for the provenance of what it found."""
        return _name_of(self._nlp)

    def annotate(self, article: Article) -> Annotated:
        """The parse of an article. Never fails on any text; an empty one gives an empty parse."""
        paragraphs = tuple(paragraph_spans(article.text))
        with self._turn:  # a model has but one zone at a time
            self._enter_zone(len(article.text))
            doc = read_docs(chain.from_iterable(map(self._parse, _batches(_pieces(article.text, paragraphs)))))
        names = name_spans(doc, self._gazetteer)
        label_known(doc, names)
        return Annotated(article, doc, names, paragraphs)

    def _enter_zone(self, characters: int) -> None:
        """Outside of a zone spaCy keeps every word that it ever meets: those of the first texts, the most common of any
        other, are kept so and found at once. A zone for each text would meet all the rest anew."""
        if characters > self._characters_left:
            self._zone.close()
            self._zone.enter_context(self._nlp.memory_zone())
            self._characters_left = ZONE_CHARACTERS
        self._characters_left -= characters

    def _parse(self, pieces: Sequence[str]) -> Sequence[SpacyDoc]:
        """Pieces of a text, all at once: each step of the parser then decides for as many sentences as there are
        pieces, in half the time. It takes a quarter of its batch at a time."""
        docs = list(self._nlp.pipe(map(self._tokenized, pieces), batch_size=4 * len(pieces)))
        if self._recognize is not None:
            self._recognize(docs)
        return docs

    def _tokenized(self, piece: str) -> SpacyDoc:
        """Soft-wrapped lines are joined for the parser by a blank for each character: offsets stay."""
        starts = set(_sentence_starts(piece))
        doc = self._nlp.make_doc(_joined(piece))
        for token in doc[1:]:
            if token.idx in starts:
                token.is_sent_start = True
        return doc


def load_parser(settings: Settings, names: Names) -> Parser:
    """Loads the model of the settings; MissingExtraError if it is not installed."""
    import spacy

    try:
        nlp = spacy.load(settings.model, exclude=["senter"])
    except OSError as error:
        raise MissingExtraError(
            f"model = {settings.model!r}: no such spaCy model is installed; `pip install` it, or leave the setting out"
        ) from error
    load_weights(nlp)
    _index_lemmas(nlp)
    _keep_lemmas(nlp)
    if nlp.has_pipe("attribute_ruler"):
        index_rules(nlp.get_pipe("attribute_ruler"))
    if (add_special_case := getattr(nlp.tokenizer, "add_special_case", None)) is not None:
        for letter in word_list("letters"):  # "posted on X." ends there: no initial
            add_special_case(f"{letter}.", [{"ORTH": letter}, {"ORTH": "."}])
        for abbreviation in word_list("abbreviations"):
            add_special_case(abbreviation, [{"ORTH": abbreviation}])
    told = (KnownName(name, kind) for list_, kind in _BODIES.items() for name in word_list(list_))
    return Parser(nlp, take_recognizer(nlp), Gazetteer((*names.known_names(), *sorted(told))))


def _name_of(nlp: Language) -> str:
    meta = nlp.meta
    return f"{meta['lang']}_{meta['name']} {meta['version']}"


def load_weights(nlp: Language) -> None:
    """Lays our weights over those that they began as; any other model is read with its own."""
    about = tomllib.loads((WEIGHTS / "about.toml").read_text(encoding="utf-8"))
    if _name_of(nlp) != about["base"]:
        return
    for name in about["pipes"]:
        pipe: Any = nlp.get_pipe(name)
        pipe.from_disk(WEIGHTS / name, exclude=["vocab"])
    nlp.meta["version"] += about["version"]


def _index_lemmas(nlp: Language) -> None:
    """spaCy seeks every lemma in a list of tens of thousands from its beginning, a fifth of its time on new words; in a
    set it is found at once."""
    lookups = getattr(nlp.get_pipe("lemmatizer"), "lookups", None) if nlp.has_pipe("lemmatizer") else None
    if lookups is not None and lookups.has_table("lemma_index"):
        table = lookups.get_table("lemma_index")
        for part_of_speech in table:
            table[part_of_speech] = frozenset(table[part_of_speech])


def _keep_lemmas(nlp: Language) -> None:
    """spaCy finds the lemma of a word by its form, its part of speech and its features, and of most it does so anew
    each time; kept by these, it is found in a fifth of the time."""
    lemmatizer: Any = nlp.get_pipe("lemmatizer") if nlp.has_pipe("lemmatizer") else None
    if getattr(lemmatizer, "mode", None) != "rule":
        return
    find, found = lemmatizer.lemmatize, dict[tuple[int, int, int], list[str]]()

    def lemmas(token: Any) -> list[str]:
        key = token.orth, token.pos, token.morph.key
        if key not in found:
            if len(found) == LEMMAS_KEPT:
                found.clear()
            found[key] = find(token)
        return found[key]

    lemmatizer.lemmatize = lemmas


def paragraph_spans(text: str) -> Iterator[Span]:
    """The paragraphs of a text, blank ones left out. A line broken by a typesetter goes on in the next one."""
    begin = 0
    for match in _BREAK.finditer(text):
        if _is_soft(text, begin, match):
            continue
        yield from _trimmed(text, begin, match.start())
        begin = match.end()
    yield from _trimmed(text, begin, len(text))


def _sentence_starts(block: str) -> Iterator[int]:
    """Where sentences begin whatever the parser says: paragraphs, what follows their datelines and labels, and a word
    that only a sentence begins with after an abbreviation."""
    for ends in (_AFTER_ABBREVIATION, _AFTER_REGION):
        yield from (match.end() for match in ends.finditer(block))
    for span in paragraph_spans(block):
        yield span.begin
        for end in (dateline_end, label_end):
            if (after := end(block, span.begin, span.end)) is not None:
                yield after


def _is_soft(text: str, begin: int, match: re.Match[str]) -> bool:
    line = text[max(begin, text.rfind("\n", begin, match.start()) + 1) : match.start()]
    rest = text[match.end() : match.end() + 1]
    return bool(
        match.group() in ("\n", "\r\n")
        and rest
        and not rest.isspace()
        and len(line) >= SOFT_WRAP_MIN
        and not _ENDS_SENTENCE.search(line)
        and rest not in "-–—•*·"
        and not is_date_line(text, match.end())
    )


def _trimmed(text: str, begin: int, end: int) -> Iterator[Span]:
    stretch = text[begin:end]
    if stretch.strip():
        yield Span(begin + len(stretch) - len(stretch.lstrip()), begin + len(stretch.rstrip()))


def _joined(block: str) -> str:
    """The text with the soft line ends turned into as many blanks."""
    pieces, begin, done = [], 0, 0
    for match in _BREAK.finditer(block):
        if _is_soft(block, begin, match):
            pieces += [block[done : match.start()], " " * len(match.group())]
            done = match.end()
        else:
            begin = match.end()
    return "".join((*pieces, block[done:]))


def _pieces(text: str, paragraphs: tuple[Span, ...]) -> Iterator[str]:
    """The text cut at its paragraphs, and within long runs of marks. Joined, the pieces are the text."""
    within_runs = (match.end() for match in _RUN_OF_MARKS.finditer(text))
    cuts = sorted({*within_runs, *(paragraph.begin for paragraph in paragraphs[1:]), len(text)})
    yield from (text[begin:end] for begin, end in pairwise((0, *cuts)))


def _batches(pieces: Iterable[str]) -> Iterator[Sequence[str]]:
    """The pieces that are parsed together: a batch is full with BLOCK_CHARACTERS or BLOCK_PIECES."""
    batch: list[str] = []
    characters = 0
    for piece in pieces:
        if batch and (characters + len(piece) > BLOCK_CHARACTERS or len(batch) == BLOCK_PIECES):
            yield batch
            batch, characters = [], 0
        batch.append(piece)
        characters += len(piece)
    yield batch
