"""Throughput and latency of the endpoint beside `oxigraph serve` and rdflib-endpoint, on the same triples in one run.

`python bench/endpoint.py --triples 100000 --seconds 3 --oxigraph PATH --rdflib-endpoint PATH`: where their commands
are; what is not given is left out. All servers run at once and are asked in turns, so that what else the machine does
weighs on each alike. Prints a table of medians, and kgbuild's as ratios to the others'.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from endpoint_data import HEAD, JOIN, MIX, POINT, TRIPLES_PER_DOCUMENT, generate
from http_load import Target, ask, run_load
from ports import free_port

# Each query of the mix is put so often to each server, unless that takes too long.
SAMPLES = 25
SECONDS_FOR_SAMPLES = 20.0
ROUNDS = 3
LOADS = 2
START_SECONDS = 600

# The others have no bounds, and on a busy machine the longest queries of the mix would go over ours.
PATIENT = ["--timeout", "600", "--long-queries", "64"]

OURS = [sys.executable, "-c", "from kgbuild.cli import main; main()"]


@dataclass
class Server:
    """A server that runs, and the processes that it is made of."""

    target: Target
    process: subprocess.Popen[bytes]

    def processes(self) -> set[int]:
        found, todo = set(), [self.process.pid]
        while todo:
            process = todo.pop()
            found.add(process)
            for children in Path(f"/proc/{process}/task").glob("*/children"):
                with contextlib.suppress(OSError):
                    todo += [int(child) for child in children.read_text().split()]
        return found

    def cpu_seconds(self) -> float:
        """What its processes have used since they were started, those that have ended since too."""
        seconds = 0.0
        for process in self.processes():
            with contextlib.suppress(OSError):
                # The clock of a process, see clock_getcpuclockid(3); cutime and cstime of proc(5) for those it has had.
                seconds += time.clock_gettime((~process << 3) | 2)
                fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
                seconds += (int(fields[13]) + int(fields[14])) / os.sysconf("SC_CLK_TCK")
        return seconds

    def memory(self) -> float:
        """MB, what is shared between processes counted once."""
        kilobytes = 0
        for process in self.processes():
            with contextlib.suppress(OSError):
                lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
                kilobytes += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
        return kilobytes / 1000


@contextlib.contextmanager
def running(name: str, command: list[str], port: int, path: str) -> Iterator[Server]:
    """The server that `command` starts, once it answers."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    server = Server(Target(name, port, path), process)
    try:
        until = time.monotonic() + START_SECONDS
        while True:
            try:
                with server.target.connect() as link:
                    ask(link, server.target.request("ASK {}"))
                break
            except OSError:
                if time.monotonic() > until or process.poll() is not None:
                    raise
                time.sleep(0.1)
        yield server
    finally:
        process.terminate()
        process.wait()


def wait_until_idle(servers: list[Server]) -> None:
    """Until none does anything of itself any more, such as building an index."""
    before, until = 0.0, time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        time.sleep(3)
        now = sum(server.cpu_seconds() for server in servers)
        if now - before < 0.1:
            return
        before = now


def measure_mix(servers: list[Server], documents: int) -> Iterator[tuple[str, list[float]]]:
    """For each query of the mix the median of its milliseconds, and the mean of CPU, without anybody else asking.

    A comment that differs keeps an answer from being one that was kept.
    """
    chance, number = random.Random(7), itertools.count()
    for label, query in MIX.items():
        times: list[list[float]] = [[] for _ in servers]
        costs = [server.cpu_seconds() for server in servers]
        for _ in range(SAMPLES):
            text = f"{HEAD}{query.format(chance.randrange(documents))} # {next(number)}"
            for server, own in zip(servers, times, strict=True):
                if sum(own) < SECONDS_FOR_SAMPLES * 1000:
                    # Not kept from one query to the next, for some servers close what is idle.
                    with server.target.connect() as link:
                        own.append(ask(link, server.target.request(text)) * 1000)
        used = [server.cpu_seconds() - cost for server, cost in zip(servers, costs, strict=True)]
        # The first one warms the caches.
        yield f"{label}: ms", [statistics.median(own[1:] or own) for own in times]
        yield f"{label}: CPU ms", [1000 * each / len(own) for each, own in zip(used, times, strict=True)]


def measure_load(
    servers: list[Server], label: str, query: Callable[[int], str], clients: int, seconds: float
) -> Iterator[tuple[str, list[float]]]:
    """Answers a second, milliseconds of CPU for an answer, and the 99th percentile of the latency."""
    rates: list[list[float]] = [[] for _ in servers]
    costs: list[list[float]] = [[] for _ in servers]
    tails: list[list[float]] = [[] for _ in servers]
    for round_number in range(ROUNDS):
        for index, server in enumerate(servers):
            numbers = itertools.count(round_number * 1_000_000)
            requests = (server.target.request(HEAD + query(number)) for number in numbers)
            before = server.cpu_seconds()
            rate, latencies = run_load(server.target, requests, clients, seconds)
            rates[index].append(rate)
            costs[index].append((server.cpu_seconds() - before) / len(latencies) * 1000)
            tails[index].append(latencies[int(len(latencies) * 0.99) - 1] * 1000)
    where = f"{clients} client{'s' * (clients > 1)}"
    yield f"{label}, {where}: answers/s", [statistics.median(own) for own in rates]
    yield f"{label}, {where}: CPU ms per answer", [statistics.median(own) for own in costs]
    yield f"{label}, {where}: p99 ms", [statistics.median(own) for own in tails]


def measure(servers: list[Server], documents: int, seconds: float) -> Iterator[tuple[str, list[float]]]:
    wait_until_idle(servers)
    yield "memory when idle, MB", [server.memory() for server in servers]
    yield from measure_mix(servers, documents)
    chance = random.Random(11)

    def document() -> int:
        return chance.randrange(documents)

    kinds = list(MIX.values())

    def mixed(number: int) -> str:
        return f"{kinds[number % len(kinds)].format(document())} # {number}"

    for label, query, clients in (
        ("join", lambda number: f"{JOIN.format()} # {number}", 8),
        ("points", lambda number: f"{POINT.format(document())} # {number}", 8),
        ("repeated points", lambda _: POINT.format(1), 8),
        ("mix", mixed, 8),
        ("mix", mixed, 32),
    ):
        yield from measure_load(servers, label, query, clients, seconds)


def print_row(name: str, values: list[float]) -> None:
    ours, *others = values
    cells = [f"{ours:,.2f}", *(f"{other:,.2f} | {ours / other:.2f}" for other in others)]
    print(f"| {name} | {' | '.join(cells)} |", flush=True)


def bulk_load(data: Path, folder: Path, triples: int, oxigraph: str | None) -> Path:
    """The store that `kgbuild load` makes; prints how fast it and `oxigraph load` are, in turns."""
    commands = {"kgbuild": [*OURS, "load", str(data), "--store"]}
    if oxigraph:
        commands["oxigraph"] = [oxigraph, "load", "--file", str(data), "--location"]
    rates: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(LOADS):
        for name, command in commands.items():
            begin = time.monotonic()
            subprocess.run([*command, str(folder / f"{name}{number}")], check=True, capture_output=True)
            rates[name].append(triples / (time.monotonic() - begin))
    print_row("bulk load, triples/s", [statistics.median(own) for own in rates.values()])
    return folder / "kgbuild0"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--triples", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--oxigraph")
    parser.add_argument("--rdflib-endpoint", dest="rdflib_endpoint")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, contextlib.ExitStack() as stack:
        data = Path(name, "data.nq")
        generate(data, given.triples)
        store = bulk_load(data, Path(name), given.triples, given.oxigraph)
        ports = [free_port() for _ in range(3)]
        ours = [*OURS, "serve", str(store), "--port", str(ports[0]), "--workers", "2", *PATIENT]
        servers = [stack.enter_context(running("kgbuild", ours, ports[0], "/sparql"))]
        if given.oxigraph:
            command = [given.oxigraph, "serve-read-only", "--location", str(store), "--bind", f"127.0.0.1:{ports[1]}"]
            command.append("--union-default-graph")
            servers.append(stack.enter_context(running("oxigraph serve", command, ports[1], "/query")))
        if given.rdflib_endpoint:
            command = [given.rdflib_endpoint, "serve", "--host", "127.0.0.1", "--port", str(ports[2]), str(data)]
            servers.append(stack.enter_context(running("rdflib-endpoint", command, ports[2], "/")))
        others = [f"{server.target.name} | kgbuild/{server.target.name}" for server in servers[1:]]
        print(f"| | kgbuild | {' | '.join(others)} |")
        for label, values in measure(servers, given.triples // TRIPLES_PER_DOCUMENT, given.seconds):
            print_row(label, values)


if __name__ == "__main__":
    main()
