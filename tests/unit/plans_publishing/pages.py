"""Editions for tests of publishing: made up, generated, and read back in either form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from app.plans.content import (
    ActionContent,
    MeasureContent,
    MilestoneContent,
    PlanContent,
    ProgressContent,
    ReadingContent,
)
from app.plans.importing import ReadPlan, read_page
from app.plans.importing.files import read_file
from app.plans.importing.lines import tidy
from app.plans.importing.partners import read_who
from app.plans.publishing import EditionHead, PublishedPage, as_text, page_of

DAY = date(2014, 6, 4)
HEAD = EditionHead("2nd Review", 2, DAY, "0f" * 32)

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parents[3] / "templates"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
)


def as_html(page: PublishedPage) -> str:
    """The page as a file of plain HTML."""
    return _TEMPLATES.get_template("plans/edition_file.html").render(page=page)


def pasted(page: PublishedPage) -> str:
    """The page of a website into which the HTML was pasted below its title."""
    return _TEMPLATES.from_string(
        """<html><head><title>{{ page.title }} | A website</title></head><body>
        <nav><p>Home</p></nav><main><article><h1 class="entry-title">{{ page.title }}</h1>
        <div class="entry-content">{% include "plans/edition_paste.html" %}</div></article></main>
        <aside><p>Posted in Sheds</p></aside></body></html>"""
    ).render(page=page)


def read_text(content: PlanContent, head: EditionHead = HEAD) -> ReadPlan:
    """What the importer reads of an edition's text."""
    return read_page(as_text(page_of(content, head)), said_on=head.day)


def read_html(content: PlanContent, head: EditionHead = HEAD) -> ReadPlan:
    """What the importer reads of an edition's HTML, as the file that a person keeps."""
    return read_file(as_html(page_of(content, head)).encode(), "edition.html", said_on=head.day)


@dataclass(frozen=True)
class Said:
    """What a plan says, however it was told: equal for an edition and for what was read of it."""

    front: tuple[object, ...]
    actions: tuple[object, ...]


def said_by(content: PlanContent, head: EditionHead = HEAD) -> Said:
    """What an edition says."""
    period = (content.period_start, content.period_end)
    return Said(
        (tidy(content.title), tidy(head.name), _tidied(content.outcome), period, content.category),
        tuple(_said_by(each) for each in content.actions),
    )


def said_in(read: ReadPlan) -> Said:
    """What was read."""
    period = (read.period.earliest, read.period.latest) if read.period else (None, None)
    return Said(
        (read.title, read.review, _tidied(read.outcome), period, read.category or ""),
        tuple(
            (
                each.number,
                _tidied(each.text),
                each.partners,
                tuple((m.number, m.text, m.when_written, m.struck, m.met_on, m.review_by)
                      for m in each.milestones),
                tuple((note.day, _tidied(text), note.source) if note else text
                      for text, note in zip(each.progress, each.reported, strict=True)),
                _tidied(each.success),
                tuple((m.name, m.unit, m.note or "", m.value, m.day, m.by_day)
                      for m in each.measures),
            )
            for each in read.actions
        ),
    )  # fmt: skip


def _tidied(text: str) -> tuple[str, ...]:
    return tuple(words for line in text.split("\n") if (words := tidy(line)))


def _said_by(action: ActionContent) -> tuple[object, ...]:
    return (
        action.number,
        _tidied(action.text),
        read_who(list(_tidied(action.who_written))).partners,
        tuple(_milestone(each) for each in action.milestones),
        tuple((each.day, _tidied(each.text), tidy(each.source)) for each in action.progress),
        _tidied(action.success),
        tuple(_reading(m, r) for m in action.measures for r in m.readings),
    )


def _milestone(each: MilestoneContent) -> tuple[object, ...]:
    review_by = each.review_by if not each.latest else None
    return (
        each.number,
        tidy(each.text),
        tidy(each.as_written),
        tidy(each.first_as_written or ""),
        each.met_on,
        review_by,
    )


def _reading(measure: MeasureContent, reading: ReadingContent) -> tuple[object, ...]:
    on = reading.day if reading.day_is == "on" else None
    by = reading.day if reading.day_is == "by" else None
    name, note = tidy(measure.name), tidy(measure.note)
    return (name, tidy(measure.unit), note, reading.value, on, by)


def second_review() -> PlanContent:
    """An edition with what pages of this kind have, and what readers stumble over."""
    return PlanContent(
        plan_id=1,
        slug="neighbours",
        title="Neighbours know what is going on",
        outcome="We will tell neighbours what is planned & listen to what they say. Fàilte! 🙂",
        on=DAY,
        group_name="Example group",
        period_start=date(2013, 4, 1),
        period_end=date(2016, 3, 31),
        category="Newsletters",
        footer="This entry was posted in Newsletters.",
        actions=(
            ActionContent(
                id=1,
                number=1,
                text="A newsletter will be started.\nIt goes to every home.",
                who_written="CPG, CLD, Youth Council",
                milestones=(
                    MilestoneContent(1, 1, "Find an editor", "Sept 2013", met_on=date(2013, 9, 12)),
                    MilestoneContent(
                        2, 2, "Print it", "March 2014", "end March 2013",
                        latest=date(2014, 3, 31),
                    ),
                    MilestoneContent(3, 4, "Report 2014", "", review_by=date(2014, 9, 1)),
                ),
                progress=(
                    ProgressContent(date(2013, 12, 4), "An editor has been found.", "1st Review"),
                    ProgressContent(DAY, "Who\nWhen: soon, he said.", "Approved by the group"),
                ),
                success="Advert: – 200,000 Impressions (times it was shown) – 100 Clicks.",
                measures=(
                    MeasureContent(
                        "Impressions", "", "times it was shown",
                        (ReadingContent(DAY, Decimal(200000)),
                         ReadingContent(DAY, Decimal("0.5"), "by")),
                    ),
                ),
            ),
            ActionContent(id=2, number=3, text="Action 2: is not this one"),
        ),
    )  # fmt: skip
