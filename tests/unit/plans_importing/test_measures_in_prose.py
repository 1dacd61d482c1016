"""Figures in prose are measures where the words say what they count, and nowhere else."""

from datetime import date
from decimal import Decimal

import pytest

from app.plans.importing import ReadMeasure, read_page


def measures(prose: str) -> tuple[ReadMeasure, ...]:
    page = f"A plan\nAn outcome.\nAction 1\nDo it\nSuccess against Outcome\n{prose}\n"
    return read_page(page).actions[0].measures


@pytest.mark.parametrize(
    ("prose", "name", "value", "unit"),
    [
        ("The page now has 121 likes.", "likes", "121", ""),
        ("Number of visits: 1,234", "visits", "1234", ""),
        ("Facebook likes – 150", "facebook likes", "150", ""),
        ("Visits rose from 100 to 150.", "visits", "150", ""),
        ("12.5% increase in visits", "increase in visits", "12.5", "%"),
        ("85% of respondents were pleased", "respondents", "85", "%"),
        ("Satisfaction: 92 per cent", "satisfaction", "92", "%"),
        ("Raised £1,250.50 for the hall", "raised", "1250.50", "£"),
        ("Funding of £2.5m", "funding", "2500000", "£"),
        ("1.2 million views", "views", "1200000", ""),
        ("3 km of new path built", "new path", "3", "km"),
        ("The B979 has 3 crossings", "crossings", "3", ""),
        ("In 2014 visits rose to 300", "visits", "300", ""),
        ("2000 leaflets were delivered", "leaflets", "2000", ""),
        ("16 young people aged 12 to 17 came", "young people", "16", ""),
        ("120 volunteer hours given", "volunteer hours", "120", ""),
        ("2,000 visits in 2 weeks", "visits", "2000", ""),
        ("1 new group has formed.", "new group", "1", ""),
        ("0 complaints", "complaints", "0", ""),
    ],
)
def test_a_figure_with_its_noun_is_a_measure(prose: str, name: str, value: str, unit: str) -> None:
    (found,) = measures(prose)
    assert (found.name, found.value, found.unit) == (name, Decimal(value), unit)


@pytest.mark.parametrize(
    "prose",
    [
        "Telephone 01561 123456 or write to one@example.org",
        "Tel: 123456 visitors welcome",
        "The course ran for 12 days in March 2014.",
        "10-15 people attended, between 20 and 30 people later",
        "3 out of 5 schools took part, 1 in 4 pupils",
        "Open 9am to 5pm, 7 days a week, at AB30 1XX on the A90",
        "Phase 2 started on 12 May 2014, see page 12",
        "For those aged 16-24 from 2013-16 and 2013/14",
        "1. Walks 2. Talks",
        "Top 10 posts in bus 27",
        "12,5 visits",
        "Version 2.0.1 of 24/10/13",
        "fifty people came for 100 days",
    ],
)
def test_dates_labels_ranges_and_telephone_numbers_are_no_measures(prose: str) -> None:
    assert measures(prose) == ()


def test_a_reading_has_its_day_only_where_its_own_sentence_gives_one() -> None:
    prose = "24/10/13: 80 likes. 45 shares. 10 copies (31 March 2014). Since 1/9/13, 7 walks."
    assert [(each.name, each.day) for each in measures(prose)] == [
        ("likes", date(2013, 10, 24)),
        ("shares", None),
        ("copies", date(2014, 3, 31)),
        ("walks", None),
    ]


@pytest.mark.parametrize(
    "prose",
    [
        "Weekly walks are on average 20 people, with a maximum to date of 64.",
        "Weekly walks had an average of 20 people and a peak of 64 people.",
        "Average weekly walks: 20 people. Maximum weekly walks: 64 people.",
    ],
)
def test_average_and_maximum_are_two_measures_of_one_name(prose: str) -> None:
    assert [(each.name, each.value, each.unit, each.qualifier) for each in measures(prose)] == [
        ("weekly walks", 20, "people", "average"),
        ("weekly walks", 64, "people", "maximum"),
    ]


def test_a_bracket_or_a_loose_word_is_kept_as_the_note() -> None:
    prose = "30 walks (counted twice), over 40 talks and 50+ picnics."
    assert [each.note for each in measures(prose)] == ["counted twice", "over", "or more"]


def test_a_measure_has_the_sentence_and_line_that_it_stands_in() -> None:
    (found,) = measures("Much was done. We met approx. 30 groups. More will follow.")
    assert (found.sentence, found.line) == ("We met approx. 30 groups.", 6)


def test_figures_in_progress_are_not_measures_of_success() -> None:
    page = "A plan\nAn outcome.\nAction 1\nDo it\nAction Progress\n12 leaflets were printed.\n"
    assert read_page(page).actions[0].measures == ()
