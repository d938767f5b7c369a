"""What parsers make of words joined by "and", and of verbs with a day behind them, is mended; each sentence here is one
that the parser gets wrong, save where a test says so."""

from __future__ import annotations

import pytest
from parsed import hanging, word

from kgbuild.annotate.parser import Parser


@pytest.mark.parametrize(
    ("text", "form", "label", "head"),
    [
        ("At least nine people were killed and 30 others wounded in a blast.", "others", "nsubjpass", "wounded"),
        ("Two soldiers were killed and three injured in an ambush in Korvan.", "three", "nsubjpass", "injured"),
        ("At least 42 Tyrian soldiers were killed and 22 others hurt in an attack.", "hurt", "conj", "killed"),
        ("The hospital counted twelve dead and more than 40 wounded.", "wounded", "acl", "40"),
        ("The clinic spoke of three dead and seven wounded.", "seven", "conj", "dead"),
        ("The clinic spoke of three dead and seven wounded.", "wounded", "acl", "seven"),
        (
            "The nurses, mostly women, block roads at nine crossings and demand early elections, the closure of the "
            "mine and the release of Ana Ruiz.",
            "closure",
            "conj",
            "elections",
        ),
        (
            "The riot broke out in March, when members of a gang, armed with rifles and knives, broke into the hall.",
            "members",
            "nsubj",
            "broke",
        ),
        ("Antigua and Barbuda's parliament approved the pact.", "parliament", "nsubj", "approved"),
        ("Trinidad and Tobago's police arrested two bakers.", "Trinidad", "poss", "police"),
        ("Guyana and Tobago's police arrested two bakers.", "police", "conj", "Guyana"),
        ("The union has called a strike for Thursday and a march towards Arica.", "march", "conj", "strike"),
        ("The brothers Ivo and Luka Madan, both bakers, have fled.", "Madan", "conj", "Ivo"),
        (
            "The guild denounced the arrest of two of its members, the printer Ivo Madan and the clerk Ana Ruiz.",
            "printer",
            "appos",
            "members",
        ),
        ("Electricity was cut in the capital and soldiers blocked the bridges.", "soldiers", "nsubj", "blocked"),
        (
            "The net was cut off throughout the country and the roads to the coast were blocked by soldiers.",
            "roads",
            "nsubjpass",
            "blocked",
        ),
        ("The arrest of the mayor and his deputy led to protests.", "deputy", "conj", "mayor"),
        ("Clashes between supporters of the president and protesters killed five.", "protesters", "conj", "supporters"),
        (
            "Clashes between soldiers and protesters who tried to storm it left four dead.",
            "tried",
            "relcl",
            "protesters",
        ),
        (
            "They opened an inquiry into Berg, Dorin, Petrov and the head of the police, Ivan Novak.",
            "Novak",
            "appos",
            "head",
        ),
        ("Dorin, who was accused by the prosecutor, Ivo Madan, fled.", "Madan", "appos", "prosecutor"),
        (
            "They met at the Verde inn in Calle Nueva, Lisbon, Portugal which serves fish.",
            "serves",
            "relcl",
            "inn",
        ),
        ("The state barred the leader Ivo Madan and two aides from leaving.", "aides", "conj", "leader"),
        ("The wife of the mayor and two sons were killed.", "sons", "conj", "wife"),
        (
            "In June, US President Barack Obama and Chilean President Luis Alberto Rojas met in Ankara.",
            "Obama",
            "nsubj",
            "met",
        ),
        ("Rebels entered Tell Hamis and Ras Fahd on Monday.", "Hamis", "dobj", "entered"),
        ("The guild demanded the release of the miners and a truce.", "truce", "conj", "release"),
        ("Peru, which had mediated an accord, offered to host the talks.", "Peru", "nsubj", "offered"),
        ("Report says guards beat prisoners", "guards", "nsubj", "beat"),
        ("She said that two officers had been fined and promised an inquiry.", "promised", "conj", "said"),
        ("She said that the hostages had been freed and left the country.", "left", "conj", "freed"),
        ("A group says police tortured prisoners.", "police", "nsubj", "tortured"),
        ("A group says police tortured prisoners.", "prisoners", "dobj", "tortured"),
        ("Peru took an Amazonas prisoner to court.", "prisoner", "dobj", "took"),
        ("Qatar will hold Gaza hostage talks in Doha.", "hostage", "compound", "talks"),
        (
            "She announced a ban on rallies, the deployment of guards to two ports and a curfew.",
            "curfew",
            "conj",
            "deployment",
        ),
        ("The envoy denied that his men held schools and accused the navy of theft.", "accused", "conj", "denied"),
        ("The envoy said that rebels had seized the port and accused Chad of arming them.", "accused", "conj", "said"),
        ("They met, Peru said in a note, hours after shelling killed two people.", "shelling", "nsubj", "killed"),
        (
            "They met, Peru said in a note, hours after shelling killed two and wounded six.",
            "wounded",
            "conj",
            "killed",
        ),
        ("Shares rose after having risen for a week.", "having", "aux", "risen"),
        ("The prefect sent 90 guards to Tumbo, who closed the bridge.", "closed", "relcl", "guards"),
        ("The army deployed two battalions to Lumbo, who retook the fort.", "retook", "relcl", "battalions"),
        ("The prisoner sent letters to Madan, who freed him.", "freed", "relcl", "Madan"),
        ("The FBI and Chilean troops searched the barn.", "FBI", "nsubj", "searched"),
        ("The FBI and Chilean troops searched the barn.", "troops", "conj", "FBI"),
    ],
)
def test_joined_words_hang_together(parser: Parser, text: str, form: str, label: str, head: str) -> None:
    assert hanging(parser, text, form) == (label, head)


@pytest.mark.parametrize(
    ("text", "form", "label", "head"),
    [
        ("The police were praised and officers were promoted in the town.", "officers", "nsubjpass", "promoted"),
        ("The raid killed soldiers and civilians, burned houses and spread fear.", "civilians", "conj", "soldiers"),
        ("The US and Chilean troops searched the barn.", "troops", "nsubj", "searched"),
    ],
)
def test_what_is_right_stays(parser: Parser, text: str, form: str, label: str, head: str) -> None:
    assert hanging(parser, text, form) == (label, head)


@pytest.mark.parametrize(
    ("text", "verb", "subject", "objects"),
    [
        ("The ruling junta dissolved on Tuesday the national assembly.", "dissolved", "junta", ["assembly"]),
        (
            "The head of the army, Colonel Marek Dorin, announced on Monday the closure of the borders.",
            "announced",
            "head",
            ["closure"],
        ),
        (
            "The regional bloc ECOM suspended in March the sanctions imposed on the country after the junta "
            "promised a vote.",
            "suspended",
            "bloc",
            ["sanctions"],
        ),
        ("Peru Friday imposed a curfew in two towns.", "imposed", "Peru", ["curfew"]),
        ("Black Friday drew a crowd.", "drew", "Friday", ["crowd"]),
        (
            "On Monday, Danish prime minister Mette Holm speaking to the council in Aarhus called the pact a joke.",
            "called",
            "Holm",
            ["pact"],
        ),
    ],
)
def test_a_verb_with_a_day_before_its_object_is_the_main_one(
    parser: Parser, text: str, verb: str, subject: str, objects: list[str]
) -> None:
    token = word(parser, text, verb)
    assert token.dep_ == "ROOT"
    assert [child.text for child in token.children if child.dep_ == "nsubj"] == [subject]
    assert [child.text for child in token.children if child.dep_ == "dobj"] == objects
