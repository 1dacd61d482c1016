"""The start page: for everyone a few lines, for those signed in what needs them."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from app.access import public
from app.position.routes.room import bp


@bp.get("/")
@public
def home() -> ResponseReturnValue:
    """The start page."""
    return render_template("position/home.html")
