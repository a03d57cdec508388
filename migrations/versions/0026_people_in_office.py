"""People in office: members of the council and roles, by term."""

import sqlalchemy as sa
from alembic import op

revision = "0026_people_in_office"
down_revision = "0025_second_factor"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "office_holder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_office_holder_person_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_holder")),
        sa.UniqueConstraint("key", name=op.f("uq_office_holder_key")),
        sa.UniqueConstraint("person_id", name=op.f("uq_office_holder_person_id")),
    )
    op.create_table(
        "office_term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("holder_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("ward", sa.String(length=100), nullable=False),
        sa.Column("seat", sa.String(length=20), nullable=False),
        sa.Column("group_name", sa.String(length=100), nullable=False),
        sa.Column("remit", sa.String(length=200), nullable=False),
        sa.Column("rank", sa.String(length=30), nullable=False),
        sa.Column("command", sa.String(length=200), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "(role = 'member') = (ward != '' AND seat != '')", name=op.f("ck_office_term_members_have_seats")
        ),
        sa.CheckConstraint("(role = 'police') = (rank != '')", name=op.f("ck_office_term_police_have_ranks")),
        sa.CheckConstraint(
            "rank IN ('', 'constable', 'sergeant', 'inspector', 'chief_inspector', 'superintendent', "
            "'chief_superintendent', 'commander', 'deputy_assistant_commissioner', 'assistant_commissioner', "
            "'deputy_commissioner', 'commissioner')",
            name=op.f("ck_office_term_known_rank"),
        ),
        sa.CheckConstraint(
            "role IN ('member', 'mayor', 'chair', 'deputy_chair', 'leader', 'cabinet_member', 'proper_officer', "
            "'police')",
            name=op.f("ck_office_term_known_role"),
        ),
        sa.CheckConstraint("to_on IS NULL OR to_on >= from_on", name=op.f("ck_office_term_ends_after_it_began")),
        sa.ForeignKeyConstraint(["holder_id"], ["office_holder.id"], name=op.f("fk_office_term_holder_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_term")),
    )
    with op.batch_alter_table("office_term", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_office_term_holder_id"), ["holder_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_office_term_role_from_on"), ["role", "from_on"], unique=False)


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("office_term", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_office_term_role_from_on"))
        batch_op.drop_index(batch_op.f("ix_office_term_holder_id"))

    op.drop_table("office_term")
    op.drop_table("office_holder")
