"""Files of a draft that arrive in parts and can go on where they were cut (tus 1.0).

Beside the protocol's core: creation, expiration, checksum and termination. A GET tells what became
of an upload. Requests that change something carry the page's CSRF token in X-CSRFToken.
"""

from __future__ import annotations

from flask import (
    Response,
    current_app,
    flash,
    g,
    jsonify,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from werkzeug.http import http_date

from app.access import Role, open_to, person
from app.commissions.queries import Invitation, invitation_for
from app.errors import RuleBroken
from app.files import NotScanned
from app.form_uploads import PART_OF_FILE
from app.quotes import operations, queries
from app.quotes.forms import ConfirmForm
from app.quotes.operations import Attempted, Late
from app.quotes.queries import Arriving
from app.quotes.routes import receiving
from app.quotes.routes.checking import Arrived
from app.quotes.routes.room import bp
from app.quotes.rules import CHECKSUMS

VERSION = "1.0.0"
_WITH_NAME = "/invitations/<int:invitation_id>/quote/uploads/<upload>"


@bp.after_request
def say_version(response: Response) -> Response:
    """Every answer about an upload in parts, an error too, says which protocol this is."""
    if (request.endpoint or "").startswith("quotes.upload_in_parts"):
        response.headers["Tus-Resumable"] = VERSION
    return response


@bp.route("/invitations/<int:invitation_id>/quote/uploads", methods=["POST", "OPTIONS"])
@open_to(Role.COMPANY)
def upload_in_parts(invitation_id: int) -> ResponseReturnValue:
    """Begin an upload: its size and name come, nothing of the file."""
    invitation = invitation_for(person(), invitation_id)
    if request.method == "OPTIONS":
        return _what_is_understood()
    if fault := _wrong_version():
        return fault
    size, header = _number("Upload-Length"), request.headers.get("Upload-Metadata", "")
    try:
        name = queries.metadata_in(header).get("filename", "")
    except ValueError:
        return _answer(400, "Upload-Metadata cannot be read.")
    if size is None:
        return _answer(400, "Upload-Length is not a number of bytes.")
    operations.sweep_uploads()
    try:
        begun = operations.begin_upload(invitation, name, size, header, by=person())
    except RuleBroken as broken:
        is_too_large = size > current_app.config["MAX_FILE_BYTES"]
        return _refused(invitation, broken, 413 if is_too_large else 422)
    address = url_for(".upload_in_parts_named", invitation_id=invitation_id, upload=begun.name)
    return _answer(201, Location=address, **_expiry(begun))


@bp.route(_WITH_NAME, methods=["GET", "PATCH", "DELETE", "POST", "OPTIONS"])
@open_to(Role.COMPANY)
def upload_in_parts_named(invitation_id: int, upload: str) -> ResponseReturnValue:
    """One upload: how far it is, a part of it, giving it up; and what became of it."""
    invitation = invitation_for(person(), invitation_id)
    asked = request.method
    if asked == "POST":  # for whoever cannot send the others; it carries the token as they do
        asked = request.headers.get("X-HTTP-Method-Override", "POST")
    if asked == "OPTIONS":
        return _what_is_understood()
    if asked != "GET" and (fault := _wrong_version()):
        return fault
    acts = {"GET": _become, "HEAD": _how_far, "PATCH": _part, "DELETE": _give_up}
    if asked not in acts:
        return _answer(405, "An upload is not sent by POST.")
    try:
        return acts[asked](invitation, upload)
    except queries.Gone:
        return _answer(410, "This upload has expired. Begin it again.")


@bp.route("/invitations/<int:invitation_id>/quote/uploads/<upload>/remove", methods=["GET", "POST"])
@open_to(Role.COMPANY)
def remove_upload(invitation_id: int, upload: str) -> ResponseReturnValue:
    """Give up a file that has not arrived whole, after asking."""
    invitation = invitation_for(person(), invitation_id)
    shown = queries.upload_named(person(), invitation, upload)
    form = ConfirmForm()
    if form.validate_on_submit():
        operations.remove_upload(invitation, upload, by=person())
        flash("File removed", "success")
        return redirect(url_for("quotes.files", invitation_id=invitation_id))
    return render_template(
        "quotes/remove_file.html",
        form=form,
        invitation=invitation,
        commission=invitation.commission,
        file=shown,
    ), 422 if form.errors else 200


@bp.post("/invitations/<int:invitation_id>/quote/uploads/<upload>/check")
@open_to(Role.COMPANY)
def check_upload(invitation_id: int, upload: str) -> ResponseReturnValue:
    """Check a file again that has arrived whole: nothing of it is sent again."""
    invitation = invitation_for(person(), invitation_id)
    back = redirect(url_for("quotes.files", invitation_id=invitation_id))
    try:
        found = operations.turn_to_receive(invitation, upload, by=person())
        if found.ended:
            return back
        received = receiving.check(found)
        if received.fault is not None:
            flash(str(received.fault[1]))
        elif received.whole:
            _keep(invitation, found, received.whole)
            flash(f"{found.typed_name} is checked and added to your quote", "success")
    except NotScanned as waiting:
        flash(waiting.sentence, "warning")
    except RuleBroken as broken:
        _record_refused(invitation, broken)
        flash(broken.sentence, "error")
    return back


def _become(invitation: Invitation, name: str) -> ResponseReturnValue:
    """What became of an upload, for the page that sends it."""
    found = queries.upload_named(person(), invitation, name)
    return jsonify(
        arrived=found.arrived,
        size=found.size,
        ended=found.ended,
        refusal=found.described.refusal,
        is_in_use=found.is_in_use,
    )


def _how_far(invitation: Invitation, name: str) -> Response:
    found = queries.upload_named(person(), invitation, name)
    headers = {"Upload-Length": str(found.size), **_expiry(found)}
    if found.described.metadata:
        headers["Upload-Metadata"] = found.described.metadata
    return _answer(200, **_at(found.arrived), **headers)


def _part(invitation: Invitation, name: str) -> Response:
    offset = _number("Upload-Offset")
    if request.mimetype != PART_OF_FILE:
        return _answer(415, f"A part of a file is sent as {PART_OF_FILE}.")
    if offset is None:
        return _answer(400, "Upload-Offset is not a number of bytes.")
    try:
        checksum = receiving.checksum_in(request.headers.get("Upload-Checksum", ""))
    except ValueError:
        return _answer(400, f"Upload-Checksum must be one of {CHECKSUMS}, and its Base64.")
    try:
        found = operations.turn_to_receive(invitation, name, by=person())
    except RuleBroken as broken:
        return _refused(invitation, broken)
    if found.ended:
        return _ended(found, offset)
    received = receiving.receive(found, offset, checksum)
    if received.fault is not None:
        return _answer(*received.fault, **_at(received.size))
    if received.whole and (refusal := _end(invitation, found, received.whole)):
        return refusal
    return _answer(204, **_at(received.size), **_expiry(found))


def _end(invitation: Invitation, found: Arriving, arrived: Arrived) -> Response | None:
    """Add what has arrived whole to the draft; else the answer that says why not."""
    try:
        _keep(invitation, found, arrived)
    except NotScanned as waiting:
        g.keep_changes = True
        return _answer(503, waiting.sentence)
    except RuleBroken as broken:
        return _refused(invitation, broken)
    return None


def _keep(invitation: Invitation, found: Arriving, arrived: Arrived) -> None:
    """Add what has arrived whole to the draft. Raises RuleBroken: then nothing of it is left.

    Raises NotScanned where it could not be checked: then all of it stays for another try.
    """
    try:
        file, sealed_as = arrived.or_refused()
        with arrived.gone_if_refused():
            operations.end_upload(invitation, found.name, file, sealed_as, by=person())
    except NotScanned:
        raise NotScanned(operations.hold_upload(invitation, found.name, by=person())) from None
    except Late:
        operations.remove_upload(invitation, found.name, by=person())
        raise
    except RuleBroken as broken:
        operations.refuse_upload(invitation, found.name, broken.sentence, by=person())
        raise


def _ended(found: Arriving, offset: int) -> Response:
    """The answer to one more part of what has arrived whole: the same as to the last one."""
    if offset != found.size:
        return _answer(409, "All of it has arrived.", **_at(found.size))
    if found.described.refusal:
        return _answer(422, found.described.refusal)
    return _answer(204, **_at(found.size), **_expiry(found))


def _give_up(invitation: Invitation, name: str) -> Response:
    if queries.upload_named(person(), invitation, name).is_in_use:
        return _answer(423, "A part of it is still arriving.")
    operations.remove_upload(invitation, name, by=person())
    return _answer(204)


def _refused(invitation: Invitation, broken: RuleBroken, status: int = 422) -> Response:
    """The sentence about what is not accepted; that it was tried is kept, as with a form."""
    _record_refused(invitation, broken)
    return _answer(status, broken.sentence)


def _record_refused(invitation: Invitation, broken: RuleBroken) -> None:
    is_late = isinstance(broken, Late)
    operations.record_refused(invitation, Attempted.ADD_FILE, is_late=is_late, by=person())
    g.keep_changes = True


def _answer(status: int | str, sentence: str = "", **headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(sentence, status, named, mimetype="text/plain" if sentence else None)


def _what_is_understood() -> Response:
    return _answer(
        204,
        **{
            "Tus-Version": VERSION,
            "Tus-Extension": "creation,expiration,checksum,termination",
            "Tus-Max-Size": str(current_app.config["MAX_FILE_BYTES"]),
            "Tus-Checksum-Algorithm": CHECKSUMS,
        },
    )


def _wrong_version() -> Response | None:
    if request.headers.get("Tus-Resumable") == VERSION:
        return None
    return _answer(412, f"Tus-Resumable must be {VERSION}.", **{"Tus-Version": VERSION})


def _number(header: str) -> int | None:
    given = request.headers.get(header, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 16 else None


def _expiry(found: Arriving) -> dict[str, str]:
    return {"Upload-Expires": http_date(found.expires_at)}


def _at(size: int) -> dict[str, str]:
    return {"Upload-Offset": str(size)}
