"""Proposing an award, and another person's decision on it."""

from __future__ import annotations

import re

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.access import Role, open_to, person
from app.commissions.queries import (
    Commission,
    commission_for,
    route_reasons,
    routes_at_award,
    stage_now,
)
from app.commissions.rules import Act, RouteCheck, why_not
from app.errors import NotFound, refused_at
from app.evaluation import operations, queries
from app.evaluation.forms import AwardForm, DecisionForm
from app.evaluation.routes.blueprint import bp
from app.evaluation.rules import approval_fault, two_places
from app.formats import pounds
from app.quotes.queries import OpenedQuote, why_held

NO_AWARD = "none"


@bp.route("/commissions/<ref>/award", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def propose_award(ref: str) -> ResponseReturnValue:
    """Propose one of the quotes, or no award."""
    commission = commission_for(person(), ref)
    if not queries.may_see_all(person(), commission):
        raise NotFound
    view = queries.comparison(commission, person())
    form = AwardForm()
    form.quote.choices = [
        *(
            (
                str(c.quote.id),
                f"{c.quote.company.name}{_price(c.quote)}{_result(c)}",
            )
            for c in view.columns
        ),
        (NO_AWARD, "No award"),
    ]
    if form.validate_on_submit():
        with refused_at(form):
            chosen = _quote_id(form.quote.data)
            operations.propose_award(
                commission,
                chosen,
                form.reason.data or "",
                form.route_reason.data or "",
                by=person(),
            )
            flash("The proposal waits for another person’s decision", "success")
            return redirect(url_for("position.commission", ref=ref))
    page = render_template(
        "evaluation/propose_award.html",
        commission=commission,
        view=view,
        form=form,
        refused=queries.refused_awards(commission),
        taken_back=queries.taken_back_awards(commission),
        names={c.quote.id: c.quote.company.name for c in view.columns},
        refusal=why_not(Act.RECOMMEND, stage_now(commission)) or why_held(commission),
        few_quotes=queries.award_waits_for(commission),
        doubts=queries.doubts_to_see(person(), commission),
        routes=_routes(commission, view),
    )
    return page, 422 if form.errors else 200


def _routes(commission: Commission, view: queries.Comparison) -> dict[str, RouteCheck]:
    """What the route check asks of each quote, by its company; of those that it asks nothing of
    there is nothing."""
    offers = {
        column.quote.id: (column.quote.price_pence, column.quote.company.id)
        for column in view.columns
        if isinstance(column.quote, OpenedQuote)
    }
    names = {column.quote.id: column.quote.company.name for column in view.columns}
    found = routes_at_award(commission, offers)
    return {names[quote_id]: check for quote_id, check in found.items() if check.reasons}


def _quote_id(typed: str) -> int | None:
    """The quote that was chosen, None for no award, and 0 for what is the number of none."""
    if typed == NO_AWARD:
        return None
    return int(typed) if re.fullmatch(r"[0-9]{1,18}", typed) else 0


def _price(quote: queries.AnyQuote) -> str:
    """What a quote costs; nothing where the price is hidden from whoever looks."""
    return f", {pounds(quote.price_pence)} without VAT" if isinstance(quote, OpenedQuote) else ""


def _result(column: queries.Column) -> str:
    """The rank and points of a quote, once scores are open."""
    points = column.points
    if points is None or points.rank is None:
        return ""
    return f": rank {points.rank}, {two_places(points.total)} points"


@bp.route("/commissions/<ref>/award/decision", methods=["GET", "POST"])
@open_to(Role.OFFICER, Role.MEMBER)
def decide_award(ref: str) -> ResponseReturnValue:
    """Approve or refuse what another person proposed."""
    commission = commission_for(person(), ref)
    if not queries.may_see_all(person(), commission):
        raise NotFound
    award = queries.award_of(commission)
    form = DecisionForm()
    if form.decides_on(award.id if award else None, award and award.first_approved_by_id):
        with refused_at(form):
            approve = form.decision.data == "approve"
            decided = operations.decide_award(
                commission, approve, form.reason.data or "", by=person()
            )
            flash(_decided(decided, approve), "success")
            return redirect(url_for("position.commission", ref=ref))
    page = render_template(
        "evaluation/decide_award.html",
        commission=commission,
        award=award,
        view=queries.comparison(commission, person()),
        proposer=queries.name_of(award.proposed_by_id) if award else "",
        is_own=award is not None and award.proposed_by_id == person().id,
        has_approved=award is not None and award.first_approved_by_id == person().id,
        first_approver=queries.name_of(award.first_approved_by_id) if award else "",
        is_second_needed=award is not None and queries.is_second_needed(award),
        above=award
        and approval_fault(person().roles, award.value_pence, queries.approval_limits()),
        doubts=queries.doubts_to_see(person(), commission),
        route_reasons=route_reasons(commission),
        form=form,
        refusal=why_not(Act.DECIDE, stage_now(commission)),
    )
    return page, 422 if form.errors else 200


def _decided(award: queries.Award, approve: bool) -> str:
    """What was done, in a sentence."""
    if not approve:
        return "The proposal is refused"
    if award.decided_at is None:
        return "Your approval is kept. The award needs a second person’s"
    return "The award is approved"
