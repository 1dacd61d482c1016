"""What is typed about people and companies: shape and length, nothing of what is stored."""

from __future__ import annotations

import unicodedata

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    EmailField,
    Field,
    HiddenField,
    PasswordField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from app.access import STAFF, Role
from app.fields import GovDateField
from app.people.rules import (
    LONGEST_EMAIL,
    LONGEST_NAME,
    CompanySize,
    email_fault,
    postcode_fault,
)

LONGEST_NOTE = 2_000
LONGEST_ANSWER = 20_000
LONGEST_PASSKEY = 60
LONGEST_TYPED_PASSWORD = 1_000
# Marks that turn the direction of the words after them, so that a name reads as another.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

ROLES_IN_WORDS = {
    Role.OFFICER: "Writes plans and briefs, invites companies, records deliveries",
    Role.MEMBER: "Declares interests, scores quotes, approves",
    Role.KEYHOLDER: "Takes part in openings",
    Role.ADMINISTRATOR: "Looks after people, roles and settings, and never sees quotes",
}
SIZES_IN_WORDS = {
    CompanySize.MICRO: "Micro, fewer than 10 people",
    CompanySize.SMALL: "Small, 10 to 49 people",
    CompanySize.MEDIUM: "Medium, 50 to 249 people",
    CompanySize.LARGE: "Large, 250 people or more",
}


def one_line(typed: str | None) -> str:
    """Typed words as one line: one space between words, and nothing that cannot be seen."""
    return " ".join(_seen(typed or "").split())


def several_lines(typed: str | None) -> str:
    """Typed words with their line breaks, and nothing else that cannot be seen."""
    lines = (typed or "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(_seen(line).rstrip() for line in lines).strip()


def _seen(words: str) -> str:
    apart = "".join(" " if c in "\t\n\r" else c for c in words)
    return "".join(
        c
        for c in unicodedata.normalize("NFC", apart)
        if unicodedata.category(c) not in ("Cc", "Cs") and c not in _TURNING
    )


def _words(label: str, longest: int, required: str = "") -> StringField:
    checks: list[DataRequired | Length] = [DataRequired(required)] if required else []
    checks.append(Length(max=longest, message=f"{label} must be {longest} characters or fewer"))
    return StringField(label, checks, filters=[one_line])


def _email(label: str = "Email address") -> EmailField:
    return EmailField(label, [DataRequired("Enter an email address"), _formed], filters=[one_line])


def _formed(_form: FlaskForm, field: Field) -> None:
    if fault := email_fault(field.data or ""):
        raise ValidationError(fault)


def _postal(_form: FlaskForm, field: Field) -> None:
    if fault := postcode_fault(field.data or ""):
        raise ValidationError(fault)


class SignInForm(FlaskForm):
    """The group's own people sign in."""

    email = EmailField(
        "Email address",
        [
            DataRequired("Enter your email address"),
            Length(max=LONGEST_EMAIL, message="Email address is too long"),
        ],
        filters=[one_line],
    )
    password = PasswordField(
        "Password",
        [
            InputRequired("Enter your password"),
            Length(max=LONGEST_TYPED_PASSWORD, message="Password is too long"),
        ],
    )


class AddressForm(FlaskForm):
    """Whom to send a link to."""

    email = _email()


class ConfirmForm(FlaskForm):
    """A button and nothing else."""


class PasswordForm(FlaskForm):
    """A new password, typed twice. What makes one good is a rule."""

    password = PasswordField("New password", [InputRequired("Enter a password")])
    again = PasswordField("New password again", [InputRequired("Enter the password again")])

    def validate_again(self, field: Field) -> None:
        """Both must be the same."""
        if self.password.data and field.data != self.password.data:
            raise ValidationError("The two passwords are not the same")


class PersonForm(FlaskForm):
    """One of the group's own people."""

    name = _words("Name", LONGEST_NAME, "Enter a name")
    email = _email()
    job = _words("Job", LONGEST_NAME)
    roles = SelectMultipleField(
        "Roles",
        [DataRequired("Select at least one role")],
        choices=[(role.value, role.value.capitalize()) for role in ROLES_IN_WORDS],
    )

    def chosen_roles(self) -> frozenset[Role]:
        """The roles that were ticked."""
        return frozenset(Role(role) for role in self.roles.data or ()) & STAFF


class EditPersonForm(PersonForm):
    """A change to one of the group's own people."""

    why = _words("Reason for the change", 500)


class LeaveForm(FlaskForm):
    """Somebody leaves."""

    why = _words("Reason", 500)


class CompanyForm(FlaskForm):
    """What the register says of a company."""

    name = _words("Name", LONGEST_NAME, "Enter the company's name")
    postcode = StringField(
        "Postcode", [DataRequired("Enter the company's postcode"), _postal], filters=[one_line]
    )
    size = RadioField(
        "Size",
        [InputRequired("Select the company's size")],
        choices=[(size.value, words) for size, words in SIZES_IN_WORDS.items()],
    )
    is_third_sector = BooleanField("It is a third sector organisation")
    is_social_enterprise = BooleanField("It is a social enterprise")
    note = TextAreaField(
        "Note",
        [Length(max=LONGEST_NOTE, message=f"Note must be {LONGEST_NOTE:,} characters or fewer")],
        filters=[several_lines],
    )


class NewCompanyForm(CompanyForm):
    """A new company with its first contact."""

    contact_name = _words("Contact's name", LONGEST_NAME, "Enter the contact's name")
    contact_email = _email("Contact's email address")


class ContactForm(FlaskForm):
    """Somebody who answers for a company."""

    name = _words("Name", LONGEST_NAME, "Enter the contact's name")
    email = _email()


class GroupForm(FlaskForm):
    """The group's public name."""

    group = _words("Name of the group", LONGEST_NAME, "Enter the name of the group")


class DayForm(FlaskForm):
    """The day at which the demonstration's calendar stands."""

    day = GovDateField("Day", [InputRequired("Enter a day")])


class PasskeyForm(FlaskForm):
    """What a browser answers for a passkey. Nothing is typed: scripts fill it."""

    credential = HiddenField(
        "Passkey",
        [
            InputRequired("Passkeys need JavaScript, which does not run here"),
            Length(max=LONGEST_ANSWER, message="That passkey was not accepted. Try again"),
        ],
    )


class NewPasskeyForm(PasskeyForm):
    """A passkey with the name that its owner gives it."""

    name = _words("Name of the passkey", LONGEST_PASSKEY, "Enter a name for the passkey")


class CodeForm(FlaskForm):
    """A one-time code, or a recovery code."""

    code = StringField(
        "Code",
        [InputRequired("Enter the code"), Length(max=100, message="That is not a code")],
        filters=[one_line],
    )


class ResetForm(FlaskForm):
    """Somebody's device is lost."""

    why = _words("How you know that it is they who ask", 500, "Enter how you know who asks")
