"""The words that tell how a name is used: data/cues.toml, and data/surnames.tsv of names that many bear."""

from __future__ import annotations

import functools
import re
import tomllib
from pathlib import Path

from kgbuild.link.tables import read_table


@functools.cache
def cues() -> dict[str, frozenset[str]]:
    """The words by what they tell."""
    table = tomllib.loads((Path(__file__).parent / "data" / "cues.toml").read_text(encoding="utf-8"))
    return {name: frozenset(words) for name, words in table.items()}


@functools.cache
def synonyms() -> dict[str, str]:
    """The words of posts that mean the same, each with the one that stands for all."""
    pairs = (pair.split("=") for pair in cues()["same_in_posts"])
    return dict(pairs)


@functools.cache
def usual_surnames() -> frozenset[str]:
    """The surnames that many bear in an English-speaking country."""
    return frozenset(row["name"] for row in read_table(Path(__file__).parent / "data" / "surnames.tsv", ("name",)).rows)


def words_of_post(title: str) -> frozenset[str]:
    """The words that tell which post a title is, however it is put: "foreign minister" and "Minister for Foreign
    Affairs" have the same."""
    words = (synonyms().get(word, word) for word in re.findall(r"[\w-]+", title.casefold()))
    return frozenset(words) - cues()["unsaid_in_posts"]


def is_generic(name: str) -> bool:
    """Whether a name is made of words that name such a body in any country ("House of Representatives").

    A few such names are one country's all the same ("State Department").
    """
    folded = name.casefold().replace("’", "'")
    return set(folded.split()) <= cues()["generic_words"] and folded not in cues()["of_one_country"]
