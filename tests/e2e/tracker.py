"""A tracker that really runs: gunicorn on a free port, with records of its own."""

from __future__ import annotations

import email
import email.policy
import os
import shutil
import socket
import subprocess
import sys
from dataclasses import dataclass
from email.message import EmailMessage
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
UP_WITHIN = 180
"""Seconds that a server may take to start on a busy machine."""


def environment(folder: Path, address: str) -> dict[str, str]:
    """What the tracker is told: nothing of the settings of whoever runs the tests."""
    return {
        "PATH": os.environ.get("PATH", ""),
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
        "TRACKER_ENV": "demonstration",
        "SECRET_KEY": "a key for browser tests only, not a secret",
        "INSTANCE": str(folder),
        "BASE_URL": address,
        # Outcome letters leave at once: no test waits an hour to see them.
        "LETTERS_WAIT": "0",
        # Beside the records, so that a copy of the demonstration has the keys to its drafts.
        "MEMORY_FOLDER": str(folder / "memory"),
    }


def flask(folder: Path, *words: str) -> None:
    """Run one of the tracker's commands on the records in `folder`."""
    done = subprocess.run(
        [BIN / "flask", "--app", "tests.e2e.served:app", *words],
        cwd=ROOT,
        env=environment(folder, "http://127.0.0.1"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"flask {' '.join(words)} failed:\n{done.stdout}\n{done.stderr}"


@dataclass
class Tracker:
    """A running server, its folder and its address. The first page waits until it is up."""

    folder: Path
    address: str
    process: subprocess.Popen[bytes]

    @classmethod
    def start(cls, made: Path, folder: Path) -> Tracker:
        """Serve a fresh copy of the records in `made`."""
        shutil.copytree(made, folder)
        # The server is given an open door: no port is taken twice, and whoever knocks waits.
        with socket.create_server(("127.0.0.1", 0), backlog=128) as door:
            # By name: browsers have no passkeys at an address in numbers.
            address = f"http://localhost:{door.getsockname()[1]}"
            with (folder / "gunicorn.log").open("wb") as log:
                process = subprocess.Popen(
                    [
                        *(BIN / "gunicorn", "--bind", f"fd://{door.fileno()}"),
                        *("--workers", "2", "--worker-class", "gthread", "--threads", "4"),
                        *("--timeout", "120", "--no-control-socket", "tests.e2e.served:app"),
                    ],
                    cwd=ROOT,
                    env=environment(folder, address),
                    stdout=log,
                    stderr=log,
                    pass_fds=[door.fileno()],
                )
        return cls(folder, address, process)

    def wait(self) -> None:
        """Until the first page comes, however busy the machine is."""
        asking = HTTPConnection(urlsplit(self.address).netloc, timeout=UP_WITHIN)
        asking.request("GET", "/sign-in")
        asking.getresponse().read()
        asking.close()

    def stop(self) -> None:
        """End the server and what it started."""
        self.process.terminate()
        try:
            self.process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def mails_to(self, address: str) -> list[EmailMessage]:
        """Every mail to an address, the oldest first."""
        found: list[EmailMessage] = []
        for path in sorted((self.folder / "outbox").glob("*.eml")):
            mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            if isinstance(mail, EmailMessage) and mail["To"] == address:
                found.append(mail)
        return found

    def log(self) -> str:
        """What the server has logged so far."""
        return (self.folder / "gunicorn.log").read_text("utf-8")
