"""Forms of the evaluation: shape and format only."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length

from app.seen import DecisionOnForm

LONGEST_WORDS = 4_000


def _long_words(name: str) -> Length:
    return Length(
        max=LONGEST_WORDS, message=f"{name} must be {LONGEST_WORDS:,} characters or fewer"
    )


class DeclarationForm(FlaskForm):
    """An interest in a commission."""

    interest = RadioField(
        "Do you have an interest in any company that was invited?",
        choices=[
            ("no interest", "I have no interest"),
            ("conflict of interest", "I have, or could be thought to have, a conflict of interest"),
        ],
        validators=[InputRequired("Choose whether you have an interest")],
    )
    description = TextAreaField("What the interest is", validators=[_long_words("The description")])


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
    """One quote's scores; `score_form` adds two fields for each criterion."""


class LettersForm(FlaskForm):
    """Outcome letters; `letters_form` adds a field of feedback for each quote."""


class StopLettersForm(FlaskForm):
    """The letters that wait are stopped."""

    reason = TextAreaField(
        "Why you stop the letters",
        validators=[InputRequired("Enter why you stop the letters"), _long_words("The reason")],
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


def score_form(criteria: dict[int, str], scores: dict[int, str]) -> type[ScoreForm]:
    """A form with a score and a comment for each criterion (by id and title)."""
    fields: dict[str, object] = {}
    choices = [("", "Not scored yet"), *((str(value), words) for value, words in scores.items())]
    for criterion_id, title in criteria.items():
        fields[f"score_{criterion_id}"] = SelectField(
            f"Score for {title}", choices=choices, validate_choice=True
        )
        fields[f"comment_{criterion_id}"] = TextAreaField(
            f"Comment on {title}", validators=[_long_words("The comment")]
        )
    return type("ScoreFormOfBrief", (ScoreForm,), fields)


def letters_form(companies: dict[int, str], drafts: dict[int, str]) -> type[LettersForm]:
    """A form with feedback for each quote (by quote id: the company, and what is drafted)."""
    fields = {
        f"feedback_{quote_id}": TextAreaField(
            f"Feedback to {name}",
            default=drafts.get(quote_id, ""),
            validators=[_long_words("The feedback")],
        )
        for quote_id, name in companies.items()
    }
    return type("LettersFormOfQuotes", (LettersForm,), fields)
