"""The blueprint that the pages of reports share."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("reports", __name__)
