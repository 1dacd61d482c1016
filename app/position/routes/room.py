"""The blueprint that the pages of this room hang on, and links to pages that may not exist."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, url_for

bp = Blueprint("position", __name__)


def link_to(endpoint: str, **values: Any) -> str | None:
    """The address of a page of another room; None where the tracker runs without that page."""
    return url_for(endpoint, **values) if endpoint in current_app.view_functions else None
