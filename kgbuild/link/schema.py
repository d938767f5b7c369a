"""The form of an authority's index: one SQLite file.

| table | a row is |
|---|---|
| `meta` | a key and its value: name, snapshot, counts (items, names, positions), legal forms |
| `source` | where rows come from: name, url, licence, snapshot (ISO date); every other row points to one |
| `item` | a thing: `id` is the number of its Q-id, negative where it has none; kind, label, country, sitelinks |
| `place` | an item's coordinates (WGS84), population and GeoNames id |
| `name` | a name of an item in a language; `spotting` as in `items.Name` |
| `position` | a post of an item with its ISO dates |
| `people` | an adjective or the name of a people, for the gazetteer |
| `name_key` | under which key (`keys.py`) which items are found, the most prominent with the least rank |
| `name_words` | FTS5 over `name`: search by words and beginnings of words |
"""

from __future__ import annotations

from typing import Final

APPLICATION_ID: Final = 0x6B676261
"""SQLite's application id of such files: "kgba"."""

VERSION: Final = 1
"""The version written. To be raised whenever tables or keys change."""

OLDEST_READ: Final = 1

TABLES: Final = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE source (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, url TEXT NOT NULL, licence TEXT NOT NULL, snapshot TEXT NOT NULL,
    UNIQUE (name, url, licence, snapshot)
);
CREATE TABLE item (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, label TEXT NOT NULL, country TEXT, sitelinks INTEGER,
    prominence REAL NOT NULL, source INTEGER NOT NULL
);
CREATE TABLE place (
    item INTEGER PRIMARY KEY, latitude REAL, longitude REAL, population INTEGER, geonames INTEGER,
    source INTEGER NOT NULL
);
CREATE TABLE name (
    id INTEGER PRIMARY KEY, item INTEGER NOT NULL, name TEXT NOT NULL, language TEXT NOT NULL, spotting TEXT NOT NULL,
    source INTEGER NOT NULL
);
CREATE TABLE position (item INTEGER NOT NULL, title TEXT NOT NULL, begin TEXT, "end" TEXT, source INTEGER NOT NULL);
CREATE TABLE people (
    name TEXT NOT NULL, kind TEXT NOT NULL, item INTEGER, country TEXT, adjective INTEGER NOT NULL, bearer TEXT,
    source INTEGER NOT NULL
);
"""

INDICES: Final = """
CREATE INDEX IF NOT EXISTS name_of_item ON name (item);
CREATE INDEX IF NOT EXISTS position_of_item ON position (item);
CREATE INDEX IF NOT EXISTS country_item ON item (country) WHERE kind = 'Country';
CREATE INDEX IF NOT EXISTS spotted_name ON name (id) WHERE spotting <> 'no';
CREATE VIRTUAL TABLE IF NOT EXISTS name_words USING fts5 (
    name, content = 'name', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2', detail = 'none'
);
INSERT INTO name_words (name_words) VALUES ('rebuild');
"""

NAME_KEYS: Final = """
CREATE TABLE name_key (key TEXT, rank INTEGER, item INTEGER, PRIMARY KEY (key, rank, item)) WITHOUT ROWID
"""
