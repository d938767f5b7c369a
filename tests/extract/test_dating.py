"""When an event was: only what the text says of it, and nothing that it says of another."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kgbuild.extract.document import extract
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.model import Annotated
from kgbuild.vocabulary import EVENT_CLASSES

Annotate = Callable[..., Annotated]


THREE_DAYS = {"EarliestBegin": "2022-01-03", "LatestEnd": "2022-01-05"}


def stamps(annotated: Annotated, word: str) -> dict[str, str]:
    """The bounds of the one event of that label: "Begin", "End", "EarliestBegin", "LatestEnd" to a day or moment."""
    facts = extract(annotated)
    [event] = [event for event in facts.events if event.label == word]
    return {
        statement.predicate.removeprefix("sem:has").removesuffix("TimeStamp"): statement.object.text
        for statement in facts.statements
        if statement.subject == event.key
        and statement.predicate.endswith("TimeStamp")
        and not isinstance(statement.object, str)
        and statement.extractor != "publication-day"
    }


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Farmers marched on Monday.", "marched", {"Begin": "2022-01-03"}),
        ("A curfew declared on Sunday was imposed on Monday.", "curfew", {"Begin": "2022-01-03"}),
        ("The ban on marches, which remained until 2015, angered the guilds.", "ban", {"LatestEnd": "2015-12-31"}),
        ("The ban on marches, which remained until 2015, angered the guilds.", "marches", {}),
        ("The mayor lifted the ban on marches that was imposed on Monday.", "marches", {}),
        ("Gunmen kidnapped and killed a priest on Monday.", "kidnapped", {"Begin": "2022-01-03"}),
        ("An attack in Oruro on Monday in which two porters died was filmed.", "died", {"Begin": "2022-01-03"}),
        ("He sent a letter on Monday in which he wrote that two had died.", "died", {}),
        ("He welcomed the election to be held on March 9.", "election", {"Begin": "2022-03-09"}),
        ("On Monday he praised the election due to take place on March 9.", "election", {"Begin": "2022-03-09"}),
        ("Miners made a threat to begin a march on March 9.", "threat", {}),
        ("Elections are to be held on March 9.", "Elections", {"Begin": "2022-03-09"}),
        ("A referendum planned for March 9 will decide.", "referendum", {"Begin": "2022-03-09"}),
        ("The rally planned for January 2 was held on January 4.", "rally", {"Begin": "2022-01-04"}),
        ("The march began around 19:30 local time.", "march", {"Begin": "2022-01-06T19:30:00"}),
        ("A man accused of theft was deported on Monday.", "accused", {}),
        ("The envoy flew to Rome on Monday to sign a treaty.", "sign", {}),
        ("Police came on Monday to arrest the editor.", "arrest", {}),
        ("On Monday soldiers tried to arrest the editor.", "arrest", {"Begin": "2022-01-03"}),
        ("The club asked members to leave the hall in its May 9 letter.", "leave", {}),
        ("A goal was reached on Monday when the merger became law.", "merger", {}),
        ("Unrest rose to its highest level since 2014.", "rose", {}),
        ("Farmers marched on Monday and again on Wednesday.", "marched", THREE_DAYS),
        ("Rallies were held on Monday and Wednesday.", "Rallies", THREE_DAYS),
        ("Two miners were killed in a blast on Monday.", "killed", {"Begin": "2022-01-03"}),
        ("On Monday, two miners were killed in a blast.", "blast", {"Begin": "2022-01-03"}),
        ("It began on Monday, when soldiers shot two miners.", "shot", {"Begin": "2022-01-03"}),
        ("Nine miners were killed on Monday when a bus crashed.", "crashed", {"Begin": "2022-01-03"}),
        ("Nine miners were killed when a bus crashed on Monday.", "killed", {"Begin": "2022-01-03"}),
        ("Two drowned and nine were hurt when a raft capsized on Monday.", "hurt", {"Begin": "2022-01-03"}),
        ("Nine miners had fled when the dam burst on Monday.", "fled", {}),
        ("Nine miners had been jailed when the dam burst on Monday.", "jailed", {}),
        ("Police said nine miners had been hurt when the dam burst on Monday.", "hurt", {"Begin": "2022-01-03"}),
        ("Nine were killed and ten injured on Monday when a bus crashed.", "killed", {"Begin": "2022-01-03"}),
        ("A quake killed nine miners before dawn on Monday.", "killed", {"Begin": "2022-01-03"}),
        ("He was dismissed from the ruling council on Monday.", "dismissed", {"Begin": "2022-01-03"}),
        ("A miner was found dead on Monday.", "found", {"LatestEnd": "2022-01-03"}),
        ("By Monday, 60 miners had been killed.", "killed", {"LatestEnd": "2022-01-03"}),
        ("As of Monday, 60 miners had been killed.", "killed", {"LatestEnd": "2022-01-03"}),
        ("The death toll rose to 60 on Monday.", "toll", {"LatestEnd": "2022-01-03"}),
        ("The senate condemned Saturday's bombing on Monday.", "bombing", {"Begin": "2022-01-01"}),
        ("The senate condemned Saturday's bombing on Monday.", "condemned", {"Begin": "2022-01-03"}),
        ("The rally ended on Wednesday.", "rally", {"End": "2022-01-05"}),
        ("The war ended in 1995.", "war", {"LatestEnd": "1995-12-31"}),
        (
            "The firm had pledged to reopen the mine last year.",
            "pledged",
            {"EarliestBegin": "2021-01-01", "LatestEnd": "2021-12-31"},
        ),
        ("The firm managed to reopen the mine on Monday.", "reopen", {"Begin": "2022-01-03"}),
        ("The curfew was lifted on Monday.", "curfew", {"End": "2022-01-03"}),
        ("The curfew was lifted on Monday.", "lifted", {"Begin": "2022-01-03"}),
        ("Troops shelled the town until January 2.", "shelled", {"End": "2022-01-02"}),
        ("On Monday the curfew was extended until January 9.", "curfew", {"End": "2022-01-09"}),
        (
            "A curfew imposed on Monday by the prefect will stay in force until January 9.",
            "curfew",
            {"Begin": "2022-01-03", "End": "2022-01-09"},
        ),
        (
            "The strike, which began on Monday, will last until January 9.",
            "strike",
            {"Begin": "2022-01-03", "End": "2022-01-09"},
        ),
        ("The envoy praised the truce, which took effect on Monday.", "truce", {"Begin": "2022-01-03"}),
        ("The prefect announced a curfew that runs until January 9.", "curfew", {"End": "2022-01-09"}),
        ("The rally, which ended on Monday, drew 400 farmers.", "rally", {"End": "2022-01-03"}),
        ("The strike that opened a debate on Monday goes on.", "strike", {}),
        ("A curfew was imposed in Oruro until 7 a.m. on January 9.", "curfew", {"End": "2022-01-09"}),
        ("The road was closed until 06:00 on January 9.", "closed", {"End": "2022-01-09T06:00:00"}),
        ("Troops reopened the road at 6 a.m. on January 4.", "reopened", {"Begin": "2022-01-04T06:00:00"}),
        (
            "Troops shelled the town from 2014 to 2018.",
            "shelled",
            {"EarliestBegin": "2014-01-01", "LatestEnd": "2018-12-31"},
        ),
        ("Troops have shelled the town since 2014.", "shelled", {"EarliestBegin": "2014-01-01"}),
        ("The fighting since Monday has killed nine miners.", "fighting", {"Begin": "2022-01-03"}),
        ("The truce was extended on Monday.", "extended", {"Begin": "2022-01-03"}),
        ("Police detained nine miners on the night of January 4.", "detained", {"Begin": "2022-01-04"}),
        ("They demand an investigation of violence against miners on January 2.", "violence", {"Begin": "2022-01-02"}),
        ("Police detained nine miners more than two years ago.", "detained", {"LatestEnd": "2020-01-06"}),
        (
            "The council will discuss the matter. In mid-August some two hundred citizens had marched against the "
            "project; a second demonstration is announced for Sunday the 15th.",
            "marched",
            {"EarliestBegin": "2021-08-11", "LatestEnd": "2021-08-20"},
        ),
        (
            "The director was fined in the course of 2019 and released at Christmas 2020.",
            "fined",
            {"EarliestBegin": "2019-01-01", "LatestEnd": "2019-12-31"},
        ),
    ],
)
def test_the_time_that_the_text_gives(annotate: Annotate, text: str, word: str, expected: dict[str, str]) -> None:
    assert stamps(annotate(text), word) == expected


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Three bombings, one of them on Monday, shook the valley.", "bombings"),
        ("Three bombings, including one on Monday, shook the valley.", "bombings"),
        ("Three bombings, the latest on Monday, shook the valley.", "bombings"),
        ("Police on Monday detained a baker over a stabbing.", "stabbing"),
        ("On Monday, two bakers were charged with a robbery.", "robbery"),
        ("On Monday, the envoy flew home after the coup.", "coup"),
        ("On Monday, the envoy apologized for the massacre.", "massacre"),
        ("On Monday, workers marched against the ban.", "ban"),
        ("On Monday, villagers commemorated the bombing.", "bombing"),
        ("On Monday, detectives investigated the murder.", "murder"),
        ("The killing sparked a rally on Monday.", "killing"),
        ("The bridge fell on Monday, a week after a similar explosion.", "explosion"),
        ("The envoy said on Monday that soldiers had killed two bakers.", "killed"),
        ("When the rebels withdrew on Monday, police detained a baker.", "detained"),
        ("The rally was called off on Monday.", "rally"),
        ("The truce was extended until May.", "extended"),
        ("The court gave the miners until January 2 to sign.", "gave"),
        ("The miners were not arrested until January 2.", "arrested"),
        ("The rally continued on Monday.", "rally"),
        ("It was the first bombing since October.", "bombing"),
        ("The deadliest bombing since 2019 shook the valley.", "bombing"),
        ("The court suspended the ruling and will hold a hearing on Sunday.", "ruling"),
        ("The mayor imposed a curfew from 7 p.m. to 6 a.m. in the town.", "curfew"),
        ("Union leaders called for protests on Saturday.", "called"),
        ("Police detained nine miners about ten days ago.", "detained"),
        ("The death toll rose to 120, up from 85 at the end of 2020.", "toll"),
        ("Its 2019 decision to close the mine angered the town.", "close"),
        ("The firm had pledged to reopen the mine last year.", "reopen"),
        ("On Monday senators passed a bill backed by Peru.", "backed"),
        ("The hall was chosen to honour the founding of the town 50 years ago.", "chosen"),
        (
            "Ferry runs aground off the island; all passengers evacuated\nSaturday, January 1, 2022\n\nIt sank.",
            "evacuated",
        ),
    ],
)
def test_the_time_of_another_word_is_not_taken(annotate: Annotate, text: str, word: str) -> None:
    assert stamps(annotate(text), word) == {}


def test_a_day_as_of_which_a_figure_stands_is_no_time_of_the_event(annotate: Annotate) -> None:
    facts = extract(annotate("As of Monday, 60 miners had been killed."))
    assert [count.as_of for count in facts.counts] == ["2022-01-03"]
    assert "kgb:time" not in {statement.predicate for statement in facts.statements}


def test_years_later_than_a_year_are_of_that_year(annotate: Annotate) -> None:
    told = stamps(annotate("The mill closed in 2011. It reopened three years later."), "reopened")
    assert told == {"EarliestBegin": "2014-01-01", "LatestEnd": "2014-12-31"}


def test_the_lexicon_names_classes_that_exist() -> None:
    words = load_lexicon("events/dating")
    assert sorted(words) == [
        "barring", "calling_off", "causing", "closing", "continuing", "cotemporal", "daily", "due", "elsewhen",
        "finding", "happening", "imposing", "in_force", "lasting", "looking_back", "members", "messages", "momentary",
        "moving", "opening", "points_of_day", "promising", "ranks", "reacting", "regarding", "regarding_nouns",
        "running", "setting", "tallies",
    ]  # fmt: skip
    assert set(words["reacting"]) | set(words["momentary"]) <= set(EVENT_CLASSES)
