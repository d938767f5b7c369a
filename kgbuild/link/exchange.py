"""Decisions as other tools read and write them: SSSOM, and CSV tables of OpenRefine.

SSSOM (https://mapping-commons.github.io/sssom/) has a mapping for each row; the scope of a decision stands in extension
columns. A table for OpenRefine (https://openrefine.org) has a line for each name, with OpenRefine's own judgments.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from kgbuild.errors import InputError
from kgbuild.iris import document_iri, entity_country, entity_iri, local_iri, normalised
from kgbuild.link.decisions import QID, Decision, Decisions, Verdict, checked
from kgbuild.model import Entity
from kgbuild.vocabulary import PREFIXES, expand

SSSOM_COLUMNS: Final = (
    "subject_id", "subject_label", "subject_category", "predicate_modifier", "predicate_id", "object_id",
    "object_label", "mapping_justification", "author_label", "mapping_tool", "mapping_date", "confidence", "comment",
    "ext_country", "ext_document",
)  # fmt: skip
OPENREFINE_COLUMNS: Final = (
    "name", "kind", "country", "document", "judgment", "qid", "label", "score", "candidates", "rejected", "by", "date",
    "note",
)  # fmt: skip

NO_TERM: Final = "sssom:NoTermFound"
BY_HAND: Final = "semapv:ManualMappingCuration"
BY_NAME: Final = "semapv:LexicalMatching"

# OpenRefine's cell.recon.judgment.
_JUDGMENTS: Final[Mapping[str, Verdict]] = {"matched": "confirmed", "new": "absent", "none": "proposed"}
_ITEM: Final = re.compile(rf"(?:^|[:/])({QID.pattern})$")


def to_sssom(decisions: Decisions, base: str) -> str:
    """The decisions as an SSSOM table in TSV; subjects are named under `base` as a build names its entities."""
    curies = {name: PREFIXES[name] for name in ("kgb", "owl", "skos", "wd")}
    curies |= {"semapv": "https://w3id.org/semapv/vocab/", "sssom": "https://w3id.org/sssom/"}
    head = ["curie_map:", *(f"  {prefix}: {namespace}" for prefix, namespace in curies.items())]
    head += [f"mapping_set_id: {base}decisions", "license: https://w3id.org/sssom/license/unspecified"]
    head += ["extension_definitions:"]
    for slot, term in (("ext_country", "schema:addressCountry"), ("ext_document", "dcterms:identifier")):
        head += [f"- slot_name: {slot}", f"  property: {expand(term)}", f"  type_hint: {expand('xsd:string')}"]
    table = _written(SSSOM_COLUMNS, (_mapping(row, base) for row in decisions.rows), "\t")
    return "".join(f"#{line}\n" for line in head) + table


def from_sssom(where: str, text: str) -> Decisions:
    """The decisions of an SSSOM table in TSV. What no person curated is a proposal. InputError names the line."""
    required = ("subject_label", "subject_category", "predicate_id", "object_id")
    return checked((place, _from_mapping(place, cells)) for place, cells in _read(where, text, "\t", required))


def to_openrefine(decisions: Decisions) -> str:
    """The decisions as a CSV table with a line for each name: its item, other candidates and what it is not."""
    scopes: dict[tuple[str, str, str, str], list[Decision]] = {}
    for row in decisions.rows:
        scopes.setdefault(row.scope, []).append(row)
    return _written(OPENREFINE_COLUMNS, (_line(rows) for rows in scopes.values()), ",")


def from_openrefine(where: str, text: str) -> Decisions:
    """The decisions of a CSV table with the columns name, kind and qid, and OpenRefine's judgment. InputError."""
    lines = _read(where, text, ",", ("name", "kind", "qid"))
    return checked((place, row) for place, cells in lines for row in _from_line(place, cells))


def read_exchange(path: Path) -> Decisions:
    """The decisions of a file: SSSOM if it is called .tsv, OpenRefine's if .csv. InputError names file and line."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), f"cannot be read ({error})", "check the path and its encoding (UTF-8)") from error
    return from_openrefine(str(path), text) if path.suffix == ".csv" else from_sssom(str(path), text)


def _mapping(row: Decision, base: str) -> dict[str, str]:
    proposed, absent = row.decision == "proposed", row.decision == "absent"
    return {
        "subject_id": _subject(row, base),
        "subject_label": row.name,
        "subject_category": f"kgb:{row.kind}",
        "predicate_modifier": "Not" if row.decision == "rejected" else "",
        "predicate_id": "skos:closeMatch" if proposed else "skos:exactMatch" if absent else "owl:sameAs",
        "object_id": NO_TERM if absent else f"wd:{row.qid}",
        "object_label": row.label,
        "mapping_justification": BY_NAME if proposed else BY_HAND,
        "author_label": "" if proposed else row.by,
        "mapping_tool": row.by if proposed else "",
        "mapping_date": row.date,
        "confidence": row.score,
        "comment": row.note,
        "ext_country": row.country,
        "ext_document": row.document,
    }


def _subject(row: Decision, base: str) -> str:
    document = document_iri(base, row.document)
    if row.document:
        return local_iri(document, f"{row.kind}={normalised(row.name)}")
    entity = Entity(row.name, row.kind, row.name, (), distinctive=True, country=row.country or None)
    return entity_iri(base, document, entity, None)


def _from_mapping(where: str, cells: Mapping[str, str]) -> Decision:
    object_id, predicate = cells["object_id"], cells["predicate_id"].rpartition(":")[2]
    found = _ITEM.search(object_id)
    if found is None and object_id != NO_TERM:
        what = f"object_id = {object_id!r} is no Wikidata item"
        raise InputError(where, what, f"write wd:Q and its number, or {NO_TERM}")
    curated = cells.get("mapping_justification", "") in (BY_HAND, "semapv:MappingReview")
    verdict: Verdict = "proposed"
    if found is None:
        verdict = "absent"
    elif cells.get("predicate_modifier") == "Not":
        verdict = "rejected"
    elif curated and predicate.endswith(("sameAs", "exactMatch")):
        verdict = "confirmed"
    return Decision(
        name=cells["subject_label"],
        kind=re.split("[:#]", cells["subject_category"])[-1],
        country=cells.get("ext_country") or entity_country(cells.get("subject_id", "")) or "",
        document=cells.get("ext_document", ""),
        decision=verdict,
        qid=found[1] if found else "",
        label=cells.get("object_label", ""),
        score=cells.get("confidence", ""),
        by=cells.get("author_label") or cells.get("mapping_tool", ""),
        date=cells.get("mapping_date", ""),
        note=cells.get("comment", ""),
    )


def _line(rows: list[Decision]) -> dict[str, str]:
    settled = next((row for row in rows if row.decision in ("confirmed", "absent")), None)
    shown = settled or rows[0]
    judgment = next(name for name, verdict in _JUDGMENTS.items() if verdict == (settled or _OPEN).decision)
    return {
        "name": shown.name,
        "kind": shown.kind,
        "country": shown.country,
        "document": shown.document,
        "judgment": judgment,
        "qid": settled.qid if settled else "",
        "label": settled.label if settled else "",
        "score": settled.score if settled else "",
        "candidates": "|".join(row.qid for row in rows if row.decision == "proposed"),
        "rejected": "|".join(row.qid for row in rows if row.decision == "rejected"),
        "by": shown.by,
        "date": shown.date,
        "note": shown.note,
    }


def _from_line(where: str, cells: Mapping[str, str]) -> Iterator[Decision]:
    common = {name: cells.get(name, "") for name in ("name", "kind", "country", "document", "by", "date", "note")}
    found = _ITEM.search(cells["qid"])
    if cells["qid"] and found is None:
        raise InputError(where, f"qid = {cells['qid']!r} is no Wikidata item", "write Q and its number, or nothing")
    judgment = cells.get("judgment") or ("matched" if found else "none")
    if judgment not in _JUDGMENTS:
        raise InputError(where, f"judgment = {judgment!r} is unknown", f"write one of {', '.join(_JUDGMENTS)}")
    verdict = _JUDGMENTS[judgment]
    for column, of in (("candidates", "proposed"), ("rejected", "rejected")):
        for qid in filter(None, cells.get(column, "").split("|")):
            yield _decision(common, decision=of, qid=qid)
    if verdict != "proposed" or found:
        known = {name: cells.get(name, "") for name in ("label", "score")}
        yield _decision(common, decision=verdict, qid=found[1] if found else "", **known)


def _decision(common: Mapping[str, Any], **more: Any) -> Decision:
    return Decision(**{**common, **more})


_OPEN: Final = Decision("", "")


def _written(columns: tuple[str, ...], lines: Iterable[Mapping[str, str]], delimiter: str) -> str:
    content = io.StringIO()
    writer = csv.DictWriter(content, columns, delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines)
    return content.getvalue()


def _read(where: str, text: str, delimiter: str, required: tuple[str, ...]) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The lines of a table with their places, those before its header that begin with "#" left out.

    InputError if a column is missing or a line has not its number of cells.
    """
    lines = list(io.StringIO(text, newline=""))
    head = next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))
    reader = csv.DictReader(lines[head:], delimiter=delimiter)
    columns = reader.fieldnames or ()
    if missing := [column for column in required if column not in columns]:
        raise InputError(f"{where}:{head + 1}", f"lacks the column {missing[0]!r}", "add it to the header")
    for cells in reader:
        place = f"{where}:{head + reader.line_num}"
        if None in cells or None in cells.values():
            raise InputError(place, f"has not the {len(columns)} cells of the header", "mend that line")
        yield place, {name: cell.strip() for name, cell in cells.items()}
