"""Who is who in reports of coups, cabinets and courts: whole texts of our own, asked for what one would ask of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from kgbuild.extract.document import extract
from kgbuild.model import Annotated, Entity, Facts

Annotate = Callable[..., Annotated]


def entity_at(text: str, facts: Facts, phrase: str, last: bool = False) -> Entity:
    """The entity whose mention is a phrase of the text, at its first or last place."""
    begin = text.rindex(phrase) if last else text.index(phrase)
    return next(
        e for e in facts.entities for m in e.mentions if (m.span.begin, m.span.end) == (begin, begin + len(phrase))
    )


def posts(facts: Facts) -> set[tuple[str, str, str | None, bool]]:
    label = {entity.key: entity.label for entity in facts.entities}
    return {
        (label[m.member], m.role, label.get(m.organization or m.jurisdiction or m.country or ""), m.former)
        for m in facts.memberships
    }


def relays(facts: Facts) -> set[tuple[str, str]]:
    label = {entity.key: entity.label for entity in facts.entities}
    return {(label[who], label[by]) for c in facts.claims for who in c.speakers for by in c.relayed_by}


def triples(facts: Facts) -> Iterable[tuple[str, str, str]]:
    label = {entity.key: entity.label for entity in facts.entities}
    return [
        (label[s.subject], s.predicate, label.get(str(s.object), "")) for s in facts.statements if s.subject in label
    ]


# ------------------------------------------------------------------------------------------------------ countries
def said(annotated: Annotated) -> set[tuple[str, str]]:
    """Who says what: the labels of speakers with the words of their claims."""
    facts, text = extract(annotated), annotated.article.text
    label = {entity.key: entity.label for entity in facts.entities}
    return {(label[who], text[b:e]) for claim in facts.claims for who in claim.speakers for b, e in claim.content_spans}


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Voters in Georgia met in Tbilisi. Georgian police watched, and U.S. envoys left.", "GE"),
        ("Voters in Georgia went to the polls.", "GE"),
        ("Governor Ana Berg of Georgia met the U.S. president in Atlanta.", None),
        ("Troops of Congo fled. Kinshasa was calm.", "CD"),
        ("The junta in Niger met Nigerian envoys. Nigeria wants a vote.", "NE"),
    ],
)
def test_a_name_of_several_countries_is_of_the_one_the_text_tells_of(
    annotate: Annotate, text: str, country: str | None
) -> None:
    facts = extract(annotate(text))
    name = next(name for name in ("Georgia", "Congo", "Niger") if name in text)
    assert entity_at(text, facts, name).country == country


@pytest.mark.parametrize(
    ("phrase", "kind"), [("region of Lima", "Region"), ("city of Lima", "City"), ("towns of the north", "Place")]
)
def test_a_place_is_what_it_is_called(annotate: Annotate, phrase: str, kind: str) -> None:
    text = f"Farmers blocked roads in the {phrase}."
    found = [e.kind for e in extract(annotate(text)).entities if any(phrase.split()[-1] in e.label for _ in [0])]
    assert found == [kind]


# ---------------------------------------------------------------------------------------------------------- posts
@pytest.mark.parametrize(
    ("text", "post"),
    [
        (
            "Greek Foreign Minister Nikos Vell met his French counterpart, Luc Roy, in Athens.",
            ("Luc Roy", "Foreign Minister", "France", False),
        ),
        (
            "Egyptian Foreign Minister Omar Said and his Greek and Cypriot counterparts, Nikos Vell and Eleni Pavlou, "
            "met in Cairo.",
            ("Eleni Pavlou", "Foreign Minister", "Cyprus", False),
        ),
        (
            "Portugal advised its citizens to stay home, and Foreign Minister Rui Vell called for calm.",
            ("Rui Vell", "Foreign Minister", "Portugal", False),
        ),
        (
            "Kenya mourned on Monday. Orla Brennan served as justice minister of Kenya until 2012.",
            ("Orla Brennan", "Justice Minister", "Kenya", True),
        ),
        (
            "EU foreign policy chief Orla Brennan condemned the verdict.",
            ("Orla Brennan", "Foreign Policy Chief", "EU", False),
        ),
    ],
)
def test_posts_by_counterparts_clauses_and_service(
    annotate: Annotate, text: str, post: tuple[str, str, str | None, bool]
) -> None:
    assert post in posts(extract(annotate(text)))


def test_more_countries_than_names_tell_no_post(annotate: Annotate) -> None:
    text = "Greek Foreign Minister Nikos Vell met his French and Cypriot counterparts, Luc Roy among them."
    assert {post[0] for post in posts(extract(annotate(text)))} == {"Nikos Vell"}


def test_one_of_several_ministers_holds_no_post_of_many(annotate: Annotate) -> None:
    text = "The ministers of Economy, Julio Vell, and of Mines, Rosa Diaz, left their posts. Peru waits."
    assert not [post for post in posts(extract(annotate(text))) if post[1].endswith("s")]


# --------------------------------------------------------------------------------------------------- who is meant
@pytest.mark.parametrize(
    ("text", "phrase", "name"),
    [
        ("Its chairman, Kenyan President Orla Brennan, said that talks had failed.", "Its chairman", "Orla Brennan"),
        (
            "Peru's president, Ricardo Vell, spoke on Monday. The head of state promised reform.",
            "The head of state",
            "Ricardo Vell",
        ),
        (
            "The prime minister, Elsa Vell, resigned. Police questioned the former prime minister on Tuesday.",
            "the former prime minister",
            "Elsa Vell",
        ),
        (
            "The National Committee for Order took power. "
            + "It rained. " * 8
            + "On Sunday the committee denied that anybody had died.",
            "the committee",
            "National Committee for Order",
        ),
    ],
)
def test_a_noun_takes_up_whom_it_means(annotate: Annotate, text: str, phrase: str, name: str) -> None:
    facts = extract(annotate(text))
    assert entity_at(text, facts, phrase) == entity_at(text, facts, name)


def test_the_former_holder_is_nobody_of_whom_no_leaving_is_told(annotate: Annotate) -> None:
    text = "The president, Orla Brennan, spoke in Lima. The former president was questioned on Tuesday."
    facts = extract(annotate(text))
    assert entity_at(text, facts, "The former president") != entity_at(text, facts, "Orla Brennan")


def test_they_of_a_speaker_are_whom_it_accused(annotate: Annotate) -> None:
    text = 'Ana Berg accused the soldiers of arresting activists. "They take people at night," she said.'
    facts = extract(annotate(text))
    assert entity_at(text, facts, "They") == entity_at(text, facts, "the soldiers")


def test_them_of_a_second_verb_are_the_object_of_the_first(annotate: Annotate) -> None:
    text = "Prosecutors said the men had met officers and offered them money."
    facts = extract(annotate(text))
    assert entity_at(text, facts, "them") == entity_at(text, facts, "officers")


@pytest.mark.parametrize(
    ("text", "phrase", "name"),
    [
        (
            "Kenya Rights Watch blamed the army. The Lima-based group said on Monday that soldiers had lied.",
            "The Lima-based group",
            "Kenya Rights Watch",
        ),
        (
            "The president of Tunisia, Karim Vell, won. The president of the electoral body, Omar Said, said many "
            "had voted. “The president has won against nobody,” a rival said.",
            "The president",
            "Karim Vell",
        ),
        (
            "The president of Tunisia, Karim Vell, won. The president of Algeria, Omar Said, congratulated his "
            "Tunisian counterpart.",
            "his Tunisian counterpart",
            "Karim Vell",
        ),
    ],
)
def test_a_noun_takes_up_what_it_may_mean(annotate: Annotate, text: str, phrase: str, name: str) -> None:
    facts = extract(annotate(text))
    assert entity_at(text, facts, phrase, last=True) == entity_at(text, facts, name)


def test_a_militia_is_called_by_the_word_before_its_noun(annotate: Annotate) -> None:
    text = "The army fought the Fano militia in May. Fano denied it."
    facts = extract(annotate(text))
    assert entity_at(text, facts, "Fano", last=True) == entity_at(text, facts, "the Fano militia")


@pytest.mark.parametrize(
    ("text", "post"),
    [
        (
            "The Islamist party Ennahda, whose leader Karim Vell is in jail, denied it.",
            ("Karim Vell", "Leader", "Ennahda", False),
        ),
        (
            "Thousands marched. Forces of the Salvation Front stayed away. Its leader, Omar Said, spoke.",
            ("Omar Said", "Leader", "Salvation Front", False),
        ),
        (
            "He met Abiy and Kenyan President Karim Vell in Nairobi, Kenya.",
            ("Karim Vell", "President", "Kenya", False),
        ),
    ],
)
def test_posts_of_whose_and_its(annotate: Annotate, text: str, post: tuple[str, str, str | None, bool]) -> None:
    assert post in posts(extract(annotate(text)))


def test_a_name_that_ner_drew_over_a_place_and_a_person_is_two(annotate: Annotate) -> None:
    text = "They punished the head of the prison of Navapolatsk, Andrei Palchyk, whom Kenya accuses of torture."
    assert "Andrei Palchyk" in {e.label for e in extract(annotate(text)).entities if e.kind == "Person"}


# --------------------------------------------------------------------------------------------------------- claims
@pytest.mark.parametrize(
    ("text", "relay"),
    [
        ("Ten people died, a doctor told Lusa.", ("doctor", "Lusa")),
        ("Ten people died, a doctor told Vumba Info.", ("doctor", "Vumba Info")),
        ("“It is over,” Orla Brennan said in an interview with Reuters.", ("Orla Brennan", "Reuters")),
    ],
)
def test_who_is_told_carries_the_words(annotate: Annotate, text: str, relay: tuple[str, str]) -> None:
    assert relays(extract(annotate(text))) == {relay}


def test_a_minister_who_is_told_is_no_outlet(annotate: Annotate) -> None:
    assert not relays(extract(annotate("Ten people died, a doctor told Orla Brennan.")))


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        (
            "His wife, Nora, told reporters outside the courthouse that he would appeal.",
            "Nora",
            "that he would appeal",
        ),
        (
            "According to the newspaper El Vigía, the promoters of the motion already have 79 votes.",
            "El Vigía",
            "the promoters of the motion already have 79 votes",
        ),
        (
            "Ten people were hurt, according to the balance of the Ombudsman's Office.",
            "Ombudsman's Office",
            "Ten people were hurt",
        ),
    ],
)
def test_who_says_what(annotate: Annotate, text: str, speaker: str, content: str) -> None:
    assert said(annotate(text)) == {(speaker, content)}


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        (
            "Moscow condemned what spokesman Dmitry Vell described as “interference in the affairs of Kenya”.",
            "Dmitry Vell",
            "“interference in the affairs of Kenya”",
        ),
        (
            "The league accused the army of theft, in a report that the government dismissed as “fabricated”.",
            "government",
            "“fabricated”",
        ),
        (
            "The spokesman, Anatoly Vell, called the sanctions “a hostile gesture” on Monday.",
            "Anatoly Vell",
            "the sanctions “a hostile gesture”",
        ),
        (
            "He is held, according to the human rights centre Viasna, whose founder, Ales Vell, is also behind bars.",
            "Viasna",
            "He is held",
        ),
        (
            "She will appeal, according to her lawyer, Abdessattar Messaoudi.",
            "Abdessattar Messaoudi",
            "She will appeal",
        ),
    ],
)
def test_who_is_told_to_say_so(annotate: Annotate, text: str, speaker: str, content: str) -> None:
    assert (speaker, content) in said(annotate(text))


@pytest.mark.parametrize(
    ("text", "is_medium"),
    [
        ("Orla Brennan wrote on X that she would go.", True),
        ("Orla Brennan said so on X.", True),
        ("Orla Brennan said so in a letter spread through her X account.", True),
        ("Orla Brennan boarded the X train.", False),
    ],
)
def test_a_letter_is_a_medium_where_one_writes_on_it(annotate: Annotate, text: str, is_medium: bool) -> None:
    assert ("X" in {e.label for e in extract(annotate(text)).entities if e.kind == "Medium"}) == is_medium


# ------------------------------------------------------------------------------------------------------ relations
@pytest.mark.parametrize(
    ("text", "triple"),
    [
        ("Gunfire shook the capital, Nairobi, in Kenya.", ("Nairobi", "kgb:capitalOf", "Kenya")),
        (
            "Hernan Alva, of the right-wing Popular Renewal party, has left.",
            ("Hernan Alva", "org:memberOf", "Popular Renewal party"),
        ),
        ("Kenya Rights Watch fled. The Nairobi-based group said so.", ("Kenya Rights Watch", "kgb:basedIn", "Nairobi")),
        ("Ana Berg (Reform Party) voted no.", ("Ana Berg", "org:memberOf", "Reform Party")),
        (
            "Kenya is calm. The Prosecutor's Office opened a case. Kenya waits.",
            ("Prosecutor's Office", "kgb:country", "Kenya"),
        ),
    ],
)
def test_relations_of_capitals_parties_and_offices(annotate: Annotate, text: str, triple: tuple[str, str, str]) -> None:
    assert triple in triples(extract(annotate(text)))


def test_an_initiative_is_no_place(annotate: Annotate) -> None:
    text = "The bloc offered to send a mission to Lima, an initiative that the ministry welcomed."
    assert not [s for s in extract(annotate(text)).statements if s.predicate == "kgb:describedAs"]


# ----------------------------------------------------------------------------------------------- bodies and states
@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Bulgaria, the bloc's poorest member, joined in 2007.", "Bulgaria", "Country"),
        ("The Balkan country has no cabinet.", "Balkan", None),
        ("It was tabled by the opposition Vazrazhdane party.", "Vazrazhdane", "PoliticalParty"),
        (
            "The Congress for Progress (CDP) denied it.",
            "Congress for Progress",
            "Organization",
        ),
        ("Amnesty International's Lynn Maalouf said that she had fled.", "Lynn Maalouf", "Person"),
    ],
)
def test_what_bears_a_name_in_reports(annotate: Annotate, text: str, name: str, kind: str | None) -> None:
    kinds = {entity.label: entity.kind for entity in extract(annotate(text)).entities}
    assert kinds.get(name) == kind


def test_they_are_of_whom_the_same_speaker_told(annotate: Annotate) -> None:
    text = 'Ana Berg said that dozens of activists were on trial. "They have committed no crime," she said.'
    facts = extract(annotate(text))
    assert entity_at(text, facts, "They") == entity_at(text, facts, "dozens of activists")


@pytest.mark.parametrize(
    ("text", "triple"),
    [
        (
            "The Saudi-led coalition bombed Sana'a. Saudi Arabia denied it.",
            ("Saudi Arabia", "kgb:leads", "Saudi-led coalition"),
        ),
    ],
)
def test_who_leads_by_a_hyphen(annotate: Annotate, text: str, triple: tuple[str, str, str]) -> None:
    assert triple in triples(extract(annotate(text)))


def test_a_prosecutor_of_a_town_has_it_for_jurisdiction(annotate: Annotate) -> None:
    text = "Chad mourned. The prosecutor of Abéché, Armel Sama, announced an investigation."
    assert {(post[0], post[1]) for post in posts(extract(annotate(text)))} == {("Armel Sama", "Prosecutor")}
