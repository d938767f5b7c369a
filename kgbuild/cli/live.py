"""Looks names up in a service of the network, where the user asked for that."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kgbuild.cli.console import Console
    from kgbuild.cli.review import Table
    from kgbuild.link.clusters import Cluster
    from kgbuild.settings import Settings


@dataclass(frozen=True, slots=True)
class Live:
    """Whom to ask, and who asks: the address of a Wikibase, or of a reconciliation service instead."""

    contact: str | None
    wikibase: str
    reconcile: str | None
    cache: Path


def look_up_live(clusters: Sequence[Cluster], table: Table, settings: Settings, console: Console, live: Live) -> None:
    """Writes proposals for the unlinked clusters into the table. SettingsError, ServiceError or OutputError."""
    from kgbuild.link.authority import open_authority
    from kgbuild.link.builders.recipes import countries_of
    from kgbuild.link.live.cache import AnswerCache
    from kgbuild.link.live.http import Client
    from kgbuild.link.live.look_up import Service, look_up, unlinked
    from kgbuild.link.live.reconciliation import Reconciliation
    from kgbuild.link.live.wikibase import Wikibase

    client = Client(live.reconcile or live.wikibase, live.contact)
    asked = unlinked(clusters, table.decisions)
    authority = open_authority(settings)
    with contextlib.closing(authority), AnswerCache(live.cache, datetime.date.today().isoformat()) as cache:
        service: Service = (
            Reconciliation(client, cache) if live.reconcile else Wikibase(client, cache, countries_of(authority))
        )
        number = look_up(asked, service, table.add, console.say)
    if number:
        console.say(f"written to {table.path}; decide about them with --review")
    else:
        console.say(f"nothing new: {len(asked)} names were looked up")
