"""What a run over many articles keeps: figures, and only the reports that say what is wrong."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode

from kgbuild.corpus import Tally, build_corpus
from kgbuild.model import Article
from kgbuild.pipeline import Builder
from kgbuild.validate.report import Report, Result, Severity
from kgbuild.validate.shapes import Validator


@pytest.mark.parametrize(("severity", "notes", "kept"), [("Warning", 1, 0), ("Violation", 0, 1)])
def test_reports_are_kept_only_where_a_batch_does_not_conform(
    severity: Severity, notes: int, kept: int, builder: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    node = NamedNode("https://example.org/a")
    validator = Validator()
    report = Report((Result(node, node, node, severity, "A node is odd: mend it."),))
    monkeypatch.setattr(validator, "validate", lambda quads: report)
    tally = Tally()
    assert len(list(build_corpus([Article("a", "Rain fell.")], builder, validator, tally, lambda error: None))) == 1
    assert (tally.notes, len(tally.reports), tally.conforms) == (notes, kept, not kept)
