"""The room's blueprint, and how its pages find the draft that they write."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from app.access import person
from app.commissions import operations, queries
from app.commissions.queries import Brief, BriefDocument, Commission

bp = Blueprint("commissions", __name__)


def draft_of(ref: str) -> tuple[Commission, Brief]:
    """A commission and the version of its brief that may be written now.

    Raises NotFound, and RuleBroken with the sentence where no version may be written.
    """
    commission = queries.commission_for(person(), ref)
    return commission, operations.draft_to_write(commission, person())


def download_of(commission: Commission) -> Callable[[BriefDocument], str]:
    """How a page finds the address of a document's download."""

    def address(document: BriefDocument) -> str:
        return url_for("commissions.document", ref=commission.reference, document_id=document.id)

    return address


def saved(commission: Commission, sentence: str) -> ResponseReturnValue:
    """Say that a part was saved, and go back to the list of parts."""
    flash(sentence, "success")
    return redirect(url_for("commissions.prepare", ref=commission.reference))


def to_overview(commission: Commission, sentence: str) -> ResponseReturnValue:
    """Say what was done, and go to the commission's own page."""
    flash(sentence, "success")
    return redirect(url_for("position.commission", ref=commission.reference))
