"""Of which class, mode and context an event is where its word alone could be of several, and what tells none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kgbuild.extract.document import extract
from kgbuild.model import Annotated, Event

Annotate = Callable[..., Annotated]


def told(annotated: Annotated) -> dict[str, Event]:
    """The events of a text by their words."""
    text = annotated.article.text
    return {text[event.spans[0].begin : event.spans[0].end]: event for event in extract(annotated).events}


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        # A bill is withdrawn by who yields, an army retreats.
        ("The premier announced the bill's withdrawal.", "withdrawal", "Concede"),
        ("The law's withdrawal came in May.", "withdrawal", "Concede"),
        ("The garrison's withdrawal came in May.", "withdrawal", "Retreat"),
        # A raid at dawn is as what was done in it.
        ("Mortars hit the brewery in a predawn raid.", "raid", "Assault"),
        ("Warplanes bombed the depot in an overnight raid.", "raid", "Assault"),
        ("Rebels killed two guards in a dawn raid.", "raid", "Assault"),
        ("An overnight raid by soldiers angered the village.", "raid", "Assault"),
        ("Police arrested four men in a dawn raid.", "raid", "Coerce"),
        ("Police killed two robbers in a dawn raid.", "raid", "Coerce"),
        ("A dawn raid on a flat yielded nothing.", "raid", "Coerce"),
        # Who bars a way is not told by a passive alone.
        ("Roads were blocked in the capital.", "blocked", "Event"),
        ("The tunnel was suddenly blocked.", "blocked", "Event"),
        ("Two bridges were blocked with burning tyres.", "blocked", "Protest"),
        ("The road was blocked by police.", "blocked", "Coerce"),
        ("The road was blocked by striking miners.", "blocked", "Protest"),
        ("The airline was hit by a strike.", "hit", "Event"),
        ("The depot was hit by drone strikes.", "hit", "Assault"),
        ("The suspect was interviewed by Ana Roe.", "interviewed", "Consult"),
        ("Police named Ana Roe spokeswoman.", "named", "Appointment"),
        ("Peru used force against Kenya.", "used", "Assault"),
        # A rebellion is fought, if anything tells how.
        ("A rebellion has killed thousands in the hills.", "rebellion", "Assault"),
        ("An armed rebellion shook the province.", "rebellion", "Assault"),
        ("She led a rebellion against the bishop.", "rebellion", "Event"),
        # What attacks bring about is no accident.
        ("The shelling sparked a fire at the mill.", "fire", "Event"),
        ("The fires were caused by rocket attacks.", "fires", "Event"),
        ("The bombing led to the collapse of a bridge.", "collapse", "Damage"),
        ("A short circuit sparked a fire at the mill.", "fire", "Accident"),
        ("Youths set fires near the station.", "set", "Event"),
        # What would have been is of no class.
        ("The statute would have allowed wardens to inspect cellars.", "allowed", "Event"),
        ("The premier allowed wardens to inspect cellars.", "allowed", "Concede"),
        # Casualties are dead or hurt.
        ("The storm caused forty casualties.", "casualties", "Event"),
        ("The storm caused forty deaths.", "deaths", "Killing"),
        # Who wants votes does not protest.
        ("A candidate rally drew thousands.", "rally", "Event"),
        ("The rally of the candidate drew thousands.", "rally", "Event"),
        ("Thousands joined a rally of the candidate.", "rally", "Event"),
        ("Thousands joined a rally for the candidate.", "rally", "Event"),
        ("Supporters held a rally for the challenger.", "rally", "Event"),
        ("The challenger led a rally in Oruro.", "rally", "Event"),
        ("Thousands joined a campaign rally.", "joined", "Event"),
        ("The union staged an election rally in Oruro.", "staged", "Event"),
        ("Thousands joined a rally for the candidate's release.", "rally", "Protest"),
        ("Thousands joined a rally in Oruro.", "rally", "Protest"),
        ("The union held a rally for peace.", "rally", "Protest"),
        # A flood of people or paper is none.
        ("A flood of refugees hit the town.", "hit", "Event"),
        ("A tsunami of paperwork hit the dairy.", "hit", "Event"),
        ("A flood of resignations hit the office.", "resignations", "Resignation"),
        # What is in danger, nobody need have threatened.
        ("The lives of the miners were threatened.", "threatened", "Event"),
        ("Gunmen threatened the life of the nun.", "threatened", "Threaten"),
        ("The feud jeopardised the harvest.", "jeopardised", "Event"),
        ("The general threatened war.", "threatened", "Threaten"),
        ("The nun was threatened by gunmen.", "threatened", "Threaten"),
        # Force is used on somebody.
        ("Police used force against the marchers.", "used", "Assault"),
        ("Soldiers used force to disperse the crowd.", "used", "Assault"),
        ("The shop used coupons to attract buyers.", "used", "Event"),
        # Ballots and rallies of those who stand for office.
        ("The poll was a protest vote against the abbot.", "vote", "Event"),
        ("It was a vote against the budget.", "vote", "Vote"),
        ("The challenger held a rally in Lima.", "rally", "Event"),
        ("A rally for the candidate drew thousands.", "rally", "Event"),
        ("Students held a rally in Lima.", "rally", "Protest"),
        # Talks, treaties, races are left in other senses than a valley.
        ("The envoys withdrew from the negotiations.", "withdrew", "Reject"),
        ("Latvia withdrew from the convention.", "withdrew", "Sanction"),
        ("She withdrew from the race.", "withdrew", "Resignation"),
        ("The bakery posted a recipe on its page.", "posted", "Event"),
        ("The weekly posted a video of the killing.", "posted", "Disclosure"),
        ("The premier named the group as terrorists.", "named", "Accuse"),
    ],
)
def test_the_words_around_tell_the_class(annotate: Annotate, text: str, word: str, name: str) -> None:
    assert name in told(annotate(text))[word].classes


@pytest.mark.parametrize(
    ("text", "word", "modes"),
    [
        ("The mill was hit by a drone.", "hit", {"ASSAULT-drone"}),
        ("The mill was hit by air strikes.", "hit", {"ASSAULT-aerial"}),
        ("The mill was hit by gunfire.", "hit", {"ASSAULT-firearms"}),
        ("A missile launched from a jet missed the bridge.", "launched", {"ASSAULT-aerial"}),
        ("The premier blamed rebels for the bombing.", "blamed", {"ACCUSE-allege"}),
        ("The premier blamed the coach for the loss.", "blamed", {"ACCUSE-disapprove"}),
        ("To end the siege, they invited the king to open talks.", "invited", {"REQUEST-meet"}),
        ("The party asked residents to vote early.", "asked", set()),
        ("The party asked for early elections.", "asked", {"REQUEST-change"}),
        ("Occasionally violent protests shook the port.", "protests", {"PROTEST-demo"}),
        ("Violent protests shook the port.", "protests", {"PROTEST-riot"}),
        ("Norway imposed sanctions on the junta.", "imposed", {"SANCTION-discontinue"}),
        ("The embargo lasted a year.", "embargo", {"SANCTION-discontinue"}),
        ("Norway broke off relations with the junta.", "broke off", {"SANCTION-discontinue"}),
        ("Norway withdrew its ambassador.", "withdrew", {"SANCTION-withdraw"}),
        ("Norway designated the militia as a terrorist group.", "designated", set()),
    ],
)
def test_the_words_around_tell_the_mode(annotate: Annotate, text: str, word: str, modes: set[str]) -> None:
    assert set(told(annotate(text))[word].modes) == modes


@pytest.mark.parametrize(
    ("text", "word", "is_military"),
    [
        ("The rebels withdrew from the valley.", "withdrew", True),
        ("Chad withdrew its troops from the valley.", "withdrew", True),
        ("The charity withdrew its staff from the valley.", "withdrew", False),
        ("The protesters withdrew from the square.", "withdrew", False),
        ("The withdrawal of reporters from the town began.", "withdrawal", False),
        ("The withdrawal of soldiers from the town began.", "withdrawal", True),
    ],
)
def test_only_troops_withdraw_from_a_war(annotate: Annotate, text: str, word: str, is_military: bool) -> None:
    assert ("context-military" in told(annotate(text))[word].contexts) == is_military


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The regatta was one of the greatest events of the season.", "events"),
        ("Nobody can change the fact the well is dry.", "change"),
        ("The permit comes with a warning.", "comes"),
        ("The militia is aligned with Chad.", "aligned"),
        ("Forced confessions are common there.", "confessions"),
        ("The Latino vote in Texas may decide.", "vote"),
        ("Homes suffer from power outages.", "outages"),
    ],
)
def test_what_names_no_happening(annotate: Annotate, text: str, word: str) -> None:
    assert word not in told(annotate(text))


@pytest.mark.parametrize(
    ("text", "word", "modes"),
    [
        ("Norway put two banks on a blacklist.", "put", ()),
        ("Norway placed two banks on a blacklist.", "placed", ()),
        ("Norway added two banks to its sanctions list.", "added", ()),
        ("Norway blacklisted two banks.", "blacklisted", ()),
        ("The blacklisting of two banks angered Peru.", "blacklisting", ()),
        ("The regulator hit the bank with a fine.", "hit", ()),
        ("The regulator imposed a fine on the bank.", "imposed", ()),
        ("The regulator imposed an embargo on Peru.", "imposed", ("SANCTION-discontinue",)),
        ("The regulator hit the bank with a tariff.", "hit", ("SANCTION-discontinue",)),
        ("Norway denied visas to two envoys.", "denied", ("SANCTION-discontinue",)),
        ("Norway reimposed sanctions on Peru.", "reimposed", ("SANCTION-discontinue",)),
        ("Norway retaliated with tariffs.", "retaliated", ("SANCTION-discontinue",)),
    ],
)
def test_only_what_stops_dealings_discontinues_them(
    annotate: Annotate, text: str, word: str, modes: tuple[str, ...]
) -> None:
    event = told(annotate(text))[word]
    assert (event.classes, event.modes) == (("Sanction",), modes)
