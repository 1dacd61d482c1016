"""Feedback is drafted by criterion from the consensus reason, else from members' comments."""

from __future__ import annotations

from app.evaluation.rules import Reasons, drafted_feedback, names_said


def test_the_reason_of_the_consensus_takes_the_place_of_members_comments() -> None:
    given = [Reasons("Method", "Clear, but late.", ["Good.", "Too late."])]
    assert drafted_feedback(given) == "Method: Clear, but late."


def test_comments_stand_in_where_there_was_no_consensus_each_once() -> None:
    given = [
        Reasons("Method", "", ["Good. ", "Too late.", "Good."]),
        Reasons("Experience", "", ["Known people."]),
        Reasons("Price of travel", "", []),
    ]
    assert drafted_feedback(given) == "Method:\n– Good.\n– Too late.\n\nExperience: Known people."


def test_a_draft_is_never_longer_than_what_can_be_sent() -> None:
    given = [Reasons(f"Criterion {n}", "word " * 20, []) for n in range(10)]
    draft = drafted_feedback(given, 400)
    assert 200 < len(draft) <= 400
    assert draft.endswith("word")


def test_names_in_a_draft_are_found_whatever_their_case() -> None:
    text = "Better than example research ltd. Morag liked it."
    names = ["Example Research Ltd", "Sample Studio", "Morag", "Morag"]
    assert names_said(text, names) == ["Example Research Ltd", "Morag"]
