"""Figures of speech, games and markets: words of deeds that tell of none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kgbuild.extract import events
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.model import Annotated

Annotate = Callable[..., Annotated]


def told(annotated: Annotated) -> set[str]:
    """The classes of the events of a text, bare ones left out."""
    return {name for trigger in events.find(annotated) for name in trigger.classes} - {"Event"}


@pytest.mark.parametrize(
    "text",
    [
        "The visitors stormed to victory with three goals in the second half.",
        "The winger tore the defence apart and shot wide twice.",
        "The champion kept her title by beating the Spaniard 6-2, 6-4.",
        "The Lions bombed out of the playoffs after a bruising battle with Rosario.",
        "Rovers crushed United 5-0 to go top of the league.",
        "The goalkeeper was at fault as the hosts struck twice before half-time.",
        "The mayor declared war on plastic bags.",
        "The violinist fought depression all her life.",
        "The bank's rivals raided its desk for talent.",
        "An Arctic blast will invade the north this weekend.",
        "Inflation is a threat to the recovery.",
        "The bridesmaid was held aloft by two cousins.",
        "As a nurse, she gave her life to the poor.",
        "There is a lack of conviction among traders.",
        "His column was an assault on common decency and on privilege.",
        "Her speech rocked the party.",
        "A new phase two trial for a jab began.",
        "The brothers are fighting for permanent custody.",
        "He built up a lead far in advance of the union's gathering.",
        "The first order of business at the ministry is the harvest.",
        "Officials declined to comment on the raid's cost.",
        "Wardens removed three goats from the barn as a precaution.",
        "The new visa program allows cooks to settle.",
        "The airline offers flights to Boston.",
        "The scheme would kill small farms.",
        "A charity established a relief camp in Tarma.",
        "The tablet and Verdant 5 are to be released next spring.",
        "The two envoys are locked in a war of words.",
        "The battle for market share between the two dairies is fierce.",
        "The toll set off a storm of protest among the haulers.",
        "A flood of complaints hit the tax office.",
        "An avalanche of lawsuits buried the dairy.",
        "The envoy ambushed the panel with a new plan.",
        "The trainer was crucified by the press.",
        "Vell walked out of the courtroom a free man.",
        "The former premier walked out of prison on Monday.",
        "The tenor walked out of the police station without a word.",
        "The candidate held a campaign rally in Oruro.",
        "Thousands attended an election rally in Oruro.",
        "In her new novel, a nurse is kidnapped by pirates.",
        'In the film "Low Tide", a diver kills two smugglers.',
        "The novel tells of a miller who murders his brother.",
        "Vell plays a general who attacks a city.",
        "The thriller stars Jan Vell as a cop who hunts a killer.",
        "In the opening scene, a boy is stabbed.",
        "The opera, in which a miller shoots a priest, is in four acts.",
    ],
)
def test_a_figure_of_speech_is_no_deed(annotate: Annotate, text: str) -> None:
    assert told(annotate(text)) == set()


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        ("Fans attacked the referee with bottles after the match.", {"Assault", "Protest"}),
        ("A flood of mud hit the tax office.", {"NaturalDisaster"}),
        ("The dairy is under attack from regulators.", {"Accuse"}),
        ("The port is under attack from the navy.", {"Assault"}),
        ("The mayor came under attack from critics.", {"Accuse"}),
        ("Troops came under fire from rebels.", {"Assault"}),
        ("The senator fired a broadside at the governor.", {"Accuse"}),
        ("Nurses walked out of the hospital on Monday.", {"Protest"}),
        ("Lawyers walked out of the courtroom.", {"Protest"}),
        ("Thousands joined a rally against the toll.", {"Protest"}),
        ("The miners were locked in a shed.", {"Coerce"}),
        ("The film tells of the 1907 massacre.", {"Killing", "Assault"}),
        ("The thriller is by Omar Vell, whom guards accuse of fraud.", {"Accuse", "Crime"}),
        ("The film stars Ana Roe, who is accused of fraud.", {"Accuse", "Crime"}),
        ("In the last episode of the siege, troops storm the mill.", {"Assault"}),
        ("Troops fired parting shots at the mill.", {"Assault"}),
        ("Clerks walked out of the court over the coup.", {"Protest", "Coerce"}),
        ("The memoir tells how guards stabbed the editor.", {"Assault"}),
        ("The film won two awards after police arrested its director.", {"Coerce"}),
        ("In a film released on Monday, the envoy accuses the army of fraud.", {"Accuse", "Crime"}),
        ("A bomb exploded near the stadium before the cup final.", {"Assault"}),
        ("Police clashed with supporters of the home team after the game.", {"Assault"}),
        ("The senator launched a blistering attack on the tax plan.", {"Accuse"}),
        ("The rebels launched an attack on the village.", {"Assault"}),
        ("The proposal was shot down by the opposition.", {"Reject"}),
        ("The helicopter was shot down by rebels.", {"Assault", "Damage"}),
        ("Shareholders revolted.", {"Reject"}),
        ("Prisoners revolted.", {"Protest"}),
        ("Lawmakers voted down the treaty.", {"Reject", "Vote"}),
        ("The airline will axe 300 routes.", set()),
        ("The chairman axed three directors.", {"Dismissal"}),
        ("Anna Berg attacked Karl Holm over his record.", {"Accuse"}),
        ("A gunman attacked Karl Holm in Oslo.", {"Assault"}),
        ("The guerrillas established a camp in Tarma.", {"Mobilize"}),
        ("The council removed its chief from office.", {"Dismissal"}),
    ],
)
def test_what_is_meant_tells_the_class(annotate: Annotate, text: str, classes: set[str]) -> None:
    assert told(annotate(text)) == classes


@pytest.mark.parametrize(
    "text",
    [
        "The Red Lions claimed responsibility for a blast at a depot in Tarma.",
        "The army claimed the explosion at the depot.",
        "The Red Lions were behind the explosion at the depot.",
    ],
)
def test_a_blast_that_somebody_claims_is_no_mishap(annotate: Annotate, text: str) -> None:
    assert told(annotate(text)) == {"Assault"}


def test_a_blast_that_nobody_claims_may_be_a_mishap(annotate: Annotate) -> None:
    assert told(annotate("Nobody was hurt in the blast at the bakery.")) >= {"Accident"}


def test_the_words_of_games_are_lemmas_and_stand_once() -> None:
    for words in load_lexicon("sports")["play"].values():
        assert len(words) == len(set(words))
        assert all(word == word.lower() for word in words)
