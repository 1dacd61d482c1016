"""The browser tests can fail: each kind of fault is found on a page that was made to have it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.e2e.visitor import Visitor, WrongPage

GOOD = (
    '<!DOCTYPE html><html lang="en-GB"><head><title>A page</title>'
    '<meta name="viewport" content="width=device-width, initial-scale=1"></head>'
    "<body><main><h1>A page</h1>{}</main></body></html>"
)


def test_a_sound_page_has_no_fault(visit: Callable[..., Visitor]) -> None:
    visitor = visit("anybody")
    visitor.page.set_content(GOOD.format("<p>Words</p>"))
    visitor.look()


@pytest.mark.parametrize(
    ("markup", "said"),
    [
        ('<p style="color: #999; background: #fff">Pale</p>', "color-contrast"),
        ('<input type="text">', "label: "),
        ("<h4>Too deep</h4>", "heading-order"),
        ('<p style="width: 500px">Wide</p>', "pixels wide in a window of 390"),
        ('<img alt="Gone" src="/static/nothing-of-that-name.svg">', "answers 404"),
        ("<script>console.error('something broke')</script>", "console: something broke"),
        ("<script>throw new Error('a fault')</script>", "script: a fault"),
    ],
)
def test_a_fault_is_found(markup: str, said: str, visit: Callable[..., Visitor]) -> None:
    visitor = visit("anybody").go("/sign-in")
    visitor.context.route("**/made", lambda made: made.fulfill(body=page, content_type="text/html"))
    page = GOOD.format(markup)
    with pytest.raises(WrongPage, match=said):
        visitor.go("/made")


def test_what_the_security_policy_stops_is_found(visit: Callable[..., Visitor]) -> None:
    visitor = visit("anybody").go("/sign-in")
    visitor.page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {text: '1'}))"
    )
    with pytest.raises(WrongPage, match="Content Security Policy"):
        visitor.look()


def test_what_is_hidden_without_scripts_is_found(visit: Callable[..., Visitor]) -> None:
    visitor = visit("anybody", scripts=False)
    visitor.page.set_content(GOOD.format("<p hidden>Nobody sees this</p>"))
    with pytest.raises(WrongPage, match="hidden without scripts: Nobody sees this"):
        visitor.look()
