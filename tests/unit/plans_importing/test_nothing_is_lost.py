"""Every line of words on a page ends in the plan or among the unread: tried with any pages."""

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.plans.importing import page_as_json, read_page

HEADINGS = ("Who", "When", "Action Progress", "Success against Outcome", "Outcome", "Period")
HEADING_WORDS = {word.lower() for heading in (*HEADINGS, "Action") for word in heading.split()}

words = st.sampled_from(
    "path Group CLD, review – walks; 1,234 45% £10 (new) and & 3. 24/10/13: March 2014 2014-16"
    " originally due in maximum of average • | Posted This entry was posted in Lead by".split()
)
# "{}" becomes a word that no other line has, so that a lost line can't hide behind another's.
prose = st.tuples(st.lists(words, max_size=5), st.lists(words, max_size=5)).map(
    lambda sides: " ".join([*sides[0], "{}", *sides[1]])
)
headings = st.one_of(
    st.sampled_from(HEADINGS),
    st.sampled_from(HEADINGS).map(lambda heading: f"{heading} |"),
    st.integers(1, 30).map(lambda number: f"Action {number} |"),
    st.integers(1, 30).map(lambda number: f"ACTION {number}:"),
    st.just("---|"),
    st.just(""),
)
inline = st.tuples(st.sampled_from(HEADINGS), prose).map(": ".join)
numbered = st.tuples(st.integers(1, 12), prose).map(lambda each: f"{each[0]}. {each[1]}")
lines = st.lists(st.one_of(prose, headings, inline, numbered), max_size=25)


def with_own_words(source: list[str]) -> list[str]:
    return [line.replace("{}", f"own{index}word") for index, line in enumerate(source)]


def tokens(text: str) -> list[str]:
    """The words and numbers of a line; a number that only counts its items is neither."""
    return re.findall(r"[^\W_]+", re.sub(r"^[\s•|]*\d+\.\s", "", text.lower()))


def said(content: str) -> set[str]:
    """Every word and number anywhere in what was read."""
    return set(tokens(" ".join(_texts(page_as_json(read_page(content))))))


def _texts(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for key, each in value.items() if key != "why" for text in _texts(each)]
    if isinstance(value, list):
        return [text for each in value for text in _texts(each)]
    return [str(value)]


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(lines)
def test_every_word_of_a_text_is_in_the_plan_or_unread(source: list[str]) -> None:
    source = with_own_words(source)
    found = said("\n".join(source))
    lost = [word for line in source for word in tokens(line) if word not in found | HEADING_WORDS]
    assert lost == []


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["p", "h2", "h3", "li", "td"]), prose), max_size=15))
def test_every_word_of_an_article_is_in_the_plan_or_unread(source: list[tuple[str, str]]) -> None:
    own = with_own_words([text for _, text in source])
    source = [(tag, text) for (tag, _), text in zip(source, own, strict=True)]
    wraps = {"li": "<ul><li>{}</li></ul>", "td": "<table><tr><td>{}</td></tr></table>"}
    blocks = [wraps.get(tag, f"<{tag}>{{}}</{tag}>").format(_escaped(text)) for tag, text in source]
    found = said(f"<body><article><h2>Action 1</h2>{''.join(blocks)}</article></body>")
    lost = [word for _, text in source for word in tokens(text)]
    assert [word for word in lost if word not in found | HEADING_WORDS] == []


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("£", "&pound;")


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_any_text_at_all_is_read_without_an_error(content: str) -> None:
    page_as_json(read_page(content))
    page_as_json(read_page(f"<html>{content}</p>"))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_at_all_are_read_without_an_error(content: bytes) -> None:
    page_as_json(read_page(content))
