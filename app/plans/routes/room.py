"""The room's blueprint, and what its pages share: trails, plain form pages, dates shown back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from app.plans.queries import Plan
from app.plans.rules import figure
from app.readback import CHANGE, is_confirmed, read_back
from app.when import When, further_note, said_back

bp = Blueprint("plans", __name__)
bp.add_app_template_filter(figure)
bp.add_app_template_filter(said_back)
bp.add_app_template_filter(further_note)

__all__ = [
    "Crumb",
    "bp",
    "form_page",
    "is_confirmed",
    "link_to",
    "show_back",
    "trail_of",
    "wants_change",
]

Crumb = tuple[str, str]


def link_to(endpoint: str, **values: Any) -> str | None:
    """The address of a page of another room; None where the tracker runs without that page."""
    return url_for(endpoint, **values) if endpoint in current_app.view_functions else None


def trail_of(plan: Plan, *further: Crumb) -> list[Crumb]:
    """Breadcrumbs to a page about a plan."""
    return [
        ("Plans", url_for("position.plans")),
        (plan.title, url_for("position.plan", slug=plan.slug)),
        ("Edit", url_for("plans.edit_plan", slug=plan.slug)),
        *further,
    ]


def form_page(
    form: FlaskForm,
    title: str,
    button: str,
    trail: Sequence[Crumb],
    *,
    facts: Sequence[tuple[str, str]] = (),
    intro: str = "",
    warning: str = "",
    danger: bool = False,
    rows: int = 4,
) -> ResponseReturnValue:
    """A page that is one form, with what is on record above it; 422 where it has errors."""
    page = render_template(
        "plans/form.html",
        form=form,
        title=title,
        button=button,
        trail=trail,
        facts=facts,
        intro=intro,
        warning=warning,
        danger=danger,
        rows=rows,
    )
    return page, 422 if form.errors else 200


def wants_change() -> bool:
    """Whether the person went back from a date that was shown back."""
    return CHANGE in request.form


def show_back(
    form: Any, when: When, title: str, button: str, trail: Sequence[Crumb]
) -> ResponseReturnValue:
    """What a date was understood to mean, before it is kept. Nothing is stored here."""
    return render_template(
        "components/check_date.html",
        read=read_back(form, when, request.form.items(multi=True)),
        form=form,
        title=title,
        button=button,
        trail=trail,
    )
