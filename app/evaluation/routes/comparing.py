"""Quotes side by side, one quote, and its files."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access import Role, open_to, person
from app.commissions.queries import Commission, commission_for, issued_brief, stage_now
from app.commissions.rules import Act, is_legal
from app.evaluation import queries
from app.evaluation.routes.blueprint import bp
from app.evaluation.rules import Standing, may_score, may_see_quotes, two_places
from app.quotes.queries import opened_file
from app.sealed_files import as_download


def must_declare_first(commission: Commission, standing: Standing | None = None) -> bool:
    """Whether this visitor's way to the quotes leads through a declaration.

    `standing` is where they stand, if that was read already.
    """
    where = queries.standing_of(person(), commission) if standing is None else standing
    return where is Standing.UNDECLARED and may_score(person().roles, Standing.FREE)


def _here(ref: str, two: int) -> str:
    """The same page, with other companies on a small screen."""
    return url_for("evaluation.comparison", ref=ref, two=two, **_asked())


def _asked() -> dict[str, Any]:
    """The companies and the order that the address asks for, as it says them."""
    asked = request.args
    return {
        "company": asked.getlist("company"),
        "pin": asked.get("pin"),
        "sort": asked.get("sort"),
    }


@bp.route("/commissions/<ref>/comparison")
@open_to(Role.MEMBER, Role.OFFICER)
def comparison(ref: str) -> ResponseReturnValue:
    """Companies as columns: prices, answers, files, scores, rank."""
    commission = commission_for(person(), ref)
    if commission.opened_at is None:
        return render_template("evaluation/not_yet.html", commission=commission), 409
    known = queries.places_in(commission)
    standing = known.get(person().id, queries.Place()).standing
    if must_declare_first(commission, standing):
        return redirect(url_for("evaluation.declare", ref=ref))
    if not may_see_quotes(person().roles, standing):
        page = render_template(
            "evaluation/stepped_aside.html", commission=commission, standing=standing
        )
        return page, 403
    stage = stage_now(commission)
    can_score = is_legal(Act.SCORE, stage) and may_score(person().roles, standing)
    view = queries.comparison(commission, person(), known)
    picks = queries.picks_of(view, request.args)
    return render_template(
        "evaluation/comparison.html",
        commission=commission,
        view=view,
        picks=picks,
        doubts=view.doubts,
        matrix=queries.matrix_of(view, picks, can_score=can_score),
        how_scored=queries.how_scored(view.brief),
        here=partial(_here, ref),
        asked=_asked(),
        can_score=can_score,
        can_recommend=is_legal(Act.RECOMMEND, stage) and Role.OFFICER in person().roles,
        can_decide=is_legal(Act.DECIDE, stage),
    )


@bp.get("/commissions/<ref>/comparison/how-safe")
@open_to(Role.MEMBER, Role.OFFICER)
def how_safe(ref: str) -> ResponseReturnValue:
    """What would change the winner, in words and pictures; nothing of it can be saved."""
    commission = commission_for(person(), ref)
    view = queries.comparison(commission, person())
    return render_template(
        "evaluation/how_safe.html",
        commission=commission,
        safety=queries.safety_of(view) if queries.has_points(view) else None,
        two_places=two_places,
    )


@bp.route("/commissions/<ref>/quotes/<int:quote_id>")
@open_to(Role.MEMBER, Role.OFFICER)
def quote(ref: str, quote_id: int) -> ResponseReturnValue:
    """One opened quote, whole."""
    commission = commission_for(person(), ref)
    seen = queries.quote_to_see(commission, person(), quote_id)
    return render_template(
        "evaluation/quote.html",
        commission=commission,
        quote=seen,
        marks=queries.marks_to_see(person(), seen),
        brief=issued_brief(commission.id),
    )


@bp.route("/commissions/<ref>/quotes/<int:quote_id>/files/<int:file_id>")
@open_to(Role.MEMBER, Role.OFFICER)
def quote_file(ref: str, quote_id: int, file_id: int) -> ResponseReturnValue:
    """A file of an opened quote, as a download."""
    commission = commission_for(person(), ref)
    quote = queries.quote_to_see(commission, person(), quote_id)
    return as_download(opened_file(commission, quote.id, file_id))
