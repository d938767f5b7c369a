"""Settings come from a file and from overrides, and say which key is wrong."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from kgbuild.errors import SettingsError
from kgbuild.settings import Settings, load_settings

DOCS = Path(__file__).parent.parent / "docs" / "settings.md"


def test_overrides_win_over_the_file_and_none_does_not(tmp_path: Path) -> None:
    path = tmp_path / "kgbuild.toml"
    path.write_text('base = "https://example.org/kg/"\nmargin = 1\n', encoding="utf-8")
    settings = load_settings(path, margin=0.2, model=None)
    assert settings == Settings(base="https://example.org/kg/", margin=0.2)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("bse = 1", "unknown setting 'bse'"),
        ("base = 1", "base = 1 is no str"),
        ('base = "https://example.org/kg"', "ends in"),
        ('base = "ftp://example.org/"', "http"),
        ('base = "https://example.org/a b/"', "no IRI"),
        ("margin = 1.5", "margin = 1.5"),
        ("keep_text = 1", "keep_text"),
        ("max_characters = 0", "max_characters"),
        ("max_characters = true", "max_characters"),
        ("base =", "TOML"),
    ],
)
def test_bad_settings_name_the_key(tmp_path: Path, content: str, words: str) -> None:
    path = tmp_path / "kgbuild.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError, match=words):
        load_settings(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"none\.toml"):
        load_settings(tmp_path / "none.toml")


@pytest.mark.parametrize("field", [field.name for field in dataclasses.fields(Settings)])
def test_every_setting_is_documented(field: str) -> None:
    assert f"`{field}`" in DOCS.read_text(encoding="utf-8")
