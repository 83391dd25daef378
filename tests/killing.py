"""Killing workers on purpose: at every statement, one after the other.

For a script of its own, not for the pytest process: it forks. `kill_everywhere`
runs `work` in a child that ends itself with SIGKILL when it is about to
execute the n-th line of the named modules, for n = 1, 2, 3 … until a child
comes through alive. Between two children `recover` does what the next worker
would, and `check` looks at what is left.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable
from types import FrameType
from typing import Any

from django.db import connections

CAME_THROUGH = 7


def kill_everywhere(
    work: Callable[[], object],
    *,
    in_modules: Iterable[Any],
    recover: Callable[[], object],
    check: Callable[[int], object],
) -> int:
    """Returns at how many statements a worker was killed. `check(n)` raises what it finds."""
    files = frozenset(module.__file__ for module in in_modules)
    line = 0
    while True:
        line += 1
        connections.close_all()
        child = os.fork()
        if child == 0:
            _die_at(line, files)
            work()
            os._exit(CAME_THROUGH)
        _pid, status = os.waitpid(child, 0)
        if os.WIFEXITED(status) and os.WEXITSTATUS(status) == CAME_THROUGH:
            return line - 1
        if not (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL):
            raise AssertionError(f"the worker to be killed at line {line} ended with {status}")
        recover()
        check(line)


def _die_at(line: int, files: frozenset[str]) -> None:
    """Kill this process before it executes its `line`-th line of `files`, in any thread."""
    left = line

    def trace(frame: FrameType, event: str, _arg: object) -> Any:
        nonlocal left
        if frame.f_code.co_filename not in files:
            return None
        if event == "line":
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    threading.settrace(trace)
    sys.settrace(trace)
