"""How a server is to behave: one frozen value that is passed down."""

from __future__ import annotations

import base64
import contextlib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from pyoxigraph import NamedNode

from kgbuild.errors import SettingsError
from kgbuild.store.endpoint import Endpoint
from kgbuild.web.limits import Limits, is_bound
from kgbuild.web.reach import BARRED, Reach

TOKEN_VARIABLE: Final = "KGBUILD_TOKEN"  # noqa: S105 - a name, no secret
MIN_TOKEN_LENGTH: Final = 16
# What a header can carry.
TOKEN: Final = re.compile(rf"[\x20-\x7e]{{{MIN_TOKEN_LENGTH},}}")

CREDENTIALS_VARIABLE: Final = "KGBUILD_ENDPOINT_CREDENTIALS"
AUTHORIZATION: Final = re.compile(r"(?:Basic|Bearer) [\x21-\x7e]+")

# What browsers send (https://fetch.spec.whatwg.org/#origin-header): in small letters, without a path.
ORIGIN: Final = re.compile(r"[a-z][a-z0-9+.-]*://(?:[a-z0-9._-]+|\[[0-9a-f:]+\])(?::[1-9][0-9]{0,4})?")
ANY_ORIGIN: Final = "*"
# Nor with the port that goes without saying.
DEFAULT_PORT: Final = re.compile(r"http://[^/]*:80|https://[^/]*:443")

# What the other server is called where its address is nobody's business.
BEHIND: Final = "the server behind"


@dataclass(frozen=True, slots=True)
class Config:
    """What the options of `kgbuild serve` ask for; SettingsError, which names the option, where one cannot be met.

    limits: what queries may take.
    token: who shows it may write; nobody may if None.
    origins: sites whose scripts may ask in a reader's browser; "*" for all.
    union: whether the default graph of a query is the union of all graphs, or the store's own.
    license: the IRI of the licence that the description of the dataset names.
    max_age: for how many seconds an answer of another server (`--endpoint`) may be given again.
    services: addresses of the servers that SERVICE clauses may ask; `reach` says how they are reached.
    proxy: whether a proxy stands in front, whose X-Forwarded-For, -Proto, -Host and -Prefix are believed.
    access_log: the path of a file to which each request is logged, "-" for standard error; None for no log.
    log_queries: whether the log holds the text of queries and updates.
    """

    limits: Limits = field(default_factory=Limits)
    token: str | None = field(default=None, repr=False)
    origins: tuple[str, ...] = ()
    union: bool = True
    license: str | None = None
    proxy: bool = False
    max_age: float = 10
    access_log: str | None = None
    log_queries: bool = False
    services: tuple[str, ...] = ()
    reach: Reach = field(default_factory=Reach)

    def __post_init__(self) -> None:
        if not is_bound(self.max_age):
            raise SettingsError(f"--max-age {self.max_age}: out of range; give a positive number of seconds")
        for address in self.services:
            _check_address("--allow-service", address)
        for origin in self.origins:
            _check_origin(origin)
        if self.license is not None:
            try:
                NamedNode(self.license)
            except ValueError as error:
                raise SettingsError(f"--license {self.license!r}: no IRI ({error}); give one as https://...") from error
        if self.token is not None and not TOKEN.fullmatch(self.token):
            raise SettingsError(
                f"--allow-update: the token is too easy to guess, or not to be sent; put {MIN_TOKEN_LENGTH} ASCII "
                f"characters or more on one line into {TOKEN_VARIABLE} or the file of --token-file, such as those of "
                "python -c 'import secrets; print(secrets.token_urlsafe())'"
            )
        if self.log_queries and self.access_log is None:
            raise SettingsError("--log-queries: there is no log to write them to; name one with --access-log")


def check_services(config: Config) -> None:
    """SettingsError if SERVICE clauses may ask a server that is never connected to.

    A name that cannot be resolved just now may be by the time that a query asks it, and is looked at again then.
    """
    for url in config.services:
        with contextlib.suppress(OSError):
            if config.reach.is_barred(url):
                raise SettingsError(f"--allow-service {url!r}: {BARRED}, which is never asked; name another server")


def read_token(path: Path | None, environment: Mapping[str, str] = os.environ) -> str:
    """The token in a file or, without one, in the environment; SettingsError if there is none."""
    if path is None:
        if TOKEN_VARIABLE in environment:
            return environment[TOKEN_VARIABLE].strip()
        raise SettingsError(f"--allow-update: no token; set {TOKEN_VARIABLE} or give --token-file")
    return _secret(path, "token")


def read_endpoint(
    url: str, update_url: str | None, credentials: Path | None, environment: Mapping[str, str] = os.environ
) -> Endpoint:
    """A server to ask, with the credentials in a file or in the environment, if there are any.

    They are "NAME:PASSWORD", or a value of the Authorization header ("Bearer ..."). SettingsError if any is amiss.
    """
    _check_address("--endpoint", url)
    if update_url is not None:
        _check_address("--endpoint-update", update_url)
    secret = (
        environment.get(CREDENTIALS_VARIABLE, "").strip()
        if credentials is None
        else _secret(credentials, "credentials")
    )
    return Endpoint(url, BEHIND, _authorization(secret) if secret else None, update_url)


def _check_address(option: str, url: str) -> None:
    try:
        parts = urlsplit(url)
        whole = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0 and not parts.fragment
        # A name of another script has one of ASCII too ("xn--...").
        whole &= url.isascii() and url.isprintable() and " " not in url
    except ValueError:
        whole = False
    if not whole:
        raise SettingsError(f"{option} {url!r}: no address of a server; give one as http://HOST:PORT/PATH")
    if "@" in parts.netloc:
        # Not quoted: it holds a secret.
        raise SettingsError(
            f"{option}: an address must not hold a password; put NAME:PASSWORD into a file (--endpoint-credentials) or "
            f"into {CREDENTIALS_VARIABLE}; SERVICE sends none"
        )


def _check_origin(origin: str) -> None:
    if origin != ANY_ORIGIN and (not ORIGIN.fullmatch(origin) or DEFAULT_PORT.fullmatch(origin)):
        raise SettingsError(
            f"--cors {origin!r}: browsers never send that as the origin of a site; give a scheme and a host in small "
            'letters, and a port where it is not the usual one, as in https://example.org, or "*" for all sites'
        )


def _authorization(secret: str) -> str:
    if AUTHORIZATION.fullmatch(secret):
        return secret
    if ":" not in secret or not secret.isprintable():
        raise SettingsError('--endpoint-credentials: not understood; give NAME:PASSWORD or "Bearer TOKEN"')
    return "Basic " + base64.b64encode(secret.encode()).decode("ascii")


def _secret(path: Path, what: str) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: no {what} can be read ({error}); check the path and its permissions") from error
