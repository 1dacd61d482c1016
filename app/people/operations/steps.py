"""Steps on the way in: begun by one browser, done once, and only for a while (real time)."""

from __future__ import annotations

import secrets
from datetime import timedelta

from sqlalchemy import delete, update

from app import clock
from app.database import db
from app.people.models import Person, SignInStep
from app.people.queries import hash_of, live_step
from app.people.rules import StepKind, local_path


def begin_step(
    kind: StepKind, life: timedelta, person_id: int | None = None, next_path: str = ""
) -> str:
    """Begin a step and give back its token, of which only a hash is kept. Old steps are dropped."""
    at = clock.real_now()
    db.session.execute(delete(SignInStep).where(SignInStep.expires_at < at))
    token = secrets.token_urlsafe(32)
    db.session.add(
        SignInStep(
            token_hash=hash_of(token),
            kind=kind,
            person_id=person_id,
            next_path=local_path(next_path),
            expires_at=at + life,
        )
    )
    return token


def spend_step(token: str, kind: StepKind) -> SignInStep | None:
    """Do a step: None where it was done, has run out or was never begun."""
    step = live_step(token, kind)
    if step is None:
        return None
    # In one statement, so that of two requests at once only one does it.
    spent = db.session.execute(
        update(SignInStep)
        .where(SignInStep.id == step.id, SignInStep.used_at.is_(None))
        .values(used_at=clock.real_now())
        .returning(SignInStep.id),
        execution_options={"synchronize_session": "fetch"},
    ).all()
    return step if spent else None


def end_steps(person: Person) -> None:
    """Make every step useless that somebody has begun."""
    begun = update(SignInStep).where(
        SignInStep.person_id == person.id, SignInStep.used_at.is_(None)
    )
    db.session.execute(
        begun.values(used_at=clock.real_now()), execution_options={"synchronize_session": "fetch"}
    )
