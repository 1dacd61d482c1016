"""Forms of the evaluation: shape and format only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from app.evaluation.rules import LONGEST_FEEDBACK
from app.seen import DecisionOnForm

LONGEST_WORDS = 4_000


def _long_words(name: str, longest: int = LONGEST_WORDS) -> Length:
    return Length(max=longest, message=f"{name} must be {longest:,} characters or fewer")


class DeclarationForm(FlaskForm):
    """What somebody declares; `declaration_form` adds two fields for each invited company."""

    aside = BooleanField("I step aside: I take no part in this commission")
    description = TextAreaField(
        "Anything else that the officer should know", validators=[_long_words("This")]
    )
    checked = HiddenField()


class RulingForm(DecisionOnForm):
    """What an officer records as following from a declared interest. Choices come from the view."""

    part = RadioField(
        "What follows",
        validators=[InputRequired("Choose what follows")],
        validate_choice=False,
    )
    reason = TextAreaField(
        "Reason", validators=[InputRequired("Give the reason"), _long_words("The reason")]
    )


class CloseScoringForm(FlaskForm):
    """The officer ends scoring."""

    reason = TextAreaField(
        "Why you are closing scoring",
        validators=[InputRequired("Enter why you are closing scoring"), _long_words("The reason")],
    )


class AwardForm(FlaskForm):
    """A proposal: one of the quotes, or no award. The view fills in the choices.

    Whether a quote can be awarded is for the operation, which says why not.
    """

    quote = RadioField(
        "What you propose",
        validators=[InputRequired("Choose what you propose")],
        validate_choice=False,
    )
    reason = TextAreaField(
        "Reasons for the proposal",
        validators=[
            InputRequired("Enter the reasons for the proposal"),
            _long_words("The reasons"),
        ],
    )
    route_reason = TextAreaField(
        "Why this route is right", validators=[_long_words("The reason for the route")]
    )


class DecisionForm(DecisionOnForm):
    """Another person's decision on the proposal."""

    decision = RadioField(
        "Your decision",
        choices=[("approve", "Approve the proposal"), ("refuse", "Refuse the proposal")],
        validators=[InputRequired("Choose whether you approve the proposal")],
    )
    reason = TextAreaField("Reasons for your decision", validators=[_long_words("The reasons")])


class AsideForm(FlaskForm):
    """A proposal to leave out a quote that was stopped at its opening."""

    reason = TextAreaField(
        "Why the quote is to be set aside",
        validators=[
            InputRequired("Enter why the quote is to be set aside"),
            _long_words("The reason"),
        ],
    )


class DecideAsideForm(DecisionForm):
    """A second person's decision on such a proposal."""


class ScoreForm(FlaskForm):
    """Scores; `score_form` adds three fields for each quote and criterion on the page."""


class LettersForm(FlaskForm):
    """Outcome letters; `letters_form` adds a field of feedback for each quote."""


class StopLettersForm(FlaskForm):
    """The letters that wait are stopped."""

    reason = TextAreaField(
        "Why you stop the letters",
        validators=[InputRequired("Enter why you stop the letters"), _long_words("The reason")],
    )


class TakeDecisionBackForm(DecisionOnForm):
    """Why a decision is taken back before anybody is told."""

    reason = TextAreaField(
        "Why you take the decision back",
        validators=[
            InputRequired("Enter why you take the decision back"),
            _long_words("The reason"),
        ],
    )


class SendNowForm(FlaskForm):
    """The letters that are due leave."""


class AskFeedbackForm(FlaskForm):
    """What a company would like to know beside its letter."""

    text = TextAreaField(
        "What would you like to know?",
        validators=[
            InputRequired("Enter what you would like to know"),
            _long_words("What you would like to know"),
        ],
    )


class GiveFeedbackForm(FlaskForm):
    """The feedback that was asked for."""

    text = TextAreaField(
        "Feedback", validators=[InputRequired("Enter the feedback"), _long_words("The feedback")]
    )


def declaration_form(companies: dict[int, str], kinds: dict[str, str]) -> type[DeclarationForm]:
    """A form with an interest and its description for each company (by invitation and name)."""
    fields: dict[str, object] = {}
    for invitation_id, name in companies.items():
        fields[f"kind_{invitation_id}"] = RadioField(
            name,
            choices=list(kinds.items()),
            validators=[InputRequired(f"Say whether you have an interest in {name}")],
        )
        fields[f"description_{invitation_id}"] = TextAreaField(
            f"What the interest in {name} is", validators=[_long_words("The description")]
        )
    return type("DeclarationFormOfCompanies", (DeclarationForm,), fields)


class Scored(NamedTuple):
    """What one score on a page is of: a quote and a criterion, in words, and what may be given."""

    quote_id: int
    criterion_id: int
    company: str
    criterion: str
    scale: Mapping[int, str]
    is_pass_fail: bool

    @property
    def name(self) -> str:
        """By which its fields are known on the page."""
        return f"{self.quote_id}_{self.criterion_id}"


def score_form(cells: Sequence[Scored]) -> type[ScoreForm]:
    """A form with a score, a comment, and the mark of what was shown, for each cell.

    Whether a score may be given is for the operation, which says so at its field.
    """
    fields: dict[str, object] = {}
    for cell in cells:
        about = f"{cell.criterion}: {cell.company}"
        fields[f"score_{cell.name}"] = RadioField(
            about,
            choices=[(str(value), words) for value, words in cell.scale.items()],
            validate_choice=False,
        )
        fields[f"comment_{cell.name}"] = TextAreaField(
            f"Comment on {about}", validators=[_long_words("The comment")]
        )
        fields[f"seen_{cell.name}"] = HiddenField()
    return type("ScoreFormOfCells", (ScoreForm,), fields)


def letters_form(companies: dict[int, str], drafts: dict[int, str]) -> type[LettersForm]:
    """A form with feedback for each quote (by quote id: the company, and what is drafted)."""
    fields = {
        f"feedback_{quote_id}": TextAreaField(
            f"Feedback to {name}",
            default=drafts.get(quote_id, ""),
            validators=[_long_words("The feedback", LONGEST_FEEDBACK)],
        )
        for quote_id, name in companies.items()
    }
    return type("LettersFormOfQuotes", (LettersForm,), fields)
