"""The documents of a draft, and the download of any version's documents by staff."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from app import files
from app.access import Role, open_to, person
from app.commissions import operations, queries
from app.commissions.forms import ConfirmForm, DocumentForm
from app.commissions.routes.room import bp, draft_of, saved
from app.errors import RuleBroken, refused_at
from app.kept_first import keeps_file, kept_file


@bp.route("/commissions/<ref>/documents", methods=["GET", "POST"])
@open_to(Role.OFFICER)
@keeps_file(files.store)
def documents(ref: str) -> ResponseReturnValue:
    """Attach a document, see what is attached."""
    commission, brief = draft_of(ref)
    form = DocumentForm()
    if form.validate_on_submit():
        with refused_at(form):
            stored = kept_file()
            if stored is None:
                raise RuleBroken("Select a file", "file")
            operations.attach_document(commission, stored, by=person())
            return saved(commission, f"{stored.typed_name} attached")
    return render_template(
        "commissions/documents.html",
        form=form,
        commission=commission,
        brief=brief,
        kinds=files.ALLOWED_IN_WORDS,
        accept=",".join(sorted(files.ENDINGS)),
    ), 422 if form.errors else 200


@bp.route("/commissions/<ref>/documents/<int:document_id>/remove", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def remove_document(ref: str, document_id: int) -> ResponseReturnValue:
    """Take a document off the draft, after asking."""
    commission, _ = draft_of(ref)
    document = queries.document_for(person(), commission, document_id)
    form = ConfirmForm()
    if form.validate_on_submit():
        with refused_at(form):
            operations.remove_document(commission, document_id, by=person())
            return saved(commission, f"{document.typed_name} removed")
    return render_template(
        "commissions/remove_document.html", form=form, commission=commission, document=document
    ), 422 if form.errors else 200


@bp.route("/commissions/<ref>/documents/<int:document_id>")
@open_to(Role.OFFICER, Role.MEMBER, Role.KEYHOLDER)
def document(ref: str, document_id: int) -> ResponseReturnValue:
    """Download a document."""
    commission = queries.commission_for(person(), ref)
    return files.as_attachment(queries.document_for(person(), commission, document_id))
