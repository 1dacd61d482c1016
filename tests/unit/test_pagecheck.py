"""tests/pagecheck.py: a sound page passes, and each rule can fail."""

from __future__ import annotations

import pytest
from flask import Flask, redirect, request
from flask.typing import ResponseReturnValue
from flask_wtf import CSRFProtect

from tests.pagecheck import CheckingClient, PageFault, check_page, faults, text_of

SOUND = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Plans of the group – Tracker</title>
<link rel="stylesheet" href="/static/app.css"><script type="module" src="/static/app.js"></script>
</head><body><a href="#main">Skip</a><main id="main"><h1>The group's plans</h1><h2>All</h2>
<p>Some of it: 3 &lt; 4, and <a href="/plan">the plan</a>.</p>
%s
</main></body></html>"""


def page(more: str = "", *, replacing: str = "", by: str = "") -> str:
    html = SOUND % more
    assert replacing in html
    return html.replace(replacing, by) if replacing else html


def the_fault(html: str) -> str:
    found = list(dict.fromkeys(faults(html)))
    assert len(found) == 1, found
    return found[0]


FORM = '<form method="post"><input type="hidden" name="csrf_token" value="t">%s</form>'
SUMMARY = '<div class="govuk-error-summary"><h2>There is a problem</h2><ul><li>%s</li></ul></div>'
FIELD = (
    '<label for="a">A</label><p class="govuk-error-message">Error: %s</p><input id="a" name="a">'
)


def test_a_sound_page_has_no_fault() -> None:
    assert faults(page()) == []
    table = "<table><caption>C</caption><tr><th scope=col>A</th></tr><tr><td>1</td></tr></table>"
    assert faults(page(table + FORM % "<button>Save</button>")) == []
    errors = page(SUMMARY % '<a href="#a">Enter A</a>' + FIELD % "Enter A")
    assert faults(errors.replace("<title>", "<title>Error: ")) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("</h2>", "", "not valid HTML"),
        ("<p>Some", "<p><p>Some</b>", "not valid HTML"),
        (' lang="en-GB"', "", "lang"),
        ("<h1>The group's plans</h1>", "", "0 h1"),
        ("<h2>All</h2>", "<h1>All plans</h1>", "2 h1"),
        ("<h2>All</h2>", "<h3>All</h3>", "h1 is followed by h3"),
        ("<h2>All</h2>", "<h2></h2>", "is empty"),
        ("Plans of the group – Tracker", "Tracker", "says nothing of the h1"),
        ("Plans of the group – Tracker", " – Tracker", "does not name the page"),
        ("Plans of the group", "Error: Plans", "no error summary"),
        ('<main id="main">', '<div id="main">', "0 main parts"),
        ('<main id="main">', "<main>", "id that is not on the page"),
        ('href="/plan"', 'href="#"', "leads to an id"),
        ('href="/plan"', 'href="javascript:x()"', "leads nowhere"),
        ('href="/plan"', "", "leads nowhere"),
        (">the plan<", "><", "no words"),
    ],
)
def test_a_page_fails_for_its_frame_and_its_links(old: str, new: str, said: str) -> None:
    html = page(replacing=old, by=new)
    if new.startswith("<div"):
        html = html.replace("</main>", "</div>")
    assert any(said in fault for fault in faults(html)), faults(html)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ('<input id="a" name="a">', "has no label"),
        ('<label for="a"></label><input id="a">', "has no label"),
        ("<textarea></textarea>", "has no label"),
        ("<select><option>1</option></select>", "has no label"),
        ('<input aria-label="A" required>', "required"),
        ("<fieldset><p>x</p></fieldset>", "has no legend"),
        ('<p id="x">a</p><p id="x">b</p>', "“x” is there 2 times"),
        ('<p id="a b">a</p>', "has a blank"),
        ('<p aria-describedby="gone">a</p>', "not on the page"),
        ("<button type=button></button>", "no words"),
        ('<a href="/a"><img src="/a.png" alt=""></a>', "no words"),
        ('<img src="/a.png">', "has no alt"),
        ("<svg><path d='M0 0'/></svg>", "without a title"),
        ("<table><tr><th scope=col>A</th></tr></table>", "has no caption"),
        ("<table><caption>C</caption><tr><td>A</td></tr></table>", "no header cells"),
        ("<table><caption>C</caption><tr><th>A</th></tr></table>", "has no scope"),
        ("<table><caption>C</caption><tr><th scope=col></th></tr></table>", "empty header"),
        ('<p style="color:red">x</p>', "inline style"),
        ('<button type=button onclick="x()">x</button>', "inline onclick"),
        ("<script>x()</script>", "inline script"),
        ('<form method="post"><button>Save</button></form>', "without a CSRF token"),
        ('<form><input type=hidden name=csrf_token value="t"></form>', "into the address"),
        ("<p>Budget: None</p>", "“None”"),
        ("<p>Undefined</p>", "“Undefined”"),
        ("<p>{{ plan }}</p>", "“{{”"),
        ('<p title="None">x</p>', "“None”"),
        ("<p>&lt;bound method x&gt;</p>", "<bound method"),
        ("<p>A &amp;amp; B</p>", "“&amp;”"),
        ('<p class="govuk-error-message">Error: Enter A</p>', "in no error summary"),
    ],
)
def test_a_page_fails_for_each_fault_alone(more: str, said: str) -> None:
    assert said in the_fault(page(more))


def test_one_of_several_choices_without_a_fieldset_is_a_fault() -> None:
    boxes = [f'<label><input type=radio name="a" value="{n}">{n}</label>' for n in (1, 2)]
    assert any("in no fieldset" in fault for fault in faults(page("".join(boxes))))
    grouped = f"<fieldset><legend>Which</legend>{''.join(boxes)}</fieldset>"
    assert faults(page(grouped)) == []


def test_links_that_say_the_same_vague_word_are_a_fault() -> None:
    vague = '<a href="/a">Change</a> <a href="/b">Change</a>'
    assert the_fault(page(vague)) == "2 different links say only “Change”"
    assert faults(page(vague.replace("Change<", "Change <span>it</span><"))) == []


@pytest.mark.parametrize(
    ("summary", "field", "said"),
    [
        ('<a href="#a">Enter A</a>', "Enter B", "“Enter B” is not in the error summary"),
        ('<a href="#main">Enter A</a>', "Enter A", "leads to no input"),
        ('<a href="#a">Enter A</a>', "", "empty error message"),
    ],
)
def test_an_error_summary_must_match_the_fields(summary: str, field: str, said: str) -> None:
    html = page(SUMMARY % summary + FIELD % field).replace("<title>", "<title>Error: ")
    assert said in the_fault(html)


def test_a_page_with_an_error_summary_says_error_in_its_title() -> None:
    html = page(SUMMARY % '<a href="#a">Enter A</a>' + FIELD % "Enter A")
    assert "does not start with Error:" in the_fault(html)


def test_what_a_person_typed_is_not_taken_for_a_leak() -> None:
    assert faults(page('<p class="tracker-as-written">None {{ 7*7 }}</p>')) == []
    assert faults(page('<label for="t">T</label><textarea id="t">None</textarea>')) == []
    assert faults(page("<p>None of the companies replied.</p>")) == []


def test_the_message_names_the_page_and_every_fault() -> None:
    with pytest.raises(PageFault, match=r"(?s)/plans has 2 fault.*has no label.*no alt"):
        check_page(page('<input name="a"><img src="/a">'), "/plans")


def test_the_words_of_a_page_can_be_asked_for() -> None:
    assert text_of(page()).startswith("The group's plans All Some of it: 3 < 4, and the plan.")


def pages_app() -> Flask:
    app = Flask(__name__)
    app.secret_key = "for tests only"
    app.test_client_class = CheckingClient
    CSRFProtect(app)

    @app.route("/<name>", methods=["GET", "POST"])
    def show(name: str) -> ResponseReturnValue:
        if name == "away":
            return redirect("/sound")
        if name == "text":
            return app.response_class("<p>None", mimetype="text/plain")
        html = page() if name == "sound" else page("<p>None</p>")
        return (html, 404) if request.args.get("gone") else html

    return app


def test_the_client_checks_pages_and_nothing_else() -> None:
    client = pages_app().test_client()
    assert client.get("/sound").status_code == 200
    assert client.get("/away").status_code == 302
    assert client.get("/away", follow_redirects=True).status_code == 200
    assert client.get("/text").status_code == 200
    assert client.open("/bad", check=False).status_code == 200
    with pytest.raises(PageFault, match="GET /bad"):
        client.get("/bad")
    with pytest.raises(PageFault, match=r"GET /bad \(404\)"):
        client.get("/bad?gone=1")


def test_the_client_posts_as_our_own_forms_do_unless_told_not_to() -> None:
    client = pages_app().test_client()
    assert client.post("/sound", data={"a": "1"}).status_code == 200
    assert client.post("/sound", data={"a": "1"}, headers={"X-Other": "1"}).status_code == 200
    assert client.post("/sound", token=False, check=False).status_code == 400
