"""The trail is chained, and the database refuses to replace or empty it."""

import sqlalchemy as sa
from alembic import op

revision = "0012_chain_the_trail"
down_revision = "0011_earlier"
branch_labels = None
depends_on = None

SQLITE = (
    (
        "CREATE TRIGGER audit_entry_no_replace BEFORE INSERT ON audit_entry WHEN EXISTS (SELECT 1 FROM "
        "audit_entry WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'audit_entry is append-only'); END"
    ),
    (
        "CREATE TRIGGER audit_link_no_update BEFORE UPDATE ON audit_link BEGIN SELECT RAISE(ABORT, "
        "'audit_link is append-only'); END"
    ),
    (
        "CREATE TRIGGER audit_link_no_delete BEFORE DELETE ON audit_link BEGIN SELECT RAISE(ABORT, "
        "'audit_link is append-only'); END"
    ),
    (
        "CREATE TRIGGER audit_link_no_replace BEFORE INSERT ON audit_link WHEN EXISTS (SELECT 1 FROM "
        "audit_link WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'audit_link is append-only'); END"
    ),
)
POSTGRESQL = (
    (
        "CREATE TRIGGER audit_entry_not_emptied BEFORE TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE"
        " FUNCTION audit_entry_is_kept()"
    ),
    (
        "CREATE FUNCTION audit_link_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE "
        "EXCEPTION 'audit_link is append-only' USING ERRCODE = 'insufficient_privilege'; END $$"
    ),
    (
        "CREATE TRIGGER audit_link_append_only BEFORE UPDATE OR DELETE ON audit_link FOR EACH ROW EXECUTE"
        " FUNCTION audit_link_is_kept()"
    ),
    (
        "CREATE TRIGGER audit_link_not_emptied BEFORE TRUNCATE ON audit_link FOR EACH STATEMENT EXECUTE "
        "FUNCTION audit_link_is_kept()"
    ),
)


def upgrade() -> None:
    """Make the table and put the guards."""
    op.create_table(
        "audit_link",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["audit_entry.id"], name=op.f("fk_audit_link_entry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_link")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_audit_link_entry_id")),
    )
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    """Drop the table and take the guards away."""
    op.drop_table("audit_link")
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER audit_entry_no_replace")
    else:
        op.execute("DROP TRIGGER audit_entry_not_emptied ON audit_entry")
        op.execute("DROP FUNCTION audit_link_is_kept")
