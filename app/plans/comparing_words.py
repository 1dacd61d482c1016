"""A comparison of editions as lines and as JSON, for the command. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from app.slippage import Change, ChangeKind

UNCHANGED_WORDS = "Nothing changed."


def changes_as_json(changes: Sequence[Change]) -> list[dict[str, object]]:
    """One object a milestone, the worst first. Days are whole days, above 0 later."""
    return [
        {
            "action": change.subject.action,
            "number": change.subject.number,
            "kind": change.kind.value,
            "kinds": [kind.value for kind in change.kinds],
            "before": change.before.wording if change.before else None,
            "after": "; ".join(each.wording for each in change.after) or None,
            "days": change.days,
            "interval": list(change.interval) if change.interval else None,
            "days_since_first": change.days_since_first,
            "months_late": change.months_late,
            "certainty": change.certainty,
            "doubtful": change.is_doubtful,
            "was": change.before.place if change.before else None,
            "now": [each.place for each in change.after],
            "possible_match": change.possible_match.wording if change.possible_match else None,
            "sentence": change.sentence,
        }
        for change in changes
    ]


def changes_in_words(changes: Sequence[Change]) -> list[str]:
    """A line for each milestone that changed or is to be asked about, then how many did not."""
    told = [each for each in changes if each.kind is not ChangeKind.UNCHANGED or each.is_doubtful]
    lines = [
        f"{each.subject.place} {each.subject.text} [{each.kind.value}, {sureness(each)}]: "
        f"{each.sentence}"
        for each in told
    ]
    same = len(changes) - len(told)
    if not told:
        return [UNCHANGED_WORDS]
    return [*lines, f"Unchanged: {same}."] if same else lines


def sureness(change: Change) -> str:
    """How sure the match is: "94% certain", "doubtful: 48% certain"."""
    words = f"{change.certainty:.0%} certain"
    return f"doubtful: {words}" if change.is_doubtful else words
