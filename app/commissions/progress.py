"""How far each part of a draft is, for its list of parts."""

from __future__ import annotations

from dataclasses import dataclass

from app.commissions.models import Brief, Commission
from app.commissions.queries.route import has_value
from app.commissions.rules import (
    PLANNED_IN_WORDS,
    Gap,
    Part,
    Progress,
    few_invited_fault,
    progress_of,
)
from app.keyholders.queries import not_ready

_ENDPOINTS = {
    Part.TITLE: "commissions.edit_title",
    Part.ABOUT: "commissions.edit_brief",
    Part.BUDGET: "commissions.budget",
    Part.VALUE: "commissions.value",
    Part.TERMS: "commissions.terms",
    Part.CRITERIA: "commissions.criteria",
    Part.QUESTIONS: "commissions.questions",
    Part.DOCUMENTS: "commissions.documents",
    Part.COMPANIES: "commissions.invite",
    Part.KEYS: "keyholders.keys",
}
_OF_FIRST_DRAFT = frozenset({Part.TITLE, Part.COMPANIES, Part.KEYS})
_OPTIONAL = frozenset({Part.BUDGET, Part.VALUE, Part.QUESTIONS, Part.DOCUMENTS})


@dataclass(frozen=True)
class PartStanding:
    """One part: its page, and how far it is."""

    part: Part
    endpoint: str
    progress: Progress


@dataclass(frozen=True)
class LinkedGap:
    """What is missing, and the endpoint of the page on which to mend it."""

    part: Part
    sentence: str
    page: str


def linked(found: list[Gap]) -> list[LinkedGap]:
    """Each gap with its page."""
    return [LinkedGap(gap.part, gap.sentence, _ENDPOINTS[gap.part]) for gap in found]


def parts_of(
    commission: Commission, brief: Brief, invited: int, found: list[Gap]
) -> list[PartStanding]:
    """The parts that can be changed now: of an amendment, the brief's own and what it is worth."""
    found = [*found, *invitation_gaps(commission, invited), *key_gaps(commission)]
    begun = _begun(brief, invited) | {Part.VALUE: has_value(commission)}
    return [
        PartStanding(part, endpoint, progress_of(part, begun[part], part not in _OPTIONAL, found))
        for part, endpoint in _ENDPOINTS.items()
        if commission.issued_at is None or part not in _OF_FIRST_DRAFT
    ]


def invitation_gaps(commission: Commission, invited: int) -> list[Gap]:
    """What is missing in the choice of companies."""
    fault = few_invited_fault(invited, commission.few_invited_reason)
    return [Gap(Part.COMPANIES, fault)] if fault else []


def key_gaps(commission: Commission) -> list[Gap]:
    """What is missing before quotes can be sealed: asked before the first issue only."""
    if commission.issued_at is not None:
        return []
    return [Gap(Part.KEYS, sentence) for sentence in not_ready(commission.since)]


def _begun(brief: Brief, invited: int) -> dict[Part, bool]:
    planned = any(getattr(brief, f"{name}_written") for name in PLANNED_IN_WORDS.values())
    return {
        Part.TITLE: True,
        Part.ABOUT: bool(brief.background or brief.wanted or brief.outputs),
        Part.BUDGET: brief.budget_withheld or brief.budget_pence is not None,
        Part.TERMS: bool(brief.terms or brief.timetable or brief.quote_deadline or planned),
        Part.CRITERIA: bool(brief.criteria or brief.price_weight),
        Part.QUESTIONS: bool(brief.questions),
        Part.DOCUMENTS: bool(brief.documents),
        Part.COMPANIES: invited > 0,
        Part.KEYS: True,
    }
