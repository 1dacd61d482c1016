"""Where imported editions came from, and what people said while they were read.

An edition's file is kept as it came. What headings mean and what was answered about doubtful
matches is only added to: the newest row holds.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base, append_only
from app.files import FileColumns


class EditionSource(FileColumns, Base):
    """The file that an edition was read from, with what of it could not be read."""

    __tablename__ = "edition_source"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), unique=True)
    fingerprint: Mapped[str] = mapped_column(unique=True)
    unread: Mapped[str] = mapped_column(default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]


class ColumnMeaning(Base):
    """What each column of a set of headings holds: two JSON lists of one length."""

    __tablename__ = "column_meaning"

    id: Mapped[int] = mapped_column(primary_key=True)
    headings_key: Mapped[str] = mapped_column(index=True)
    headings: Mapped[str]
    columns: Mapped[str]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]


class MatchAnswer(Base):
    """Whether two wordings are one milestone, in the plan with this title (in lower case)."""

    __tablename__ = "match_answer"
    __table_args__ = (Index("ix_match_answer_plan_title", "plan_title"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_title: Mapped[str]
    before: Mapped[str]
    after: Mapped[str]
    is_same: Mapped[bool]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]


class ImportDraft(Base):
    """Files that somebody brought to be read together; nothing of them is in a plan yet."""

    __tablename__ = "import_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]

    files: Mapped[list[DraftFile]] = relationship(
        back_populates="draft", order_by="DraftFile.day, DraftFile.id"
    )


class DraftFile(FileColumns, Base):
    """One file of a draft: the edition's day and name as typed, else as the file says."""

    __tablename__ = "draft_file"
    __table_args__ = (CheckConstraint("size > 0", name="not_empty"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("import_draft.id"), index=True)
    day: Mapped[date | None]
    name: Mapped[str] = mapped_column(default="")
    title: Mapped[str] = mapped_column(default="")
    outcome: Mapped[str] = mapped_column(default="")
    removed_at: Mapped[datetime | None]

    draft: Mapped[ImportDraft] = relationship(back_populates="files")


for _kept in (EditionSource, ColumnMeaning, MatchAnswer):
    append_only(_kept.__table__)
