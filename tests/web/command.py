"""`kgbuild serve` as a person runs it, in a process of its own."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
import urllib.error
from pathlib import Path

from http_client import ask

CODE = "from kgbuild.cli import main; main()"


class ServeCommand:
    """Serves a store for the time of a `with` statement; what it writes to standard error is `errors()`."""

    def __init__(self, store: Path, *options: str) -> None:
        self._command = [sys.executable, "-c", CODE, "serve", str(store), "--port", "0", "--workers", "1", *options]

    def __enter__(self) -> ServeCommand:
        self._errors = tempfile.TemporaryFile()
        self.process = subprocess.Popen(self._command, stderr=self._errors)
        self.address = self._answering()
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(60)
        self._errors.close()

    def errors(self) -> str:
        self._errors.seek(0)
        return self._errors.read().decode("utf-8")

    def _answering(self) -> str:
        """Its address, once it answers there."""
        until = time.monotonic() + 60
        while time.monotonic() < until and self.process.poll() is None:
            found = re.search(r"http://[\d.:]+", self.errors())
            try:
                if found is not None and ask(found[0] + "/healthz").status == 200:
                    return found[0]
            except urllib.error.URLError:  # it does not listen yet
                pass
            time.sleep(0.05)
        self.process.kill()
        self.process.wait()
        raise AssertionError(self.errors())
