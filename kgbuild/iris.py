"""The one place that mints IRIs. Deterministic: the same input names the same node, on any machine."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

from kgbuild.model import Entity, Key, Link, Span

SAFE = "-._~"


def document_iri(base: str, document_id: str) -> str:
    """The document, and the name of its graph."""
    return f"{base}doc/{quote(document_id, safe=SAFE + '/')}"


def span_iri(document: str, span: Span) -> str:
    """A stretch of the document's text by RFC 5147 ("#char=0,12")."""
    return f"{document}#char={span.begin},{span.end}"


def local_iri(document: str, key: Key) -> str:
    """A node that is scoped to its document: an event, a claim, an unnamed group."""
    return f"{document}#{quote(key, safe=SAFE + '=,/')}"


def entity_iri(base: str, document: str, entity: Entity, link: Link | None) -> str:
    """By QID where linked exactly; by kind, country and name where the name is distinctive; else in its document."""
    if link is not None and link.relation in ("exactMatch", "sameAs"):
        return f"{base}entity/{link.qid}"
    if entity.distinctive and (name := normalised(entity.label)):
        country = f"{entity.country.lower()}/" if entity.country else ""
        return f"{base}entity/{entity.kind}/{country}{quote(name, safe=SAFE)}"
    return local_iri(document, entity.key)


def entity_country(iri: str) -> str | None:
    """The ISO 3166-1 alpha-2 code that the IRI of an unlinked entity holds, if its country is known."""
    found = re.search(r"entity/[A-Z]\w+/([a-z]{2})/[^/#]+$", iri)
    return found[1].upper() if found else None


def authority_iri(base: str, authority: str) -> str:
    """An authority with its snapshot date ("kgbuild-core 2026-11-01")."""
    return f"{base}authority/{quote(authority.replace(' ', '/'), safe=SAFE + '/')}"


def normalised(name: str) -> str:
    """A name folded for comparison: compatibility forms and case folded, marks kept, anything else a hyphen."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return re.sub(r"[\W_]+", "-", folded).strip("-")
