"""A process that makes the text index of a state of the store and ends: `python -m kgbuild.web.indexer STORE INDEX
PREVIOUS PARENT NICENESS`; PREVIOUS is the index of an earlier state, or "".
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from kgbuild.store.disk import open_store
from kgbuild.store.textindex import write_index
from kgbuild.web.confinement import end_with_parent, leave_network


def main(arguments: list[str]) -> None:
    """Arguments: the store, the index to make, the one before or "", the server's process id, how far to stand back."""
    store, index, previous, parent, niceness = arguments
    end_with_parent(int(parent))
    os.nice(int(niceness))
    opened = open_store(Path(store), read_only=True)
    leave_network()
    write_index(opened, Path(index), Path(previous) if previous else None)


if __name__ == "__main__":
    main(sys.argv[1:])
