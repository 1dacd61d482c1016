"""Kinds of files that are taken: by content, ending, inner parts and names. Pure: no Flask."""

from __future__ import annotations

from app.kinds.budget import MOST_PARTS
from app.kinds.content import ALLOWED_IN_WORDS, ENDINGS, check_content
from app.kinds.names import download_name, path_suffix, plain_name
from app.kinds.sentences import NotAccepted

__all__ = [
    "ALLOWED_IN_WORDS",
    "ENDINGS",
    "MOST_PARTS",
    "NotAccepted",
    "check_content",
    "download_name",
    "path_suffix",
    "plain_name",
]
