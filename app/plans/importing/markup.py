"""HTML cut down to what a plan page can say, before it is parsed.

The standard parser takes minutes over hostile markup (formatting elements left open, boxes
nested ten thousand deep, tags with ten thousand attributes). What reaches it from here has a
bounded size, depth and number of tags; no scripts, no styles, no formatting but bold. Every
line break is kept, so that line numbers hold.
"""

import html
import re

MOST_TAGS = 20_000
DEEPEST = 150
MOST_ODD_TAGS = 200

KEPT = frozenset(
    "html head title body header nav main article section aside footer div p h1 h2 h3 h4 h5 h6"
    " ul ol li dl dt dd table caption thead tbody tfoot tr td th br hr blockquote pre figure"
    " figcaption address form span".split()
)
RENAMED = {
    "b": "x-bold", "strong": "x-bold", "s": "x-struck", "del": "x-struck", "strike": "x-struck",
    "center": "div", "details": "div", "summary": "p",
}  # fmt: skip
OURS = frozenset({"x-bold", "x-struck"})
VOID = frozenset({"br", "hr"})
# Their end tags may be left out, so they say nothing of how deep the page is.
ENDS_ITSELF = frozenset("p li dt dd tr td th thead tbody tfoot".split())
SILENT = re.compile(
    r"<(script|style|noscript|template|svg|math|iframe|object|canvas|audio|video|select|textarea"
    r"|button)\b",
    re.IGNORECASE,
)
EMBEDDED = re.compile(r"data:[^\"'\s<>]{200,}")
TAG = re.compile(
    r"<(/?)([a-zA-Z][\w:-]{0,40})((?>(?:[^<>\"']++|\"[^\"]{0,4000}\"|'[^']{0,4000}')*+))>"
)
ODD_TAG = re.compile(r"</?[a-zA-Z!?][^<>]{0,4000}>")
ATTRIBUTE = re.compile(
    r"(?<![\w-])(class|id|role|hidden|start|value|colspan|rowspan)(?![\w-])"
    r"(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?",
    re.IGNORECASE,
)
MOST_ATTRIBUTES = 6
# Stand-ins for < and & in words, which the parser would otherwise look at one by one.
LESS, AND = "\ue000", "\ue001"


def restore(text: str) -> str:
    """Give words from the parsed page their < and & back."""
    return text.replace(LESS, "<").replace(AND, "&")


def without_silent_parts(content: str) -> str:
    """Take out comments, scripts and what else a reader never sees, keeping line breaks."""
    text = EMBEDDED.sub("data:", content)
    kept: list[str] = []
    position = 0
    never_closed: set[str] = set()
    opening = re.compile(rf"<!--|{SILENT.pattern}", re.IGNORECASE)
    while found := opening.search(text, position):
        name = (found[1] or "!--").lower()
        kept.append(text[position : found.start()])
        end = None
        if name not in never_closed:
            closing = r"-->" if name == "!--" else rf"</{name}\s*>"
            end = re.compile(closing, re.IGNORECASE).search(text, found.end())
        if end is None:
            # Left open: only its mark goes, so that nothing after it is lost.
            never_closed.add(name)
            position = found.end()
            kept.append("" if name == "!--" else "<span")
            continue
        kept.append("\n" * text.count("\n", found.start(), end.end()))
        position = end.end()
    return "".join([*kept, text[position:]])


class Simplifier:
    """Rewrites one page, tag by tag, in one pass."""

    def __init__(self, content: str) -> None:
        self._content = content
        self._out: list[str] = []
        self._depth = 0
        self._tags = 0
        self._odd = 0

    def simplified(self) -> str:
        """Give the page with plain tags only."""
        content, position = self._content, 0
        while (start := content.find("<", position)) >= 0:
            self._words(content[position:start])
            position = start
            if self._tags > MOST_TAGS:
                break
            found = TAG.match(content, start) if self._odd < MOST_ODD_TAGS else None
            if found is not None:
                self._tag(found)
                position = found.end()
                continue
            self._odd += 1
            odd = ODD_TAG.match(content, start)
            position = odd.end() if odd else start + 1
            self._out.append("\n" * odd[0].count("\n") + " " if odd else LESS)
        self._words(ODD_TAG.sub("\n", content[position:]))
        return "".join(self._out)

    def _words(self, text: str) -> None:
        plain = html.unescape(text) if "&" in text else text
        self._out.append(plain.replace("<", LESS).replace("&", AND).replace("\x00", " "))

    def _tag(self, found: re.Match[str]) -> None:
        closes, written, attributes = found[1] == "/", found[2].lower(), found[3]
        self._out.append("\n" * found[0].count("\n"))
        name = RENAMED.get(written, written)
        if name not in KEPT and name not in OURS:
            return
        self._tags += 1
        if not self._fits(name, closes=closes):
            self._out.append("<br>")
        elif closes:
            self._out.append(f"</{name}>")
        else:
            self._out.append(f"<{name}{_kept_attributes(attributes)}>")

    def _fits(self, name: str, *, closes: bool) -> bool:
        """Count the depth, and say whether the tag may stand."""
        if name in VOID:
            return not closes
        if name in ENDS_ITSELF:
            return self._depth <= DEEPEST
        was = self._depth
        self._depth = max(0, was - 1) if closes else was + 1
        return max(was, self._depth) <= DEEPEST


def _kept_attributes(text: str) -> str:
    if not text.strip(" /\n\t"):
        return ""
    kept: dict[str, str] = {}
    for count, found in enumerate(ATTRIBUTE.finditer(text)):
        if count >= MOST_ATTRIBUTES:
            break
        value = found[2] or found[3] or found[4] or ""
        kept.setdefault(found[1].lower(), re.sub(r"[^\w .-]", " ", value)[:300])
    return "".join(f' {name}="{value}"' for name, value in kept.items())
