"""Who is who in translated agency prose: unknown names, nicknames, lists of ministers, broader nouns, who reported it.

Whole documents of our own sentences, for what one layer finds another one needs.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kgbuild.extract.document import extract
from kgbuild.model import Annotated, Facts

Annotate = Callable[..., Annotated]


def labels(facts: Facts) -> dict[str | None, str]:
    return {entity.key: entity.label for entity in facts.entities}


def forms(facts: Facts, text: str, label: str) -> set[str]:
    """How an entity is called in a text."""
    entity = next(each for each in facts.entities if each.label == label)
    return {text[mention.span.begin : mention.span.end] for mention in entity.mentions}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Police blamed the gang 12 Wolves.", "12 Wolves", "ArmedGroup"),
        ("She spoke to the radio station Vanta 7 on Sunday.", "Vanta 7", "MediaOrganization"),
        ("The channel Télé Sablier, which broadcasts from the coast, denied it.", "Télé Sablier", "MediaOrganization"),
        ("Its envoy, the Peruvian María Elena Callao, will brief them.", "María Elena Callao", "Person"),
        ("The head of the team, the Belgian Joost Vermeiren, complained.", "Joost Vermeiren", "Person"),
        ("They fled to the municipality of Ostrow-sur-Mer.", "Ostrow-sur-Mer", "City"),
        ("The director of the clinic, Mirela Tousane, said that it had closed.", "Mirela Tousane", "Person"),
        ("Velabar, citing two aides, reported that he had resigned.", "Velabar", "MediaOrganization"),
        ("Jan Berg, a teacher, told The Orsova Express that it would fall.", "Orsova Express", "MediaOrganization"),
        ("The Torvald movement rejected the step.", "Torvald movement", "Organization"),
        ("The Orsa alliance left the talks.", "Orsa alliance", "Organization"),
        (
            "The United Nations Relief Mission met them.",
            "United Nations Relief Mission",
            "IntergovernmentalOrganization",
        ),
        ("The Vumba District Police Office denied it.", "Vumba District Police Office", "PoliceForce"),
        ("The director in Peru, Dondé Dagbo, asked for it.", "Dondé Dagbo", "Person"),
        ("The Minister of Trade and Resources, Bahral Lahad, said so.", "Bahral Lahad", "Person"),
        ("General Listan Sigor Prabo left.", "Listan Sigor Prabo", "Person"),
        ("Nurdan Sydoral, who represents them, said they had fled.", "Nurdan Sydoral", "Person"),
        ("Rural Rights Desk, a watchdog, called it a threat.", "Rural Rights Desk", "Organization"),
        ("BISHKEK, Aug 19 (Tumara) — Police held two men on Tuesday.", "Tumara", "MediaOrganization"),
        ("The regent of Solaka, Ana Lima, denied it.", "Solaka", "Place"),
        ("The Rescue Service (Basala) met. Basala denied it.", "Basala", None),
        ("The State Committee for Trade denied it.", "State Committee for Trade", "GovernmentBody"),
        ("The aid organization VIDAS denounced that it had failed.", "VIDAS", "CivilSocietyOrganization"),
        ("The regulator RTÜV fined them.", "RTÜV", "GovernmentBody"),
        ("Transparency Kenya sent observers.", "Transparency Kenya", "CivilSocietyOrganization"),
        ("The Kenya Red Cross said that it had left.", "Kenya Red Cross", "CivilSocietyOrganization"),
        ("A source spoke to the “Sada Libya” platform of seven dead.", "Sada Libya", "MediaOrganization"),
        ("The envoy revealed to “Nabd al-Watan” channel that talks had begun.", "Nabd al-Watan", "MediaOrganization"),
        ("Neighboring Orsa Province has sent boats.", "Orsa Province", "Region"),
        ("It hit Chubut Province. Chubut's environment secretary, Ana Lima, said so.", "Chubut", "Region"),
        ("Lake Guard Vumba, a farming group based in Lell, said so.", "Lake Guard Vumba", "Organization"),
        ("He now heads the Chilean miner Minera Austral.", "Minera Austral", "Organization"),
        ("She ran the state utility Zetska Mreža.", "Zetska Mreža", "Company"),
        ("Ana Lima posted a video to Instagram on Monday.", "Instagram", "Medium"),
        ("He blamed the 52 Infantry Brigade for it.", "52 Infantry Brigade", "MilitaryForce"),
        ("The member of the House of Representatives Salma al-Jabri left.", "Salma al-Jabri", "Person"),
        ("Residents fled to Tarnley and Boscomb.", "Boscomb", "Place"),
        ("The Vumba Youth Council denied it.", "Vumba Youth Council", "Organization"),
        ("Its secretary general, Baron Waqari, left.", "Baron Waqari", "Person"),
        ("A faction of the Vumba Movement fled.", "faction", None),
    ],
)
def test_what_stands_beside_a_name_tells_its_kind(annotate: Annotate, text: str, name: str, kind: str | None) -> None:
    told = {entity.label: entity.kind for entity in extract(annotate(text)).entities}
    assert told.get(name) == kind or (kind is None and told.get(name) != "Person")


def test_an_alliance_of_states_remains_one(annotate: Annotate) -> None:
    told = {entity.label: entity.kind for entity in extract(annotate("An alliance of six states met.")).entities}
    assert told["alliance of six states"] == "IntergovernmentalOrganization"


@pytest.mark.parametrize(
    ("text", "label", "other"),
    [
        ('Police seek Joram "Red Fox" Talbek. Talbek fled.', 'Joram "Red Fox" Talbek', "Red Fox"),
        ('Police seek Joram "Red Fox" Talbek. Talbek fled.', 'Joram "Red Fox" Talbek', "Talbek"),
        ('They were led by Karim Odeh, alias "Gaspar", who fled.', "Karim Odeh", "Gaspar"),
        ("Omar Sefu, who uses the nom de guerre Karanda, spoke.", "Omar Sefu", "Karanda"),
        ("Oxfam runs it. The NGO has left.", "Oxfam", "The NGO"),
        ("Colonel Jan Berg spoke. “We held the line,” the officer said.", "Jan Berg", "the officer"),
        ("The photographer Ana Lima was held. The reporter is free.", "Ana Lima", "The reporter"),
        ("The head of the fleet, Major General Jan Berg, said no.", "Jan Berg", "The head of the fleet"),
        ("The leader of the party, the ex-senator Luis Salas, left.", "Luis Salas", "The leader of the party"),
        ("The Rural Service Centre, or RUSEC, said no.", "Rural Service Centre", "RUSEC"),
        ("The Nairobi Police Command spoke. The force denied it.", "Nairobi Police Command", "The force"),
        ("The Red Cross of Peru (PQX) left.", "Red Cross of Peru", "PQX"),
        ("The archbishop of Lima, Monsignor Luis Salas, left. The prelate spoke.", "Luis Salas", "The prelate"),
        ("The former head of State Thomas Boni, a pilot, left.", "Thomas Boni", "The former head of State"),
        ("The Supreme Court of Peru met. The institution has nine judges.", "Supreme Court of Peru", "The institution"),
        (
            "The Oil Workers' Federation, known by its Spanish initials as FTPX, left.",
            "Oil Workers' Federation",
            "FTPX",
        ),
        ("The Support Mission in Peru (SMP) left. The mission was small.", "Support Mission in Peru", "The mission"),
        (
            "Haitham al-Jabri, a spokesman, denied that they entered it. Al-Jabri added that three had been killed.",
            "Haitham al-Jabri",
            "Al-Jabri",
        ),
        (
            "Lima Oil drilled. Lima Oil paid fines. Lima Oil denied it. Marine Care, an environmental group, "
            "marched. The group's director smiled.",
            "Marine Care",
            "The group",
        ),
        ("The Miners Syndicate of Peru met. The union left.", "Miners Syndicate of Peru", "The union"),
    ],
)
def test_one_bearer_of_two_names(annotate: Annotate, text: str, label: str, other: str) -> None:
    assert other in forms(extract(annotate(text)), text, label)


def test_who_is_not_taken_up_by_a_broader_noun(annotate: Annotate) -> None:
    text = "Colonel Jan Berg met Major Luis Salas. The officer left."
    assert all("The officer" not in forms(extract(annotate(text)), text, name) for name in ("Jan Berg", "Luis Salas"))


def test_who_is_no_channel(annotate: Annotate) -> None:
    text = "The singer Evens Salas, of the channel Télé Sablier, who was filming, vanished."
    facts = extract(annotate(text))
    assert "who" in forms(facts, text, "Evens Salas") - forms(facts, text, "Télé Sablier")


@pytest.mark.parametrize(
    ("text", "posts"),
    [
        (
            "In Peru the ministers of Justice, Ana Salas, and of Planning, Luis Berg, met. Peru waits. Peru hopes.",
            {("Ana Salas", "Minister of Justice"), ("Luis Berg", "Minister of Planning")},
        ),
        (
            "The Iraqi ministers of Defense, Omar Sefu, and of Trade, Sara Lima, left Basra.",
            {("Omar Sefu", "Minister of Defense"), ("Sara Lima", "Minister of Trade")},
        ),
        (
            "The head of the Vela party, the former speaker Jan Berg, left.",
            {("Jan Berg", "Head")},
        ),
    ],
)
def test_posts_of_a_list(annotate: Annotate, text: str, posts: set[tuple[str, str]]) -> None:
    facts = extract(annotate(text))
    held = {(labels(facts)[post.member], post.role) for post in facts.memberships}
    assert posts <= held


@pytest.mark.parametrize(
    ("text", "subject", "predicate", "target"),
    [
        ("Men of the gang Vela, led by Jan Berg, fled.", "Jan Berg", "org:headOf", "Vela"),
        ("The Vumba-led Vela Party met. Jan Vumba spoke.", "Jan Vumba", "kgb:leads", "Vela Party"),
        ("The Peruvian Ana Salas of Peru spoke.", "Ana Salas", "kgb:country", "Peru"),
    ],
)
def test_who_leads_and_whence(annotate: Annotate, text: str, subject: str, predicate: str, target: str) -> None:
    facts = extract(annotate(text))
    triples = {
        (labels(facts)[s.subject], s.predicate, labels(facts).get(str(s.object)))
        for s in facts.statements
        if s.subject in labels(facts)
    }
    assert (subject, predicate, target) in triples


@pytest.mark.parametrize(
    ("text", "speaker", "content", "relay"),
    [
        (
            "Ten people died in the flood, reported this Tuesday the Lima Red Cross.",
            "Lima Red Cross",
            "Ten people",
            None,
        ),
        (
            "Hundreds have fled to the coast, indicated the mayor of that town, Rony Salas.",
            "Rony Salas",
            "Hundreds",
            None,
        ),
        ("Two bridges fell, affirmed on Monday Ana Berg, who heads it.", "Ana Berg", "Two bridges fell", None),
        (
            "The ministry said in a statement, a copy of which was received by Reuters, that ten had died.",
            "ministry",
            "that ten had died",
            "Reuters",
        ),
        (
            "The ministry said in a statement, a copy of which Reuters obtained, that ten had died.",
            "ministry",
            "that ten had died",
            "Reuters",
        ),
        ("“We will not vote,” Ana Berg told the Rudaw channel.", "Ana Berg", "“We will not vote,”", "Rudaw"),
        (
            "Radio Vanta, quoting Berg's office, said that he had left.",
            "Berg's office",
            "that he had left",
            "Radio Vanta",
        ),
        ("He was charged with fraud, which Ana Berg denies.", "Ana Berg", "fraud", None),
        ("The Ministry of Trade called the story “fiction”.", "Ministry of Trade", "the story", None),
        (
            "“The pilots did it,” denounced the spokesman, Ana Berg, on Monday.",
            "Ana Berg",
            "“The pilots did it,”",
            None,
        ),
        ("Ana Berg said in a communiqué sent to Velanieuws that it fell.", "Ana Berg", "that it fell", "Velanieuws"),
        ("It killed ten, an accusation that the General Command denied.", "General Command", "an accusation", None),
        ("One of its leaders, Ana Berg, told Reuters that they fight on.", "Ana Berg", "that they fight on", "Reuters"),
        ("The chief assured to the daily La Voz that they fell.", "chief", "that they fell", "La Voz"),
        ("The minister told the television Canal 7 that it fell.", "minister", "that it fell", "Canal 7"),
        ("“We stay,” manifested the mayor of Vumba, Ana Berg.", "Ana Berg", "“We stay,”", None),
        ("Ana Berg discarded that there were more victims.", "Ana Berg", "that there were more victims", None),
        ("The monitors counted 87 displaced in two camps.", "monitors", "87 displaced in two camps", None),
        (
            "Nevertheless, the secretary general of the Guild of Pilots (GOP), Ana Berg, assured to the daily Vela "
            "that it fell.",
            "Ana Berg",
            "that it fell",
            "Vela",
        ),
        ("“It was opened long ago,” Ana Berg said in a message to Reuters.", "Ana Berg", "“It was opened", "Reuters"),
    ],
)
def test_who_said_it(annotate: Annotate, text: str, speaker: str, content: str, relay: str | None) -> None:
    facts = extract(annotate(text))
    told = [
        (labels(facts)[claim.speakers[0]], text[s.begin : s.end], [labels(facts)[key] for key in claim.relayed_by])
        for claim in facts.claims
        for s in claim.content_spans
    ]
    assert any(
        who == speaker and said.startswith(content) and outlets == ([relay] if relay else [])
        for who, said, outlets in told
    ), told


def test_another_ones_promise_is_no_word_of_the_first(annotate: Annotate) -> None:
    text = "Ana Berg said that the town had fallen, while her deputy promised an inquiry."
    facts = extract(annotate(text))
    contents = [text[s.begin : s.end] for claim in facts.claims for s in claim.content_spans]
    assert "that the town had fallen" in contents


def test_the_minister_who_announces_is_no_object(annotate: Annotate) -> None:
    text = "The president visited Rome, announced a plan and left the city."
    facts = extract(annotate(text))
    assert {labels(facts)[key] for claim in facts.claims for key in claim.speakers} == {"president"}


def test_who_is_told_of_behind_a_name_speaks_too(annotate: Annotate) -> None:
    text = "The chief, Ana Berg, and Secretary of State Luis Salas urged Peru to free them."
    facts = extract(annotate(text))
    assert {labels(facts)[key] for claim in facts.claims for key in claim.speakers} == {"Ana Berg", "Luis Salas"}


def test_two_persons_of_one_name_span(annotate: Annotate) -> None:
    facts = extract(annotate("It was founded by Bektur Iskander and Rinat Tulvashin."))
    assert {entity.label for entity in facts.entities} >= {"Bektur Iskander", "Rinat Tulvashin"}


def test_the_institution_is_no_party(annotate: Annotate) -> None:
    text = "The Labour Party met. The institution rejected it."
    facts = extract(annotate(text))
    assert all(
        "The institution" not in forms(facts, text, each.label) or each.label == "institution"
        for each in facts.entities
    )


@pytest.mark.parametrize(
    ("text", "name", "body"),
    [
        ("A court convicted former mayor Ana Berg of unlawful assembly.", "Ana Berg", "assembly"),
        ("In Peru, Prime Minister Jan Berg of the Labour Party spoke.", "Jan Berg", "Labour Party"),
        ("The French charity's coordinator, Ana Berg, spoke in France.", "Ana Berg", "France"),
    ],
)
def test_what_is_no_owner_of_a_post(annotate: Annotate, text: str, name: str, body: str) -> None:
    facts = extract(annotate(text))
    owners = {
        labels(facts).get(key, "")
        for post in facts.memberships
        if labels(facts)[post.member] == name
        for key in (post.organization, post.jurisdiction)
    }
    assert all(body not in owner for owner in owners)
