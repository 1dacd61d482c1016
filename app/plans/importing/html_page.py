"""Saved HTML as a stream of lines: finds the article, leaves the site around it out."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from bs4 import BeautifulSoup
from bs4.element import Tag

from app.plans.importing.decoding import MOST_LINES, MOST_MARKUP
from app.plans.importing.front import ALWAYS_FOOTER
from app.plans.importing.headings import Block, heading_in
from app.plans.importing.html_lines import classes_of, lines_of
from app.plans.importing.lines import KEPT, Line, Mark, tidy
from app.plans.importing.markup import Simplifier, restore, without_silent_parts

LOOKS_LIKE_HTML = re.compile(
    r"<!doctype\s+html|<html\b|</(?:p|table|td|tr|h[1-6]|div|ol|ul|li|article|body|section)\s*>",
    re.IGNORECASE,
)
# What WordPress themes put around an article, and inside it beside the words: names, ids, classes.
SURROUNDING_NAMES = frozenset(("nav", "aside"))
SURROUNDING_IDS = frozenset("comments respond masthead colophon secondary sidebar footer".split())
SURROUNDING_CLASSES = frozenset(
    "comments-area comment-respond comment-list commentlist wp-block-comments sharedaddy"
    " jp-relatedposts post-navigation nav-links navigation nav-menu breadcrumbs breadcrumb sidebar"
    " widget widget-area widget_area site-header site-footer site-info edit-link skip-link"
    " screen-reader-text".split()
)
# Where themes put the article, the narrowest first: a tag's name, role, id (#) or class (.).
PLACES = (
    ".type-post", ".type-page", ".entry-content", ".post-content", "main", "role=main", "#content",
    "#main",
)  # fmt: skip
TITLES = frozenset((".entry-title", ".page-title"))
MOST_PLACES = 5


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """The article's lines, and how many blocks of words the site around it has.

    `rest` is what a page that is too long has beyond the part read, from `rest_line`.
    """

    lines: list[Line]
    left_out: int
    articles_left_out: int
    rest_line: int | None
    rest: str


def looks_like_html(content: str, filename: str | None) -> bool:
    """Say whether a page is HTML: by its name, or by what only HTML has."""
    if content.startswith(KEPT):
        return False  # the text of an edition of ours, which may tell of tags
    is_named_so = (filename or "").lower().endswith((".html", ".htm", ".xhtml"))
    return is_named_so or LOOKS_LIKE_HTML.search(content) is not None


@dataclass(frozen=True, slots=True)
class _Parsed:
    """A page without the site's own parts, of which `left_out` counts the lines; only to be read.

    `rest` is what was not parsed of a page that is too long, from `rest_line`.
    """

    page: BeautifulSoup
    body: Tag
    left_out: int
    rest_line: int | None
    rest: str


def read_html(content: str) -> HtmlPage:
    """Find the article and give its lines. Nothing is run, fetched or followed."""
    parsed = _parsed(content)
    page, body, left_out = parsed.page, parsed.body, parsed.left_out
    article, articles_left_out = _article(body)
    lines = lines_of(article)
    everything = lines_of(body)
    title = _title_outside(page, article, lines)
    footer = [] if _is_article(article) else _footer_outside(everything, lines)
    words = {line.text for line in everything}
    left_out += len(everything) - len(lines) - sum(one.text in words for one in (*title, *footer))
    found = [*title, *lines, *footer]
    return HtmlPage(found, max(0, left_out), articles_left_out, parsed.rest_line, parsed.rest)


@lru_cache(maxsize=1)
def article_of(content: str) -> Tag | None:
    """The article of a page that is not in the published form; None for one that is."""
    body = _parsed(content).body
    return None if _actions_in(body) else _article(body)[0]


@lru_cache(maxsize=1)
def _parsed(content: str) -> _Parsed:
    """The page last asked for is kept: it is asked for its form, its headings and its plan."""
    visible = without_silent_parts(content)
    kept, rest = visible[:MOST_MARKUP], visible[MOST_MARKUP:]
    rest_line = kept.count("\n") + 1 if rest.strip() else None
    page = BeautifulSoup(Simplifier(kept).simplified(), "html5lib")
    body = page.body or page
    left_out = _take_out(body, _surroundings(body))
    return _Parsed(page, body, left_out, rest_line, rest)


def _actions_in(tag: Tag) -> int:
    headings = (heading_in(line.text) for line in lines_of(tag))
    return sum(1 for heading in headings if heading and heading.block is Block.ACTION)


def _take_out(root: Tag, tags: list[Tag]) -> int:
    """Take the site's own parts out, but none that holds the plan; count their lines."""
    count = looked_at = 0
    for tag in tags:
        # Boxes nested in each other would have their lines counted again and again.
        if looked_at > MOST_LINES or not _is_inside(root, tag):
            continue
        looked_at += 1 + sum(1 for _ in tag.descendants)
        names = {str(tag.get("id") or "").lower(), *classes_of(tag)}
        is_comments = any("comment" in name for name in names)
        if is_comments or not _actions_in(tag):
            count += len(lines_of(tag))
            tag.extract()
    return count


def _is_inside(root: Tag, tag: Tag) -> bool:
    return any(up is root for up in tag.parents)


def _article(body: Tag) -> tuple[Tag, int]:
    """The smallest known place that holds every action, and the articles not chosen."""
    tags = body.find_all(True)
    articles = [tag for tag in tags if _is_article(tag)]
    known = {id(tag) for tag in articles}
    outermost = [tag for tag in articles if not any(id(up) in known for up in tag.parents)]
    counted = [(_actions_in(tag), -index) for index, tag in enumerate(outermost)]
    told = [each for each in counted if each[0]]
    if told:
        return outermost[-max(told)[1]], len(told) - 1
    wanted = _actions_in(body)
    for tag in [*outermost[:MOST_PLACES], *_in_places(tags)]:
        if _actions_in(tag) == wanted and (wanted or lines_of(tag)):
            return tag, 0
    return body, 0


def _is_article(tag: Tag) -> bool:
    return tag.name == "article" or "hentry" in classes_of(tag)


def _surroundings(root: Tag) -> list[Tag]:
    return [
        tag
        for tag in root.find_all(True)
        if tag.name in SURROUNDING_NAMES
        or tag.has_attr("hidden")
        or str(tag.get("id") or "").lower() in SURROUNDING_IDS
        or classes_of(tag) & SURROUNDING_CLASSES
    ]


def _signs(tag: Tag) -> set[str]:
    """A tag's name, role, id and classes, each written as in PLACES."""
    classes = {f".{name}" for name in classes_of(tag)}
    return {tag.name, f"role={tag.get('role')}", f"#{tag.get('id')}", *classes}


def _in_places(tags: list[Tag]) -> list[Tag]:
    placed: dict[str, list[Tag]] = {place: [] for place in PLACES}
    for tag in tags:
        for sign in _signs(tag) & placed.keys():
            placed[sign].append(tag)
    return [tag for place in PLACES for tag in placed[place][:MOST_PLACES]]


def _title_outside(page: BeautifulSoup, article: Tag, lines: list[Line]) -> list[Line]:
    """The title where the theme puts it outside the article, else from the browser's title."""
    first = lines[0] if lines else None
    if any(line.mark is Mark.TITLE for line in lines) or (
        first and first.mark is Mark.HEADING and heading_in(first.text, is_marked=True) is None
    ):
        return []
    for tag in page.find_all(True):
        is_title = bool(_signs(tag) & TITLES) or (tag.name == "h1" and _is_in_main(tag))
        if is_title and not _is_inside(article, tag) and (found := lines_of(tag)):
            return [replace(found[0], mark=Mark.TITLE, level=1)]
    if page.title is None or (first and heading_in(first.text) is None):
        return []
    words = re.split(r"\s+[|«»·]\s+", tidy(restore(page.title.get_text())))[0]
    return [Line(words, page.title.sourceline or 1, Mark.TITLE, 1)] if words else []


def _footer_outside(everything: list[Line], lines: list[Line]) -> list[Line]:
    """The first line after the words of the article that tells where the page was posted."""
    last = lines[-1].line if lines else 0
    if any(ALWAYS_FOOTER.match(line.text) for line in lines):
        return []
    found = [one for one in everything if one.line >= last and ALWAYS_FOOTER.match(one.text)]
    return [replace(one, mark=Mark.FOOTER) for one in found[:1]]


def _is_in_main(tag: Tag) -> bool:
    return any(_signs(up) & {"main", "role=main", "#content"} for up in tag.parents)
