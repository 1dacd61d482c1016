"""Two people agree a date: triggers by which the database itself refuses a decision by one alone.

A decision is never its proposer's own. Without a second person only these stand: a first date, a
date that a published source shows, and a correction that moves nothing later than it stood.
"""

from __future__ import annotations

from string import Template

from sqlalchemy import DDL, FromClause, Table, event

_WORDS = {
    "own": "a date is decided by another person than its proposer",
    "alone": "a date is agreed by a second person",
    "is_own": "NEW.decided_by_id = (SELECT p.proposed_by_id FROM $dates p"
    " WHERE p.id = NEW.proposal_id)",
    "is_alone": "NEW.decided_by_id IS NULL AND EXISTS (SELECT 1 FROM $dates p"
    " LEFT JOIN $dates o ON o.id = p.corrects_id WHERE p.id = NEW.proposal_id AND"
    " ((o.id IS NULL AND p.cause <> 'first date' AND p.source = '') OR"
    " (o.latest IS NOT NULL AND (p.latest IS NULL OR p.latest > o.latest))))",
}

_SQLITE = (
    "CREATE TRIGGER ${decisions}_own BEFORE INSERT ON $decisions WHEN $is_own"
    " BEGIN SELECT RAISE(ABORT, '$own'); END",
    "CREATE TRIGGER ${decisions}_alone BEFORE INSERT ON $decisions WHEN $is_alone"
    " BEGIN SELECT RAISE(ABORT, '$alone'); END",
)
_POSTGRESQL = (
    "CREATE FUNCTION ${decisions}_two_people() RETURNS trigger LANGUAGE plpgsql AS $$$$"
    " BEGIN IF $is_own THEN RAISE EXCEPTION '$own'; END IF;"
    " IF $is_alone THEN RAISE EXCEPTION '$alone'; END IF; RETURN NEW; END $$$$",
    "CREATE TRIGGER ${decisions}_two_people BEFORE INSERT ON $decisions"
    " FOR EACH ROW EXECUTE FUNCTION ${decisions}_two_people()",
)


def two_people_sql(dates: str, decisions: str, dialect: str = "sqlite") -> list[str]:
    """Statements that make the database refuse a decision that breaks the rule of two people."""
    names = {"dates": dates, "decisions": decisions}
    words = {key: Template(text).substitute(names) for key, text in _WORDS.items()}
    statements = _SQLITE if dialect == "sqlite" else _POSTGRESQL
    return [Template(each).substitute(words, **names) for each in statements]


def hold_two_people(dates: FromClause, decisions: FromClause) -> None:
    """Attach the triggers to a table of decisions that metadata creates."""
    if not isinstance(dates, Table) or not isinstance(decisions, Table):
        raise TypeError("Only a table can hold decisions.")
    for dialect in ("sqlite", "postgresql"):
        for statement in two_people_sql(dates.name, decisions.name, dialect):
            ddl = DDL(statement.replace("%", "%%"))
            event.listen(decisions, "after_create", ddl.execute_if(dialect=dialect))
