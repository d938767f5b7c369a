"""How well entities are read out of our own annotated paragraphs: `python bench/entity_reading.py [--show]`.

In `bench/annotated/entities/` each paragraph is marked up: `[words|key:class]` brings an entity in,
`[words|key]` tells of it again, `[words|-]` denotes neither actor nor place nor medium, or nothing that one word could
name. Prints precision and recall of classes (names and other first mentions), of coreference (each later mention with
the mention nearest before it in the same entity), of posts, relations and countries. Half of the paragraphs are for
development (`--part dev`, the default); the other half (`--part test`) only measures.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from annotations import ANNOTATED, Report, RulesOf, no_rules, run, tables

from kgbuild.model import Entity, Facts, Mention
from kgbuild.vocabulary import is_a

PARAGRAPHS: Final = ANNOTATED / "entities"
MARKED: Final = re.compile(r"\[([^\[\]|]+)\|([^\]:]+)(?::(\w+))?\]")
ARTICLE: Final = re.compile(r"(?:the|an?) ", re.IGNORECASE)
NOTHING: Final = "-"
COARSE: Final = ("Person", "Organization", "Group", "Place", "Medium", "Actor")
PRONOUNS: Final = frozenset(
    (
        *("he", "him", "his", "himself", "she", "her", "hers", "herself", "it", "its", "itself", "they", "them"),
        *("their", "theirs", "themselves", "who", "whom", "whose", "which"),
    )
)
CLASSES: Final[Mapping[str, str]] = {
    "person": "Person", "org": "Organization", "gov": "GovernmentBody", "police": "PoliceForce",
    "military": "MilitaryForce", "armed": "ArmedGroup", "igo": "IntergovernmentalOrganization",
    "party": "PoliticalParty", "media": "MediaOrganization", "company": "Company", "civil": "CivilSocietyOrganization",
    "group": "Group", "place": "Place", "country": "Country", "region": "Region", "city": "City",
    "facility": "Facility", "area": "GeographicArea", "medium": "Medium", "actor": "Actor",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Marked:
    """A marked stretch of a paragraph; `kind` where it brings its entity in."""

    begin: int
    end: int
    key: str
    kind: str | None
    words: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    id: str
    text: str
    marked: tuple[Marked, ...]
    posts: tuple[tuple[str, ...], ...]
    relations: tuple[tuple[str, ...], ...]
    countries: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one thing that was expected or found: `row` of the table, and right, wrong, missed or spurious.

    `rule` found it, where that is known.
    """

    row: str
    outcome: str
    told: str
    rule: str | None = None


def load(folder: Path, part: str) -> list[Paragraph]:
    """The paragraphs of a part ("dev", "test" or "all") in the order of files and tables."""
    return [_paragraph(table) for table in tables(folder, part)]


def _paragraph(table: Mapping[str, Any]) -> Paragraph:
    text, marked, done = "", [], 0
    for match in MARKED.finditer(table["text"]):
        text += table["text"][done : match.start()]
        words, key, kind = match.groups()
        marked.append(Marked(len(text), len(text) + len(words), key, CLASSES[kind] if kind else None, words))
        text, done = text + words, match.end()
    return Paragraph(
        table["id"],
        text + table["text"][done:],
        tuple(marked),
        tuple(tuple(part.strip() for part in post.split("|")) for post in table.get("posts", ())),
        tuple(tuple(relation.split()) for relation in table.get("relations", ())),
        tuple(tuple(part.strip() for part in told.split("=")) for told in table.get("country", ())),
    )


class _Reading:
    """What was found in a paragraph beside what is marked there."""

    def __init__(self, paragraph: Paragraph, facts: Facts, rules: Mapping[int, str]) -> None:
        self.paragraph = paragraph
        self.facts = facts
        self._rules = rules
        self._by_key = {entity.key: entity for entity in facts.entities}
        found = {mark: best for mark in paragraph.marked if (best := self._found(mark))}
        self.entity_of = {mark: entity for mark, (entity, _) in found.items()}
        self.mention_of = {mark: mention for mark, (_, mention) in found.items()}
        self.keys_of: dict[str, Counter[str]] = {}
        for mark, entity in self.entity_of.items():
            weight = 10 if mark.kind else 1
            self.keys_of.setdefault(entity.key, Counter())[mark.key] += weight

    def _found(self, mark: Marked) -> tuple[Entity, Mention] | None:
        """The entity and the mention of it that overlaps a marked stretch best, by at least half."""
        best: tuple[float, Entity, Mention] | None = None
        text = self.paragraph.text
        first = _without_article(text, mark.begin)
        for entity in self.facts.entities:
            for mention in entity.mentions:
                begin = _without_article(text, mention.span.begin)
                shared = min(mark.end, mention.span.end) - max(first, begin)
                width = max(mark.end, mention.span.end) - min(first, begin)
                if shared > 0 and shared / width >= 0.5 and (best is None or shared / width > best[0]):
                    best = shared / width, entity, mention
        return best[1:] if best else None

    def _rule(self, layer: str, mention: Mention) -> str | None:
        """The rule that found a mention, for what is made of it."""
        rule = self._rules.get(mention.head)
        return None if rule is None else f"{layer}: {mention.form} {rule}"

    def key(self, entity: str | None) -> str:
        """The marked key of an entity, or its label with a question mark."""
        if entity is None:
            return ""
        if entity in self.keys_of:
            return self.keys_of[entity].most_common(1)[0][0]
        return f"?{self._by_key[entity].label}"

    def verdicts(self) -> Iterator[Verdict]:
        yield from self._classes()
        yield from self._spurious_names()
        yield from self._coreference()
        yield from self._posts()
        yield from self._triples()

    def _classes(self) -> Iterator[Verdict]:
        for mark in self.paragraph.marked:
            entity = self.entity_of.get(mark)
            if mark.key == NOTHING and entity is not None and mark.words[:1].isupper() and not _is_pronoun(mark):
                named = any((m.span.begin, m.form) == (mark.begin, "name") for m in entity.mentions)
                if named:
                    rule = self._rule("class", self.mention_of[mark])
                    yield Verdict(_coarse(entity.kind), "spurious", f"{mark.words} as {entity.kind}", rule)
            if mark.kind is None:
                continue
            row, told = _coarse(mark.kind), f"{mark.words} ({mark.kind})"
            if entity is None:
                yield Verdict(row, "missed", told)
                continue
            right = mark.kind == "Actor" or _coarse(entity.kind) == row
            rule = self._rule("class", self.mention_of[mark])
            if not right:
                yield Verdict(_coarse(entity.kind), "spurious", f"{told} as {entity.kind}", rule)
            yield Verdict(row, "right" if right else "missed", f"{told} as {entity.kind}", rule)
            if right and mark.kind not in COARSE:
                fine = is_a(entity.kind, mark.kind)
                yield Verdict("finer class", "right" if fine else "wrong", f"{told} as {entity.kind}")

    def _spurious_names(self) -> Iterator[Verdict]:
        for entity in self.facts.entities:
            for mention in entity.mentions:
                begin, end = mention.span
                touched = any(mark.begin < end and begin < mark.end for mark in self.paragraph.marked)
                if mention.form == "name" and not touched:
                    told = f"{self.paragraph.text[begin:end]} as {entity.kind}"
                    yield Verdict(_coarse(entity.kind), "spurious", told, self._rule("class", mention))

    def _coreference(self) -> Iterator[Verdict]:
        seen: list[Marked] = []
        for mark in self.paragraph.marked:
            row = "pronoun" if _is_pronoun(mark) else "name" if _is_name(mark, self.paragraph) else "noun"
            entity = self.entity_of.get(mark)
            before = next((m for m in reversed(seen) if entity and self.entity_of.get(m) is entity), None)
            expected = mark.key != NOTHING and mark.kind is None and any(m.key == mark.key and m.kind for m in seen)
            told = f"{mark.words} ({mark.key})"
            rule = self._rule("link", self.mention_of[mark]) if entity else None
            if before is not None and (before.key != mark.key or mark.key == NOTHING):
                yield Verdict(f"link of {row}", "wrong", f"{told} with {before.words} ({before.key})", rule)
            elif before is not None:
                yield Verdict(f"link of {row}", "right", told, rule)
            elif expected:
                yield Verdict(f"link of {row}", "missed", told)
            seen.append(mark)

    def _posts(self) -> Iterator[Verdict]:
        found = list(self.facts.memberships)
        for key, role, owner, *modifiers in self.paragraph.posts:
            told = f"{key} | {role} | {owner}"
            same = [m for m in found if self.key(m.member) == key and role.lower() in m.role.lower()]
            if not same:
                if owner:
                    yield Verdict("post", "missed", told)
                continue
            for post in same:
                found.remove(post)
            owners = [self.key(k) for p in same for k in (p.organization, p.jurisdiction, p.country, p.reports_to) if k]
            right = owner in owners if owner else not owners
            right = right and all(post.former == ("former" in modifiers) for post in same)
            told = f"{told}: {owners} former={same[0].former}"
            yield Verdict("post", "right" if right else "wrong", told, f"post: {same[0].extractor}")
        for post in found:
            owners = [self.key(k) for k in (post.organization, post.jurisdiction, post.country, post.reports_to) if k]
            yield Verdict("post", "unjudged", f"{self.key(post.member)} | {post.role} | {owners}")

    def _triples(self) -> Iterator[Verdict]:
        told = {}
        for s in self.facts.statements:
            if isinstance(s.object, str) and s.object in self._by_key and s.subject in self._by_key:
                told.setdefault((self.key(s.subject), s.predicate.partition(":")[2], self.key(s.object)), s)
        wanted = {(a, relation, b) for a, relation, b in self.paragraph.relations}
        wanted |= {(a, "country", b) for a, b in self.paragraph.countries}
        kinds = {relation for _, relation, _ in wanted} | {
            "memberOf", "headOf", "subOrganizationOf", "locatedIn", "capitalOf", "leads", "basedIn", "partOf",
            "associatedWith", "country",
        }  # fmt: skip
        for triple in sorted(wanted):
            row = "country" if triple[1] == "country" else "relation"
            rule = f"relation: {told[triple].extractor}" if triple in told else None
            yield Verdict(row, "right" if triple in told else "missed", " ".join(triple), rule)
        bodies = dict(self.paragraph.countries)
        for triple in told:
            if triple in wanted or triple[1] not in kinds:
                continue
            contradicted = triple[1] == "country" and triple[0] in bodies
            row = "country" if triple[1] == "country" else "relation"
            rule = f"relation: {told[triple].extractor}"
            yield Verdict(row, "wrong" if contradicted else "unjudged", " ".join(triple), rule)


def _without_article(text: str, begin: int) -> int:
    article = ARTICLE.match(text, begin)
    return article.end() if article else begin


def _is_pronoun(mark: Marked) -> bool:
    return mark.words.lower() in PRONOUNS


def _is_name(mark: Marked, paragraph: Paragraph) -> bool:
    """Whether the words share a capitalised one with those that brought the entity in, or are an abbreviation."""
    first = {w for m in paragraph.marked if m.key == mark.key and m.kind for w in re.split(r"[ -]", m.words)}
    words = [word for word in re.split(r"[ -]", mark.words) if word[:1].isupper() and word not in ("The", "A")]
    return bool(mark.kind) or mark.words.isupper() or (bool(words) and not first.isdisjoint(words))


def _coarse(kind: str) -> str:
    return next((each for each in COARSE if is_a(kind, each)), kind)


def score(verdicts: Iterable[Verdict], paragraph: Paragraph, report: Report) -> None:
    """Adds verdicts to a report: what is spurious was found and not wanted, what is unjudged counts for nothing."""
    for verdict in verdicts:
        found = verdict.outcome in ("right", "wrong", "spurious")
        wanted = verdict.outcome in ("right", "wrong", "missed")
        report.measures[verdict.row].add(verdict.outcome == "right", found, wanted)
        if found:
            report.count_rule(verdict.rule, verdict.outcome == "right")
        if verdict.outcome not in ("right", "unjudged"):
            report.notes[paragraph.id].append(f"{verdict.row}: {verdict.outcome}: {verdict.told}")


def measure(paragraphs: Iterable[Paragraph], read: Callable[[str, str], Facts], rules_of: RulesOf = no_rules) -> Report:
    report = Report()
    for paragraph in paragraphs:
        facts, rules = read(paragraph.id, paragraph.text), rules_of(paragraph.id, paragraph.text)
        score(_Reading(paragraph, facts, rules.mentions).verdicts(), paragraph, report)
    return report


if __name__ == "__main__":
    run(__doc__, PARAGRAPHS, load, measure)
