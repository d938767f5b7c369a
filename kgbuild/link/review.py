"""The questions that a person is asked about links, and what the answers decide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from kgbuild.link.authority import Authority
from kgbuild.link.candidates import candidates
from kgbuild.link.clusters import Cluster
from kgbuild.link.cues import is_generic
from kgbuild.link.decisions import QID, Decision, Decisions
from kgbuild.model import Entity

HELP: Final = """\
  1, 2, ...   it is that item              r    it is none of these
  Q42         it is that item instead      r2   it is not that one
  n           it is not in Wikidata        s    skip     q    quit"""


@dataclass(frozen=True, slots=True)
class Question:
    """A cluster and the items that it may be, the likeliest first, none of them rejected before."""

    cluster: Cluster
    offers: tuple[Decision, ...]


def questions(
    clusters: Sequence[Cluster], decisions: Decisions, authority: Authority, *, everything: bool = False
) -> Iterator[Question]:
    """What is not decided: clusters with an item that they probably are; with `everything` all that have a name.

    Offers are the links of the build, the proposals of the table and the bearers of the name in the authority.
    """
    for cluster in (_placed(each, authority) for each in clusters):
        rows = decisions.about(cluster.name, cluster.kind, cluster.country, cluster.scope)
        if cluster.confirmed or any(row.decision in ("confirmed", "absent") for row in rows):
            continue
        rejected = {row.qid for row in rows if row.decision == "rejected"}
        proposed = sorted((row for row in rows if row.decision == "proposed"), key=_likeliest)
        offers: dict[str, Decision] = {}
        for offer in (*cluster.offers, *proposed, *_known(cluster, authority)):
            if offer.qid not in rejected and offer.qid not in offers:
                offers[offer.qid] = _named(offer, authority)
        if everything or (offers and not cluster.settled):
            yield Question(cluster, tuple(offers.values()))


def answer(question: Question, given: str, by: str, date: str) -> tuple[Decision, ...] | Literal["skip", "quit"] | None:
    """What an answer decides, by whom and on which day; None if it makes no sense."""
    words, offers = given.strip().casefold(), question.offers
    if words in ("", "s", "q"):
        return "quit" if words == "q" else "skip"
    cluster, told = question.cluster, {"by": by, "date": date}
    new = Decision(cluster.name, cluster.kind, cluster.country, cluster.scope, by=by, date=date)
    if words == "n":
        return (replace(new, decision="absent"),)
    if words == "r" and offers:
        return tuple(replace(offer, decision="rejected", **told) for offer in offers)
    if QID.fullmatch(words.upper()):
        known = next((offer for offer in offers if offer.qid == words.upper()), replace(new, qid=words.upper()))
        return (replace(known, decision="confirmed", **told),)
    number = words.removeprefix("r").strip()
    if number.isdecimal() and 0 < int(number) <= len(offers):
        verdict: Literal["rejected", "confirmed"] = "rejected" if words.startswith("r") else "confirmed"
        return (replace(offers[int(number) - 1], decision=verdict, **told),)
    return None


def as_entity(cluster: Cluster) -> Entity:
    """The cluster as what the authority is asked about."""
    return Entity(cluster.iri, cluster.kind, cluster.name, (), cluster.names[1:], country=cluster.country or None)


def _known(cluster: Cluster, authority: Authority) -> Iterator[Decision]:
    for found in candidates(as_entity(cluster), authority):
        if found.item.qid:
            yield Decision(
                cluster.name, cluster.kind, cluster.country, cluster.scope, qid=found.item.qid, label=found.item.label,
                by=authority.name, note=found.method,
            )  # fmt: skip


def _placed(cluster: Cluster, authority: Authority) -> Cluster:
    """Narrowed to the country of its item where the name alone says little: "Ministry of Health"."""
    if cluster.country or cluster.scope or not cluster.offers or not is_generic(cluster.name):
        return cluster
    item = authority.item(cluster.offers[0].qid)
    country = (item.country if item else None) or ""
    return replace(cluster, country=country, offers=tuple(replace(each, country=country) for each in cluster.offers))


def _named(offer: Decision, authority: Authority) -> Decision:
    item = None if offer.label else authority.item(offer.qid)
    return replace(offer, label=item.label) if item else offer


def _likeliest(row: Decision) -> tuple[float, str]:
    return (-float(row.score or 0), row.qid)
