"""The whole file of a commission: what is in it, and taking it away."""

from __future__ import annotations

from collections import Counter

from flask import (
    Response,
    flash,
    redirect,
    render_template,
    request,
    stream_with_context,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from app.access import Role, open_to, person
from app.commissions.queries import commission_for
from app.database import let_go
from app.formats import file_size
from app.readback import CHANGE
from app.reports.forms import RedactionForm
from app.reports.operations import record_file_made
from app.reports.printing import NotPrinted
from app.reports.routes.blueprint import bp
from app.reports.wholefile import (
    Decided,
    FileIn,
    MarkedPart,
    WholeFile,
    archive_name,
    archived,
    known_in,
    marked_confidential,
    on_paper,
    redacted,
    still_there,
    whole_file,
)

NOT_CARRIED = frozenset({"csrf_token", "make", "preview", CHANGE})
ARCHIVE_INSTEAD = "The archive has the same parts, and no limit."


@bp.route("/commissions/<ref>/file", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def file(ref: str) -> ResponseReturnValue:
    """What is in the file now; POST makes it, which is put on record, and sends it."""
    commission = commission_for(person(), ref)
    whole = whole_file(person(), commission)
    form = FlaskForm()
    if form.validate_on_submit():
        try:
            return taken_away(ref, whole)
        except NotPrinted as failure:
            flash(f"{failure.sentence} {ARCHIVE_INSTEAD}", "error")
            return redirect(url_for("reports.file", ref=ref))
    return render_template(
        "reports/file.html", commission=commission, file=whole, form=form
    ), 422 if form.errors else 200


def taken_away(ref: str, whole: WholeFile, after: str = "") -> Response:
    """The file as it was asked for, put on record once it is made. Raises NotPrinted.

    While it is printed no transaction is held.
    """
    pdf = b""
    is_paper = request.form.get("make") == "pdf"
    if is_paper:
        let_go()
        pdf = on_paper(whole)
    form = "PDF" if is_paper else "ZIP"
    record_file_made(commission_for(person(), ref), form, by=person(), after=after)
    return _as_pdf(whole, pdf) if is_paper else _as_archive(whole)


def _as_pdf(whole: WholeFile, pdf: bytes) -> Response:
    return _as_download(Response(pdf, content_type="application/pdf"), f"{archive_name(whole)}.pdf")


def _as_archive(whole: WholeFile) -> Response:
    """The archive as a download, made while it is sent."""
    response = Response(stream_with_context(archived(whole)), content_type="application/zip")
    return _as_download(response, f"{archive_name(whole)}.zip")


def _as_download(response: Response, name: str) -> Response:
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@bp.route("/commissions/<ref>/file/redacted", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def redacted_file(ref: str) -> ResponseReturnValue:
    """Choose what is withheld, see it, then make it: only that is put on record."""
    commission = commission_for(person(), ref)
    whole, known = whole_file(person(), commission), known_in(commission)
    form = RedactionForm()
    parts = {each.key: each.what for each in whole.marked if not each.file_key}
    form.offer(known.companies, {each.key: _named(each) for each in whole.files}, parts)
    if not form.is_submitted():
        form.parts.data = list(parts)
        form.contents_of.data = list(marked_confidential(whole))
        form.released.data = [each.key for each in whole.files if each.invitation_id is None]
    if not form.validate_on_submit() or CHANGE in request.form:
        return render_template(
            "reports/redact.html",
            commission=commission,
            form=form,
            why={each.file_key or each.key: _considered(each) for each in whole.marked},
        ), 422 if form.errors else 200
    decided = _decided(form)
    file = redacted(whole, known, decided)
    if request.form.get("make") in ("zip", "pdf"):
        try:
            return taken_away(ref, file, _in_short(file))
        except NotPrinted as failure:
            flash(f"{failure.sentence} {ARCHIVE_INSTEAD}", "error")
    return render_template(
        "reports/redacted.html",
        commission=commission,
        file=file,
        form=form,
        posted=[each for each in request.form.items(multi=True) if each[0] not in NOT_CARRIED],
        still_there=still_there(file, known, decided),
    )


def _named(file: FileIn) -> str:
    return f"{file.folder}: {file.typed_name} ({file_size(file.size)})"


def _considered(marked: MarkedPart) -> str:
    return f"The company considers this confidential. {marked.mark.sentence}"


def _decided(form: RedactionForm) -> Decided:
    return Decided(
        company_people=form.company_people.data,
        group_people=form.group_people.data,
        officers=form.officers.data,
        company_names=form.company_names.data,
        line_prices=form.line_prices.data,
        totals=form.totals.data,
        contents_of=frozenset(form.contents_of.data or ()),
        parts=frozenset(form.parts.data or ()),
        released=frozenset(form.released.data or ()),
        words=form.other_words(),
    )


def _in_short(file: WholeFile) -> str:
    """What was withheld, for the audit: how often, by what and why, and no word of it."""
    times: Counter[str] = Counter()
    for each in file.redactions or ():
        times[f"{each.what} ({each.reason})"] += each.times
    return "; ".join(f"{what}: {number}" for what, number in sorted(times.items())) or "nothing"
