"""Polarity, certainty, tense and attempt, by the words that govern a trigger."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from triggers import factuality

from kgbuild.extract import events
from kgbuild.extract.events.factuality import SCALE, clauses
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.model import Annotated, Factuality

Annotate = Callable[..., Annotated]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Police arrested the editor.", "arrested"),
        ("Police have arrested the editor.", "arrested"),
        ("Police managed to arrest the editor.", "arrest"),
        ("The police that arrested the editor left.", "arrested"),
        ("The attack, which nobody expected, killed two guards.", "attack"),
        ("Norway condemned the attack.", "attack"),
        ("The inquiry heard from Ana Silva that the bank had sacked nine clerks.", "sacked"),
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
        ("The court heard that guards had stabbed the editor.", "stabbed"),
        ("Jurors were told that guards had stabbed the editor.", "stabbed"),
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


PROBABLE_AHEAD = Factuality("positive", "probable", "future")
PROBABLE_NOW = Factuality("positive", "probable", "non-future")


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Bakers in Lima face new restrictions.", "restrictions", PROBABLE_AHEAD),
        ("Bakers in Lima faced new restrictions.", "restrictions", Factuality()),
        ("Bakers in Lima face protests.", "protests", Factuality()),
        ("The towns are to go into lockdown on Sunday.", "lockdown", Factuality("positive", "certain", "future")),
        ("The smuggler was flown to Quito for trial.", "trial", PROBABLE_NOW),
        ("The general was praised for the trial.", "trial", Factuality()),
        ("The growers are counting on compensation and assurances of aid.", "aid", PROBABLE_AHEAD),
        ("Miners wait for the resignation of the manager.", "resignation", POSSIBLE_AHEAD),
        ("Police offered a reward for clues leading to the capture of the smuggler.", "capture", POSSIBLE_AHEAD),
        ("Police had clues leading to the capture of the smuggler.", "capture", Factuality()),
        ("She will lead the party until the election.", "election", Factuality("positive", "certain", "future")),
        ("It is two weeks until the election.", "election", Factuality("positive", "certain", "future")),
        ("She led the party until the election.", "election", Factuality()),
        ("She was tasked with killing the bishop.", "killing", POSSIBLE_AHEAD),
        ("Oslo and Riga signed a deal on freeing prisoners.", "freeing", PROBABLE_AHEAD),
        ("Climbers need protection from attacks.", "attacks", POSSIBLE_NOW),
        ("Climbers need protection from the attacks.", "attacks", Factuality()),
        ("The premier approved the attacks that killed two monks.", "attacks", Factuality()),
        ("The council's plan sparked protests.", "plan", Factuality()),
        ("If the council's plan sparked protests, nobody would pay.", "plan", Factuality()),
        ("A verdict could hasten the closure of the mine.", "closure", POSSIBLE_AHEAD),
        ("The verdict hastened the closure of the mine.", "closure", Factuality()),
        ("The nuns never acknowledged complicity in the murders.", "murders", Factuality()),
        ("The nurses denied involvement in smuggling.", "smuggling", POSSIBLE_NOW),
        ("She did not say whether he remained in detention.", "detention", POSSIBLE_NOW),
    ],
)
def test_what_lies_ahead_of_a_noun(annotate: Annotate, text: str, word: str, expected: Factuality) -> None:
    assert factuality(annotate(text), word) == expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The envoy was scheduled to open a school and meet the bishop.", "meet", Factuality(tense="future")),
        ("The envoy was asked to speak and resigned.", "resigned", Factuality()),
        ("The envoy will open a school before meeting the bishop.", "meeting", Factuality(tense="future")),
        ("The envoy opened a school before meeting the bishop.", "meeting", Factuality()),
        ("The cashier had not confessed or implicated his wife.", "implicated", Factuality("negative")),
        ("The coach urged fans to stop throwing bottles and leave the stadium.", "leave", POSSIBLE_AHEAD),
        ("Saying she won't resign and accusing the press, the dean left.", "accusing", Factuality()),
        ("The ridge can be reached by climbing a wall.", "climbing", POSSIBLE_NOW),
        ("The ridge was reached by climbing a wall.", "climbing", Factuality()),
        ("The army acted to protect monks by killing the bandits.", "killing", Factuality()),
        ("He may have angered the bishop by selling the farm.", "selling", Factuality()),
        ("The bishop will meet nurses during a visit to Quito.", "visit", Factuality(tense="future")),
        ("The bishop met nurses during a visit to Quito.", "visit", Factuality()),
        ("The envoy may speak at a protest.", "protest", Factuality(tense="future")),
        ("The envoy will look at the murder.", "murder", Factuality()),
        ("Chad heads to a referendum on the treaty.", "referendum", PROBABLE_AHEAD),
        ("The dean will resign if she loses the vote.", "resign", PROBABLE_AHEAD),
        ("The dean will resign even if she wins the vote.", "resign", Factuality(tense="future")),
        ("The storm almost certainly killed the sailors.", "killed", PROBABLE_NOW),
        ("The storm certainly killed the sailors.", "killed", Factuality()),
        ("The dean is virtually certain to resign.", "resign", PROBABLE_AHEAD),
        ("The dean is certain that the army attacked Riga.", "attacked", Factuality()),
        ("Fans not only burned cars but also looted shops.", "burned", Factuality()),
        ("The bombings will not cause Chad to withdraw.", "bombings", Factuality()),
        ("A bombing would cause Chad to withdraw.", "bombing", POSSIBLE_AHEAD),
        ("The guards failed to prevent a massacre.", "massacre", Factuality()),
        ("The guards hope to prevent a massacre.", "massacre", Factuality("negative", "possible", "future")),
        ("The guards tried to prevent a massacre.", "massacre", Factuality("negative", "possible")),
        ("The ranger tried to stop hunters from attacking monks.", "attacking", Factuality("negative", "possible")),
    ],
)
def test_what_a_verb_shares_with_those_beside_and_below(
    annotate: Annotate, text: str, word: str, expected: Factuality
) -> None:
    assert factuality(annotate(text), word) == expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The clerks moved to delay the vote.", "delay", POSSIBLE_NOW),
        ("The clerks managed to delay the vote.", "delay", Factuality()),
        ("Peru has spent two million dollars to repair the dam.", "repair", POSSIBLE_AHEAD),
        ("The cashier committed theft to open a shop.", "open", POSSIBLE_NOW),
        ("The nuns were powerless to stop the fire.", "stop", Factuality("negative")),
        ("The nuns were too weak to flee.", "flee", Factuality("negative")),
        ("The drug is the second vaccine to reach Africa.", "reach", Factuality()),
        ("It was most likely an attack.", "attack", PROBABLE_NOW),
        ("An attack is likely.", "attack", PROBABLE_AHEAD),
        ("The 1987 decision to admit girls was hailed.", "admit", PROBABLE_NOW),
        ("The decision to admit girls was hailed.", "admit", PROBABLE_AHEAD),
        ("No law requires farmers to register.", "register", POSSIBLE_AHEAD),
        ("The broken gate allowed the lions to escape.", "escape", Factuality()),
        ("The judge allowed the editor to leave Quito.", "leave", POSSIBLE_NOW),
        ("The goal is to reduce emissions.", "reduce", POSSIBLE_AHEAD),
        ("The premier is to visit Oslo.", "visit", Factuality(tense="future")),
        ("The letter left no doubt about the murder.", "left", Factuality()),
        ("The team does not know how to win.", "win", POSSIBLE_NOW),
        ("Neither the skipper nor the cook could be rescued.", "rescued", Factuality("negative")),
        ("The skipper could be rescued.", "rescued", POSSIBLE_AHEAD),
        ("The dean does not necessarily endorse the march.", "endorse", Factuality("negative", "possible")),
        ("Parties were trying to persuade farmers to vote.", "vote", POSSIBLE_NOW),
        ("The clerks had plotted to kill the bishop.", "kill", POSSIBLE_NOW),
        ("Her tailor couldn't, since thieves were robbing him.", "robbing", Factuality()),
        ("The man was about to be deported.", "deported", PROBABLE_AHEAD),
        ("The convict made an attempt to flee.", "attempt", Factuality()),
        ("The bishop survived an attempt on his life.", "attempt", Factuality(attempted=True)),
    ],
)
def test_what_a_word_does_to_its_infinitive(annotate: Annotate, text: str, word: str, expected: Factuality) -> None:
    assert factuality(annotate(text), word) == expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Rangers averted the raid that alarmed Lima.", "raid", Factuality("negative")),
        ("The guild called off the blockade that annoyed Lima.", "blockade", Factuality("negative")),
        ("The cook denied the murder that led to the trial.", "murder", POSSIBLE_NOW),
        ("The guards could have averted the bombing that killed nine nuns.", "bombing", Factuality()),
        ("The guards failed to avert the bombing that killed nine nuns.", "bombing", Factuality()),
        ("The emir approved the bombings that ruined the port.", "bombings", Factuality()),
        ("The emir approved bombings.", "bombings", PROBABLE_AHEAD),
    ],
)
def test_what_is_told_as_over(annotate: Annotate, text: str, word: str, expected: Factuality) -> None:
    assert factuality(annotate(text), word) == expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The skipper was too ill to testify.", "testify", Factuality("negative")),
        ("The skipper may be too ill to flee.", "flee", Factuality("negative", "possible", "future")),
        ("The skipper was only too glad to testify.", "testify", Factuality()),
        ("The guilds were not too late to sue the brewer.", "sue", Factuality()),
        ("The colonel was too hasty to shell the port.", "shell", Factuality()),
    ],
)
def test_who_is_too_weak_does_not(annotate: Annotate, text: str, word: str, expected: Factuality) -> None:
    assert factuality(annotate(text), word) == expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The ferry was about to sail when rebels attacked the pier.", "attacked", Factuality()),
        ("Nuns were about to flee the fair when a gunman wounded the abbot.", "wounded", Factuality()),
        ("Nuns were about to flee the fair when a gunman wounded the abbot.", "flee", PROBABLE_AHEAD),
        ("The ferry was going to sail when rebels attacked the pier.", "attacked", Factuality()),
        ("The guild vowed to strike when the premier resigned.", "resigned", PROBABLE_AHEAD),
    ],
)
def test_what_came_as_something_was_about_to(annotate: Annotate, text: str, word: str, expected: Factuality) -> None:
    assert factuality(annotate(text), word) == expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The brewer paid to settle the dispute.", "settle", Factuality()),
        ("The premier moved to shut the mine.", "shut", Factuality()),
        ("The premier moved to delay the wedding.", "delay", POSSIBLE_NOW),
        ("The broker faces charges over the fraud.", "charges", Factuality()),
        ("The brewer faces trial.", "trial", PROBABLE_AHEAD),
        ("Buskers face a ban.", "ban", Factuality()),
        ("Buskers face a new ban.", "ban", PROBABLE_AHEAD),
    ],
)
def test_what_is_done_and_faced_already(annotate: Annotate, text: str, word: str, expected: Factuality) -> None:
    assert factuality(annotate(text), word) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The abbot was trying to persuade the bakers to sue.", POSSIBLE_NOW),
        ("The abbot hopes to try to persuade the bakers to sue.", POSSIBLE_AHEAD),
        ("The abbot wants to urge the bakers to sue.", POSSIBLE_AHEAD),
    ],
)
def test_what_others_are_moved_to(annotate: Annotate, text: str, expected: Factuality) -> None:
    assert factuality(annotate(text), "sue") == expected


def test_requests_within_requests_cost_no_more_than_each_its_walk(annotate: Annotate) -> None:
    annotated = annotate("The abbot wants to " + "urge the dean to " * 60 + "march.")
    with pytest.MonkeyPatch.context() as patch:
        walked: list[object] = []
        walk = clauses.over_clause
        patch.setattr("kgbuild.extract.events.factuality.walk.over_clause", lambda *a: walked.append(a) or walk(*a))
        events.find(annotated)
    assert len(walked) < 60 * 60


def test_no_word_has_two_effects_in_one_table() -> None:
    """The latter of two would be the only one to hold."""
    for name, groups in load_lexicon("events/factuality").items():
        if isinstance(groups, list) and isinstance(groups[0], dict):
            words = [word for group in groups for word in group["words"]]
            assert not [word for word in set(words) if words.count(word) > 1], name


@pytest.mark.parametrize(
    "text",
    [
        "Guards arrested not the editor but the owner.",
        "Guards arrested the editor, not the owner.",
        "Guards arrested not only the editor but the owner.",
        "Officials said that not 12 but 17 clerks were arrested.",
    ],
)
def test_what_is_set_aside_denies_nothing_of_the_rest(annotate: Annotate, text: str) -> None:
    assert factuality(annotate(text), "arrested") == Factuality()


@pytest.mark.parametrize("text", ["Did guards stab the editor?\n", "“Did guards stab the editor?”\n\nNobody knows."])
def test_a_question_ends_before_space_and_marks(annotate: Annotate, text: str) -> None:
    assert factuality(annotate(text), "stab").certainty == "underspecified"


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Police found no evidence of a kidnapping.", "kidnapping", Factuality("negative", "probable")),
        ("Police found evidence of a kidnapping.", "kidnapping", Factuality("positive", "probable")),
        ("Police found no evidence of the kidnapping.", "kidnapping", Factuality()),
        ("The mayor might have resigned had he lost.", "lost", Factuality("positive", "possible", "future")),
        ("The guild ought to have called a strike.", "strike", Factuality("positive", "possible")),
        ("The guild ought to call a strike.", "strike", Factuality("positive", "possible", "future")),
        ("The rebels are likely to have attacked the port.", "attacked", Factuality("positive", "probable")),
        ("The rebels are likely to attack the port.", "attack", Factuality("positive", "probable", "future")),
    ],
)
def test_what_has_been_or_would_have_been(annotate: Annotate, text: str, word: str, expected: Factuality) -> None:
    assert factuality(annotate(text), word) == expected
