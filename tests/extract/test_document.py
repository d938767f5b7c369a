"""Facts of whole texts: roles are entities, voices stay apart, times belong to their events, claims have speakers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgbuild.extract.document import extract
from kgbuild.model import Annotated, Event, Facts, statement_key

Annotate = Callable[..., Annotated]


def labels(facts: Facts) -> dict[str, str]:
    return {entity.key: entity.label for entity in facts.entities}


def only_event(facts: Facts, word: str) -> Event:
    [event] = [event for event in facts.events if event.label == word]
    return event


def roles(facts: Facts, event: Event, predicate: str) -> set[str]:
    names = labels(facts)
    return {
        names.get(s.object, s.object) if isinstance(s.object, str) else s.object.text
        for s in facts.statements
        if s.subject == event.key and s.predicate == predicate
    }


def test_roles_are_entities(annotate: Annotate) -> None:
    facts = extract(annotate("Soldiers killed four farmers in Lagos on Tuesday."))
    event = only_event(facts, "killed")
    assert roles(facts, event, "kgb:actor") == {"Soldiers"}
    assert roles(facts, event, "sem:hasPlace") == {"Lagos"}
    assert roles(facts, event, "sem:hasBeginTimeStamp") == {"2022-01-04"}
    [count] = facts.counts
    assert (count.event, count.kind, count.lower, count.upper) == (event.key, "killed", 4, 4)
    assert count.population is not None
    assert "farmers" in labels(facts)[count.population]


def test_the_day_of_the_telling_is_not_the_day_of_the_event(annotate: Annotate) -> None:
    facts = extract(annotate("The mayor said on Wednesday that soldiers had killed four farmers."))
    event = only_event(facts, "killed")
    assert not roles(facts, event, "sem:hasBeginTimeStamp")
    assert roles(facts, event, "sem:hasLatestEndTimeStamp") == {"2022-01-06"}
    [claim] = facts.claims
    assert {t.key: t.value for t in facts.timexes}[claim.time or ""] == "2022-01-05"


def test_an_undated_article_dates_nothing(annotate: Annotate) -> None:
    annotated = annotate("Soldiers killed four farmers.")
    facts = extract(replace(annotated, article=replace(annotated.article, date=None)))
    event = only_event(facts, "killed")
    assert not {s.predicate for s in facts.statements if s.subject == event.key and "TimeStamp" in s.predicate}


def test_a_clause_with_its_own_subject_does_not_share_the_time(annotate: Annotate) -> None:
    facts = extract(annotate("On Monday rebels attacked the town while the army withdrew its troops from the north."))
    assert roles(facts, only_event(facts, "attacked"), "sem:hasBeginTimeStamp") == {"2022-01-03"}
    assert not roles(facts, only_event(facts, "withdrew"), "sem:hasBeginTimeStamp")


def test_a_bound_is_no_begin(annotate: Annotate) -> None:
    facts = extract(annotate("The curfew will stay in place until January 19."))
    stamps = {
        (s.predicate, s.object.text)
        for s in facts.statements
        if not isinstance(s.object, str) and s.object.datatype == "date"
    }
    assert ("sem:hasEndTimeStamp", "2022-01-19") in stamps
    assert not {text for predicate, text in stamps if predicate == "sem:hasBeginTimeStamp"}


def test_what_is_told_by_a_speaker_stands_under_the_claim(annotate: Annotate) -> None:
    facts = extract(annotate("According to the Ministry of Transport, at least nine passengers died in the riots."))
    [claim] = facts.claims
    assert [labels(facts)[key] for key in claim.speakers] == ["Ministry of Transport"]
    assert only_event(facts, "died").key in claim.reports
    assert {count.key for count in facts.counts} <= set(claim.reports)
    assert facts.counts


def test_what_the_narrator_tells_stands_under_no_claim(annotate: Annotate) -> None:
    facts = extract(annotate("Rebels attacked a convoy. The army said that it had arrested two men."))
    reported = {key for claim in facts.claims for key in claim.reports}
    assert only_event(facts, "attacked").key not in reported
    assert only_event(facts, "arrested").key in reported


def test_two_speakers_of_one_claim(annotate: Annotate) -> None:
    facts = extract(annotate("France and Germany said that they would send troops to Mali."))
    [claim] = facts.claims
    assert {labels(facts)[key] for key in claim.speakers} == {"France", "Germany"}


def test_the_same_happening_named_again_is_one_event(annotate: Annotate) -> None:
    facts = extract(annotate("A protest began in Lima on Sunday. The protest ended without arrests."))
    [protest] = [event for event in facts.events if "Protest" in event.classes]
    assert len(protest.spans) == 2


def test_rival_voices_keep_their_own_events(annotate: Annotate) -> None:
    text = "The army said that it had killed ten terrorists. Villagers said that the army had killed ten farmers."
    facts = extract(annotate(text))
    killings = [event for event in facts.events if "Killing" in event.classes]
    assert len(killings) == 2
    assert len({claim.key for claim in facts.claims for e in killings if e.key in claim.reports}) == 2


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Police may have shot a woman.", "shot", ("positive", False)),
        ("Police did not shoot anyone.", "shoot", ("negative", True)),
    ],
)
def test_what_is_not_certain_is_marked(annotate: Annotate, text: str, word: str, expected: tuple[str, bool]) -> None:
    factuality = only_event(extract(annotate(text)), word).factuality
    assert (factuality.polarity, factuality.certainty == "certain") == expected


NEWS = (
    "the police said that killed ten men in Kazakhstan on Monday it who and of to was by not will may at least 5 1,000 "
    "protest UN Reuters Mr. , . “ ” \" ' » « ( ) — 𝔘𝔫𝔦 é e\u0301 שלום مرحبا 👩‍👩‍👧 \n \n\n \r\n \t"
)
WORDS = st.sampled_from(NEWS.split(" "))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.lists(WORDS, max_size=40).map(" ".join), st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
    )
)
def test_any_text_yields_spans_inside_it(annotate: Annotate, text: str) -> None:
    facts = extract(annotate(text))
    spans = [m.span for e in facts.entities for m in e.mentions] + [s.span for s in facts.statements]
    spans += [span for event in facts.events for span in event.spans] + [t.span for t in facts.timexes]
    spans += [span for c in facts.claims for span in (*c.source_spans, *c.cue_spans, *c.content_spans, *c.quotes)]
    assert all(0 <= span.begin < span.end <= len(text) for span in spans)
    keys = {e.key for e in facts.entities}
    assert all(key in keys for claim in facts.claims for key in claim.speakers)


WHOLE = (
    "Officials said not 30 but 50 miners, not soldiers, were due to march on Port-au-Prince to protest, not to riot. "
    "It is not true that the novel tells of a nurse who shot not one but two think tank guards."
)
ENDINGS = ("They hope not", "The rebels killed 50 people, not", "Reports of attacks not")


@pytest.mark.parametrize("text", [*(WHOLE[: end.start()] for end in re.finditer(" ", WHOLE)), *ENDINGS])
def test_a_text_that_breaks_off_raises_nothing(annotate: Annotate, text: str) -> None:
    extract(annotate(text))


def test_a_later_toll_belongs_to_what_cost_the_lives(annotate: Annotate) -> None:
    """... and not to the nearer event that only moved people."""
    text = "An earthquake shook Vumba. Nine hundred people have been evacuated. The toll later rose to 60."
    facts = extract(annotate(text))
    labels = {event.key: event.label for event in facts.events}
    assert [(c.kind, c.lower, labels[c.event]) for c in facts.counts if c.kind == "killed"] == [
        ("killed", 60, "earthquake")
    ]


def test_a_bullet_is_no_part_of_who_speaks(annotate: Annotate) -> None:
    facts = extract(annotate("- Minister vows tunnel\n- Rain ends"))
    assert [e.label for e in facts.entities if e.kind == "Person"] == ["Minister"]


def figures(facts: Facts) -> dict[int | None, set[str]]:
    """By figure, the labels of those whose claims report it."""
    labels = {entity.key: entity.label for entity in facts.entities}
    said = [(key, labels[who]) for claim in facts.claims for key in claim.reports for who in claim.speakers]
    return {count.lower: {who for key, who in said if key == count.key} for count in facts.counts}


def test_each_figure_stands_under_its_own_source(annotate: Annotate) -> None:
    text = "The blast killed 12 people, police said. Doctors put the toll at 17. The toll later rose to 30."
    assert figures(extract(annotate(text))) == {12: {"police"}, 17: {"Doctors"}, 30: set()}


def test_a_source_revises_its_own_figure_and_no_others(annotate: Annotate) -> None:
    text = (
        "The blast killed 12 people, police said. Doctors put the toll at 17. On Sunday, police raised the toll to 19."
    )
    counts = extract(annotate(text)).counts
    revised = {count.key: count.lower for count in counts}
    assert [(c.lower, revised.get(c.supersedes or "")) for c in counts] == [(12, None), (17, None), (19, 12)]


@pytest.mark.parametrize(
    "text",
    [
        "The Northern Front claimed responsibility for the attack on the port.",
        "The attack was claimed by the Northern Front.",
        "Responsibility for the attack was claimed by the Northern Front.",
    ],
)
def test_who_claims_a_deed_did_it_on_that_ones_word(annotate: Annotate, text: str) -> None:
    facts = extract(annotate(text))
    [attack] = [event.key for event in facts.events if event.label == "attack"]
    [done] = [s for s in facts.statements if s.subject == attack and s.predicate == "kgb:actor"]
    assert done.certainty == "probable"
    assert any(statement_key(done) in claim.reports for claim in facts.claims)


@pytest.mark.parametrize(
    "text",
    ["The rebels denied responsibility for the attack.", "The rebels have not claimed the attack."],
)
def test_who_claims_no_deed_did_none(annotate: Annotate, text: str) -> None:
    facts = extract(annotate(text))
    attacks = {event.key for event in facts.events if event.label == "attack"}
    assert not [s for s in facts.statements if s.subject in attacks and s.predicate == "kgb:actor"]


def test_deeds_of_two_days_are_two(annotate: Annotate) -> None:
    text = "Rebels made an attack on the port on May 3. The attack on May 9 was worse. The attack was short."
    attacks = [event for event in extract(annotate(text)).events if event.label == "attack"]
    assert [len(event.spans) for event in attacks] == [1, 2]


def test_what_a_text_dates_after_itself_is_ahead(annotate: Annotate) -> None:
    text = "The mayor will stay until the elections in May. The riots in January were over."
    told = {event.label: event.factuality.tense for event in extract(annotate(text, "2022-03-01")).events}
    assert (told["elections"], told["riots"]) == ("future", "non-future")


def test_nobody_does_a_deed_to_oneself(annotate: Annotate) -> None:
    """... by a second reading of one phrase."""
    facts = extract(annotate("Both fled under a deal brokered by Qatar."))
    assert [s.predicate for s in facts.statements if s.predicate in ("kgb:actor", "kgb:recipient")].count(
        "kgb:recipient"
    ) == 0


@pytest.mark.parametrize(
    "unit", ["Workers_", "out of ", "from within ", "by ", "of dozens ", "and beaten ", "to try ", "with the head of "]
)
def test_a_chain_of_any_length_raises_nothing(annotate: Annotate, unit: str) -> None:
    extract(annotate("Guards were hurt " + unit * 1000))


def test_allegations_speak_but_suffer_nothing(annotate: Annotate) -> None:
    facts = extract(annotate("The court jailed two nurses on allegations of treason."))
    labels = {entity.key: entity.label for entity in facts.entities}
    assert [labels[s.object] for s in facts.statements if s.predicate == "kgb:recipient"] == ["nurses"]


def test_the_purpose_of_a_deed_is_of_its_day(annotate: Annotate) -> None:
    facts = extract(annotate("Police opened fire to disperse the farmers on Monday night."))
    assert [timex.value for timex in facts.timexes] == ["2022-01-03"]
