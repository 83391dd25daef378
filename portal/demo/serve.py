"""The demo's processes: the web server, the worker and the beat, as one program.

They end together: with Ctrl-C, with SIGTERM, and when the web server ends.
The file-system broker bears one worker process only, hence `--pool solo`.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from types import FrameType

from django.conf import settings

SECONDS_TO_END = 10


@dataclass
class DemoServer:
    """`run()` blocks until the demo is ended; returns the exit code for the shell."""

    host: str
    port: int
    processes: dict[str, subprocess.Popen] = field(default_factory=dict)
    is_ending: bool = False

    def run(self) -> int:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._end)
        for name, command in self._commands().items():
            self._start(name, command)
        try:
            while not self.is_ending and self.processes["web"].poll() is None:
                self._revive()
                time.sleep(0.3)
            return 0 if self.is_ending else self.processes["web"].returncode or 1
        finally:
            self._end_all()

    def _commands(self) -> dict[str, list[str]]:
        celery = ["celery", "-A", "portal", "--quiet"]
        return {
            "web": [
                *("gunicorn", "portal.wsgi", "--bind", f"{self.host}:{self.port}"),
                *("--workers", "2", "--threads", "8", "--worker-class", "gthread"),
                *("--log-level", "warning", "--no-control-socket"),
                *("--graceful-timeout", "3"),
            ],
            "worker": [*celery, "worker", "--pool", "solo", "--loglevel", "warning"],
            "beat": [
                *celery, "beat", "--loglevel", "warning",
                *("--pidfile", "", "--schedule", str(settings.VAR_DIR / "beat")),
            ],
        }  # fmt: skip

    def _start(self, name: str, command: list[str]) -> None:
        # In a session of its own: Ctrl-C reaches only this process, which ends them in turn.
        self.processes[name] = subprocess.Popen(
            [sys.executable, "-m", *command], env=self._environment(), start_new_session=True
        )

    def _environment(self) -> dict[str, str]:
        own = {"PORTAL_DEMO": "1", "PORTAL_BASE_URL": f"http://{self.host}:{self.port}"}
        return os.environ | own

    def _revive(self) -> None:
        """A worker or beat that died is started again; the database holds its work."""
        for name, command in self._commands().items():
            if name != "web" and self.processes[name].poll() is not None:
                self._start(name, command)

    def _end(self, _signal: int, _frame: FrameType | None) -> None:
        self.is_ending = True

    def _end_all(self) -> None:
        for process in self.processes.values():
            process.terminate()
        end = time.monotonic() + SECONDS_TO_END
        for process in self.processes.values():
            try:
                process.wait(max(0.1, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
