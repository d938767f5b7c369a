"""Real SPARQL servers of others on this machine, each with the statements of a store."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from debian import environment_with
from http_client import ask
from ports import free_port
from pyoxigraph import Quad

from kgbuild.store.disk import open_store
from kgbuild.store.endpoint import Endpoint
from kgbuild.web.config import BEHIND

VIRTUOSO_SETTINGS = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = temporary.db
TransactionFile = temporary.trx
[Parameters]
ServerPort = {port}
NumberOfBuffers = 2000
MaxDirtyBuffers = 1200
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = 4000
"""

VIRTUOSO_LOAD = """
GRANT SPARQL_UPDATE TO "SPARQL";
GRANT EXECUTE ON DB.DBA.SPARQL_INSERT_DICT_CONTENT TO "SPARQL";
GRANT EXECUTE ON DB.DBA.SPARQL_DELETE_DICT_CONTENT TO "SPARQL";
DB.DBA.TTLP(file_to_string_output('graphs.nq'), '', 'urn:none', 512);
"""


def oxigraph_command() -> str:
    """The command of the PyPI package of that name; the test is skipped where it is not installed."""
    command = shutil.which("oxigraph") or shutil.which("oxigraph", path=str(Path(sys.executable).parent))
    if command is None:
        pytest.skip("no oxigraph here; PyPI has it, and the extra `test` brings it")
    return command


@contextmanager
def oxigraph(quads: list[Quad], folder: Path, *options: str) -> Iterator[Endpoint]:
    port = free_port()
    command = [oxigraph_command(), "serve", "--bind", f"127.0.0.1:{port}", *options]
    with running(command, folder):
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/query")
        body = "".join(f"{quad} .\n" for quad in quads).encode()
        assert ask(f"{address}/store", data=body, content_type="application/n-quads").status == 204
        yield Endpoint(f"{address}/query", BEHIND, update_url=f"{address}/update")


@contextmanager
def virtuoso(quads: list[Quad], folder: Path) -> Iterator[Endpoint]:
    environment = environment_with("virtuoso-opensource-7-bin", "virtuoso-t", "isql-vt")
    port, http = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(VIRTUOSO_SETTINGS.format(port=port, http=http), encoding="utf-8")
    (folder / "load.sql").write_text(VIRTUOSO_LOAD, encoding="utf-8")
    (folder / "graphs.nq").write_text("".join(f"{quad} .\n" for quad in quads), encoding="utf-8")
    with running(["virtuoso-t", "+configfile", "virtuoso.ini", "+foreground"], folder, environment):
        address = f"http://127.0.0.1:{http}/sparql"
        wait_for(address)
        load = ["isql-vt", str(port), "dba", "dba", "load.sql"]
        subprocess.run(load, cwd=folder, check=True, capture_output=True, env=environment)
        yield Endpoint(address, BEHIND, update_url=address)


def quads_of(store: Path) -> list[Quad]:
    return list(open_store(store, read_only=True))


@contextmanager
def running(command: list[str], folder: Path, environment: dict[str, str] | None = None) -> Iterator[None]:
    silent = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=folder, stdout=silent, stderr=silent, env=environment) as process:
        try:
            yield
        finally:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()


def wait_for(address: str) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            if ask(address, parameters={"query": "ASK {}"}).status == 200:
                return
        except OSError:
            pass
        assert time.monotonic() < until, f"{address} does not answer"
        time.sleep(0.05)


def shown_of(page: str) -> str:
    """What a page is about, without what another port changes."""
    return re.sub(r"http://127\.0\.0\.1:[0-9]+", "http://server", page.partition("<main>")[2])
