"""The whole file as one archive, written while it is sent: files are unsealed a part at a time.

Each entry stands in `manifest.sha256`, which `sha256sum -c` reads. The order is that of the parts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from flask import current_app

from app import clock
from app.audit import verifying
from app.audit.queries import signed_heads, signed_line, whole_chain
from app.audit.verifying import line_of
from app.database import let_go, mark_reading, reading
from app.files import PART, path_of
from app.kinds import download_name
from app.reports.wholefile.model import FileIn, Part, WholeFile
from app.sealing import unsealed

MANIFEST = "manifest.sha256"
STYLES = "style.css"
CHECKER = "audit/verifying.py"
LONGEST_NAME = 80
"""Characters of a name inside the archive: paths stay short enough for every computer."""


@dataclass(frozen=True)
class Entry:
    """One entry: its path in the archive, its content in pieces, and whether packing is worth it.

    `acknowledged` is the SHA-256 that is on record; empty where there is none.
    """

    path: str
    pieces: Iterable[bytes]
    is_packed: bool = True
    acknowledged: str = ""


def archive_name(file: WholeFile) -> str:
    """What the download is called, without an ending."""
    what = "redacted-file" if file.is_redacted else "whole-file"
    return f"{what}-{file.reference}-{clock.day_of(file.made_at).isoformat()}"


def archived(file: WholeFile) -> Iterator[bytes]:
    """The archive in pieces as they are made. Raises CannotUnseal where a file cannot be read."""
    sink = _Sink()
    made = file.made_at.astimezone(clock.zone())
    listed: list[str] = []
    differing: list[str] = []
    with ZipFile(sink, "w", allowZip64=True) as archive:

        def add(entry: Entry) -> Iterator[bytes]:
            info = ZipInfo(entry.path, made.timetuple()[:6])
            info.compress_type = ZIP_DEFLATED if entry.is_packed else ZIP_STORED
            info.external_attr = 0o644 << 16
            digest = hashlib.sha256()
            with archive.open(info, "w", force_zip64=True) as target:
                for piece in entry.pieces:
                    digest.update(piece)
                    target.write(piece)
                    yield sink.taken()
            listed.append(f"{digest.hexdigest()}  {entry.path}\n")
            if entry.acknowledged and entry.acknowledged != digest.hexdigest():
                differing.append(f"{entry.path}: on record with SHA-256 {entry.acknowledged}\n")

        for entry in _entries(file):
            yield from add(entry)
        gone = [f"{p}: its file is not on the disk any more\n" for p in _gone(file)]
        if differing or gone:
            said = "".join([*differing, *gone]).encode()
            yield from add(Entry("not-as-on-record.txt", [said]))
        whole = "".join(listed).encode()
        yield from add(Entry(MANIFEST, [whole]))
    yield sink.taken()


def paths(file: WholeFile) -> dict[str, str]:
    """Where each file that is there lies in the archive, by its key."""
    return {
        each.key: f"{stem_of(file, part)}/{_inside(each, place)}"
        for part in file.parts
        for place, each in enumerate(part.files, 1)
        if not each.withheld
    }


def _inside(file: FileIn, place: int) -> str:
    return f"{_short(file.folder)}/{place:03} {_short(file.typed_name)}"


def stem_of(file: WholeFile, part: Part) -> str:
    """The name of a part in the archive, with its number: "07-quotes"."""
    return f"{list(file.parts).index(part) + 1:02}-{part.key}"


def _entries(file: WholeFile) -> Iterator[Entry]:
    where = paths(file)
    yield Entry("contents.html", [_page("wholefile/contents.html", file, where)])
    yield Entry(STYLES, [Path(__file__).with_name("archive.css").read_bytes()])
    for part in file.parts:
        page = _page("wholefile/part.html", file, where, part=part)
        yield Entry(f"{stem_of(file, part)}.html", [page])
        for each in part.files:
            if not each.withheld and path_of(each.stored_as).is_file():
                yield Entry(where[each.key], _content(each), False, each.sha256)
    if not file.is_redacted:
        yield Entry("audit/audit.jsonl", _chain())
        yield Entry("audit/signed-heads.jsonl", [_heads()])
        yield Entry(CHECKER, [_checker()])


def _page(template: str, file: WholeFile, where: dict[str, str], part: Part | None = None) -> bytes:
    stems = {each.key: stem_of(file, each) for each in file.parts}
    filled = current_app.jinja_env.get_template(template)
    return filled.render(file=file, part=part, where=where, stems=stems, manifest=MANIFEST).encode()


def _gone(file: WholeFile) -> list[str]:
    where = paths(file)
    there = [each for each in file.files if not each.withheld]
    return [where[each.key] for each in there if not path_of(each.stored_as).is_file()]


def _content(file: FileIn) -> Iterator[bytes]:
    with path_of(file.stored_as).open("rb") as stored:
        opened = unsealed(stored, file.secret) if file.secret else nullcontext(stored)
        with opened as plain:
            while piece := plain.read(PART):
                yield piece


def _chain() -> Iterator[bytes]:
    """Every entry of the audit, as `flask audit export` writes them; nothing is held up by it."""
    mark_reading(True)
    try:
        for entry in whole_chain():
            yield f"{line_of(entry)}\n".encode()
    finally:
        let_go()
        mark_reading(False)


def _heads() -> bytes:
    with reading():
        lines = "".join(f"{signed_line(each)}\n" for each in signed_heads())
        let_go()
    return lines.encode()


def _checker() -> bytes:
    return Path(verifying.__file__).read_bytes()


def _short(name: str) -> str:
    """A name that every computer can keep, without folders of its own."""
    safe = PurePosixPath(download_name(name))
    suffix = safe.suffix[:12]
    return safe.name.removesuffix(safe.suffix)[: LONGEST_NAME - len(suffix)].rstrip(". ") + suffix


class _Sink:
    """Takes what the archive writes and hands it on: nothing can be changed once it is sent."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []

    def write(self, piece: bytes, /) -> int:
        """Keep a piece until it is taken."""
        self._waiting.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing waits elsewhere."""

    def close(self) -> None:
        """Nothing is held open."""

    def taken(self) -> bytes:
        """All that was written since it was taken last."""
        pieces, self._waiting = self._waiting, []
        return b"".join(pieces)
