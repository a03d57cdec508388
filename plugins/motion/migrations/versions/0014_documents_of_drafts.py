"""Documents of drafts: the words of every draft go from rows into one document and its log."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op
from pycrdt import Doc, Map, Text

revision = "0014_documents_of_drafts"
down_revision = "0013_letters"
branch_labels = None
depends_on = None

KNOWN_SECTION = "section IN ('notes', 'believes', 'resolves')"
MOTIONS = "SELECT id, title, meeting_on, proposer_id, created_at FROM motion WHERE NOT is_from_record ORDER BY id"
VERSIONS = (
    "SELECT c.key, c.section, c.position, v.text, v.is_deletion, v.saved_at, v.saved_by_id FROM motion_clause_version v "
    "JOIN motion_clause c ON c.id = v.clause_id WHERE c.motion_id = :motion ORDER BY v.saved_at, c.id, v.number"
)
DOCUMENT = "INSERT INTO motion_document (motion_id, seq, snapshot, snapshot_seq) VALUES (:motion, :seq, :whole, :seq)"
UPDATE = (
    "INSERT INTO motion_document_update (motion_id, seq, content, made_at, made_by_id, is_saved) "
    "VALUES (:motion, :seq, :content, :at, :by, :saved)"
)
CLAUSES = "SELECT id, key, changed_at, changed_by_id FROM motion_clause WHERE motion_id = :motion"
CONTENTS = "SELECT content FROM motion_document_update WHERE motion_id = :motion ORDER BY seq"
RESTORED = (
    "UPDATE motion_clause SET section = :section, position = :position, text = :text, deleted_at = :deleted "
    "WHERE id = :id"
)
FIRST = (
    "INSERT INTO motion_clause_version (clause_id, number, text, is_deletion, saved_at, saved_by_id) "
    "VALUES (:id, 1, :text, :deleted, :at, :by)"
)


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "motion_document",
        sa.Column("motion_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("snapshot", sa.LargeBinary(), nullable=False),
        sa.Column("snapshot_seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["motion_id"], ["motion.id"], name=op.f("fk_motion_document_motion_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("motion_id", name=op.f("pk_motion_document")),
    )
    op.create_table(
        "motion_document_update",
        sa.Column("motion_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("is_saved", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_motion_document_update_made_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["motion_id"], ["motion.id"], name=op.f("fk_motion_document_update_motion_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("motion_id", "seq", name=op.f("pk_motion_document_update")),
    )
    with op.batch_alter_table("motion_document_update", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_motion_document_update_made_by_id"), ["made_by_id"], unique=False)

    connection = op.get_bind()
    for motion in connection.execute(sa.text(MOTIONS)).all():
        _write_log(connection, motion)

    op.drop_table("motion_clause_version")
    with op.batch_alter_table("motion_clause", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_motion_clause_known_section"), type_="check")
        for name in ("version", "section", "deleted_at", "text", "position"):
            batch_op.drop_column(name)


def _write_log(connection: sa.Connection, motion: sa.Row[Any]) -> None:
    document: Doc[Any] = Doc()
    title, about = document.get("title", type=Text), document.get("about", type=Map)
    clauses = document.get("clauses", type=Map)
    entries = [(motion.created_at, motion.proposer_id, _begun(title, about, motion))]
    for row in connection.execute(sa.text(VERSIONS), {"motion": motion.id}).all():
        entries.append((row.saved_at, row.saved_by_id, _written(clauses, row)))
    rows = [
        {"motion": motion.id, "seq": seq, "content": _made(document, work), "at": at, "by": by, "saved": True}
        for seq, (at, by, work) in enumerate(entries, 1)
    ]
    connection.execute(sa.text(DOCUMENT), {"motion": motion.id, "seq": len(rows), "whole": document.get_update()})
    connection.execute(sa.text(UPDATE), rows)


def _begun(title: Text, about: Map[Any], motion: sa.Row[Any]) -> Callable[[], None]:
    def work() -> None:
        title.insert(0, motion.title)
        about["meeting_on"] = str(motion.meeting_on)[:10] if motion.meeting_on else ""

    return work


def _written(clauses: Map[Any], row: sa.Row[Any]) -> Callable[[], None]:
    def work() -> None:
        if row.key not in clauses:
            clauses[row.key] = Map({"section": row.section, "pos": row.position, "text": Text("")})
        clause = clauses[row.key]
        clause["text"].clear()
        clause["text"].insert(0, row.text)
        clause["deleted"] = bool(row.is_deletion)

    return work


def _made(document: Doc[Any], work: Callable[[], None]) -> bytes:
    made: list[bytes] = []
    watching = document.observe(lambda event: made.append(event.update))
    with document.transaction():
        work()
    document.unobserve(watching)
    return made[0]


def downgrade() -> None:
    """Take the change back: the newest words stay, those before them do not."""
    with op.batch_alter_table("motion_clause", schema=None) as batch_op:
        batch_op.add_column(sa.Column("position", sa.String(length=200), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("text", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("section", sa.String(length=10), nullable=False, server_default="notes"))
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        batch_op.create_check_constraint(batch_op.f("ck_motion_clause_known_section"), KNOWN_SECTION)
    op.create_table(
        "motion_clause_version",
        sa.Column("clause_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("is_deletion", sa.Boolean(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["clause_id"], ["motion_clause.id"], name=op.f("fk_motion_clause_version_clause_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["saved_by_id"], ["person.id"], name=op.f("fk_motion_clause_version_saved_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("clause_id", "number", name=op.f("pk_motion_clause_version")),
    )
    connection = op.get_bind()
    for (motion_id,) in connection.execute(sa.text("SELECT motion_id FROM motion_document")).all():
        _write_rows(connection, motion_id)
    with op.batch_alter_table("motion_clause", schema=None) as batch_op:
        for name in ("position", "text", "section", "version"):
            batch_op.alter_column(name, server_default=None)
    op.drop_table("motion_document_update")
    op.drop_table("motion_document")


def _write_rows(connection: sa.Connection, motion_id: int) -> None:
    document: Doc[Any] = Doc()
    for (content,) in connection.execute(sa.text(CONTENTS), {"motion": motion_id}).all():
        document.apply_update(content)
    written = document.get("clauses", type=Map).to_py() or {}
    for row in connection.execute(sa.text(CLAUSES), {"motion": motion_id}).all():
        clause = written[row.key]
        is_deleted = bool(clause.get("deleted"))
        fields = {"section": clause["section"], "position": clause["pos"], "text": clause["text"]}
        at = row.changed_at if is_deleted else None
        connection.execute(sa.text(RESTORED), {"id": row.id, "deleted": at, **fields})
        first = {"id": row.id, "text": clause["text"], "deleted": is_deleted}
        connection.execute(sa.text(FIRST), {**first, "at": row.changed_at, "by": row.changed_by_id})
