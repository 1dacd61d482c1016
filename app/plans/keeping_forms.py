"""What is typed about the group's meetings and causes."""

from __future__ import annotations

from flask_wtf import FlaskForm

from app.plans.forms import a_day, prose, words
from app.plans.rules import LONGEST_CAUSE, LONGEST_CAUSE_SENTENCE, LONGEST_NAME

SENTENCE_HINT = (
    "A full sentence that stands in drafts for the plan, like “The weather held it up.” "
    "You can leave it empty"
)


class MeetingForm(FlaskForm):
    """A meeting, held or planned."""

    name = words("Name", "Enter the name of the meeting", hint="For example, area forum")
    day = a_day("Day", "Enter the day of the meeting")
    note = words("Note", longest=LONGEST_NAME, hint="You can leave it empty")


class CorrectMeetingForm(MeetingForm):
    """A meeting's entry, corrected."""

    why = words("Why it is corrected", "Enter why it is corrected")


class RemoveMeetingForm(FlaskForm):
    """A meeting that was not held."""

    why = words("Why", "Enter why it is taken off the list", hint="For example, not held")


class CauseForm(FlaskForm):
    """A cause for which dates move."""

    name = words("Name", "Enter the name of the cause", longest=LONGEST_CAUSE)
    sentence = words("Sentence", longest=LONGEST_CAUSE_SENTENCE, hint=SENTENCE_HINT)


class RewordCauseForm(CauseForm):
    """A cause in other words."""

    why = words("Why it changes")


class RetireCauseForm(FlaskForm):
    """A cause taken off the list, or put back."""

    why = prose("Why", hint="You can leave it empty")
