"""Brief to flag to paper, as each person, by clicking and typing in a real browser."""

from __future__ import annotations

from collections.abc import Callable

from tests.e2e.story import commissioning, deciding, quoting, recommending, replanning, slipping
from tests.e2e.story.cast import EXAMPLE, SAMPLE, TOM, TOM_FILE, UNA, UNA_FILE, Story
from tests.e2e.tracker import Tracker
from tests.e2e.visitor import Visitor


def test_the_whole_story_from_brief_to_flag_to_paper(
    visit: Callable[..., Visitor],
    visit_as: Callable[..., Visitor],
    visit_as_company: Callable[..., Visitor],
    tracker: Tracker,
) -> None:
    story = Story(visit, visit_as, visit_as_company, tracker)

    morag = commissioning.morag_starts_from_the_plan(story)
    commissioning.she_writes_the_brief(story, morag)
    commissioning.weights_of_95_are_refused_in_a_sentence(story, morag)
    commissioning.she_asks_attaches_and_invites(story, morag)
    commissioning.two_keyholders_rehearse(story, morag)
    commissioning.she_issues_it(story, morag)

    quoting.ann_declines_with_a_reason(story)
    quoting.una_asks_and_morag_answers_all(story)
    una = quoting.una_quotes(story)
    key = quoting.they_send(story, una, UNA, EXAMPLE, UNA_FILE)
    quoting.she_reads_it_with_her_own_key(una, key)
    tom = quoting.tom_quotes(story)
    quoting.they_send(story, tom, TOM, SAMPLE, TOM_FILE)
    quoting.nobody_of_the_group_can_read_them(story)
    una = quoting.una_begins_to_replace_hers(story, key)
    story.ruth_moves_the_calendar_to(21, 12, 2013)
    quoting.it_is_too_late_for_her(una)

    deciding.morag_begins_and_isla_confirms_the_opening(story)
    deciding.they_declare(story)
    deciding.morag_records_what_follows(story)
    deciding.they_score(story)
    deciding.the_comparison_ranks_them(story)
    deciding.two_quotes_are_few(story)
    deciding.morag_proposes_and_ewan_approves(story)
    deciding.the_letters_leave_together(story)
    deciding.the_loser_reads_the_outcome(story)
    deciding.the_final_report_is_put_on_the_list(story)

    story.ruth_moves_the_calendar_to(15, 7, 2014)
    slipping.the_plan_says_so_to_officers(story)
    replanning.una_says_why_it_is_late(story)
    replanning.ewan_accepts_it_in_words(story)
    replanning.the_plan_forecasts_it(story)
    replanning.morag_proposes_what_it_pushes(story)
    replanning.ewan_approves_it(story)
    slipping.morag_writes_the_sentence_and_ewan_approves_it(story)
    slipping.the_public_reads_only_the_sentence(story)
    slipping.the_second_review_is_published(story)
    replanning.the_edition_is_read_back_to_the_same_plan(story)
    slipping.it_is_on_paper(story)

    recommending.una_sends_the_report_and_morag_accepts_it(story)
    recommending.its_recommendation_is_listed_and_considered(story)
    recommending.it_becomes_a_milestone(story)
