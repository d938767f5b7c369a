"""Quotation marks of many kinds, apostrophes, forgotten marks, quotations over several paragraphs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.annotate.parser import paragraph_spans
from kgbuild.extract.claims.quotes import Quotation, quotations


def found(text: str) -> list[Quotation]:
    return list(quotations(text, paragraph_spans(text)))


def words(text: str, depth: int = 0) -> list[str]:
    return [text[slice(*quotation.inner)] for quotation in found(text) if quotation.depth == depth]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We lost," he said.', ["We lost,"]),
        ("“We lost,” he said. “We lost all.”", ["We lost,", "We lost all."]),
        ("‘We lost,’ he said.", ["We lost,"]),
        ("'We lost,' he said.", ["We lost,"]),
        ("«We lost», he said.", ["We lost"]),
        ("„We lost“, he said.", ["We lost"]),
        ("„We lost”, he said.", ["We lost"]),
        ("‹We lost›, he said.", ["We lost"]),
        ("``We lost,'' he said.", ["We lost,"]),
        ("''We lost,'' he said.", ["We lost,"]),
        ("The “terrorists” (“armed ones”) fled.", ["terrorists", "armed ones"]),
        ('“Left curly, right straight," he said.', ["Left curly, right straight,"]),
    ],
)
def test_marks_of_each_kind(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The workers' strike and the teachers' march went on.",
        "It's Ali's car; the '90s weren't kind.",
        "The workers’ strike and Ali’s car.",
        "He stands 6'2\" tall.",
        'A lone " mark.',
        "“Never closed, he said.",
        "Closed only.”",
        '""',
        "“”",
        "",
    ],
)
def test_no_quotation(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("'The workers' strike is over,' she said.", "The workers' strike is over,"),
        ("‘The workers’ strike is over,’ she said.", "The workers’ strike is over,"),
        ("'I can't go and it's late,' she said.", "I can't go and it's late,"),
        ('"A 6\'2" man did it," she said.', "A 6'2\" man did it,"),
    ],
)
def test_apostrophes_inside_are_no_marks(text: str, expected: str) -> None:
    assert words(text) == [expected]


def test_nested_quotations_have_a_depth() -> None:
    text = "“He told me ‘no’ and ‘never’,” she said."
    assert words(text, 0) == ["He told me ‘no’ and ‘never’,"]
    assert words(text, 1) == ["no", "never"]


@pytest.mark.parametrize(
    ("text", "paired"),
    [
        ('"They wrote “unwell” and “tired,”" he said.', True),
        ('"He said «no» twice," she said.', True),
        ("“They wrote «unwell and left,” he said.", False),
        ('"They wrote unwell» and left," he said.', False),
        ('"“Unwell,”" he read.', False),
    ],
)
def test_marks_inside_a_quotation_have_their_partners(text: str, paired: bool) -> None:
    assert [quotation.paired for quotation in found(text) if quotation.depth == 0] == [paired]


def test_a_forgotten_mark_does_not_swallow_the_next_quotation() -> None:
    assert words('"Never closed here. The "second" one is.') == ["second"]


def test_a_forgotten_mark_ends_with_its_paragraph() -> None:
    assert words("“Never closed.\n\nThe narrator goes on. “Yes,” he said.") == ["Yes,"]


def test_each_paragraph_of_a_long_quotation_is_a_stretch() -> None:
    text = "“The first part.\n\n“The second part.\n\n“The end,” he said."
    assert words(text) == ["The first part.", "The second part.", "The end,"]
    assert [quotation.continued for quotation in found(text)] == [True, True, False]


MARKS = st.text(alphabet="ab .,\n“”‘’\"'«»„0s`", max_size=80)


@given(st.one_of(MARKS, st.text(max_size=80)))
def test_any_text_gives_spans_inside_it(text: str) -> None:
    before = -1
    for quotation in found(text):
        outer, inner = quotation.outer, quotation.inner
        assert 0 <= outer.begin < inner.begin <= inner.end <= outer.end <= len(text)
        assert quotation.continued == (inner.end == outer.end)
        assert before <= outer.begin
        before = outer.begin


@given(MARKS)
def test_outermost_quotations_do_not_overlap(text: str) -> None:
    end = 0
    for quotation in found(text):
        if quotation.depth == 0:
            assert quotation.outer.begin >= end
            end = quotation.outer.end


@given(st.text(alphabet="abc ,", min_size=1, max_size=30).filter(lambda text: text.strip() == text))
def test_words_between_marks_come_back_as_they_are(said: str) -> None:
    assert words(f"She said: “{said}” and left.") == [said]
