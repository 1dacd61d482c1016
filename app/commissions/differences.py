"""What differs between two versions of a brief, part by part, in words."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from app.commissions.models import Brief, Criterion, Question
from app.commissions.rules import Topic, levels_in_words
from app.formats import instant_in_words, pounds

HIDDEN_PRICE = "Hidden from those who score until their scores are in"

SHORT = 120
"""Characters up to which a mail repeats what was there and what is there now."""


@dataclass(frozen=True)
class Difference:
    """One part that changed: what it said before and says now; empty where it was not there."""

    part: str
    before: str
    after: str

    @property
    def in_one_line(self) -> str:
        """The difference as a line of a mail; long texts are named and not repeated."""
        if not self.before or not self.after:
            act, text = ("removed", self.before) if self.before else ("added", self.after)
            return f"{self.part}: {act}" + (f", “{text}”" if _is_short(text) else "")
        if _is_short(self.before) and _is_short(self.after):
            return f"{self.part}: was “{self.before}”, is now “{self.after}”"
        return f"{self.part}: changed"


def differences(before: Brief, after: Brief, zone: ZoneInfo) -> list[Difference]:
    """Every part in which `after` differs from `before`, in the order of the brief."""
    was, now = _sayings(before, zone), _sayings(after, zone)
    plain = [Difference(part, was[part], now[part]) for part in now if was[part] != now[part]]
    return [
        *plain,
        *_keyed("Criterion", _criteria(before), _criteria(after)),
        *_keyed("Question", _questions(before), _questions(after)),
        *_keyed("Document", _documents(before), _documents(after)),
    ]


def brief_in_words(brief: Brief, zone: ZoneInfo) -> dict[str, str]:
    """What a version says, by part, without its criteria, questions and documents."""
    return _sayings(brief, zone)


def budget_in_words(brief: Brief) -> str:
    """The budget as a brief tells it: a sum, withheld, or not stated."""
    if brief.budget_withheld:
        return "Not given to companies"
    return "Not stated" if brief.budget_pence is None else pounds(brief.budget_pence)


def _sayings(brief: Brief, zone: ZoneInfo) -> dict[str, str]:
    deadline, asking = brief.quote_deadline, brief.clarification_deadline
    return {
        "Background": brief.background,
        "Work wanted": brief.wanted,
        "Outputs": brief.outputs,
        "Budget": budget_in_words(brief),
        "Terms": brief.terms,
        "Timetable": brief.timetable,
        "Issue of the brief": brief.issue_written,
        "Deadline for quotes": instant_in_words(deadline, zone) if deadline else "",
        "Opening of the quotes": brief.opening_written,
        "Award": brief.award_written,
        "Start of the work": brief.start_written,
        "Deadline for asking questions": instant_in_words(asking, zone) if asking else "",
        "Delivery": brief.delivery_written,
        "Weight of the price": f"{brief.price_weight}%",
        "How the price is scored": brief.price_formula.value,
        "Price lines asked for": brief.price_lines,
        "Prices and scorers": HIDDEN_PRICE if brief.hides_price else "",
        "What each score means": levels_in_words(brief.levels),
    }


def _is_short(text: str) -> bool:
    return len(text) <= SHORT and "\n" not in text


def _criteria(brief: Brief) -> dict[str, str]:
    return {item.key: _criterion(item) for item in brief.criteria}


def _criterion(item: Criterion) -> str:
    guidance = f" – {item.guidance}" if item.guidance else ""
    levels = f"\n{levels_in_words(item.levels)}" if item.levels else ""
    return f"{item.title}, {weight_in_words(item)}{guidance}{levels}"


def weight_in_words(item: Criterion) -> str:
    """How a criterion counts: its weight with its minimum score, or that it is pass or fail."""
    if item.is_pass_fail:
        return "pass or fail"
    least = f", at least {item.minimum} of 4" if item.minimum else ""
    return f"{item.weight}%{least}"


def _questions(brief: Brief) -> dict[str, str]:
    titles = {item.key: item.title for item in brief.criteria}
    return {
        item.key: _question(item, titles.get(item.criterion_key, "")) for item in brief.questions
    }


def _question(item: Question, criterion: str) -> str:
    limit = f" (at most {item.word_limit} words)" if item.word_limit else ""
    about = "" if item.topic is Topic.WORK else f" – about {item.topic.value}"
    under = f", scored under {criterion}" if criterion else ""
    return f"{item.text}{limit}{about}{under}"


def _documents(brief: Brief) -> dict[str, str]:
    return {item.sha256: item.title or item.typed_name for item in brief.documents}


def _keyed(part: str, before: dict[str, str], after: dict[str, str]) -> list[Difference]:
    keys = [*before, *(key for key in after if key not in before)]
    return [
        Difference(part, before.get(key, ""), after.get(key, ""))
        for key in keys
        if before.get(key) != after.get(key)
    ]
