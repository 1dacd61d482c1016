"""Pictures: how large they become once they are shown, told from their first bytes."""

from __future__ import annotations

import warnings
from io import BytesIO

from PIL import Image, UnidentifiedImageError

from app.kinds import sentences

MOST_MILLIONS = 150
"""Millions of pixels: an A0 sheet at 300 dots an inch has 140."""
FORMATS = {".png": ("PNG", "PNG"), ".jpg": ("JPEG", "JPEG"), ".jpeg": ("JPEG", "JPEG")}
"""How Pillow names the kind of an ending, and how people do."""


def check_picture(head: bytes, name: str, suffix: str) -> None:
    """Raise NotAccepted where the beginning of a file is not that of a picture of bearable size.

    Nothing of the picture itself is unpacked.
    """
    kind, words = FORMATS[suffix]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(BytesIO(head), formats=(kind,)) as picture:
                width, height = picture.size
    except Image.DecompressionBombError:
        raise sentences.too_many_pixels(name, MOST_MILLIONS) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, OverflowError):
        raise sentences.not_what_it_says(name, words) from None
    if width * height > MOST_MILLIONS * 1_000_000:
        raise sentences.too_many_pixels(name, MOST_MILLIONS)
