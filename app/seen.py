"""A decision is on what its page showed: not on what has taken its place since."""

from __future__ import annotations

import hashlib

from flask_wtf import FlaskForm
from wtforms import HiddenField

CHANGED = "This was changed after you opened the page. Read it again, then decide."


def mark_of_page(*shown: object) -> str:
    """A mark of what a page showed, by which is seen whether it is still so."""
    return hashlib.sha256(repr(shown).encode()).hexdigest()


class DecisionOnForm(FlaskForm):
    """A form that carries a mark of what its page showed."""

    seen = HiddenField()

    def decides_on(self, *shown: object) -> bool:
        """Whether it was sent, says what it must, and its page showed what is there now."""
        is_same = self.is_of(*shown)
        return bool(self.validate_on_submit()) and is_same

    def is_of(self, *shown: object) -> bool:
        """Whether the page showed what is there now; else the form says that it changed.

        The mark of what is there now goes out with the next page.
        """
        mark = mark_of_page(*shown)
        is_same = self.seen.data in (None, "", mark)
        if not is_same:
            self.form_errors = [*self.form_errors, CHANGED]
        self.seen.data = mark
        return is_same
