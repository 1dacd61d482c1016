"""A clamd of the tests' own: its own socket, and one signature, that of the EICAR test file."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from app import scanning

EICAR = "".join(
    ("X5O!P%@AP[4\\PZX54(P^)7CC)7}$", "EICAR-STANDARD-", "ANTIVIRUS-TEST-", "FILE!$H+H*")
).encode()
"""What every scanner knows and harms nobody; in pieces, so that none finds it in this file."""

PROGRAM = shutil.which("clamd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
SECONDS_TO_START = 60


@dataclass
class Clamd:
    """A running clamd; `address` is its socket."""

    folder: Path
    process: subprocess.Popen[bytes]

    @classmethod
    def start(cls, folder: Path) -> Clamd:
        """Start it, and wait until it answers."""
        for name in ("signatures", "unpacked"):
            (folder / name).mkdir(parents=True)
        (folder / "signatures" / "own.ndb").write_text(f"Own.Trial:0:*:{EICAR.hex()}\n", "ascii")
        (folder / "clamd.conf").write_text(
            f"LocalSocket {folder / 'socket'}\n"
            f"DatabaseDirectory {folder / 'signatures'}\n"
            f"TemporaryDirectory {folder / 'unpacked'}\n"
            f"LogFile {folder / 'log'}\n"
            "Foreground yes\nSelfCheck 0\nMaxThreads 2\n"
            "StreamMaxLength 3M\nMaxFileSize 2M\nMaxScanSize 8M\nAlertExceedsMax yes\n",
            "utf-8",
        )
        assert PROGRAM is not None
        with (folder / "said").open("wb") as said:
            process = subprocess.Popen(
                [PROGRAM, "--config-file", folder / "clamd.conf"], stdout=said, stderr=said
            )
        made = cls(folder, process)
        made.wait_until_it_answers()
        return made

    @property
    def address(self) -> str:
        return str(self.folder / "socket")

    def wait_until_it_answers(self) -> None:
        """Until it has read its signatures. A busy machine takes a while."""
        for _ in range(SECONDS_TO_START * 10):
            if scanning.version(self.address):
                return
            assert self.process.poll() is None, (self.folder / "said").read_text("utf-8")
            time.sleep(0.1)
        raise AssertionError("clamd does not start.")

    def hold(self) -> None:
        """Let it answer nobody, as when the machine is overloaded."""
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """The end of `hold`."""
        self.process.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        """End it."""
        self.go_on()
        self.process.terminate()
        try:
            self.process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
