"""Each version of the brief, with what it changed."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from app import clock
from app.access import Role, open_to, person
from app.commissions import queries
from app.commissions.differences import differences
from app.commissions.routes.room import bp, download_of


@bp.route("/commissions/<ref>/brief/<int:number>")
@open_to(Role.OFFICER, Role.MEMBER, Role.KEYHOLDER)
def brief_version(ref: str, number: int) -> ResponseReturnValue:
    """One version of the brief, and its differences from the one before."""
    commission = queries.commission_for(person(), ref)
    brief = queries.brief_version(person(), commission, number)
    changes = []
    if number > 1:
        before = queries.brief_version(person(), commission, number - 1)
        changes = differences(before, brief, clock.zone())
    return render_template(
        "commissions/brief_version.html",
        commission=commission,
        brief=brief,
        changes=changes,
        document_url=download_of(commission),
        versions=queries.issued_versions(commission),
    )
