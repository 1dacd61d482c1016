"""What waits in the plans: dates and sentences to decide on, and slippage not yet told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from app.access import Person
from app.formats import counted
from app.plans.queries import WaitingDate, waiting_dates
from app.plans.rules import can_decide_date
from app.position.queries.flag_entries import FlagOn
from app.position.queries.needs.need import Need, place_of
from app.position.queries.positions import MilestonePosition
from app.position.queries.sentences import SentenceOn, waiting_sentences
from app.position.rules import FlagState, what_moved
from app.slippage import State


def dates_to_decide(person: Person) -> Iterator[Need]:
    """Dates of milestones that another person proposed; those proposed together count once."""
    bundles: dict[int, list[WaitingDate]] = {}
    for each in waiting_dates():
        if not can_decide_date(person.roles, person.id, each.proposed_by_id):
            continue
        if each.bundle_id is not None:
            bundles.setdefault(each.bundle_id, []).append(each)
        else:
            yield Need(
                f"Decide on the date “{each.as_written}” for “{each.milestone_text}”",
                place_of(each.plan_title, each.action_number, each.milestone_number),
                "plans.decide_date",
                {
                    "slug": each.plan_slug,
                    "action": each.action_number,
                    "number": each.milestone_number,
                    "date_id": each.id,
                },
                each.proposed_on,
            )
    yield from (_together(bundle_id, dates) for bundle_id, dates in bundles.items())


def _together(bundle_id: int, dates: Sequence[WaitingDate]) -> Need:
    named = ", ".join(f"“{each.as_written}” for “{each.milestone_text}”" for each in dates[:2])
    more = f" and {len(dates) - 2} more" if len(dates) > 2 else ""
    first = dates[0]
    return Need(
        f"Decide on {counted(len(dates), 'knock-on')} proposed together: {named}{more}",
        place_of(first.plan_title, first.action_number, first.milestone_number),
        "position.knock_on_bundle",
        {"bundle_id": bundle_id},
        first.proposed_on,
    )


def sentences_to_decide(person: Person) -> Iterator[Need]:
    """Sentences for Action Progress that another person wrote."""
    for each in waiting_sentences():
        if each.sentence.written_by_id != person.id:
            yield Need(
                f"Decide on the sentence about “{each.milestone_text}”",
                place_of(each.plan_title, each.action_number, each.milestone_number),
                "position.decide_sentence",
                {"sentence_id": each.sentence.id},
                each.sentence.written_on,
            )


def flags_to_answer(person: Person, flags: Sequence[FlagOn]) -> Iterator[Need]:
    """Flags of this person that have no answer, or whose answer's day has passed."""
    for flag in flags:
        owner = flag.owner
        if flag.state is not FlagState.OPEN or owner is None or owner.person_id != person.id:
            continue
        spent = flag.answer.latest if flag.answer else None
        yield Need(
            f"Answer the flag: “{flag.about}” is {flag.kind_words}",
            place_of(flag.plan_title, flag.action_number, flag.milestone_number),
            "position.flag",
            {"flag_id": flag.id},
            spent + timedelta(days=1) if spent else flag.since,
        )


def unsaid(
    positions: Sequence[MilestonePosition], sentences: dict[int, list[SentenceOn]]
) -> Iterator[Need]:
    """Milestones past their agreed date of which no sentence tells as the facts are now."""
    for each in positions:
        agreed = each.agreed
        if each.standing.state not in (State.OVERDUE, State.LAPSED) or agreed is None:
            continue
        due = agreed.latest or date.max
        said = sentences.get(each.milestone.id, [])
        if any(s.is_waiting for s in said):
            continue
        told = [s for s in said if s.is_approved and s.written_on > due]
        if told and not what_moved(told[-1].rests_on, each.rests_on):
            continue
        yield Need(
            f"Say in the plan that “{each.milestone.text}” is {each.standing.state}",
            place_of(
                each.milestone.plan_title, each.milestone.action_number, each.milestone.number
            ),
            "position.sentences",
            {"slug": each.milestone.plan_slug, "milestone_id": each.milestone.id},
            agreed.latest,
        )
