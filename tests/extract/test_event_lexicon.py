"""The event lexicon: its form, its reach, and the language of its patterns."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kgbuild.extract.events import patterns, senses
from kgbuild.extract.events.modes import known_means
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.model import Annotated
from kgbuild.vocabulary import EVENT_CLASSES, PLOVER_TYPES

Annotate = Callable[..., Annotated]

FILE_KEYS = {"plover", "classes", "contexts", "roles", "never_by", "sense"}
SENSE_KEYS = {"classes", "modes", "contexts", "roles", "never_by", "verbs", "nouns", "adjectives"}
ROLES = {"actor", "recipient", "place", "origin", "destination", "instrument", "topic", "about", "matter", "none"}
ALL_SENSES = [sense for group in senses.event_lexicon().values() for sense in group]


@pytest.mark.parametrize("name", senses.FILES)
def test_a_file_has_the_keys_of_the_schema_and_no_others(name: str) -> None:
    table = load_lexicon(f"events/{name}")
    assert set(table) <= FILE_KEYS
    for group in table["sense"]:
        assert set(group) <= SENSE_KEYS
        assert any(group.get(key) for _, key in senses.PARTS)
        for roles in (table.get("roles", {}), group.get("roles", {})):
            assert set(roles.values()) <= ROLES


@pytest.mark.parametrize("name", senses.FILES)
def test_classes_and_types_are_of_the_vocabulary(name: str) -> None:
    for _, sense in senses.senses(load_lexicon(f"events/{name}")):
        assert set(sense.classes) <= set(EVENT_CLASSES), sense.pattern
        assert sense.plover is None or sense.plover in PLOVER_TYPES
        assert all(mode.startswith(f"{sense.plover}-") for mode in sense.modes), sense.pattern


def test_no_pattern_stands_twice() -> None:
    """A pattern that an earlier one shadows would never be found. Generic patterns come last by design."""
    seen: set[tuple[str, str]] = set()
    for name in senses.FILES[:-1]:
        for part, sense in senses.senses(load_lexicon(f"events/{name}")):
            assert (part, sense.pattern) not in seen
            seen.add((part, sense.pattern))


def test_each_pattern_can_fire() -> None:
    """What a passive is done to is its object, ":"; a verb that is always put right is never asked for."""
    corrected = load_lexicon("lemmas")["verbs"]
    for (part, lemma), group in senses.event_lexicon().items():
        assert part != "verb" or lemma not in corrected, lemma
        for sense in group:
            assert not ("=passive" in sense.pattern and "<" in sense.pattern.replace("!<", "")), sense.pattern


def test_no_pattern_asks_for_what_it_forbids() -> None:
    """A word after a forbidden preposition is governed by it, so that both can never hold."""
    for sense in ALL_SENSES:
        forbidden = [c.words for c in sense.conditions if c.slot == "particle" and not c.wanted]
        assert not any(c.after in forbidden for c in sense.conditions if c.slot == "governed" and c.wanted), sense


@pytest.mark.parametrize("name", senses.FILES)
def test_no_condition_lists_a_word_twice(name: str) -> None:
    word_sets = load_lexicon("events/words")
    for _, sense in senses.senses(load_lexicon(f"events/{name}")):
        for item in sense.pattern.split(" ")[1:]:
            alternatives = item.lstrip("!:<~+^=").split("|")
            plain = [each for each in alternatives if not each.startswith("@")]
            listed = {word for each in alternatives if each.startswith("@") for word in word_sets[each[1:]]}
            assert len(set(plain)) == len(plain), sense.pattern
            assert listed.isdisjoint(plain), sense.pattern


def test_what_is_no_storm_is_none_as_a_word_and_beside_a_verb() -> None:
    """`figurative` keeps "a flood of tweets" out of the slots of patterns, an idiom its words from telling events."""
    words = load_lexicon("events/words")
    for noun in words["figurative"]:
        idioms = [sense for sense in senses.event_lexicon()["noun", noun] if not sense.classes]
        assert any(c.words >= set(words["figurative_of"]) for sense in idioms for c in sense.conditions), noun


def test_modes_and_contexts_are_concepts_of_the_scheme() -> None:
    from rdflib import Graph

    graph = Graph().parse("ontology/plover.ttl")
    concepts = {str(subject).rpartition("#")[2] for subject in graph.subjects()}
    used = {name for sense in ALL_SENSES for name in (*sense.modes, *sense.contexts)}
    used |= {name for group in known_means().values() for means in group for name in (means.mode, *means.instead_of)}
    assert used <= concepts


def test_the_lexicon_reaches_far() -> None:
    assert len({sense.pattern for sense in ALL_SENSES if not sense.is_generic}) >= 1_500
    assert {sense.plover for sense in ALL_SENSES} == {*PLOVER_TYPES, None}
    assert {name for sense in ALL_SENSES for name in sense.classes} == set(EVENT_CLASSES)


def test_a_pattern_is_read_into_its_conditions() -> None:
    lemma, conditions = senses.parse_pattern("strike !:deal|pact <union at :noon")
    assert lemma == "strike"
    assert [(c.slot, c.words, c.wanted) for c in conditions] == [
        ("object", {"deal", "pact"}, False),
        ("subject", {"union"}, True),
        ("particle", {"at"}, True),
        ("governed", {"noon"}, True),
    ]
    assert conditions[3].after == {"at"}


def test_a_word_set_stands_for_its_words() -> None:
    _, [condition] = senses.parse_pattern("sign :@pacts")
    assert {"treaty", "agreement"} <= condition.words


@pytest.mark.parametrize("pattern", ["strike  deal", "strike :", "strike deal:pact"])
def test_a_malformed_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="cannot read"):
        senses.parse_pattern(pattern)


@pytest.mark.parametrize(
    ("text", "word", "pattern", "holds"),
    [
        ("They opened fire.", "opened", "open :fire", True),
        ("They opened fire.", "opened", "open !:fire", False),
        ("They opened fire.", "fire", "fire ^open", True),
        ("They were under fire.", "fire", "fire ^on", False),
        ("The courts paid damages.", "damages", "damage =plural", True),
        ("The courts saw the damage.", "damage", "damage =plural", False),
        ("They called for help.", "called", "call for :help", True),
        ("They called for help.", "called", "call on", False),
        ("The treaty was signed.", "signed", "sign :treaty =passive", True),
        ("They agreed to talk.", "agreed", "agree +to", True),
        ("He said that they must go.", "said", "say +must", True),
        ("Soldiers marched.", "marched", "march <soldier =intransitive", True),
        ("Dozens of soldiers marched.", "marched", "march <soldier", True),
    ],
)
def test_conditions_hold_of_the_words_around(
    annotate: Annotate, text: str, word: str, pattern: str, holds: bool
) -> None:
    [token] = [token for token in annotate(text).doc if token.text == word]
    _, conditions = senses.parse_pattern(pattern)
    assert all(patterns.holds(condition, token, "verb") for condition in conditions) == holds
