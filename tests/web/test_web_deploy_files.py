"""The systemd unit and the Containerfile that we ship: what they say is checked, and their commands are run.

Neither a service manager nor a container engine runs for it. The commands run in a container by hand (sandbox.py), so
the steps that build the image, and systemd's own enforcement of the unit, are not tried.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from http_client import ask
from ports import free_port
from sandbox import enter, require_sandbox
from served import wait_until
from stores import write
from test_web_protocol import SELECT, STRIKE

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "docs" / "deploy"
PORT = "8080"

WRITES = """
import os, sys
for place in ("/", "/opt/kgbuild", "/srv/graph", "/srv/graph/store", "/etc", "/usr", os.path.expanduser("~")):
    try:
        open(os.path.join(place, "written"), "w")
    except OSError:
        continue
    sys.exit(place + " can be written to")
open("/tmp/written", "w")
assert os.getuid() == os.getgid() == 10001 and not os.getgroups()
"""


def unit() -> dict[str, list[str]]:
    """The settings of the unit, all sections together."""
    found: dict[str, list[str]] = {}
    for line in (DEPLOY / "kgbuild.service").read_text(encoding="utf-8").splitlines():
        if "=" in line and not line.startswith("#"):
            name, _, value = line.partition("=")
            found.setdefault(name, []).append(value)
    return found


def containerfile() -> list[tuple[str, str]]:
    """The instructions, each with its arguments."""
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = (line.strip() for line in text.splitlines())
    return [(line.split(maxsplit=1)[0], line.split(maxsplit=1)[1]) for line in lines if line and line[0] != "#"]


def last(instruction: str) -> str:
    return [rest for name, rest in containerfile() if name == instruction][-1]


@pytest.fixture(scope="module")
def places() -> Iterator[tuple[Path, Path]]:
    """An empty folder and one with a store, both open to every user."""
    require_sandbox()
    with tempfile.TemporaryDirectory(prefix="deploy-") as folder:
        root, stores = Path(folder) / "root", Path(folder) / "graph"
        for each in (Path(folder), root, stores):
            each.mkdir(exist_ok=True)
            each.chmod(0o755)
        write(stores / "store")
        for each in stores.rglob("*"):
            each.chmod(0o755 if each.is_dir() else 0o644)
        yield root, stores


def serves(command: list[str], places: tuple[Path, Path]) -> str:
    """Runs a command that serves on PORT in the sandbox, on another port; what it has logged, once it was ended."""
    root, stores = places
    port = str(free_port())
    before = sorted(stores.iterdir())
    with tempfile.TemporaryFile() as errors:
        process = enter([port if word == PORT else word for word in command], root, stores, errors.fileno())
        address = f"http://127.0.0.1:{port}"
        try:
            wait_until(lambda: process.poll() is not None or _answers(address))
            assert process.poll() is None, os.pread(errors.fileno(), 10_000, 0).decode()
            reply = ask(address + "/sparql", parameters={"query": SELECT})
            assert [row["e"]["value"] for row in reply.json()["results"]["bindings"]] == [STRIKE]
            assert "kgbuild_workers_without_network 1" in ask(address + "/metrics").text
            assert ask(address + "/doc/harbour", accept="text/html").status == 200
            healthy = json.loads(last("HEALTHCHECK").partition(" CMD ")[2].replace(PORT, port))
            assert enter(healthy, root, stores).wait(60) == 0
            assert sorted(stores.iterdir()) == before
        finally:
            process.terminate()
            ended = process.wait(60)
        assert ended == 0
        return os.pread(errors.fileno(), 100_000, 0).decode()


def _answers(address: str) -> bool:
    try:
        return ask(address + "/healthz").status == 200
    except OSError:
        return False


def test_the_sandbox_is_one(places: tuple[Path, Path]) -> None:
    root, stores = places
    assert enter(["/opt/kgbuild/bin/python", "-c", WRITES], root, stores).wait(60) == 0
    unwell = json.loads(last("HEALTHCHECK").partition(" CMD ")[2].replace(PORT, str(free_port())))
    assert enter(unwell, root, stores, subprocess.DEVNULL).wait(60) != 0


def test_the_unit_serves(places: tuple[Path, Path]) -> None:
    [command] = unit()["ExecStart"]
    log = serves(shlex.split(command), places)
    assert '"path": "/doc/harbour"' in log
    assert SELECT not in log


def test_the_container_serves(places: tuple[Path, Path]) -> None:
    log = serves([*json.loads(last("ENTRYPOINT")), *json.loads(last("CMD"))], places)
    assert '"path": "/doc/harbour"' in log


def test_the_container_has_all_that_is_needed_and_no_rights() -> None:
    assert last("USER") == "10001:10001"
    assert {name for name, _ in containerfile()} <= {
        "FROM", "COPY", "RUN", "ENV", "USER", "EXPOSE", "HEALTHCHECK", "ENTRYPOINT", "CMD",
    }  # fmt: skip
    assert last("EXPOSE") == PORT
    copied = {
        word for name, rest in containerfile() if name == "COPY" and "--from" not in rest for word in rest.split()[:-1]
    }
    assert all((ROOT / each).exists() for each in copied)
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    needed = {"pyproject.toml", "README.md", "kgbuild", *re.findall(r'^(\w+) = "kgbuild/_', project, re.MULTILINE)}
    needed |= set(re.findall(r'"(\w+)"', re.findall(r"^license-files = (.*)$", project, re.MULTILINE)[0]))
    assert copied == needed


def test_the_unit_gives_its_processes_time_and_room() -> None:
    """Queries run in processes of the server: a signal for all of them would end these at once."""
    settings = unit()
    assert settings["KillMode"] == ["mixed"]
    assert int(settings["TimeoutStopSec"][0]) > 10
    for name in ("DynamicUser", "NoNewPrivileges", "PrivateTmp", "MemoryDenyWriteExecute"):
        assert settings[name] == ["yes"]
    assert settings["ProtectSystem"] == ["strict"]
    assert settings["ReadOnlyPaths"] == ["/srv/graph"]
    assert settings["CapabilityBoundingSet"] == [""]
    assert set(settings["RestrictNamespaces"][0].split()) == {"user", "net"}


def test_systemd_finds_nothing_wrong_with_the_unit(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd-analyze here; Debian has it in systemd")
    text = (DEPLOY / "kgbuild.service").read_text(encoding="utf-8")
    (tmp_path / "kgbuild.service").write_text(text.replace("/opt/kgbuild/bin/kgbuild", "/bin/true"), encoding="utf-8")
    for check in (["verify"], ["security", "--offline=true", "--no-pager", "--threshold=20"]):
        command = ["systemd-analyze", *check, str(tmp_path / "kgbuild.service")]
        ran = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False)
        assert ran.returncode == 0, ran.stdout
        assert check != ["verify"] or not ran.stdout, ran.stdout
