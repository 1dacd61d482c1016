"""An officer closes scoring while a member types: what was typed is kept on the page, and told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.e2e.visitor import PHONE, WIDE, Visitor

VisitAs = Callable[..., Visitor]
HERE = "/commissions/KM-2013-01"
METHOD = "Method: Example Research Ltd"
KEPT, TYPED = "Reads well, and says who goes out.", "But the last interview comes too late."


def test_whose_sign_in_ends_while_they_type_is_told_to_copy_it(visit_as: VisitAs) -> None:
    callum = visit_as("callum").go(f"{HERE}/score").follow("Method", exact=True)
    callum.context.clear_cookies()
    callum.expected.add(400)
    callum.type(f"Comment on {METHOD}", TYPED)
    callum.page.get_by_text("Not saved: your sign-in may have ended.").wait_for()
    box = callum.page.get_by_label(f"Comment on {METHOD}", exact=True)
    assert box.input_value() == TYPED


@pytest.mark.parametrize("window", [WIDE, PHONE], ids=["wide", "phone"])
def test_what_is_typed_while_scoring_is_closed_is_not_lost(
    visit_as: VisitAs, window: dict[str, int]
) -> None:
    callum = visit_as("callum", window=window)
    if window == PHONE:  # it was closed in the other test: the page of a late comer
        callum.go(f"{HERE}/score").sees("The officer has closed scoring")
        callum.look(closely=True)
        callum.follow("Example Research Ltd").sees(KEPT)
        callum.sees_nothing_of(TYPED)
        callum.keep_picture("closed on a phone")
        return
    callum.go(f"{HERE}/score").follow("Method", exact=True)
    callum.choose("3 – ", f"Score for {METHOD}").type(f"Comment on {METHOD}", KEPT)
    callum.press("Save scores")
    callum.follow("Method", exact=True)
    morag = visit_as("morag").go(f"{HERE}/comparison").follow("Close scoring")
    morag.sees("Callum Reid", "Fiona Watt")
    morag.type("Why you are closing scoring", "The group meets tomorrow.")
    callum.page.get_by_label(f"Comment on {METHOD}", exact=True).focus()
    morag.press("Close scoring").sees("Scoring is closed", "without Callum Reid, Fiona Watt")
    callum.expected.add(422)
    callum.type(f"Comment on {METHOD}", TYPED)
    callum.page.get_by_text("Not saved. The officer has closed scoring").wait_for()
    morag.sees_nothing_of(TYPED)
    callum.press("Save scores").sees("The officer has closed scoring")
    callum.sees("What you typed came too late and is not part of the record", TYPED, KEPT)
    callum.look(closely=True)
    callum.keep_picture("closed while typing")
