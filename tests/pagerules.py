"""The rules of tests/pagecheck.py: each takes a page and yields what is wrong, in words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

Rule = Callable[["Page"], Iterator[str]]

TYPED = ("input", "select", "textarea")
NOT_TYPED = ("hidden", "submit", "button", "reset", "image")
VAGUE = frozenset(
    {"change", "view", "open", "edit", "delete", "remove", "more", "details", "download", "here"}
)
LEAKS = re.compile(
    r"\bNone\b(?! of\b)|\bUndefined\b|\bNaN\b|\{\{|\}\}|\{%|%\}|\[object Object\]"
    r"|<(function|bound method|built-in)|\bobject at 0x|\bMarkup\(|\bdatetime\.(date|datetime)\("
)
ESCAPED_TWICE = re.compile(r"&(amp|lt|gt|quot|#\d+);")


class Page:
    """A parsed page with what the rules ask of it."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.elements = [e for e in root.iter() if isinstance(e.tag, str)]
        self.parents = {child: parent for parent in self.elements for child in parent}
        self.ids = Counter(e.get("id") for e in self.elements if e.get("id") is not None)
        self.by_id = {e.get("id"): e for e in self.elements if e.get("id")}

    def all(self, *tags: str) -> list[Element]:
        return [e for e in self.elements if e.tag in tags]

    def within(self, element: Element, tag: str) -> Element | None:
        """The nearest ancestor of that kind."""
        parent = self.parents.get(element)
        while parent is not None and parent.tag != tag:
            parent = self.parents.get(parent)
        return parent

    def text(self, element: Element) -> str:
        return re.sub(r"\s+", " ", "".join(element.itertext())).strip()

    def given_name(self, element: Element) -> str:
        """The words of aria-label or aria-labelledby."""
        if label := (element.get("aria-label") or "").strip():
            return label
        named = (element.get("aria-labelledby") or "").split()
        return " ".join(self.text(self.by_id[i]) for i in named if i in self.by_id)

    def name(self, element: Element) -> str:
        """The words that a screen reader says for a link or a button."""
        if given := self.given_name(element):
            return given
        images = [e.get("alt") or "" for e in element.iter() if e.tag == "img"]
        return " ".join([self.text(element), *images]).strip()

    def has_class(self, element: Element, name: str) -> bool:
        return name in (element.get("class") or "").split()

    def of_class(self, name: str) -> list[Element]:
        return [e for e in self.elements if self.has_class(e, name)]

    @property
    def title(self) -> str:
        titles = [e for e in self.all("title") if self.parents[e].tag == "head"]
        return self.text(titles[0]) if titles else ""


def shown(element: Element) -> str:
    """How a fault names an element."""
    marks = "".join(
        f' {n}="{element.get(n)}"' for n in ("id", "name", "href", "class") if element.get(n)
    )
    return f"<{element.tag}{marks}>"


def language_and_landmarks(page: Page) -> Iterator[str]:
    if not (page.root.get("lang") or "").startswith("en"):
        yield "html has no lang"
    if len(page.all("main")) != 1:
        yield f"there are {len(page.all('main'))} main parts, not one"


def heading_and_title(page: Page) -> Iterator[str]:
    first = page.all("h1")
    if len(first) != 1:
        yield f"there are {len(first)} h1, not one"
    title = page.title
    own = title.removeprefix("Error: ").partition("–")[0].strip()
    if not own:
        yield f"the title “{title}” does not name the page"
    elif first and not _words(own) & _words(page.text(first[0])):
        yield f"the title “{title}” says nothing of the h1 “{page.text(first[0])}”"


def heading_levels(page: Page) -> Iterator[str]:
    level = 1
    for heading in page.all("h1", "h2", "h3", "h4", "h5", "h6"):
        own = int(heading.tag[1])
        if not page.text(heading):
            yield f"{shown(heading)} is empty"
        if own > level + 1:
            yield f"h{level} is followed by h{own} “{page.text(heading)}”"
        level = own


def labels(page: Page) -> Iterator[str]:
    labels_by_field: defaultdict[str, list[Element]] = defaultdict(list)
    for label in page.all("label"):
        if name := label.get("for"):
            labels_by_field[name].append(label)
    for element in page.all(*TYPED):
        if element.tag == "input" and element.get("type", "text") in NOT_TYPED:
            continue
        own = labels_by_field[element.get("id") or ""]
        around = page.within(element, "label")
        said = [page.text(e) for e in [*own, *([around] if around is not None else [])]]
        if not any(said) and not page.given_name(element):
            yield f"{shown(element)} has no label"
        if element.get("required") is not None:
            yield f"{shown(element)} is “required”: the browser's message would replace ours"


def groups(page: Page) -> Iterator[str]:
    for fieldset in page.all("fieldset"):
        legends = [e for e in fieldset if e.tag == "legend"]
        if not legends or not page.text(legends[0]):
            yield f"{shown(fieldset)} has no legend"
    for kind in ("radio", "checkbox"):
        boxes = [e for e in page.all("input") if e.get("type") == kind]
        named = Counter(e.get("name") for e in boxes)
        for box in boxes:
            if named[box.get("name")] > 1 and page.within(box, "fieldset") is None:
                yield f"{shown(box)} is one of several and in no fieldset"


def ids_and_references(page: Page) -> Iterator[str]:
    for name, times in page.ids.items():
        if times > 1:
            yield f"the id “{name}” is there {times} times"
        if not (name or "").strip() or " " in (name or ""):
            yield f"the id “{name}” is empty or has a blank"
    for element in page.elements:
        for attribute in ("for", "aria-describedby", "aria-labelledby", "aria-controls", "form"):
            for name in (element.get(attribute) or "").split():
                if name not in page.ids:
                    yield f"{shown(element)} has {attribute}=“{name}”, which is not on the page"


def buttons_and_links(page: Page) -> Iterator[str]:
    vague: dict[str, set[str]] = {}
    for button in page.all("button", "summary"):
        if not page.name(button):
            yield f"{shown(button)} has no words"
    for field in page.all("input"):
        if field.get("type") in ("submit", "button") and not field.get("value"):
            yield f"{shown(field)} has no words"
    for link in page.all("a"):
        href, words = link.get("href"), page.name(link)
        if not words:
            yield f"{shown(link)} has no words"
        if not href or href.lower().startswith("javascript:"):
            yield f"{shown(link)} leads nowhere"
        elif href.startswith("#") and href[1:] not in page.ids:
            yield f"{shown(link)} leads to an id that is not on the page"
        elif words.lower() in VAGUE:
            vague.setdefault(words, set()).add(href)
    for words, addresses in vague.items():
        if len(addresses) > 1:
            yield f"{len(addresses)} different links say only “{words}”"


def tables(page: Page) -> Iterator[str]:
    for table in page.all("table"):
        captions = [e for e in table if e.tag == "caption"]
        if not captions or not page.text(captions[0]):
            yield f"{shown(table)} has no caption"
        heads = [e for e in table.iter() if e.tag == "th"]
        if not heads:
            yield f"{shown(table)} has no header cells"
        for head in heads:
            if head.get("scope") not in ("col", "row", "colgroup", "rowgroup"):
                yield f"the header cell “{page.text(head)}” has no scope"
            if not page.text(head):
                yield f"{shown(table)} has an empty header cell"


def nothing_inline(page: Page) -> Iterator[str]:
    for element in page.elements:
        for attribute, _ in element.items():
            if attribute == "style" or attribute.lower().startswith("on"):
                yield f"{shown(element)} has an inline {attribute}"
        if element.tag == "style":
            yield "there is a style element"
        if element.tag == "script" and (not element.get("src") or page.text(element)):
            yield "there is an inline script"


def forms(page: Page) -> Iterator[str]:
    for form in page.all("form"):
        tokens = [e for e in form.iter() if e.tag == "input" and e.get("name") == "csrf_token"]
        posts = (form.get("method") or "get").lower() == "post"
        if posts and not any(e.get("value") for e in tokens):
            yield f"{shown(form)} posts without a CSRF token"
        if tokens and not posts:
            yield f"{shown(form)} puts its CSRF token into the address"


def images(page: Page) -> Iterator[str]:
    for image in page.all("img"):
        if image.get("alt") is None:
            yield f"{shown(image)} has no alt"
    for drawing in (e for e in page.elements if e.tag.rpartition("}")[2] == "svg"):
        titled = any(str(e.tag).rpartition("}")[2] == "title" and e.text for e in drawing)
        if not titled and drawing.get("aria-hidden") != "true" and not drawing.get("aria-label"):
            yield f"{shown(drawing)} is a drawing without a title"


def leaks(page: Page) -> Iterator[str]:
    for element in page.elements:
        if element.tag in ("textarea", "script") or page.has_class(element, "tracker-as-written"):
            continue
        words = [element.text or "", *(child.tail or "" for child in element)]
        words += [v for n, v in element.items() if n not in ("value", "content")]
        for part in words:
            if found := LEAKS.search(part) or ESCAPED_TWICE.search(part):
                yield f"{shown(element)} shows “{found[0]}” in “{part.strip()[:80]}”"


def errors(page: Page) -> Iterator[str]:
    summaries = page.of_class("govuk-error-summary")
    messages = [
        page.text(e).removeprefix("Error:").strip() for e in page.of_class("govuk-error-message")
    ]
    is_titled = page.title.startswith("Error:")
    if not summaries:
        if messages:
            yield f"“{messages[0]}” stands at its field and in no error summary"
        if is_titled:
            yield "the title says Error: and there is no error summary"
        return
    if not is_titled:
        yield f"there is an error summary, and the title “{page.title}” does not start with Error:"
    listed = page.text(summaries[0])
    for link in (e for e in summaries[0].iter() if e.tag == "a"):
        target = page.by_id.get((link.get("href") or "").removeprefix("#"))
        if target is None or target.tag not in TYPED:
            yield f"the error “{page.text(link)}” leads to no input"
    for message in messages:
        if not message:
            yield "there is an empty error message"
        elif message not in listed:
            yield f"the error “{message}” is not in the error summary"


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.lower()) if len(word) > 2 or word.isdigit()}


RULES: tuple[Rule, ...] = (
    language_and_landmarks,
    heading_and_title,
    heading_levels,
    labels,
    groups,
    ids_and_references,
    buttons_and_links,
    tables,
    nothing_inline,
    forms,
    images,
    leaks,
    errors,
)
