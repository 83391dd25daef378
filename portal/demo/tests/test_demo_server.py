"""The demo's processes: started together, revived, ended together."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

SCRIPT = """
    import sys
    from portal.demo.serve import DemoServer

    class Sleepers(DemoServer):
        def _commands(self):
            sleep = (
                "import os, pathlib, time;"
                " pathlib.Path({folder!r}, NAME + str(os.getpid())).touch();"
                " time.sleep(60)"
            )
            def command(name):
                return ["timeit", "-n1", "-r1", "-s", f"NAME = '{{name}}-'", sleep]
            return {{name: command(name) for name in ("web", "worker", "beat")}}

    sys.exit(Sleepers("127.0.0.1", 0).run())
"""


class Demo:
    def __init__(self, folder):
        self.folder = folder
        code = textwrap.dedent(SCRIPT.format(folder=str(folder)))
        env = os.environ | {
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "PYTHONPATH": str(Path.cwd()),
        }
        self.process = subprocess.Popen([sys.executable, "-c", code], env=env)

    def pids(self, name):
        return [int(path.name.split("-")[1]) for path in self.folder.glob(f"{name}-*")]

    def wait_for(self, condition):
        end = time.monotonic() + 30
        while not condition():
            assert time.monotonic() < end, list(self.folder.iterdir())
            time.sleep(0.1)

    def is_complete(self):
        return all(self.pids(name) for name in ("web", "worker", "beat"))


def is_alive(pid):
    return Path(f"/proc/{pid}").exists()


@pytest.fixture
def demo(tmp_path):
    demo = Demo(tmp_path)
    demo.wait_for(demo.is_complete)
    yield demo
    demo.process.terminate()
    demo.process.wait()


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "terminate"])
def test_everything_ends_with_the_demo(demo, ending):
    everyone = [pid for name in ("web", "worker", "beat") for pid in demo.pids(name)]

    demo.process.send_signal(ending)

    assert demo.process.wait(20) == 0
    assert [pid for pid in everyone if is_alive(pid)] == []


def test_dead_worker_is_started_again(demo):
    os.kill(demo.pids("worker")[0], signal.SIGKILL)

    demo.wait_for(lambda: len(demo.pids("worker")) == 2)

    assert demo.process.poll() is None


def test_demo_ends_when_its_web_server_does(demo):
    os.kill(demo.pids("web")[0], signal.SIGKILL)

    assert demo.process.wait(20) != 0
    assert not is_alive(demo.pids("beat")[0])
