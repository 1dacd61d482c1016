"""The blueprint that the evaluation's pages share."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("evaluation", __name__)
