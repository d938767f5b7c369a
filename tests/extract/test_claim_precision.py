"""Whose words they are not: a class of wrong claims a test, each with a right one beside it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kgbuild.extract.document import extract
from kgbuild.model import Annotated

Annotate = Callable[..., Annotated]


def said(annotated: Annotated) -> list[tuple[str, str]]:
    """The speaker's label and the first words said, claim by claim."""
    facts, text = extract(annotated), annotated.article.text
    labels = {entity.key: entity.label for entity in facts.entities}
    return [(labels[c.speakers[0]], text[c.content_spans[0].begin : c.content_spans[0].end]) for c in facts.claims]


# --------------------------------------------------------------------------------------------------- who "he said" is
@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Mayor Tomas Vell left. A bystander said the bridge was ugly. He said nobody had asked the town.",
            "bystander",
        ),
        ("Paul Kemp met Tomas Vell. Kemp said Vell was ill. “We wait,” he said.", "Paul Kemp"),
        ("Paul Kemp spoke in Oslo. “Vell is a coward,” he said.", "Paul Kemp"),
        ("Paul Kemp spoke in Oslo. A builder who cheats will be caught, he said.", "Paul Kemp"),
        ("According to a witness, a man shouted before the fire. He ran to the river, he said.", "witness"),
        ("Anna Berg spoke first. Tomas Vell praised her. “She is late, but she will come,” Berg said.", "Anna Berg"),
    ],
)
def test_who_spoke_last_goes_on_and_nobody_whom_the_words_tell_of(annotate: Annotate, text: str, speaker: str) -> None:
    assert said(annotate(text))[-1][0] == speaker


def test_he_is_nobody_of_before_a_speaker_whom_nothing_stands_for(annotate: Annotate) -> None:
    found = said(annotate("Tomas Vell opened the port. The source said the cranes were old. He said they would break."))
    assert found[-1][0] == "He"


def test_the_subject_of_the_clause_around_means_itself(annotate: Annotate) -> None:
    found = said(annotate("Anna Berg spoke first. Tomas Vell did not signal that he intended to resign."))
    assert "Anna Berg" not in {speaker for speaker, _ in found}


# -------------------------------------------------------------------------------------------- what denies is not denied
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The league accused the port of theft. The ministry rejected this: “No crate is missing,” it said.",
            [("league", "positive"), ("ministry", "negative"), ("ministry", "positive")],
        ),
        ("The port denied the charge: “We sold nothing.”", [("port", "negative"), ("port", "positive")]),
        ("Anna Berg denied it: “I was in Oslo.”", [("Anna Berg", "negative"), ("Anna Berg", "positive")]),
        ("“We sold nothing,” the port denied.", [("port", "positive")]),
        ("The port denied “any sale” of crates.", [("port", "negative")]),
        ("“The war is near,” the minister did not think.", [("minister", "negative")]),
        ("The port denied the claim:\n\n“We sold nothing.”", [("port", "negative"), ("port", "positive")]),
        ("The army denied that it had fired: “We slept.”", [("army", "negative"), ("army", "positive")]),
        ("The army denied firing: “We slept,” it told Reuters.", [("army", "negative"), ("army", "positive")]),
        ("The mayor denied a report in the Echo: “Ana Berg stole crates.”", [("mayor", "negative")]),
    ],
)
def test_words_that_deny_are_said_not_denied(annotate: Annotate, text: str, expected: list[tuple[str, str]]) -> None:
    facts = extract(annotate(text))
    labels = {entity.key: entity.label for entity in facts.entities}
    assert [(labels[claim.speakers[0]], claim.factuality.polarity) for claim in facts.claims] == expected


def test_a_sentence_after_a_denial_is_not_denied(annotate: Annotate) -> None:
    assert said(annotate("The port denied the charge. “We sold nothing.”")) == [("port", "the charge")]


# ---------------------------------------------------------------------------------------------------- who is no source
@pytest.mark.parametrize(
    "text",
    [
        "I am sure that reality favours the challenger.",
        "The water crisis highlighted old rifts.",
        "The storm threatened to destroy the port.",
        "It is a force few ministers want to provoke.",
        "The plan calls for new roads.",
        "They hid it in just the trucks that urged people to stay away.",
        "A guard saw Vell bending down near the gate.",
        "The rebels conceded a penalty.",
        "The singer campaigned for the senator.",
        "A mother asked not to be named.",
        "The former sailor was set to remain in charge.",
        "Small dairies seldom go from strength to strength.",
        "Rovers 3 – Panama 0\nThe visitors took the lead.",
        "The last stand of the river - The Evening Post\nHundreds came to the camp.",
        "The union called a rally for Saturday.",
        "The owners had to explain themselves.",
        "What did the mayor say about the law?",
        "Anna Berg found her partner dead.",
        "Op-ed: Who speaks for the river?",
        'A group calling itself "the Hand" struck the port.',
        "Nobody had made the claim that he fled.",
        "In 2015, Kenya supported the government against the rebels.",
        "Benefits of solar power - Sunherald.com\nThe panels came in June.",
        "It was the only report of a bridge collapsing that week.",
        "The union sought to make a deal with the railway.",
        "The engineer intended to leave the firm.",
        "The mayor invited guests to the garden.",
        "The firm rejected the board's offer of a loan.",
        "If it were so, there would be more polls showing Kemp ahead.",
    ],
)
def test_things_and_figures_of_speech_say_nothing(annotate: Annotate, text: str) -> None:
    assert said(annotate(text)) == []


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("A series of articles found that the dam leaked.", "series of articles"),
        ("The campaign criticised the ruling.", "campaign"),
        ("The teller said that the bank was shut.", "teller"),
        ("Two charities and a number of towns that support the rules went to court.", "towns"),
        ("The list names 29 others who said that they had paid.", "29 others"),
        ("Two people died, a lawyer told the court.", "lawyer"),
    ],
)
def test_what_stands_for_somebody_speaks(annotate: Annotate, text: str, speaker: str) -> None:
    assert [each for each, _ in said(annotate(text))] == [speaker]


# ------------------------------------------------------------------------------------------------ where clauses belong
def test_who_is_urged_to_tell_is_who_tells(annotate: Annotate) -> None:
    found = said(annotate("Tomas Vell urged Anna Berg to tell tourists that the island was safe."))
    assert ("Anna Berg", "that the island was safe") in found


def test_what_was_demanded_does_not_go_on_to_speak(annotate: Annotate) -> None:
    text = "Anna Berg had written a letter, demanding Tomas Vell be freed and saying she did not trust the court."
    assert ("Anna Berg", "she did not trust the court") in said(annotate(text))


def test_who_boasts_goes_on_to_say(annotate: Annotate) -> None:
    text = "Several fans stood with the boxer as he boasted about the ring and said that most of them were young."
    assert {speaker for speaker, _ in said(annotate(text))} == {"boxer"}


def test_an_agent_is_not_what_is_said(annotate: Annotate) -> None:
    found = said(annotate("Anna Berg was personally recommended by the board to take over as director."))
    assert found == [("board", "to take over as director")]


def test_others_who_speak_end_what_was_said(annotate: Annotate) -> None:
    text = "The miners said they were tired and the owners accused them of fraud."
    assert said(annotate(text)) == [("miners", "they were tired"), ("owners", "them of fraud")]


def test_a_contrast_after_a_closing_mark_is_the_narrators(annotate: Annotate) -> None:
    text = "Voters say the plan is “unfair,” while others call it “odd.”"
    assert said(annotate(text))[0] == ("Voters", "the plan is “unfair,”")


# ---------------------------------------------------------------------------------------------------------- coreference
def test_a_title_before_two_names_is_borne_by_two(annotate: Annotate) -> None:
    text = "The campaign director Tomas Vell wrote to the campaign director Anna Berg."
    labels = {entity.label for entity in extract(annotate(text)).entities}
    assert {"Tomas Vell", "Anna Berg"} <= labels


def test_who_hears_it_is_no_part_of_it(annotate: Annotate) -> None:
    assert said(annotate("Anna Berg told BBC Radio Leeds that she was glad.")) == [("Anna Berg", "that she was glad")]


def test_a_quotation_after_an_abbreviation_is_a_sentence_of_its_own(annotate: Annotate) -> None:
    text = "Kemp was sold to a rival for £11m. “They wanted to build a team around him,” said Anna Berg."
    assert said(annotate(text)) == [("Anna Berg", "“They wanted to build a team around him,”")]


def test_a_quotation_after_a_colon_is_of_who_said_so(annotate: Annotate) -> None:
    text = "Its chair, Anna Berg, said the owners had to explain themselves: “We pay for this. They owe us an answer.”"
    assert said(annotate(text)) == [
        ("Anna Berg", "the owners had to explain themselves: “We pay for this. They owe us an answer.”")
    ]


def test_who_is_told_by_descent_alone_is_the_one_told_of_last(annotate: Annotate) -> None:
    text = "Manager Paul Kemp felt for his rival. “I know how he feels,” said the Australian."
    assert said(annotate(text))[-1] == ("Paul Kemp", "“I know how he feels,”")


# ----------------------------------------------------------------------------------------------------- what they say
@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        (
            "According to the Growers Union (GU), an alliance of farmers, the strike lasted three days.",
            "Growers Union",
            "the strike lasted three days",
        ),
        ("According to police, a man, a woman and a child died.", "police", "a man, a woman and a child died"),
        ("Nine men were shot dead, a nurse who treated the wounded told AFP.", "nurse", "Nine men were shot dead"),
        ("The rebels fled and, according to the mayor, burned the bridge.", "mayor", "burned the bridge"),
        ("The Doctors' Union counted 31 dead and 300 injured.", "Doctors' Union", "31 dead and 300 injured"),
        ("The hospital recorded five deaths since Monday.", "hospital", "five deaths since Monday"),
        ("The raid killed 40 people. The Ministry of Health speaks of 46.", "Ministry of Health", "46"),
        ("The toll rose to 41, while the union, based in Oslo, puts it at 54.", "union", "it at 54"),
        ("The damage was large and the union puts it at $5 million.", "union", "it at $5 million"),
        ("Ten people died, state television reported on Monday.", "state television", "Ten people died"),
        ("According to a count by the Red Cross, ten were hurt; the police left.", "Red Cross", "ten were hurt"),
        (
            "The inquiry heard from Ana Silva that the bank had sacked nine clerks.",
            "Ana Silva",
            "that the bank had sacked nine clerks",
        ),
        ("The ministry's latest analysis concluded that rents would fall.", "ministry", "that rents would fall"),
        (
            "A commander claimed the raid, but the spokesman, Tomas Vell, left the group, saying that it was wrong.",
            "Tomas Vell",
            "that it was wrong",
        ),
        (
            "Anna Berg accused the port of having hired thugs and of paying them in cash.",
            "Anna Berg",
            "the port of having hired thugs and of paying them in cash",
        ),
    ],
)
def test_a_source_says_its_own_words_and_figures(annotate: Annotate, text: str, speaker: str, content: str) -> None:
    assert said(annotate(text))[-1] == (speaker, content)


@pytest.mark.parametrize("text", ["She counted to ten.", "He counted on his friends.", "They recorded ten songs."])
def test_who_counts_other_things_says_nothing(annotate: Annotate, text: str) -> None:
    assert said(annotate(text)) == []


def test_a_statement_is_by_who_said_so_in_a_communique(annotate: Annotate) -> None:
    text = "The raid failed, the Chadian government said in a communiqué. Ten rebels died, the statement added."
    assert [speaker for speaker, _ in said(annotate(text))] == ["Chadian government"] * 2


def test_what_is_put_at_risk_is_no_figure(annotate: Annotate) -> None:
    assert said(annotate("The bank kept the port. The union puts it at risk.")) == []


def test_a_label_before_who_says_so_says_nothing(annotate: Annotate) -> None:
    text = "Vumba rebels: army says it killed nine fighters\n\nThe fighting went on for two days."
    assert [speaker for speaker, _ in said(annotate(text))] == ["army"]


# ------------------------------------------------------------------------------------------------ where content ends
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Karen Holt replied to Paul Kemp's charge that closing the mine killed the valley.",
            [("Paul Kemp", "that closing the mine killed the valley")],
        ),
        ("The mayor replied to reporters that he would leave.", [("mayor", "that he would leave")]),
        ("The actor said in a statement that he had left.", [("actor", "that he had left")]),
        (
            "Paul Kemp pledged to cut taxes while accusing his rival of bribery.",
            [("Paul Kemp", "to cut taxes"), ("Paul Kemp", "his rival of bribery")],
        ),
        (
            "The board promised to hire 300 workers while keeping wages low.",
            [("board", "to hire 300 workers while keeping wages low")],
        ),
        ("“It fled,” Anna Berg wrote in “The Long River”.", [("Anna Berg", "“It fled,”")]),
        ("Clerks were talking about “Fall: How Rivers Die”.", [("Clerks", "“Fall: How Rivers Die”")]),
        (
            "The family sent a fax to local police explaining that doctors were attacked.",
            [("family", "that doctors were attacked")],
        ),
    ],
)
def test_whose_words_and_how_far(annotate: Annotate, text: str, expected: list[tuple[str, str]]) -> None:
    assert said(annotate(text)) == expected


@pytest.mark.parametrize(
    ("text", "certainty", "tense"),
    [
        ("I hope next week the owner says, “We will pay.”", "underspecified", "future"),
        ("I hope the judge tells them that the fraud was real.", "underspecified", "future"),
        ("The court will say on Monday that the strike was illegal.", "underspecified", "future"),
        ("Anna Berg will fly to Oslo to urge voters to stay calm.", "underspecified", "future"),
        ("The court said on Monday that the strike was illegal.", "certain", "non-future"),
    ],
)
def test_what_is_hoped_or_to_be_said_is_ahead(annotate: Annotate, text: str, certainty: str, tense: str) -> None:
    (claim,) = extract(annotate(text)).claims
    assert (claim.factuality.certainty, claim.factuality.tense) == (certainty, tense)
