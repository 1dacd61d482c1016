"""An edition in the blocks of the published page: Action, Who, When, Action Progress, Success."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.formats import day_in_words
from app.plans.content import (
    ActionContent,
    MeasureContent,
    MilestoneContent,
    PlanContent,
    ProgressContent,
    ReadingContent,
)
from app.plans.importing.front import PERIOD_IN_WORDS, begins_footer, category_in
from app.plans.importing.lines import KEPT, Line, tidy
from app.plans.importing.milestones import DatesContext
from app.plans.importing.own_form import FIRST_DATE, MEASURE_HEADS, NO_DATE, NOT_STATED
from app.plans.publishing.signs import (
    may_stand_for_more,
    milestone_reads_back,
    paragraphs_of,
    reads_as_words,
)
from app.plans.rules import figure
from app.when import DayRange


@dataclass(frozen=True, slots=True)
class EditionHead:
    """What an edition is called, its number, its day, and the SHA-256 of what it holds."""

    name: str
    number: int
    day: date
    sha256: str


@dataclass(frozen=True, slots=True)
class PublishedMilestone:
    """One line of *When*: its words, the first date struck through, the date now agreed."""

    number: int
    text: str
    struck: str
    when: str
    notes: str
    is_kept: bool = False

    @property
    def sign(self) -> str:
        """What the line begins with: nothing, or the reader's sign."""
        return KEPT if self.is_kept else ""

    @property
    def lead(self) -> str:
        """The words up to the date."""
        return f"{self.text} –{self.sign} "

    @property
    def first(self) -> str:
        """The first date, as it stands struck through; empty where it was never changed."""
        return f"{FIRST_DATE}{self.struck}" if self.struck else ""

    @property
    def rest(self) -> str:
        """The date now agreed, and what else is said of it."""
        return f"{self.when}{self.notes}"


@dataclass(frozen=True, slots=True)
class PublishedAction:
    """One action. Paragraphs, and the rows of its measures with their heads first."""

    number: int
    text: tuple[str, ...]
    who: tuple[str, ...]
    milestones: tuple[PublishedMilestone, ...]
    progress: tuple[str, ...]
    success: tuple[str, ...]
    measures: tuple[tuple[str, ...], ...]

    @property
    def runs(self) -> list[list[PublishedMilestone]]:
        """The milestones in lists whose numbers count up by one."""
        found: list[list[PublishedMilestone]] = []
        for each in self.milestones:
            if found and each.number == found[-1][-1].number + 1:
                found[-1].append(each)
            else:
                found.append([each])
        return found


@dataclass(frozen=True, slots=True)
class PublishedPage:
    """The whole page. `title` names the plan and the edition; `signed_title` is for the reader."""

    title: str
    signed_title: str
    outcome: tuple[str, ...]
    period: str
    actions: tuple[PublishedAction, ...]
    foot: tuple[str, ...]

    @property
    def sign(self) -> str:
        """What a row of measures begins with, so that the reader knows it for one."""
        return KEPT


def page_of(content: PlanContent, head: EditionHead) -> PublishedPage:
    """The published page of an edition's frozen content."""
    title, name = tidy(content.title), tidy(head.name)
    period = None
    if content.period_start or content.period_end:
        period = DayRange(content.period_start, content.period_end)
    dates = DatesContext(head.day, period)
    return PublishedPage(
        title=f"{title} – {name}",
        signed_title=f"{KEPT}{title} –{KEPT} {name}",
        outcome=_outcome(content.outcome),
        period=_period(content),
        actions=tuple(_action(action, dates) for action in content.actions),
        foot=(_imprint(head), *_foot(content)),
    )


def _outcome(text: str) -> tuple[str, ...]:
    """One plain paragraph, or as many as there are, each with the reader's sign."""
    found = paragraphs_of(text)
    if len(found) == 1 and not may_stand_for_more(found[0]):
        return found
    return tuple(f"{KEPT}{words.removeprefix(KEPT)}" for words in found)


def _period(content: PlanContent) -> str:
    start, end = content.period_start, content.period_end
    if start and end:
        return f"{day_in_words(start)} to {day_in_words(end)}"
    if start or end:
        return f"from {day_in_words(start)}" if start else f"until {day_in_words(end or date.max)}"
    names_years = any(map(PERIOD_IN_WORDS.search, (content.title, content.outcome)))
    return NOT_STATED if names_years else ""


def _imprint(head: EditionHead) -> str:
    return (
        f"This page was published on {day_in_words(head.day)} as edition {head.number} of the "
        f"plan. The SHA-256 of what it holds is {head.sha256}."
    )


def _foot(content: PlanContent) -> list[str]:
    """The footer as it stood, and the category where the footer does not name it."""
    bare = [words for line in content.footer.split("\n") if (words := tidy(line))]
    found = [
        words if begins_footer(Line(words, 1), is_at_an_end=True) else f"{KEPT}{words}"
        for words in bare
    ]
    if content.category and category_in("\n".join(bare)) != content.category:
        found.append(f"Category: {tidy(content.category)}")
    return found


def _action(action: ActionContent, dates: DatesContext) -> PublishedAction:
    return PublishedAction(
        number=action.number,
        text=paragraphs_of(action.text),
        who=paragraphs_of(action.who_written),
        milestones=tuple(_milestone(each, dates) for each in action.milestones),
        progress=tuple(line for entry in action.progress for line in _entry(entry)),
        success=paragraphs_of(action.success),
        measures=_rows(action.measures),
    )


def _milestone(milestone: MilestoneContent, dates: DatesContext) -> PublishedMilestone:
    when = tidy(milestone.as_written)
    notes = f", met on {day_in_words(milestone.met_on)}" if milestone.met_on else ""
    if milestone.review_by and not milestone.latest:
        notes += f", to be reviewed by {day_in_words(milestone.review_by)}"
    text = tidy(milestone.text.replace("\n", " "))
    struck = tidy(milestone.first_as_written or "")
    is_plain = bool(when) and milestone_reads_back(milestone.number, text, when, dates)
    return PublishedMilestone(
        number=milestone.number,
        text=text,
        struck=struck,
        when=when or NO_DATE,
        notes=notes,
        is_kept=not is_plain,
    )


def _entry(entry: ProgressContent) -> tuple[str, ...]:
    """The paragraphs of one entry; the last says its day and its source."""
    *before, last = paragraphs_of(entry.text) or ("",)
    source = f", {tidy(entry.source)}" if entry.source else ""
    noted = f"{last} [Reported {day_in_words(entry.day)}{source}]"
    return (*before, noted if last.startswith(KEPT) or reads_as_words(noted) else f"{KEPT}{noted}")


def _rows(measures: tuple[MeasureContent, ...]) -> tuple[tuple[str, ...], ...]:
    """A row for each reading, below the heads; nothing where nothing was read."""
    found = [_row(each, reading) for each in measures for reading in each.readings]
    return (MEASURE_HEADS, *found) if found else ()


def _row(measure: MeasureContent, reading: ReadingContent) -> tuple[str, ...]:
    note = f" {KEPT}({tidy(measure.note)})" if measure.note else ""
    unit = f" {tidy(measure.unit)}" if measure.unit else ""
    by = "by " if reading.day_is == "by" else ""
    return (
        f"{tidy(measure.name)}{note}",
        f"{figure(reading.value)}{unit}",
        f"{by}{day_in_words(reading.day)}",
    )
