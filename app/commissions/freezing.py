"""An issued brief never changes: triggers that make the database itself refuse it.

They also refuse to issue a brief whose weights do not total 100. `freezing_sql` gives every
statement of a dialect, for a migration to execute after the four tables exist.
"""

from __future__ import annotations

from collections.abc import Iterable
from string import Template
from typing import Any

from sqlalchemy import DDL, Table, event

from app.commissions.rules import TOTAL_WEIGHT

PARTS = ("criterion", "question", "brief_document")

_WORDS = {
    "frozen": "an issued brief is frozen",
    "unequal": f"the weights of an issued brief must total {TOTAL_WEIGHT}",
    "later": "a brief is written first and issued later",
    "total": str(TOTAL_WEIGHT),
    "weights": "NEW.price_weight + "
    "(SELECT coalesce(sum(weight), 0) FROM criterion WHERE brief_id = NEW.id)",
    "old_issued": "EXISTS "
    "(SELECT 1 FROM brief b WHERE b.id = OLD.brief_id AND b.issued_at IS NOT NULL)",
    "new_issued": "EXISTS "
    "(SELECT 1 FROM brief b WHERE b.id = NEW.brief_id AND b.issued_at IS NOT NULL)",
}

_SQLITE_BRIEF = """
CREATE TRIGGER brief_frozen_update BEFORE UPDATE ON brief WHEN OLD.issued_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, '$frozen'); END

CREATE TRIGGER brief_frozen_delete BEFORE DELETE ON brief WHEN OLD.issued_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, '$frozen'); END

CREATE TRIGGER brief_frozen_replace BEFORE INSERT ON brief
WHEN EXISTS (SELECT 1 FROM brief b WHERE b.issued_at IS NOT NULL AND
  (b.id = NEW.id OR (b.commission_id = NEW.commission_id AND b.number = NEW.number)))
BEGIN SELECT RAISE(ABORT, '$frozen'); END

CREATE TRIGGER brief_issued_later BEFORE INSERT ON brief WHEN NEW.issued_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, '$later'); END

CREATE TRIGGER brief_total BEFORE UPDATE ON brief
WHEN OLD.issued_at IS NULL AND NEW.issued_at IS NOT NULL AND $weights <> $total
BEGIN SELECT RAISE(ABORT, '$unequal'); END
"""

_SQLITE_PART = """
CREATE TRIGGER ${table}_frozen_insert BEFORE INSERT ON $table
WHEN $new_issued OR EXISTS (SELECT 1 FROM $table t JOIN brief b ON b.id = t.brief_id
  WHERE t.id = NEW.id AND b.issued_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, '$frozen'); END

CREATE TRIGGER ${table}_frozen_update BEFORE UPDATE ON $table WHEN $old_issued OR $new_issued
BEGIN SELECT RAISE(ABORT, '$frozen'); END

CREATE TRIGGER ${table}_frozen_delete BEFORE DELETE ON $table WHEN $old_issued
BEGIN SELECT RAISE(ABORT, '$frozen'); END
"""

_POSTGRESQL_BRIEF = """
CREATE OR REPLACE FUNCTION brief_frozen() RETURNS trigger LANGUAGE plpgsql AS $$$$
BEGIN
  IF TG_OP = 'TRUNCATE' THEN RAISE EXCEPTION '$frozen'; END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.issued_at IS NOT NULL THEN RAISE EXCEPTION '$later'; END IF;
    RETURN NEW;
  END IF;
  IF OLD.issued_at IS NOT NULL THEN RAISE EXCEPTION '$frozen'; END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  IF NEW.issued_at IS NOT NULL AND $weights <> $total THEN RAISE EXCEPTION '$unequal'; END IF;
  RETURN NEW;
END $$$$
"""

_POSTGRESQL_PART = """
CREATE OR REPLACE FUNCTION ${table}_frozen() RETURNS trigger LANGUAGE plpgsql AS $$$$
BEGIN
  IF TG_OP = 'TRUNCATE' THEN RAISE EXCEPTION '$frozen'; END IF;
  IF TG_OP <> 'INSERT' THEN
    IF $old_issued THEN RAISE EXCEPTION '$frozen'; END IF;
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  IF $new_issued THEN RAISE EXCEPTION '$frozen'; END IF;
  RETURN NEW;
END $$$$
"""

_POSTGRESQL_TRIGGERS = """
CREATE TRIGGER ${table}_frozen BEFORE INSERT OR UPDATE OR DELETE ON $table
FOR EACH ROW EXECUTE FUNCTION ${table}_frozen()

CREATE TRIGGER ${table}_frozen_truncate BEFORE TRUNCATE ON $table
FOR EACH STATEMENT EXECUTE FUNCTION ${table}_frozen()
"""


def freezing_sql(dialect: str) -> list[str]:
    """Every statement for "sqlite" or "postgresql"."""
    return [*brief_sql(dialect), *(line for part in PARTS for line in part_sql(part, dialect))]


def brief_sql(dialect: str) -> list[str]:
    """What freezes the brief's own row once it is issued, and checks its weights on issue."""
    if dialect == "sqlite":
        return _statements(_SQLITE_BRIEF, "brief")
    return _statements(_POSTGRESQL_BRIEF + _POSTGRESQL_TRIGGERS, "brief")


def part_sql(table: str, dialect: str) -> list[str]:
    """What freezes the criteria, questions or documents of an issued brief."""
    if dialect == "sqlite":
        return _statements(_SQLITE_PART, table)
    return _statements(_POSTGRESQL_PART + _POSTGRESQL_TRIGGERS, table)


def freeze_when_issued(brief: Any, parts: Iterable[Any]) -> None:
    """Attach the triggers to the tables, for databases that metadata creates."""
    for dialect in ("sqlite", "postgresql"):
        _attach(brief, brief_sql(dialect), dialect)
        for part in parts:
            _attach(part, part_sql(part.name, dialect), dialect)


def _statements(template: str, table: str) -> list[str]:
    blocks = (block.strip() for block in template.split("\n\n"))
    return [Template(block).substitute(_WORDS, table=table) for block in blocks if block]


def _attach(table: Table, statements: list[str], dialect: str) -> None:
    for statement in statements:
        ddl = DDL(statement.replace("%", "%%"))
        event.listen(table, "after_create", ddl.execute_if(dialect=dialect))
