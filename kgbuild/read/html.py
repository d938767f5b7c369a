"""HTML pages: main text, title and date by trafilatura. Offsets count in the extracted text."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Final

from kgbuild.errors import InputError
from kgbuild.model import Article
from kgbuild.read.files import read_bytes
from kgbuild.read.metadata import Given, is_web_address, make_article
from kgbuild.read.plain import read_sidecar
from kgbuild.settings import Settings

# Our name of a field → trafilatura's.
METADATA: Final = {"date": "date", "title": "title", "url": "url", "publisher": "sitename"}


def read_html(path: Path, default_id: str, given: Given, settings: Settings) -> Article:
    """The article in a saved page; a sidecar wins over what the page says of itself. InputError if it holds no text."""
    return html_article(str(path), default_id, read_bytes(path), dict(read_sidecar(path)), given, settings)


def html_article(
    where: str, default_id: str, data: bytes, sidecar: dict[str, object], given: Given, settings: Settings
) -> Article:
    """The article in the bytes of a page, whose encoding the page itself declares."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # its complaints are told below, with the remedy
    document = trafilatura.bare_extraction(data, include_comments=False, include_tables=False, with_metadata=True)
    page = {} if document is None else document if isinstance(document, dict) else document.as_dict()
    text = page.get("text") or ""
    if not text.strip():
        raise InputError(
            where, "no main text was found in the page", "save the article alone, or give its text as .txt"
        )
    found = {name: page.get(key) for name, key in METADATA.items() if page.get(key)}
    if not is_web_address(str(found.get("url", ""))):
        found.pop("url", None)  # pages name themselves by paths of their site
    return make_article(where, default_id, text, found | sidecar, given, settings)
