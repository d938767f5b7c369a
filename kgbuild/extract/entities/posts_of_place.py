"""Of what a post is by who governs with its holder, or by where the text was written: "the government under Prime
Minister X", "VELL, Ohio (AP) — Gov. X said"."""

from __future__ import annotations

from kgbuild.extract.entities.datelines import opens_dateline
from kgbuild.extract.entities.name_forms import behind_ranks
from kgbuild.extract.entities.post_holders import name_head
from kgbuild.extract.entities.titles import Title
from kgbuild.extract.grounding import EntityIndex
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import lemma
from kgbuild.model import Entity
from kgbuild.parse import Doc


def government_led(doc: Doc, title: Title, index: EntityIndex) -> Entity | None:
    """The government that the holder of a title leads: "the cabinet under Prime Minister X", "led by President X"."""
    first = behind_ranks(doc, title.last)
    name = doc[name_head(doc, first)] if title.level == "state" and first < len(doc) else doc[title.head]
    table = load_lexicon("titles")["of_governments"]
    if name.dep_ != "pobj" or name.i == title.head or name.head.i >= title.first:
        return None
    body = name.head.head if name.head.lower_ == "under" else None
    if name.head.lower_ == "by" and name.head.head.dep_ == "acl" and lemma(name.head.head) in table["leading"]:
        body = name.head.head.head
    at = index.at(body.i) if body is not None and lemma(body) in table["nouns"] else None
    return at[0] if at is not None and at[0].kind == "GovernmentBody" else None


def region_of_dateline(doc: Doc, title: Title, index: EntityIndex) -> Entity | None:
    """The state of the dateline, whose governor "Gov. X" is where the sentence names no other one."""
    if title.words.lower() not in load_lexicon("titles")["of_dateline"]["posts"]:
        return None
    lesser = load_lexicon("titles")["of_dateline"]["lesser"]
    if any(token.lower_ in lesser for token in doc[max(title.first - 2, 0) : title.last]):
        return None  # "Lt. Gov. X"
    town = index.at(0) or index.at(1)
    words = doc.char_span(*town[1].span) if town is not None and town[1].span.begin == 0 else None
    if words is None or not opens_dateline(words) or doc[words.end].text != ",":
        return None
    state = index.at(words.end + 1)
    if state is None or state[0].kind != "Region" or state[1].form != "name":
        return None
    sentence = doc[title.head].sent
    around = (at[0] for token in sentence if token.i > words.end + 1 and (at := index.at(token.i)) is not None)
    return None if any(each.kind == "Region" and each.key != state[0].key for each in around) else state[0]
