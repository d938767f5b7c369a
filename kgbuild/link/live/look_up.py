"""Looks up the names that no build could link, and writes down what may be meant: proposals, for a person to decide."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, Protocol

from kgbuild.link.clusters import Cluster
from kgbuild.link.decisions import Decision, Decisions

AT_ONCE: Final = 20
"""So many names are looked up before what was found is written."""


class Service(Protocol):
    """What knows items by name. `name` is its address."""

    name: str

    def propose(self, clusters: Sequence[Cluster]) -> Iterator[Decision]:
        """The items that clusters may be, as proposals; ServiceError if it does not answer."""
        ...


def unlinked(clusters: Sequence[Cluster], decisions: Decisions) -> list[Cluster]:
    """The clusters that have no link and about which the table says nothing; of persons only those with a full name."""
    return [
        cluster
        for cluster in clusters
        if not cluster.offers
        and not decisions.about(cluster.name, cluster.kind, cluster.country)
        and (cluster.kind != "Person" or " " in cluster.name)
    ]


def look_up(
    clusters: Sequence[Cluster], service: Service, add: Callable[[Sequence[Decision]], None], say: Callable[[str], None]
) -> int:
    """Asks about the clusters, some at once, and hands over what was found each time; how many proposals those are."""
    number = 0
    for first in range(0, len(clusters), AT_ONCE):
        part = clusters[first : first + AT_ONCE]
        rows = list(service.propose(part))
        if rows:
            add(rows)
        number += len(rows)
        say(f"{first + len(part)} of {len(clusters)} names looked up, {number} proposals")
    return number
