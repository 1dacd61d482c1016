"""What the checking of one file may use up, however its archives are made."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

PART = 1024 * 1024
LEAST_UNPACKED = 400 * 1_000_000
"""Bytes that any file may unpack to; a larger one to twice its own size."""
MOST_RATIO = 200
"""Times that one entry may be larger than it is packed. The sheets of a workbook reach about 50."""
RATIO_FROM = 4 * 1024 * 1024
"""Bytes of an entry below which the ratio does not matter: a page of blanks packs very well."""
MOST_FILES = 1_000
"""Files in an archive, those in archives inside it counted too."""
MOST_PARTS = 10_000
"""Parts of one Office file. Reading a list of millions would keep everybody else waiting."""
DEEPEST = 3
"""An archive in an archive may hold Office files, which are archives themselves."""
HELD_MEGABYTES = 32
"""Megabytes (1,000,000 bytes) to which an archive inside another may unpack: it is held in memory
while it is looked into."""


class UsedUp(Exception):
    """More than the checking of one file may use."""


@dataclass
class Budget:
    """What is left for one file."""

    bytes_left: int
    files_left: int = MOST_FILES

    def spend(self, size: int, so_far: int, packed: int) -> None:
        """Use up `size` bytes of an entry of `packed` bytes, `so_far` of it unpacked. UsedUp."""
        self.bytes_left -= size
        if self.bytes_left < 0 or (so_far > RATIO_FROM and so_far > MOST_RATIO * packed):
            raise UsedUp


def budget_for(size: int) -> Budget:
    """For a file of `size` bytes."""
    return Budget(max(LEAST_UNPACKED, 2 * size))


class TooLargeToHold(Exception):
    """Larger than HELD_MEGABYTES."""


@contextmanager
def held(pieces: Iterator[bytes]) -> Iterator[IO[bytes]]:
    """Pieces as a stream to move about in. In memory alone: it must not reach a disk. UsedUp."""
    with os.fdopen(os.memfd_create("part"), "w+b") as stream:
        for piece in pieces:
            if stream.tell() + len(piece) > HELD_MEGABYTES * 1_000_000:
                raise TooLargeToHold
            stream.write(piece)
        stream.seek(0)
        yield stream
