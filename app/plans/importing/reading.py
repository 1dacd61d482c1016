"""Read a published plan page, pasted or saved, into plain values."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from app.plans.importing.actions import read_actions
from app.plans.importing.decoding import (
    MOST_BYTES,
    MOST_CHARACTERS,
    MOST_LINES,
    clean,
    decode,
    kind_of_file_that_is_not_text,
)
from app.plans.importing.fingerprint import fingerprint_of
from app.plans.importing.front import category_in, read_front
from app.plans.importing.grammar import PageLines, sort_lines
from app.plans.importing.html_page import looks_like_html, read_html
from app.plans.importing.lines import Line, tidy
from app.plans.importing.milestones import DatesContext
from app.plans.importing.own_form import is_imprint
from app.plans.importing.parts import ReadPlan, UnreadLine
from app.plans.importing.text_page import lines_of_text


@dataclass(slots=True)
class _Source:
    """A page's lines, and what of the source they leave out. Line 0 is the page as a whole."""

    lines: list[Line] = field(default_factory=list)
    left_out: list[UnreadLine] = field(default_factory=list)


def read_page(
    content: str | bytes, *, filename: str | None = None, said_on: date | None = None
) -> ReadPlan:
    """Read pasted text, a text file or saved HTML, and say what was and wasn't understood.

    `filename` only helps to tell HTML from text. `said_on` is the day of the page, against which
    dates without a year are read. Raises nothing for any content: what has no place in a plan is
    in `unread`, with its line; what is doubtful is in `questions`. Nothing is stored, run or
    fetched. A page is read up to half a million characters and
    20,000 lines.
    """
    source = _source(content, filename)
    return plan_of(sort_lines(source.lines), source.left_out, said_on)


def plan_of(page: PageLines, left_out: Sequence[UnreadLine], said_on: date | None) -> ReadPlan:
    """Read the lines of a page that were put in their places; `left_out` has no place at all."""
    front = read_front(page.front, page.labelled, has_actions=bool(page.actions))
    actions = read_actions(page.actions, DatesContext(said_on, front.period))
    footer = "\n".join(line.text for line in page.footer if not is_imprint(line.text)) or None
    unread = sorted([*front.unread, *page.unread, *actions.unread], key=lambda one: one.line)
    said = [front.title, front.review or "", front.outcome, front.period_written or "",
            footer or ""]  # fmt: skip
    return ReadPlan(
        title=front.title,
        review=front.review,
        review_number=front.review_number,
        outcome=front.outcome,
        period=front.period,
        period_written=front.period_written,
        actions=tuple(actions.found),
        category=category_in(footer),
        footer=footer,
        unread=(*unread, *left_out),
        questions=(*_questions(front.title, front.outcome, bool(actions.found)), *front.questions,
                   *actions.questions),
        fingerprint=fingerprint_of(said, actions.found, unread),
    )  # fmt: skip


def _source(content: str | bytes, filename: str | None) -> _Source:
    if isinstance(content, bytes):
        kind = kind_of_file_that_is_not_text(content)
        if kind is not None:
            return _refused(f"It is {kind}, not text or a saved web page.", filename)
        if len(content) > MOST_BYTES:
            return _refused("It is longer than 20 MB, which no plan page is.", filename)
        content = decode(content)
    elif len(content) > MOST_BYTES:
        return _refused("It is longer than 20 million characters.", filename)
    text = clean(content)
    if not tidy(text):
        return _refused("The page is empty: there is nothing to read.", filename)
    return _html_source(text) if looks_like_html(text, filename) else _text_source(text)


def _refused(why: str, filename: str | None) -> _Source:
    return _Source(left_out=[UnreadLine(0, filename or "", why)])


def _text_source(text: str) -> _Source:
    kept = "\n".join(text[:MOST_CHARACTERS].split("\n", MOST_LINES)[:MOST_LINES])
    rest = text[len(kept) :]
    source = _Source(lines_of_text(kept))
    if rest.strip():
        source.left_out.append(_too_long(kept.count("\n") + 1, rest))
    return source


def _html_source(text: str) -> _Source:
    page = read_html(text)
    source = _Source(page.lines)
    if page.left_out:
        words = f"{page.left_out} {'block' if page.left_out == 1 else 'blocks'} of text"
        why = "Left out: it stands outside the article (menus, side columns, comments, footers)."
        source.left_out.append(UnreadLine(0, words, why))
    if page.articles_left_out:
        why = "Left out: only the article with the most actions was read."
        source.left_out.append(UnreadLine(0, f"{page.articles_left_out} other with actions", why))
    if page.rest_line is not None:
        source.left_out.append(_too_long(page.rest_line, page.rest))
    if not page.lines and not source.left_out:
        source.left_out.append(UnreadLine(0, "", "The page has no words that can be seen."))
    return source


def _too_long(line: int, rest: str) -> UnreadLine:
    lines = rest.count("\n") + 1
    beyond = f"{len(rest):,} characters in {lines:,} lines"
    why = f"Not read: the page is longer than any plan, by {beyond}."
    return UnreadLine(line, tidy(rest[:400])[:200], why)


def _questions(title: str, outcome: str, has_actions: bool) -> list[str]:
    if not has_actions:
        return ["No action was found. Is this the page of an action plan?"]
    asked: list[str] = []
    if not title:
        asked.append("No title was found. What is the plan called?")
    if not outcome:
        asked.append("No outcome was found. What is the plan to achieve?")
    return asked
