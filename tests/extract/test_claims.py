"""Who says what: sources, cues and contents by pattern, and what is no claim."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgbuild.extract import claims
from kgbuild.extract.claims.reporting import Frame, noun_classes, verb_classes
from kgbuild.extract.document import extract
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.model import Annotated, Certainty, Polarity

Annotate = Callable[..., Annotated]


class Told(NamedTuple):
    """An attribution in words."""

    source: str
    cue: str
    content: str
    polarity: Polarity = "positive"
    certainty: Certainty = "certain"


def told(annotated: Annotated) -> list[Told]:
    text = annotated.article.text
    return [
        Told(
            *(" … ".join(text[b:e] for b, e in spans) for spans in (a.source_spans, a.cue_spans, a.content_spans)),
            a.polarity,
            a.certainty,
        )
        for a in claims.find(annotated)
    ]


def test_a_place_before_a_colon_tells_where(annotate: Annotate) -> None:
    assert told(annotate("Kenya: hundreds flee the floods\n\nIt rained.")) == []
    assert [said.source for said in told(annotate('Kenya: "We will not pay"\n\nIt rained.'))] == ["Kenya"]


def test_who_hears_it_is_no_content(annotate: Annotate) -> None:
    [said] = told(annotate("Ten miners died, a doctor told reporters."))
    assert (said.source, said.cue, said.content) == ("a doctor", "told", "Ten miners died")


def test_a_relative_clause_stands_between_source_and_cue(annotate: Annotate) -> None:
    found = told(annotate("Soldiers burned the mill, a resident, who hid in a barn, said."))
    assert [(said.source, said.content) for said in found] == [("a resident", "Soldiers burned the mill")]


def words(annotated: Annotated, tokens: tuple[int, ...]) -> list[str]:
    return [annotated.doc[token].text for token in tokens]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        (
            "The mayor said that the bridge was closed.",
            "The mayor",
            "said",
            "that the bridge was closed",
        ),
        (
            "If the dam breaks, the army will move the villagers, the mayor said.",
            "the mayor",
            "said",
            "If the dam breaks, the army will move the villagers",
        ),
        (
            "The fire was claimed by the Northern Front in a video.",
            "the Northern Front",
            "was claimed",
            "The fire",
        ),
        (
            "Police raised the toll to 19.",
            "Police",
            "raised",
            "the toll to 19",
        ),
        (
            "The mayor defended his plan: “We need the tunnel.”",
            "The mayor",
            "defended",
            "his plan … “We need the tunnel.”",
        ),
        (
            "Anna Berg was blunt: “They lied to us.”",
            "Anna Berg",
            "was",
            "“They lied to us.”",
        ),
        (
            "Organisers put the turnout at more than 900.",
            "Organisers",
            "put",
            "the turnout at more than 900",
        ),
        (
            "The hospital gave the number of wounded as twelve.",
            "The hospital",
            "gave",
            "the number of wounded as twelve",
        ),
        (
            "She is proposing large works like paving 300 roads by 2030.",
            "She",
            "is proposing",
            "large works like paving 300 roads by 2030",
        ),
        (
            "They called for a new deal for farmers, including better roads.",
            "They",
            "called",
            "a new deal for farmers, including better roads",
        ),
        (
            "The agency said that the singer had fled, citing a relative.",
            "a relative",
            "said",
            "that the singer had fled",
        ),
        (
            "The bridge was closed, the mayor said on Monday.",
            "the mayor",
            "said",
            "The bridge was closed",
        ),
        (
            "The bridge, the mayor said, would be closed.",
            "the mayor",
            "said",
            "The bridge … would be closed",
        ),
        (
            "“We closed the bridge,” the mayor said.",
            "the mayor",
            "said",
            "“We closed the bridge,”",
        ),
        (
            "“We closed the bridge,” said Ana Lima, the mayor.",
            "Ana Lima, the mayor",
            "said",
            "“We closed the bridge,”",
        ),
        (
            "“We closed the bridge,” has reported this city council.",
            "this city council",
            "has reported",
            "“We closed the bridge,”",
        ),
        (
            "“We closed the bridge,” the mayor said. “It was not safe.”",
            "the mayor",
            "said",
            "“We closed the bridge,” … “It was not safe.”",
        ),
        (
            "“We closed the bridge,” the mayor said, “because it was not safe.”",
            "the mayor",
            "said",
            "“We closed the bridge,” … “because it was not safe.”",
        ),
        (
            "“We closed the bridge. It was not safe. Nobody was hurt,” the mayor said.",
            "the mayor",
            "said",
            "“We closed the bridge. It was not safe. Nobody was hurt,”",
        ),
        (
            "“Why did you close the bridge?” Ms. Lima asked.",
            "Ms. Lima",
            "asked",
            "“Why did you close the bridge?”",
        ),
        (
            "The mayor said: “We closed the bridge.”",
            "The mayor",
            "said",
            "“We closed the bridge.”",
        ),
        (
            "“The bridge was old.\n\n“We closed it,” the mayor said.",
            "the mayor",
            "said",
            "“The bridge was old. … “We closed it,”",
        ),
        (
            "According to the mayor, the bridge was closed.",
            "the mayor",
            "According to",
            "the bridge was closed",
        ),
        (
            "The bridge was closed, according to the mayor.",
            "the mayor",
            "according to",
            "The bridge was closed",
        ),
        (
            "The council announced the closure of the bridge.",
            "The council",
            "announced",
            "the closure of the bridge",
        ),
        (
            "The council promised to close the bridge.",
            "The council",
            "promised",
            "to close the bridge",
        ),
        (
            "The council accused the firm of fraud.",
            "The council",
            "accused",
            "the firm of fraud",
        ),
        (
            "Many rejected the mayor’s claim that the bridge was safe.",
            "the mayor",
            "claim",
            "that the bridge was safe",
        ),
        (
            "As the mayor put it, the bridge was a trap.",
            "the mayor",
            "put",
            "the bridge was a trap",
        ),
        (
            "The bridge was a trap, as the mayor had warned.",
            "the mayor",
            "had warned",
            "The bridge was a trap",
        ),
        (
            "In the view of most engineers, the bridge was a trap.",
            "most engineers",
            "In the view of",
            "the bridge was a trap",
        ),
        (
            "Per the mayor, the bridge was a trap.",
            "the mayor",
            "Per",
            "the bridge was a trap",
        ),
        (
            "The survey found 31 cracks in the bridge.",
            "The survey",
            "found",
            "31 cracks in the bridge",
        ),
        (
            "The council sees the bridge as a burden.",
            "The council",
            "sees",
            "the bridge as a burden",
        ),
        (
            "The council hailed the bridge as “a triumph”.",
            "The council",
            "hailed",
            "the bridge as “a triumph”",
        ),
        (
            "The council expressed concern about the bridge.",
            "The council",
            "expressed",
            "concern about the bridge",
        ),
        (
            "„The bridge is safe“, the mayor said.",
            "the mayor",
            "said",
            "„The bridge is safe“",
        ),
        (
            "In an interview with “The Evening Show,” the mayor said that the bridge was safe.",
            "the mayor",
            "said",
            "that the bridge was safe",
        ),
        (
            "“We closed it,” the mayor said at a rally in Bern, Ohio, “but it was safe.”",
            "the mayor",
            "said",
            "“We closed it,” … “but it was safe.”",
        ),
        (
            "The mayor claimed that in 1994, while she was abroad, the bridge was sold.",
            "The mayor",
            "claimed",
            "that in 1994, while she was abroad, the bridge was sold",
        ),
        (
            "The mayor added:\n\nThe bridge was a trap. It is closed.\n\nIt was built in 1931.",
            "The mayor",
            "added",
            "The bridge was a trap. It is closed",
        ),
        (
            "The mayor held a meeting announcing that the bridge was safe.",
            "The mayor",
            "announcing",
            "that the bridge was safe",
        ),
        (
            "There are fears among residents that the bridge will fall.",
            "residents",
            "fears",
            "that the bridge will fall",
        ),
        (
            "Bridge falls in storm: police\n\nIt was built in 1931.",
            "police",
            ":",
            "Bridge falls in storm",
        ),
        (
            "Steel bridges rusting faster than thought, study finds\n\nThe work covered forty of them.",
            "study",
            "finds",
            "Steel bridges rusting faster than thought",
        ),
    ],
)
def test_patterns(annotate: Annotate, text: str, source: str, cue: str, content: str) -> None:
    found = [(t.source, t.cue, t.content) for t in told(annotate(text))]
    assert (source, cue, content) in found


def test_participles_share_the_source_of_the_main_verb(annotate: Annotate) -> None:
    found = told(annotate("“We closed the bridge,” the mayor said, adding that nobody was hurt."))
    assert [(t.source, t.cue, t.content) for t in found] == [
        ("the mayor", "said", "“We closed the bridge,”"),
        ("the mayor", "adding", "that nobody was hurt"),
    ]


def test_an_aside_after_an_inner_claim_is_the_outer_speakers(annotate: Annotate) -> None:
    found = told(annotate("The mayor said the firm claimed that the bridge was safe, adding that he disagreed."))
    assert [(t.source, t.cue) for t in found] == [
        ("The mayor", "said"),
        ("The mayor", "adding"),
        ("the firm", "claimed"),
    ]


def test_coordinated_verbs_share_their_subject(annotate: Annotate) -> None:
    found = told(annotate("The mayor said that the bridge was closed and warned that the road was icy."))
    assert [(t.source, t.cue) for t in found] == [("The mayor", "said"), ("The mayor", "warned")]


def test_a_relative_pronoun_is_the_span_and_its_noun_the_source(annotate: Annotate) -> None:
    annotated = annotate("The mayor, who said that the bridge was safe, resigned.")
    (found,) = claims.find(annotated)
    assert annotated.article.text[slice(*found.source_spans[0])] == "who"
    assert words(annotated, found.sources) == ["mayor"]


# ------------------------------------------------------------------------------------------------ what is no claim
@pytest.mark.parametrize(
    "text",
    [
        "The mayor declined to say how many people were hurt.",
        "The mayor did not say that the bridge was closed.",
        "The mayor has not specified how many buses burned.",
        "The firm was accused of fraud.",
        "Police found the bridge burning.",
        "The clinic saw its income fall.",
        "The court heard that Olm had stabbed a guard.",
        "The engineers tried to prove that the bridge was safe.",
        "The toll is two euros per car.",
        "Editor's note: the bridge is closed.",
        "Fire on the bridge: what we know\n\nIt broke out at noon.",
        "It was reported that the bridge had fallen.",
        "The bridge fell into the river.",
        "",
        "“”",
    ],
)
def test_no_claim(annotate: Annotate, text: str) -> None:
    assert told(annotate(text)) == []


def test_a_denial_is_negative(annotate: Annotate) -> None:
    assert told(annotate("The army denied that it had fired.")) == [
        Told("The army", "denied", "that it had fired", "negative", "certain")
    ]


def test_disbelief_is_negative(annotate: Annotate) -> None:
    (found,) = told(annotate("The mayor does not believe that the bridge is safe."))
    assert (found.polarity, found.certainty) == ("negative", "probable")


@pytest.mark.parametrize(
    "text",
    [
        "The mayor may say that the bridge is safe.",
        "If the mayor says that the bridge is safe, people will use it.",
        "The mayor wants people to use the bridge.",
    ],
)
def test_what_nobody_asserts_is_underspecified(annotate: Annotate, text: str) -> None:
    found = told(annotate(text))
    assert found
    assert {t.certainty for t in found} == {"underspecified"}


def test_words_inside_a_quotation_make_no_claim_of_their_own(annotate: Annotate) -> None:
    found = told(annotate("“I think that the firm said it was safe,” the mayor said."))
    assert [t.source for t in found] == ["the mayor"]


def test_what_a_speaker_says_of_thoughts_is_one_claim(annotate: Annotate) -> None:
    found = told(annotate("The mayor said that people hoped that the bridge was safe."))
    assert [(t.source, t.cue) for t in found] == [("The mayor", "said")]


@pytest.mark.parametrize("text", ["I think that the bridge is safe.", "We know that the bridge is safe."])
def test_the_narrators_words_are_no_claim(annotate: Annotate, text: str) -> None:
    assert told(annotate(text)) == []


def test_reports_stand_for_their_unnamed_source(annotate: Annotate) -> None:
    assert told(annotate("Crowds gathered amid reports that the king had fled.")) == [
        Told("reports", "reports", "that the king had fled", "positive", "probable")
    ]


def test_what_an_unknown_it_says_stays_on_its_word(annotate: Annotate) -> None:
    facts = extract(annotate("It said that a bomb killed nine people."))
    (claim,) = facts.claims
    assert [entity.label for entity in facts.entities if entity.key in claim.speakers] == ["It"]
    assert {event.key for event in facts.events} <= set(claim.reports)


@pytest.mark.parametrize(
    "text",
    [
        "TASS, citing two officials, reported that the bridge had fallen.",
        "The bridge has fallen, TASS reported, citing two officials.",
    ],
)
def test_whom_an_outlet_cites_is_the_source(annotate: Annotate, text: str) -> None:
    annotated = annotate(text)
    (found,) = claims.find(annotated)
    assert words(annotated, found.sources) == ["officials"]
    assert words(annotated, found.relayers) == ["TASS"]


def test_a_channel_blames_nobody(annotate: Annotate) -> None:
    found = told(annotate("The mayor put a note on Telegram blaming the contractor for the leak."))
    assert [(t.source, t.content) for t in found] == [("The mayor", "the contractor for the leak")]


def test_what_one_speaks_about_is_given(annotate: Annotate) -> None:
    facts = extract(annotate("The minister spoke about the attack on Monday."))
    assert [claim.reports for claim in facts.claims] == [()]


def test_a_station_that_speaks_is_an_outlet(annotate: Annotate) -> None:
    facts = extract(annotate("State radio said that a bomb killed nine people."))
    (claim,) = facts.claims
    assert [entity.kind for entity in facts.entities if entity.key in claim.speakers] == ["MediaOrganization"]


# --------------------------------------------------------------------------------------- quotations, nesting, channels
def test_quotes_are_the_words_between_the_marks(annotate: Annotate) -> None:
    annotated = annotate("“We lost ‘all’,” she said, “in one night.” He called them “traitors”.")
    text = annotated.article.text
    found = claims.find(annotated)
    assert [text[slice(*quote)] for quote in found[0].quotes] == ["We lost ‘all’,", "in one night."]
    assert [text[slice(*quote)] for quote in found[1].quotes] == ["traitors"]


def test_a_claim_inside_a_claim_is_inner(annotate: Annotate) -> None:
    annotated = annotate("It rained. The mayor said that the firm claimed that the bridge was safe.")
    outer, inner = claims.find(annotated)
    assert (outer.inner, inner.inner) == ((1,), ())


@pytest.mark.parametrize(
    ("text", "speaker", "relayers"),
    [
        ("“We fled,” said Ana Lima, cited by TASS, Reuters and the local press.", "Lima", ["TASS", "Reuters", "press"]),
        ("According to the ministry, quoted by Reuters, eight people died.", "ministry", ["Reuters"]),
        ("“We fled,” Ana Lima told Reuters on Monday.", "Lima", ["Reuters"]),
        ("Ana Lima told Radio Libertas that two had died.", "Lima", ["Libertas"]),
        ("TASS quoted the minister as saying that eight people had died.", "minister", ["TASS"]),
        ("The minister was quoted by TASS as saying that eight people had died.", "minister", ["TASS"]),
        ("Reuters reported that the minister said that talks had failed.", "minister", ["Reuters"]),
        ("Two ships had sunk, Radio Vela said citing the governor.", "governor", ["Vela"]),
        ("TASS said that two sailors had died, citing the hospital.", "hospital", ["TASS"]),
        (
            "The Kyiv Post reported on Monday, citing Ukrainian intelligence, that two barges had sunk.",
            "intelligence",
            ["Post"],
        ),
    ],
)
def test_relayers(annotate: Annotate, text: str, speaker: str, relayers: list[str]) -> None:
    annotated = annotate(text)
    carried = [found for found in claims.find(annotated) if found.relayers]
    assert [words(annotated, found.sources) for found in carried] == [[speaker]]
    assert words(annotated, carried[0].relayers) == relayers


def test_a_thing_that_is_cited_says_nothing(annotate: Annotate) -> None:
    annotated = annotate("TASS said that the port was shut, citing a shortage of coal.")
    assert "TASS" in {word for found in claims.find(annotated) for word in words(annotated, found.sources)}
    assert not [found for found in claims.find(annotated) if found.relayers]


def test_a_relay_is_no_part_of_the_content(annotate: Annotate) -> None:
    (found,) = told(annotate("According to the bank, quoted by daily papers, nine tellers left."))
    assert (found.source, found.content) == ("the bank", "nine tellers left")


@pytest.mark.parametrize(
    ("text", "media"),
    [
        ("The ministry said on state television that eight people had died.", ["television"]),
        ("The ministry reported on television of some deaths.", ["television"]),
        ("“We fled,” she wrote on her Telegram channel.", ["Telegram"]),
        ("“We fled,” the ministry said in a statement published on its website.", ["website"]),
        ("The ministry said that the protest was planned on television.", []),
        ("The ministry said that eight people had died.", []),
    ],
)
def test_media(annotate: Annotate, text: str, media: list[str]) -> None:
    annotated = annotate(text)
    assert words(annotated, claims.find(annotated)[0].media) == media


@pytest.mark.parametrize(
    "text",
    [
        "The ministry said in a statement that ten people fell ill. The statement added that two had died.",
        "It snowed. A ministry statement said that two people had died.",
        "It snowed. A statement by the ministry said that two people had died.",
        "It snowed. The ministry’s statement said that two people had died.",
    ],
)
def test_the_issuer_of_a_statement(annotate: Annotate, text: str) -> None:
    annotated = annotate(text)
    found = claims.find(annotated)[-1]
    assert words(annotated, found.sources) == ["statement"]
    assert words(annotated, found.issuers) == ["ministry"]


def test_order_is_that_of_the_text(annotate: Annotate) -> None:
    found = claims.find(annotate("“A fire,” said Ana. “A flood,” said Ivo. According to Mia, it rained."))
    begins = [min(s.begin for s in (*a.source_spans, *a.cue_spans, *a.content_spans)) for a in found]
    assert len(found) == 3
    assert begins == sorted(begins)


# ------------------------------------------------------------------------------------------------------- any text
SPEECH = [
    "the mayor",
    "said",
    "not",
    "denied",
    "adding",
    "that",
    "it rained",
    "the claim that",
    "statement",
    "and",
    "I",
]
CHANNELS = ["according to", "cited by", "quoted", "as saying", "TASS", "on television"]
MARKS = ["“", "”", '"', "'", ",", ".", ":", "—", "\n\n"]
FRAGMENTS = st.lists(st.sampled_from([*SPEECH, *CHANNELS, *MARKS]), max_size=25).map(" ".join)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.one_of(FRAGMENTS, st.text(max_size=60)))
def test_any_text_gives_spans_inside_it(annotate: Annotate, text: str) -> None:
    annotated = annotate(text)
    found = claims.find(annotated)
    for attribution in found:
        spans = (*attribution.source_spans, *attribution.cue_spans, *attribution.content_spans)
        assert attribution.source_spans
        assert attribution.cue_spans
        assert attribution.content_spans
        assert all(0 <= begin < end <= len(text) for begin, end in spans)
        assert all(text[begin:end].strip() for begin, end in spans)
        assert all(0 <= number < len(found) for number in attribution.inner)
        for quote in attribution.quotes:
            assert any(begin <= quote.begin and quote.end <= end for begin, end in attribution.content_spans)


# ------------------------------------------------------------------------------------------------------- the lexicon
def test_the_lexicon_is_well_formed() -> None:
    for table in (*load_lexicon("reporting")["verbs"], *load_lexicon("reporting")["nouns"]):
        assert set(table) <= {
            "name",
            "certainty",
            "polarity",
            "frames",
            "prepositions",
            "lemmas",
            "neg_raising",
            "speech",
            "objects",
            "by_documents",
            "by_anything",
        }
        assert table["certainty"] in get_args(Certainty)
        assert table.get("polarity", "positive") in get_args(Polarity)
        assert set(table["frames"]) <= set(get_args(Frame))
        governs = {"preposition", "predication"} & set(table["frames"])
        assert governs if table.get("prepositions") else "preposition" not in governs
        assert len(set(table["lemmas"])) == len(table["lemmas"])
        assert all(lemma == lemma.lower() for lemma in table["lemmas"])


def test_the_lexicon_is_found_by_lemma() -> None:
    assert [kind.name for kind in verb_classes()["deny"]] == ["denial"]
    assert noun_classes()["rumour"][0].certainty == "possible"


@pytest.mark.parametrize(
    "text",
    [
        "The minister spoke on condition of anonymity.",
        "The men were blamed by police.",
        "The sign carried one message: “No dogs.”",
        "An earlier count put the number of dead at 40.",
    ],
)
def test_neither_terms_nor_people_nor_signs_are_what_is_said(annotate: Annotate, text: str) -> None:
    assert told(annotate(text)) == []


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The union called on the minister, Colonel Ana Berg, to resign.", "the minister, Colonel Ana Berg, to resign"),
        ("Halvorsen said on Monday it had bought the mill.", "it had bought the mill"),
        ("Solbakken promised investors to close the mill.", "to close the mill"),
        ("The board called on Honduras to investigate it promptly.", "Honduras to investigate it promptly"),
    ],
)
def test_contents_begin_and_end_where_they_should(annotate: Annotate, text: str, content: str) -> None:
    found = claims.find(annotate(text))
    assert [text[span.begin : span.end] for each in found for span in each.content_spans] == [content]


def test_nobody_quoted_is_the_source_of_what_the_narrator_adds(annotate: Annotate) -> None:
    text = '"The state knew, and it left him alone," Berg said, referring to the threats.'
    assert {text[s.begin : s.end] for each in claims.find(annotate(text)) for s in each.source_spans} == {"Berg"}


def test_who_is_cited_first_thing_breaks_nothing(annotate: Annotate) -> None:
    assert extract(annotate("Citing a drought, the ministry said that the port would close.")).claims


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("There were rumours that guards stabbed a clerk.", ["rumours"]),
        ("Rumours that guards stabbed a clerk are false.", []),
        ("There is no truth to reports that guards stabbed a clerk.", []),
        ("Doctors said not 30 but 50 people died.", ["Doctors"]),
        ("Doctors did not say that 50 people died.", []),
    ],
)
def test_nobody_unnamed_says_what_is_untrue(annotate: Annotate, text: str, sources: list[str]) -> None:
    assert [each.source for each in told(annotate(text))] == sources


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        (
            "Radio Vela reported citing the governor that two mills were burned.",
            "the governor",
            "that two mills were burned",
        ),
        ("The agency reported citing police that a bomb exploded.", "police", "that a bomb exploded"),
        ("The agency reported, citing high prices, that bakers had closed.", "The agency", "that bakers had closed"),
    ],
)
def test_whom_an_outlet_cites_says_the_clause_behind(annotate: Annotate, text: str, source: str, content: str) -> None:
    assert (source, content) in [(each.source, each.content) for each in told(annotate(text))]
