"""How a server is to behave: one frozen value that is passed down."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kgbuild.errors import SettingsError
from kgbuild.web.limits import Limits

TOKEN_VARIABLE: Final = "KGBUILD_TOKEN"  # noqa: S105 - a name, no secret
MIN_TOKEN_LENGTH: Final = 16


@dataclass(frozen=True, slots=True)
class Config:
    """limits: what queries may take.
    token: who shows it may write; nobody may if None.
    origins: sites whose scripts may ask in a reader's browser; "*" for all.
    union: whether the default graph of a query is the union of all graphs, or the store's own.
    license: the IRI of the licence that the description of the dataset names.
    proxy: whether a proxy stands in front, whose X-Forwarded-For, -Proto, -Host and -Prefix are believed.
    """

    limits: Limits = field(default_factory=Limits)
    token: str | None = field(default=None, repr=False)
    origins: tuple[str, ...] = ()
    union: bool = True
    license: str | None = None
    proxy: bool = False

    def __post_init__(self) -> None:
        if self.token is not None and (len(self.token) < MIN_TOKEN_LENGTH or not self.token.isascii()):
            raise SettingsError(
                f"token: too easy to guess; take {MIN_TOKEN_LENGTH} ASCII characters or more, such as those of "
                "python -c 'import secrets; print(secrets.token_urlsafe())'"
            )


def read_token(path: Path | None, environment: Mapping[str, str] = os.environ) -> str:
    """The token in a file or, without one, in the environment; SettingsError if there is none."""
    if path is None:
        if TOKEN_VARIABLE in environment:
            return environment[TOKEN_VARIABLE].strip()
        raise SettingsError(f"--allow-update: no token; set {TOKEN_VARIABLE} or give --token-file")
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: no token can be read ({error}); check the path and its permissions") from error
