"""Every file that comes into being in a folder, however soon it is gone again (Linux: inotify)."""

from __future__ import annotations

import ctypes
import os
import struct
from pathlib import Path

_CREATED, _MOVED_HERE = 0x100, 0x80
_NOT_BLOCKING = os.O_NONBLOCK


class Newcomers:
    """Watches one folder from now on."""

    def __init__(self, folder: Path) -> None:
        system = ctypes.CDLL(None, use_errno=True)
        self._handle: int = system.inotify_init1(_NOT_BLOCKING)
        watched = system.inotify_add_watch(
            self._handle, os.fsencode(folder), _CREATED | _MOVED_HERE
        )
        if self._handle < 0 or watched < 0:
            raise OSError(ctypes.get_errno(), f"{folder} cannot be watched")

    def names(self) -> list[str]:
        """The names of what came since the last time that this was asked."""
        found: list[str] = []
        while True:
            try:
                told = os.read(self._handle, 65_536)
            except BlockingIOError:
                return found
            while told:
                *_, length = struct.unpack_from("iIII", told)
                found.append(told[16 : 16 + length].rstrip(b"\0").decode())
                told = told[16 + length :]

    def close(self) -> None:
        """Watch no more."""
        os.close(self._handle)
