"""Asks a Wikibase, such as Wikidata: wbsearchentities for who bears a name, wbgetentities for what they are."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

import msgspec

from kgbuild.errors import ServiceError
from kgbuild.link.builders.classes import NONE, Kinds
from kgbuild.link.builders.wikidata import Thing, as_item
from kgbuild.link.builders.wikidata_json import thing_of, thing_type
from kgbuild.link.clusters import Cluster
from kgbuild.link.decisions import QID, Decision
from kgbuild.link.items import Item, compatible
from kgbuild.link.live.cache import ITEM, AnswerCache
from kgbuild.link.live.http import MOST_AT_A_TIME, BusyError, Client
from kgbuild.names import fold_name

MAXLAG: Final = "5"
"""Seconds that the service's copies may lag behind before we stand back, as Wikimedia asks of programs."""
MOST_IDS: Final = 50
"""Of wbgetentities for who has no special rights."""
MOST_FOUND: Final = 7
MOST_OFFERED: Final = 5
_LANGUAGES: Final = ("en", "mul")
_COME_AGAIN: Final = frozenset({"maxlag", "ratelimited", "readonly"})

# How sure a proposal is, by how its item bears the name. It puts proposals in order and is no probability.
_SCORES: Final[Mapping[str, float]] = {"label": 0.8, "alias": 0.7, "search": 0.4}
_SAME_COUNTRY: Final = 0.1
_OTHER_COUNTRY: Final = 0.3
_LATER: Final = 0.05
"""What each place further down in the search takes."""


class Wikibase:
    """A Wikibase as a service of proposals. `country_of` gives the ISO code of a country's Q-id."""

    def __init__(self, client: Client, cache: AnswerCache, country_of: Callable[[str], str | None]) -> None:
        self.name = client.url
        self._client, self._cache, self._country_of = client, cache, country_of
        self._kinds = Kinds(self._parents_of)

    def propose(self, clusters: Sequence[Cluster]) -> Iterator[Decision]:
        """The items that clusters may be: of a kind that they may be, the likeliest first. ServiceError."""
        with ThreadPoolExecutor(MOST_AT_A_TIME) as pool:
            found = list(pool.map(self._search, (cluster.name for cluster in clusters)))
        things = self._things(dict.fromkeys(itertools.chain.from_iterable(found)))
        self._things(dict.fromkeys(name for thing in things.values() for name in thing.classes))
        for cluster, qids in zip(clusters, found, strict=True):
            offers = (self._offer(cluster, rank, things[qid]) for rank, qid in enumerate(qids) if qid in things)
            likeliest = sorted(filter(None, offers), key=lambda each: -float(each.score))
            yield from likeliest[:MOST_OFFERED]

    def _offer(self, cluster: Cluster, rank: int, thing: Thing) -> Decision | None:
        kind = self._kinds.kind(thing.classes)
        if kind in (None, NONE) or not compatible(cluster.kind, str(kind)):
            return None
        item = as_item(thing, str(kind), self._country_of, lambda _: None)
        method = _method(cluster, item)
        score = _SCORES[method] - _LATER * rank
        if cluster.country and item.country:
            score += _SAME_COUNTRY if cluster.country == item.country else -_OTHER_COUNTRY
        told = ", ".join(filter(None, (method, item.kind, item.country, f"{item.sitelinks} Wikipedias")))
        return Decision(
            cluster.name, cluster.kind, cluster.country, qid=thing.qid, label=item.label,
            score=f"{max(0.0, min(score, 0.99)):.2f}", by=self.name, note=told,
        )  # fmt: skip

    def _search(self, name: str) -> tuple[str, ...]:
        """The Q-ids that the service finds for a name, in its order."""
        kept = self._cache.get(self.name, f"search {name}")
        if kept is None:
            fields = {"action": "wbsearchentities", "search": name, "language": "en", "type": "item"}
            answer = self._ask(fields | {"limit": str(MOST_FOUND)})
            try:
                kept = [found["id"] for found in answer["search"]]
            except (KeyError, TypeError) as error:
                raise self._unknown_form("wbsearchentities") from error
            self._cache.put(self.name, f"search {name}", kept)
        return tuple(qid for qid in kept if QID.fullmatch(str(qid)))

    def _things(self, qids: Iterable[str]) -> dict[str, Thing]:
        """What the service says of items; those that it does not know are left out."""
        wanted = list(qids)
        kept = {qid: self._cache.get(self.name, f"{ITEM}{qid}") for qid in wanted}
        missing = [qid for qid in wanted if kept[qid] is None]
        batches = [missing[first : first + MOST_IDS] for first in range(0, len(missing), MOST_IDS)]
        with ThreadPoolExecutor(MOST_AT_A_TIME) as pool:
            for batch, answer in zip(batches, pool.map(self._entities, batches), strict=True):
                for qid in batch:
                    kept[qid] = answer.get(qid, {"missing": ""})
                    self._cache.put(self.name, f"{ITEM}{qid}", kept[qid])
        try:
            told = {qid: each for qid, each in kept.items() if "missing" not in each}
            return {qid: thing_of(msgspec.convert(each, thing_type(_LANGUAGES))) for qid, each in told.items()}
        except (msgspec.ValidationError, TypeError) as error:
            raise self._unknown_form("wbgetentities") from error

    def _entities(self, qids: Sequence[str]) -> Mapping[str, Any]:
        fields = {"action": "wbgetentities", "ids": "|".join(qids), "languages": "|".join(_LANGUAGES)}
        answer = self._ask(fields | {"props": "labels|aliases|claims|sitelinks"})
        found = answer.get("entities") if isinstance(answer, dict) else None
        if not isinstance(found, dict):
            raise self._unknown_form("wbgetentities")
        return found

    def _parents_of(self, qid: str) -> Iterable[str]:
        found = self._things([qid])
        return found[qid].parents if qid in found else ()

    def _ask(self, fields: Mapping[str, str]) -> Any:
        return self._client.ask({**fields, "format": "json", "maxlag": MAXLAG}, check=self._check)

    def _check(self, answer: Any) -> None:
        error = answer.get("error") if isinstance(answer, dict) else None
        if isinstance(error, dict):
            code, told = error.get("code"), f"says {error.get('code')}: {error.get('info')}"
            if code in _COME_AGAIN:
                raise BusyError(told)
            raise ServiceError(self.name, told, "check the address")

    def _unknown_form(self, action: str) -> ServiceError:
        return ServiceError(self.name, f"answers {action} in a form that is not known", "check the address")


def _method(cluster: Cluster, item: Item) -> str:
    names = {fold_name(name) for name in cluster.names}
    if fold_name(item.label) in names:
        return "label"
    return "alias" if any(fold_name(name.text) in names for name in item.names) else "search"
