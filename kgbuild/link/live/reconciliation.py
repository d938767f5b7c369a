"""Asks a service of the Reconciliation API 0.2 (https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import Any, Final

from kgbuild.errors import ServiceError
from kgbuild.link.builders.classes import NONE, direct_kind
from kgbuild.link.clusters import Cluster
from kgbuild.link.decisions import QID, Decision
from kgbuild.link.items import compatible
from kgbuild.link.live.cache import AnswerCache
from kgbuild.link.live.http import MOST_AT_A_TIME, Client

VERSION: Final = "0.2"
MOST_QUERIES: Final = 10
"""Queries in one request."""
MOST_OFFERED: Final = 5
_SPACES: Final = ("http://www.wikidata.org/entity/", "https://www.wikidata.org/entity/")


class Reconciliation:
    """A reconciliation service of Wikidata items as a service of proposals."""

    def __init__(self, client: Client, cache: AnswerCache) -> None:
        self.name = client.url
        self._client, self._cache = client, cache

    def propose(self, clusters: Sequence[Cluster]) -> Iterator[Decision]:
        """The items that the service finds for clusters, but for those of another kind, in its order. ServiceError."""
        found = self._results([cluster.name for cluster in clusters])
        for cluster in clusters:
            offers = (self._offer(cluster, result) for result in found[cluster.name])
            yield from [offer for offer in offers if offer][:MOST_OFFERED]

    def _offer(self, cluster: Cluster, result: Any) -> Decision | None:
        try:
            qid, score = str(result["id"]), float(result["score"])
            types = [str(each["id"] if isinstance(each, dict) else each) for each in result.get("type", [])]
            label = str(result["name"])
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise self._unknown_form() from error
        kind = direct_kind(types)
        if not QID.fullmatch(qid) or (kind and (kind == NONE or not compatible(cluster.kind, kind))):
            return None
        told = "matched by the service" if result.get("match") is True else ""
        return Decision(
            cluster.name, cluster.kind, cluster.country, qid=qid, label=label,
            score=f"{max(0.0, min(score / 100, 0.99)):.2f}", by=self.name, note=told,
        )  # fmt: skip

    def _results(self, names: Sequence[str]) -> Mapping[str, Sequence[Any]]:
        kept = {name: self._cache.get(self.name, f"query {name}") for name in names}
        missing = [name for name in kept if kept[name] is None]
        if missing:
            self._check_manifest  # noqa: B018 - asked for once, before the first query
        batches = [missing[first : first + MOST_QUERIES] for first in range(0, len(missing), MOST_QUERIES)]
        with ThreadPoolExecutor(MOST_AT_A_TIME) as pool:
            for batch, results in zip(batches, pool.map(self._query, batches), strict=True):
                for name, found in zip(batch, results, strict=True):
                    kept[name] = found
                    self._cache.put(self.name, f"query {name}", found)
        return kept

    def _query(self, names: Sequence[str]) -> list[Sequence[Any]]:
        queries = {f"q{number}": {"query": name, "limit": MOST_OFFERED} for number, name in enumerate(names)}
        answer = self._client.ask({"queries": json.dumps(queries, ensure_ascii=False)}, post=True)
        try:
            found = [answer[key]["result"] for key in queries]
        except (KeyError, TypeError) as error:
            raise self._unknown_form() from error
        if not all(isinstance(each, list) for each in found):
            raise self._unknown_form()
        return found

    @cached_property
    def _check_manifest(self) -> None:
        """ServiceError unless the service is of our version and its ids are Wikidata's."""
        manifest = self._client.ask({})
        if not isinstance(manifest, dict) or "identifierSpace" not in manifest:
            raise ServiceError(self.name, "is no reconciliation service", "check the address")
        versions = manifest.get("versions", [VERSION])
        if VERSION not in versions:
            raise ServiceError(self.name, f"speaks only the versions {versions}", f"name one that speaks {VERSION}")
        if manifest["identifierSpace"] not in _SPACES:
            what = f"knows the ids of {manifest['identifierSpace']}, not Wikidata's"
            raise ServiceError(self.name, what, "name a service of Wikidata items")

    def _unknown_form(self) -> ServiceError:
        return ServiceError(self.name, "answers in a form that is not known", "check the address")
