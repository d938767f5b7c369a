"""What hangs on a verb is mended; each sentence here is one that the parser gets wrong."""

from __future__ import annotations

import pytest
from parsed import hanging

from kgbuild.annotate.parser import Parser


@pytest.mark.parametrize(
    ("text", "form", "label", "head"),
    [
        ("He named Luis Dorin foreign minister of Peru.", "Dorin", "dobj", "named"),
        ("He named Luis Dorin foreign minister of Peru.", "minister", "oprd", "named"),
        ('The envoy called the raids on villages "cruel and needless" and left.', "cruel", "oprd", "called"),
        ('"For now, we have 31 injured," the mayor told reporters.', "31", "dobj", "have"),
        ('"For now, we have 31 injured," the mayor told reporters.', "injured", "acl", "31"),
        (
            "The clerk was freed on Monday, but the teacher remains detained in the barracks.",
            "teacher",
            "nsubjpass",
            "detained",
        ),
        ("The sailors continue kidnapped in the delta.", "sailors", "nsubjpass", "kidnapped"),
        ("The union, which will send a mission to Chad this Wednesday, called for calm.", "this", "det", "Wednesday"),
        ("The rebels are holding 31 guards and police officers hostage in the jail.", "guards", "dobj", "holding"),
        ("Some 200 inmates took nine guards hostage and set fire to beds.", "set", "conj", "took"),
        ("The charity put the number of displaced at 9,000.", "displaced", "pobj", "of"),
        (
            'The Ministry of Defence said in a statement that the raid on the port had been "repelled" and that order '
            "was being restored.",
            "repelled",
            "ccomp",
            "said",
        ),
        (
            'The Ministry of Defence said in a statement that the raid on the port had been "repelled" and that order '
            "was being restored.",
            "restored",
            "conj",
            "repelled",
        ),
        (
            "It announced that it had arrested President Ana Ruiz, dissolved the council and closed the port.",
            "dissolved",
            "conj",
            "arrested",
        ),
        ("Peru asked Chile, the African Union (AU) and the Arab League for help on Monday.", "Union", "conj", "Chile"),
        ("Peru asked Chile, the African Union (AU) and the Arab League for help on Monday.", "on", "prep", "asked"),
        ("The guild for Peru's Miners puts the number of those detained at 1,498 as of Friday.", "at", "prep", "puts"),
        ("Unions have accused the security forces of arbitrary arrests of miners.", "of", "prep", "accused"),
        ("A treaty on grazing rights and water signed in May lapsed.", "signed", "acl", "treaty"),
        ("She grew up in a suburb of Porto, the country's second city.", "city", "appos", "Porto"),
        ("The mayor is prepared to close the port.", "prepared", "acomp", "is"),
        ("In the capital, Accra, some 200 nurses marched.", "nurses", "nsubj", "marched"),
        ("Lima joined the talks to end the strike.", "end", "advcl", "joined"),
        ("Had the guards fired, he would have run.", "fired", "advcl", "run"),
        ("They kept the road closed until Monday.", "until", "prep", "kept"),
        ("Neighbours said the attacker, wearing a green coat, shot two guards.", "attacker", "nsubj", "shot"),
        ("Neighbours said the attacker, wearing a green coat, shot two guards.", "wearing", "acl", "attacker"),
        ("A trader whose garage was allegedly a weapons store was detained.", "store", "attr", "was"),
        ("The union called it a plan that nobody dismissed as “invented”.", "as", "prep", "dismissed"),
        ("Oslo put its dead at 50.", "dead", "dobj", "put"),
        ("The sailors continue detained by pirates.", "continue", "auxpass", "detained"),
        ("The pact, a military alliance of six small republics headed by Peru, met.", "headed", "acl", "alliance"),
        (
            "The ferry line printed posters, explaining the smell of the mill near the river ruined no harvest.",
            "ruined",
            "ccomp",
            "explaining",
        ),
        (
            "The ferry line printed posters, explaining the smell of the mill near the river ruined no harvest.",
            "smell",
            "nsubj",
            "ruined",
        ),
    ],
)
def test_what_hangs_on_a_verb(parser: Parser, text: str, form: str, label: str, head: str) -> None:
    assert hanging(parser, text, form) == (label, head)


@pytest.mark.parametrize(
    ("text", "form", "label", "head"),
    [
        ("The blast was determined to have killed six.", "determined", "ROOT", "determined"),
        ("The deal was resolved to everyone's relief.", "deal", "nsubjpass", "resolved"),
        ("The council dismissed the chief as announced.", "announced", "advcl", "dismissed"),
        ("Had the ministry been warned, the newspaper asked.", "warned", "ccomp", "asked"),
        (
            "Residents have lamented woes in the area after gunmen attacked them, looted many shops.",
            "looted",
            "conj",
            "lamented",
        ),
        ("Shares fell on Thursday, the bank's worst day.", "Thursday", "pobj", "on"),
        ('The envoy met the "cruel" chief.', "cruel", "amod", "chief"),
        ("The union reported losses, fired its chief and closed.", "fired", "conj", "reported"),
        ("The mayor said that it had been raining, thanked them and left.", "thanked", "conj", "said"),
        ("The six republics headed by Peru met.", "headed", "acl", "republics"),
    ],
)
def test_what_is_right_stays(parser: Parser, text: str, form: str, label: str, head: str) -> None:
    assert hanging(parser, text, form) == (label, head)
