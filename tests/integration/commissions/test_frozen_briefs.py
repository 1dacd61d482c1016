"""An issued brief is frozen by the database itself, whoever asks."""

from __future__ import annotations

from collections.abc import Callable
from string import Template
from typing import cast

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app import clock
from app.commissions import operations
from app.commissions.freezing import freezing_sql
from app.commissions.models import Brief, Commission
from app.commissions.operations import CriterionWords
from app.commissions.queries import draft_brief, issued_brief
from app.database import db
from app.files import StoredFile
from tests.factories.commissions import make_commission

FROZEN = "an issued brief is frozen"
COLUMNS = (
    "commission_id, number, background, wanted, outputs, budget_withheld, terms, timetable,"
    " price_weight, delivery_written, amendment_reason"
)


def run(statement: str, **values: object) -> None:
    db.session.execute(text(statement), values)


def with_document(stage: str = "issued") -> Commission:
    """A commission whose brief has a document."""
    commission = make_commission("draft")
    stored = StoredFile("plan.pdf", "0123", 12, "ab" * 32, "application/pdf")
    operations.attach_document(commission, stored, by=commission.officer)
    if stage == "issued":
        operations.issue_brief(commission, clock.now(), by=commission.officer)
    db.session.commit()
    return commission


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE brief SET wanted = 'Something else' WHERE id = :brief",
        "UPDATE brief SET issued_at = NULL WHERE id = :brief",
        "UPDATE brief SET quote_deadline = '2020-01-01 00:00:00' WHERE id = :brief",
        "DELETE FROM brief WHERE id = :brief",
        "INSERT OR REPLACE INTO brief (id, $columns) SELECT id, $columns FROM brief"
        " WHERE id = :brief",
        "INSERT OR REPLACE INTO brief ($columns) SELECT $columns FROM brief WHERE id = :brief",
        "UPDATE criterion SET weight = 1 WHERE brief_id = :brief",
        "UPDATE criterion SET brief_id = :brief WHERE brief_id = :draft",
        "DELETE FROM criterion WHERE brief_id = :brief",
        "INSERT INTO criterion (brief_id, number, key, title, guidance, weight)"
        " VALUES (:brief, 9, 'k', 'More', '', 5)",
        "UPDATE question SET text = 'Another?' WHERE brief_id = :brief",
        "UPDATE question SET brief_id = :draft, number = 9 WHERE brief_id = :brief AND number = 1",
        "DELETE FROM question WHERE brief_id = :brief",
        "INSERT INTO question (brief_id, number, key, text) VALUES (:brief, 9, 'k', 'More?')",
        "UPDATE brief_document SET typed_name = 'other.pdf' WHERE brief_id = :brief",
        "DELETE FROM brief_document WHERE brief_id = :brief",
        "INSERT INTO brief_document (brief_id, title, typed_name, stored_as, size, sha256, kind)"
        " VALUES (:brief, '', 'new.pdf', '99', 1, 'cd', 'application/pdf')",
    ],
)
def test_the_database_refuses_to_change_an_issued_brief(app: Flask, statement: str) -> None:
    issued, draft = with_document(), with_document("draft")
    values = {"brief": issued_brief(issued.id).id, "draft": _draft(draft).id}
    needed = {name: value for name, value in values.items() if f":{name}" in statement}
    with pytest.raises(IntegrityError, match=FROZEN):
        run(Template(statement).substitute(columns=COLUMNS), **needed)


def test_a_replaced_criterion_cannot_be_drawn_out_of_an_issued_brief(app: Flask) -> None:
    issued, draft = make_commission("issued"), make_commission("draft")
    frozen = issued_brief(issued.id).criteria[0].id
    with pytest.raises(IntegrityError, match=FROZEN):
        run(
            "INSERT OR REPLACE INTO criterion (id, brief_id, number, key, title, guidance, weight)"
            " VALUES (:id, :draft, 9, 'k', 'Mine now', '', 5)",
            id=frozen,
            draft=_draft(draft).id,
        )


@pytest.mark.parametrize("weight", [14, 16, 100])
def test_the_database_refuses_to_issue_weights_that_do_not_total_100(
    app: Flask, weight: int
) -> None:
    commission = make_commission("draft")
    criteria = [CriterionWords("Method", "", weight), CriterionWords("Team", "", 45)]
    operations.set_criteria(commission, 40, criteria, by=commission.officer)
    db.session.commit()
    with pytest.raises(IntegrityError, match="must total 100"):
        run(
            "UPDATE brief SET issued_at = '2013-12-04 10:00:00' WHERE id = :id",
            id=_draft(commission).id,
        )


def test_the_database_issues_weights_of_100(app: Flask) -> None:
    draft = _draft(make_commission("draft"))
    run("UPDATE brief SET issued_at = '2013-12-04 10:00:00' WHERE id = :id", id=draft.id)
    db.session.refresh(draft)
    assert draft.issued_at == clock.now()


def test_a_brief_cannot_come_into_the_world_issued(app: Flask) -> None:
    commission = make_commission("draft")
    db.session.add(Brief(commission_id=commission.id, number=2, issued_at=clock.now()))
    with pytest.raises(IntegrityError, match="written first"):
        db.session.flush()


def test_a_draft_can_be_changed_and_deleted(app: Flask) -> None:
    draft = _draft(make_commission("draft"))
    run("UPDATE criterion SET weight = 1 WHERE brief_id = :id", id=draft.id)
    for part in ("criterion", "question", "brief_document"):
        run(_delete(part), id=draft.id)
    run("DELETE FROM brief WHERE id = :id", id=draft.id)


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_a_migration_is_given_triggers_for_each_table(dialect: str) -> None:
    statements = "\n".join(freezing_sql(dialect))
    for table in ("brief", "criterion", "question", "brief_document"):
        assert f" ON {table}" in statements
    assert "$frozen" not in statements


def _draft(commission: Commission) -> Brief:
    return cast(Brief, draft_brief(commission))


_delete: Callable[[str], str] = "DELETE FROM {} WHERE brief_id = :id".format
