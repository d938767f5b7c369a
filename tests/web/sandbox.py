"""A container by hand: a root that cannot be written to, with nothing in it but the system, Python, the program and a
store, and a user without rights. No container engine or service manager need run for it.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

USER = "10001"
SYSTEM = ("/usr", "/bin", "/lib", "/lib64", "/etc", "/proc", "/dev")
TOOLS = ("unshare", "mount", "umount", "pivot_root", "setpriv")
SBIN = "/usr/sbin:/usr/bin:/sbin:/bin"

PR_SET_MDWE = 65

SCRIPT = """
root=$1 stores=$2 program=$3 user=$4; shift 4
mount -t tmpfs -o mode=755 tmpfs "$root"
show() {
  if [ -L "$1" ]; then mkdir -p "$root$(dirname "$2")"; cp -P "$1" "$root$2"; return; fi
  mkdir -p "$root$2"; mount --rbind "$1" "$root$2"; mount -o remount,bind,ro "$root$2"
}
mkdir -p "$root/tmp"; mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
while [ "$1" != -- ]; do [ -e "$1" ] && show "$1" "$1"; shift; done; shift
show "$program" /opt/kgbuild; show "$stores" /srv/graph
mkdir "$root/old"; cd "$root"; pivot_root . old; umount -l /old; rmdir /old; mount -o remount,ro /
exec setpriv --reuid="$user" --regid="$user" --clear-groups --inh-caps=-all --bounding-set=-all --no-new-privs \
  env -i PYTHONPATH="$PYTHONPATH" PYTHONDONTWRITEBYTECODE=1 LC_ALL=C.UTF-8 "$@"
"""


def require_sandbox() -> None:
    """Skips the test where none can be made."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("only root may put a root of its own together")
    missing = [tool for tool in TOOLS if shutil.which(tool, path=SBIN) is None]
    if missing:
        pytest.skip(f"no {' and no '.join(missing)} here; Debian has them in util-linux and mount")
    if not (Path(sys.prefix) / "bin" / "kgbuild").exists():
        pytest.skip("kgbuild is not installed in this environment")
    if subprocess.run(["unshare", "--mount", "true"], stderr=subprocess.DEVNULL, check=False).returncode:
        pytest.skip("this system lets nobody mount")


def enter(command: Sequence[str], root: Path, stores: Path, stderr: int | None = None) -> subprocess.Popen[bytes]:
    """Starts a command in the sandbox: `root` is an empty folder, `stores` becomes /srv/graph, this environment
    /opt/kgbuild. No memory may become executable that was written to, where the kernel knows of such a thing.
    """
    here = str(Path(__file__).parents[2])
    places = dict.fromkeys((*SYSTEM, sys.base_prefix, sys.prefix, here))
    environment = {"PATH": SBIN, "PYTHONPATH": os.environ.get("PYTHONPATH", "")}
    start = ["sh", "-euc", SCRIPT, "sh", str(root), str(stores), sys.prefix, USER, *places, "--", *command]
    library = ctypes.CDLL(None)
    return subprocess.Popen(
        ["unshare", "--mount", "--propagation", "private", *start],
        env=environment,
        stderr=stderr,
        preexec_fn=lambda: library.prctl(PR_SET_MDWE, 1, 0, 0, 0),
    )
