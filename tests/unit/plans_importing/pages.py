"""One plan page written in each of the ways that it may reach us.

A page here is its title, its outcome, its actions (blocks of heading and words) and its footer.
"""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

PUBLISHED = Path(__file__).parents[3].parent / "shared" / "data" / "first-review.txt"
HEADINGS = ("Who", "When", "Action Progress", "Success against Outcome")


@dataclass(frozen=True)
class Page:
    """`actions` holds, for each action, its heading and words, then those of its blocks."""

    title: str
    outcome: str
    actions: tuple[tuple[tuple[str, str], ...], ...]
    footer: str


PATHS_AND_PLACES = Page(
    title="Paths and Places that everybody can use – 2nd Review",
    outcome="Together we make the ways between our villages safe & pleasant to walk.",
    actions=(
        (
            ("Action 1", "The old railway path will be opened from Sampleton to Exampleford."),
            ("Who", "Paths Group, Roads Service, Sampleton/Exampleford Schools where possible."),
            (
                "When",
                "1. Agree the route – Oct 2015 2. Clear & drain the cutting – end June 2016 "
                "3. Look after the path 2016-18",
            ),
            (
                "Action Progress",
                "Both landowners have signed. The route was originally due in May 2015, "
                "but a survey was needed.",
            ),
            (
                "Success against Outcome",
                "Walks so far: – 1,234 walkers (counted at the gate) – 12.5% of walkers came by "
                "bus. 03/11/15: 56 volunteers. £10,000 was raised in 3 weeks.",
            ),
        ),
        (
            ("Action 10", "Signs will be put up in 4 villages."),
            ("Who", "Paths Group, Community Councils"),
            ("When", "1. Choose the words – January 2016 2. Put up signs – ongoing"),
            ("Action Progress", "A first sign stands at the harbour."),
        ),
    ),
    footer="This entry was posted in Paths & Places.",
)


def published_page() -> Page:
    """The real page taken apart by its table marks alone; skips where it isn't there."""
    title, outcome, *rest = published_text().splitlines()
    rows = [row.removesuffix(" |") for row in rest if row.endswith(" |")]
    actions: list[list[tuple[str, str]]] = []
    for heading, words in zip(rows[::2], rows[1::2], strict=True):
        if heading not in HEADINGS:
            actions.append([])
        actions[-1].append((heading, words))
    return Page(title, outcome, tuple(map(tuple, actions)), rest[-1])


def published_text() -> str:
    """The real page as exported."""
    if not PUBLISHED.exists():
        pytest.skip(f"the published page isn't beside this checkout ({PUBLISHED.name})")
    return PUBLISHED.read_text(encoding="utf-8")


def as_text(page: Page) -> str:
    """The form in which the real page was exported."""
    lines = [page.title, page.outcome]
    for action in page.actions:
        for index, (heading, words) in enumerate(action):
            lines += [f"{heading} |", *(["---|"] if index == 0 else []), f"{words} |"]
    return "\n".join([*lines, page.footer])


def as_single_column_tables(page: Page) -> str:
    """Each action a table of one column."""
    tables = ""
    for action in page.actions:
        (heading, words), *blocks = action
        rows = "".join(
            f"<tr><td><strong>{name}</strong></td></tr>\n<tr><td>{_block(name, text)}</td></tr>\n"
            for name, text in blocks
        )
        tables += (
            f"<table><thead><tr><th>{heading}</th></tr></thead>\n<tbody><tr><td>"
            f"{_words(words)}</td></tr>\n{rows}</tbody></table>\n"
        )
    return _article(page, tables)


def as_two_column_tables(page: Page) -> str:
    """Each action a table of a heading cell and a value cell a row."""
    tables = "".join(
        "<figure class='wp-block-table'><table><tbody>"
        + "".join(
            f"<tr>\n<th scope=row>{name}</th><td>{_block(name, words)}</td></tr>"
            for name, words in action
        )
        + "</tbody></table></figure>"
        for action in page.actions
    )
    return _article(page, tables)


def as_headings(page: Page) -> str:
    """Headings with paragraphs and ordered lists below them."""
    words = "".join(
        f"<h{2 if index == 0 else 3}>{name}</h{2 if index == 0 else 3}>\n"
        + (_block(name, text) if name == "When" else f"<p>{_words(text)}</p>")
        for action in page.actions
        for index, (name, text) in enumerate(action)
    )
    return _article(page, words)


SHAPES: tuple[Callable[[Page], str], ...] = (
    as_single_column_tables,
    as_two_column_tables,
    as_headings,
)


def saved_from_browser(article: str) -> str:
    """The article inside a whole page of a blog, with all that stands around it."""
    return f"""<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Something | Example Blog</title>
<style>.entry {{ color: red }}</style><script>document.write("Action 7")</script></head>
<body class="single"><a class="skip-link screen-reader-text" href="#content">Skip</a>
<header id="masthead"><h1 class="site-title">Example Blog</h1>
<nav><ul><li><a href="/">Home</a></li><li>Who we are</li><li>When we meet</li></ul></nav></header>
<main id="content">{article}
<nav class="post-navigation"><a href="/older">Older posts</a></nav>
<div id="comments"><h2>One thought</h2><ol><li id="comment-1"><p>Action 1: well done!</p></li></ol>
<form><textarea>Who</textarea><button>Post</button></form></div></main>
<aside id="secondary"><h2>Recent</h2><ul><li>Action 3</li><li>1. A walk – May 2014</li></ul></aside>
<footer id="colophon"><p>Proudly powered by a specimen</p></footer></body></html>"""


def _article(page: Page, content: str) -> str:
    return (
        f"<article class='post hentry'><header class='entry-header'><h1 class='entry-title'>"
        f"{_words(page.title)}</h1></header>\n<div class='entry-content'><p>"
        f"{_words(page.outcome)}</p>\n{content}</div>\n"
        f"<footer class='entry-meta'>{_words(page.footer)}</footer></article>"
    )


def _words(text: str) -> str:
    """As a blog's editor writes them: entities, and a no-break space here and there."""
    return html.escape(text).replace("–", "&#8211;").replace(", ", ",&nbsp;", 1)


def _block(name: str, text: str) -> str:
    if name != "When":
        return _words(text)
    items = re.split(r"\s*\b\d\. ", text)[1:]
    return "<ol>\n" + "".join(f"<li>{_words(item)}</li>\n" for item in items) + "</ol>"
