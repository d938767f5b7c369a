"""Who did what to whom in crises, as agencies write and translators render them: asked as a reader would."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kgbuild.extract.document import extract
from kgbuild.model import Annotated

Annotate = Callable[..., Annotated]


def told(annotate: Annotate, text: str, word: str, predicate: str) -> set[str]:
    """What fills a role of the event of a word, as labels or literal phrases."""
    facts = extract(annotate(text, date="2023-06-14"))
    label = {entity.key: entity.label for entity in facts.entities}
    (event,) = (each for each in facts.events if each.label == word)
    return {
        label.get(str(s.object), getattr(s.object, "text", str(s.object)))
        for s in facts.statements
        if s.subject == event.key and s.predicate == predicate
    }


@pytest.mark.parametrize(
    ("text", "word", "predicate", "expected"),
    [
        ("Some 200 soldiers occupied Plaza Bolívar on Monday.", "occupied", "kgb:actor", {"soldiers"}),
        ("Soldiers used tear gas against the villagers.", "used", "kgb:instrument", {"tear gas"}),
        ("Sabotage groups of the Armenian Armed Forces crossed the border.", "crossed", "kgb:actor",
         {"Sabotage groups of the Armenian Armed Forces"}),
        ("His younger brother Bruno, the former minister, quit parliament in June.", "quit", "kgb:actor", {"Bruno"}),
        ("Three nurses had gunshot wounds.", "wounds", "kgb:recipient", {"nurses"}),
        ("Chad defaulted in May and is in talks with Peru.", "talks", "kgb:time", set()),
        ("According to the premier, as of the morning of June 12, nine guards have died.", "died",
         "sem:hasLatestEndTimeStamp", {"2023-06-12"}),
        ("Dorin will resign on June 20. Crowds pushed past the guards before midday.", "pushed",
         "sem:hasLatestEndTimeStamp", {"2023-06-14T12:00:00"}),
        ("The judge summoned the clerk for Friday. A day earlier the army had warned Dorin.", "warned",
         "sem:hasBeginTimeStamp", set()),
        ("The torch, which was to pass through the island on July 11, will not stop.", "stop", "kgb:time", set()),
        ("The government ordered internet services suspended nationwide.", "suspended", "kgb:actor", {"government"}),
        ("The riots that have shaken New Caledonia went on.", "riots", "sem:hasPlace", {"New Caledonia"}),
        ("Miners blocked roads in Karachi, where police fired tear gas and arrested 43 people.", "arrested",
         "sem:hasPlace", {"Karachi"}),
        ("In Basra unknown persons attacked the headquarters.", "attacked", "kgb:actor", {"unknown persons"}),
        ("In Basra unknown persons attacked the headquarters.", "attacked", "sem:hasPlace", {"Basra"}),
        ("At the Vell prison, where three guards had been taken hostage, calm returned.", "taken", "kgb:recipient",
         {"guards"}),
        ("Rioters burned some eighty companies.", "burned", "kgb:actor", {"Rioters"}),
        ("The head of the mission in Chad, Ana Dorin, called on all parties to show restraint.", "called", "kgb:actor",
         {"Ana Dorin"}),
        ("A senior officer, Major General Faisal Dorin, was arrested.", "arrested", "kgb:recipient",
         {"Faisal Dorin"}),
        ("The cleric Hassan al-Dorin resigned. In a speech from Najaf, al-Dorin thanked his followers.", "thanked",
         "kgb:actor", {"Hassan al-Dorin"}),
        ("Turkish police detained the Mayor of Istanbul, Ekrem Dorin, early on Monday morning.", "detained",
         "sem:hasBeginTimeStamp", {"2023-06-12"}),
        ("Among those detained are Murat Dorin and Resul Berg.", "detained", "kgb:recipient",
         {"Murat Dorin", "Resul Berg"}),
        ("The police caught nine men in simultaneous operations.", "caught", "kgb:recipient", {"men"}),
        ("The police intervened with pepper gas against students.", "intervened", "kgb:instrument", {"pepper gas"}),
        ("The ministry spoke of the raid. The Council of Europe condemned it.", "condemned", "kgb:recipient", set()),
        ("Two missiles slammed into the mall in the city of Kremenchuk, southeast of Kyiv, on Monday.", "slammed",
         "sem:hasPlace",
         {"Kremenchuk"}),
        ("Envoys met on Monday at Chad's request.", "met", "sem:hasPlace", set()),
        ("Amnesty International Indonesia urged both parties to go.", "urged", "kgb:actor",
         {"Amnesty International Indonesia"}),
        ("Nurses of a clinic in Vumba, who had been threatened by a gang, left.", "threatened", "kgb:recipient",
         {"Nurses"}),
        ("In Jayapura, about 200 students held a peaceful action.", "held", "kgb:actor", {"students"}),
        ("Ludmyla Dorinets, a 43-year-old who was shopping, was being treated in a hospital.", "treated",
         "kgb:recipient", {"Ludmyla Dorinets"}),
    ],
)  # fmt: skip
def test_roles_and_times(annotate: Annotate, text: str, word: str, predicate: str, expected: set[str]) -> None:
    assert told(annotate, text, word, predicate) == expected


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("At least 12 people were wounded by pellets, three of them seriously, and are being treated in hospital.",
         ("kgb:injured", 3, None)),
        ("The firemen spoke of the wounded. Three of them had gunshot wounds.", ("kgb:injured", 3, None)),
        ("According to the premier, as of the morning of June 12, nine guards have died.",
         ("kgb:killed", 9, "2023-06-12")),
        ("It left 53 people dead, consisting of 43 civilians and soldiers.", ("kgb:killed", 43, None)),
        ("14 students were secured at the police station.", ("kgb:arrested", 14, None)),
    ],
)  # fmt: skip
def test_figures(annotate: Annotate, text: str, count: tuple[str, int, str | None]) -> None:
    facts = extract(annotate(text, date="2023-06-14"))
    assert count in {(f"kgb:{each.kind}", each.lower, each.as_of) for each in facts.counts}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The Ombudsman's Office, for its part, raised to 14 the number of injured.", "Ombudsman's Office"),
        ("Moscow denies targeting civilians.", "Moscow"),
        ("The Interior Minister, Ali Dorin, announced that 37 people had been detained.", "Ali Dorin"),
        ("In Baku, they said that the shelling was an answer to an attack.", "Baku"),
        ("Miners marched in Moscow. In Moscow, they said they would not give up.", "Miners"),
        ("Secretary of the Security Council of Armenia Armen Grigoryan said that they had met.", "Armen Grigoryan"),
    ],
)
def test_speakers(annotate: Annotate, text: str, speaker: str) -> None:
    facts = extract(annotate(text))
    label = {entity.key: entity.label for entity in facts.entities}
    assert {label[key] for claim in facts.claims for key in claim.speakers} == {speaker}


def test_what_is_plotted_is_not_done(annotate: Annotate) -> None:
    facts = extract(annotate("Two officers plotted to kill the premier."))
    assert [(e.factuality.certainty, e.factuality.attempted) for e in facts.events if e.label == "kill"] == [
        ("possible", False)
    ]


def test_what_a_happening_sets_off_is_not_set_off_by_who_tells(annotate: Annotate) -> None:
    text = "Dorin was arrested on Tuesday, his party said, triggering violent protests across the country."
    facts = extract(annotate(text))
    events = {event.key: event.label for event in facts.events}
    assert ("protests", "arrested") in {
        (events.get(s.subject), events.get(str(s.object))) for s in facts.statements if s.predicate == "kgb:cause"
    }


def test_a_body_is_named_before_letters_of_another_language(annotate: Annotate) -> None:
    facts = extract(annotate("The Field Action Coordination Cell (CCAT) called in a statement for calm."))
    (cell,) = (entity for entity in facts.entities if entity.label == "Field Action Coordination Cell")
    assert len(cell.mentions) == 2


@pytest.mark.parametrize("text", ["A man named Philip Berg fled.", "A woman named Ana Dorin was shot."])
def test_who_is_called_so_is_named_to_no_post(annotate: Annotate, text: str) -> None:
    assert "named" not in {event.label for event in extract(annotate(text)).events}
