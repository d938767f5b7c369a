"""Graphs put by on disk until all have come: what is written of a corpus need not fit into memory."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from pyoxigraph import Quad, RdfFormat, parse

from kgbuild.errors import OutputError
from kgbuild.formats import N_QUADS
from kgbuild.store.export import serialize_graph


class GraphSpool:
    """Named graphs in a nameless file, which is gone at the end of its `with`. OutputError where there is no room."""

    def __init__(self, folder: Path | None = None) -> None:
        """The file lies in `folder`, by default where the system keeps temporary ones."""
        self._folder = folder or Path(tempfile.gettempdir())
        self._places: dict[str, tuple[int, int]] = {}
        with self._told():
            self._file = tempfile.TemporaryFile(dir=self._folder)  # noqa: SIM115 -- closed by __exit__

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()

    def add(self, name: str, quads: Sequence[Quad]) -> None:
        """Puts by the statements of the graph of that IRI, which has not come before."""
        content = serialize_graph(quads, N_QUADS)
        with self._told():
            self._places[f"<{name}>"] = self._file.tell(), len(content)
            self._file.write(content)

    def contents(self) -> Iterator[bytes]:
        """The graphs in N-Quads, in the order of their names: together, what `serialize_graph` gives of all."""
        self._file.flush()
        for _, (begin, size) in sorted(self._places.items()):
            self._file.seek(begin)
            yield self._file.read(size)

    def quads(self) -> Iterator[Quad]:
        """All statements, one graph after the other."""
        for content in self.contents():
            yield from parse(content, format=RdfFormat.N_QUADS)

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise OutputError(
                f"{self._folder}: graphs cannot be put by there ({error.strerror or error}); check the folder, its "
                "permissions and the room on the disk; nothing was written"
            ) from error
