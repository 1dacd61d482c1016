"""An edition in the forms in which it leaves the tracker, from its frozen copy alone."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime

import pytest
from defusedxml.ElementTree import fromstring
from flask import Flask

from app.database import db
from app.people.models import Person
from app.plans import operations, queries
from app.plans.importing import read_page
from app.plans.models import Plan
from tests.browsing import Browser, words_of
from tests.conftest import GivenClock
from tests.factories.plans import make_worked_example

ATOM = "{http://www.w3.org/2005/Atom}"
FORMS = ("edition.txt", "edition.html")


@pytest.fixture
def plan(app: Flask, officer: Person, clock: GivenClock) -> Plan:
    """The worked example, published on 4 December 2013, and changed since."""
    example = make_worked_example()
    operations.edit_plan(
        example.plan,
        title="Fàilte & <b>welcome</b>",
        outcome="Heard.",
        category="Social Media",
        by=officer,
    )
    operations.add_progress(example.action, "Nothing came.", clock().date(), by=officer)
    operations.publish_edition(example.plan, by=officer)
    clock.forward(days=30)
    operations.edit_plan(example.plan, title="Renamed since", outcome="Other.", by=officer)
    operations.add_progress(example.action, "Later news.", clock().date(), by=officer)
    db.session.commit()
    return example.plan


def told(xml: bytes) -> ET.Element:
    """The feed, which is our own."""
    return fromstring(xml)


def at(plan: Plan, form: str = "") -> str:
    return f"/plans/{plan.slug}/editions/1{f'/{form}' if form else ''}"


@pytest.mark.parametrize("form", FORMS)
def test_anybody_takes_an_edition_that_reads_back_as_it_was_frozen(
    client: Browser, plan: Plan, form: str
) -> None:
    answer = client.get(at(plan, form))
    read = read_page(answer.data)
    assert (read.title, read.review) == ("Fàilte & <b>welcome</b>", "1st Review")
    review = read.actions[1].milestones[0]
    assert (review.text, review.when_written, review.struck) == (
        "Review", "March 2014", "end March 2013",
    )  # fmt: skip
    assert read.actions[1].progress == ("Nothing came.",)
    assert queries.edition(plan.id, 1).sha256 in answer.text
    assert "Renamed" not in answer.text
    assert "Later news" not in answer.text
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")


@pytest.mark.parametrize("form", [*FORMS, "edition.pdf", ""])
def test_there_is_no_form_of_an_edition_that_is_not_there(
    client: Browser, plan: Plan, form: str
) -> None:
    assert client.get(at(plan, form).replace("editions/1", "editions/2")).status_code == 404


def test_an_edition_that_somebody_has_already_is_not_sent_again(
    client: Browser, plan: Plan
) -> None:
    for address in (at(plan, "edition.txt"), "/feeds/plans.atom"):
        tag = client.get(address).headers["ETag"]
        assert client.get(address, headers={"If-None-Match": tag}).status_code == 304


def test_the_html_has_plain_tags_only(client: Browser, plan: Plan) -> None:
    html = client.get(at(plan, "edition.html")).text
    assert "class=" not in html
    assert "style=" not in html
    assert "<li>Review – <s>first date: end March 2013</s> March 2014</li>" in html
    assert "<h1>\N{WORD JOINER}Fàilte &amp; &lt;b&gt;welcome&lt;/b&gt;" in html


def test_the_page_strikes_the_first_date_and_leads_to_every_form(
    client: Browser, plan: Plan
) -> None:
    page = client.get(at(plan))
    assert "Review – first date: end March 2013 , date now agreed: March 2014" in words_of(page)
    for form in (*FORMS, "edition.pdf"):
        assert f'href="{at(plan, form)}"' in page.text
    assert "/website" not in page.text
    assert 'type="application/atom+xml"' in page.text
    assert "/feeds/plans/social-media.atom" in page.text


def test_an_officer_copies_title_and_html_for_a_website(
    client_as: Callable[[Person], Browser], officer: Person, plan: Plan
) -> None:
    page = client_as(officer).get(at(plan, "website"))
    assert "Fàilte &amp; &lt;b&gt;welcome&lt;/b&gt; – 1st Review</textarea>" in page.text
    assert "&lt;h2&gt;Action 1&lt;/h2&gt;" in page.text


def test_a_feed_tells_of_every_edition_and_of_nobody(
    client: Browser, plan: Plan, officer: Person, clock: GivenClock
) -> None:
    published = queries.edition(plan.id, 1).published_at
    operations.publish_edition(plan, by=officer)
    db.session.commit()
    answer = client.get("/feeds/plans.atom")
    feed = told(answer.data)
    titles = [each.findtext(f"{ATOM}title") for each in feed.iter(f"{ATOM}entry")]
    assert titles == ["Renamed since – 2nd Review", "Fàilte & <b>welcome</b> – 1st Review"]
    first = feed.findall(f"{ATOM}entry")[1]
    assert first.findtext(f"{ATOM}id") == f"tag:127.0.0.1,2013-12-04:plan/{plan.id}/edition/1"
    assert datetime.fromisoformat(first.findtext(f"{ATOM}updated") or "") == published
    link = first.find(f"{ATOM}link")
    assert link is not None and link.attrib["href"].endswith(at(plan))
    content = first.find(f"{ATOM}content")
    assert content is not None and content.attrib["type"] == "html"
    assert "<s>first date: end March 2013</s>" in (content.text or "")
    for needed in ("id", "title", "updated", "author"):
        assert feed.find(f"{ATOM}{needed}") is not None
    assert officer.name not in answer.text
    assert answer.content_type == "application/atom+xml; charset=utf-8"


def test_a_category_has_a_feed_of_its_own(client: Browser, plan: Plan, officer: Person) -> None:
    other = make_worked_example()
    operations.publish_edition(other.plan, by=officer)
    db.session.commit()
    feed = told(client.get("/feeds/plans/social-media.atom").data)
    assert len(feed.findall(f"{ATOM}entry")) == 1
    assert feed.findtext(f"{ATOM}title", "").startswith("Social Media: editions of plans")
    assert client.get("/feeds/plans/sheds.atom").status_code == 404


def test_a_feed_of_nothing_is_a_feed(client: Browser) -> None:
    assert told(client.get("/feeds/plans.atom").data).find(f"{ATOM}entry") is None


def test_a_feed_costs_one_statement_for_each_and_for_many(
    client: Browser,
    plan: Plan,
    officer: Person,
    statements: Callable[[], AbstractContextManager[list[str]]],
) -> None:
    counts: list[int] = []
    for _ in range(2):
        with statements() as seen:
            client.get("/feeds/plans.atom")
        counts.append(len(seen))
        for _ in range(5):
            operations.publish_edition(plan, by=officer)
        db.session.commit()
    assert counts[0] == counts[1]
