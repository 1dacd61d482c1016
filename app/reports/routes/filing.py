"""The whole file of a commission: what is in it, and taking it away."""

from __future__ import annotations

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
from app.reports.operations import record_file_made
from app.reports.printing import NotPrinted
from app.reports.routes.blueprint import bp
from app.reports.wholefile import WholeFile, archive_name, archived, on_paper, whole_file

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
