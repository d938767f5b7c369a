"""Which mentions are one entity, in sentences of our own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgbuild.extract.document import extract
from kgbuild.extract.entities import coreference, mentions
from kgbuild.extract.layers import Attribution
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.model import Annotated, Entity, Span
from kgbuild.resources import resource_dir

Annotate = Callable[..., Annotated]


def resolved(annotate: Annotate, text: str, attributions: tuple[Attribution, ...] = ()) -> tuple[Entity, ...]:
    annotated = annotate(text)
    return coreference.resolve(annotated, mentions.find(annotated), attributions)


def test_a_noun_before_a_name_takes_up_no_other_name(annotate: Annotate) -> None:
    text = "The Taliban left Kabul. The militant group Hamas denied it."
    entities = resolved(annotate, text)
    assert entity_of(text, entities, "The militant group") == entity_of(text, entities, "Hamas")
    assert entity_of(text, entities, "Hamas") != entity_of(text, entities, "Taliban")


def test_the_members_of_a_party_are_not_it(annotate: Annotate) -> None:
    text = "Democrats won in Ohio. It will name a speaker."
    assert forms(text, entity_of(text, resolved(annotate, text), "Democrats")) == ["Democrats"]


def forms(text: str, entity: Entity) -> list[str]:
    return [text[mention.span.begin : mention.span.end] for mention in entity.mentions]


def entity_of(text: str, entities: tuple[Entity, ...], phrase: str) -> Entity:
    return next(entity for entity in entities if phrase in forms(text, entity))


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("Orla Brennan left on Monday. Brennan returned on Friday.", "Orla Brennan", "Brennan"),
        (
            "The U.S. House of Representatives met. The House of Representatives voted.",
            "U.S. House of Representatives",
            "House of Representatives",
        ),
        ("The Northern Trade Treaty Organization (NTTO) met.", "Northern Trade Treaty Organization", "NTTO"),
        ("The Kenyan Tea Growers Commission (TGC) met.", "Kenyan Tea Growers Commission", "TGC"),
        ("The Northern Trade Treaty Organization, or NTTO, met.", "Northern Trade Treaty Organization", "NTTO"),
        ("Norway and the regional bloc SADC criticised it.", "the regional bloc", "SADC"),
        ("The military ruler, General Tomas Vell, resigned.", "The military ruler", "Tomas Vell"),
        ("The spokesman for the ministry, Tomas Vell, resigned.", "The spokesman", "Tomas Vell"),
        ("Orla Brennan resigned because she was ill.", "Orla Brennan", "she"),
        ("Tomas Vell sold his house.", "Tomas Vell", "his"),
        ("Kenya closed its border.", "Kenya", "its"),
        ("A peacekeeping force landed. The force has no tanks.", "A peacekeeping force", "The force"),
        ("Floods hit Kenya. The country asked for help.", "Kenya", "The country"),
        ("President Orla Brennan spoke. The president was brief.", "Orla Brennan", "The president"),
        ("Chad's ambassador, Tomas Vell, wept. The envoy was ill.", "Tomas Vell", "The envoy"),
        (
            "Chad's minister, Paul Kemp, met Ugandan envoy Tomas Vell. His Ugandan counterpart, Juan Vela, was ill.",
            "Paul Kemp",
            "His",
        ),
        ("The rebels fled after they ran out of food.", "The rebels", "they"),
        ("The city of Nairobi was flooded.", "The city of Nairobi", "Nairobi"),
        ("Nurses struck all over Singapore. The city has two such unions.", "Singapore", "The city"),
        ("Ships lay around Taiwan. Officials said the island was not warned.", "Taiwan", "the island"),
        ("Trucks waited outside Gaza. The enclave was short of flour.", "Gaza", "The enclave"),
        ("The police came. Police spokesman Tomas Vell was there.", "The police", "Police"),
        ("Nairobi, the capital, was quiet.", "Nairobi", "the capital"),
        ("Marta de la Vega left. De la Vega was ill.", "Marta de la Vega", "De la Vega"),
        ("Adela Torres Quiroga left. Torres was ill.", "Adela Torres Quiroga", "Torres"),
        ("Viktor Pavlovich Lunin spoke. Viktor Pavlovich was ill.", "Viktor Pavlovich Lunin", "Viktor Pavlovich"),
        ("Ra'ed al-Sabti spoke. Raed Al Sabti was ill.", "Ra'ed al-Sabti", "Raed Al Sabti"),
        ("Judge Helen Orr fined Ann Bell. Bell, a pilot, said she would pay.", "Ann Bell", "she"),
        ("The ministry took in ten women, most of them nurses.", "ten women", "them"),
        ("Kenya asked for help. The country, which has no snow, had floods.", "Kenya", "The country"),
        ("The Vumba Stock Exchange closed. The exchange gave no reason.", "Vumba Stock Exchange", "The exchange"),
        ("The opposition lost. Its supporters wept.", "The opposition", "Its"),
        ("Guards fired, but hundreds of students kept up their march.", "hundreds of students", "their"),
        ("Kemp praised the mayor, Juan Vela; then he left.", "Kemp", "he"),
        ("The commentator praised Anna Roe for her work.", "Anna Roe", "her"),
        ("The Kenyan Navy sailed. Ships of the Kenyan navy returned.", "Kenyan Navy", "the Kenyan navy"),
        ("Kenya and Uganda urged Chad to withdraw its troops.", "Chad", "its"),
        ("Paul Kemp met Tomas Vell. For his part, Kemp said that the port was safe.", "Paul Kemp", "his"),
        ("Anna Berg spoke in Oslo. The 71-year-old said nothing of the port.", "Anna Berg", "The 71-year-old"),
        ("A spokesman for the Lenna Trust said it was looking into the matter.", "Lenna Trust", "it"),
        ("A trader said he saw a man leave. “They walked,” said the trader.", "A trader", "the trader"),
        ("The family wept. The family's solicitor said that they would appeal.", "The family", "they"),
        ("Their lawyer, Anna Berg, spoke. The Lenna Trust met. The trust was poor.", "Lenna Trust", "The trust"),
        ("The Vell Bank of Kenya closed. The bank gave no reason.", "Vell Bank of Kenya", "The bank"),
        ("The envoy in Lima, Jörn Rohde, wrote on X that he was ill. A man left.", "Jörn Rohde", "he"),
        ("Unions called on teachers to reject a rule that obliges them to work.", "teachers", "them"),
        ("Vell Shipping, a firm, met. Vell closed.", "Vell Shipping", "Vell"),
        ("Amina Mohammed Lima left. Lima was ill.", "Amina Mohammed Lima", "Lima"),
        ("Police urged the farmers to leave their homes.", "the farmers", "their"),
        ("Tomas Vell asked Paul Kemp to sell his house.", "Paul Kemp", "his"),
        ("Tomas Vell promised Paul Kemp to sell his house.", "Tomas Vell", "his"),
        (
            "Kenyan President Orla Brennan and Chadian President Tomas Vell spoke. Vell left.",
            "Chadian President",
            "Vell",
        ),
        ("The town of Vumba was flooded. Help reached Vumba late.", "The town of Vumba", "Vumba"),
        ("The mayor, Ana Berg, and the army's chief of staff, Orla Brennan, came.", "The mayor", "Ana Berg"),
        (
            "The mayor, Ana Berg, and the army's chief of staff, Orla Brennan, came.",
            "the army's chief of staff",
            "Orla Brennan",
        ),
        ("Mayor Ana Berg and president-elect Tomas Vell of Kenya came. Berg left.", "Ana Berg", "Berg"),
    ],
)
def test_one_entity(annotate: Annotate, text: str, one: str, other: str) -> None:
    assert other in forms(text, entity_of(text, resolved(annotate, text), one))


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("Students of the City University met. Shops in the city closed.", "City University", "the city"),
        ("Demonstrators marched. The president spoke of terrorists.", "Demonstrators", "terrorists"),
        ("Orla Brennan met Tomas Vell.", "Orla Brennan", "Tomas Vell"),
        ("Mrs. Vell met Tomas Vell.", "Vell", "Tomas Vell"),
        ("U.S. troops left Uganda in May. A few U.S. pilots are in the country.", "U.S.", "the country"),
        ("A man came. Later a man was arrested.", "A man", "a man"),
        ("Kenya and Uganda signed.", "Kenya", "Uganda"),
        ("Local residents left. Foreign residents stayed.", "Local residents", "Foreign residents"),
        ("Orla Brennan praised Ida Brennan.", "Orla Brennan", "Ida Brennan"),
        ("Rovers need a new coach. The coach, who left in May, was ill.", "a new coach", "The coach"),
        ("The US embassy told staff to leave. The president said the country was calm.", "US", "the country"),
        ("The Lenna Valley was flooded. A child ran to the river.", "Lenna Valley", "the river"),
        ("The Legal Aid Network met. The court was shut.", "Legal Aid Network", "The court"),
        ("Anna Berg, the spokeswoman of the envoy, Tomas Vell, left.", "Anna Berg", "Tomas Vell"),
        ("The Lenna Times closed. Berg told this newspaper so.", "Lenna Times", "this newspaper"),
        (
            "Kenya mourns. Kenya is quiet. The ministry closed. Chad's ministry said no.",
            "The ministry",
            "Chad's ministry",
        ),
        ("The Karnata State Employees Union met. The state was poor.", "Karnata State Employees Union", "The state"),
        ("The Lenna Fund, its investment arm, bought it.", "Lenna Fund", "its"),
        ("They searched Lenna, not the city.", "Lenna", "the city"),
        ("She wrote for Le Figaro. The school told him so.", "Le Figaro", "The school"),
        ("Vell Holdings distanced itself from the firm.", "Vell Holdings", "the firm"),
        ("Anna Berg met the envoy, who was ill. She did not reply.", "the envoy", "She"),
    ],
)
def test_two_entities(annotate: Annotate, text: str, one: str, other: str) -> None:
    assert other not in forms(text, entity_of(text, resolved(annotate, text), one))


def attribution(text: str, content: str) -> Attribution:
    begin = text.index(content)
    return Attribution((), 0, (), (), (Span(begin, begin + len(content)),), (), (), (), "positive", "certain", "test")


@pytest.mark.parametrize(
    ("text", "pronoun"),
    [
        ("The ministry lied. The mayor denied it.", "it"),
        ("Senator Orla Brennan demanded that she resign.", "she"),
        ("The Growers' Union warned shops that they would lose money.", "they"),
        ("Kenya and Uganda closed their border.", "their"),
        ("The rebels fled. “They have won,” Orla Brennan said.", "They"),
        ("Orla Brennan, who fled, accused her.", "her"),
        ("The union says it is small, and they agree.", "they"),
        ("Supporters cheered. Nobody changed their mind.", "their"),
        ("Guards dug a ditch in an effort to stop them.", "them"),
        ("The Reform Party met. It was the third raid this year.", "It"),
        ("The mayor told the farmers. Those who fish believed her, and they wept.", "they"),
        ("The activists spoke. The fires dried forests and altered their soil.", "their"),
        ("He wrote of his wife in an issue of the Daily Herald, and of their daughter.", "their"),
    ],
)
def test_a_pronoun_of_somebody_else(annotate: Annotate, text: str, pronoun: str) -> None:
    entities = resolved(annotate, text)
    assert all(pronoun not in forms(text, entity) for entity in entities)


def test_a_body_before_the_adjective_of_a_country_is_another(annotate: Annotate) -> None:
    text = "Interpol and Ugandan police held two men. The EU and Turkish officials met."
    entities = resolved(annotate, text)
    assert entity_of(text, entities, "Ugandan police").country == "UG"
    assert entity_of(text, entities, "Interpol") != entity_of(text, entities, "Ugandan police")
    assert entity_of(text, entities, "Turkish officials") != entity_of(text, entities, "EU")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Elbe Front militia fled. Elbe Front won.", "Elbe Front"),
        ("Rebels met. The Nile Trust Party party won.", "Nile Trust Party"),
    ],
)
def test_a_name_and_the_noun_behind_it_are_one_body(annotate: Annotate, text: str, name: str) -> None:
    entities = resolved(annotate, text)
    assert len([entity for entity in entities if any(name in form for form in forms(text, entity))]) == 1


def test_no_university_is_the_group(annotate: Annotate) -> None:
    text = "Harvard University met the Ruda Drama Club. Harvard University said that the group was new."
    entities = resolved(annotate, text)
    assert "the group" not in forms(text, entity_of(text, entities, "Harvard University"))


@pytest.mark.parametrize(("where", "is_one"), [("Wales", False), ("London", True), ("Britain", True)])
def test_the_government_of_a_region_is_not_that_of_the_state(annotate: Annotate, where: str, is_one: bool) -> None:
    text = f"The British government shut schools. In {where}, the government shut pubs."
    assert ("the government" in forms(text, resolved(annotate, text)[0])) is is_one


def test_who_is_backed_by_a_country_is_not_of_it(annotate: Annotate) -> None:
    text = "Kenyan-backed guards fled. The Turkish-run clinics shut. Ugandan guards stayed."
    countries = {entity.label: entity.country for entity in resolved(annotate, text)}
    assert countries["Kenyan-backed guards"] is None
    assert (countries["Turkish-run clinics"], countries["Ugandan guards"]) == ("TR", "UG")


def test_who_is_led_by_a_country_is_of_it(annotate: Annotate) -> None:
    text = "Kenyan-led guards fled. Ugandan-backed rebels stayed."
    countries = {entity.label: entity.country for entity in resolved(annotate, text)}
    assert (countries["Kenyan-led guards"], countries["Ugandan-backed rebels"]) == ("KE", None)


def test_who_holds_an_office_is_not_the_attacker(annotate: Annotate) -> None:
    text = "Spokeswoman Ada Roe said that a patrol was hit. The attacker fled."
    assert "The attacker" not in forms(text, entity_of(text, resolved(annotate, text), "Ada Roe"))


def test_a_government_of_no_country_told_is_not_that_of_another(annotate: Annotate) -> None:
    text = "It shamed Peru as a nation, government and army. The Kenyan government agreed."
    assert forms(text, entity_of(text, resolved(annotate, text), "government")) == ["government"]


def test_a_short_name_that_two_persons_bear_is_less_sure(annotate: Annotate) -> None:
    text = "Orla Brennan met Nuala Brennan. Brennan was late."
    entity = entity_of(text, resolved(annotate, text), "Brennan")
    assert entity.mentions[-1].confidence == 0.6


def test_bare_words_for_groups_stay_with_their_voice(annotate: Annotate) -> None:
    text = "Protesters marched in Nairobi. The minister said protesters burned cars."
    narrator = resolved(annotate, text)
    assert len(entity_of(text, narrator, "Protesters").mentions) == 2
    told = resolved(annotate, text, (attribution(text, "protesters burned cars"),))
    assert len(entity_of(text, told, "Protesters").mentions) == 1


def test_the_label_is_the_fullest_name_and_pronouns_are_no_labels(annotate: Annotate) -> None:
    text = "Brennan spoke. Orla Brennan said that she was tired."
    entity = entity_of(text, resolved(annotate, text), "Orla Brennan")
    assert entity.label == "Orla Brennan"
    assert entity.alt_labels == ("Brennan",)


def test_the_label_of_a_group_has_neither_determiner_nor_number(annotate: Annotate) -> None:
    entities = resolved(annotate, "At least three angry residents shouted.")
    assert [entity.label for entity in entities] == ["angry residents"]


def test_the_key_names_the_first_mention(annotate: Annotate) -> None:
    entities = resolved(annotate, "Tomas Vell left. Vell came back.")
    assert [entity.key for entity in entities] == ["entity=0,10"]


def test_distinctive_names(annotate: Annotate) -> None:
    text = "Orla Brennan and Vell met officials of the Ministry of Health in Kenya."
    distinctive = {entity.label for entity in resolved(annotate, text) if entity.distinctive}
    assert "Orla Brennan" in distinctive
    assert "Kenya" in distinctive
    assert "Ministry of Health" not in distinctive


@pytest.mark.parametrize(
    ("text", "label", "sector"),
    [
        ("The police came.", "police", "COP"),
        ("The soldiers left.", "soldiers", "MIL"),
        ("The protesters sang.", "protesters", "CVL"),
        ("The government resigned.", "government", "GOV"),
        ("It was reported by the local press.", "local press", "JRN"),
        ("A Hezbollah official said that two fighters had died.", "Hezbollah official", None),
        ("Medical officials warned of flu.", "Medical officials", "MED"),
        ("Tennis officials met in Lima.", "Tennis officials", None),
        ("Trade officials met in Lima.", "Trade officials", "GOV"),
        ("The nurse's husband fell.", "nurse's husband", None),
        ("The judge's three other sons fled.", "other sons", None),
        ("The hospital's director fell.", "hospital's director", "MED"),
        ("The army's soldiers left.", "army's soldiers", "MIL"),
        ("The police chief left.", "police chief", "COP"),
        ("A navy officer left.", "navy officer", "MIL"),
        ("A senator left.", "senator", "LEG"),
        ("The prosecutor's wife left.", "prosecutor's wife", None),
        ("The mayor left.", "mayor", "GOV"),
    ],
)
def test_sectors(annotate: Annotate, text: str, label: str, sector: str | None) -> None:
    assert {e.label: e.sector for e in resolved(annotate, text)}[label] == sector


def test_sectors_are_those_of_plover() -> None:
    table = load_lexicon("organizations")
    codes = set(table["sectors"].values()) | set(table["word_sectors"].values())
    scheme = (resource_dir("ontology") / "plover.ttl").read_text(encoding="utf-8")
    assert not [code for code in sorted(codes) if f"plover:{code} a skos:Concept" not in scheme]


def test_a_capital_that_speaks_is_an_actor_too(annotate: Annotate) -> None:
    entities = resolved(annotate, "Moscow said that it would help.")
    assert [(entity.label, entity.also_actor) for entity in entities if entity.label == "Moscow"] == [("Moscow", True)]


def test_a_lone_pronoun_makes_no_entity(annotate: Annotate) -> None:
    assert resolved(annotate, "They laughed.") == ()


def test_first_mentions_are_certain_and_guesses_are_not(annotate: Annotate) -> None:
    text = "Tomas Vell sold his house."
    entity = entity_of(text, resolved(annotate, text), "Tomas Vell")
    assert entity.mentions[0].confidence == 1.0
    assert entity.mentions[1].confidence < 1.0


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet="aeTthe HKenya.,()'’ ONUshi-\n\"“”", max_size=120))
def test_any_text_gives_entities_with_own_keys_and_labels(annotate: Annotate, text: str) -> None:
    entities = resolved(annotate, text)
    assert len({entity.key for entity in entities}) == len(entities)
    assert all(entity.label for entity in entities)


@pytest.mark.parametrize(
    ("text", "phrase", "name"),
    [
        ("Prime Minister Anwar Seck left. The unions met the prime minister.", "the prime minister", "Anwar Seck"),
        ("Interior Minister Anwar Seck left. The unions met the minister.", "the minister", "Anwar Seck"),
        ("Kenya: unions strike. Kenya's courts closed. Lawyers left the country.", "the country", "Kenya"),
        (
            "Unrest in Kenya goes on. Kenya is calm. Police expelled Uganda's envoy from the country.",
            "the country",
            "Kenya",
        ),
        ("Troops of the Sudanese army fired. The army in Khartoum denied it.", "The army", "the Sudanese army"),
        ("The Sudanese army fired. The army denied it in Khartoum.", "The army", "The Sudanese army"),
    ],
)
def test_a_definite_noun_takes_up_what_the_story_has(annotate: Annotate, text: str, phrase: str, name: str) -> None:
    entities = resolved(annotate, text)
    assert entity_of(text, entities, phrase) == entity_of(text, entities, name)


@pytest.mark.parametrize(
    ("text", "phrase", "name"),
    [
        ("President Juan Soto slept in Lima. The French president came.", "The French president", "Juan Soto"),
        ("President Juan Soto slept. The prime minister came.", "The prime minister", "Juan Soto"),
        ("Interior Minister Anwar Seck left. The prime minister stayed.", "The prime minister", "Anwar Seck"),
    ],
)
def test_another_post_or_country_is_another_person(annotate: Annotate, text: str, phrase: str, name: str) -> None:
    entities = resolved(annotate, text)
    assert entity_of(text, entities, phrase) != entity_of(text, entities, name)


def test_a_long_name_with_a_place_in_it_is_its_abbreviation(annotate: Annotate) -> None:
    text = "The United Nations Mission in South Sudan (UNMISS) sent troops. UNMISS said so."
    entities = resolved(annotate, text)
    named = entity_of(text, entities, "United Nations Mission in South Sudan")
    assert forms(text, named).count("UNMISS") == 2
    assert entity_of(text, entities, "South Sudan").kind == "Country"


def test_the_army_of_two_is_that_of_where_the_story_plays(annotate: Annotate) -> None:
    text = "Kenya: rebels seize a town. The Kenyan army fled. The Ugandan army denied it. The army slept in Kenya."
    entities = resolved(annotate, text)
    assert entity_of(text, entities, "The army") == entity_of(text, entities, "The Kenyan army")
    nowhere = "The Kenyan army fled. The Ugandan army denied it. The army slept."
    entities = resolved(annotate, nowhere)
    assert forms(nowhere, entity_of(nowhere, entities, "The army")) == ["The army"]


def test_the_army_is_the_one_told_of_last(annotate: Annotate) -> None:
    text = "The national army fled. The rebel army slept. The national army returned. The army denied it."
    entities = resolved(annotate, text)
    assert forms(text, entity_of(text, entities, "The army")) == ["The national army", "The national army", "The army"]


def test_an_adjective_of_two_countries_is_of_the_one_that_the_text_names(annotate: Annotate) -> None:
    text = "Talks in DR Congo failed. The Congolese army fled."
    assert entity_of(text, resolved(annotate, text), "The Congolese army").country == "CD"
    text = "The Congolese army fled."
    assert entity_of(text, resolved(annotate, text), "The Congolese army").country is None


def test_a_group_with_its_name_is_one(annotate: Annotate) -> None:
    text = "The monitoring group NetLocks was blocked."
    found = entity_of(text, resolved(annotate, text), "NetLocks")
    assert forms(text, found) == ["The monitoring group", "NetLocks"]
    assert found.kind == "Organization"


def test_the_country_of_a_label_is_the_country(annotate: Annotate) -> None:
    text = (
        "DR Congo: rebels seize town. Kinshasa is calm. Kinshasa accused Rwanda. Kinshasa rejected help by Rwanda. "
        "King Philippe visited the country."
    )
    entities = resolved(annotate, text)
    assert entity_of(text, entities, "the country") == entity_of(text, entities, "DR Congo")


def test_an_abbreviation_in_another_language_is_that_of_the_name_with_its_place(annotate: Annotate) -> None:
    text = "The United Nations Mission in Mali (MINUSMA) sent troops."
    found = entity_of(text, resolved(annotate, text), "MINUSMA")
    assert "United Nations Mission in Mali" in forms(text, found)


def test_the_government_is_no_foreign_one_in_a_story_of_another_country(annotate: Annotate) -> None:
    text = "Kenya: unrest. The government resigned. The Ugandan government denied it. Kenya is calm."
    entities = resolved(annotate, text)
    assert entity_of(text, entities, "The government") != entity_of(text, entities, "The Ugandan government")


@pytest.mark.parametrize(
    ("text", "noun", "name"),
    [
        (
            "The Defence Ministry of Kenya denied it. A spokesman of the ministry left. The Interior Ministry of Kenya "
            "confirmed it. The ministry gave no names.",
            "The ministry",
            "Interior Ministry of Kenya",
        ),
        (
            "The Supreme Court of Kenya upheld an order by a lower court. The court rejected the appeal.",
            "The court",
            "Supreme Court of Kenya",
        ),
    ],
)
def test_a_noun_takes_up_the_name_with_it_that_is_in_the_readers_mind(
    annotate: Annotate, text: str, noun: str, name: str
) -> None:
    entities = resolved(annotate, text)
    assert entity_of(text, entities, noun) == entity_of(text, entities, name)


@pytest.mark.parametrize(
    ("text", "name", "sector"),
    [
        ("The Supreme Court met.", "Supreme Court", "JUD"),
        ("The Court of Appeal met.", "Court of Appeal", "JUD"),
        ("The National Assembly met.", "National Assembly", "LEG"),
        ("The Ministry of Health met.", "Ministry of Health", "GOV"),
        ("A European Union delegation met Ana Berg.", "A European Union delegation", None),
        ("The press secretary of the ministry met Ana Berg.", "The press secretary of the ministry", None),
    ],
)
def test_the_name_of_a_body_tells_its_sector(annotate: Annotate, text: str, name: str, sector: str | None) -> None:
    assert entity_of(text, resolved(annotate, text), name).sector == sector


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("The Confederation of Indigenous Fishers of Peru (COPIPE) met. COPIPE left.", {"COPIPE"}),
        ("The Ministry of Public Health (AFP) met.", {"AFP"}),
    ],
)
def test_an_abbreviation_in_brackets_may_be_of_another_language(
    annotate: Annotate, text: str, labels: set[str]
) -> None:
    entities = resolved(annotate, text)
    apart = {entity.label for entity in entities} & labels
    assert apart == (set() if "COPIPE" in labels else labels)


def test_a_ministry_is_of_whose_it_is(annotate: Annotate) -> None:
    text = (
        "Kenya's Ministry of Defence denied it; its spokesman, Amos Kale, left. The Ugandan Defence Ministry is silent."
    )
    facts = extract(annotate(text))
    entities = {entity.key: entity for entity in facts.entities}
    [post] = [m for m in facts.memberships if entities[m.member].label == "Amos Kale"]
    assert entities[post.organization or ""].label == "Ministry of Defence"
    assert entities[post.organization or ""].country == "KE"


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        (
            "The Alliance for Renewal, known by its French acronym ARC, left.",
            "ARC",
            "Alliance for Renewal",
        ),
        (
            "The Group for the Rescue of Islam and Muslims (RNIM) met.",
            "RNIM",
            "Group for the Rescue of Islam and Muslims",
        ),
        ("Law and Justice, the party that governed Poland, lost.", "the party", "Law and Justice"),
        ("Ana Berg was a nurse in Oslo.", "a nurse", "Ana Berg"),
    ],
)
def test_a_description_and_a_short_form_are_of_what_they_stand_beside(
    annotate: Annotate, text: str, one: str, other: str
) -> None:
    entities = resolved(annotate, text)
    assert entity_of(text, entities, one) == entity_of(text, entities, other)


def test_what_shows_something_is_a_deed(annotate: Annotate) -> None:
    text = "The Cork Association, a lobby, met Ana Berg. Its president, Jan Vell, said it showed that the sector grew."
    association = entity_of(text, resolved(annotate, text), "Cork Association")
    assert "it" not in forms(text, association)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("They live on the Thai side of the border.", "the Thai side of the border"),
        ("It was known as an island of democracy.", "an island of democracy"),
        ("He looked into the business of the family.", "the business of the family"),
    ],
)
def test_what_is_said_in_a_figure_of_speech_is_nobody(annotate: Annotate, text: str, phrase: str) -> None:
    assert phrase not in {f for e in resolved(annotate, text) for f in forms(text, e)}


def test_the_sides_of_a_quarrel_are_parties_to_it(annotate: Annotate) -> None:
    text = "Both sides of the conflict agreed."
    assert "Both sides of the conflict" in {f for e in resolved(annotate, text) for f in forms(text, e)}


@pytest.mark.parametrize(
    ("text", "byname"),
    [
        ("Omar Said Keita, better known as Petro, fled. Petro was caught.", "Petro"),
        ("Police arrested Omar Said Keita, alias Petro.", "Petro"),
        ("They named Omar Said Keita prime minister of Peru.", "prime minister of Peru"),
        ("The junta dismissed Omar Said Keita as prime minister of Peru.", "prime minister of Peru"),
    ],
)
def test_bynames_and_posts_given_are_the_bearers(annotate: Annotate, text: str, byname: str) -> None:
    entities = resolved(annotate, text)
    assert entity_of(text, entities, "Omar Said Keita") == entity_of(text, entities, byname)


@pytest.mark.parametrize(
    ("text", "pronoun", "whom"),
    [
        ("As Farah left, Mary Boyd sold her shop.", "her", "Mary Boyd"),
        ("Ana Lima praised Mary Boyd, who rebuilt her shop.", "her", "Mary Boyd"),
        ("Omar Keita said Tomas Vell had sold his farm.", "his", "Tomas Vell"),
        ("Omar Keita left. Tomas Vell was ill. To keep his farm, he borrowed money.", "his", "Tomas Vell"),
        ("Omar Keita left. To keep his throne, the king dissolved the council.", "his", "the king"),
        ("Omar Keita was ill. To help him, the minister sent a doctor.", "him", "Omar Keita"),
        ("Ana Lima fled. To arrest her, the policewoman broke the door.", "her", "Ana Lima"),
        ("Guards left the square. Police were tired, with families packing their bags.", "their", "families"),
        ("Miners marched. The duty for villagers is to find where they sleep.", "they", "villagers"),
        ("Mia Holm is waiting for a porter she had hired.", "she", "Mia Holm"),
        ("Tomas Vell hired a baker. Fire spared the baker's mother and two of his aunts.", "his", "the baker"),
        ("The nurse's brother and his wife sang.", "his", "The nurse's brother"),
        ("Omar Keita said that a stone struck Peter Lang and broke his nose.", "his", "Peter Lang"),
        ("Omar Keita called the lawsuit against Peter Lang himself a farce.", "himself", "Peter Lang"),
        ("Omar Keita hurt himself.", "himself", "Omar Keita"),
        ("Rangers came. Mary Boyd freed the poachers, although they had shot at her.", "they", "the poachers"),
        ("Mary Boyd met two envoys. They wore black hats.", "They", "two envoys"),
        ("The governor met with miners. They said the shaft was unsafe.", "They", "miners"),
        ("Police met shopkeepers on Friday. They warned of more fires.", "They", "shopkeepers"),
        ("The premier met widows of the sailors. They denied that the ship was old.", "They", "widows of the sailors"),
        ("They are poachers. They robbed a farm.", "They", "poachers"),
        ("A group of pupils hurled bricks as they marched past the court.", "they", "A group of pupils"),
    ],
)
def test_a_pronoun_is_of_who_acts_nearest(annotate: Annotate, text: str, pronoun: str, whom: str) -> None:
    assert pronoun in forms(text, entity_of(text, resolved(annotate, text), whom))


@pytest.mark.parametrize(
    ("text", "pronoun"),
    [
        ("The envoys met. They called on Peru to withdraw their ships.", "their"),
        ("The agency said it was of unknown depth.", "it"),
        ("The club sacked the coach, which was unwise.", "which"),
        ("Miners marched. A report on prices said they would fall.", "they"),
        ("Miners marched. Ana Berg and Peter Lang have lost their seats.", "their"),
        ("Brask is waiting for a porter she had hired to carry her bags.", "her"),
        ("Miners marched. Ana Berg and Peter Lang said they would resign.", "they"),
        ("Rivals hid much. Mary Boyd published her letters, even though they showed her debts.", "they"),
        ("Minister Mary Boyd met two envoys from Oslo. They concluded that the treaty was void.", "They"),
        ("Mary Boyd and Peter Lang met two envoys from Oslo. They said that the treaty was void.", "They"),
        ("Minister Mary Boyd met two envoys from Oslo. They pledged to meet again.", "They"),
        ("Mary Boyd and her Greek and French counterparts met in Oslo. They signed an accord.", "They"),
        ("Mayor Mary Boyd and two aides were arrested. They were taken to jail.", "They"),
        ("Some clerks hummed while others merely warmed themselves.", "themselves"),
        ("The island does not have a port, which surprised everyone.", "which"),
        ("The state has no army, which is wise.", "which"),
    ],
)
def test_a_pronoun_of_what_is_no_entity_is_nobody(annotate: Annotate, text: str, pronoun: str) -> None:
    assert all(pronoun not in forms(text, entity) for entity in resolved(annotate, text))


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("Guards beat Omar Keita. At night guards often sleep.", "Guards", "guards"),
        ("People died in Quito. Omar Keita knows what people want.", "People", "people"),
        ("Voters queued. It rained. The hall was cold. The mayor thanked voters.", "Voters", "voters"),
        ("Neither company paid. The company was fined.", "Neither company", "The company"),
        (
            "The World Health Organization met. Cholera is feared all over the world.",
            "World Health Organization",
            "the world",
        ),
    ],
)
def test_a_noun_for_anybody_takes_up_nobody(annotate: Annotate, text: str, first: str, second: str) -> None:
    entities = resolved(annotate, text)
    assert all(not {first, second} <= set(forms(text, entity)) for entity in entities)


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("Jan Berg spoke. Karl Boone, once he read the letter, quickly burned it.", "he", "Karl Boone"),
        ("Ana Lima lost. With surveys showing her far ahead, Maria Roe wants to win.", "her", "Maria Roe"),
        (
            "President Pedro Leon said the girl's mother will come. A trip with the girl's relatives appeared likelier "
            "than one by her father.",
            "her",
            "the girl",
        ),
        ("Jan Berg shot Paul Roe in a bar. The attacker fled.", "The attacker", "Jan Berg"),
        (
            "Donald Grant rallied voters. Aides said it was late, but Grant's speech was on display in the hall where "
            "he stood.",
            "he",
            "Donald Grant",
        ),
    ],
)
def test_a_pronoun_looks_ahead_and_a_noun_at_who_did_it(annotate: Annotate, text: str, one: str, other: str) -> None:
    entities = resolved(annotate, text)
    assert entity_of(text, entities, one) == entity_of(text, entities, other)


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("Alan Mora was shot in his kitchen. Police asked how the assailant could have left.", "the assailant", "his"),
        ("The murder of Ana Berg shook Lima. Police hunt the gunman.", "the gunman", "Ana Berg"),
        ("One of the two men was seen. Links between the two men were told.", "One of the two men", "the two men"),
        ("Republicans took the House. The White House was silent.", "House", "White House"),
    ],
)
def test_a_part_a_victim_and_another_house_are_others(annotate: Annotate, text: str, one: str, other: str) -> None:
    entities = resolved(annotate, text)
    assert entity_of(text, entities, one) != entity_of(text, entities, other)


@pytest.mark.parametrize(
    "text", ["Mining is a risky business.", "The bullet bounced off a cabinet.", "She opened a wooden cabinet."]
)
def test_an_activity_and_furniture_are_no_body(annotate: Annotate, text: str) -> None:
    annotated = annotate(text)
    assert not {"Company", "GovernmentBody"} & {candidate.kind for candidate in mentions.find(annotated)}


def charged(annotate: Annotate, text: str) -> set[str]:
    facts = extract(annotate(text))
    labels = {entity.key: entity.label for entity in facts.entities}
    roles = [s for s in facts.statements if s.predicate == "kgb:recipient"]
    words = {event.key: text[slice(*event.spans[0])] for event in facts.events}
    return {labels[str(s.object)] for s in roles if words[s.subject] == "charged"}


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("A driver was charged on Monday with murder. Ivo Kern, 29, a cook, appeared in court.", {"Ivo Kern"}),
        ("A woman was charged after a fire in Leeds. Orla Brennan, 41, will face trial.", {"Orla Brennan"}),
        ("A woman was charged after a fire in Leeds. Orla Brennan, 41, died in it.", {"woman"}),
        # who bears no age, or is named after somebody else, may be anybody
        ("A driver was charged on Monday with murder. Ivo Kern saw the crash.", {"driver"}),
        ("Ana Ruiz said a driver was charged. A nurse saw the crash. Ivo Kern, 29, appeared in court.", {"driver"}),
    ],
)
def test_who_was_charged_is_named_next(annotate: Annotate, text: str, who: set[str]) -> None:
    assert charged(annotate, text) == who


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("Two aides and nurses were arrested. They were taken to jail.", "Two aides", "They"),
        ("Some miners threw stones and shielded themselves.", "Some miners", "themselves"),
        ("The firm did not close the school, which is in Oslo.", "the school", "which"),
    ],
)
def test_a_pronoun_beside_one_row_or_thing_is_of_it(annotate: Annotate, text: str, one: str, other: str) -> None:
    entities = resolved(annotate, text)
    assert entity_of(text, entities, one) == entity_of(text, entities, other)


def test_the_government_is_no_longer_a_foreign_one(annotate: Annotate) -> None:
    text = (
        "Thousands marched in Kenya over a Kenyan law that the Chinese government praised. Kenya is calm. Kenyan shops "
        "shut. Kenyan unions gave the government a week to drop it."
    )
    entities = resolved(annotate, text)
    assert entity_of(text, entities, "the government") != entity_of(text, entities, "the Chinese government")
    near = "Kenya is calm. The Kenyan army left. The Chinese government praised Kenya. Miners thanked the government."
    assert "the government" in forms(near, entity_of(near, resolved(annotate, near), "The Chinese government"))
