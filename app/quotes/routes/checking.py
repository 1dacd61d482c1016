"""A file that has arrived whole, by form or in parts: checked and sealed before it is added."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

from app import files
from app.errors import RuleBroken
from app.files import CheckedFile
from app.quotes.operations import DAMAGED
from app.sealed_files import keep_sealed
from app.sealing import CannotUnseal


@dataclass(frozen=True)
class Arrived:
    """A checked file and the name under which it is sealed; else why it is not accepted."""

    file: CheckedFile | None = None
    sealed_as: str = ""
    broken: RuleBroken | None = None
    held: str = ""
    """What to say of a file that could not be checked, and waits here for another try."""

    def or_refused(self) -> tuple[CheckedFile, str]:
        """The file and its name on the disk. Raises RuleBroken where it is not accepted."""
        if self.file is None:
            raise self.broken or RuleBroken(DAMAGED, "files")
        return self.file, self.sealed_as

    @contextmanager
    def gone_if_refused(self) -> Iterator[None]:
        """Add it inside: if that fails, what was sealed is removed."""
        try:
            yield
        except BaseException:
            files.discard(self.sealed_as)
            raise


def check_and_seal(stream: IO[bytes], typed_name: str | None, public: str) -> Arrived:
    """Check a file where it is, and seal it for a key. Nothing is written to the database."""
    try:
        file = files.checked(stream, typed_name, "files")
        return Arrived(file, keep_sealed(file.stream, public))
    except RuleBroken as broken:
        return Arrived(broken=broken)
    except CannotUnseal:
        return Arrived(broken=RuleBroken(DAMAGED, "files"))
