"""What a visitor may do from a page, as addresses: the same predicates as the operations ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.access import Person, Role
from app.commissions.rules import Act, Stage, is_legal
from app.evaluation.rules import (
    ENOUGH_QUOTES,
    Standing,
    may_judge_all,
    may_score,
    may_see_quotes,
    taking_back_fault,
)
from app.plans.queries import MilestoneOn
from app.plans.rules import can_decide_date
from app.position.queries.carrying import Carrier
from app.position.queries.commission_pages import CommissionPosition
from app.position.queries.flags import READERS
from app.position.queries.milestone_lines import MilestoneLine
from app.position.queries.milestone_position import MilestonePosition
from app.position.routes.room import link_to
from app.position.rules import Sentence, why_not_decide, why_not_write
from app.quotes.rules import can_begin_opening

COMMISSION_READERS = frozenset({Role.OFFICER, Role.MEMBER, Role.KEYHOLDER})


@dataclass(frozen=True)
class Link:
    """Something that can be done, and where."""

    text: str
    href: str


@dataclass(frozen=True)
class MilestoneLinks:
    """Where a visitor may go from a milestone; None where they may not."""

    commission: str | None
    decide_date: str | None
    decide_sentence: str | None
    acts: tuple[Link, ...]
    sees_flags: bool = False


def links(*pairs: tuple[str, str | None]) -> tuple[Link, ...]:
    """Those of the links that lead somewhere."""
    return tuple(Link(text, href) for text, href in pairs if href)


def milestone_links(line: MilestoneLine, person: Person, is_today: bool) -> MilestoneLinks:
    """Where somebody may go from a milestone; what they may do only on a page that shows today."""
    commission = commission_link(line.position.carrier, person)
    sees_flags = not person.roles.isdisjoint(READERS)
    if not is_today:
        return MilestoneLinks(commission, None, None, (), sees_flags)
    position = line.position
    place = {
        "slug": position.milestone.plan_slug,
        "action": position.milestone.action_number,
        "number": position.milestone.number,
    }
    proposed = position.dates.proposed
    may_date = proposed is not None and can_decide_date(
        person.roles, person.id, proposed.proposed_by_id
    )
    return MilestoneLinks(
        commission=commission,
        decide_date=link_to("plans.decide_date", **place, date_id=proposed.id)
        if proposed is not None and may_date
        else None,
        decide_sentence=_decide_sentence(line, person),
        acts=_milestone_acts(line, place) if Role.OFFICER in person.roles else (),
        sees_flags=sees_flags,
    )


def commission_link(carrier: Carrier | None, person: Person) -> str | None:
    """The page of a commission, for those who may see it."""
    if carrier is None or person.roles.isdisjoint(COMMISSION_READERS):
        return None
    if carrier.stage is Stage.DRAFT and Role.OFFICER not in person.roles:
        return None
    return link_to("position.commission", ref=carrier.reference)


def knock_ons_link(begins: MilestoneOn | None, person: Person) -> str | None:
    """Where an officer proposes the dates of a chain of pushes that begins at a milestone."""
    if begins is None or Role.OFFICER not in person.roles:
        return None
    return link_to(
        "position.knock_ons",
        slug=begins.plan_slug,
        action=begins.action_number,
        number=begins.number,
    )


def _begins_chain(position: MilestonePosition) -> bool:
    begins = position.knock_ons_from
    return bool(position.pushes) or (begins is not None and begins.id == position.milestone.id)


def _decide_sentence(line: MilestoneLine, person: Person) -> str | None:
    if line.waiting is None:
        return None
    may = not person.roles.isdisjoint({Role.OFFICER, Role.MEMBER})
    refusal = why_not_decide(person.id, may, Sentence(True, line.waiting.written_by_id))
    address = link_to("position.decide_sentence", sentence_id=line.waiting.id)
    return None if refusal else address


def _milestone_acts(line: MilestoneLine, place: dict[str, object]) -> tuple[Link, ...]:
    position = line.position
    milestone_id = position.milestone.id
    sentence = "Change the sentence that waits" if line.waiting else "Draft a sentence"
    return links(
        ("Propose another date", link_to("plans.propose_date", **place)),
        (
            "Propose the dates that it pushes",
            link_to("position.knock_ons", **place) if _begins_chain(position) else None,
        ),
        ("Give a forecast", link_to("plans.forecast", **place)),
        ("Record that it was met", link_to("plans.met", **place)),
        ("Say what it needs first", link_to("plans.add_need", **place)),
        (
            sentence,
            link_to(
                "position.sentences",
                slug=place["slug"],
                milestone_id=milestone_id,
            )
            if why_not_write(True) is None
            else None,
        ),
        (
            "Commission work for this milestone",
            link_to("commissions.new_commission", milestone=milestone_id),
        ),
        ("Every date on record", link_to("plans.milestone", **place)),
    )


def commission_acts(
    view: CommissionPosition, person: Person, interest: Standing
) -> tuple[Link, ...]:
    """What somebody may do to a commission now, in the order of its life."""
    ref, stage = view.commission.reference, view.line.stage
    is_opened = view.commission.opened_at is not None
    sees = is_opened and may_see_quotes(person.roles, interest)
    judges = is_opened and may_judge_all(person.roles, interest)

    def legal(act: Act, endpoint: str, *, unless: bool = False) -> str | None:
        return link_to(endpoint, ref=ref) if is_legal(act, stage) and not unless else None

    is_officer = Role.OFFICER in person.roles
    declares = not person.roles.isdisjoint({Role.OFFICER, Role.MEMBER})
    progress = view.line.progress
    acts = links(
        (
            "Declare your interests"
            if interest is Standing.UNDECLARED
            else "Change your declaration",
            legal(Act.DECLARE, "evaluation.declare", unless=not declares),
        ),
        (
            "Read the declarations",
            link_to("evaluation.declarations", ref=ref) if declares and view.declarations else None,
        ),
        (
            "Open the quotes",
            link_to("quotes.opening", ref=ref) if can_begin_opening(person.roles, stage) else None,
        ),
        (
            "Settle what was stopped at the opening",
            link_to("quotes.stopped", ref=ref) if progress.stopped else None,
        ),
        *(_to_read(view) if sees else ()),
        (
            "Score the quotes",
            legal(
                Act.SCORE,
                "evaluation.scores",
                unless=not may_score(person.roles, interest)
                or view.commission.scores_opened_at is not None,
            ),
        ),
        *_deciding(view, person, legal, judges),
    )
    return acts + (_officer_acts(view, legal, judges) if is_officer else ())


def _deciding(
    view: CommissionPosition, person: Person, legal: Callable[..., str | None], judges: bool
) -> Iterator[tuple[str, str | None]]:
    """Proposing an award, deciding on it, and taking the decision back."""
    progress, is_officer = view.line.progress, Role.OFFICER in person.roles
    has_had = (progress.proposed_by_id, progress.first_approved_by_id)
    may_decide = not person.roles.isdisjoint({Role.OFFICER, Role.MEMBER})
    decides = may_decide and judges and person.id not in has_had
    yield (
        "Decide on the proposed award",
        legal(Act.DECIDE, "evaluation.decide_award", unless=not decides),
    )
    yield (
        "Propose an award",
        legal(Act.RECOMMEND, "evaluation.propose_award", unless=not (is_officer and judges)),
    )
    fault = taking_back_fault(person.roles, person.id, progress.approver_ids)
    yield (
        "Take the decision back",
        legal(
            Act.TAKE_DECISION_BACK,
            "delivery.take_decision_back",
            unless=progress.is_told or not judges or fault is not None,
        ),
    )


def _to_read(view: CommissionPosition) -> Iterator[tuple[str, str | None]]:
    """What there is of the quotes, for whoever may see them."""
    ref = view.commission.reference
    yield "Read what was asked about the quotes", link_to("evaluation.enquiries", ref=ref)
    yield "Compare the quotes", link_to("evaluation.comparison", ref=ref)
    if view.commission.scores_opened_at is not None:
        yield "See where members differ", link_to("evaluation.moderation", ref=ref)


def _officer_acts(
    view: CommissionPosition, legal: Callable[..., str | None], judges: bool
) -> tuple[Link, ...]:
    return links(
        ("Prepare the brief", legal(Act.EDIT_BRIEF, "commissions.prepare")),
        ("Estimate the whole-life value", legal(Act.ESTIMATE, "commissions.value")),
        ("Check and issue the brief", legal(Act.ISSUE_BRIEF, "commissions.issue")),
        ("Amend the brief", legal(Act.AMEND_BRIEF, "commissions.amend")),
        ("Extend the deadline", legal(Act.AMEND_BRIEF, "commissions.extend")),
        ("Invite a company", legal(Act.INVITE, "commissions.invite")),
        ("Remind companies to reply", legal(Act.REMIND, "commissions.remind")),
        ("Answer questions about the brief", legal(Act.ANSWER, "commissions.clarifications")),
        (
            "Decide how it goes on with few quotes",
            legal(
                Act.FEW_QUOTES,
                "evaluation.few_quotes",
                unless=view.quotes_in >= ENOUGH_QUOTES,
            ),
        ),
        (
            "Send the outcome letters",
            legal(
                Act.TELL,
                "evaluation.letters",
                unless=view.line.progress.is_told or not judges,
            ),
        ),
        (
            "Read what was asked about the outcome",
            link_to("evaluation.feedback", ref=view.commission.reference)
            if view.commission.told_at is not None and judges
            else None,
        ),
        (
            "Take away the whole file",
            link_to("reports.file", ref=view.commission.reference)
            if judges or view.commission.opened_at is None
            else None,
        ),
        ("Deliverables", legal(Act.DELIVER, "delivery.deliverables")),
        ("Complete the commission", legal(Act.COMPLETE, "commissions.complete")),
        ("Cancel the commission", legal(Act.CANCEL, "commissions.cancel")),
    )
