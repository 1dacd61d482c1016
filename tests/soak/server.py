"""A server that can be killed at any moment: gunicorn as in production, in a group of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from time import sleep

ROOT = Path(__file__).parents[2]
GUNICORN = Path(sys.executable).with_name("gunicorn")
SERVED = "tests.soak.served:app"
WORDS = (
    *("--workers", "2", "--worker-class", "gthread", "--threads", "4"),
    *("--timeout", "120", "--no-control-socket"),
)
"""How the README says that it is served."""
PATIENCE = 120
"""Seconds that a start may take on a busy machine."""


def environment(folder: Path) -> dict[str, str]:
    """What the server and the soak are told: nothing of the settings of whoever runs it."""
    return {
        "PATH": os.environ.get("PATH", ""),
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
        "TRACKER_ENV": "local",
        "SECRET_KEY": "a key for the soak only, not a secret",
        "INSTANCE": str(folder),
        "BASE_URL": "http://127.0.0.1",
        "MEMORY_FOLDER": str(folder / "memory"),
        "SESSION_HOURS": "100000",
    }


@dataclass
class Server:
    """One run of the server, until it is killed. Its processes are one group, `pid` leads it."""

    port: int
    pid: int
    process: subprocess.Popen[bytes] | None = None

    @classmethod
    def start(
        cls, folder: Path, *words: str, served: str = SERVED, temporary: Path | None = None
    ) -> Server:
        """Start it on the records in `folder` as a person would, and wait until it answers.

        `temporary` is its folder for temporary files.
        """
        environ = {"TMPDIR": str(temporary)} if temporary else {}
        with socket.create_server(("127.0.0.1", 0), backlog=128) as door:
            port = door.getsockname()[1]
            with (folder / "gunicorn.log").open("ab") as log:
                process = subprocess.Popen(
                    [GUNICORN, "--bind", f"fd://{door.fileno()}", *WORDS, *words, served],
                    cwd=ROOT,
                    env={**environment(folder), **environ},
                    stdout=log,
                    stderr=log,
                    pass_fds=[door.fileno()],
                    start_new_session=True,
                )
        server = cls(port, process.pid, process)
        server.wait_until_up()
        return server

    def wait_until_up(self) -> None:
        """Knock, and wait for the page. Raises AssertionError for another answer."""
        asking = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        asking.request("GET", "/sign-in")
        status = asking.getresponse().status
        asking.close()
        assert status == 200, f"The server did not come up: it answers {status}"

    def kill(self) -> None:
        """SIGKILL to it and to all that it started, at once: nobody is told beforehand."""
        with suppress(ProcessLookupError):  # it has been killed already
            os.killpg(self.pid, signal.SIGKILL)
        if self.process is not None:
            self.process.wait()
        while list(self.pids()):
            sleep(0.005)

    def peak(self) -> int:
        """The most bytes that each of its processes has held, together."""
        return sum(peak(pid) for pid in self.pids())

    def pids(self) -> Iterator[int]:
        """Its processes that run, the leader's among them."""
        for place in Path("/proc").glob("[0-9]*"):
            with suppress(FileNotFoundError, ProcessLookupError):
                state, _, group = (
                    (place / "stat").read_text("utf-8").rpartition(") ")[2].split()[:3]
                )
                if int(group) == self.pid and state not in "ZX":
                    yield int(place.name)


def peak(pid: int) -> int:
    """The most bytes that a process has held in memory."""
    for row in Path(f"/proc/{pid}/status").read_text("ascii").splitlines():
        if row.startswith("VmHWM"):
            return int(row.split()[1]) * 1024
    raise AssertionError(f"Nothing is said of the memory of {pid}.")


class Nursery:
    """A process in which the tracker is loaded once; each server is forked from it in no time."""

    def __init__(self, folder: Path, environ: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.soak.nursery", folder / "gunicorn.log"],
            cwd=ROOT,
            env={**environ},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def start(self) -> Server:
        """A new server that answers."""
        said, asked = self._process.stdout, self._process.stdin
        assert said is not None and asked is not None
        print("one more", file=asked, flush=True)
        port, pid = said.readline().split()
        server = Server(int(port), int(pid))
        server.wait_until_up()
        return server

    def close(self) -> None:
        """No more servers are wanted."""
        self._process.communicate()
