"""The smallest pictures that are pictures, and small ones that say that they are very large."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

from PIL import Image


def png(width: int = 1, height: int = 1) -> bytes:
    """A PNG that says it has this size, and holds one line of pixels."""
    head = struct.pack(">LLBBBBB", width, height, 8, 2, 0, 0, 0)
    lines = zlib.compress(bytes(1 + 3 * min(width, 1_000)))
    chunks = [(b"IHDR", head), (b"IDAT", lines), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in chunks)


def jpeg() -> bytes:
    """A JPEG of four pixels."""
    content = BytesIO()
    Image.new("RGB", (2, 2), "white").save(content, "JPEG")
    return content.getvalue()


def _chunk(kind: bytes, content: bytes) -> bytes:
    checked = struct.pack(">L", zlib.crc32(kind + content))
    return struct.pack(">L", len(content)) + kind + content + checked
