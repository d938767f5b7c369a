"""What odd texts are made of: marks, numbers, times, markup and characters that programs stumble over."""

from __future__ import annotations

import datetime
import random
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

PACKAGE: Final = Path(__file__).parent.parent / "kgbuild"
DEMO: Final = PACKAGE / "demo" / "articles"
LEXICON: Final = PACKAGE / "extract" / "lexicon"

BLANKS: Final = (
    " ", "  ", "\n", "\r\n", "\n\n", "\t", "\xa0", "\u2009", "\u200b", "\u2028", "\f", "\v", "\x85", "\u3000",
)  # fmt: skip
MARKS: Final = (
    *"\"“”„«»‘’'()[]{}<>.,;:!?…—–-/\\|*_#%&@^~`=+$€£", "''", "``", "--", "...", "?!", ").", ".”", "”,",
)  # fmt: skip
QUOTES: Final = (
    ("“", "”"), ('"', '"'), ("‘", "’"), ("'", "'"), ("«", "»"), ("„", "“"), ("``", "''"), ("»", "«"), ("「", "」"),
    ("“", ""), ("", "”"), ("(", ")"), ("[", "]"), ("“‘“", "”’”"), ("“", '"'),
)  # fmt: skip
NUMBERS: Final = (
    "0", "-5", "1,2,3", "12.50.3", "1e309", "9" * 40, "9" * 400, "0.000001", "½", "3½", "²", "Ⅻ", "٣٤", "一百", "①",
    "a zillion", "99999 trillion", "$5bn", "1/0", "10-5", "five hundred hundred", "minus two", "1,000,000,000,000",
    "half a dozen hundred", "more than fewer than 8", "between 9 and 3", "NaN", "007", "１２３", "1st", "99999999th",
    "10^400", "1.234.567,89", "12,34,56,789", "1'000'000", "1 000 000", "∞", "-0", "+7", "०१२", "𝟏𝟐𝟑", "1²³", "12:34",
    "one two three hundred thousand million", "hundred and and four", "twenty-twenty-twenty", "3-for-2", "50/50",
    "0x1F", "three quarters of a dozen", "at least at most 6", "up to between 3 and nearly 4", "dozens of dozens",
    "1,,000", ".5.", "a million million million million million million", "the first of the seconds", "MMXXII", "#1",
    "№ 5", "1½m",
)  # fmt: skip
TIMES: Final = (
    "on 31 February 2021", "on 30/02/9999", "in 99999", "in the year 0", "in 0000", "5 billion years ago",
    "99999999999 days later", "two thousand centuries before", "in the 99th century", "in the 1990s", "at 24:61",
    "on the 32nd of May", "on December 31, 9999", "on January 1, 0001", "next year", "last Monday", "since yesterday",
    "every 0 days", "on 9999-12-31", "2021-13-45T25:00:00Z", "in late 9999", "until tomorrow night", "in 9999-W54",
    "from 2030 to 1990", "over the past 9999999 weeks", "in the last zero months", "on Feb. 29, 1900", "in Q5 2021",
    "from Monday until from Tuesday", "between May and 2020", "the day before the day after tomorrow",
    "in early mid-late", "on the 5th of of March", "in the 0s", "in the 00s",
    "in the first half of the second half of 2019", "May 3-99", "at 12 a.m. p.m.",
    "on Monday, Tuesday and the 31st of April", "on 1/1/1", "on 13/13/13", "2022-02-30", "2022-W60-9",
    "every other third Friday", "in fiscal 2021/2020", "on Feb 29", "by the end of the beginning of the 21st century",
    "half past noon GMT+99", "in the summer of the winter of 1999", "in the −5th year", "in ２０２２", "in Mayish 2022",
    "less than more than 2 decades ago", "a fortnight of Sundays ago", "from January 6 to 5, 2022",
    "on the 6th, 5th and 4th",
)  # fmt: skip
DATES: Final = (None, datetime.date.min, datetime.date.max, datetime.date(1900, 2, 28), datetime.date(2022, 1, 6))
ADDRESSES: Final = (
    None,
    'https://example.org/a b?<q>#"',
    "http://[::1",
    "no address",
    "https://例え.jp/\u202e",
    "http://",
)
SCRIPTS: Final = (
    (0x20, 0x7F), (0xA0, 0x250), (0x300, 0x370), (0x370, 0x530), (0x590, 0x700), (0x900, 0x980), (0x2000, 0x2070),
    (0x20A0, 0x2200), (0x3040, 0x3100), (0x4E00, 0x4F00), (0xFE00, 0xFE10), (0xFFF0, 0x10000), (0x1D400, 0x1D500),
    (0x1F300, 0x1F700), (0xE0000, 0xE0080), (0x0, 0x20), (0x7F, 0xA0),
)  # fmt: skip

INVISIBLE: Final = (
    "\x00", "\x01", "\x07", "\x08", "\x1b[31m", "\x1f", "\x7f", "\x80", "\x9f", "\xad", "\u034f", "\u061c", "\u200b",
    "\u200c", "\u200d", "\u200e", "\u200f", "\u202a", "\u202e", "\u202c", "\u2060", "\u2066", "\u2069", "\u206a",
    "\ufe0f", "\ufeff", "\ufff9", "\ufffc", "\ufffd", "\ufffe", "\U000e0041", "\U000e007f", "\U0010ffff",
)  # fmt: skip
"""Controls, joiners, directions, tags and what is no character at all, on which lines and words may break."""

CASES: Final = ("ß", "İ", "ı", "ŉ", "ǰ", "ΐ", "ﬁ", "ﬃ", "Ǆ", "ǅ", "ſ", "K", "Å", "ẞ", "և", "ᾳ", "Σ", "ς", "𐐀", "Ⅷ", "ⓐ")
"""Letters that become others, or more than one, in the other case or when they are folded."""

HOMOGLYPHS: Final = str.maketrans("aceiopxyABCEHIKMOPTX", "асеіорхуАВСЕНІКМОРТХ")
"""Latin letters to Cyrillic ones that look alike."""

FULL_WIDTH: Final = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}

FOREIGN: Final = (
    "قال المتحدث إن الشرطة اعتقلت 20 متظاهرا", "הממשלה הודיעה על הפסקת אש", "मंत्री ने कहा", "市长说，警察逮捕了二十人。",
    "警察は25人を逮捕した", "경찰이 시위대를 체포했다", "полиция задержала 20 человек", "ο πρωθυπουργός παραιτήθηκε",
    "ตำรวจจับกุมผู้ประท้วง", "თბილისში აქცია გაიმართა", "Thủ tướng từ chức", "Çin'de grev", "ኢትዮጵያ", "Ṣẹ́gun",
    "שָׁלוֹם",
)  # fmt: skip

MARKUP: Final = (
    "<p>", "</p>", "<b>police</b>", "<a href='http://x.org/?a=1&b=2'>", "<!-- no -->", "<script>alert(1)</script>",
    "&amp;", "&#0;", "&nbsp;", "&quot;", "<![CDATA[", "]]>", "<?xml version='1.0'?>", "[link](http://x.org)",
    "**bold**", "## Heading", "* item", "- item", "1. item", "1) item", "(a)", "•", "· ", "> quoted", "| a | b |",
    "|---|---|", "{{citation needed}}", "[[File:A.jpg|thumb]]", "[1]", "[citation]", "[b]", "@handle", "#hashtag",
    "www.example.org.", "someone@example.org", "https://example.org/a_(b)?q=“x”#y", "🧨🔥", "👩‍👩‍👧‍👦", "🇰🇿", "☎",
    "§ 5(2)(b)", "\\n", "%s", "${x}", "'; DROP TABLE news; --", "=cmd|' /C calc'!A0", "_:b0",
    "<http://example.org/a>", '"""', "@prefix", "^^xsd:date",
)  # fmt: skip

STARTS: Final = (
    "KABUL (AP) — ", "LYON, March 3 (Reuters) - ", "ALMATY, ", "By Ana Petrova\n", "BREAKING: ", "UPDATE 3-",
    "Photo: ", "Q: ", "A: ", "Ana Petrova: ", "POLICE ", "— ", "WASHINGTON/BEIJING -- ", "(Adds quote) ",
    "Share this:", "Read more: ", "The president of the ", "He said that she said that ",
    "According to according to ", "If not for the ", "Neither ",
)  # fmt: skip
"""What paragraphs of news begin with, where it belongs and where not."""


def noise(chance: random.Random) -> str:
    """Characters of a few scripts, controls and unassigned ones among them, but no half of a surrogate pair."""
    ranges = chance.sample(SCRIPTS, chance.randint(1, 4))
    return "".join(chr(chance.randrange(*chance.choice(ranges))) for _ in range(chance.randint(0, 400)))


@cache
def sentences() -> tuple[str, ...]:
    """The lines of the demo corpus without its front matter."""
    texts = (path.read_text(encoding="utf-8").split("---")[-1] for path in sorted(DEMO.glob("*.txt")))
    return tuple(line for text in texts for line in text.splitlines() if line.strip())


@cache
def words() -> tuple[str, ...]:
    return tuple(word for sentence in sentences() for word in sentence.split())


@cache
def known_words() -> tuple[str, ...]:
    """Every string of the lexicon, patterns too."""
    tables = (tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(LEXICON.rglob("*.toml")))
    return tuple(word for table in tables for word in _strings(table))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
