"""An edition in the forms in which it leaves the tracker: text, HTML for a website, feeds."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from flask import Response, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response as AnyResponse

from app import clock
from app.access import Role, open_to, person, public, visitor
from app.mail import address_of
from app.plans import queries
from app.plans.content import from_json
from app.plans.publishing import EditionHead, PublishedPage, as_text, page_of
from app.plans.routes.room import bp, trail_of

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@bp.get("/plans/<slug>/editions/<int:number>/edition.txt")
@public
def edition_text(slug: str, number: int) -> ResponseReturnValue:
    """One edition as text, which the importer reads back to the same plan."""
    page = _page_of(queries.edition(queries.plan_for(visitor(), slug).id, number))
    return _file(as_text(page), "text/plain", f"{slug}-{number}.txt")


@bp.get("/plans/<slug>/editions/<int:number>/edition.html")
@public
def edition_html(slug: str, number: int) -> ResponseReturnValue:
    """One edition as a file of plain HTML, for a website."""
    page = _page_of(queries.edition(queries.plan_for(visitor(), slug).id, number))
    document = render_template("plans/edition_file.html", page=page)
    return _file(document, "text/html", f"{slug}-{number}.html")


@bp.get("/plans/<slug>/editions/<int:number>/website")
@open_to(Role.OFFICER)
def edition_for_website(slug: str, number: int) -> ResponseReturnValue:
    """An edition's title and HTML, to copy into a website's editor."""
    plan = queries.plan_for(person(), slug)
    edition = queries.edition(plan.id, number)
    page = _page_of(edition)
    return render_template(
        "plans/edition_for_website.html",
        plan=plan,
        edition=edition,
        page=page,
        html=render_template("plans/edition_paste.html", page=page).strip(),
        trail=[*trail_of(plan)[:-1], (edition.name, _address(slug, number))],
    )


@bp.get("/feeds/plans.atom")
@public
def feed() -> ResponseReturnValue:
    """Every edition published, the newest first."""
    return _atom(queries.feed_of(clock.today()), address_of("plans.feed"))


@bp.get("/feeds/plans/<category>.atom")
@public
def category_feed(category: str) -> ResponseReturnValue:
    """The editions of plans of one category."""
    found = queries.feed_of(clock.today(), category)
    return _atom(found, address_of("plans.category_feed", category=category))


def _address(slug: str, number: int) -> str:
    return url_for("plans.edition", slug=slug, number=number)


def _page_of(edition: queries.Edition, content: queries.PlanContent | None = None) -> PublishedPage:
    """What was frozen, and nothing of the plan as it stands."""
    head = EditionHead(edition.name, edition.number, edition.day, edition.sha256)
    return page_of(content or from_json(edition.content), head)


def _file(words: str, mimetype: str, name: str) -> AnyResponse:
    response = Response(words, content_type=f"{mimetype}; charset=utf-8")
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.add_etag()
    return response.make_conditional(request)


def _atom(found: queries.Feed, here: str) -> AnyResponse:
    """The feed as Atom 1.0 (RFC 4287); who has it already is told that nothing changed."""
    host = urlsplit(here).hostname or "localhost"
    entries = [
        {
            "id": f"tag:{host},{each.edition.day.isoformat()}:plan/{each.content.plan_id}"
            f"/edition/{each.edition.number}",
            "edition": each.edition,
            "content": each.content,
            "address": address_of(
                "plans.edition", slug=each.content.slug, number=each.edition.number
            ),
            "html": render_template(
                "plans/edition_paste.html", page=_page_of(each.edition, each.content)
            ).strip(),
        }
        for each in found.editions
    ]
    updated = max((each.edition.published_at for each in found.editions), default=None)
    xml = render_template(
        "plans/feed.xml",
        entries=entries,
        category=found.category,
        id=f"tag:{host},2010:{urlsplit(here).path}",
        here=here,
        home=address_of("position.plans"),
        updated=updated or clock.now(),
        service=current_app.config["SERVICE_NAME"],
    )
    response = Response(_NOT_XML.sub("\N{REPLACEMENT CHARACTER}", xml))
    response.content_type = "application/atom+xml; charset=utf-8"
    response.last_modified = updated
    response.add_etag()
    return response.make_conditional(request)
