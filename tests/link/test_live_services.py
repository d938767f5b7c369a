"""Proposals of a Wikibase and of a reconciliation service, asked over HTTP on this machine."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from local_service import Fields, Reply, Service, serving

from kgbuild.errors import OutputError, ServiceError
from kgbuild.link.authority import Authority
from kgbuild.link.builders.build import AuthorityBuild, Options
from kgbuild.link.clusters import Cluster
from kgbuild.link.decisions import Decision, Decisions
from kgbuild.link.live.cache import AnswerCache
from kgbuild.link.live.http import Client
from kgbuild.link.live.look_up import AT_ONCE, look_up, unlinked
from kgbuild.link.live.reconciliation import Reconciliation
from kgbuild.link.live.wikibase import Wikibase

CONTACT = "ana@research.example"


def claim(qid: str) -> dict[str, Any]:
    return {"mainsnak": {"datavalue": {"value": {"id": qid}}}, "rank": "normal"}


def item(label: str, *classes: str, land: str | None = None, aliases: tuple[str, ...] = (), **more: Any) -> Any:
    claims = {"P31": [claim(name) for name in classes]} | ({"P17": [claim(land)]} if land else {})
    return {
        "labels": {"en": {"language": "en", "value": label}},
        "aliases": {"en": [{"language": "en", "value": alias} for alias in aliases]},
        "claims": claims | more,
        "sitelinks": {"enwiki": {"title": label}},
    }


ITEMS = {
    "Q9601": item("Steppe Foods", "Q9690", land="Q232"),
    "Q9602": item("Steppe Foods", "Q9690", land="Q419"),
    "Q9603": item("Steppe Foods Building", "Q41176", land="Q232"),
    "Q9604": item("Steppe Food Company", "Q783794", land="Q232", aliases=("Steppe Foods",)),
    "Q9605": item("Steppe Foods", "Q4167410"),
    "Q9690": item("dairy", P279=[claim("Q9691")]),
    "Q9691": item("producer", P279=[claim("Q783794")]),
}


def wikidata(path: str, fields: Fields) -> Any:
    """Answers as the API of a Wikibase does."""
    assert (fields["format"], fields["maxlag"]) == ("json", "5")
    if fields["action"] == "wbsearchentities":
        assert fields["type"] == "item"
        found = [qid for qid, each in ITEMS.items() if fields["search"] in json.dumps(each) and qid < "Q9690"]
        return {"search": [{"id": qid, "label": "x"} for qid in found], "success": 1}
    ids = fields["ids"].split("|")
    return {
        "entities": {qid: {"id": qid, "type": "item", **ITEMS.get(qid, {"missing": ""})} for qid in ids},
        "success": 1,
    }


RESULTS = [
    {"id": "Q9601", "name": "Steppe Foods", "score": 100, "match": True, "type": [{"id": "Q783794"}]},
    {"id": "Q9603", "name": "Steppe Foods Building", "score": 71.4, "match": False, "type": [{"id": "Q41176"}]},
    {"id": "Q9604", "name": "Steppe Food Company", "score": 60, "match": False, "type": ["Q9690"]},
    {"id": "P31", "name": "no item", "score": 50, "match": False, "type": []},
]  # fmt: skip
MANIFEST = {
    "versions": ["0.1", "0.2"],
    "name": "Own items",
    "identifierSpace": "http://www.wikidata.org/entity/",
    "schemaSpace": "http://www.wikidata.org/prop/direct/",
}


def reconciler(path: str, fields: Fields) -> Any:
    """Answers as the Reconciliation API 0.2 does."""
    if "queries" not in fields:
        return MANIFEST
    queries = json.loads(fields["queries"])
    return {key: {"result": RESULTS if query["query"] == "Steppe Foods" else []} for key, query in queries.items()}


def cluster(name: str = "Steppe Foods", kind: str = "Company", country: str = "", **more: Any) -> Cluster:
    return replace(Cluster(f"https://x/{name}", kind, name, (name,), country, ("d1",), 1), **more)


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[AnswerCache]:
    with AnswerCache(tmp_path / "answers.sqlite", "2026-11-27") as each:
        yield each


def wikibase(service: Service, cache: AnswerCache) -> Wikibase:
    countries = {"Q232": "KZ", "Q419": "PE"}
    return Wikibase(Client(service.address, CONTACT, lambda _: None), cache, countries.get)


def reconciliation(service: Service, cache: AnswerCache) -> Reconciliation:
    return Reconciliation(Client(service.address, CONTACT, lambda _: None), cache)


def test_a_wikibase_offers_items_of_the_right_kind_the_likeliest_first(cache: AnswerCache) -> None:
    with serving(wikidata) as service:
        offers = list(wikibase(service, cache).propose([cluster(country="KZ")]))
    assert [offer.qid for offer in offers] == ["Q9601", "Q9604", "Q9602"]
    best = offers[0]
    assert (best.name, best.kind, best.country, best.decision) == ("Steppe Foods", "Company", "KZ", "proposed")
    assert (best.label, best.by, best.note) == ("Steppe Foods", service.address, "label, Company, KZ, 1 Wikipedias")
    assert float(best.score) > float(offers[1].score) > float(offers[2].score)


def test_what_was_answered_is_not_asked_again(cache: AnswerCache) -> None:
    with serving(wikidata) as service:
        asking = [cluster(), cluster("Nobody Else")]
        first = list(wikibase(service, cache).propose(asking))
        number = len(service.asked)
        assert number <= 6  # two searches, the items, their classes, two classes above
        assert list(wikibase(service, cache).propose(asking)) == first
        assert len(service.asked) == number


@pytest.mark.usefixtures("without_core")
def test_what_was_looked_up_becomes_an_authority(cache: AnswerCache, tmp_path: Path) -> None:
    with serving(wikidata) as service:
        list(wikibase(service, cache).propose([cluster()]))
    said: list[str] = []
    AuthorityBuild(tmp_path / "own.kgba", "own", [str(cache.path)], Options(), "2026-11-28", said.append).run()
    assert said == [f"{cache.path}: 4 items (3 Company, 1 Facility)"]
    built = Authority(tmp_path / "own.kgba")
    assert [item.qid for item in built.named("Steppe Foods")] == ["Q9601", "Q9602", "Q9604"]
    ((_, address, licence, day),) = built.sources
    assert (address, licence, day) == (service.address, "not stated", "2026-11-27")


def test_maxlag_is_obeyed(cache: AnswerCache) -> None:
    slept: list[float] = []
    with serving(wikidata) as service:
        lag = {"error": {"code": "maxlag", "info": "Waiting for db: 9 seconds lagged", "lag": 9}}
        service.faults = [Reply(lag, headers={"Retry-After": "5"})]
        asking = Wikibase(Client(service.address, CONTACT, slept.append), cache, lambda _: None)
        assert list(asking.propose([cluster()]))
    assert slept[0] == pytest.approx(5, abs=0.5)  # of which no second passes here, so that the next request waits too


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"error": {"code": "badvalue", "info": "no such action"}}, "says badvalue: no such action"),
        ({"found": []}, "answers wbsearchentities in a form that is not known"),
        ([], "answers wbsearchentities in a form that is not known"),
    ],
)
def test_what_no_wikibase_says_is_told(cache: AnswerCache, answer: Any, words: str) -> None:
    with serving(lambda path, fields: answer) as service, pytest.raises(ServiceError, match=words):
        list(wikibase(service, cache).propose([cluster()]))


@pytest.mark.parametrize("entities", [None, [], {"Q9601": 7}, {"Q9601": {"id": 7}}])
def test_entities_of_another_form_are_told(cache: AnswerCache, entities: Any) -> None:
    def answer(path: str, fields: Fields) -> Any:
        return {"search": [{"id": "Q9601"}]} if fields["action"] == "wbsearchentities" else {"entities": entities}

    with serving(answer) as service, pytest.raises(ServiceError, match="wbgetentities in a form that is not known"):
        list(wikibase(service, cache).propose([cluster()]))


def test_a_reconciliation_service_offers_what_it_found(cache: AnswerCache) -> None:
    with serving(reconciler) as service:
        asking = [cluster(f"Name {number}") for number in range(12)] + [cluster(country="KZ")]
        offers = list(reconciliation(service, cache).propose(asking))
        assert [(offer.qid, offer.score, offer.note) for offer in offers] == [
            ("Q9601", "0.99", "matched by the service"),
            ("Q9604", "0.60", ""),
        ]
        assert len(service.asked) == 3  # the manifest, ten names, three names
        assert list(reconciliation(service, cache).propose(asking)) == offers
        assert len(service.asked) == 3


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ([], "is no reconciliation service"),
        ({**MANIFEST, "versions": ["0.1"]}, "speaks only the versions"),
        ({**MANIFEST, "identifierSpace": "https://viaf.org/viaf/"}, "knows the ids of https://viaf.org/viaf/"),
        ({**MANIFEST, "q0": {"found": []}}, "in a form that is not known"),
        ({**MANIFEST, "q0": {"result": {}}}, "in a form that is not known"),
        ({**MANIFEST, "q0": {"result": [{"id": "Q1"}]}}, "in a form that is not known"),
    ],
)
def test_what_no_reconciliation_service_says_is_told(cache: AnswerCache, answer: Any, words: str) -> None:
    with serving(lambda path, fields: answer) as service, pytest.raises(ServiceError, match=words):
        list(reconciliation(service, cache).propose([cluster()]))


def test_only_names_that_nothing_is_known_of_are_looked_up() -> None:
    link = Decision("A B", "Company", qid="Q1")
    table = Decisions((Decision("C D", "Company", qid="Q1"), Decision("E F", "Company", decision="absent")))
    every = [
        cluster("A B", offers=(link,)), cluster("C D"), cluster("E F"), cluster("G H"), cluster("Omar", "Person"),
        cluster("Dana Omar", "Person"),
    ]  # fmt: skip
    assert [each.name for each in unlinked(every, table)] == ["G H", "Dana Omar"]


def test_what_was_found_before_a_fault_is_kept(cache: AnswerCache) -> None:
    found: list[Decision] = []
    every = [cluster()] + [cluster(f"Name {number}") for number in range(AT_ONCE + 1)]

    def answer(path: str, fields: Fields) -> Any:
        if fields.get("search") == f"Name {AT_ONCE}":
            return {"error": {"code": "blocked", "info": "for now"}}
        return wikidata(path, fields)

    with serving(answer) as service, pytest.raises(ServiceError, match="blocked"):
        look_up(every, wikibase(service, cache), found.extend, lambda _: None)
    assert [row.qid for row in found] == ["Q9601", "Q9602", "Q9604"]
    with serving(wikidata) as service:
        service_again = wikibase(service, cache)
        service_again.name = next(row.by for row in found)  # the same service, elsewhere
        assert look_up(every[1:], service_again, found.extend, lambda _: None) == 0
        assert [fields["search"] for fields in service.asked] == [f"Name {AT_ONCE}"]


def test_a_file_that_is_no_cache_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("something else, and long enough to be read as a header" * 20, encoding="utf-8")
    with pytest.raises(OutputError, match="the cache of answers cannot be used"):
        AnswerCache(tmp_path / "text", "2026-11-27")
