"""Changes of the store by its server: one at a time, each in a process of its own, within bounds."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from typing import Any

from kgbuild.errors import LimitError, QueryError
from kgbuild.web.endings import ending_of
from kgbuild.web.faults import raise_told
from kgbuild.web.limits import Limits
from kgbuild.web.worker_process import worker_environment

logger = logging.getLogger(__name__)


class Writer:
    """Writes to `target`, whatever the processes that run `module` know it by; a build may write in between.

    `stopped` tells what is to be said of a change that was stopped.
    """

    def __init__(self, module: str, target: Mapping[str, Any], limits: Limits, stopped: str) -> None:
        self._module, self._target, self._limits, self._stopped = module, target, limits, stopped
        self._turn = threading.Lock()

    def write(self, request: Mapping[str, Any], body: bytes) -> dict[str, Any]:
        """Has a process do what `request` says with `body`, as a whole or not at all.

        QueryError if that is malformed; LimitError if it takes too long or too much, or another process writes;
        ServiceError from another server.
        """
        if not self._turn.acquire(timeout=self._limits.seconds):
            raise LimitError("other updates are still running; ask again later", "busy")
        try:
            told = self._told(json.dumps({**request, "target": self._target}).encode() + b"\n" + body)
        finally:
            self._turn.release()
        if told.get("fault") == "memory":
            raise self._too_much()
        raise_told(told)
        return told

    def _told(self, message: bytes) -> dict[str, Any]:
        command = [
            sys.executable,
            "-m",
            self._module,
            str(self._limits.memory),
            str(os.getpid()),
        ]
        try:
            ran = subprocess.run(  # noqa: S603 - this interpreter, with arguments of our own
                command,
                input=message,
                capture_output=True,
                env=worker_environment(),
                timeout=self._limits.seconds,
                check=True,
            )
        except subprocess.TimeoutExpired as error:
            raise LimitError(
                f"the update was stopped after {self._limits.seconds:g} seconds; {self._stopped}", "time"
            ) from error
        except subprocess.CalledProcessError as error:
            raise self._explain(error) from error
        told: dict[str, Any] = json.loads(ran.stdout)
        return told

    def _explain(self, error: subprocess.CalledProcessError) -> Exception:
        """Why the process ended without a word. What is no bound's doing is a fault of ours, told in the log."""
        if error.returncode > 0:
            logger.error("an update failed, %s: %s", self._stopped, error.stderr.decode(errors="replace"))
            return error
        ending = ending_of(error.returncode)
        if ending == "depth":
            return QueryError("update: nested too deeply; write it flatter")
        if ending == "lost":
            return LimitError(f"the update was stopped from outside; {self._stopped}; send it again", "busy")
        return self._too_much()

    def _too_much(self) -> LimitError:
        return LimitError(
            f"the update was stopped at {self._limits.memory >> 20:,} MiB of memory, the most that it may take; "
            + self._stopped,
            "memory",
        )
