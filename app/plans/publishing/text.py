"""An edition as text: to read in any editor, to send in a mail, and to read back."""

from __future__ import annotations

from collections.abc import Iterator

from app.plans.importing.lines import KEPT
from app.plans.publishing.page import PublishedAction, PublishedMilestone, PublishedPage


def as_text(page: PublishedPage) -> str:
    """The page as text, a blank line between paragraphs."""
    return "\n\n".join(_paragraphs(page)) + "\n"


def _paragraphs(page: PublishedPage) -> Iterator[str]:
    yield page.signed_title
    yield from page.outcome
    if page.period:
        yield f"Period: {page.period}"
    for action in page.actions:
        yield from _action(action)
    yield from page.foot


def _action(action: PublishedAction) -> Iterator[str]:
    yield f"## Action {action.number}"
    yield from action.text
    if action.who:
        yield "### Who"
        yield from action.who
    if action.milestones:
        yield "### When"
        yield "\n".join(_milestone(each) for each in action.milestones)
    if action.progress:
        yield "### Action Progress"
        yield from action.progress
    if action.success or action.measures:
        yield "### Success against Outcome"
        yield from action.success
    if action.measures:
        yield "\n".join(KEPT + f" |{KEPT} ".join(row) for row in action.measures)


def _milestone(each: PublishedMilestone) -> str:
    struck = f"~~{each.first}~~ " if each.first else ""
    return f"{each.sign}{each.number}. {each.lead}{struck}{each.rest}"
