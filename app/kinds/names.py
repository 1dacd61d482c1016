"""Names of files: kept as people typed them, and made harmless where a computer uses them."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

_JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
"""Unseen, but part of how some languages are written."""
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_NOT_ON_WINDOWS = re.compile(r'[<>:"|?*/\\]')
_DEVICES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])\s*(\.|$)", re.I)
LONGEST_DOWNLOAD = 200
"""Bytes in UTF-8: file systems take 255."""


def plain_name(typed: str) -> str:
    """A file's name without folders and without characters that can't be seen.

    Among those are the marks that turn the direction of writing: with one, "exe.pdf" could be
    shown as "fdp.exe", or the other way round.
    """
    return seen(typed).replace("\\", "/").rsplit("/", 1)[-1].strip()


def seen(text: str) -> str:
    """What can be seen of a text."""
    return "".join(c for c in text if c in _JOINERS or unicodedata.category(c) not in _HIDDEN)


def path_suffix(name: str) -> str:
    """The ending of a file name, in lower case with its dot."""
    return PurePosixPath(name).suffix.lower()


def download_name(typed: str) -> str:
    """The name under which a download is offered: one that every computer can keep.

    No device of Windows, no mark that divides folders or streams, no dot at its end or beginning.
    """
    name = _NOT_ON_WINDOWS.sub("_", plain_name(typed)).strip(". ") or "file"
    if _DEVICES.match(name):
        name = f"_{name}"
    stem, suffix = PurePosixPath(name).stem, PurePosixPath(name).suffix
    room = LONGEST_DOWNLOAD - len(suffix.encode())
    if room < 1:
        return "file"
    return stem.encode()[:room].decode(errors="ignore").rstrip(". ") + suffix


def is_safe_inside(path: str) -> bool:
    """Whether a path in an archive stays in its folder, on every computer, and shows all it is."""
    if not path or path != seen(path) or len(path) > 1_000:
        return False
    steps = path.replace("\\", "/").rstrip("/").split("/")
    is_drive = bool(re.match(r"[A-Za-z]:", path))
    return not is_drive and all(step not in {"", ".", ".."} for step in steps)


def folded_path(path: str) -> str:
    """A path as a computer that does not mind case or composition compares it."""
    plain = path.replace("\\", "/").rstrip("/")
    return unicodedata.normalize("NFC", plain).casefold()
