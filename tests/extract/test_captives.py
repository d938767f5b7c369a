"""Who was taken, who was freed and by whom, and what brought harm, in sentences of our own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kgbuild.extract.document import extract
from kgbuild.model import Annotated, Facts

Annotate = Callable[..., Annotated]


def filled(facts: Facts, word: str, role: str) -> list[str]:
    """The labels of who fills a role of the event of a word."""
    names = {entity.key: entity.label for entity in facts.entities}
    keys = {event.key for event in facts.events if event.label == word}
    told = (each for each in facts.statements if each.subject in keys and each.predicate == role)
    return [names[each.object] for each in told if isinstance(each.object, str)]


@pytest.mark.parametrize(
    ("text", "word", "role", "who"),
    [
        ("In June, bandits abducted 12 pupils; they were freed in July.", "freed", "kgb:recipient", ["pupils"]),
        ("Rebels seized six tourists in June. They were freed in August.", "freed", "kgb:recipient", ["tourists"]),
        ("Twelve nurses were kidnapped by bandits. Troops freed them on Sunday.", "freed", "kgb:recipient", ["nurses"]),
        ("Bandits kidnapped a trader in May. They released him in June.", "released", "kgb:actor", ["Bandits"]),
        ("Bandits took nine herders from a camp near Goma.", "took", "kgb:recipient", ["herders"]),
        ("A pilot said the captives had been found on an islet.", "found", "kgb:recipient", ["captives"]),
        ("The victims were buried in Goma on Friday.", "buried", "sem:hasPlace", ["Goma"]),
        ("The bloc will dispatch a mediation team to Goma.", "dispatch", "kgb:destination", ["Goma"]),
        ("Her brother was among the wounded.", "wounded", "kgb:recipient", ["brother"]),
        ("Peru condemned the attack on the embassy.", "condemned", "kgb:recipient", []),
        ("Kenya deplored violence against women.", "deplored", "kgb:recipient", []),
        ("Kenya deplored violence against women.", "violence", "kgb:recipient", ["women"]),
        (
            "Vandals burned down the community centre that nuns had built.",
            "burned down",
            "kgb:recipient",
            ["community centre"],
        ),
    ],
)
def test_roles(annotate: Annotate, text: str, word: str, role: str, who: list[str]) -> None:
    assert filled(extract(annotate(text)), word, role) == who


@pytest.mark.parametrize(
    ("text", "word", "classes"),
    [
        ("Bandits took nine herders from a camp near Goma.", "took", {"Assault"}),
        ("The mayor ordered a lockdown of the city.", "ordered", {"Coerce"}),
        ("Nine sailors fell on the battlefield.", "fell", {"Killing"}),
    ],
)
def test_classes(annotate: Annotate, text: str, word: str, classes: set[str]) -> None:
    found = {event.label: set(event.classes) for event in extract(annotate(text)).events}
    assert found[word] == classes


@pytest.mark.parametrize(
    "text",
    [
        "Peru and Chile, which with Bolivia make up the Andean League, met.",
        "The gunman took two steps from the door.",
        "She buried her face in her hands.",
        "The dog found a bone.",
    ],
)
def test_none_of_these_tells_a_deed(annotate: Annotate, text: str) -> None:
    assert {event.label for event in extract(annotate(text)).events} <= {"met"}


@pytest.mark.parametrize(
    ("text", "rescued"),
    [
        ("Soldiers freed 14 of the more than 50 pupils abducted last week.", [14]),
        ("Police freed nine women held by a gang.", [9]),
        ("Police freed 40 detained protesters.", []),
        ("The bandits freed 12 hostages.", []),
    ],
)
def test_whom_forces_free_from_others_are_rescued(annotate: Annotate, text: str, rescued: list[int]) -> None:
    assert [count.lower for count in extract(annotate(text)).counts if count.kind == "rescued"] == rescued


@pytest.mark.parametrize(
    ("text", "causes"),
    [
        ("Nine people were killed when a bomb exploded.", [("killed", "exploded")]),
        ("Three miners died when a bus fell into a river.", [("died", "fell")]),
        ("Nobody was hurt when a bus fell into a river.", []),
        ("The miner was killed when he left the shop.", []),
    ],
)
def test_what_brought_harm(annotate: Annotate, text: str, causes: list[tuple[str, str]]) -> None:
    facts = extract(annotate(text))
    words = {event.key: event.label for event in facts.events}
    told = [each for each in facts.statements if each.predicate == "kgb:cause"]
    assert [(words[each.subject], words[each.object]) for each in told if isinstance(each.object, str)] == causes
