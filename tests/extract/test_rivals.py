"""Who gives which figure: rivals, elliptical ones, figures whose kind an earlier word tells."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kgbuild.extract.document import extract
from kgbuild.extract.quantities import numbers
from kgbuild.model import Annotated, Facts

Annotate = Callable[..., Annotated]


def given(facts: Facts) -> set[tuple[str, str, int | None, int | None]]:
    """Who (one word of the name is enough) gives which figure: speaker, kind, bounds."""
    labels = {entity.key: entity.label.split()[-1] for entity in facts.entities}
    counts = {count.key: count for count in facts.counts}
    return {
        (labels[speaker], counts[key].kind, counts[key].lower, counts[key].upper)
        for claim in facts.claims
        for speaker in claim.speakers
        for key in claim.reports
        if key in counts
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Gunmen fired on miners in Oruro on Monday. The union spoke of 21 dead; the army eight.",
            {("union", "killed", 21, 21), ("army", "killed", 8, 8)},
        ),
        (
            "Shelling hit the port of Hodeida. The Health Department counted 17 dead, the Red Crescent 26.",
            {("Department", "killed", 17, 17), ("Crescent", "killed", 26, 26)},
        ),
        (
            "The fire left three dead in Beira, according to the government; seven, according to the residents.",
            {("government", "killed", 3, 3), ("residents", "killed", 7, 7)},
        ),
        (
            "According to the prefecture, 3,000 people joined the rally in Nantes; 9,000 according to the unions.",
            {("prefecture", "participants", 3000, 3000), ("unions", "participants", 9000, 9000)},
        ),
        (
            "Turnout at the vigil was disputed: police estimated it at 2,000, the organisers at 15,000.",
            {("police", "participants", 2000, 2000), ("organisers", "participants", 15000, 15000)},
        ),
        (
            "Villagers fled the floods. The council spoke of “around 300” displaced families; aid workers counted 180.",
            {("council", "displaced", 300, 300), ("workers", "displaced", 180, 180)},
        ),
    ],
)
def test_each_source_has_its_own_figure(
    annotate: Annotate, text: str, expected: set[tuple[str, str, int | None, int | None]]
) -> None:
    assert given(extract(annotate(text))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police said six people were arrested at the march. Lawyers say there were 41.", ("arrested", 41, 41)),
        ("Four miners died, the firm said. The opposition says the toll is 19.", ("killed", 19, 19)),
        ("Four miners died, the firm said. Relatives insist that it is at least 30.", ("killed", 30, None)),
        ("The clinic documented 25 deaths, while the government admits to only four.", ("killed", 4, 4)),
        ("Some 90 people were hurt, the mayor said; medics claimed twice that number, 180.", ("injured", 180, 180)),
        ("Two sailors drowned, the navy said. A reporter said the dead numbered more than 12.", ("killed", 12, None)),
        ("A blast tore through a market. The district officer, Ana Moyo, put the toll at 16.", ("killed", 16, 16)),
        ("A raid killed two men. “They are hiding the bodies. We counted 36,” said Ana Moyo.", ("killed", 36, 36)),
        ("The union reckons that 700 people marched. The police counted 250.", ("participants", 250, 250)),
        ("Workers marched on Monday. The unions estimated 60,000 marchers.", ("participants", 60000, 60000)),
        ("A doctor said 58 people had been admitted there since the blast.", ("hospitalized", 58, 58)),
        ("The attack killed nine people, Kyiv said, and wounded 14 more.", ("injured", 14, 14)),
        ("Nine civilians died, the army said. The Observatory puts the civilian dead at 33.", ("killed", 33, 33)),
    ],
)
def test_what_the_figure_counts_is_told_before(
    annotate: Annotate, text: str, expected: tuple[str, int, int | None]
) -> None:
    assert expected in {figure[1:] for figure in given(extract(annotate(text)))}


@pytest.mark.parametrize(
    "text",
    [
        "Eight people died in the storm, police said. Of the 30 houses, the council counted 12.",
        "A father of nine was stabbed in the market, the police said.",
        "Three people were killed, police said. Ana Moyo, 54, said so.",
    ],
)
def test_what_is_no_figure_of_them(annotate: Annotate, text: str) -> None:
    assert not {figure for figure in given(extract(annotate(text))) if figure[2] in (9, 12, 54)}


@pytest.mark.parametrize(
    "text",
    [
        "The minister said Germany received 500 tanks, Poland 300, and Italy 20.",
        "The coach said the hosts scored three goals, the visitors two.",
        "Medals: Norway: 12; Germany: 8; Austria: 4.",
    ],
)
def test_who_has_a_figure_does_not_give_it(annotate: Annotate, text: str) -> None:
    facts = extract(annotate(text))
    assert len({speaker for claim in facts.claims for speaker in claim.speakers}) <= 1


@pytest.mark.parametrize(
    "text",
    [
        "Five fans were injured in clashes in Leeds. Liverpool scored three goals, Everton 2.",
        "Five people were killed in a blast in Lima. Two bodies regulate fireworks in Peru.",
    ],
)
def test_figures_of_other_things_count_nobody(annotate: Annotate, text: str) -> None:
    assert [count.lower for count in extract(annotate(text)).counts] == [5]


def test_a_rival_figure_stands_in_an_account_of_its_own(annotate: Annotate) -> None:
    facts = extract(annotate("The mayor said that five people had been killed in the raid. The union counted 13."))
    events = {count.lower: count.event for count in facts.counts}
    assert events[5] != events[13]
    assert (events[5], events[13]) in facts.same_happening


def test_who_is_no_outlet_speaks_for_itself_though_it_cites(annotate: Annotate) -> None:
    text = "The refugee agency, citing local chiefs, said that 400 people had fled the town."
    assert given(extract(annotate(text))) == {("agency", "displaced", 400, 400)}


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("As many as 23 persons were hurt.", (23, 23)),
        ("As many as 200 persons were hurt.", (None, 200)),
        ("As many as 23 persons may have been hurt.", (None, 23)),
        ("The union estimated 600 marchers.", (600, 600)),
    ],
)
def test_what_bounds_a_figure(annotate: Annotate, text: str, bounds: tuple[int | None, int | None]) -> None:
    [found] = numbers.find(annotate(text), ())
    assert (found.lower, found.upper, found.approximate) == (*bounds, False)
