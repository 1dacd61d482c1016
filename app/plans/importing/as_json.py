"""A page as read, as plain values for JSON."""

from decimal import Decimal

from app.plans.importing.parts import (
    ReadAction,
    ReadFirstDate,
    ReadMeasure,
    ReadMilestone,
    ReadPlan,
)
from app.when import when_as_json


def page_as_json(plan: ReadPlan) -> dict[str, object]:
    """Give a page as read with every key of its parts; days as ISO text, values as numbers."""
    period = plan.period
    return {
        "title": plan.title,
        "review": plan.review,
        "review_number": plan.review_number,
        "outcome": plan.outcome,
        "period": period
        and {
            "earliest": period.earliest.isoformat() if period.earliest else None,
            "latest": period.latest.isoformat() if period.latest else None,
        },
        "period_written": plan.period_written,
        "actions": [_action(action) for action in plan.actions],
        "category": plan.category,
        "footer": plan.footer,
        "unread": [
            {"line": one.line, "text": one.text, "why": one.why, "place": one.place}
            for one in plan.unread
        ],
        "questions": list(plan.questions),
        "fingerprint": plan.fingerprint,
    }


def _action(action: ReadAction) -> dict[str, object]:
    return {
        "number": action.number,
        "text": action.text,
        "who_written": action.who_written,
        "partners": list(action.partners),
        "who_note": action.who_note,
        "milestones": [_milestone(milestone) for milestone in action.milestones],
        "progress": list(action.progress),
        "success": action.success,
        "measures": [_measure(measure) for measure in action.measures],
        "first_dates": [_first_date(proposal) for proposal in action.first_dates],
        "line": action.line,
    }


def _milestone(milestone: ReadMilestone) -> dict[str, object]:
    return {
        "number": milestone.number,
        "text": milestone.text,
        "when_written": milestone.when_written,
        "when": when_as_json(milestone.when),
        "line": milestone.line,
        "state": milestone.state,
        "is_met": milestone.is_met,
        "met_on": milestone.met_on.isoformat() if milestone.met_on else None,
    }


def _measure(measure: ReadMeasure) -> dict[str, object]:
    return {
        "name": measure.name,
        "value": _number(measure.value),
        "unit": measure.unit,
        "day": measure.day.isoformat() if measure.day else None,
        "qualifier": measure.qualifier,
        "note": measure.note,
        "line": measure.line,
        "sentence": measure.sentence,
    }


def _number(value: Decimal) -> int | float:
    """JSON has one kind of number; a whole one is written without a point."""
    return int(value) if value == value.to_integral_value() else float(value)


def _first_date(proposal: ReadFirstDate) -> dict[str, object]:
    return {
        "words_before": proposal.words_before,
        "when": when_as_json(proposal.when),
        "milestone_number": proposal.milestone_number,
        "sentence": proposal.sentence,
    }
