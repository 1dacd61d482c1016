"""Declaring interests, and recording what follows from them."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.access import Role, open_to, person
from app.commissions.queries import Commission, commission_for, invited, stage_now
from app.commissions.rules import Act, is_legal, why_not
from app.errors import refused_at
from app.evaluation import operations, queries
from app.evaluation.forms import DeclarationForm, RulingForm, declaration_form
from app.evaluation.queries import Declared
from app.evaluation.routes.blueprint import bp
from app.evaluation.rules import (
    KINDS_EXPLAINED,
    KINDS_IN_WORDS,
    Interest,
    InterestIn,
    InterestKind,
    Part,
    Standing,
    declaration_fault,
    ruling_refusal,
    two_places,
    whole_interest,
)
from app.seen import mark_of_page

_RECORDED = {
    Interest.NONE: "Your declaration is on record: no interest",
    Interest.DESCRIBED: "Your declaration is on record. You see no quote until an officer has "
    "recorded what follows from it.",
    Interest.CONFLICT: "Your conflict of interest is on record. You take no part in this "
    "commission, and its quotes stay closed to you.",
}


@bp.route("/commissions/<ref>/declare", methods=["GET", "POST"])
@open_to(Role.MEMBER, Role.OFFICER)
def declare(ref: str) -> ResponseReturnValue:
    """State one's interest in each company; what it does to one's scores is shown first."""
    commission = commission_for(person(), ref)
    companies = {each.id: each.company.name for each in invited(commission)}
    mine = queries.declared_by(person(), commission)
    form = _declaration_form(commission, companies)
    if form.validate_on_submit():
        about = _about(form, companies)
        interest = whole_interest(about, form.aside.data)
        words = form.description.data or ""
        whole = declaration_fault(interest, about, words) is None
        checked = mark_of_page(about, form.aside.data)
        if whole and interest is not Interest.NONE and form.checked.data != checked:
            parts = _possible(interest, about)
            effects = queries.effects_of(commission, person().id, parts, person())
            if any(effect.struck for effect in effects):
                form.checked.data = checked
                return _check_page(commission, form, about, companies, effects)
        with refused_at(form):
            operations.declare(commission, interest, words, by=person(), about=about)
            flash(_RECORDED[interest], "success")
            sees = queries.may_see(person(), commission)
            next_page = "evaluation.comparison" if sees else "position.commission"
            return redirect(url_for(next_page, ref=ref))
    page = render_template(
        "evaluation/declare.html",
        commission=commission,
        form=form,
        companies=companies,
        mine=mine,
        standing=queries.standing_of(person(), commission),
        explained=KINDS_EXPLAINED,
        refusal=why_not(Act.DECLARE, stage_now(commission)),
    )
    return page, 422 if form.errors else 200


def _declaration_form(commission: Commission, companies: dict[int, str]) -> DeclarationForm:
    """The form, filled with what was declared last."""
    last = queries.interests_in(queries.declared_by(person(), commission))
    filled = {f"kind_{key}": one.kind.value for key, one in last.items()}
    filled |= {f"description_{key}": one.description for key, one in last.items()}
    kinds = {kind.value: words for kind, words in KINDS_IN_WORDS.items()}
    return declaration_form(companies, kinds)(data=filled)


def _about(form: DeclarationForm, companies: dict[int, str]) -> list[InterestIn]:
    return [
        InterestIn(
            key, InterestKind(form[f"kind_{key}"].data), form[f"description_{key}"].data or ""
        )
        for key in companies
    ]


def _possible(interest: Interest, about: list[InterestIn]) -> list[tuple[Part, int | None]]:
    """The parts that somebody may be given, by what they declare."""
    aside: list[tuple[Part, int | None]] = [(Part.ASIDE, None)]
    if interest is Interest.CONFLICT:
        return aside
    described = [one.invitation_id for one in about if one.kind is not InterestKind.NONE]
    return [*((Part.ALL_BUT_ONE, each) for each in described), *aside]


def _check_page(
    commission: Commission,
    form: DeclarationForm,
    about: list[InterestIn],
    companies: dict[int, str],
    effects: list[queries.Effect],
) -> ResponseReturnValue:
    return render_template(
        "evaluation/check_declaration.html",
        commission=commission,
        form=form,
        about=about,
        companies=companies,
        effects=effects,
        two_places=two_places,
    )


@bp.route("/commissions/<ref>/declarations")
@open_to(Role.MEMBER, Role.OFFICER)
def declarations(ref: str) -> ResponseReturnValue:
    """Every declaration with what followed from it."""
    commission = commission_for(person(), ref)
    own = queries.standing_of(person(), commission)
    can_rule = is_legal(Act.DECLARE, stage_now(commission)) and Role.OFFICER in person().roles
    known = queries.places_in(commission)
    made = queries.declarations(commission)
    return render_template(
        "evaluation/declarations.html",
        commission=commission,
        made=made,
        standings={key: place.standing for key, place in known.items()},
        kinds=InterestKind,
        struck=queries.struck_scores(commission),
        to_rule={
            one.id
            for one in made
            if can_rule
            and one.is_current
            and known[one.person_id].standing is not Standing.CONFLICT
            and (one.rulings or known[one.person_id].standing is Standing.WAITING)
            and ruling_refusal(person().roles, own, person().id, one.person_id) is None
        },
    )


@bp.route("/commissions/<ref>/declarations/<int:declaration_id>", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def rule_on_declaration(ref: str, declaration_id: int) -> ResponseReturnValue:
    """Record what follows from a declared interest; what each choice does is shown beforehand."""
    commission = commission_for(person(), ref)
    declared = queries.declaration_in(commission, declaration_id)
    choices = _choices(declared)
    effects = queries.effects_of(commission, declared.person_id, choices.values(), person())
    form = RulingForm()
    form.part.choices = [
        (key, _part_in_words(declared, *choice)) for key, choice in choices.items()
    ]
    if form.decides_on(declared, effects):
        with refused_at(form):
            part, excepted_id = choices.get(form.part.data, (Part.ALL_BUT_ONE, None))
            operations.rule_on_declaration(
                commission,
                declaration_id,
                part,
                form.reason.data or "",
                by=person(),
                excepted_id=excepted_id,
            )
            flash(f"On record: {declared.name} {part.value}", "success")
            return redirect(url_for("evaluation.declarations", ref=ref))
    own = queries.standing_of(person(), commission)
    page = render_template(
        "evaluation/rule_on_declaration.html",
        commission=commission,
        declared=declared,
        form=form,
        effects=effects,
        kinds=InterestKind,
        two_places=two_places,
        refusal=why_not(Act.DECLARE, stage_now(commission))
        or ruling_refusal(person().roles, own, person().id, declared.person_id),
    )
    return page, 422 if form.errors else 200


def _choices(declared: Declared) -> dict[str, tuple[Part, int | None]]:
    """What an officer can choose, by the value of its radio."""
    described = [one for one in declared.interests if one.kind is not InterestKind.NONE]
    return {
        "takes part": (Part.TAKES_PART, None),
        **{
            f"all but {one.invitation_id}": (Part.ALL_BUT_ONE, one.invitation_id)
            for one in described
        },
        "steps aside": (Part.ASIDE, None),
    }


def _part_in_words(declared: Declared, part: Part, excepted_id: int | None) -> str:
    names = {one.invitation_id: one.company for one in declared.interests}
    words = {
        Part.TAKES_PART: "takes part",
        Part.ALL_BUT_ONE: f"takes part except for {names.get(excepted_id or 0, '')}",
        Part.ASIDE: "steps aside from the whole commission",
    }
    return f"{declared.name} {words[part]}"
