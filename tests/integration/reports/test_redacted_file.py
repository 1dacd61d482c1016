"""The variant for others, and the file on paper: nothing that is withheld is anywhere in them."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from zipfile import ZipFile

import pytest

from app.access import Role
from app.audit.models import AuditEntry
from app.commissions.models import Commission
from app.commissions.queries import invited, issued_brief
from app.commissions.rules import OfferedDue
from app.database import db
from app.evaluation import operations as evaluation
from app.people.models import Person
from app.quotes.marks import PRICES, Marked, answer_part
from app.quotes.queries import opened_quotes
from tests.browsing import Browser, Value, words_of
from tests.factories.commissions import contact_of, make_commission
from tests.factories.evaluation import declare, propose, score_all
from tests.factories.people import make_officer, make_person
from tests.factories.quotes import open_quotes, submit_quote
from tests.printed import bookmarks_of, everything_in, ua_faults, words_of_pdf

Browsers = Callable[[Person], Browser]
SECRETS = ("Quernstone", "quernstone@loser.example", "Zebedee", "Method in confidence", "9,876.54")
SECRETS += ("Canary.txt", "canary bytes", "Whispered", "Winter visits", "Candlemas")


def judged() -> Commission:
    """An awarded commission, every company told, with canaries of the one that came second."""
    commission = make_commission("issued", companies=3)
    first, loser, third = invited(commission)
    contact = contact_of(loser.company)
    contact.name, contact.email = "Wilma Quernstone", "quernstone@loser.example"
    submit_quote(first, 900_000, ("Our open method.", "Two people."))
    answers = ("Method in confidence, says Wilma Quernstone.", "Wilma Quernstone.")
    dues = [OfferedDue("Winter visits", "by Candlemas")]
    submit_quote(loser, 987_654, answers, [("Canary.txt", b"canary bytes")], dues=dues)
    submit_quote(third, 990_000)
    open_quotes(commission)
    member = make_person(Role.MEMBER, name="Zebedee Tamworth")
    declare(commission, member)
    score_all(commission, member, [4, 2, 1])
    proposed = propose(commission, opened_quotes(commission)[0])
    proposed.reason = "Second was £9,876.54 by Wilma  QUERNSTONE. Whispered by a neighbour."
    evaluation.decide_award(commission, True, "Zebedee Tamworth agrees.", by=make_officer())
    evaluation.send_letters(commission, {}, by=make_officer())
    db.session.commit()
    return commission


def address(commission: Commission) -> str:
    return f"/commissions/{commission.reference}/file"


def choices(commission: Commission) -> dict[str, Value]:
    loser = invited(commission)[1]
    return {"contents_of": [str(loser.id)], "totals": True, "words": "Whispered\n\nx"}


def made(
    browser: Browser, commission: Commission, button: str, chosen: Mapping[str, Value]
) -> bytes:
    page = browser.get(f"{address(commission)}/redacted")
    seen = browser.submit(page, chosen, button="See the redacted file")
    assert seen.status_code == 200
    assert b"[redacted: s.38 personal data]" in seen.data
    taken = browser.press(seen, button)
    assert taken.status_code == 200
    return taken.data


def entries(commission: Commission, act: str) -> list[AuditEntry]:
    return db.session.query(AuditEntry).filter_by(commission_id=commission.id, act=act).all()


def test_nothing_that_is_withheld_is_in_the_archive(app: object, client_as: Browsers) -> None:
    commission, officer = judged(), make_officer()
    browser = client_as(officer)
    whole = browser.submit(browser.get(address(commission)), button="Make the ZIP archive")
    everything = b"".join(
        name.encode() + ZipFile(io.BytesIO(whole.data)).read(name)
        for name in ZipFile(io.BytesIO(whole.data)).namelist()
    ).decode(errors="replace")
    for secret in SECRETS:
        assert secret.casefold() in everything.casefold(), secret
    archive = ZipFile(
        io.BytesIO(made(browser, commission, "Make the ZIP archive", choices(commission)))
    )
    for name in archive.namelist():
        text = f"{name} {archive.read(name).decode(errors='replace')}".casefold()
        for secret in SECRETS:
            assert secret.casefold() not in text, (name, secret)
    assert not [name for name in archive.namelist() if name.startswith("audit/")]
    contents = archive.read("contents.html").decode()
    for words in ("names of companies’ people", "s.38 personal data", "s.33 commercial interests"):
        assert words in contents
    assert "Our open method." in archive.read("07-quotes.html").decode()
    (entry,) = entries(commission, "redacted file made")
    assert entry.after.startswith("ZIP: ")
    assert not any(secret in entry.after for secret in SECRETS)


def test_nothing_that_is_withheld_is_in_the_pdf(app: object, client_as: Browsers) -> None:
    commission = judged()
    browser = client_as(make_officer())
    pdf = made(browser, commission, "Make the PDF", choices(commission))
    raw = everything_in(pdf).decode(errors="replace") + pdf.decode("latin-1")
    for secret in SECRETS:
        assert secret.casefold() not in words_of_pdf(pdf).casefold(), secret
        assert secret.casefold() not in raw.casefold(), secret
    assert "What is redacted, and why" in bookmarks_of(pdf)[-1]
    assert "[redacted: s.38 personal data]" in words_of_pdf(pdf)
    assert ua_faults(pdf) == []


def test_the_whole_file_on_paper_has_contents_bookmarks_and_every_part(
    app: object, client_as: Browsers
) -> None:
    commission = judged()
    browser = client_as(make_officer())
    taken = browser.submit(browser.get(address(commission)), button="Make the PDF")
    assert taken.content_type == "application/pdf"
    pdf = taken.data
    words = words_of_pdf(pdf)
    for there in ("Contents", "7. Quotes", "Wilma Quernstone", "Canary.txt", "9,876.54"):
        assert there in words, there
    assert len([each for each in bookmarks_of(pdf) if "Record of the opening" in each]) == 1
    assert ua_faults(pdf) == []
    assert [each.after for each in entries(commission, "whole file made")] == ["PDF"]


def test_seeing_it_makes_nothing_and_going_back_keeps_what_was_chosen(
    app: object, client_as: Browsers
) -> None:
    commission = judged()
    browser = client_as(make_officer())
    page = browser.get(f"{address(commission)}/redacted")
    seen = browser.submit(page, choices(commission), button="See the redacted file")
    assert "Nothing has been made yet." in words_of(seen)
    assert "“Tamworth”" not in words_of(seen)
    back = browser.press(seen, "Change what is withheld")
    assert b"Whispered" in back.data
    assert not entries(commission, "redacted file made")


def test_answers_that_speak_of_confidence_are_ticked_and_files_are_not(
    app: object, client_as: Browsers
) -> None:
    commission = judged()
    page = client_as(make_officer()).get(f"{address(commission)}/redacted")
    loser = invited(commission)[1]
    ticked = [line for line in page.text.splitlines() if "checked" in line]
    assert any(f'value="{loser.id}"' in line for line in ticked if "contents_of" in line)
    assert not any("released" in line for line in ticked)


@pytest.mark.parametrize("role", [Role.MEMBER, Role.KEYHOLDER, Role.ADMINISTRATOR])
def test_only_officers_redact(app: object, client_as: Browsers, role: Role) -> None:
    commission = judged()
    assert client_as(make_person(role)).get(f"{address(commission)}/redacted").status_code == 403


def test_a_member_who_is_withheld_stays_withheld_in_scores(
    app: object, client_as: Browsers
) -> None:
    commission = judged()
    data = made(
        client_as(make_officer()), commission, "Make the ZIP archive", {"group_people": True}
    )
    scores = ZipFile(io.BytesIO(data)).read("10-scores.html").decode()
    assert "Why 4." in scores
    assert "Tamworth" not in scores


def test_marked_parts_are_ticked_with_why_and_the_officer_decides_each(
    app: object, client_as: Browsers
) -> None:
    commission = make_commission("issued", companies=3)
    winner, second, _ = invited(commission)
    asked = issued_brief(commission.id).questions
    marks = [
        Marked(answer_part(asked[0].key), "Nobody else does it so.", "end 2016"),
        Marked(answer_part(asked[1].key), "Our people are sought after.", "2020"),
        Marked(PRICES, "Our rates for all.", "the award"),
    ]
    answers = ("Lanterns on the shore.", "Two people.")
    submit_quote(winner, 912_345, answers, [("Plan.txt", b"plan")], marks=marks)
    submit_quote(second, 987_654)
    open_quotes(commission)
    member = make_person(Role.MEMBER)
    declare(commission, member)
    score_all(commission, member, [4, 2])
    browser = client_as(make_officer())
    whole = browser.submit(browser.get(address(commission)), button="Make the ZIP archive")
    quotes = ZipFile(io.BytesIO(whole.data)).read("07-quotes.html").decode()
    assert "considers confidential" in quotes
    assert "Nobody else does it so." in quotes
    page = browser.get(f"{address(commission)}/redacted")
    said = words_of(page)
    assert "The company considers this confidential. Until: end 2016. Reason: Nobody else" in said
    keys = [f"{winner.id}/{mark.part}" for mark in marks]
    assert all(re.search(rf'value="{re.escape(key)}"[^>]*checked', page.text) for key in keys)
    # The officer leaves the second answer in.
    given: dict[str, Value] = {"parts": [keys[0], keys[2]]}
    data = made(browser, commission, "Make the ZIP archive", given)
    archive = ZipFile(io.BytesIO(data))
    told = {name: archive.read(name).decode(errors="replace") for name in archive.namelist()}
    for secret in ("Lanterns on the shore", "Nobody else does it so", "sought after", "end 2016"):
        assert not any(secret in words for words in told.values()), secret
    assert "Two people." in told["07-quotes.html"]
    (entry,) = entries(commission, "redacted file made")
    assert "parts that a company considers confidential" in entry.after
