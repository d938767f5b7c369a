"""A polite HTTP client: says who asks, asks little at a time, waits when told to, and goes nowhere it was not sent.

By the rules of Wikimedia's services (https://foundation.wikimedia.org/wiki/Policy:Wikimedia_Foundation_User-Agent_Policy,
https://www.mediawiki.org/wiki/Manual:Maxlag_parameter): a User-Agent that identifies the user, few requests at a time,
`maxlag`, `Retry-After`.
"""

from __future__ import annotations

import datetime
import email.utils
import json
import re
import threading
import time
from collections.abc import Callable, Mapping
from importlib.metadata import version
from typing import Any, Final
from urllib.parse import urlencode, urljoin, urlsplit

import urllib3

from kgbuild import __version__
from kgbuild.errors import ServiceError, SettingsError

MOST_AT_A_TIME: Final = 3
MOST_TRIES: Final = 5
FIRST_PAUSE: Final = 1.0
"""Seconds before a second try; doubled with each further one, unless the service says how long."""
LONGEST_PAUSE: Final = 300.0
"""Who is told to wait longer than so many seconds had better come again another time."""
CONNECT_SECONDS: Final = 10.0
SILENCE: Final = 30.0
"""Seconds without a byte after which a service is taken to hang."""
LONGEST_ANSWER: Final = 180.0
"""Seconds in which the whole answer must have come."""
MOST_BYTES: Final = 50 * 2**20
MOST_REDIRECTS: Final = 3

BUSY: Final = frozenset({429, 500, 502, 503, 504})
REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_CONTACT: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+|https?://[^\s/]+\.\S+")


class BusyError(Exception):
    """An answer that says to come again; `pause` in seconds, if it says so."""

    def __init__(self, why: str, pause: float | None = None) -> None:
        super().__init__(why)
        self.pause = pause


class Client:
    """Asks one service, from any number of threads, never more than `MOST_AT_A_TIME` at once.

    `contact` is the user's e-mail or web address, told in the User-Agent; SettingsError without one. Redirects are
    followed within the service's own scheme, host and port alone: what else answers there was not asked for.
    """

    def __init__(
        self,
        url: str,
        contact: str | None,
        sleep: Callable[[float], None] = time.sleep,
        silence: float | None = None,
    ) -> None:
        """`silence` is the number of seconds without a byte to bear, where `SILENCE` will not do."""
        try:
            parts = urllib3.util.parse_url(url)
        except urllib3.exceptions.LocationParseError as error:
            raise SettingsError(f"{url}: is no address ({error}); give the service's own") from error
        if parts.scheme not in ("http", "https") or not parts.host or parts.auth is not None:
            raise SettingsError(f"{url}: is no http(s) address without a password; give the service's own")
        if not contact or not _CONTACT.fullmatch(contact):
            raise SettingsError(
                f"contact = {contact or ''!r}: services want to know whom to write to; give --contact, or set"
                " KGBUILD_CONTACT, to your e-mail or web address"
            )
        self.url = url
        self._sleep, self._silence = sleep, silence
        agent = f"kgbuild/{__version__} (https://w3id.org/kgbuild; {contact}) urllib3/{version('urllib3')}"
        self._headers = {"User-Agent": agent, "Accept-Encoding": "gzip"}
        self._slots = threading.BoundedSemaphore(MOST_AT_A_TIME)
        self._pool = urllib3.PoolManager(maxsize=MOST_AT_A_TIME)
        self._lock = threading.Lock()
        self._resume_at = 0.0

    def ask(
        self,
        fields: Mapping[str, str],
        *,
        post: bool = False,
        accept: str = "application/json",
        check: Callable[[Any], None] = lambda _: None,
    ) -> Any:
        """The JSON that the service answers to the fields of a query or, with `post`, of a form.

        `check` may raise `BusyError` for an answer that puts off, or ServiceError for one that is of no use.
        ServiceError if there is no good answer after `MOST_TRIES`, or one that it makes no sense to ask for again.
        """
        pause = FIRST_PAUSE
        for left in reversed(range(MOST_TRIES)):
            try:
                with self._slots:
                    self._wait()
                    content, rest = self._send(fields, post, accept)
                answer = _parsed(content)
                try:
                    check(answer)
                except BusyError as busy:
                    raise BusyError(str(busy), rest) from busy
            except BusyError as busy:
                if not left:
                    raise ServiceError(self.url, f"{busy}, {MOST_TRIES} times", "try again later") from busy
                wanted = busy.pause if busy.pause is not None else pause
                if wanted > LONGEST_PAUSE:
                    what = f"{busy}, and wants {wanted:.0f} seconds of rest"
                    raise ServiceError(self.url, what, "try again then") from busy
                self._pause(wanted)
                pause *= 2
            else:
                return answer
        raise AssertionError("unreachable")

    def _pause(self, seconds: float) -> None:
        """All threads wait: who is told to, speaks for the program."""
        with self._lock:
            self._resume_at = max(self._resume_at, time.monotonic() + seconds)

    def _wait(self) -> None:
        with self._lock:
            left = self._resume_at - time.monotonic()
        if left > 0:
            self._sleep(left)

    def _send(self, fields: Mapping[str, str], post: bool, accept: str) -> tuple[bytes, float | None]:
        """The body of a good answer and the seconds of its Retry-After, if it has one."""
        sent = urlencode(fields)
        url = self.url if post or not sent else f"{self.url}{'&' if '?' in self.url else '?'}{sent}"
        headers = self._headers | {"Accept": accept}
        timeout = urllib3.Timeout(connect=CONNECT_SECONDS, read=self._silence or SILENCE)
        if post:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        for _ in range(MOST_REDIRECTS + 1):
            try:
                response = self._pool.request(
                    "POST" if post else "GET", url, body=sent if post else None, headers=headers, redirect=False,
                    retries=False, preload_content=False, timeout=timeout,
                )  # fmt: skip
                try:
                    content = _content(response)
                finally:
                    response.close()  # where it was not read to its end: else it is back in the pool
            except urllib3.exceptions.HTTPError as error:
                raise BusyError(f"does not answer ({_reason(error)})") from error
            rest = _retry_after(response.headers.get("Retry-After"))
            if response.status in BUSY:
                raise BusyError(f"answers {response.status}", rest)
            if response.status not in REDIRECTS:
                if response.status != 200:
                    told = " ".join(content[:200].decode("utf-8", "replace").split())
                    what = f"answers {response.status}: {told}"
                    raise ServiceError(self.url, what, "check the address and the query")
                return content, rest
            url = self._redirected(url, response)
            post = post and response.status != 303
        raise ServiceError(self.url, f"redirects more than {MOST_REDIRECTS} times", "check the address")

    def _redirected(self, url: str, response: urllib3.BaseHTTPResponse) -> str:
        target = urljoin(url, response.headers.get("Location", ""))
        if _origin(target) != _origin(self.url):
            what = f"sends us elsewhere, to {target[:200]!r}"
            raise ServiceError(self.url, what, "give that address yourself if you trust it")
        return target


def _content(response: urllib3.BaseHTTPResponse) -> bytes:
    """The whole body, within bounds of time and size: taken as it comes, for a slow one may never fill a buffer."""
    deadline, parts, size = time.monotonic() + LONGEST_ANSWER, [], 0
    while part := response.read1(65536, decode_content=True):
        parts.append(part)
        size += len(part)
        if size > MOST_BYTES:
            raise BusyError(f"sends more than {MOST_BYTES:,} bytes")
        if time.monotonic() > deadline:
            raise BusyError(f"does not end its answer in {LONGEST_ANSWER:.0f} seconds")
    return b"".join(parts)


def _parsed(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError as error:
        raise BusyError(f"sends no JSON ({error})") from error


def _retry_after(value: str | None) -> float | None:
    """Seconds, from a number of them or an HTTP date (RFC 9110, section 10.2.3)."""
    if value is None:
        return None
    if value.strip().isdecimal():
        return float(value)
    try:
        until = email.utils.parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (until - datetime.datetime.now(datetime.UTC)).total_seconds()) if until.tzinfo else None


def _origin(url: str) -> tuple[str, str | None, int | None]:
    try:
        parts = urlsplit(url)
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    except ValueError:
        return ("", None, None)
    return (parts.scheme, parts.hostname, port)


def _reason(error: Exception) -> str:
    """The innermost words of an error of urllib3, without addresses of objects."""
    inner = getattr(error, "reason", None) or error
    return re.sub(r"<[^>]*>:? ?", "", str(inner)) or type(inner).__name__
