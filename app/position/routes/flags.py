"""Flags: the list, one flag with all that was done about it, its answer, and whose it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.access import Person, Role, open_to, person
from app.asat import as_at
from app.errors import refused_at
from app.paging import PAGE_SIZE, Page, offset_of, page_number
from app.plans.routes.room import is_confirmed, show_back, wants_change
from app.position import operations
from app.position.flag_forms import NOT_CLOSED, AnswerForm, FlagFilterForm, HandOverForm
from app.position.operations import Answer
from app.position.queries.flag_owners import who_can_own
from app.position.queries.flag_page import FlagPage, flag_page
from app.position.queries.flags import AnswerOn, FlagOn, flag_on, flag_row, flags_on
from app.position.routes.links import commission_link, knock_ons_link, links
from app.position.routes.room import bp, link_to
from app.position.rules import FlagState, why_not_answer, why_not_hand_over

READERS = (Role.OFFICER, Role.MEMBER)


@bp.get("/flags")
@open_to(*READERS)
def flags() -> ResponseReturnValue:
    """Every flag as it stood on a day, filtered; those that are not closed by default."""
    asked = as_at(request.args.get("as_at"))
    everything = flags_on(asked.day)
    form = FlagFilterForm(formdata=request.args)
    form.plan.choices = [("", "All plans"), *_plans(everything)]
    form.owner.choices = [("", "Anybody"), *_owners(everything)]
    found = [each for each in everything if _is_wanted(each, form)]
    number = page_number(request.args.get("page"))
    start = offset_of(number)
    kept = {key: value for key, value in request.args.items() if key != "page" and value}
    return render_template(
        "position/flags.html",
        form=form,
        as_at=asked,
        page=Page(found[start : start + PAGE_SIZE], number, len(found)),
        asked=kept,
    )


@bp.get("/flags/<int:flag_id>")
@open_to(*READERS)
def flag(flag_id: int) -> ResponseReturnValue:
    """One flag as at `?as_at=`: the facts then and now, its answers, and where to go from it."""
    asked = as_at(request.args.get("as_at"))
    found = flag_page(person(), flag_id, asked.day)
    return render_template(
        "position/flag.html",
        flag=found.flag,
        facts_now=found.facts_now,
        as_at=asked,
        commission=commission_link(found.carrier, person()),
        carrier=found.carrier,
        acts=_acts(found, person()) if asked.is_today else (),
    )


@bp.route("/flags/<int:flag_id>/answer", methods=["GET", "POST"])
@open_to(*READERS)
def answer_flag(flag_id: int) -> ResponseReturnValue:
    """Answer a flag, or change its answer; its day is shown back first."""
    found, row = flag_on(person(), flag_id, clock.today()), flag_row(flag_id)
    refusal = _refusal(found, person())
    stands = found.answer
    form = AnswerForm(data=_typed(stands) if stands else None)
    if refusal is None and form.validate_on_submit() and not wants_change():
        with refused_at(form):
            when = operations.read_by_when(row, form.when.data or "")
            if not is_confirmed(form):
                title = f"Answer the flag: “{found.about}”"
                return show_back(form, when, title, "Save the answer", _trail(found))
            said = Answer(
                form.cause.data, form.consequence.data, form.options.data, form.proposal.data
            )
            operations.answer_flag(row, said, form.when.data or "", by=person())
            flash("Answer saved", "success")
            return redirect(url_for("position.flag", flag_id=flag_id))
    page = render_template(
        "position/answer_flag.html", form=form, flag=found, refusal=refusal, trail=_trail(found)
    )
    return page, 422 if form.errors else 200


@bp.route("/flags/<int:flag_id>/owner", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def hand_over_flag(flag_id: int) -> ResponseReturnValue:
    """Give a flag to somebody else."""
    found, row = flag_on(person(), flag_id, clock.today()), flag_row(flag_id)
    form = HandOverForm(data={"person": found.owner.person_id if found.owner else None})
    form.person.choices = [(each.id, f"{each.name}, {each.job}") for each in who_can_own()]
    if form.validate_on_submit():
        with refused_at(form):
            operations.hand_over_flag(row, form.person.data, form.why.data or "", by=person())
            flash("Flag handed over", "success")
            return redirect(url_for("position.flag", flag_id=flag_id))
    page = render_template(
        "position/hand_over_flag.html",
        form=form,
        flag=found,
        refusal=why_not_hand_over(person().roles, found.state),
        trail=_trail(found),
    )
    return page, 422 if form.errors else 200


def _plans(found: Iterable[FlagOn]) -> list[tuple[str, str]]:
    return sorted({(each.plan_slug, each.plan_title) for each in found}, key=lambda one: one[1])


def _owners(found: Iterable[FlagOn]) -> list[tuple[str, str]]:
    owners = {(str(each.owner.person_id), each.owner.name) for each in found if each.owner}
    return sorted(owners, key=lambda one: one[1])


def _is_wanted(each: FlagOn, form: FlagFilterForm) -> bool:
    owner = str(each.owner.person_id) if each.owner else ""
    state = form.state.data or NOT_CLOSED
    is_state = each.state is not FlagState.CLOSED if state == NOT_CLOSED else each.state == state
    return (
        (state == "all" or is_state)
        and form.plan.data in (None, "", each.plan_slug)
        and form.owner.data in (None, "", owner)
        and form.kind.data in (None, "", each.kind)
    )


def _acts(page: FlagPage, who: Person) -> object:
    found = page.flag
    answer = "Change the answer" if found.answer else "Answer this flag"
    may_hand_over = why_not_hand_over(who.roles, found.state) is None
    is_officer = Role.OFFICER in who.roles
    here = {"flag_id": found.id}
    sentence = link_to(
        "position.sentences",
        slug=found.plan_slug,
        milestone_id=found.milestone_id,
        flag=found.id,
    )
    return links(
        (answer, None if _refusal(found, who) else link_to("position.answer_flag", **here)),
        (
            "Give it to somebody else",
            link_to("position.hand_over_flag", **here) if may_hand_over else None,
        ),
        ("Draft a sentence for Action Progress", sentence if is_officer else None),
        ("Propose the dates that are pushed", knock_ons_link(page.knock_ons_from, who)),
    )


def _refusal(found: FlagOn, who: Person) -> str | None:
    owner = found.owner.person_id if found.owner else None
    return why_not_answer(who.roles, who.id, owner, found.state)


def _typed(stands: AnswerOn) -> dict[str, str]:
    return {
        "cause": stands.cause,
        "consequence": stands.consequence,
        "options": stands.options,
        "proposal": stands.proposal,
        "when": stands.by_when,
    }


def _trail(found: FlagOn) -> Sequence[tuple[str, str]]:
    return [
        ("Flags", url_for("position.flags")),
        (f"“{found.about}”", url_for("position.flag", flag_id=found.id)),
        ("Answer", ""),
    ]
