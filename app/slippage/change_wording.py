"""What became of a milestone between two editions, in a sentence."""

from datetime import date

from app.slippage.editions import Change, ChangeKind, EditionMilestone
from app.slippage.laundering import at_least_late, is_green, is_without_date


def sentence_of(change: Change, first: date | None, on: date, *, is_asked: bool) -> str:
    """The whole of a change in plain English; ``first`` is the last day first named for it.

    A doubtful match ends with the question that somebody has to answer.
    """
    said = [words for kind in change.kinds if (words := _clause(kind, change, first, on))]
    joined = "; ".join(said)
    sentence = f"{joined[0].upper()}{joined[1:]}."
    if change.days is not None and change.days_since_first not in (None, 0, change.days):
        sentence += f" Against the date first named: {_moved(change.days_since_first or 0)}."
    return f"{sentence} {_question(change)}" if is_asked else sentence


def _clause(kind: ChangeKind, change: Change, first: date | None, on: date) -> str:
    if change.before is None:
        return f"new: “{change.subject.wording}”"
    before, after = change.before, change.subject
    days = change.days or 0
    match kind:
        case ChangeKind.LAUNDERED:
            return _laundered(before, after, first or before.latest or on, on)
        case ChangeKind.LOST_DATE:
            is_said = ChangeKind.LAUNDERED in change.kinds and is_without_date(after)
            return "" if is_said else f"lost its last day: {_dates(before, after)}"
        case ChangeKind.VANISHED:
            return _vanished(before)
        case ChangeKind.REWORDED_AFTER_MET:
            return f"reworded after it was met on {_day(before.met_on or on)}: {_texts(change)}"
        case ChangeKind.LATER | ChangeKind.WIDENED if len(change.after) > 1:
            return f"the last of them ends {_moved(days)}" if days else ""
        case ChangeKind.LATER | ChangeKind.EARLIER:
            return f"moved {_moved(days)}{_range(change)}: {_dates(before, after)}"
        case ChangeKind.WIDENED:
            by = f" and its last day moved {_moved(days)}" if days else ""
            return f"widened{by}: {_dates(before, after)}"
        case ChangeKind.SPLIT:
            parts = "; ".join(f"“{each.wording}”" for each in change.after)
            return f"split in {len(change.after)}: “{before.wording}” is now {parts}"
        case ChangeKind.RETURNED:
            return f"came back after being left out: it was “{before.wording}”"
        case ChangeKind.GAINED_DATE:
            return f"has a date now: {_dates(before, after)}"
        case ChangeKind.NARROWED:
            how = f"its last day {_moved(days)}" if days else "the same last day"
            return f"said more exactly, with {how}: {_dates(before, after)}"
        case ChangeKind.REWORDED:
            return f"reworded: {_texts(change)}"
        case _:
            return _unchanged(before, after)


def _laundered(before: EditionMilestone, after: EditionMilestone, first: date, on: date) -> str:
    late = at_least_late(first, on)
    if is_green(before) and is_green(after) and not is_without_date(after):
        said = f"still called “{after.state}” while its date moved"
    else:
        said = f"had a date and now says “{after.as_written}”"
    return f"{said}: {late}, counted from {_day(first)}"


def _vanished(before: EditionMilestone) -> str:
    if before.met_on is not None:
        return f"no longer in the plan; it was met on {_day(before.met_on)}"
    return f"no longer in the plan, and not recorded as met: it was “{before.wording}”"


def _unchanged(before: EditionMilestone, after: EditionMilestone) -> str:
    return "unchanged" if before.place == after.place else f"unchanged; it was {before.place}"


def _texts(change: Change) -> str:
    before = change.before.wording if change.before else ""
    return f"“{before}” is now “{change.subject.wording}”"


def _dates(before: EditionMilestone, after: EditionMilestone) -> str:
    return f"“{before.as_written or 'no date'}” is now “{after.as_written or 'no date'}”"


def _question(change: Change) -> str:
    other = change.possible_match
    if other is not None and change.before is None:
        return f"To be asked: was it “{other.wording}”, in other words?"
    if other is not None:
        return f"To be asked: is it now “{other.wording}”, in other words?"
    if change.before is None:
        return "To be asked: is it new?"
    if len(change.after) > 1:
        return "To be asked: did these come of that one?"
    return f"To be asked: is it the same as “{change.before.wording}”?"


def _moved(days: int) -> str:
    if days == 0:
        return "by no day"
    size = "1 day" if abs(days) == 1 else f"{abs(days):,} days"
    return f"{size} later" if days > 0 else f"{size} earlier"


def _range(change: Change) -> str:
    """The least and the most of a definite move: a month has more than one day."""
    if change.interval is None or change.interval[0] == change.interval[1]:
        return ""
    least, most = change.interval
    if least > 0:
        return f" (at least {least:,}, up to {most:,})"
    return f" (at least {-most:,}, up to {-least:,})" if most < 0 else ""


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
