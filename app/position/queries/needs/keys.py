"""What waits for a keyholder: their own key, somebody's rehearsal, and what is to be wrapped."""

from __future__ import annotations

from collections.abc import Iterator

from app.access import Person
from app.keyholders.queries import begun, key_of_person, unconfirmed_key
from app.keyholders.rules import ActKind
from app.position.queries.needs.need import Need
from app.quotes.queries import running_commissions

ABOUT = "Keys for opening quotes"


def of_keyholder(person: Person) -> Iterator[Need]:
    """What waits for one keyholder, in a few statements however much runs."""
    if unconfirmed_key(person) is not None:
        yield Need("Type the words of your new key back", ABOUT, "keyholders.confirm_key")
    key = key_of_person(person.id)
    if key is None:
        yield Need("Make your key", ABOUT, "keyholders.make_key")
        return
    rehearsal = begun(ActKind.REHEARSAL)
    if rehearsal is not None and rehearsal.first_id != person.id:
        about = f"{ABOUT}, begun by {rehearsal.first_name}"
        yield Need("Join the rehearsal", about, "keyholders.rehearse")
    outdated = [
        each for each in running_commissions() if each.is_outdated and key.id in each.wrapped_for
    ]
    if outdated:
        about = ", ".join(each.reference for each in outdated)
        yield Need("Wrap again what runs", about, "quotes.rewrap")
