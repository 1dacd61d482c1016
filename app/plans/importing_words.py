"""What was understood of a published page as lines, for the command."""

from __future__ import annotations

from app.formats import day_in_words
from app.plans.importing import ReadAction, ReadMeasure, ReadPlan
from app.plans.operations import measure_name, unread_words
from app.plans.rules import figure
from app.when import said_back


def page_in_words(read: ReadPlan) -> list[str]:
    """All that was understood, asked and not understood, a line each."""
    lines = [f"{read.title} – {read.review or 'edition not named'}"]
    lines += _named("Outcome", read.outcome)
    lines += _named("Period", read.period_written)
    for action in read.actions:
        lines += _action_in_words(action)
    lines += _named("Category", read.category)
    lines += _named("Footer", read.footer)
    lines += [f"Question: {question}" for question in read.questions]
    return lines + [f"Not read: {unread_words(line)}" for line in read.unread]


def _action_in_words(action: ReadAction) -> list[str]:
    lines = [f"Action {action.number}: {action.text}"]
    lines += [f"  Who: {partner}" for partner in action.partners]
    lines += [f"  Who, note: {action.who_note}"] if action.who_note else []
    lines += [
        f"  {each.number}. {each.text} – {each.when_written or 'no date'}: {said_back(each.when)}"
        for each in action.milestones
    ]
    lines += [f"  First date, to be confirmed: {each.sentence}" for each in action.first_dates]
    lines += [f"  Action Progress: {text}" for text in action.progress]
    lines += [f"  Success against Outcome: {action.success}"] if action.success else []
    lines += [f"  Measure: {_measure_in_words(each)}" for each in action.measures]
    return [_on_one_line(each) for each in lines]


def _measure_in_words(read: ReadMeasure) -> str:
    unit = f" {read.unit}" if read.unit else ""
    day = f" on {day_in_words(read.day)}" if read.day else ""
    note = f" ({read.note})" if read.note else ""
    return f"{measure_name(read)} {figure(read.value)}{unit}{day}{note}"


def _named(name: str, words: str | None) -> list[str]:
    return [_on_one_line(f"{name}: {words}")] if words else []


def _on_one_line(words: str) -> str:
    return words.replace("\n", " / ")
