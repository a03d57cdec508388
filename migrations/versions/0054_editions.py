"""Editions: the numbers of one set of people, each drawn once, take the place of published results.

What is public today stands as edition 1, marked by the method that made it; the sealed exact counts are deleted.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0054_editions"
down_revision = "0053_templates_of_consultations"
branch_labels = None
depends_on = None


JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
RESULTS = sa.table(
    "published_results",
    sa.column("activity_id"),
    sa.column("shown", JSON),
    sa.column("published_at"),
    sa.column("published_by_id"),
)
SUBMISSION = sa.table("submission", sa.column("id"), sa.column("activity_id"), sa.column("status"))
EARLIER = sa.table("submission_earlier", sa.column("submission_id"), sa.column("revision"))
MEMBER = sa.table("edition_member", sa.column("edition_id"), sa.column("submission_id"), sa.column("revision"))
EDITION = sa.table(
    "edition",
    *(sa.column(name) for name in ("id", "activity_id", "number", "made_at", "made_by_id", "people", "total")),
    *(sa.column(name) for name in ("erased", "method", "withdrawn_because")),
    sa.column("one_way", JSON),
)


def _public_results(connection: sa.Connection) -> list[Any]:
    """Return the newest publication of each activity; what only officers were shown, and files of rows, are none."""
    newest = {}
    for results in connection.execute(sa.select(RESULTS).order_by(RESULTS.c.published_at)):
        if results.shown.get("audience") is None:
            newest[results.activity_id] = results
    return [newest[activity_id] for activity_id in sorted(newest)]


def _keep_as_edition(connection: sa.Connection, results: Any) -> None:
    """Keep a publication as the first edition of its activity; who was counted then is taken to be who counts now."""
    counted = [SUBMISSION.c.activity_id == results.activity_id, SUBMISSION.c.status == "submitted"]
    if "comments_up_to" in results.shown:
        counted.append(SUBMISSION.c.id <= results.shown["comments_up_to"])
    revision = sa.select(sa.func.coalesce(sa.func.max(EARLIER.c.revision), 0)).where(
        EARLIER.c.submission_id == SUBMISSION.c.id
    )
    members = connection.execute(sa.select(SUBMISSION.c.id, revision.scalar_subquery()).where(*counted)).all()
    kept = {
        "activity_id": results.activity_id,
        "number": 1,
        "made_at": results.published_at,
        "made_by_id": results.published_by_id,
        "people": len(members),
        "total": 0,
        "erased": 0,
        "method": "hiding",
        "withdrawn_because": "",
        "one_way": {"tables": results.shown.get("tables", [])},
    }
    number = connection.execute(sa.insert(EDITION).returning(EDITION.c.id), kept).scalar_one()
    if members:
        rows = [{"edition_id": number, "submission_id": one, "revision": revised} for one, revised in members]
        connection.execute(sa.insert(MEMBER), rows)


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "edition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("erased", sa.Integer(), nullable=False),
        sa.Column("one_way", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("crossed", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True),
        sa.Column(
            "method",
            sa.Enum("controlled_rounding", "hiding", name="method", native_enum=False, length=30),
            nullable=False,
        ),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_because", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_because = '')", name=op.f("ck_edition_withdrawn_for_a_reason")
        ),
        sa.CheckConstraint("number BETWEEN 1 AND 4", name=op.f("ck_edition_one_of_four")),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_edition_activity_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk_edition_made_by_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"], ["person.id"], name=op.f("fk_edition_withdrawn_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition")),
        sa.UniqueConstraint("activity_id", "number", name=op.f("uq_edition_activity_id_number")),
    )
    with op.batch_alter_table("edition", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_edition_activity_id"), ["activity_id"], unique=False)
        batch_op.create_index(
            "ix_edition_cross_once",
            ["activity_id"],
            unique=True,
            sqlite_where=sa.text("crossed IS NOT NULL"),
            postgresql_where=sa.text("crossed IS NOT NULL"),
        )

    op.create_table(
        "edition_member",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_edition_member_edition_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_edition_member_submission_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("edition_id", "submission_id", name=op.f("pk_edition_member")),
    )
    with op.batch_alter_table("edition_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_edition_member_submission_id"), ["submission_id"], unique=False)

    for results in _public_results(op.get_bind()):
        _keep_as_edition(op.get_bind(), results)
    with op.batch_alter_table("published_results", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_published_results_activity_id"))

    op.drop_table("published_results")
    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.add_column(sa.Column("late_forms_until", sa.Date(), nullable=True))

    with op.batch_alter_table("results_request", schema=None) as batch_op:
        batch_op.add_column(sa.Column("with_crossed", sa.Boolean(), server_default=sa.text("(false)"), nullable=False))

    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER edition_no_update BEFORE UPDATE ON edition WHEN (NEW.id IS NOT OLD.id OR "
            "NEW.activity_id IS NOT OLD.activity_id OR NEW.number IS NOT OLD.number OR NEW.made_at IS "
            "NOT OLD.made_at OR (NEW.made_by_id IS NOT NULL AND NEW.made_by_id IS NOT OLD.made_by_id) "
            "OR NEW.people IS NOT OLD.people OR NEW.total IS NOT OLD.total OR (NEW.erased IS NOT "
            "OLD.erased AND NOT (NEW.erased > OLD.erased)) OR (NEW.one_way IS NOT OLD.one_way AND NOT "
            "(EXISTS (SELECT 1 FROM record_sealed WHERE table_name = 'edition' AND row_key = "
            "CAST(OLD.id AS TEXT) AND is_being_changed))) OR NEW.crossed IS NOT OLD.crossed OR "
            "NEW.method IS NOT OLD.method OR (NEW.withdrawn_at IS NOT OLD.withdrawn_at AND NOT "
            "(OLD.withdrawn_at IS NULL)) OR (NEW.withdrawn_by_id IS NOT NULL AND NEW.withdrawn_by_id "
            "IS NOT OLD.withdrawn_by_id) OR (NEW.withdrawn_because IS NOT OLD.withdrawn_because AND "
            "NOT (OLD.withdrawn_at IS NULL))) BEGIN SELECT RAISE(ABORT, 'edition is part of the "
            "permanent record'); END"
        )
        op.execute(
            "CREATE TRIGGER edition_no_delete BEFORE DELETE ON edition WHEN EXISTS (SELECT 1 FROM "
            "activity WHERE id = OLD.activity_id) BEGIN SELECT RAISE(ABORT, 'edition is part of the "
            "permanent record'); END"
        )
        op.execute(
            "CREATE TRIGGER edition_no_replace BEFORE INSERT ON edition WHEN EXISTS (SELECT 1 FROM "
            "edition AS OLD WHERE ((OLD.id = NEW.id) OR (OLD.activity_id = NEW.activity_id AND "
            "OLD.number = NEW.number)) AND EXISTS (SELECT 1 FROM activity WHERE id = "
            "OLD.activity_id)) BEGIN SELECT RAISE(ABORT, 'edition is part of the permanent record'); "
            "END"
        )

    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION edition_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TG_OP "
            "= 'UPDATE' THEN IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.activity_id IS DISTINCT FROM "
            "OLD.activity_id OR NEW.number IS DISTINCT FROM OLD.number OR NEW.made_at IS DISTINCT "
            "FROM OLD.made_at OR (NEW.made_by_id IS NOT NULL AND NEW.made_by_id IS DISTINCT FROM "
            "OLD.made_by_id) OR NEW.people IS DISTINCT FROM OLD.people OR NEW.total IS DISTINCT FROM "
            "OLD.total OR (NEW.erased IS DISTINCT FROM OLD.erased AND NOT (NEW.erased > OLD.erased)) "
            "OR (NEW.one_way IS DISTINCT FROM OLD.one_way AND NOT (EXISTS (SELECT 1 FROM "
            "record_sealed WHERE table_name = 'edition' AND row_key = CAST(OLD.id AS TEXT) AND "
            "is_being_changed))) OR NEW.crossed IS DISTINCT FROM OLD.crossed OR NEW.method IS "
            "DISTINCT FROM OLD.method OR (NEW.withdrawn_at IS DISTINCT FROM OLD.withdrawn_at AND NOT "
            "(OLD.withdrawn_at IS NULL)) OR (NEW.withdrawn_by_id IS NOT NULL AND NEW.withdrawn_by_id "
            "IS DISTINCT FROM OLD.withdrawn_by_id) OR (NEW.withdrawn_because IS DISTINCT FROM "
            "OLD.withdrawn_because AND NOT (OLD.withdrawn_at IS NULL))) THEN RAISE EXCEPTION 'edition "
            "is part of the permanent record' USING ERRCODE = 'insufficient_privilege'; END IF; "
            "RETURN NEW; END IF; IF EXISTS (SELECT 1 FROM activity WHERE id = OLD.activity_id) THEN "
            "RAISE EXCEPTION 'edition is part of the permanent record' USING ERRCODE = "
            "'insufficient_privilege'; END IF; RETURN OLD; END $$"
        )
        op.execute(
            "CREATE TRIGGER edition_is_kept BEFORE UPDATE OR DELETE ON edition FOR EACH ROW EXECUTE "
            "FUNCTION edition_is_kept()"
        )
        op.execute(
            "CREATE FUNCTION edition_is_not_emptied() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "RAISE EXCEPTION 'edition is part of the permanent record' USING ERRCODE = "
            "'insufficient_privilege'; END $$"
        )
        op.execute(
            "CREATE TRIGGER edition_is_not_emptied BEFORE TRUNCATE ON edition FOR EACH STATEMENT "
            "EXECUTE FUNCTION edition_is_not_emptied()"
        )


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("edition_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_edition_member_submission_id"))

    op.drop_table("edition_member")
    with op.batch_alter_table("edition", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_edition_cross_once",
            sqlite_where=sa.text("crossed IS NOT NULL"),
            postgresql_where=sa.text("crossed IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_edition_activity_id"))

    op.drop_table("edition")
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER IF EXISTS edition_no_update")
        op.execute("DROP TRIGGER IF EXISTS edition_no_delete")
        op.execute("DROP TRIGGER IF EXISTS edition_no_replace")

    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION IF EXISTS edition_is_kept CASCADE")
        op.execute("DROP FUNCTION IF EXISTS edition_is_not_emptied CASCADE")

    with op.batch_alter_table("results_request", schema=None) as batch_op:
        batch_op.drop_column("with_crossed")

    # Not by copying the table, which triggers of others look into.
    op.drop_column("activity", "late_forms_until")

    op.create_table(
        "published_results",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("shown", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("tables_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_published_results_activity_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["person.id"], name=op.f("fk_published_results_published_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_results")),
    )
    with op.batch_alter_table("published_results", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_published_results_activity_id"), ["activity_id"], unique=False)
