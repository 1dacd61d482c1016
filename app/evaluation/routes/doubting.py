"""Doubts about prices: what is pointed out, asking the company about it, resolving it."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.access import Role, open_to, person
from app.commissions.queries import Commission, commission_for, stage_now
from app.commissions.rules import Act, is_legal, why_not
from app.errors import NotFound, refused_at
from app.evaluation import operations, queries
from app.evaluation.asking_forms import AskAboutDoubtForm, ResolveForm
from app.evaluation.queries.confirming import who_can_confirm
from app.evaluation.queries.doubts import DoubtStanding, may_see_doubts
from app.evaluation.routes.blueprint import bp
from app.evaluation.rules import WAYS_EXPLAINED, WAYS_OF, DoubtKind, Way
from app.formats import pounds

_KINDS = {kind.slug: kind for kind in DoubtKind}


@bp.get("/commissions/<ref>/doubts")
@open_to(Role.MEMBER, Role.OFFICER)
def doubts(ref: str) -> ResponseReturnValue:
    """Each doubt, what was asked and answered, and how it was resolved; as prices are seen."""
    commission = doubtful(ref)
    stage, is_officer = stage_now(commission), Role.OFFICER in person().roles
    return render_template(
        "evaluation/doubts.html",
        commission=commission,
        doubts=queries.doubts_to_see(person(), commission),
        can_ask=is_officer and is_legal(Act.ENQUIRE, stage),
        can_resolve=is_officer and is_legal(Act.RESOLVE, stage),
        can_decide=is_legal(Act.RESOLVE, stage),
        visitor_id=person().id,
    )


@bp.route("/commissions/<ref>/doubts/<int:quote_id>/<kind>/ask", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def ask_about_doubt(ref: str, quote_id: int, kind: str) -> ResponseReturnValue:
    """Ask the company in writing about what was pointed out of its quote."""
    commission = doubtful(ref)
    there = doubted(commission, quote_id, kind)
    form = AskAboutDoubtForm(text=_question(there))
    answer_by = form.answer_by.data
    if form.validate_on_submit() and answer_by is not None:
        with refused_at(form):
            operations.ask_about_doubt(
                commission,
                quote_id,
                there.doubt.kind,
                form.text.data or "",
                answer_by,
                by=person(),
            )
            flash(f"The question is sent to {there.quote.company.name}", "success")
            return redirect(url_for("evaluation.doubts", ref=ref))
    page = render_template(
        "evaluation/ask_about_doubt.html",
        commission=commission,
        there=there,
        form=form,
        refusal=why_not(Act.ENQUIRE, stage_now(commission)),
    )
    return page, 422 if form.errors else 200


@bp.route("/commissions/<ref>/doubts/<int:quote_id>/<kind>/resolve", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def resolve_doubt(ref: str, quote_id: int, kind: str) -> ResponseReturnValue:
    """Record how a doubt is resolved, and why."""
    commission = doubtful(ref)
    there = doubted(commission, quote_id, kind)
    form = ResolveForm()
    ways = WAYS_OF[there.doubt.kind]
    form.way.choices = [(way.value, way.value.capitalize()) for way in ways]
    if form.decides_on(there.doubt.sentence, len(there.resolutions), there.is_open):
        with refused_at(form):
            operations.resolve_doubt(
                commission,
                quote_id,
                there.doubt.kind,
                Way(form.way.data),
                form.reason.data or "",
                by=person(),
            )
            flash(_recorded(Way(form.way.data)), "success")
            return redirect(url_for("evaluation.doubts", ref=ref))
    page = render_template(
        "evaluation/resolve_doubt.html",
        commission=commission,
        kind=kind,
        there=there,
        form=form,
        hints={way.value: WAYS_EXPLAINED[way] for way in ways},
        confirmers=who_can_confirm(commission, person().id),
        now=clock.now(),
        refusal=why_not(Act.RESOLVE, stage_now(commission)),
    )
    return page, 422 if form.errors else 200


def _recorded(way: Way) -> str:
    if way is Way.LEFT_OUT:
        return "The proposal to set the quote aside waits for another person to confirm it"
    return "It is on file how the doubt is resolved"


def doubtful(ref: str) -> Commission:
    """A commission whose doubts this visitor may see. Raises NotFound."""
    commission = commission_for(person(), ref)
    if not may_see_doubts(person(), commission):
        raise NotFound
    return commission


def doubted(commission: Commission, quote_id: int, kind: str) -> DoubtStanding:
    """One doubt, by what its address says. Raises NotFound."""
    if kind not in _KINDS:
        raise NotFound
    return queries.doubt_to_see(person(), commission, quote_id, _KINDS[kind])


def _question(there: DoubtStanding) -> str:
    """The question to begin with. It tells nothing of another company's price."""
    price = pounds(there.quote.price_pence)
    if there.doubt.kind is DoubtKind.LOW_PRICE:
        return (
            f"Your price is {price} without VAT. It is low for what the brief asks for. Please "
            "explain how you come to it, and confirm that it covers all of the work: the days of "
            "your people, travel, materials, and everything else that the brief names."
        )
    told = ". ".join(each.sentence for each in there.quote.differences)
    return (
        f"The sums of your quote do not agree. {told}. Please explain the difference, and confirm "
        f"that the prices of your lines stand, and with them the total of {price} without VAT."
    )
