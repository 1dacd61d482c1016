"""What keyholders type: passphrases, and who is with them."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, PasswordField, SelectField, StringField
from wtforms.validators import InputRequired, Length

LONGEST = 300
_LENGTH = Length(max=LONGEST, message=f"A passphrase has {LONGEST} characters at most")
NOBODY = "0"


class MakeKeyForm(FlaskForm):
    """Make a key, as a recovery holder or not."""

    is_recovery = BooleanField("I am a recovery holder: my key is printed and locked away")


class TypeBackForm(FlaskForm):
    """The passphrase again. It is shown as it is typed: it was on the page before."""

    passphrase = StringField("Passphrase", [InputRequired("Enter the six words"), _LENGTH])


class SheetForm(FlaskForm):
    """What is printed on the sheet: posted, so that it is in no address and no log."""

    words = HiddenField()


class TogetherForm(FlaskForm):
    """One keyholder's passphrase; and another's, if both are at one screen."""

    passphrase = PasswordField("Your passphrase", [InputRequired("Enter your passphrase"), _LENGTH])
    other = SelectField("The other keyholder", default=NOBODY)
    other_passphrase = PasswordField("Passphrase of the other keyholder", [_LENGTH])
    begun_by = HiddenField()
    """Who had begun when the page was shown: nobody finishes what they were not told of."""

    def offer(self, others: list[tuple[str, str]]) -> None:
        """Let these keyholders be chosen: ids and names."""
        self.other.choices = [(NOBODY, "Nobody: they are at a screen of their own"), *others]

    def show(self, first_id: int | None) -> None:
        """Say on the page who has begun by now."""
        self.begun_by.data = str(first_id or "")

    def was_told_of(self, first_id: int) -> bool:
        """Whether the page that was sent said that this person had begun."""
        return self.begun_by.data == str(first_id)

    @property
    def other_id(self) -> int | None:
        """Who else is at this screen; None for nobody."""
        return None if self.other.data in (None, NOBODY) else int(self.other.data)
