"""The files of a draft: added one or several at a time, removed, and had back."""

from __future__ import annotations

from io import SEEK_END

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from app import files as stored_files
from app.access import Role, open_to, person
from app.commissions.queries import Invitation, invitation_for
from app.database import committed, let_go
from app.errors import RuleBroken
from app.files import NotScanned
from app.formats import counted
from app.quotes import operations, queries
from app.quotes.forms import ConfirmForm, FilesForm, ReadForm
from app.quotes.operations import Attempted
from app.quotes.routes import receiving
from app.quotes.routes.checking import Arrived, check_and_seal
from app.quotes.routes.drafts import draft_of
from app.quotes.routes.room import bp, refused
from app.quotes.rules import MOST_FILES, TOTAL_IN_FILES
from app.sealed_files import as_download


@bp.route("/invitations/<int:invitation_id>/quote/files", methods=["GET", "POST"])
@open_to(Role.COMPANY)
def files(invitation_id: int) -> ResponseReturnValue:
    """Add files. Each is kept by itself: what is refused takes nothing else with it."""
    invitation = invitation_for(person(), invitation_id)
    draft_of(invitation)
    form = FilesForm()
    kept, faults = 0, list[str]()
    if form.validate_on_submit():
        chosen = [one for one in request.files.getlist("files") if one.filename]
        kept, faults = _keep_each(form, invitation, chosen)
        if not faults:
            if kept:
                flash(f"{counted(kept, 'file')} added", "success")
            return redirect(url_for("quotes.files", invitation_id=invitation_id))
        form.files.errors, form.form_errors = faults[:1], []
    if request.method == "GET" and 0 < (added := request.args.get("added", 0, int)) <= MOST_FILES:
        flash(f"{counted(added, 'file')} added", "success")  # in parts, by the script of this page
    largest: int = current_app.config["MAX_FILE_BYTES"]
    begun = queries.unfinished_uploads(person(), invitation)
    return render_template(
        "quotes/files.html",
        form=form,
        errors=[{"text": words, "href": "#files"} for words in faults],
        kept=kept,
        invitation=invitation,
        commission=invitation.commission,
        quote=draft_of(invitation),
        unfinished=[each for each in begun if not each.is_whole],
        waiting=[each for each in begun if each.is_whole],
        kinds=stored_files.ALLOWED_IN_WORDS,
        endings=",".join(sorted(stored_files.ENDINGS)),
        largest_mb=largest // 1_000_000,
        total_mb=TOTAL_IN_FILES * largest // 1_000_000,
        most=MOST_FILES,
    ), 422 if faults else 200


@bp.route("/invitations/<int:invitation_id>/quote/files/<int:file_id>")
@open_to(Role.COMPANY)
def file(invitation_id: int, file_id: int) -> ResponseReturnValue:
    """One of the company's own files, as a download."""
    invitation = invitation_for(person(), invitation_id)
    return as_download(queries.own_file(person(), invitation, file_id))


@bp.post("/invitations/<int:invitation_id>/quote/read/<int:file_id>")
@open_to(Role.COMPANY)
def read_file(invitation_id: int, file_id: int) -> ResponseReturnValue:
    """One file of the sent quote, unsealed with the company's own key while it is sent."""
    invitation = invitation_for(person(), invitation_id)
    form = ReadForm()
    if not form.validate_on_submit():
        return redirect(url_for("quotes.quote", invitation_id=invitation_id))
    key = form.reading_key.data or ""
    return as_download(queries.own_file(person(), invitation, file_id, key))


@bp.route(
    "/invitations/<int:invitation_id>/quote/files/<int:file_id>/remove", methods=["GET", "POST"]
)
@open_to(Role.COMPANY)
def remove_file(invitation_id: int, file_id: int) -> ResponseReturnValue:
    """Take a file out of the draft, after asking."""
    invitation = invitation_for(person(), invitation_id)
    shown = queries.own_file(person(), invitation, file_id)
    form = ConfirmForm()
    if form.validate_on_submit():
        with refused(form, invitation, Attempted.CHANGE):
            operations.remove_file(invitation, file_id, by=person())
            flash("File removed", "success")
            return redirect(url_for("quotes.files", invitation_id=invitation_id))
    return render_template(
        "quotes/remove_file.html",
        form=form,
        invitation=invitation,
        commission=invitation.commission,
        file=shown,
    ), 422 if form.errors else 200


def _keep_each(
    form: FilesForm, invitation: Invitation, chosen: list[FileStorage]
) -> tuple[int, list[str]]:
    """Seal each file; how many were kept, and a sentence about each that was refused.

    What could not be checked is neither: it waits to be checked, and the page says so.
    """
    faults: list[str] = []
    if not chosen:
        return 0, ["Select a file"]
    sealed = _sealed(invitation, chosen)
    kept = 0
    for place, arrived in enumerate(sealed, 1):
        if arrived.held:
            flash(arrived.held, "warning")
            continue
        form.files.errors = []
        form.form_errors = []
        with refused(form, invitation, Attempted.ADD_FILE):
            file, sealed_as = arrived.or_refused()
            with arrived.gone_if_refused():
                operations.add_file(invitation, file, by=person(), sealed_as=sealed_as)
        said = [*form.files.errors, *form.form_errors]
        kept += not said
        faults += [f"File {place}: {words}" if len(chosen) > 1 else words for words in said]
    return kept, faults


def _sealed(invitation: Invitation, chosen: list[FileStorage]) -> list[Arrived]:
    """Check and seal each file while no transaction is open: large ones take a while."""
    try:
        key = operations.key_to_seal_for(invitation, by=person())
    except RuleBroken as broken:
        return [Arrived(broken=broken) for _ in chosen]
    let_go()
    return [
        _held(invitation, one) if isinstance(arrived.broken, NotScanned) else arrived
        for one in chosen
        for arrived in [check_and_seal(one.stream, one.filename, key)]
    ]


def _held(invitation: Invitation, given: FileStorage) -> Arrived:
    """Keep what could not be checked as an upload of which all has arrived, for another try."""
    size = given.stream.seek(0, SEEK_END)
    with committed():
        try:
            begun = operations.begin_upload(invitation, given.filename or "", size, "", by=person())
            held = operations.hold_upload(invitation, begun.name, by=person())
        except RuleBroken as broken:
            return Arrived(broken=broken)
    receiving.hold(begun, given.stream)
    return Arrived(held=held)
