"""A filesystem with a limit, and a file on it that leaves as little room as is wanted."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class CannotMount(Exception):
    """Whoever runs the tests may not mount a filesystem; says what the system said."""


class SmallDisk:
    """A mounted filesystem in memory."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ballast = folder / "ballast"

    def leave(self, room: int) -> None:
        """Fill it, so that this many bytes are free, to the next page of 4 KiB."""
        self.free()
        taken = os.statvfs(self.folder).f_bavail * os.statvfs(self.folder).f_frsize - room
        with self._ballast.open("wb") as ballast:
            os.posix_fallocate(ballast.fileno(), 0, max(taken, 1))

    def free(self) -> None:
        """Take everything away again that only fills it."""
        self._ballast.unlink(missing_ok=True)


@contextmanager
def mounted(folder: Path, megabytes: int) -> Iterator[SmallDisk]:
    """A small disk in a new folder. Raises CannotMount."""
    folder.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=700", "tmpfs", str(folder)]
    try:
        done = subprocess.run(words, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise CannotMount("there is no program mount") from None
    if done.returncode:
        raise CannotMount(done.stderr.strip())
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
