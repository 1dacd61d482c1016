"""One number for what a page says, so that the same page is known again."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Sequence

from app.plans.importing.parts import ReadAction, UnreadLine

DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
QUOTES = str.maketrans("‘’‚‛“”„", "''''\"\"\"")
# A dash or bullet between spaces is how a list was typed or exported, not what it says.
LOOSE_MARKS = re.compile(r"(?:(?<=\s)|^)[-•▪◦●‣∙·*|]+(?=\s|$)")


def fingerprint_of(
    front: Sequence[str], actions: Sequence[ReadAction], unread: Sequence[UnreadLine]
) -> str:
    """SHA-256 of the page's words in the domain's order, the same for text and for HTML.

    Spaces, kinds of dash and quotation mark, bullets and the breaks between paragraphs don't
    count. Nothing that the reader works out (days, measures, partners) counts either.
    """
    said = [*front, *(word for action in actions for word in _words_of(action))]
    said += [line.text for line in unread if line.line > 0]
    words = json.dumps([_plain(text) for text in said], ensure_ascii=True)
    return hashlib.sha256(words.encode("ascii")).hexdigest()


def _words_of(action: ReadAction) -> Iterator[str]:
    yield f"action {action.number}"
    yield action.text
    yield action.who_written
    for milestone in action.milestones:
        yield f"{milestone.number} | {milestone.text} | {milestone.when_written}"
        if milestone.state:
            yield f"state {milestone.state}"
        if milestone.met_on:
            yield f"met {milestone.met_on}"
    yield f"progress {' '.join(action.progress)}"
    yield f"success {action.success}"


def _plain(text: str) -> str:
    same = unicodedata.normalize("NFKC", text).translate(DASHES).translate(QUOTES)
    return " ".join(LOOSE_MARKS.sub(" ", same).split())
