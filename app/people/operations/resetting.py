"""Taking away passkeys and one-time codes: of somebody who lost their device, or who has left."""

from __future__ import annotations

from sqlalchemy import delete

from app import access
from app.access import Role
from app.audit.operations import record
from app.database import db
from app.errors import NotFound, RuleBroken
from app.formats import counted
from app.people.models import Passkey, Person
from app.people.operations.codes import forget_codes
from app.people.operations.sign_in import end_every_sign_in, tell
from app.people.operations.steps import end_steps
from app.people.queries import has_codes, passkeys_of
from app.people.rules import in_words


def reset_sign_in(person: Person, *, by: access.Person, why: str) -> None:
    """Take away somebody's passkeys and codes, and end their sessions: their device is lost.

    For the group's own people an administrator does it, for a company's an officer, who also keeps
    its contacts; nobody for themselves. Raises NotFound to others, RuleBroken at `why`.
    """
    may = Role.ADMINISTRATOR if person.company_id is None else Role.OFFICER
    if may not in by.roles:
        raise NotFound
    if person.id == by.id:
        raise RuleBroken("Ask another administrator, or use a recovery code.")
    if not why:
        raise RuleBroken("Enter how you know that it is they who ask", "why")
    had = what_they_have(person)
    if not had:
        raise RuleBroken(f"{person.name} has neither passkeys nor one-time codes.")
    forget_proofs(person)
    end_every_sign_in(person)
    record("sign-in reset", person, person.name, by=by, before=in_words(had), why=why)
    tell(person, f"{by.name} took away your {in_words(had)}, as your device is said to be lost.")


def what_they_have(person: Person) -> list[str]:
    """What somebody signs in with beside a password or links, in words."""
    found = passkeys_of(person)
    has = [counted(len(found), "passkey")] if found else []
    return [*has, "one-time codes"] if has_codes(person) else has


def forget_proofs(person: Person) -> None:
    """Drop somebody's passkeys and codes, and what they have begun."""
    forget_codes(person)
    end_steps(person)
    db.session.execute(
        delete(Passkey).where(Passkey.person_id == person.id),
        execution_options={"synchronize_session": "fetch"},
    )
