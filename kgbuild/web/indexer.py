"""A process that makes the text index of a state of the store and ends: `python -m kgbuild.web.indexer STORE INDEX
PREVIOUS PARENT`; PREVIOUS is the index of an earlier state, or "".
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

from kgbuild.store.disk import open_store
from kgbuild.store.textindex import write_index
from kgbuild.web.confinement import end_with_parent, leave_network

# Queries go before it.
LOW_PRIORITY: Final = 10


def main(arguments: list[str]) -> None:
    """Arguments: the store, the index to make, the one before or "", the server's process id."""
    store, index, previous, parent = arguments
    end_with_parent(int(parent))
    os.nice(LOW_PRIORITY)
    opened = open_store(Path(store), read_only=True)
    leave_network()
    write_index(opened, Path(index), Path(previous) if previous else None)


if __name__ == "__main__":
    main(sys.argv[1:])
