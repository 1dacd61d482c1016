"""Settings for administrators, and the demonstration's mails."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.access import Role, open_to, person
from app.errors import refused_at
from app.formats import day_in_words
from app.paging import page_number
from app.people import operations, queries
from app.people.forms import ConfirmForm, DayForm, GroupForm
from app.people.routes.room import bp
from app.people.rules import DEMONSTRATION_DAY


@bp.route("/settings", methods=["GET", "POST"])
@open_to(Role.ADMINISTRATOR)
def settings() -> ResponseReturnValue:
    """The group's public name, and in a demonstration the calendar's day."""
    form = GroupForm(group=queries.kept_setting("group_name"))
    if form.validate_on_submit():
        operations.name_group(form.group.data or "", by=person())
        flash("Name of the group saved", "success")
        return redirect(url_for("people.settings"))
    return _page(form, DayForm(formdata=None, day=clock.pinned_day()), form)


@bp.route("/settings/day", methods=["POST"])
@open_to(Role.ADMINISTRATOR)
def move_day() -> ResponseReturnValue:
    """Move the demonstration's calendar to any day."""
    _only_in_a_demonstration()
    form = DayForm()
    if form.validate_on_submit():
        with refused_at(form):
            return _moved(form)
    return _page(GroupForm(formdata=None, group=queries.kept_setting("group_name")), form, form)


@bp.route("/settings/day/first", methods=["POST"])
@open_to(Role.ADMINISTRATOR)
def move_day_back() -> ResponseReturnValue:
    """Move the demonstration's calendar back to where it began."""
    _only_in_a_demonstration()
    if ConfirmForm().validate_on_submit():
        operations.move_day(DEMONSTRATION_DAY, by=person())
        flash(f"The calendar stands at {day_in_words(DEMONSTRATION_DAY)}", "success")
    return redirect(url_for("people.settings"))


@bp.route("/outbox")
@open_to(Role.OFFICER)
def outbox() -> ResponseReturnValue:
    """The demonstration's mails, newest first."""
    _only_in_a_demonstration()
    page = queries.mails_page(page_number(request.args.get("page")))
    links = {mail.id: _own_links(mail.text) for mail in page.rows}
    return render_template("people/outbox.html", page=page, links=links)


def _moved(form: DayForm) -> ResponseReturnValue:
    day = form.day.data or DEMONSTRATION_DAY
    operations.move_day(day, by=person())
    flash(f"The calendar stands at {day_in_words(day)}", "success")
    return redirect(url_for("people.settings"))


def _page(group: GroupForm, day: DayForm, sent: GroupForm | DayForm) -> ResponseReturnValue:
    return render_template(
        "people/settings.html",
        form=sent,
        group_form=group,
        day_form=day,
        is_demonstration=current_app.config["IS_DEMONSTRATION"],
        named_by_installation=current_app.config["GROUP_NAME"],
        first_day=DEMONSTRATION_DAY,
    ), 422 if sent.errors else 200


def _only_in_a_demonstration() -> None:
    if not current_app.config["IS_DEMONSTRATION"]:
        abort(404)


def _own_links(text: str) -> list[str]:
    """The paths of this service's own pages that a mail leads to."""
    base = current_app.config["BASE_URL"].rstrip("/")
    found = re.findall(rf"{re.escape(base)}(/[^\s<>\"]*)", text)
    paths = dict.fromkeys(path.rstrip(".,;)") for path in found)
    return [path for path in paths if not urlsplit(path).netloc]
