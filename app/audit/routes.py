"""The audit: a page and a file of the entries asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flask import Blueprint, Response, abort, render_template, request, stream_with_context
from flask.typing import ResponseReturnValue

from app import clock
from app.access import Role, open_to
from app.audit import queries
from app.audit.forms import FilterForm
from app.audit.verifying import line_of
from app.formats import csv_line, instant_to_the_second
from app.paging import page_number

bp = Blueprint("audit", __name__)

HEADINGS = (
    "Time",
    "Calendar day",
    "Who",
    "Company",
    "Act",
    "Of what",
    "Commission",
    "Before",
    "After",
    "Why",
)


@bp.route("/audit")
@open_to(Role.OFFICER, Role.ADMINISTRATOR)
def entries() -> ResponseReturnValue:
    """Who did what, newest first."""
    form = _asked()
    is_good = form.validate()
    page = queries.entries_page(_wanted(form), page_number(request.args.get("page")))
    asked = {key: value for key, value in request.args.items() if key != "page" and value}
    return render_template(
        "audit/entries.html", form=form, page=page, asked=asked, head=queries.head()
    ), 200 if is_good else 422


@bp.route("/audit.csv")
@open_to(Role.OFFICER, Role.ADMINISTRATOR)
def entries_csv() -> ResponseReturnValue:
    """The same entries as a file, sent as it is read."""
    form = _asked()
    if not form.validate():
        abort(400)
    name = f"audit-{clock.today().isoformat()}.csv"
    return Response(
        stream_with_context(_lines(queries.every_entry(_wanted(form)))),
        mimetype="text/csv",
        headers={"Content-Disposition": f"attachment; filename={name}"},
    )


@bp.route("/audit.jsonl")
@open_to(Role.OFFICER, Role.ADMINISTRATOR)
def whole_audit() -> ResponseReturnValue:
    """Every entry with its hash, to be checked elsewhere; sent as it is read."""
    name = f"audit-{clock.today().isoformat()}.jsonl"
    lines = (f"{line_of(entry)}\n" for entry in queries.whole_chain())
    return Response(
        stream_with_context(lines),
        mimetype="application/jsonl",
        headers={"Content-Disposition": f"attachment; filename={name}"},
    )


def _asked() -> FilterForm:
    form = FilterForm(formdata=request.args)
    everything = [("", "All commissions")]
    form.commission.choices = everything + [(c.id, c.name) for c in queries.commissions()]
    form.person.choices = [("", "Everybody")] + [(p.id, p.name) for p in queries.people()]
    return form


def _wanted(form: FilterForm) -> queries.Wanted:
    return queries.Wanted(form.commission.data, form.person.data, form.first.data, form.last.data)


def _lines(found: Iterable[queries.Entry]) -> Iterator[str]:
    # The mark tells spreadsheets that the file is UTF-8: names are Gaelic too.
    yield "\ufeff" + csv_line(HEADINGS)
    zone = clock.zone()
    for entry in found:
        yield csv_line(
            (
                instant_to_the_second(entry.at, zone),
                entry.day.isoformat(),
                entry.who,
                entry.company,
                entry.act,
                entry.subject,
                entry.commission,
                entry.before,
                entry.after,
                entry.why,
            )
        )
