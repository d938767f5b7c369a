"""What is written for Wikidata, and what is not."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
import rdflib

from kgbuild.model import Article
from kgbuild.pipeline import Builder
from kgbuild.settings import Settings
from kgbuild.store.disk import memory_store
from kgbuild.store.quickstatements import quickstatements
from kgbuild.vocabulary import PREFIXES, expand

ROOT = Path(__file__).parents[2]
DECIDED = (
    "name\tkind\tdecision\tqid\n"
    "Dala Foundation\tCivilSocietyOrganization\tconfirmed\tQ4244\n"
    "Almaty\tCity\tconfirmed\tQ35493\n"
)


@pytest.fixture(scope="module")
def builder(builder_of: Callable[[Settings], Builder], tmp_path_factory: pytest.TempPathFactory) -> Builder:
    table = tmp_path_factory.mktemp("decisions") / "d.tsv"
    table.write_text(DECIDED, encoding="utf-8")
    return builder_of(Settings(decisions=str(table)))


def commands(builder: Builder, text: str, url: str | None = "https://news.example/a") -> str:
    article = Article("a", text, datetime.date(2022, 1, 6), url=url)
    return quickstatements(memory_store(builder.build(article).quads))


def test_a_relation_of_confirmed_items_is_written_with_its_reference(builder: Builder) -> None:
    assert commands(builder, "The Dala Foundation is based in Almaty.") == (
        'Q4244\tP159\tQ35493\tS854\t"https://news.example/a"\tS577\t+2022-01-06T00:00:00Z/11\n'
    )


@pytest.mark.parametrize(
    "text",
    [
        "The Dala Foundation is based in Astana.",
        "The Dala Foundation may be based in Almaty.",
        'Maria Santos said: "The Dala Foundation is based in Almaty."',
        "The Dala Foundation was based in Almaty.",
        "The Dala Foundation, formerly based in Almaty, grew.",
        "The Dala Foundation is no longer based in Almaty.",
        "The Dala Foundation will be based in Almaty.",
        "Is the Dala Foundation based in Almaty?",
    ],
    ids=["not confirmed", "not certain", "another's word", "past", "former", "ended", "to come", "asked"],
)
def test_what_the_narrator_does_not_vouch_for_is_not_written(builder: Builder, text: str) -> None:
    assert commands(builder, text) == ""


def test_what_one_document_vouches_for_is_no_other_one_s_word(builder: Builder) -> None:
    articles = (
        Article("a", "The Dala Foundation is based in Almaty.", url="https://news.example/a"),
        Article("b", "The Dala Foundation may be based in Almaty.", url="https://news.example/b"),
    )
    quads = [quad for article in articles for quad in builder.build(article).quads]
    assert quickstatements(memory_store(quads)) == 'Q4244\tP159\tQ35493\tS854\t"https://news.example/a"\n'


def test_without_an_address_there_is_no_reference_and_no_command(builder: Builder) -> None:
    assert commands(builder, "The Dala Foundation is based in Almaty.", url=None) == ""


def test_every_pair_of_properties_stands_in_the_alignments() -> None:
    graph = rdflib.Graph().parse(ROOT / "ontology" / "alignments.ttl")
    close, item = rdflib.URIRef(expand("skos:closeMatch")), PREFIXES["wd"]
    table = (ROOT / "kgbuild" / "store" / "data" / "wikidata_properties.tsv").read_text(encoding="utf-8")
    pairs = [line.split("\t") for line in table.splitlines() if not line.startswith("#")]
    assert len(pairs) > 5
    for name, _, pid in pairs:
        assert (rdflib.URIRef(expand(name)), close, rdflib.URIRef(item + pid)) in graph, (name, pid)
