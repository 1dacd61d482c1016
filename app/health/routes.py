"""The page of health, and a word for monitors."""

from __future__ import annotations

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from app.access import Role, open_to, person, public
from app.health import queries

bp = Blueprint("health", __name__)


@bp.get("/health")
@open_to(Role.OFFICER, Role.ADMINISTRATOR)
def health() -> ResponseReturnValue:
    """What works, what did not, and which deadlines that was near."""
    is_officer = Role.OFFICER in person().roles
    return render_template(
        "health/health.html",
        checks=queries.checks(),
        outages=queries.outages(),
        suggestions=queries.suggestions() if is_officer else [],
        is_officer=is_officer,
    )


@bp.get("/health/status")
@public
def status() -> ResponseReturnValue:
    """Whether the service works, for machines that ask every minute; nothing else."""
    is_well = queries.answers_now()
    return Response(
        "ok\n" if is_well else "failing\n", 200 if is_well else 503, mimetype="text/plain"
    )
