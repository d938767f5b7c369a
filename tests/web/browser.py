"""A real, headless Chromium, driven over the W3C WebDriver protocol by chromedriver."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from debian import environment_with

ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
)  # fmt: skip


def require_browser() -> dict[str, str]:
    """The environment in which there is one; the test is skipped where there is none."""
    return environment_with("chromium-driver", "chromium", "chromedriver")


class Browser:
    """One window. Use it in a `with` statement."""

    def __enter__(self) -> Browser:
        self._profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        environment = require_browser()
        self._driver = subprocess.Popen(
            ["chromedriver", "--port=0"], stdout=subprocess.PIPE, text=True, env=environment
        )
        assert self._driver.stdout is not None
        started = next(line for line in self._driver.stdout if "started successfully on port" in line)
        self._address = f"http://127.0.0.1:{started.rstrip().rstrip('.').rpartition(' ')[2]}/session"
        options: dict[str, Any] = {"args": [*ARGUMENTS, f"--user-data-dir={self._profile.name}"]}
        # The script of Debian that starts it only knows where it is installed.
        program = Path(shutil.which("chromium", path=environment["PATH"]) or "").parent.parent / "lib/chromium/chromium"
        if program.is_file():
            options["binary"] = str(program)
        wanted = {"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
        session = self._command("POST", "", {"capabilities": {"alwaysMatch": wanted}})
        self._address += "/" + session["sessionId"]
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._command("DELETE", "")
        finally:
            self._driver.terminate()
            self._driver.communicate(timeout=30)
            self._profile.cleanup()

    def open(self, url: str, width: int = 1280) -> None:
        self._command("POST", "/window/rect", {"width": width, "height": 1000})
        self._command("POST", "/url", {"url": url})

    def run(self, script: str) -> Any:
        """The value that the body of a JavaScript function returns in the page."""
        return self._command("POST", "/execute/sync", {"script": script, "args": []})

    def comes_to(self, script: str) -> bool:
        """Whether a script returns true, be it only when the page has taken the shape of the window."""
        deadline = time.monotonic() + 5
        while not (found := bool(self.run(script))) and time.monotonic() < deadline:
            time.sleep(0.05)
        return found

    def follow(self, selector: str) -> None:
        """Clicks what leads to another page and waits until that page has come: a click may return before it leaves."""
        self.run("window.left = false")
        self._command("POST", f"/element/{self._find(selector)}/click", {})
        deadline = time.monotonic() + 60
        while not self._has_come():
            assert time.monotonic() < deadline, f"{selector} leads nowhere"
            time.sleep(0.02)

    def type(self, selector: str, text: str) -> None:
        """Types over what stands in a field."""
        self._command("POST", f"/element/{self._find(selector)}/clear", {})
        self._command("POST", f"/element/{self._find(selector)}/value", {"text": text})

    def complaints(self) -> list[str]:
        """What the console has said since it was last asked: errors of scripts, of the policy, of loading."""
        return [entry["message"] for entry in self._command("POST", "/se/log", {"type": "browser"})]

    def _has_come(self) -> bool:
        try:
            return bool(self.run("return window.left === undefined && document.readyState === 'complete'"))
        except urllib.error.HTTPError as error:
            # The page that the script ran in was left meanwhile.
            error.close()
            return False

    def _find(self, selector: str) -> str:
        found = self._command("POST", "/element", {"using": "css selector", "value": selector})
        (identifier,) = found.values()
        return str(identifier)

    def _command(self, method: str, path: str, body: object = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            self._address + path, data=data, method=method, headers={"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=60) as response:
            return json.loads(response.read())["value"]
