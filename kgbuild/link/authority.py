"""What is known of the world: names, kinds, countries and Wikidata items, from the embedded tables."""

from __future__ import annotations

from collections.abc import Iterable

from kgbuild.model import KnownName
from kgbuild.settings import Settings


class Authority:
    """An authority: names for the gazetteer, candidates for linking."""

    def known_names(self) -> Iterable[KnownName]:
        """Countries by their English names."""
        from rigour.territories import get_territories

        for territory in get_territories():
            if territory.is_country:
                yield KnownName(territory.name, "Country", territory.qid, territory.code.upper())


def open_authority(settings: Settings) -> Authority:
    """The authority that the settings name."""
    return Authority()
