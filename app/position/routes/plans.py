"""The list of plans and a plan's page."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from app.access import public
from app.position.routes.room import bp


@bp.get("/plans")
@public
def plans() -> ResponseReturnValue:
    """Every plan that the visitor may read."""
    return render_template("position/plans.html")


@bp.get("/plans/<slug>")
@public
def plan(slug: str) -> ResponseReturnValue:
    """One plan."""
    return render_template("position/plan.html", slug=slug)
