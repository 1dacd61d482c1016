"""Importing editions together: bring files, say their days, map headings, answer, take them in."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from werkzeug.datastructures import FileStorage

from app.access import Role, open_to, person
from app.errors import RuleBroken, refused_at
from app.files import download, scan_ahead
from app.plans import operations, queries
from app.plans.comparing_words import sureness
from app.plans.draft_forms import (
    BringForm,
    DescribeForm,
    answers_form,
    chosen_columns,
    headings_form,
)
from app.plans.forms import ConfirmForm, one_line
from app.plans.importing.tables import COLUMN_WORDS
from app.plans.importing.tables.archive import MOST_BYTES
from app.plans.routes.room import Crumb, bp, form_page


def draft_trail(*further: Crumb) -> list[Crumb]:
    """Breadcrumbs to a page about an import."""
    return [
        ("Plans", url_for("position.plans")),
        ("Import", url_for("plans.import_page")),
        *further,
    ]


@bp.route("/plans/import/files", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def bring_files() -> ResponseReturnValue:
    """Bring the files of one edition or of several; nothing of them is in a plan yet."""
    form = BringForm()
    if form.validate_on_submit():
        _scan(form)
        with refused_at(form):
            draft = operations.start_draft(_brought(form), by=person())
            return redirect(url_for("plans.import_draft", draft_id=draft.id))
    return render_template(
        "plans/import_files.html",
        form=form,
        drafts=queries.drafts_of(person()),
        trail=draft_trail(("Files", "")),
    ), 422 if form.errors else 200


@bp.route("/plans/import/<int:draft_id>", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def import_draft(draft_id: int) -> ResponseReturnValue:
    """The files in order, what each would change and what is to be answered; add more of them."""
    draft = queries.draft_for(person(), draft_id)
    form = BringForm()
    if form.validate_on_submit():
        _scan(form)
        with refused_at(form):
            operations.add_files(draft, _brought(form), by=person())
            return redirect(url_for("plans.import_draft", draft_id=draft.id))
    return _draft_page(draft_id, form)


@bp.post("/plans/import/<int:draft_id>/answers")
@open_to(Role.OFFICER)
def answer_matches(draft_id: int) -> ResponseReturnValue:
    """Say of each doubtful pair whether it is one milestone."""
    found = queries.draft_on(queries.draft_for(person(), draft_id))
    form = answers_form(found.doubts)()
    if not form.validate_on_submit():
        return _draft_page(draft_id, BringForm(formdata=None), form)
    for at, (_, before, after) in enumerate(found.doubts):
        title = found.successions[0].read.title
        is_same = form[f"pair_{at}"].data == "yes"
        operations.answer_match(title, before, after, is_same=is_same, by=person())
    return redirect(url_for("plans.import_draft", draft_id=draft_id))


@bp.post("/plans/import/<int:draft_id>/take-in")
@open_to(Role.OFFICER)
def take_in(draft_id: int) -> ResponseReturnValue:
    """Take every edition into the plan, or none of them."""
    draft = queries.draft_for(person(), draft_id)
    found = queries.draft_on(draft)
    form = ConfirmForm()
    if form.validate_on_submit():
        try:
            if not found.is_ready:
                raise RuleBroken("Say first of which day each edition is, and what headings mean")
            brought = [(e.file, e.incoming) for e in found.new if e.incoming is not None]
            done = operations.import_draft(draft, brought, by=person())
        except RuleBroken as broken:
            flash(broken.sentence, "error")
            return redirect(url_for("plans.import_draft", draft_id=draft_id))
        for each in done:
            flash(each.sentence, "success" if each.is_new else "information")
        return redirect(url_for("position.plan", slug=done[-1].plan.slug))
    return redirect(url_for("plans.import_draft", draft_id=draft_id))


@bp.route("/plans/import/<int:draft_id>/files/<int:part_id>", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def describe_edition(draft_id: int, part_id: int) -> ResponseReturnValue:
    """Say of which day an edition is, and what its file does not say."""
    file = queries.draft_file_for(person(), draft_id, part_id)
    form = DescribeForm(day=file.day, name=file.name, title=file.title, outcome=file.outcome)
    if form.validate_on_submit():
        with refused_at(form):
            operations.describe_file(
                file, day=form.day.data, name=form.name.data, title=form.title.data,
                outcome=form.outcome.data, by=person(),
            )  # fmt: skip
            return redirect(url_for("plans.import_draft", draft_id=draft_id))
    back = ("Editions", url_for("plans.import_draft", draft_id=draft_id))
    title = "Day and name of the edition"
    return form_page(
        form, title, "Save", draft_trail(back, (title, "")), facts=[("File", file.typed_name)]
    )


@bp.route("/plans/import/<int:draft_id>/files/<int:part_id>/take-out", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def take_out_file(draft_id: int, part_id: int) -> ResponseReturnValue:
    """Leave a file out of an import."""
    file = queries.draft_file_for(person(), draft_id, part_id)
    form = ConfirmForm()
    if form.validate_on_submit():
        operations.take_out_file(file, by=person())
        return redirect(url_for("plans.import_draft", draft_id=draft_id))
    back = ("Editions", url_for("plans.import_draft", draft_id=draft_id))
    title = "Leave the file out"
    return form_page(
        form, title, title, draft_trail(back, (title, "")), facts=[("File", file.typed_name)]
    )


@bp.get("/plans/import/<int:draft_id>/files/<int:part_id>/read")
@open_to(Role.OFFICER)
def read_edition(draft_id: int, part_id: int) -> ResponseReturnValue:
    """Everything that was understood of one file, asked about, and not understood."""
    queries.draft_file_for(person(), draft_id, part_id)
    found = queries.draft_on(queries.draft_for(person(), draft_id))
    [edition] = [each for each in found.editions if each.file.id == part_id]
    back = ("Editions", url_for("plans.import_draft", draft_id=draft_id))
    return render_template(
        "plans/import_read.html",
        edition=edition,
        measure_name=operations.measure_name,
        trail=draft_trail(back, ("What was understood", "")),
    )


@bp.route(
    "/plans/import/<int:draft_id>/files/<int:part_id>/headings/<key>", methods=["GET", "POST"]
)
@open_to(Role.OFFICER)
def map_headings(draft_id: int, part_id: int, key: str) -> ResponseReturnValue:
    """Say what each column of a table holds; it is remembered for tables with these headings."""
    file = queries.draft_file_for(person(), draft_id, part_id)
    head, columns, proposals = queries.head_of(file, key)
    kept = {f"column_{at}": column.value for at, column in enumerate(columns)}
    form = headings_form(head.headings)(data=kept)
    if form.validate_on_submit():
        with refused_at(form):
            operations.remember_headings(
                head.key, head.headings, chosen_columns(form, head.headings), by=person()
            )
            return redirect(url_for("plans.import_draft", draft_id=draft_id))
    back = ("Editions", url_for("plans.import_draft", draft_id=draft_id))
    return render_template(
        "plans/import_headings.html",
        form=form,
        file=file,
        head=head,
        proposals=proposals,
        trail=draft_trail(back, ("Headings", "")),
    ), 422 if form.errors else 200


@bp.get("/plans/<slug>/editions/<int:number>/source")
@open_to(Role.OFFICER, Role.MEMBER)
def edition_source(slug: str, number: int) -> ResponseReturnValue:
    """The file from which an edition was imported, as it came."""
    plan = queries.plan_for(person(), slug)
    source = queries.source_for(plan.id, number)
    return download(source.stored_as, source.typed_name)


def _draft_page(
    draft_id: int, form: BringForm, answers: FlaskForm | None = None
) -> ResponseReturnValue:
    found = queries.draft_on(queries.draft_for(person(), draft_id))
    asked = answers or answers_form(found.doubts)(formdata=None)
    has_errors = form.errors or (answers is not None)
    return render_template(
        "plans/import_draft.html",
        found=found,
        form=asked if asked.errors else form,
        bring=form,
        answers=asked,
        why_not=_why_not(found),
        sureness=sureness,
        column_words=COLUMN_WORDS,
        trail=draft_trail(("Editions", "")),
    ), 422 if has_errors else 200


def _why_not(found: queries.DraftOn) -> str | None:
    """The sentence that refuses the editions as they are, or None."""
    if not found.is_ready or not found.new:
        return None
    first = found.new[0].incoming
    if first is None:
        return None
    if found.plan is not None:
        return operations.why_not_next(found.plan, first)
    return next(
        (
            sentence
            for each in found.new
            if each.read is not None and (sentence := operations.why_not_importable(each.read))
        ),
        None,
    )


def _chosen(form: BringForm) -> list[FileStorage]:
    given = form.files.data or ()
    return [each for each in given if isinstance(each, FileStorage) and each.filename]


def _scan(form: BringForm) -> None:
    scan_ahead((each.stream for each in _chosen(form)), MOST_BYTES)


def _brought(form: BringForm) -> list[operations.Brought]:
    """The files that were chosen. Raises RuleBroken for one that is too large."""
    found: list[operations.Brought] = []
    for each in _chosen(form):
        content = each.stream.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            limit = MOST_BYTES // 1_000_000
            raise RuleBroken(f"Each file must be smaller than {limit} MB", "files")
        found.append((content, one_line(each.filename or "")[-200:]))
    return found
