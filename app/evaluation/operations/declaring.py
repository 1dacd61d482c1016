"""Declaring interests, before any quote is seen, and recording what follows from one."""

from __future__ import annotations

from collections.abc import Sequence

from app import clock
from app.access import Person
from app.audit import operations as audit
from app.commissions.models import Commission
from app.commissions.operations.checks import lock_commission, require
from app.commissions.queries import invited
from app.commissions.rules import Act
from app.database import db
from app.errors import RuleBroken
from app.evaluation import rules
from app.evaluation.models import Declaration, DeclarationRuling, DeclaredInterest
from app.evaluation.operations.scoring import open_scores_if_complete
from app.evaluation.queries import Declared, declaration_in, standing_of
from app.evaluation.rules import Interest, InterestIn, InterestKind, Part, Standing


def declare(
    commission: Commission,
    interest: Interest,
    description: str,
    *,
    by: Person,
    about: Sequence[InterestIn] = (),
) -> Declaration:
    """State one's interest in each company that was invited; those left out are of no interest.

    A new statement replaces the last one and keeps it. Raises RuleBroken where the stage forbids
    it, an interest is not described, or one who stepped aside would take part again.
    """
    require(lock_commission(commission.id), Act.DECLARE)
    if fault := rules.declaration_fault(interest, about, description):
        sentence, invitation_id = fault
        raise RuleBroken(
            sentence, "description" if invitation_id is None else f"description_{invitation_id}"
        )
    before = standing_of(by, commission)
    if before is Standing.CONFLICT and interest is not Interest.CONFLICT:
        raise RuleBroken(
            "You stepped aside from this commission. It cannot be taken back.", "interest"
        )
    companies = {each.id: each.company.name for each in invited(commission)}
    stated = {one.invitation_id: one for one in about}
    if not stated.keys() <= companies.keys():
        raise RuleBroken("This company was not invited.")
    declaration = Declaration(
        commission_id=commission.id,
        person_id=by.id,
        interest=interest,
        description=description.strip(),
        declared_at=clock.now(),
    )
    db.session.add(declaration)
    db.session.flush()
    for invitation_id in companies:
        one = stated.get(invitation_id, InterestIn(invitation_id, InterestKind.NONE))
        db.session.add(
            DeclaredInterest(
                declaration_id=declaration.id,
                invitation_id=invitation_id,
                kind=one.kind,
                description=one.description.strip(),
            )
        )
    open_scores_if_complete(commission)
    why = "\n".join(filter(None, [rules.in_words(companies, about), description.strip()]))
    audit.record(
        "interest declared",
        commission,
        commission.reference,
        by=by,
        before=before.value,
        after=interest.value,
        why=why,
        commission_id=commission.id,
    )
    return declaration


def rule_on_declaration(
    commission: Commission,
    declaration_id: int,
    part: Part,
    reason: str,
    *,
    by: Person,
    excepted_id: int | None = None,
) -> DeclarationRuling:
    """Record what follows from a declared interest: takes part, all but one company, steps aside.

    Raises NotFound for a declaration of another commission; RuleBroken for a wrong stage or person,
    no reason, a declaration that was replaced, or for letting somebody back who stepped aside.
    """
    require(lock_commission(commission.id), Act.DECLARE)
    declared = declaration_in(commission, declaration_id)
    own = standing_of(by, commission)
    if refusal := rules.ruling_refusal(by.roles, own, by.id, declared.person_id):
        raise RuleBroken(refusal)
    company = _company_kept_out_of(declared, part, excepted_id)
    if not reason.strip():
        raise RuleBroken("Give the reason", "reason")
    before = declared.rulings[-1].part.value if declared.rulings else ""
    ruling = DeclarationRuling(
        declaration_id=declaration_id,
        part=part,
        excepted_id=excepted_id if part is Part.ALL_BUT_ONE else None,
        reason=reason.strip(),
        at=clock.now(),
        by_id=by.id,
    )
    db.session.add(ruling)
    open_scores_if_complete(commission)
    audit.record(
        "interest ruled on",
        commission,
        commission.reference,
        by=by,
        before=f"{declared.name}: {before or 'nothing recorded'}",
        after=f"{declared.name}: {part.value}" + (f" ({company})" if company else ""),
        why=reason.strip(),
        commission_id=commission.id,
    )
    return ruling


def _company_kept_out_of(declared: Declared, part: Part, excepted_id: int | None) -> str:
    """The name of the company that is excepted, empty for none. Raises RuleBroken."""
    if not declared.is_current:
        raise RuleBroken("This declaration was replaced by a newer one. Look at that one.")
    if declared.interest is Interest.CONFLICT or any(
        ruling.part is Part.ASIDE for ruling in declared.rulings
    ):
        raise RuleBroken(f"{declared.name} stepped aside. It cannot be taken back.")
    if part is not Part.ALL_BUT_ONE:
        return ""
    described = {
        one.invitation_id: one.company
        for one in declared.interests
        if one.kind is not InterestKind.NONE
    }
    if excepted_id not in described:
        raise RuleBroken("Choose the company that the declaration is about", "part")
    return described[excepted_id]
