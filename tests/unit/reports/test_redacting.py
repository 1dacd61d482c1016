"""What an officer withholds is in no text of the redacted file."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.quotes.marks import Marked
from app.reports.wholefile import Decided, FileIn, Known, Part, WholeFile, redacted, still_there
from app.reports.wholefile.model import Files, Gives, Heading, MarkedPart, Prose, Said, Table
from app.reports.wholefile.redacting import COMMERCIAL, PERSONAL, marked_confidential

AT = datetime(2013, 12, 4, tzinfo=UTC)
WINNER, LOSER = 1, 2
KNOWN = Known(
    company_people=("Una Example", "una@example.example"),
    group_people=("Isla Duncan", "isla@cpg.example"),
    officers=("Morag Sinclair",),
    companies={WINNER: "Sample Insight CIC", LOSER: "Example Research Ltd"},
    winner_id=WINNER,
)
EVERYTHING = Decided(officers=True, company_names=True, totals=True, contents_of=frozenset({LOSER}))


def whole(*blocks: Heading | Prose | Table | Files) -> WholeFile:
    part = Part("quotes", "Quotes", blocks)
    return WholeFile("KM-1", "A review", "The group", AT, "Morag Sinclair", [part])


def words_of(file: WholeFile) -> str:
    return repr(file)


@pytest.mark.parametrize(
    "written",
    [
        "Una Example wrote it.",
        "UNA  EXAMPLE wrote it.",
        "Una\nExample wrote it.",
        "Write to una@example.example, please.",
        "(Una Example)",
        "Una Example’s plan",
    ],
)
def test_a_name_is_withheld_however_it_is_spaced_and_cased(written: str) -> None:
    file = redacted(whole(Prose("Comment", Said(written))), KNOWN, Decided())
    assert "una" not in words_of(file).casefold().replace("unaware", "")
    assert f"[redacted: {PERSONAL}]" in words_of(file)


def test_a_name_inside_another_word_is_no_name() -> None:
    known = Known(("Ann Lee",), (), (), {}, None)
    file = redacted(whole(Prose("Comment", Said("The Ann Leeson prize"))), known, Decided())
    assert "The Ann Leeson prize" in words_of(file)


def test_decomposed_letters_are_the_same_name() -> None:
    known = Known(("Zoë Brontë",), (), (), {}, None)
    written = Said("Zoe\N{COMBINING DIAERESIS} Bronte\N{COMBINING DIAERESIS} said so.")
    file = redacted(whole(Prose("Comment", written)), known, Decided())
    assert "Bront" not in words_of(file)


def test_an_address_that_somebody_had_before_is_withheld_too() -> None:
    sent = Prose("Sent to", Said("una.old@example.example, isla@cpg.example"))
    only_companies = Decided(group_people=False)
    words = words_of(redacted(whole(sent), KNOWN, only_companies))
    assert "una.old" not in words
    assert "isla@cpg.example" in words


def prices(total: str, line: str, about: int) -> Table:
    row = [Said("Fieldwork", Gives.LINE_PRICE, about), Said(line, Gives.LINE_PRICE, about)]
    return Table("Prices", ("Line", "Price"), [row, [Said("All"), Said(total, Gives.TOTAL, about)]])


def test_prices_of_those_who_did_not_win_are_withheld_and_named_nowhere_else() -> None:
    told = Prose("Comment", Said("They ask £4,560.00, or 4560, in all £9,876.50 (9,876.50)."))
    file = whole(
        prices("£9,876.50", "£4,560.00", LOSER), prices("£8,000.00", "£3,000.00", WINNER), told
    )
    lines_only = words_of(redacted(file, KNOWN, Decided()))
    assert "4,560" not in lines_only
    assert "4560" not in lines_only
    assert "9,876.50" in lines_only
    both = words_of(redacted(file, KNOWN, Decided(totals=True)))
    assert "9,876.50" not in both
    for kept in ("£8,000.00", "£3,000.00"):
        assert kept in both


def test_a_price_that_the_winner_asks_too_stays_where_it_is_the_winners() -> None:
    file = whole(prices("£9,000.00", "£4,000.00", LOSER), prices("£4,000.00", "£1.00", WINNER))
    found = redacted(file, KNOWN, Decided())
    assert words_of(found).count("£4,000.00") == 1


def test_answers_and_files_are_withheld_by_company_and_one_by_one() -> None:
    given = Prose("Question", Said("Our secret method", Gives.CONTENTS, LOSER))
    kept = Prose("Question", Said("Our open method", Gives.CONTENTS, WINNER))
    files = [
        FileIn("quote-1", "Example Research Ltd", "secret plan.pdf", 10, "ab" * 32, "x1", "key"),
        FileIn("brief-1", "Version 1", "remit.txt", 11, "cd" * 32, "x2"),
    ]
    decided = Decided(contents_of=frozenset({LOSER}), released=frozenset({"brief-1"}))
    file = redacted(whole(given, kept, Files("Files", files)), KNOWN, decided)
    words = words_of(file)
    for secret in ("secret", "abab", "x1"):
        assert secret not in words
    for there in ("Our open method", "remit.txt", f"[redacted: {COMMERCIAL}]"):
        assert there in words
    withheld, released = file.files
    assert withheld.withheld
    assert not withheld.stored_as
    assert released.stored_as == "x2"


def test_every_redaction_is_listed_with_its_reason_and_counted() -> None:
    comments = Prose("Comment", Said("Una Example and Isla Duncan, and Una Example again."))
    file = redacted(whole(comments), KNOWN, EVERYTHING)
    listed = {(each.part, each.what): each.times for each in file.redactions or ()}
    assert listed["Quotes", "names of companies’ people"] == 2
    assert listed["Quotes", "names of members and keyholders"] == 1
    assert listed["Head of the file", "names of officers"] == 1
    assert words_of(file).count(f"[redacted: {PERSONAL}]") == 4


def test_single_words_of_a_withheld_name_are_pointed_out() -> None:
    file = redacted(whole(Prose("Comment", Said("Una thinks so."))), KNOWN, Decided())
    assert still_there(file, KNOWN, Decided()) == {"Una": ["Quotes"]}
    more = Decided(words=("Una",))
    assert still_there(redacted(file, KNOWN, more), KNOWN, more) == {}


def test_an_answer_that_speaks_of_confidence_is_found() -> None:
    given = Prose("Question", Said("This is commercial in confidence.", Gives.CONTENTS, LOSER))
    assert marked_confidential(whole(given)) == [LOSER]
    assert (
        marked_confidential(whole(Prose("Question", Said("We are confident.", Gives.CONTENTS))))
        == []
    )


def test_a_part_that_its_company_considers_confidential_is_withheld_by_itself() -> None:
    answers = (
        Prose("Question 1", Said("Our own method", Gives.CONTENTS, WINNER, "answer:a")),
        Prose("Question 2", Said("Known to all", Gives.CONTENTS, WINNER, "answer:b")),
        Prose("Question 1", Said("As others do it", Gives.CONTENTS, LOSER, "answer:a")),
    )
    file = redacted(whole(*answers), KNOWN, Decided(parts=frozenset({f"{WINNER}/answer:a"})))
    assert "Our own method" not in words_of(file)
    assert "Known to all" in words_of(file)
    assert "As others do it" in words_of(file)
    assert file.redactions is not None
    assert [(each.what, each.reason, each.times) for each in file.redactions] == [
        ("parts that a company considers confidential", COMMERCIAL, 1)
    ]


def test_marked_prices_of_the_winner_are_withheld_and_found_in_other_texts() -> None:
    line = Said("£3,560.00", Gives.LINE_PRICE, WINNER, "prices")
    total = Said("£9,000.00", Gives.TOTAL, WINNER)
    blocks = (Table("Prices", (), [[line], [total]]), Prose("Comment", Said("Only £3,560 for it.")))
    shown = words_of(redacted(whole(*blocks), KNOWN, Decided()))
    assert "3,560.00" in shown
    withheld = words_of(
        redacted(whole(*blocks), KNOWN, Decided(parts=frozenset({f"{WINNER}/prices"})))
    )
    assert "3,560" not in withheld
    assert "9,000.00" in withheld


def test_what_a_company_says_of_its_marks_is_in_no_file_for_others() -> None:
    rows = [[Said(words, Gives.MARKS, WINNER) for words in ("prices", "end 2016", "Our rates")]]
    marks = Table("What Sample Insight CIC considers confidential", ("Part",), rows)
    mark = MarkedPart(
        "1/prices", "Sample Insight CIC: prices", Marked("prices", "Our rates", "2016")
    )
    file = redacted(replace(whole(marks), marked=[mark]), KNOWN, Decided())
    assert "Our rates" not in words_of(file)
    assert "considers confidential" not in repr(file.parts)
    assert file.redactions is not None
    assert [each.times for each in file.redactions] == [1]
