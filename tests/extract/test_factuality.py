"""Polarity, certainty, tense and attempt, by the words that govern a trigger."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kgbuild.extract import events
from kgbuild.extract.events.factuality import SCALE
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.model import Annotated, Factuality

Annotate = Callable[..., Annotated]


def factuality(annotated: Annotated, word: str) -> Factuality:
    [found] = [t.factuality for t in events.find(annotated) if annotated.doc[t.token].text == word]
    return found


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Police arrested the editor.", "arrested"),
        ("Police have arrested the editor.", "arrested"),
        ("Police managed to arrest the editor.", "arrest"),
        ("The police that arrested the editor left.", "arrested"),
        ("The attack, which nobody expected, killed two guards.", "attack"),
        ("Norway condemned the attack.", "attack"),
        ("There is no doubt that the army bombed the bridge.", "bombed"),
        ("Not only the army but also the police attacked the crowd.", "attacked"),
        ("Not fewer than 30 people were arrested.", "arrested"),
        ("Not one but two bombs exploded in the market.", "exploded"),
    ],
)
def test_plain_events_are_certain(annotate: Annotate, text: str, word: str) -> None:
    assert factuality(annotate(text), word) == Factuality()


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Police did not arrest the editor.", "arrest"),
        ("Police never arrested the editor.", "arrested"),
        ("Police failed to arrest the editor.", "arrest"),
        ("Police refused to arrest the editor.", "arrest"),
        ("No arrests were made.", "arrests"),
        ("Not even one guard was arrested.", "arrested"),
        ("Hardly any deserters were arrested.", "arrested"),
        ("The guards no longer arrest beggars.", "arrest"),
        ("The crowd dispersed without attacking the guards.", "attacking"),
        ("The rebels denied that they attacked the convoy.", "attacked"),
        ("Kenya ruled out sending troops.", "sending"),
        ("The army prevented an attack on the convoy.", "attack"),
    ],
)
def test_negation(annotate: Annotate, text: str, word: str) -> None:
    assert factuality(annotate(text), word).polarity == "negative"


def test_two_negations_cancel(annotate: Annotate) -> None:
    assert factuality(annotate("Police did not fail to arrest the editor."), "arrest").polarity == "positive"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Tyre marks suggest that smugglers attacked the patrol.", "attacked"),
        ("Villagers feared the militia had abducted the miller.", "abducted"),
        ("A letter hinted that the admiral resigned.", "resigned"),
    ],
)
def test_what_is_held_likely(annotate: Annotate, text: str, word: str) -> None:
    assert factuality(annotate(text), word) == Factuality(certainty="probable")


@pytest.mark.parametrize(
    ("text", "word", "certainty"),
    [
        ("The mayor says that the editor will be arrested.", "arrested", "certain"),
        ("The mayor demands that the editor be arrested.", "arrested", "possible"),
        ("The rebels may attack the convoy.", "attack", "possible"),
        ("The rebels allegedly attacked the convoy.", "attacked", "possible"),
        ("The rebels probably attacked the convoy.", "attacked", "probable"),
        ("If the rebels bomb the bridge, the town starves.", "bomb", "possible"),
        ("He is accused of bombing the bridge.", "bombing", "possible"),
        ("Did the rebels bomb the bridge?", "bomb", "underspecified"),
        ("The army plans to bomb the bridge.", "bomb", "probable"),
        ("The general threatened to bomb the bridge.", "bomb", "possible"),
        ("The union demanded the resignation of the mayor.", "resignation", "possible"),
        ("It did not say whether there were deaths.", "deaths", "possible"),
        ("There may be protests.", "protests", "possible"),
        ("They saw a law that would have allowed a coup.", "allowed", "possible"),
        ("The army cannot bomb the bridge.", "bomb", "certain"),
        ("The new fence would make the trail cross a swamp.", "cross", "probable"),
        ("They demand a council whose members are appointed by lot.", "appointed", "possible"),
        ("They demand a council whose members were appointed by lot.", "appointed", "certain"),
        ("The aim of the rebels was the release of the prisoners.", "release", "possible"),
        ("What the rebels got was the release of the prisoners.", "release", "certain"),
    ],
)
def test_certainty(annotate: Annotate, text: str, word: str, certainty: str) -> None:
    assert factuality(annotate(text), word).certainty == certainty


@pytest.mark.parametrize(
    ("text", "word", "tense"),
    [
        ("The army will bomb the bridge.", "bomb", "future"),
        ("The talks will be held in May.", "talks", "future"),
        ("The talks are to be held in May.", "talks", "future"),
        ("The talks were to be held in May.", "talks", "future"),
        ("The attack was to free the hostages.", "attack", "non-future"),
        ("The attack was to free the hostages.", "free", "future"),
        ("The mayor is set to resign.", "resign", "future"),
        ("The army plans to bomb the bridge.", "bomb", "future"),
        ("Soldiers came to arrest the editor.", "arrest", "non-future"),
        ("The army will stop the train to arrest the editor.", "arrest", "future"),
        ("Parliament to vote on budget", "vote", "future"),
        ("The army may have bombed the bridge.", "bombed", "non-future"),
        ("The army bombed the bridge.", "bombed", "non-future"),
        ("The army can bomb the bridge.", "bomb", "non-future"),
        ("Sit-ins would go on until the premier resigned.", "resigned", "future"),
        ("Sit-ins went on until the premier resigned.", "resigned", "non-future"),
    ],
)
def test_tense(annotate: Annotate, text: str, word: str, tense: str) -> None:
    assert factuality(annotate(text), word).tense == tense


@pytest.mark.parametrize(
    ("text", "word", "attempted"),
    [
        ("The rebels tried to bomb the bridge.", "bomb", True),
        ("The rebels attempted to bomb the bridge.", "bomb", True),
        ("An attempt to assassinate the mayor failed.", "assassinate", True),
        ("The rebels bombed the bridge.", "bombed", False),
    ],
)
def test_attempts(annotate: Annotate, text: str, word: str, attempted: bool) -> None:
    assert factuality(annotate(text), word).attempted == attempted


def test_modality_passes_through_light_verbs_and_coordination(annotate: Annotate) -> None:
    annotated = annotate("The army will launch an attack and bomb the bridge.")
    assert factuality(annotated, "attack").tense == "future"
    assert factuality(annotated, "bomb").tense == "future"


def test_negation_does_not_leave_its_clause(annotate: Annotate) -> None:
    annotated = annotate("The mayor did not resign after police arrested his son.")
    assert factuality(annotated, "resign").polarity == "negative"
    assert factuality(annotated, "arrested") == Factuality()


def test_the_tables_hold_only_known_effects() -> None:
    lexicon = load_lexicon("events/factuality")
    for table in ("auxiliaries", "modifiers", "governors", "noun_governors", "noun_prospects", "accusers"):
        for group in lexicon[table]:
            assert set(group) <= {"words", "polarity", "certainty", "tense", "attempted"}
            assert group.get("polarity", "negative") == "negative"
            assert group.get("certainty", "possible") in SCALE
            assert group.get("tense", "future") == "future"


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The guild wrote to the mayor to demand a recount.", "demand", Factuality()),
        ("The guild will write to the mayor to demand a recount.", "demand", Factuality(tense="future")),
        ("He claimed responsibility for bombing the depot.", "bombing", Factuality()),
        ("The two sides have yet to sign the treaty.", "sign", Factuality("negative")),
        ("There were no reports of casualties.", "casualties", Factuality("negative")),
        ("The court neither tried nor freed the captain.", "freed", Factuality("negative")),
        ("The deputies are to vote on the budget.", "vote", Factuality(tense="future")),
        ("The guilds are looking for a compromise.", "compromise", Factuality("positive", "possible", "future")),
    ],
)
def test_constructions_of_several_words(annotate: Annotate, text: str, word: str, expected: Factuality) -> None:
    assert factuality(annotate(text), word) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The mayor was accused of " + "involvement in " * 400 + "trafficking.",
        "The guild vowed to strike " + "until he resigned " * 400 + ".",
    ],
)
def test_no_phrase_is_too_deep(annotate: Annotate, text: str) -> None:
    assert events.find(annotate(text))


def test_what_is_not_excluded_is_possible(annotate: Annotate) -> None:
    assert factuality(annotate("The union does not exclude a protest."), "protest").certainty == "possible"
    assert factuality(annotate("The mayor prohibited the protest."), "protest").polarity == "negative"


@pytest.mark.parametrize(
    ("text", "word", "certainty"),
    [
        ("The port workers have stopped work until the ministry pays the arrears.", "pays", "possible"),
        ("The port workers stopped work until the ministry paid the arrears.", "paid", "certain"),
        ("The deputies voted to expel the mayor.", "expel", "certain"),
        ("The deputies voted on Monday to lift the ban.", "lift", "certain"),
        ("The miners voted to strike.", "strike", "probable"),
        ("The regulator approved the takeover of the brewery.", "takeover", "probable"),
        ("The guild petitioned for a referendum.", "referendum", "possible"),
        ("The bishops implored the general to free the hostages.", "free", "possible"),
        ("The court approved the merger on condition that the lender sell two branches.", "sell", "possible"),
        ("The emperor offered a truce.", "truce", "possible"),
        ("The king offered his condolences.", "condolences", "certain"),
        ("Nine sailors are feared dead.", "dead", "possible"),
        ("The clerk pleaded guilty to bribing a judge.", "bribing", "certain"),
        ("The clerk pleaded not guilty to bribing a judge.", "bribing", "possible"),
        ("The clerk pleaded guilty to murder.", "murder", "certain"),
        ("The clerk pleaded not guilty to murder.", "murder", "possible"),
        ("Police arrested a clerk for embezzlement.", "embezzlement", "possible"),
        ("Police arrested a clerk over the murder of a judge.", "murder", "certain"),
        ("There was no report of damage.", "damage", "certain"),
        ("A war looms over the valley.", "war", "possible"),
    ],
)
def test_what_is_approved_voted_offered_or_suspected(annotate: Annotate, text: str, word: str, certainty: str) -> None:
    assert factuality(annotate(text), word).certainty == certainty


POSSIBLE_AHEAD = Factuality("positive", "possible", "future")
POSSIBLE_NOW = Factuality("positive", "possible", "non-future")


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Dearer bread might prompt criticism from bakers.", "criticism", POSSIBLE_AHEAD),
        ("The verdict could trigger protests in the port.", "protests", POSSIBLE_AHEAD),
        ("He gave a speech that could stoke violence.", "violence", POSSIBLE_AHEAD),
        ("The verdict prompted criticism from bakers.", "criticism", Factuality()),
        ("It would be a disaster for the valley.", "disaster", Factuality("positive", "probable", "future")),
        ("It was a disaster for the valley.", "disaster", Factuality()),
        ("The fire was not an attack.", "attack", Factuality("negative")),
        ("It was not an attack but an accident.", "accident", Factuality()),
        ("It was not just a strike but a rebellion.", "rebellion", Factuality()),
        ("The march was not the first protest of the year.", "protest", Factuality()),
        ("A raid on the depot caused no casualties.", "raid", Factuality()),
        ("The attack could start a war.", "attack", Factuality()),
        ("Bakers were wishing for a recovery.", "recovery", POSSIBLE_AHEAD),
        ("Miners hoped for an agreement with the owner.", "agreement", POSSIBLE_AHEAD),
        ("Tenants are comfortable suing the landlord.", "suing", POSSIBLE_NOW),
        ("The cuts proposed by the mayor angered nurses.", "cuts", POSSIBLE_AHEAD),
    ],
)
def test_what_stands_over_a_noun_tells_of_it_too(
    annotate: Annotate, text: str, word: str, expected: Factuality
) -> None:
    assert factuality(annotate(text), word) == expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("It is vital that the council approves the budget.", "approves", POSSIBLE_AHEAD),
        ("It is vital that the council approved the budget.", "approved", Factuality()),
        (
            "We must ensure that the captives are not tortured.",
            "tortured",
            Factuality("negative", "possible", "future"),
        ),
        ("The guards ensured that the captives were released.", "released", Factuality()),
        ("Create an emergency plan.", "plan", POSSIBLE_AHEAD),
        ("Sign the treaty now.", "Sign", POSSIBLE_AHEAD),
        ("Rebels attack town", "attack", Factuality()),
        ("Assuming he resigns, his deputy will take over.", "resigns", POSSIBLE_AHEAD),
        ("Provided that the buyer pays and the court agrees, he will stay.", "agrees", POSSIBLE_AHEAD),
        ("The army shelled Goma, assuming the rebels had left.", "left", POSSIBLE_NOW),
        ("When the court ignores the law, judges resign.", "resign", POSSIBLE_NOW),
        ("When the court ignored the law, judges resigned.", "resigned", Factuality()),
        ("The plane either crashed or was shot down.", "crashed", POSSIBLE_NOW),
        ("The plane either crashed or was shot down.", "shot", POSSIBLE_NOW),
    ],
)
def test_what_is_bidden_or_supposed(annotate: Annotate, text: str, word: str, expected: Factuality) -> None:
    assert factuality(annotate(text), word) == expected


def test_a_participle_that_stands_for_if_is_no_event(annotate: Annotate) -> None:
    annotated = annotate("Assuming he resigns, his deputy will take over.")
    assert "Assuming" not in {annotated.doc[trigger.token].text for trigger in events.find(annotated)}


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The envoy went there to sign the treaty.", "sign", POSSIBLE_NOW),
        ("The sailors jumped overboard to be rescued.", "rescued", POSSIBLE_NOW),
        ("The envoy has flown to Rome to sign the treaty.", "sign", POSSIBLE_AHEAD),
        ("The nurse was asked to march with the miners.", "march", POSSIBLE_NOW),
        ("The mayor urged nurses to leave the town.", "leave", POSSIBLE_AHEAD),
        ("The reporters were able to enter the prison.", "enter", Factuality()),
        ("The reporters were not able to enter the prison.", "enter", Factuality("negative")),
        ("The reporters are able to enter the prison.", "enter", POSSIBLE_AHEAD),
        ("The hearing was a chance for him to leave the party.", "leave", POSSIBLE_NOW),
        ("A failed plot to kill the judge shook Rome.", "kill", Factuality("positive", "possible", "non-future", True)),
        ("The army made little attempt to rescue the miners.", "rescue", Factuality("negative", attempted=True)),
        ("The guards may be beating prisoners.", "beating", POSSIBLE_NOW),
        ("The splinters may come from a rocket.", "come", POSSIBLE_NOW),
        ("The rebels may come on Monday.", "come", POSSIBLE_AHEAD),
        ("Few if any farmers sold their land.", "sold", Factuality("negative")),
        ("Little aid reached the valley.", "reached", Factuality("negative")),
        ("A little aid reached the valley.", "reached", Factuality()),
        ("The mayor did not resign or apologise.", "apologise", Factuality("negative")),
    ],
)
def test_what_was_meant_then_is_not_to_come(annotate: Annotate, text: str, word: str, expected: Factuality) -> None:
    assert factuality(annotate(text), word) == expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The peso lost four percent to close at a record low.", "close", Factuality()),
        ("I look forward to visiting the school.", "visiting", Factuality("positive", "probable", "future")),
        ("In the past, the guards would beat prisoners.", "beat", Factuality()),
        ("The guards would often beat prisoners.", "beat", Factuality()),
        ("The envoy said the guards would often beat prisoners.", "beat", Factuality("positive", "probable", "future")),
        ("The river could burst its banks, destroying farms.", "destroying", POSSIBLE_AHEAD),
        ("The river can turn brown, clogging drains while destroying farms.", "destroying", POSSIBLE_NOW),
        ("The river burst its banks, destroying farms.", "destroying", Factuality()),
        ("The minister may resign, having lost the vote.", "lost", Factuality()),
        ("If the army came, they could not attack the base.", "attack", Factuality("negative", "possible", "future")),
        ("The mayor is to hold three days of talks with miners.", "talks", Factuality("positive", "certain", "future")),
        ("The mayor held three days of talks with miners.", "talks", Factuality()),
        ("The union demanded a series of arrests.", "arrests", POSSIBLE_AHEAD),
        (
            "The wall is expected to prevent the village being flooded.",
            "flooded",
            Factuality("negative", "probable", "future"),
        ),
        ("The judge asked whether the guard had fled.", "fled", POSSIBLE_NOW),
        ("The judge asked whether the guard would flee.", "flee", POSSIBLE_AHEAD),
    ],
)
def test_how_far_what_may_be_reaches(annotate: Annotate, text: str, word: str, expected: Factuality) -> None:
    assert factuality(annotate(text), word) == expected
