"""Knock-ons: proposed together by an officer, and decided on by another person."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access import Role, open_to, person
from app.errors import RuleBroken, refused_at
from app.formats import counted
from app.plans.forms import one_line
from app.plans.offering import offered
from app.plans.operations import decide_together, read_for
from app.plans.queries import bundle_for, milestone_by_id, milestone_for
from app.plans.routes.room import wants_change
from app.plans.rules import Cause, can_decide_date, when_field
from app.position import operations
from app.position.forms import KnockOnsDecisionForm, choose_field, knock_ons_form
from app.position.queries.knock_ons import Chain, KnockOnLine, bundle_lines, chain_of, rows_of
from app.position.routes.room import bp
from app.position.rules import kept_words
from app.slippage import Days
from app.when import When

_CHOSEN = re.compile(r"choose_([0-9]{1,18})")
_NOT_CARRIED = frozenset({"csrf_token", "confirmed", "change"})


@dataclass(frozen=True)
class ReadDate:
    """One chosen date as it was read, and how it stands to what the knock-on asks for."""

    line: KnockOnLine
    when: When
    kept: str


@bp.route(
    "/plans/<slug>/actions/<int:action>/milestones/<int:number>/knock-ons", methods=["GET", "POST"]
)
@open_to(Role.OFFICER)
def knock_ons(slug: str, action: int, number: int) -> ResponseReturnValue:
    """What a milestone pushes, through actions and plans, to be proposed as new dates together."""
    found = milestone_for(person(), slug, action, number)
    chain = chain_of(found.id)
    form = offered(_form(chain))
    if form.validate_on_submit() and not wants_change():
        chosen = _chosen()
        with refused_at(form):
            operations.check_still_pushed(chain, chosen)
            read = _read(chain, chosen)
            if form.confirmed.data != _mark(chosen):
                return _show_back(form, chain, read, _mark(chosen))
            bundle = operations.propose_knock_ons(
                found,
                chosen,
                reason=form.reason.data,
                cause=form.cause.data,
                meeting_id=form.meeting.data,
                by=person(),
            )
            dates = counted(len(chosen), "date")
            flash(f"{dates} proposed. Another person must approve them.", "success")
            return redirect(url_for("position.knock_on_bundle", bundle_id=bundle.id))
    page = render_template(
        "position/knock_ons.html",
        form=form,
        chain=chain,
        choose_field=choose_field,
        when_field=when_field,
    )
    return page, 422 if form.errors else 200


@bp.route("/knock-ons/<int:bundle_id>", methods=["GET", "POST"])
@open_to(Role.OFFICER, Role.MEMBER)
def knock_on_bundle(bundle_id: int) -> ResponseReturnValue:
    """Dates that were proposed together: what became of each, and the decision on what waits."""
    bundle = bundle_for(person(), bundle_id)
    form = offered(KnockOnsDecisionForm(data={"meeting": bundle.meeting_id}))
    lines = bundle_lines(bundle)
    waiting = [each for each in lines if each.date.is_waiting]
    may_decide = can_decide_date(person().roles, person().id, bundle.proposed_by_id)
    if form.decides_on(*((each.date.row.id, each.date.left_out) for each in waiting)):
        with refused_at(form):
            decided = decide_together(
                bundle,
                approve=form.decision.data == "approve",
                reason=form.reason.data,
                meeting_id=form.meeting.data,
                by=person(),
            )
            flash(decided.words.capitalize(), "success")
            return redirect(url_for("position.knock_on_bundle", bundle_id=bundle_id))
    page = render_template(
        "position/knock_on_bundle.html",
        form=form,
        bundle=bundle,
        root=milestone_by_id(person(), bundle.milestone_id),
        lines=lines,
        waiting=waiting,
        may_decide=may_decide,
    )
    return page, 422 if form.errors else 200


def _form(chain: Chain) -> Any:
    """Every date that can be proposed, chosen and with its words, until a person says otherwise."""
    given: dict[str, object] = {"cause": Cause.WAITING.value}
    for milestone_id, line in chain.open.items():
        given[choose_field(milestone_id)] = True
        given[when_field(milestone_id)] = line.wording
    places = {each: f"{line.place}" for each, line in chain.open.items()}
    return knock_ons_form(places)(data=given)


def _chosen() -> dict[int, str]:
    """What was chosen, also where it is pushed no longer: that has to be said."""
    found = (_CHOSEN.fullmatch(name) for name in request.form)
    ids = [int(match[1]) for match in found if match]
    return {each: one_line(request.form.get(when_field(each))) for each in ids}


def _read(chain: Chain, chosen: Mapping[int, str]) -> list[ReadDate]:
    """The dates as the reader understands them. Raises RuleBroken at the field of one that fails.

    A knock-on moves a milestone to another last day, so words without one are refused.
    """
    if not chosen:
        raise RuleBroken("Select at least one milestone")
    rows, read = rows_of(chain), []
    for milestone_id, words in chosen.items():
        line = chain.open[milestone_id]
        if not words:
            raise RuleBroken(f"Enter the new date of {line.place}", when_field(milestone_id))
        when = read_for(rows[milestone_id].action, words)
        if not when.is_read or when.latest is None:
            raise RuleBroken(
                f"New date of {line.place} must have a last day, like “by June 2014”",
                when_field(milestone_id),
            )
        wanted = line.finish.latest
        read.append(ReadDate(line, when, kept_words(wanted, when.latest) if wanted else ""))
    return read


def _mark(chosen: Mapping[int, str]) -> str:
    """What was shown back: other milestones or other words have another mark."""
    return hashlib.sha256(repr(sorted(chosen.items())).encode()).hexdigest()


def _show_back(form: Any, chain: Chain, read: list[ReadDate], mark: str) -> ResponseReturnValue:
    """What each date was understood to mean, before anything is kept."""
    wanted = {each.line.id: Days(each.when.earliest, each.when.latest) for each in read}
    left = chain.left_over(wanted)
    return render_template(
        "position/check_knock_ons.html",
        form=form,
        chain=chain,
        read=read,
        mark=mark,
        kept=[each for each in request.form.items(multi=True) if each[0] not in _NOT_CARRIED],
        left=[(line, left[line.id].push) for line in chain.lines if line.id in left],
        chosen=wanted,
    )
