"""The list of commissions, and everything about one of them."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from app.access import Role, open_to
from app.position.routes.room import bp

READERS = (Role.OFFICER, Role.MEMBER, Role.KEYHOLDER)


@bp.get("/commissions")
@open_to(*READERS)
def commissions() -> ResponseReturnValue:
    """Every commission that the visitor may see."""
    return render_template("position/commissions.html")


@bp.get("/commissions/<ref>")
@open_to(*READERS)
def commission(ref: str) -> ResponseReturnValue:
    """One commission."""
    return render_template("position/commission.html", ref=ref)
