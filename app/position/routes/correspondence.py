"""A company sees everything that it ever sent us and received from us, and takes it as a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import clock, mail
from app.access import Role, open_to, person
from app.formats import csv_line, instant_to_the_second
from app.paging import page_number
from app.people.queries import own_company
from app.position.queries.correspondence import Entry, correspondence, correspondence_page
from app.position.routes.room import bp

HEADINGS = ("When", "From", "Reference", "Work", "What", "Words", "Page")


@bp.route("/your-company/everything")
@open_to(Role.COMPANY)
def everything() -> ResponseReturnValue:
    """The newest first, each with the page on which it can be read."""
    page = correspondence_page(person(), page_number(request.args.get("page")))
    return render_template(
        "position/everything.html",
        company=own_company(person()),
        page=page,
        hrefs=[_path(entry) for entry in page.rows],
    )


@bp.route("/your-company/everything.csv")
@open_to(Role.COMPANY)
def everything_csv() -> ResponseReturnValue:
    """All of it as a file."""
    name = f"everything-{clock.today().isoformat()}.csv"
    return Response(
        "".join(_lines(correspondence(person()))),
        mimetype="text/csv",
        headers={"Content-Disposition": f"attachment; filename={name}"},
    )


def _lines(entries: Iterable[Entry]) -> Iterator[str]:
    # The mark tells spreadsheets that the file is UTF-8.
    yield "\ufeff" + csv_line(HEADINGS)
    zone = clock.zone()
    for entry in entries:
        passed, path = entry.passed, _path(entry)
        yield csv_line(
            (
                instant_to_the_second(passed.at, zone),
                "the group" if passed.is_from_us else "your company",
                entry.reference,
                entry.title,
                passed.what,
                passed.more,
                mail.link(path) if path else "",
            )
        )


def _path(entry: Entry) -> str:
    """The path of the page on which it can be read; "" for a mail."""
    passed = entry.passed
    if not passed.endpoint:
        return ""
    values: dict[str, Any] = {"invitation_id": passed.invitation_id, **passed.values}
    return url_for(passed.endpoint, **values)
