"""The officers' side of questions about the brief: who asked, drafting, and publishing to all."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import clock, files
from app.access import Role, open_to, person
from app.commissions import operations, queries
from app.commissions.asking_forms import WITH_BRIEF, AnswerForm, PublishForm, SameForm
from app.commissions.queries import AskedQuestion, Clarification, Commission
from app.commissions.routes.room import bp
from app.commissions.rules import LONGEST_REPLY, Act, AskedState, why_not
from app.errors import NotFound, refused_at
from app.formats import counted
from app.kept_first import keeps_file, kept_file
from app.sealed_files import kept_as_download, store_sealed
from app.seen import CHANGED


@bp.route("/commissions/<ref>/clarifications")
@open_to(Role.OFFICER, Role.MEMBER, Role.KEYHOLDER)
def clarifications(ref: str) -> ResponseReturnValue:
    """Every published answer; for officers also what waits, and who asked."""
    commission = queries.commission_for(person(), ref)
    asked = queries.asked_questions(commission, person())
    return render_template(
        "commissions/clarifications.html",
        commission=commission,
        answers=queries.published_answers(commission.id),
        waiting=[each for each in asked if each.state is AskedState.WAITING],
        done=[each for each in asked if each.state is not AskedState.WAITING],
        is_officer=Role.OFFICER in person().roles,
        ends=queries.asking_ends(commission),
        refusal=why_not(Act.ANSWER, queries.stage_now(commission)),
    )


@bp.route("/commissions/<ref>/clarifications/<int:question_id>", methods=["GET", "POST"])
@open_to(Role.OFFICER)
@keeps_file(store_sealed)
def clarification(ref: str, question_id: int) -> ResponseReturnValue:
    """One question with its asker; word it for everybody, write the answer, attach files."""
    commission = queries.commission_for(person(), ref)
    question = queries.clarification_for(person(), commission, question_id)
    form = AnswerForm(
        data={"wording": question.wording or question.text, "answer": question.answer}
    )
    if form.decides_on(*_state_of(question)):
        with refused_at(form):
            return _save(commission, question, form)
    return render_template(
        "commissions/clarification.html",
        form=form,
        commission=commission,
        question=_shown(commission, question_id),
        files=queries.answer_files(question_id),
        published=queries.answer_to(question_id),
        refusal=why_not(Act.ANSWER, queries.stage_now(commission)),
        longest=LONGEST_REPLY,
        kinds=files.ALLOWED_IN_WORDS,
        accept=",".join(sorted(files.ENDINGS)),
        changed_since=question if CHANGED in form.form_errors else None,
    ), 422 if form.errors else 200


@bp.route("/commissions/<ref>/clarifications/<int:question_id>/check", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def check_answer(ref: str, question_id: int) -> ResponseReturnValue:
    """The answer as every company will read it, what could give a company away; then publish."""
    commission = queries.commission_for(person(), ref)
    operations.require(commission, Act.ANSWER)
    question = queries.clarification_for(person(), commission, question_id)
    if not (question.wording and question.answer):
        return redirect(url_for("commissions.clarification", ref=ref, question_id=question_id))
    form = PublishForm()
    if form.decides_on(*_state_of(question)):
        with refused_at(form):
            return _publish(commission, question, form)
    return render_template(
        "commissions/check_answer.html",
        form=form,
        commission=commission,
        question=question,
        files=queries.answer_files(question_id),
        warnings=operations.warnings_of(question),
        number=queries.invited_count(commission),
        has_amendment=queries.draft_brief(commission) is not None,
    ), 422 if form.errors else 200


@bp.route("/commissions/<ref>/clarifications/<int:question_id>/same", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def same_question(ref: str, question_id: int) -> ResponseReturnValue:
    """Say that another question asks the same, so that one answer answers both; or part them."""
    commission = queries.commission_for(person(), ref)
    operations.require(commission, Act.ANSWER)
    question = queries.clarification_for(person(), commission, question_id)
    form = SameForm(data={"same_as": str(question.same_as_id or "")})
    others = _others(commission, question_id)
    form.same_as.choices = [
        ("", "None: it is answered by itself"),
        *((str(each.id), f"{each.company}: {each.text[:80]}") for each in others),
    ]
    if form.validate_on_submit():
        with refused_at(form):
            chosen = next((each for each in others if str(each.id) == form.same_as.data), None)
            if chosen is None:
                operations.answer_by_itself(question, by=person())
            else:
                operations.answer_as_another(question, chosen.id, by=person())
            flash("Saved", "success")
            return redirect(url_for("commissions.clarifications", ref=ref))
    return render_template(
        "commissions/same_question.html", form=form, commission=commission, question=question
    ), 422 if form.errors else 200


@bp.route("/commissions/<ref>/clarifications/files/<int:asked_file_id>")
@open_to(Role.OFFICER, Role.MEMBER, Role.KEYHOLDER)
def clarification_file(ref: str, asked_file_id: int) -> ResponseReturnValue:
    """A file of a question, for officers; to others those of published answers."""
    commission = queries.commission_for(person(), ref)
    return kept_as_download(queries.asked_file(person(), commission, asked_file_id))


def _save(commission: Commission, question: Clarification, form: AnswerForm) -> ResponseReturnValue:
    here = {"ref": commission.reference, "question_id": question.id}
    operations.draft_answer(question, form.wording.data or "", form.answer.data or "", by=person())
    taken_off = request.form.get("remove", "")
    if stored := kept_file():
        operations.attach_to_answer(question, stored, by=person())
    if taken_off.isascii() and taken_off.isdecimal() and len(taken_off) < 10:
        operations.remove_from_answer(question, int(taken_off), by=person())
    if "check" in request.form and question.wording and question.answer:
        return redirect(url_for("commissions.check_answer", **here))
    flash("Saved. Nobody sees it until you publish it", "success")
    return redirect(url_for("commissions.clarification", **here))


def _publish(
    commission: Commission, question: Clarification, form: PublishForm
) -> ResponseReturnValue:
    names_nobody = bool(form.names_nobody.data)
    if form.leaves.data == WITH_BRIEF:
        operations.hold_for_the_brief(question, names_nobody=names_nobody, by=person())
        flash("The answer leaves with the amendment. Change the brief now, then issue it")
        return redirect(url_for("commissions.prepare", ref=commission.reference))
    told = operations.publish_answer(
        question,
        clock.now(),
        deadline=form.deadline.data,
        names_nobody=names_nobody,
        by=person(),
    )
    flash(f"Answer published to {counted(told, 'company', 'companies')}", "success")
    return redirect(url_for("commissions.clarifications", ref=commission.reference))


def _state_of(question: Clarification) -> tuple[object, ...]:
    """All that a decision on a draft is on: its words, its files, and whether it waits."""
    files_there = [file.id for file in queries.answer_files(question.id)]
    return (
        question.id,
        question.wording,
        question.answer,
        question.withdrawn_at,
        question.same_as_id,
        files_there,
        queries.answer_to(question.id) is not None,
    )


def _shown(commission: Commission, question_id: int) -> AskedQuestion:
    for each in queries.asked_questions(commission, person()):
        if each.id == question_id:
            return each
    raise NotFound


def _others(commission: Commission, question_id: int) -> list[AskedQuestion]:
    """The questions that could ask the same: each that is answered by itself."""
    return [
        each
        for each in queries.asked_questions(commission, person())
        if each.id != question_id
        and each.same_as_id is None
        and each.state is not AskedState.WITHDRAWN
    ]
