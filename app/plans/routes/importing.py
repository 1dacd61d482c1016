"""Taking in a published page: paste or choose it, see what was understood, confirm."""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import IO, Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from app import clock
from app.access import Role, open_to, person
from app.errors import RuleBroken, refused_at
from app.files import path_suffix, scan_ahead
from app.plans import operations, queries
from app.plans.forms import (
    MOST_FILE_BYTES,
    ConfirmPageForm,
    PageForm,
    one_line,
    with_choices,
)
from app.plans.importing import ReadFirstDate, ReadPlan, read_page
from app.plans.importing.decoding import kind_of_file_that_is_not_text
from app.plans.importing.files import ENDINGS, KINDS_IN_WORDS
from app.plans.importing.tables import is_table_file
from app.plans.proposal_forms import with_fields
from app.plans.proposing import with_split_cells
from app.plans.routes.importing_cells import (
    Cell,
    accepted_of,
    cells_of,
    fields_of,
    settle_cells,
    show_what_changed,
    values_of,
)
from app.plans.routes.room import bp


@dataclass(frozen=True, slots=True)
class FoundFirstDate:
    """A first date found in prose, with the names of the fields that ask about it."""

    name: str
    action_number: int
    first: ReadFirstDate
    question: str | None
    """None where the sentence does not name one milestone: it is then recorded by hand."""


@bp.route("/plans/import", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def import_page() -> ResponseReturnValue:
    """Take a page and show what is understood of it. Nothing is stored."""
    form = PageForm(day=clock.today())
    if form.validate_on_submit():
        scan_ahead([_stream_of(form)], MOST_FILE_BYTES)
        with refused_at(form):
            content, filename = _typed_or_chosen(form)
            if form.day.data > clock.today():
                raise RuleBroken("The day of the edition must be today or earlier", "day")
            if is_table_file(content, filename):
                return _as_draft(content, filename, form.day.data, "file")
            read = read_page(content, filename=filename, said_on=form.day.data)
            if not read.title and not read.actions and read.unread and not read.unread[0].line:
                raise RuleBroken(read.unread[0].why, "content")
            if _is_later_edition(read, form.day.data):
                return _as_draft(content, filename or "pasted.txt", form.day.data, "content")
            cells = cells_of(read, form.day.data, {})
            confirm = _confirm_form(read, content, filename, form.day.data, cells)
            return _preview(read, confirm, cells)
    return render_template(
        "plans/import.html", form=form, today=clock.today()
    ), 422 if form.errors else 200


@bp.route("/plans/import/confirm", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def confirm_import() -> ResponseReturnValue:
    """Read the page again and store it whole."""
    if request.method == "GET":
        return redirect(url_for("plans.import_page"))
    carried = ConfirmPageForm()
    day = carried.day.data or clock.today()
    filename = one_line(carried.filename.data)
    content = _carried(carried)
    scan_ahead([BytesIO(content)], MOST_FILE_BYTES)
    read = read_page(content, filename=filename, said_on=day)
    found, cells = _first_dates(read), cells_of(read, day, request.form)
    form = _with_questions(read, cells)()
    if not show_what_changed(form, cells) and form.validate_on_submit():
        with refused_at(form):
            whole = with_split_cells(read, accepted_of(form, cells))
            imported = operations.import_file(content, filename, whole, day, by=person())
            if imported.is_new:
                for each in found:
                    _record(each, form, read, imported.plan.slug)
                settle_cells(form, cells, imported.plan.slug)
            flash(imported.sentence, "success" if imported.is_new else "information")
            return redirect(url_for("position.plan", slug=imported.plan.slug))
    return _preview(read, form, cells)


def _carried(form: ConfirmPageForm) -> bytes:
    """The page as it came: a file byte for byte, pasted words as they were typed."""
    if form.original.data:
        try:
            return b64decode(form.original.data, validate=True)
        except ValueError:
            abort(400)
    return (form.content.data or "").encode()


def _is_later_edition(read: ReadPlan, day: date) -> bool:
    """Whether the page can be the next edition of a plan that is here."""
    plan = queries.plan_of_title(read.title) if read.title else None
    incoming = queries.Incoming(read, day)
    return (
        plan is not None
        and queries.plan_imported_from(read.fingerprint) is None
        and queries.edition_that_says(plan, incoming) is None
        and operations.why_not_next(plan, incoming) is None
    )


def _as_draft(content: bytes, filename: str, day: date, field: str) -> ResponseReturnValue:
    """Go on with a page where its headings are mapped and what it changes is shown."""
    try:
        draft = operations.start_draft([(content, filename)], by=person())
    except RuleBroken as broken:
        raise RuleBroken(broken.sentence, field) from None
    [file] = queries.files_of(draft)
    operations.describe_file(file, day=day, by=person())
    return redirect(url_for("plans.import_draft", draft_id=draft.id))


def _stream_of(form: PageForm) -> IO[bytes]:
    """What was chosen, else what was pasted."""
    chosen = form.file.data
    if isinstance(chosen, FileStorage) and chosen.filename:
        return chosen.stream
    return BytesIO((form.content.data or "").encode())


def _typed_or_chosen(form: PageForm) -> tuple[bytes, str]:
    """The page as it came and its file name, if it has one. Raises RuleBroken."""
    chosen = form.file.data
    typed = form.content.data or ""
    if not isinstance(chosen, FileStorage) or not chosen.filename:
        if not typed.strip():
            raise RuleBroken("Paste the page, or choose a file", "content")
        if len(typed.encode()) > MOST_FILE_BYTES:
            raise RuleBroken("The page must be smaller than 2 MB", "content")
        return typed.encode(), ""
    if typed.strip():
        raise RuleBroken("Paste the page or choose a file, not both", "content")
    name = one_line(chosen.filename)[-200:]
    if path_suffix(name) not in ENDINGS:
        raise RuleBroken(f"The selected file must be a {KINDS_IN_WORDS} file", "file")
    content = chosen.stream.read(MOST_FILE_BYTES + 1)
    if len(content) > MOST_FILE_BYTES:
        raise RuleBroken("The selected file must be smaller than 2 MB", "file")
    if is_table_file(content, name):
        return content, name
    if kind := kind_of_file_that_is_not_text(content):
        raise RuleBroken(f"The selected file is {kind}, not text or a saved web page", "file")
    if not content.strip():
        raise RuleBroken("The selected file is empty", "file")
    return content, name


def _first_dates(read: ReadPlan) -> list[FoundFirstDate]:
    found: list[FoundFirstDate] = []
    for action in read.actions:
        texts = {milestone.number: milestone.text for milestone in action.milestones}
        for place, first in enumerate(action.first_dates):
            text = texts.get(first.milestone_number or 0)
            question = (
                f"Record {first.when.raw} as the first date of action {action.number}, "
                f"milestone {first.milestone_number}: {text}"
            )
            name = f"first_{action.number}_{place}"
            asked = question if text and first.when.is_dated else None
            found.append(FoundFirstDate(name, action.number, first, asked))
    return found


def _confirm_form(
    read: ReadPlan, content: bytes, filename: str, day: date, cells: list[Cell]
) -> ConfirmPageForm:
    """The form of the preview, filled with the page as it was read."""
    form = _with_questions(read, cells)
    kept = values_of(cells)
    if not filename:
        return form(None, content=content.decode(), filename="", day=day, **kept)
    original = b64encode(content).decode()
    return form(None, original=original, filename=filename, day=day, **kept)


def _with_questions(read: ReadPlan, cells: list[Cell]) -> type[Any]:
    questions = [(each.name, each.question) for each in _first_dates(read) if each.question]
    asking = with_choices(questions, queries.cause_choices())
    return with_fields(asking, fields_of(cells, read))


def _preview(read: ReadPlan, form: ConfirmPageForm, cells: list[Cell]) -> ResponseReturnValue:
    earlier = queries.plan_imported_from(read.fingerprint)
    plan = queries.plan_of_title(read.title) if read.title else None
    incoming = queries.Incoming(read, form.day.data or clock.today())
    if plan is not None and earlier is None:
        earlier = plan if queries.edition_that_says(plan, incoming) else None
    why_not = None if earlier else _why_not(read, plan, incoming)
    return render_template(
        "plans/preview.html",
        read=read,
        form=form,
        first_dates=_first_dates(read),
        cells=cells,
        measure_name=operations.measure_name,
        earlier=earlier,
        why_not=why_not,
    ), 422 if form.errors else 200


def _why_not(read: ReadPlan, plan: queries.Plan | None, incoming: queries.Incoming) -> str | None:
    if plan is not None:
        return operations.why_not_next(plan, incoming)
    return operations.why_not_importable(read)


def _record(each: FoundFirstDate, form: Any, read: ReadPlan, slug: str) -> None:
    """Record a first date that was ticked. Raises RuleBroken at its own field."""
    number = each.first.milestone_number
    if each.question is None or number is None or not form[each.name].data:
        return
    agreed = f"{each.name}_agreed"
    if form[agreed].data is None:
        raise RuleBroken("Enter a day by which the first date had been agreed", agreed)
    try:
        operations.record_first_date(
            queries.milestone_for(person(), slug, each.action_number, number),
            each.first.when,
            agreed_on=form[agreed].data,
            reason=each.first.sentence,
            cause=form[f"{each.name}_cause"].data,
            source=read.review or "1st Review",
            by=person(),
        )
    except RuleBroken as broken:
        raise RuleBroken(broken.sentence, agreed) from None
