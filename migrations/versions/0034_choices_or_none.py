"""A rank, and what is chosen for a row of a file, is one of those there are or nothing, not an empty text."""

import sqlalchemy as sa
from alembic import op

revision = "0034_choices_or_none"
down_revision = "0033_language_of_mail"
branch_labels = None
depends_on = None

RANKS = (
    "'constable', 'sergeant', 'inspector', 'chief_inspector', 'superintendent', 'chief_superintendent', 'commander', "
    "'deputy_assistant_commissioner', 'assistant_commissioner', 'deputy_commissioner', 'commissioner'"
)
CHOICES = "'leave', 'take', 'separate'"


def upgrade() -> None:
    """Make the change."""
    with op.batch_alter_table("import_clash", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_import_clash_known_choice"), type_="check")
        batch_op.alter_column("choice", existing_type=sa.VARCHAR(length=10), nullable=True)
    with op.batch_alter_table("office_term", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_office_term_known_rank"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_office_term_police_have_ranks"), type_="check")
        batch_op.alter_column("rank", existing_type=sa.VARCHAR(length=30), nullable=True)
    op.execute("UPDATE import_clash SET choice = NULL WHERE choice = ''")
    op.execute("UPDATE office_term SET rank = NULL WHERE rank = ''")
    with op.batch_alter_table("import_clash", schema=None) as batch_op:
        batch_op.create_check_constraint(batch_op.f("ck_import_clash_known_choice"), f"choice IN ({CHOICES})")
    with op.batch_alter_table("office_term", schema=None) as batch_op:
        batch_op.create_check_constraint(batch_op.f("ck_office_term_known_rank"), f"rank IN ({RANKS})")
        batch_op.create_check_constraint(
            batch_op.f("ck_office_term_police_have_ranks"), "(role = 'police') = (rank IS NOT NULL)"
        )


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("office_term", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_office_term_known_rank"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_office_term_police_have_ranks"), type_="check")
    with op.batch_alter_table("import_clash", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_import_clash_known_choice"), type_="check")
    op.execute("UPDATE import_clash SET choice = '' WHERE choice IS NULL")
    op.execute("UPDATE office_term SET rank = '' WHERE rank IS NULL")
    with op.batch_alter_table("office_term", schema=None) as batch_op:
        batch_op.alter_column("rank", existing_type=sa.VARCHAR(length=30), nullable=False)
        batch_op.create_check_constraint(batch_op.f("ck_office_term_known_rank"), f"rank IN ('', {RANKS})")
        batch_op.create_check_constraint(
            batch_op.f("ck_office_term_police_have_ranks"), "(role = 'police') = (rank != '')"
        )
    with op.batch_alter_table("import_clash", schema=None) as batch_op:
        batch_op.alter_column("choice", existing_type=sa.VARCHAR(length=10), nullable=False)
        batch_op.create_check_constraint(batch_op.f("ck_import_clash_known_choice"), f"choice IN ('', {CHOICES})")
