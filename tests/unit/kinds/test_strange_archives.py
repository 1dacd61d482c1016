"""Archives that are legal by the letter: what an unpacker makes of them, and what we say."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest

from app.kinds import NotAccepted, check_content
from tests.factories.strange_archives import holding_itself, quoting


def test_an_archive_that_holds_itself_is_really_one_and_is_refused_at_once() -> None:
    whole = holding_itself("again.zip")
    for _ in range(5):
        with ZipFile(BytesIO(whole)) as archive:
            assert archive.namelist() == ["again.zip"]
            assert archive.read("again.zip") == whole, "it would go on for ever"
    with pytest.raises(NotAccepted) as refused:
        check_content(BytesIO(whole), "quote.zip")
    assert refused.value.sentence == (
        "In quote.zip: again.zip holds archives inside archives. Send what is in it by itself"
    )


def test_one_that_calls_what_it_holds_words_is_refused_for_what_that_is() -> None:
    with pytest.raises(NotAccepted, match=r"In quote\.zip: again\.txt is not what its name says"):
        check_content(BytesIO(holding_itself("again.txt")), "quote.zip")


def test_entries_that_hold_one_another_are_really_many_bytes_and_are_refused_unpacked() -> None:
    whole = quoting(250, 3_000_000)
    with ZipFile(BytesIO(whole)) as archive:
        assert len(whole) < 30_000 < 750_000_000 < sum(i.file_size for i in archive.infolist())
        assert len({each.header_offset for each in archive.infolist()}) == 250
    with pytest.raises(NotAccepted) as refused:
        check_content(BytesIO(whole), "quote.zip")
    assert refused.value.sentence == (
        "quote.zip is damaged, or holds more than it lists. Make it anew"
    )
