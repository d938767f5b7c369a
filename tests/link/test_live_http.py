"""The client of services: polite, patient within bounds, and faithful to the address it was given."""

from __future__ import annotations

import datetime
import email.utils
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from local_service import Reply, Service, serving

from kgbuild.errors import ServiceError, SettingsError
from kgbuild.link.live import http
from kgbuild.link.live.http import MOST_AT_A_TIME, BusyError, Client

CONTACT = "ana@research.example"


@pytest.fixture
def service() -> Iterator[Service]:
    with serving(lambda path, fields: {"path": path, **fields}) as each:
        yield each


@pytest.fixture
def slept() -> list[float]:
    return []


@pytest.fixture
def client(service: Service, slept: list[float]) -> Client:
    return Client(service.address, CONTACT, slept.append)


@pytest.mark.parametrize("contact", [None, "", "ana", "ana@", "http://", "you\r\nHost: x@y.z"])
def test_nothing_is_asked_without_a_contact(service: Service, contact: str | None) -> None:
    with pytest.raises(SettingsError, match="KGBUILD_CONTACT"):
        Client(service.address, contact)
    assert service.asked == []


@pytest.mark.parametrize(
    "address", ["ftp://x.example", "x.example/api", "http://", "https://a:b@x.example", "http://[::1", "http://x:y/"]
)
def test_only_plain_web_addresses_are_asked(address: str) -> None:
    with pytest.raises(SettingsError, match="address"):
        Client(address, CONTACT)


def test_who_asks_is_told(service: Service, client: Client) -> None:
    assert client.ask({"q": "Алматы & co"}) == {"path": "/api.php", "q": "Алматы & co"}
    assert client.ask({"q": "1"}, post=True) == {"path": "/api.php", "q": "1"}
    (agent,) = service.agents
    assert agent.startswith("kgbuild/")
    assert CONTACT in agent


def test_three_at_a_time_and_no_more() -> None:
    """Each is answered when so many are there."""
    together = threading.Barrier(MOST_AT_A_TIME)
    with serving(lambda *_: together.wait(60)) as service, ThreadPoolExecutor(12) as pool:
        client = Client(service.address, CONTACT)
        list(pool.map(lambda number: client.ask({"q": str(number)}), range(4 * MOST_AT_A_TIME)))
    assert service.at_once == MOST_AT_A_TIME
    assert len(service.asked) == 4 * MOST_AT_A_TIME


@pytest.mark.parametrize(
    "fault",
    [
        Reply(status=429, headers={"Retry-After": "7"}),
        Reply(status=503, headers={"Retry-After": "7"}),
        Reply({"error": {"code": "maxlag"}}, headers={"Retry-After": "7"}),
    ],
    ids=["429", "503", "maxlag"],
)
def test_who_is_told_to_wait_waits(service: Service, client: Client, slept: list[float], fault: Reply) -> None:
    def check(answer: dict[str, object]) -> None:
        if "error" in answer:
            raise BusyError("says maxlag")

    service.faults = [fault]
    assert client.ask({"q": "1"}, check=check)["q"] == "1"
    assert slept == [pytest.approx(7, abs=0.5)]


def test_a_date_to_wait_for_is_read(service: Service) -> None:
    def now() -> datetime.datetime:
        return datetime.datetime.now(datetime.UTC)

    until, waited = now() + datetime.timedelta(seconds=90), list[datetime.datetime]()
    client = Client(service.address, CONTACT, lambda left: waited.append(now() + datetime.timedelta(seconds=left)))
    service.faults = [Reply(status=503, headers={"Retry-After": email.utils.format_datetime(until, usegmt=True)})]
    client.ask({"q": "1"})
    # Such a date has no fractions of a second.
    assert [abs((each - until).total_seconds()) < 2 for each in waited] == [True]


def test_all_wait_where_one_is_told_to(service: Service) -> None:
    paused = threading.Event()
    client = Client(service.address, CONTACT, lambda _: paused.set())
    service.faults = [Reply(status=429, headers={"Retry-After": "100"})]
    client.ask({"q": "1"})
    paused.clear()
    client.ask({"q": "2"})
    assert paused.is_set()


def test_who_would_wait_too_long_gives_up(service: Service, client: Client, slept: list[float]) -> None:
    service.faults = [Reply(status=429, headers={"Retry-After": "86400"})]
    with pytest.raises(ServiceError, match=r"answers 429, and wants 86400 seconds of rest; try again then"):
        client.ask({"q": "1"})
    assert slept == []


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Reply(status=500), "answers 500"),
        (Reply(status=502, headers={"Retry-After": "soon"}), "answers 502"),
        (Reply(b"{broken"), "sends no JSON"),
        (Reply({"long": "x" * 1000}, cut=True), "does not answer"),
        (Reply({}, hang=60), "does not answer"),
        (Reply({"long": "x" * 400}, drip=0.02), "does not end its answer"),
    ],
    ids=["500", "no date", "broken JSON", "cut", "hang", "drip"],
)
def test_faults_that_pass_are_borne_and_those_that_do_not_are_told(
    service: Service, client: Client, slept: list[float], monkeypatch: pytest.MonkeyPatch, fault: Reply, words: str
) -> None:
    if fault.hang:
        monkeypatch.setattr(http, "SILENCE", 1.0)
    if fault.drip:
        monkeypatch.setattr(http, "LONGEST_ANSWER", 1.0)
    service.faults = [fault, fault]
    assert client.ask({"q": "1"})["q"] == "1"
    assert len(slept) == 2
    assert slept[0] < slept[1]
    monkeypatch.setattr(http, "MOST_TRIES", 2)
    service.faults = [fault] * 2
    with pytest.raises(ServiceError, match=rf"{words}.*, 2 times; try again later"):
        client.ask({"q": "1"})


def test_an_answer_may_take_longer_than_to_connect(
    service: Service, client: Client, slept: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http, "CONNECT_SECONDS", 0.1)
    service.faults = [Reply({"q": "late"}, hang=0.5)]
    assert client.ask({"q": "1"})["q"] == "late"
    assert slept == []


def test_too_long_an_answer_is_not_read(service: Service, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "MOST_BYTES", 1000)
    service.faults = [Reply({"long": "x" * 100_000})]
    assert client.ask({"q": "1"})["q"] == "1"
    assert len(service.asked) == 2


def test_a_refusal_is_told_at_once(service: Service, client: Client) -> None:
    service.faults = [Reply(b"no such\n page", status=404)]
    with pytest.raises(ServiceError, match="answers 404: no such page; check the address"):
        client.ask({"q": "1"})
    assert len(service.asked) == 1


def test_nobody_there_is_told(slept: list[float]) -> None:
    with serving(lambda path, fields: {}) as gone:
        address = gone.address
    with pytest.raises(ServiceError, match="does not answer"):
        Client(address, CONTACT, slept.append).ask({"q": "1"})


@pytest.mark.parametrize("post", [False, True])
def test_a_redirect_within_the_service_is_followed(service: Service, client: Client, post: bool) -> None:
    where = "/w/api.php" if post else "/w/api.php?q=1"
    service.faults = [Reply(status=308, headers={"Location": where})]
    assert client.ask({"q": "1"}, post=post) == {"path": "/w/api.php", "q": "1"}


@pytest.mark.parametrize(
    "where",
    ["http://127.0.0.1:1/api.php", "http://localhost/", "http://169.254.1.1/", "file:///etc/passwd", "//x.example/"],
)  # fmt: skip
def test_a_redirect_elsewhere_is_not_followed(service: Service, client: Client, where: str) -> None:
    service.faults = [Reply(status=302, headers={"Location": where})]
    with pytest.raises(ServiceError, match="sends us elsewhere"):
        client.ask({"q": "1"})
    assert len(service.asked) == 1


def test_redirects_without_end_are_told(service: Service, client: Client) -> None:
    service.faults = [Reply(status=307, headers={"Location": "/again"})] * 9
    with pytest.raises(ServiceError, match="redirects more than"):
        client.ask({"q": "1"})
