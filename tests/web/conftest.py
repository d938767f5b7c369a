"""A store on disk with one small document, and a server that answers over HTTP from it."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from kgbuild.store.disk import open_store, replace_document
from kgbuild.web.app import create_server

DOCUMENT = "https://example.org/doc/harbour"

HARBOUR = """
@prefix kgb: <https://w3id.org/kgbuild/ontology#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix : <https://example.org/doc/harbour#> .

<https://example.org/doc/harbour> a schema:NewsArticle .
:strike a kgb:Protest, kgb:Event ; kgb:actor :dockers ; kgb:hasPlace :port .
:visit a kgb:Consult, kgb:Event .
:dockers a kgb:Group, kgb:Actor ; skos:prefLabel "<script>alert('dockers')</script>", "Tom & \\"Jerry\\"" .
:port a kgb:Facility, kgb:Place ; skos:prefLabel "old port" .
:norway a kgb:Country, kgb:Place, kgb:Actor ; skos:prefLabel "Norway" .
:said a schema:Claim ; prov:wasAttributedTo :dockers ; kgb:quote "a\\u0007b" .
"""


@pytest.fixture(scope="session")
def store_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("served") / "store"
    store = open_store(path)
    replace_document(store, DOCUMENT, parse(HARBOUR.encode(), format=RdfFormat.TURTLE))
    del store
    gc.collect()
    return path


@pytest.fixture(scope="session")
def base(store_path: Path) -> Iterator[str]:
    """The address of a server that runs as `kgbuild serve` does."""
    server = create_server(store_path)
    thread = threading.Thread(target=server.run)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(timeout=10)
    server.task_dispatcher.shutdown()
    assert not thread.is_alive()
