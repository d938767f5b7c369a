"""What only a process of its own shows: signals, pipes, full outputs, locks, deep queries."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Store

Run = Callable[..., subprocess.CompletedProcess[str]]
COMMAND = [sys.executable, "-c", "from kgbuild.cli import main; main()"]
COUNT_FOR_EVER = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    """A file of a hundred statements."""
    path = tmp_path / "graph.nt"
    lines = (f'<http://example.org/{n}> <http://example.org/p> "{"x" * 999}" .\n' for n in range(100))
    path.write_text("".join(lines), encoding="utf-8")
    return path


def _heed_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def start(folder: Path, *words: object, stdin: int | None = None) -> subprocess.Popen[str]:
    """A command in a process of its own, which heeds Ctrl-C even where these tests run in the background."""
    pipe = subprocess.PIPE
    return subprocess.Popen(
        [*COMMAND, *map(str, words)],
        cwd=folder,
        stdin=stdin,
        stdout=pipe,
        stderr=pipe,
        text=True,
        preexec_fn=_heed_interrupts if os.name == "posix" else None,
    )


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_ctrl_c_ends_a_query_with_one_line(graph: Path, tmp_path: Path) -> None:
    running = start(tmp_path, "query", graph, "-", stdin=subprocess.PIPE)
    assert running.stdin is not None
    # More than a pipe holds, so that the command is at work once all of it is written.
    running.stdin.write(f"{COUNT_FOR_EVER} #{'x' * 90_000}")
    running.stdin.close()
    running.stdin = None
    time.sleep(1)
    assert running.poll() is None
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert (running.returncode, out, err.strip()) == (130, "", "kgbuild: interrupted; nothing is half written")


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_an_interrupted_build_leaves_what_was_there(tmp_path: Path, number: signal.Signals) -> None:
    (tmp_path / "out.nq").write_text("# the old file\n", encoding="utf-8")
    line = '{"id": "%d", "text": "Rebels attacked a convoy near the border on Monday."}\n'
    (tmp_path / "many.jsonl").write_text("".join(line % n for n in range(4000)), encoding="utf-8")
    running = start(tmp_path, "build", "many.jsonl", "-o", "out.nq", "--store", "store")
    assert running.stderr is not None
    assert "loading the model" in running.stderr.readline()
    time.sleep(1)
    running.send_signal(number)
    _, err = running.communicate(timeout=60)
    assert running.returncode == (130 if number == signal.SIGINT else -number)
    assert "Traceback" not in err
    assert (tmp_path / "out.nq").read_text(encoding="utf-8") == "# the old file\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["many.jsonl", "out.nq", "store"]
    Store.read_only(str(tmp_path / "store"))


def test_deep_nesting_overflows_no_stack(process: Run, graph: Path) -> None:
    depth = 20_000
    done = process("query", graph, "-", stdin="ASK { FILTER(" + "(" * depth + "true" + ")" * depth + ") }")
    assert (done.returncode, done.stdout) == (0, "true\n")


def test_a_reader_that_leaves_early_is_no_fault(graph: Path, tmp_path: Path) -> None:
    running = start(tmp_path, "query", graph, "SELECT * { ?s ?p ?o }", "-f", "csv")
    assert running.stdout is not None
    assert running.stderr is not None
    assert running.stdout.readline() == "o,p,s\n"
    running.stdout.close()
    assert running.stderr.read() == ""
    running.stderr.close()
    running.wait(timeout=60)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("words", [("query", "graph.nt", "ASK {}"), ("export", "graph.nt", "-o", "-")])
def test_a_full_standard_output_is_told(graph: Path, tmp_path: Path, words: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*COMMAND, *words], cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 2
    assert done.stderr.startswith("kgbuild: standard output: cannot be written (No space left on device)")


def test_a_locked_store_says_who_holds_it(process: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Rebels attacked a convoy.", encoding="utf-8")
    held = Store(str(tmp_path / "store"))
    done = process("build", "a.txt", "--store", "store")
    del held
    assert done.returncode == 2
    assert "another process is writing to it" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_serve_tells_its_address_and_stops_on_ctrl_c(tmp_path: Path) -> None:
    Store(str(tmp_path / "store")).flush()
    running = start(tmp_path, "serve", "store", "--port", "0")
    assert running.stderr is not None
    told = running.stderr.readline()
    address = told.split()[3]
    assert address.startswith("http://127.0.0.1:")
    assert not address.startswith("http://127.0.0.1:0/")
    with urllib.request.urlopen(f"{address}healthz", timeout=60) as reply:
        assert reply.status == 200
    running.send_signal(signal.SIGINT)
    running.communicate(timeout=60)
    assert running.returncode == 0
