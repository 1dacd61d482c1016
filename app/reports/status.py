"""The commissioning status report as plain values: one commission or all, as at a day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from app import clock
from app.access import Person
from app.commissions.models import Commission
from app.commissions.rules import Reply, Stage
from app.delivery.queries import DeliverableStanding, slippage_facts
from app.formats import counted, day_in_words, instant_in_words, pounds
from app.pictures import Picture, timelines
from app.plans.queries import cause_sentences
from app.position.queries.commission_pages import CommissionLine
from app.position.queries.pictures import commission_rows, commission_trend
from app.position.queries.positions import thresholds
from app.position.rules import Step
from app.reports.dated import Asked, DatedRow, deliverable_row, milestone_row
from app.reports.front import Front, front
from app.reports.queries import CommissionOn, commissions_on
from app.slippage import last_deliverable

TITLE = "Commissioning status"
ENDED = frozenset({Stage.COMPLETED, Stage.CANCELLED, Stage.NOT_AWARDED})
NOBODY = "nobody"
_WORST_FIRST = ("red", "amber", "green", "none")
_REPLIES = (Reply.WILL_QUOTE, Reply.DECLINED, Reply.NONE)


@dataclass(frozen=True)
class Summary:
    """One commission in the table at the front. `row` is what its lateness is counted on."""

    reference: str
    title: str
    stage: str
    row: DatedRow | None
    step: str
    who: str


@dataclass(frozen=True)
class Section:
    """One commission: pairs of a head and words, then its dates.

    Its pictures are drawn where it was asked for alone: those of many would take too long to print.
    """

    reference: str
    title: str
    place: str
    facts: tuple[tuple[str, str], ...]
    dates: tuple[DatedRow, ...]
    timelines: tuple[Picture, ...] = ()
    trend: Picture | None = None

    @property
    def name(self) -> str:
        """Its reference and title."""
        return f"{self.reference}, {self.title}"


@dataclass(frozen=True)
class StatusReport:
    """The whole report. `names_companies` says that it must stay within the group."""

    front: Front
    summary: tuple[Summary, ...]
    sections: tuple[Section, ...]
    late_count: int
    names_companies: bool
    is_of_one: bool


def status_report(person: Person, on: date, reference: str | None = None) -> StatusReport:
    """What may be told to a person of the commissions, or of one, as at a day.

    Raises NotFound where the one is not there for this person.
    """
    asked = Asked(on, thresholds(), cause_sentences(on))
    found = sorted(commissions_on(person, on, reference), key=lambda each: _order(each, asked))
    summary = tuple(_summary(each, asked) for each in found)
    title = f"{TITLE}: {found[0].line.commission.reference}" if reference else TITLE
    sections = [_section(each, asked) for each in found]
    if reference is not None:
        sections = [_with_pictures(sections[0], found[0].line, asked)]
    return StatusReport(
        front=front(title, on),
        summary=summary,
        sections=tuple(sections),
        late_count=sum(
            each.row is not None and each.row.rating in {"red", "amber"} for each in summary
        ),
        names_companies=any(each.company for one in found for each in one.invitations),
        is_of_one=reference is not None,
    )


def _order(found: CommissionOn, asked: Asked) -> tuple[bool, int, int, str]:
    """The worst first; what has ended last."""
    row = _counted_on(found, asked)
    return (
        found.line.stage in ENDED,
        _WORST_FIRST.index(row.rating) if row else len(_WORST_FIRST),
        -row.days_late if row else 0,
        found.line.commission.reference,
    )


def _counted_on(found: CommissionOn, asked: Asked) -> DatedRow | None:
    """What its lateness is counted on: its milestone while it carries it, else its last work."""
    line = found.line
    if line.carries and line.line is not None:
        return milestone_row(line.line)
    facts = [slippage_facts(each) for each in line.due]
    last = last_deliverable(facts)
    if last is None:
        return None
    place = max(place for place, each in enumerate(facts) if each is last)
    return _due_row(line, line.due[place], asked)


def _summary(found: CommissionOn, asked: Asked) -> Summary:
    line = found.line
    return Summary(
        reference=line.commission.reference,
        title=line.commission.title,
        stage=_capital(line.stage),
        row=_counted_on(found, asked),
        step=line.step.what,
        who="" if line.step.who == NOBODY else _capital(line.step.who),
    )


def _section(found: CommissionOn, asked: Asked) -> Section:
    line, commission = found.line, found.line.commission
    facts = (
        ("Stage", _capital(line.stage)),
        ("So far", _so_far(found)),
        ("Next step", line.step.what),
        ("Who has it", _who(line.step)),
        ("Value", _value(found)),
        *_invitation_facts(found),
        ("Officer", commission.officer.name),
    )
    return Section(
        reference=commission.reference,
        title=commission.title,
        place=_place(line),
        facts=tuple((head, words) for head, words in facts if words),
        dates=_dates(line, asked),
    )


def _with_pictures(section: Section, line: CommissionLine, asked: Asked) -> Section:
    rows = commission_rows(line, asked.on, asked.limits)
    return replace(
        section,
        timelines=timelines(section.reference, rows, asked.on),
        trend=commission_trend(line, asked.on),
    )


def _dates(line: CommissionLine, asked: Asked) -> tuple[DatedRow, ...]:
    """The milestone's dates while the commission carries it, then those of each deliverable."""
    rows = [_due_row(line, each, asked) for each in line.due]
    if line.carries and line.line is not None:
        rows.insert(0, milestone_row(line.line, named=f"Milestone: {_milestone_text(line)}"))
    return tuple(rows)


def _due_row(line: CommissionLine, due: DeliverableStanding, asked: Asked) -> DatedRow:
    return deliverable_row(due, asked, is_cancelled=line.stage is Stage.CANCELLED)


def _milestone_text(line: CommissionLine) -> str:
    return line.line.position.milestone.text if line.line else line.commission.milestone.text


def _place(line: CommissionLine) -> str:
    """Which milestone it was made for, in the words of the day."""
    if line.line is None:
        return "Its milestone was not in the plan on this day."
    of = line.line.position.milestone
    words = f"For milestone {of.number} of Action {of.action_number}, “{of.text}”"
    carried = "" if line.carries else " It no longer carries that milestone."
    return f"{words}, in the plan “{of.plan_title}”.{carried}"


def _so_far(found: CommissionOn) -> str:
    """What had happened by the instant, in order: "Issued on 2 January 2013. …"."""
    commission = found.line.commission
    deadline = found.brief.quote_deadline if found.brief else None
    events = (
        ("Issued", commission.issued_at),
        ("Quotes closed", deadline),
        ("Opened", commission.opened_at),
        ("Award proposed", commission.recommended_at),
        ("Awarded", commission.awarded_at),
        ("No award decided", commission.not_awarded_at),
        ("Delivered", commission.delivered_at),
        ("Completed", commission.completed_at),
        ("Cancelled", commission.cancelled_at),
    )
    by_now = [_event(words, at) for words, at in events if at is not None and at <= found.at]
    if found.line.stage is Stage.ISSUED and deadline is not None:
        by_now.append(f"Quotes can come until {instant_in_words(deadline, clock.zone())}.")
    if found.line.stage is Stage.CANCELLED and commission.cancelled_reason:
        by_now.append(f"Reason: {commission.cancelled_reason.strip()}")
    return " ".join(by_now) or _prepared(commission)


def _prepared(commission: Commission) -> str:
    return f"In preparation since {day_in_words(commission.since)}."


def _event(words: str, at: datetime) -> str:
    return f"{words} on {day_in_words(clock.day_of(at))}."


def _value(found: CommissionOn) -> str:
    """The value after the decision, for whoever may know it; before it the budget if given."""
    award = found.award
    if award is not None and award.decided_at is not None:
        if not found.may_know_award:
            return "Decided. The value is told when the outcome letters have gone out."
        if award.company is None or award.value_pence is None:
            return "No award was made."
        decided = day_in_words(clock.day_of(award.decided_at))
        return f"{pounds(award.value_pence)} without VAT, {award.company}, decided on {decided}."
    if found.brief is None or found.brief.is_budget_withheld:
        return "Budget withheld." if found.brief else "No budget given yet."
    pence = found.brief.budget_pence
    return "No budget given." if pence is None else f"Budget {pounds(pence)}."


def _invitation_facts(found: CommissionOn) -> tuple[tuple[str, str], ...]:
    if found.brief is None:
        return (("Invitations", "None sent yet."),)
    asked = counted(len(found.invitations), "company", "companies")
    quotes = counted(found.quotes_in, "quote")
    return (
        ("Invitations", f"{_capital(asked)} invited."),
        ("Replies", " ".join(_replied(found, reply) for reply in _REPLIES)),
        ("Quotes", f"{_capital(quotes)} received."),
    )


def _replied(found: CommissionOn, reply: Reply) -> str:
    said = [each for each in found.invitations if each.reply is reply]
    names = ", ".join(each.company for each in said if each.company)
    return f"{_capital(reply)}: {len(said)}{f' ({names})' if names else ''}."


def _who(step: Step) -> str:
    if step.who == NOBODY:
        return ""
    by = f", by {day_in_words(step.by)}" if step.by else ""
    return f"{_capital(step.who)}{by}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
