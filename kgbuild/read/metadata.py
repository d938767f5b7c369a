"""What is known of a document besides its text: from options, a sidecar file or front matter."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from kgbuild.errors import InputError
from kgbuild.model import Article
from kgbuild.read.language import check_language
from kgbuild.settings import Settings

FIELDS: Final = ("id", "date", "title", "url", "language", "publisher")

MAX_ID_CHARACTERS: Final = 500


@dataclass(frozen=True, slots=True)
class Given:
    """Metadata that the user gave for all documents of a run; what a document says of itself comes first."""

    date: str | None = None
    title: str | None = None
    url: str | None = None
    language: str | None = None
    publisher: str | None = None


def make_article(
    where: str, default_id: str, text: str, metadata: Mapping[str, Any], given: Given, settings: Settings
) -> Article:
    """An article from its text and metadata, checked.

    InputError if the text is empty or too long or no Unicode text, an id cannot be part of an IRI, a date is
    impossible, a url is no http(s) address, or the language is not the model's.
    """
    values = {name: _string(where, name, metadata.get(name)) for name in FIELDS}
    document_id = unicodedata.normalize("NFC", values["id"] or default_id)
    _check_id(where, document_id)
    for name in FIELDS[1:]:
        values[name] = values[name] or getattr(given, name)
    _check_text(where, text, settings)
    _check_url(where, values["url"])
    language = values["language"]
    if language and language.split("-")[0].lower() != settings.language.split("-")[0].lower():
        raise InputError(
            where,
            f"its language is {language!r}, the model reads {settings.language!r}",
            "leave it out, or set model and language to ones that fit",
        )
    if not language:
        check_language(where, text, settings)
    return Article(
        id=document_id,
        text=text,
        date=parse_date(where, values["date"]),
        title=values["title"],
        url=values["url"],
        language=language or settings.language,
        publisher=values["publisher"],
        where=where,
    )


def parse_date(where: str, value: str | None) -> datetime.date | None:
    """A date from YYYY-MM-DD, or from an ISO date and time; InputError if there is no such day."""
    if not value:
        return None
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d([T ]\d.*)?", value, re.ASCII):
            raise ValueError("not YYYY-MM-DD")
        return datetime.date.fromisoformat(value[:10])
    except ValueError as error:
        raise InputError(
            where, f"the date {value!r} is no day of the calendar ({error})", "write YYYY-MM-DD"
        ) from error


def is_web_address(url: str) -> bool:
    """Whether it is an http(s) address with a host."""
    return re.match(r"https?://[^/?#\s]", url, re.IGNORECASE) is not None


def _string(where: str, name: str, value: Any) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, str):
        _check_encodable(where, name, value)
        return value.strip() or None
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise InputError(where, f"{name} is {type(value).__name__}, not text", f"write {name} as a string")


def _check_id(where: str, document_id: str) -> None:
    """An id becomes a part of IRIs, of which readers resolve steps such as ".." (RFC 3986, section 5.2.4)."""
    if len(document_id) > MAX_ID_CHARACTERS:
        raise InputError(where, f"its id has more than {MAX_ID_CHARACTERS} characters", "give it a shorter one")
    if not document_id.isprintable():
        raise InputError(where, f"its id {document_id!r} holds what cannot be printed", "leave that out")
    if {"", ".", ".."} & set(document_id.split("/")):
        raise InputError(
            where, f"its id {document_id!r} has a step that is empty, '.' or '..'", "write names between the slashes"
        )


def _check_url(where: str, url: str | None) -> None:
    if url and not is_web_address(url):
        raise InputError(where, f"its url {url!r} is no http(s) address", "mend it, or leave it out")


def _check_encodable(where: str, name: str, value: str) -> None:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        what = f"{name} has half of a surrogate pair at offset {error.start}"
        raise InputError(where, what, "mend the text where it was made") from error


def _check_text(where: str, text: str, settings: Settings) -> None:
    if not text.strip():
        raise InputError(where, "holds no text", "leave it out, or check that the right file was given")
    if len(text) > settings.max_characters:
        raise InputError(
            where,
            f"has {len(text):,} characters, the limit is {settings.max_characters:,}",
            "split it into documents, or raise max_characters in kgbuild.toml",
        )
    _check_encodable(where, "text", text)
