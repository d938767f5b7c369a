"""kgbuild turns news text into a knowledge graph that a researcher can trust and query.

For example:

    from datetime import date
    from kgbuild import Article, build

    graph = build(Article("a1", "Police in Almaty killed dozens of demonstrators.", date(2022, 1, 6)))
    graph.facts.events
    graph.frame("SELECT ?who ?whom { ?e kgb:actor/skos:prefLabel ?who ; kgb:recipient/skos:prefLabel ?whom }")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kgbuild.errors import KGBuildError
    from kgbuild.model import Article, Facts
    from kgbuild.pipeline import Builder, DocumentGraph, build
    from kgbuild.settings import Settings, load_settings

__version__ = "0.1.0"
__all__ = ["Article", "Builder", "DocumentGraph", "Facts", "KGBuildError", "Settings", "build", "load_settings"]

_HOMES = {
    "Article": "kgbuild.model",
    "Builder": "kgbuild.pipeline",
    "DocumentGraph": "kgbuild.pipeline",
    "Facts": "kgbuild.model",
    "KGBuildError": "kgbuild.errors",
    "Settings": "kgbuild.settings",
    "build": "kgbuild.pipeline",
    "load_settings": "kgbuild.settings",
}


def __getattr__(name: str) -> Any:
    """Public names are imported when first asked for, so that `import kgbuild` costs nothing."""
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'kgbuild' has no attribute {name!r}")
