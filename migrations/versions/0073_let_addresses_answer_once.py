"""let addresses answer once."""

from alembic import op

revision = "0073_let_addresses_answer_once"
down_revision = "0072_keep_the_day_alone"
branch_labels = None
depends_on = None

NAME = "ck_admission_rule_known_access"


def upgrade() -> None:
    """Make the change."""
    with op.batch_alter_table("admission_rule", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f(NAME), type_="check")
        batch_op.create_check_constraint(batch_op.f(NAME), "access IN ('account', 'address', 'invited')")


def downgrade() -> None:
    """Take the change back; activities that addresses could answer once are for accounts then."""
    op.execute("UPDATE admission_rule SET access = 'account' WHERE access = 'address'")
    with op.batch_alter_table("admission_rule", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f(NAME), type_="check")
        batch_op.create_check_constraint(batch_op.f(NAME), "access IN ('account', 'invited')")
