"""The invented people and companies of the demonstration."""

from __future__ import annotations

from dataclasses import dataclass, field

from app import sealing
from app.access import Role
from app.database import db
from app.keyholders import operations as keyholders
from app.keyholders.operations import OpenKey
from app.people import operations
from app.people.models import Company, CompanySize, Person

PASSWORD = "heather-and-harbour-2013"
"""Everybody's password in the demonstration. It is printed at the start and guards nothing."""


PASSPHRASES = {
    "Morag Sinclair": "harbour heather lantern seven boats home",
    "Isla Duncan": "winter barley gannet silver tide bell",
    "Alan Petrie": "granite ferry copper thistle morning lamp",
}
"""The keyholders' passphrases in the demonstration: printed at the start, guarding nothing."""


@dataclass(frozen=True)
class Cast:
    """Who takes part."""

    officer: Person
    second_officer: Person
    member: Person
    second_member: Person
    third_member: Person
    keyholder: Person
    administrator: Person
    companies: dict[str, Company]
    keys: dict[int, OpenKey] = field(default_factory=dict, repr=False)

    def key_of(self, person: Person) -> OpenKey:
        """A keyholder's key, as after they have entered their passphrase."""
        return self.keys[person.id]

    @property
    def staff(self) -> list[Person]:
        """The group's own people, in the order in which they are introduced."""
        return [
            self.officer,
            self.second_officer,
            self.member,
            self.second_member,
            self.third_member,
            self.keyholder,
            self.administrator,
        ]

    def contact(self, company: str) -> Person:
        """The person who signs in for a company."""
        return self.companies[company].contacts[0]


_COMPANIES = (
    ("Example Research Ltd", "Una Example", "AB39 2AA", CompanySize.SMALL, False, False),
    ("Sample Insight CIC", "Tom Sample", "DD10 8AA", CompanySize.MICRO, True, True),
    ("Placeholder Consulting Ltd", "Ann Placeholder", "AB10 1AA", CompanySize.MEDIUM, False, False),
    ("Specimen Studio", "Rory Specimen", "AB31 5AA", CompanySize.MICRO, False, False),
    ("Model Engagement Ltd", "Eilidh Model", "EH1 1AA", CompanySize.SMALL, False, True),
)


def introduce() -> Cast:
    """Everybody, with a password or a company that can be invited."""
    staff = {name: _person(name, job, *roles) for name, job, roles in _staff()}
    companies: dict[str, Company] = {}
    for name, contact, postcode, size, is_third_sector, is_social_enterprise in _COMPANIES:
        companies[name] = operations.register_company(
            name,
            contact,
            f"{contact.split()[0].lower()}@{name.split()[0].lower()}.example",
            postcode=postcode,
            size=size,
            is_third_sector=is_third_sector,
            is_social_enterprise=is_social_enterprise,
            by=staff["Morag Sinclair"],
        )
    keys = [_key(staff[name], words) for name, words in PASSPHRASES.items()]
    return Cast(
        keys={key.person_id: key for key in keys},
        officer=staff["Morag Sinclair"],
        second_officer=staff["Ewan Rae"],
        member=staff["Isla Duncan"],
        second_member=staff["Callum Reid"],
        third_member=staff["Fiona Watt"],
        keyholder=staff["Alan Petrie"],
        administrator=staff["Ruth Milne"],
        companies=companies,
    )


def _staff() -> list[tuple[str, str, tuple[Role, ...]]]:
    return [
        ("Morag Sinclair", "Community Planning Officer", (Role.OFFICER, Role.KEYHOLDER)),
        ("Ewan Rae", "Area Manager", (Role.OFFICER,)),
        ("Isla Duncan", "Chair of the group", (Role.MEMBER, Role.KEYHOLDER)),
        ("Callum Reid", "Community council", (Role.MEMBER,)),
        ("Fiona Watt", "Community Learning and Development", (Role.MEMBER,)),
        ("Alan Petrie", "Internal audit", (Role.KEYHOLDER,)),
        ("Ruth Milne", "Systems", (Role.ADMINISTRATOR,)),
    ]


def _key(person: Person, passphrase: str) -> OpenKey:
    """A key in use, locked under its passphrase as every other; Alan keeps his printed."""
    made = sealing.new_key()
    key = keyholders.make_key(
        passphrase, is_recovery=person.name == "Alan Petrie", by=person, key=made
    )
    db.session.flush()
    opened = OpenKey(key.id, person.id, made.secret)
    keyholders.confirm_key(opened, by=person)
    return opened


def _person(name: str, job: str, *roles: Role) -> Person:
    address = f"{name.split()[0].lower()}@cpg.example"
    person = operations.invite_person(name, address, roles, None, job=job, tell=False)
    operations.set_password(person, PASSWORD)
    return person
