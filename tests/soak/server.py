"""A server that can be killed at any moment: gunicorn as in production, in a group of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).parents[2]
GUNICORN = Path(sys.executable).with_name("gunicorn")
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
    """One run of the server, until it is killed."""

    port: int
    process: subprocess.Popen[bytes]

    @classmethod
    def start(cls, folder: Path) -> Server:
        """Start it on the records in `folder`, and wait until it answers."""
        with socket.create_server(("127.0.0.1", 0), backlog=128) as door:
            port = door.getsockname()[1]
            with (folder / "gunicorn.log").open("ab") as log:
                process = subprocess.Popen(
                    [
                        *(GUNICORN, "--bind", f"fd://{door.fileno()}"),
                        *("--workers", "2", "--worker-class", "gthread", "--threads", "4"),
                        *(
                            "--timeout",
                            "120",
                            "--no-control-socket",
                            "--preload",
                            "tests.soak.served:app",
                        ),
                    ],
                    cwd=ROOT,
                    env=environment(folder),
                    stdout=log,
                    stderr=log,
                    pass_fds=[door.fileno()],
                    start_new_session=True,
                )
        server = cls(port, process)
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
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
