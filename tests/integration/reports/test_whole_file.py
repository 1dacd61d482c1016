"""The whole file of a commission as an archive: what is in it, for whom, and when."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest

from app import clock as the_clock
from app.access import Role
from app.audit.models import AuditEntry
from app.commissions import operations as commissions
from app.commissions.models import Commission
from app.commissions.operations import PriceWanted
from app.commissions.queries import invited
from app.database import db
from app.errors import NotFound
from app.evaluation import operations as evaluation
from app.evaluation.queries import comparison
from app.evaluation.rules import Interest
from app.people.models import Company, CompanySize, Person
from app.reports.wholefile import FileIn, Part, WholeFile, archived, whole_file
from app.reports.wholefile.model import Files
from app.sealed_files import keep_sealed
from app.sealing.server_key import server_key
from tests.browsing import Browser, words_of
from tests.counting import statements_of
from tests.factories.commissions import CRITERIA, make_commission, make_companies
from tests.factories.evaluation import declare, make_awarded, make_opened, score_all
from tests.factories.people import make_member, make_officer, make_person
from tests.factories.quotes import open_quotes, submit_quote

Browsers = Callable[[Person], Browser]
KEYS = [
    *("commission", "brief", "invitations", "clarifications", "receipts", "opening", "quotes"),
    *("enquiries", "declarations", "scores", "moderation", "doubts", "award", "letters"),
    *("deliverables", "audit"),
]


def address(commission: Commission) -> str:
    return f"/commissions/{commission.reference}/file"


def archive_of(browser: Browser, commission: Commission) -> ZipFile:
    made = browser.submit(browser.get(address(commission)), button="Make the ZIP archive")
    assert made.status_code == 200
    assert made.content_type == "application/zip"
    return ZipFile(io.BytesIO(made.data))


def text_of(archive: ZipFile) -> str:
    return "\n".join(archive.read(name).decode(errors="replace") for name in archive.namelist())


def made_entries(commission: Commission) -> list[AuditEntry]:
    found = db.session.query(AuditEntry).filter_by(commission_id=commission.id)
    return found.filter(AuditEntry.act == "whole file made").all()


def test_an_officer_makes_the_file_which_is_put_on_record(
    app: object, client_as: Browsers, tmp_path: Path
) -> None:
    commission = make_awarded()
    browser = client_as(make_officer())
    page = browser.get(address(commission))
    assert "Record of the opening" in words_of(page)
    assert not made_entries(commission)
    archive = archive_of(browser, commission)
    assert len(made_entries(commission)) == 1
    names = archive.namelist()
    pages = [f"{number:02}-{key}.html" for number, key in enumerate(KEYS, 1)]
    assert [name for name in names if name in pages] == pages
    assert names[0] == "contents.html"
    assert names[-1] == "manifest.sha256"
    assert archive.testzip() is None
    whole = text_of(archive)
    for words in ("Our answer 1.", "£9,000.00", "Why 3.", "Best by far.", "whole file made"):
        assert words in whole, words
    archive.extractall(tmp_path)
    checked = subprocess.run(
        [sys.executable, "audit/verifying.py", "audit/audit.jsonl"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_manifest_holds_the_hash_of_every_other_entry(app: object, client_as: Browsers) -> None:
    commission = make_awarded()
    archive = archive_of(client_as(make_officer()), commission)
    lines = archive.read("manifest.sha256").decode().splitlines()
    listed = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    assert set(listed) == set(archive.namelist()) - {"manifest.sha256"}
    for name, digest in listed.items():
        assert hashlib.sha256(archive.read(name)).hexdigest() == digest


def test_files_come_whole_and_their_names_stay_in_the_archive(
    app: object, client_as: Browsers
) -> None:
    company = Company(
        name="../../Example & <b>Research</b>\\..\\CON",
        size=CompanySize.MICRO,
        since=the_clock.today(),
    )
    company.contacts = [
        Person(name="Una Example", email="una@hostile.example", since=the_clock.today())
    ]
    db.session.add(company)
    commission = make_commission("issued", companies=[company, *make_companies(2)])
    for invitation in invited(commission):
        own = invitation.company is company
        given = [("../../etc/passwd.txt", b"a plan\n"), ("价格 plan.txt", b"words " * 9_000)]
        submit_quote(invitation, files_given=given if own else ())
    open_quotes(commission)
    archive = archive_of(client_as(make_officer()), commission)
    names = archive.namelist()
    for name in names:
        steps = name.split("/")
        assert not {"", ".", ".."} & set(steps), name
        assert not any(mark in name for mark in '\\:*?"<>|'), name
        assert len(name) < 200
    (plan,) = [name for name in names if name.endswith("passwd.txt")]
    (chinese,) = [name for name in names if name.endswith("价格 plan.txt")]
    assert archive.read(plan) == b"a plan\n"
    assert archive.read(chinese) == b"words " * 9_000
    assert archive.getinfo(chinese).compress_type == ZIP_STORED
    page = archive.read("07-quotes.html").decode()
    assert "<b>Research</b>" not in page
    assert hashlib.sha256(b"a plan\n").hexdigest() in page


def test_nothing_of_a_quote_is_in_it_before_the_opening(app: object, client_as: Browsers) -> None:
    commission = make_commission("issued", companies=3)
    for invitation in invited(commission):
        submit_quote(
            invitation,
            1_234_567,
            ("Canary answer.", "Canary two."),
            [("canary.txt", b"canary bytes")],
        )
    whole = text_of(archive_of(client_as(make_officer()), commission))
    for canary in ("Canary answer", "12,345.67", "canary.txt", "canary bytes"):
        assert canary not in whole
    assert "the quotes are sealed until two keyholders have opened them" in whole
    assert invited(commission)[0].company.name in whole


def test_scores_are_in_it_only_once_they_are_open_to_one_another(
    app: object, client_as: Browsers
) -> None:
    commission, officer = make_opened(), make_officer()
    first, second = make_member(), make_member()
    for member in (first, second):
        declare(commission, member)
    score_all(commission, first, [4, 3, 2])
    browser = client_as(officer)
    early = archive_of(browser, commission)
    assert "Why 4." not in text_of(early)
    assert "scores are hidden from one another" in early.read("10-scores.html").decode()
    assert "Our answer 1." in early.read("07-quotes.html").decode()
    evaluation.close_scoring(commission, "The meeting is tomorrow.", by=officer)
    late = archive_of(browser, commission).read("10-scores.html").decode()
    assert "Why 4." in late


@pytest.mark.parametrize("roles", [(Role.MEMBER,), (Role.KEYHOLDER,), (Role.ADMINISTRATOR,)])
def test_only_officers_make_it(app: object, client_as: Browsers, roles: tuple[Role, ...]) -> None:
    commission = make_awarded()
    other = client_as(make_person(*roles))
    assert other.get(address(commission)).status_code == 403
    assert other.post(address(commission)).status_code in (400, 403)
    for person in (make_person(*roles), make_person(Role.OFFICER, Role.ADMINISTRATOR)):
        with pytest.raises(NotFound):
            whole_file(person, commission)
    assert not made_entries(commission)


def test_an_officer_with_a_conflict_gets_none_of_it(app: object, client_as: Browsers) -> None:
    commission, conflicted = make_opened(), make_person(Role.OFFICER, Role.MEMBER)
    declare(commission, conflicted, Interest.CONFLICT)
    assert client_as(conflicted).get(address(commission)).status_code == 404


def test_whoever_prices_are_hidden_from_finds_none_in_it(app: object) -> None:
    commission, officer = make_commission("draft"), make_officer()
    hidden = PriceWanted(is_hidden=True)
    commissions.set_criteria(commission, 40, CRITERIA, hidden, by=officer)
    commissions.issue_brief(commission, the_clock.now(), by=officer)
    for invitation in invited(commission):
        submit_quote(invitation, 765_432)
    open_quotes(commission)
    scorer = make_person(Role.OFFICER, Role.MEMBER)
    declare(commission, scorer)
    assert "7,654.32" not in repr(whole_file(scorer, commission))
    assert "Hidden from you until your scores are in." in repr(whole_file(scorer, commission))
    assert "7,654.32" in repr(whole_file(officer, commission))


def test_the_statements_do_not_grow_with_the_rows(app: object) -> None:
    officer = make_officer()
    few, many = make_opened((9_000, 9_500, 9_900)), make_opened([9_000 + n for n in range(12)])
    counted = [statements_of(lambda one=one: whole_file(officer, one)) for one in (few, many)]
    assert counted[0] == counted[1]
    assert len(comparison(many, officer).columns) == 12


def test_a_large_file_goes_through_memory_in_parts(app: object) -> None:
    megabytes = 24
    sealed = keep_sealed(io.BytesIO(b"quote!!!" * (megabytes << 17)), server_key().public)
    file = FileIn(
        "quote-1", "Example", "large.pdf", megabytes << 20, "", sealed, server_key().secret
    )
    part = Part("quotes", "Quotes", [Files("Files", [file])])
    whole = WholeFile("KM-1", "A review", "The group", the_clock.now(), "Morag", [part])
    largest = 0
    tracemalloc.start()
    sent = 0
    for piece in archived(whole):
        largest, sent = max(largest, len(piece)), sent + len(piece)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert sent > megabytes << 20
    assert largest < 3 << 20
    assert peak < 8 << 20


def test_it_is_the_same_twice_but_for_the_audit(app: object) -> None:
    commission, officer = make_awarded(), make_officer()
    first, second = (b"".join(archived(whole_file(officer, commission))) for _ in range(2))
    assert first == second
