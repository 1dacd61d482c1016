"""A company's invitations: its list, and one with the brief and where its quote stands."""

from __future__ import annotations

from flask import current_app, render_template
from flask.typing import ResponseReturnValue

from app import clock
from app.access import Role, open_to, person, public
from app.commissions.queries import (
    Invitation,
    asking_ends,
    invitation_for,
    invitations_of,
    issued_brief,
    published_answers,
    stage_now,
    why_not_to_ask,
)
from app.commissions.rules import Reply
from app.files import ALLOWED_IN_WORDS
from app.formats import time_left
from app.quotes import queries
from app.quotes.routes.room import bp
from app.quotes.rules import MOST_FILES, TOTAL_IN_FILES, can_quote


@bp.route("/invitations")
@open_to(Role.COMPANY)
def invitations() -> ResponseReturnValue:
    """Everything that the company has been asked to quote for."""
    found = invitations_of(person())
    standings = queries.standings([invitation.id for invitation in found])
    now = clock.now()
    rows = [
        {
            "invitation": invitation,
            "commission": invitation.commission,
            "standing": standings[invitation.id],
            "words": _standing_in_words(invitation, standings[invitation.id]),
            "is_open": can_quote(stage_now(invitation.commission)),
            "left": time_left(invitation.commission.quote_deadline or now, now),
        }
        for invitation in found
    ]
    return render_template("quotes/invitations.html", rows=rows)


@bp.route("/invitations/<int:invitation_id>")
@open_to(Role.COMPANY)
def invitation(invitation_id: int) -> ResponseReturnValue:
    """One invitation: the brief, the time left, and the next step."""
    shown = invitation_for(person(), invitation_id)
    brief = issued_brief(shown.commission_id)
    now = clock.now()
    return render_template(
        "quotes/invitation.html",
        invitation=shown,
        commission=shown.commission,
        brief=brief,
        standing=queries.standings([invitation_id])[invitation_id],
        is_open=can_quote(stage_now(shown.commission)),
        left=time_left(shown.commission.quote_deadline or now, now),
        answers=len(published_answers(shown.commission_id)),
        asking_ends=asking_ends(shown.commission),
        may_ask=why_not_to_ask(shown.commission, now) is None,
    )


@bp.route("/how-quotes-are-sent")
@public
def how() -> ResponseReturnValue:
    """What is needed to send a quote, its encryption and its instant (Article 22(6)(a))."""
    largest = current_app.config["MAX_FILE_BYTES"] // 1_000_000
    return render_template(
        "quotes/how.html",
        kinds=ALLOWED_IN_WORDS,
        largest_mb=largest,
        most=MOST_FILES,
        total_mb=TOTAL_IN_FILES * largest,
        is_scanned=bool(current_app.config["CLAMD"]),
        zone=clock.zone().key.replace("_", " "),
    )


def _standing_in_words(invitation: Invitation, standing: queries.Standing) -> str:
    """Where the quote stands; that a company declined, unless it has begun one after all."""
    has_quote = standing.has_sent or standing.has_draft or standing.withdrawn_at
    declined = invitation.reply is Reply.DECLINED and not has_quote
    return "Declined" if declined else standing.words
