"""Who is counted in an event, and as what. Triggers are made by hand: finding them is another module's task."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgbuild.annotate.parser import Parser
from kgbuild.extract import times
from kgbuild.extract.document import extract
from kgbuild.extract.layers import ArgumentToken, Trigger
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.quantities import counts, governors, inhabitants, numbers
from kgbuild.model import Annotated, Article, Factuality, Span
from kgbuild.vocabulary import COUNT_KINDS, EVENT_CLASSES

Annotate = Callable[..., Annotated]

CLASSES: Mapping[str, str] = {
    "killed": "Killing",
    "killing": "Killing",
    "died": "Killing",
    "eliminated": "Killing",
    "deaths": "Killing",
    "injured": "Injury",
    "wounded": "Injury",
    "hurt": "Injury",
    "arrested": "Coerce",
    "detained": "Coerce",
    "detention": "Coerce",
    "marched": "Protest",
    "gathered": "Protest",
    "rally": "Protest",
    "protests": "Protest",
    "took": "Protest",
    "earthquake": "NaturalDisaster",
    "blast": "Accident",
    "crash": "Accident",
    "collapse": "Accident",
    "evacuated": "Aid",
    "rescued": "Aid",
    "fled": "Retreat",
    "voted": "Vote",
    "visited": "Consult",
}


def triggers(annotated: Annotated) -> tuple[Trigger, ...]:
    return tuple(
        Trigger(
            token=token.i,
            span=Span(token.idx, token.idx + len(token)),
            classes=(CLASSES[token.text],),
            plover=None,
            modes=("COERCE-arrest",) if CLASSES[token.text] == "Coerce" else (),
            contexts=(),
            factuality=Factuality(),
            arguments=(),
            rule="test",
        )
        for token in annotated.doc
        if token.text in CLASSES
    )


def found(annotated: Annotated) -> list[tuple[str, str, str]]:
    """Number, kind and trigger of each count."""
    text = annotated.article.text
    return [
        (text[count.quantity.span.begin : count.quantity.span.end], count.kind, annotated.doc[count.trigger].text)
        for count in counts.find(annotated, numbers.find(annotated, times.find(annotated)), triggers(annotated))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The bomb killed 20 people.", [("20", "killed", "killed")]),
        ("At least 20 people were killed in the blast.", [("At least 20", "killed", "killed")]),
        ("A blast tore through a market, killing 20 people.", [("20", "killed", "killing")]),
        ("At least six members of the crew have died.", [("At least six", "killed", "died")]),
        ("Dozens of gunmen were eliminated.", [("Dozens", "killed", "eliminated")]),
        ("The crash left 45 dead.", [("45", "killed", "crash")]),
        ("Five people were among the dead after the blast.", [("Five", "killed", "blast")]),
        ("The death toll from the earthquake rose to 1,200.", [("1,200", "killed", "earthquake")]),
        ("The toll in the earthquake passes 100.", [("100", "killed", "earthquake")]),
        ("The police shot “tens” demonstrators and killed “tens” farmers.", [("“tens”", "killed", "killed")]),
        ("More than a hundred miners have been injured.", [("More than a hundred", "injured", "injured")]),
        ("Nine died and 41 were injured.", [("Nine", "killed", "died"), ("41", "injured", "injured")]),
        (
            "The bomb killed 20 people and wounded another 45.",
            [("20", "killed", "killed"), ("45", "injured", "wounded")],
        ),
        (
            "The office spoke of more than a hundred wounded, of whom 17 were in intensive care.",
            [("more than a hundred", "injured", "wounded"), ("17", "hospitalized", "wounded")],
        ),
        ("Twelve people were taken to hospital after the crash.", [("Twelve", "hospitalized", "crash")]),
        ("More than 400 people remain in detention.", [("More than 400", "arrested", "detention")]),
        ("Three people died in hospital.", [("Three", "killed", "died")]),
        ("Two of its clinics were hurt by the blast.", []),
        ("After the collapse, 12 people are still missing.", [("12", "missing", "collapse")]),
        ("Police arrested more than 300 demonstrators.", [("more than 300", "arrested", "arrested")]),
        ("Fifteen people were detained.", [("Fifteen", "arrested", "detained")]),
        ("More than 40,000 people were evacuated.", [("More than 40,000", "displaced", "evacuated")]),
        ("Around 40,000 people fled.", [("Around 40,000", "displaced", "fled")]),
        ("Some 500 sailors were rescued.", [("Some 500", "rescued", "rescued")]),
        ("Thousands of people took to the streets.", [("Thousands", "participants", "took")]),
        ("Nearly 900 protesters marched.", [("Nearly 900", "participants", "marched")]),
        ("A crowd of 5,000 gathered.", [("5,000", "participants", "gathered")]),
        ("About two million citizens voted.", [("About two million", "voters", "voted")]),
        (
            "Nine people, including four children, were killed.",
            [("Nine", "killed", "killed"), ("four", "killed", "killed")],
        ),
        (
            "The blast left 16 dead, among them two nurses.",
            [("16", "killed", "blast"), ("two", "killed", "blast")],
        ),
        (
            "Eleven people were killed on Monday. By Friday the toll had climbed to 13.",
            [("Eleven", "killed", "killed"), ("13", "killed", "killed")],
        ),
        ("Three members of one family died.", [("Three", "killed", "died")]),
        ("Around 40,000 people have fled their homes.", [("Around 40,000", "displaced", "fled")]),
        ("Nine people died and 14 were reported missing.", [("Nine", "killed", "died"), ("14", "missing", "died")]),
        ("Nine of the dead were nurses.", []),
        ("Ten people died in the crash, six of them in Oruro.", [("Ten", "killed", "died"), ("six", "killed", "died")]),
        ("The blast left more than 70 dead and injured.", [("more than 70", "casualties", "injured")]),
        ("In the raid 70 people were killed or injured.", [("70", "casualties", "killed")]),
        ("The balance of deaths after the earthquake rose to 90.", [("90", "killed", "deaths")]),
        (
            "More than 90 people, among them twelve officers and three nurses, were injured.",
            [("More than 90", "injured", "injured"), ("twelve", "injured", "injured"), ("three", "injured", "injured")],
        ),
        (
            "The agency raised its estimate of the deaths from 71 to 143.",
            [("from 71 to 143", "killed", "deaths")],
        ),
        (
            "The mayor said six miners had died; her office raised that to 30.",
            [("six", "killed", "died"), ("30", "killed", "died")],
        ),
        ("Six miners died on Monday. The firm had 40 trucks and raised that to 50.", [("Six", "killed", "died")]),
        ("The earthquake left 12 mortal victims.", [("12", "killed", "earthquake")]),
        ("The bodies of six climbers were found after the collapse.", [("six", "killed", "collapse")]),
    ],
)
def test_counts(annotate: Annotate, text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(annotate(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ward treated 14, two of whom died.", {("hospitalized", 14), ("killed", 2)}),
        (
            "The clinic treated 20 people, four of whom were in serious condition.",
            {("hospitalized", 20), ("hospitalized", 4)},
        ),
    ],
)
def test_what_some_of_whom_does_counts_but_some(
    annotate: Annotate, text: str, expected: set[tuple[str, int | None]]
) -> None:
    assert {(count.kind, count.lower) for count in extract(annotate(text)).counts} == expected


def told(annotated: Annotated) -> set[tuple[str, str, int | None]]:
    """Trigger, kind and lower bound of each count."""
    facts = extract(annotated)
    labels = {event.key: event.label for event in facts.events}
    return {(labels[count.event], count.kind, count.lower) for count in facts.counts}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The blast hurt 40. Two of the injured died on Monday.", {("hurt", "injured", 40), ("died", "killed", 2)}),
        (
            "The nurse counted 37 deaths and said six of the victims had been shot by guards.",
            {("deaths", "killed", 37), ("shot", "casualties", 6)},
        ),
        (
            "About 900 villagers have been displaced, of whom some 300 crossed into Ghana.",
            {("displaced", "displaced", 900), ("crossed", "displaced", 300)},
        ),
        ("About 900 villagers were arrested, of whom some 300 crossed into Ghana.", {("arrested", "arrested", 900)}),
        (
            "A bus fell off a bridge, injuring 30 pupils, and 12 of them are under treatment.",
            {("injuring", "injured", 30), ("injuring", "hospitalized", 12)},
        ),
        ("Nine miners were pulled dead from the rubble.", {("dead", "killed", 9)}),
    ],
)
def test_a_part_is_counted_where_something_else_befell_it(
    annotate: Annotate, text: str, expected: set[tuple[str, str, int | None]]
) -> None:
    assert told(annotate(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nine people were killed. The prefect put the toll at six and kept the curfew.", ("killed", "killed", 6)),
        ("A ferry sank off Samos on Monday. The toll rose to 60.", ("sank", "killed", 60)),
        ("A gunman killed a nurse on Sunday. The toll rose to two on Monday.", ("killed", "killed", 2)),
        ("Nine people died. The clinic counted 16 bodies, seven of them with gunshot wounds.", ("died", "killed", 16)),
        ("A bomb exploded at the market. A reporter counted nine bodies.", ("exploded", "killed", 9)),
        ("The crackdown left 12 dead.", ("left", "killed", 12)),
    ],
)
def test_a_toll_is_of_what_may_have_cost_it(
    annotate: Annotate, text: str, expected: tuple[str, str, int | None]
) -> None:
    assert {each for each in told(annotate(text)) if each[1] == "killed" and each[2] == expected[2]} == {expected}


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen shot dead a guard at the gate. A herder said that he had counted 16 bodies.",
        "Soldiers shot at a lorry on Monday. A herder said that he had counted 16 bodies.",
        "Two farmers were shot by guards on Friday. A nurse said that she had counted 16 bodies.",
        "The prefect said that six bodies had been found, and ordered a curfew.",
    ],
)
def test_bodies_are_not_of_what_befell_others(annotate: Annotate, text: str) -> None:
    assert all(lower not in (16, 6) for _, _, lower in told(annotate(text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru has sent 90 soldiers to the port.", {("sent", "participants", 90)}),
        ("The emir ordered 900 reservists to the coast.", {("ordered", "participants", 900)}),
        (
            "Some 300 soldiers sent to the port were killed.",
            {("sent", "participants", 300), ("killed", "killed", 300)},
        ),
        ("The army deployed two battalions and 40 tanks.", set()),
        ("The emir withdrew 300 troops.", set()),
    ],
)
def test_who_is_sent_takes_part(annotate: Annotate, text: str, expected: set[tuple[str, str, int | None]]) -> None:
    assert told(annotate(text)) == expected


def test_of_a_figure_that_is_raised_the_new_one_counts(annotate: Annotate) -> None:
    [count] = extract(annotate("The agency raised its estimate of the deaths from 71 to 143.")).counts
    assert (count.lower, count.upper) == (143, 143)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Nine bodies were found and 88 people brought to safety.", "rescued"),
        ("They took 88 to hospital.", "hospitalized"),
    ],
)
def test_where_people_are_brought_tells_the_kind(annotate: Annotate, text: str, kind: str) -> None:
    facts = extract(annotate(text))
    assert [count.kind for count in facts.counts if count.lower == 88] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "The bomb killed three horses.",
        "The police arrested a man near 20 cars.",
        "The minister visited 20 soldiers.",
        "Thirty militants killed the mayor.",
        "Twenty people watched.",
        "The protests of 2019 cost $300.",
        "It rained for three days before people marched.",
        "Millions of farmers did not vote in the election.",
    ],
)
def test_what_counts_no_people_of_an_event(annotate: Annotate, text: str) -> None:
    assert found(annotate(text)) == []


def test_what_is_passed_is_but_a_lower_bound(annotate: Annotate) -> None:
    [count] = extract(annotate("The toll in the earthquake passes 100.")).counts
    assert (count.lower, count.upper) == (100, None)


def test_who_puts_its_dead_at_so_many_counts_them(annotate: Annotate) -> None:
    facts = extract(annotate("A battle broke out on Monday. In the evening, Oslo put its dead at 50."))
    assert [(count.kind, count.lower, count.upper) for count in facts.counts] == [("killed", 50, 50)]
    assert [claim.reports for claim in facts.claims] == [(facts.counts[0].key,)]


@pytest.mark.parametrize(
    ("text", "lower"),
    [
        ("In the blast not 30 but 50 people were killed.", [50]),
        ("The blast killed 50 people and not 30.", [50]),
        ("Officials said not 12 but 17 men were arrested.", [17]),
        ("Not one but 17 men were arrested.", [17]),
        ("The blast killed not only 30 guards but 50 porters.", [30, 50]),
    ],
)
def test_a_figure_that_is_set_aside_counts_nobody(annotate: Annotate, text: str, lower: list[int]) -> None:
    assert [count.lower for count in extract(annotate(text)).counts] == lower


def test_the_place_is_that_of_the_event(annotate: Annotate) -> None:
    facts = extract(annotate("A bomb killed 12 people in Paris."))
    (count,) = facts.counts
    assert [entity.label for entity in facts.entities if entity.key == count.place] == ["Paris"]


def test_the_population_is_the_noun_counted_or_the_number_itself(annotate: Annotate) -> None:
    annotated = annotate("At least six members of the crew have died and 41 were injured.")
    first, second = counts.find(annotated, numbers.find(annotated, times.find(annotated)), triggers(annotated))
    assert first.population is not None
    assert annotated.doc[first.population].text == "members"
    assert second.population == second.quantity.head


@pytest.mark.parametrize(("role", "expected"), [("kgb:recipient", ["killed"]), ("kgb:actor", [])])
def test_an_argument_of_a_trigger_tells_the_side(annotate: Annotate, role: str, expected: list[str]) -> None:
    annotated = annotate("There were three men, and the killing shocked them.")
    (event,) = triggers(annotated)
    men = next(token.i for token in annotated.doc if token.text == "men")
    told = Trigger(
        **{name: getattr(event, name) for name in ("token", "span", "classes", "plover", "modes", "contexts")},
        factuality=event.factuality,
        arguments=(ArgumentToken(role, men, 0.9, "test"),),
        rule=event.rule,
    )
    assert [
        count.kind for count in counts.find(annotated, numbers.find(annotated, times.find(annotated)), (told,))
    ] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rain fell over the country of 6 million inhabitants.", [("country", 6_000_000)]),
        ("Lyon, a city of 500,000 people, is calm.", [("city", 500_000)]),
        ("Lyon has a population of 500,000.", [("Lyon", 500_000)]),
        ("About 500,000 people live in Lyon.", [("Lyon", 500_000)]),
        ("A group of 19 people came.", []),
    ],
)
def test_inhabitants(annotate: Annotate, text: str, expected: list[tuple[str, int]]) -> None:
    annotated = annotate(text)
    pairs = inhabitants.find(annotated, numbers.find(annotated, times.find(annotated)))
    assert [(annotated.doc[place].text, quantity.lower) for place, quantity in pairs] == expected


def test_the_lexicon_knows_the_kinds_of_the_model_and_no_other() -> None:
    kinds = load_lexicon("counts")["kinds"]
    assert sorted(kinds) == sorted(COUNT_KINDS)
    for entry in kinds.values():
        assert {"side", "lemmas", "states"} <= set(entry)
        optional = {"classes", "modes", "places", "conditions", "unless", "by", "from", "held", "then"}
        assert set(entry) <= {"side", "lemmas", "states"} | optional
        assert entry["side"] in (governors.AFFECTED, governors.ACTING)
        assert set(entry.get("classes", ())) <= set(EVENT_CLASSES)
    harmful = load_lexicon("counts")["harmful"]
    assert {*harmful["classes"], *harmful["mild"]} <= set(EVENT_CLASSES)
    assert {*harmful["harmless_kinds"], *harmful["befalling"], *harmful["kin"]} <= set(COUNT_KINDS)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("At least 30 people died. The ministry speaks of 46.", "46"),
        ("At least 30 people died, while the union puts it at 54.", "54"),
    ],
)
def test_a_rival_figure_counts_the_same_dead(annotate: Annotate, text: str, number: str) -> None:
    assert (number, "killed", "died") in found(annotate(text))


@pytest.mark.parametrize(
    "text", ["At least 30 people died. He spoke of 1993.", "At least 30 people died. Rain kept it at 30 degrees."]
)
def test_other_numbers_are_no_rivals(annotate: Annotate, text: str) -> None:
    assert [number for number, _, _ in found(annotate(text))] == ["At least 30"]


WORDS = st.sampled_from(
    ["20", "people", "were", "killed", "injured", "and", "dozens", "of", "which", "62", "died", "the", "toll", "rose",
     "to", "hospital", "in", "a", "crowd", "marched", ".", ",", "“", "missing", "arrested", "by", "police", "country"]
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(text=st.lists(WORDS, max_size=16).map(" ".join))
def test_any_text_gives_counts_of_its_own_quantities(parser: Parser, text: str) -> None:
    annotated = parser.annotate(Article("any", text))
    quantities = numbers.find(annotated, times.find(annotated))
    known = {trigger.token for trigger in triggers(annotated)}
    for count in counts.find(annotated, quantities, triggers(annotated)):
        assert count.quantity in quantities
        assert count.trigger in known
        assert count.kind in COUNT_KINDS
    for place, quantity in inhabitants.find(annotated, quantities):
        assert 0 <= place < len(annotated.doc)
        assert quantity in quantities
