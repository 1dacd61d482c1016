"""An issued brief never changes: triggers that make the database itself refuse it.

They also refuse to issue a brief whose weights do not total 100. `freezing_sql` gives all statements
of a dialect, for a migration to execute after the four tables exist.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import DDL, Table, event

from app.commissions.rules import TOTAL_WEIGHT

BRIEF = "brief"
PARTS = ("criterion", "question", "brief_document")

_FROZEN = "an issued brief is frozen"
_TOTAL = f"the weights of an issued brief must total {TOTAL_WEIGHT}"
_ISSUED_LATER = "a brief is written first and issued later"
_WEIGHTS = (
    "NEW.price_weight + (SELECT coalesce(sum(weight), 0) FROM criterion WHERE brief_id = NEW.id)"
)
_ISSUES = "OLD.issued_at IS NULL AND NEW.issued_at IS NOT NULL"


def freezing_sql(dialect: str) -> list[str]:
    """Every statement for "sqlite" or "postgresql"."""
    return [*brief_sql(dialect), *(line for part in PARTS for line in part_sql(part, dialect))]


def brief_sql(dialect: str) -> list[str]:
    """What freezes the brief's own row once it is issued, and checks its weights on issue."""
    if dialect == "sqlite":
        same = "id = NEW.id OR (commission_id = NEW.commission_id AND number = NEW.number)"
        return [
            _sqlite("brief_frozen_update", "UPDATE", BRIEF, "OLD.issued_at IS NOT NULL", _FROZEN),
            _sqlite("brief_frozen_delete", "DELETE", BRIEF, "OLD.issued_at IS NOT NULL", _FROZEN),
            _sqlite(
                "brief_frozen_replace",
                "INSERT",
                BRIEF,
                f"EXISTS (SELECT 1 FROM brief WHERE ({same}) AND issued_at IS NOT NULL)",
                _FROZEN,
            ),
            _sqlite("brief_issued_later", "INSERT", BRIEF, "NEW.issued_at IS NOT NULL", _ISSUED_LATER),
            _sqlite("brief_total", "UPDATE", BRIEF, f"{_ISSUES} AND {_WEIGHTS} <> {TOTAL_WEIGHT}", _TOTAL),
        ]
    body = (
        "BEGIN "
        "IF TG_OP = 'TRUNCATE' THEN RAISE EXCEPTION '{frozen}'; END IF; "
        "IF TG_OP = 'INSERT' THEN "
        "IF NEW.issued_at IS NOT NULL THEN RAISE EXCEPTION '{later}'; END IF; RETURN NEW; END IF; "
        "IF OLD.issued_at IS NOT NULL THEN RAISE EXCEPTION '{frozen}'; END IF; "
        "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; "
        "IF NEW.issued_at IS NOT NULL AND {weights} <> {total} THEN RAISE EXCEPTION '{unequal}'; END IF; "
        "RETURN NEW; END"
    ).format(
        frozen=_FROZEN, later=_ISSUED_LATER, weights=_WEIGHTS, total=TOTAL_WEIGHT, unequal=_TOTAL
    )
    return _postgresql(BRIEF, body)


def part_sql(table: str, dialect: str) -> list[str]:
    """What freezes the criteria, questions or documents of an issued brief."""
    new, old = _is_issued("NEW.brief_id"), _is_issued("OLD.brief_id")
    if dialect == "sqlite":
        replaced = (
            f"EXISTS (SELECT 1 FROM {table} JOIN brief ON brief.id = {table}.brief_id "
            f"WHERE {table}.id = NEW.id AND brief.issued_at IS NOT NULL)"
        )
        return [
            _sqlite(f"{table}_frozen_insert", "INSERT", table, f"{new} OR {replaced}", _FROZEN),
            _sqlite(f"{table}_frozen_update", "UPDATE", table, f"{old} OR {new}", _FROZEN),
            _sqlite(f"{table}_frozen_delete", "DELETE", table, old, _FROZEN),
        ]
    body = (
        "BEGIN "
        f"IF TG_OP = 'TRUNCATE' THEN RAISE EXCEPTION '{_FROZEN}'; END IF; "
        f"IF TG_OP IN ('UPDATE', 'DELETE') THEN IF {old} THEN RAISE EXCEPTION '{_FROZEN}'; END IF; END IF; "
        "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; "
        f"IF {new} THEN RAISE EXCEPTION '{_FROZEN}'; END IF; "
        "RETURN NEW; END"
    )
    return _postgresql(table, body)


def freeze_when_issued(brief: Any, parts: Iterable[Any]) -> None:
    """Attach the triggers to the tables, for databases that metadata creates."""
    for dialect in ("sqlite", "postgresql"):
        _attach(brief, brief_sql(dialect), dialect)
        for part in parts:
            _attach(part, part_sql(part.name, dialect), dialect)


def _attach(table: Table, statements: list[str], dialect: str) -> None:
    for statement in statements:
        ddl = DDL(statement.replace("%", "%%"))
        event.listen(table, "after_create", ddl.execute_if(dialect=dialect))


def _is_issued(brief_id: str) -> str:
    return f"EXISTS (SELECT 1 FROM brief WHERE brief.id = {brief_id} AND brief.issued_at IS NOT NULL)"


def _sqlite(name: str, act: str, table: str, when: str, sentence: str) -> str:
    return (
        f"CREATE TRIGGER {name} BEFORE {act} ON {table} WHEN {when} "
        f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
    )


def _postgresql(table: str, body: str) -> list[str]:
    run = f"EXECUTE FUNCTION {table}_frozen()"
    return [
        f"CREATE OR REPLACE FUNCTION {table}_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$",
        f"CREATE TRIGGER {table}_frozen BEFORE INSERT OR UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW {run}",
        f"CREATE TRIGGER {table}_frozen_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {run}",
    ]
