"""No edition stands beside exact counts: the database refuses either where the other would not allow it."""

from alembic import op

revision = "0063_only_editions"
down_revision = "0062_places_of_wards"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER edition_is_not_after_exact_counts BEFORE INSERT ON edition WHEN EXISTS "
            "(SELECT 1 FROM exact_counts WHERE activity_id = NEW.activity_id) BEGIN SELECT "
            "RAISE(ABORT, 'edition_is_not_after_exact_counts'); END"
        )
        op.execute(
            "CREATE TRIGGER exact_counts_are_of_only_edition BEFORE INSERT ON exact_counts WHEN NOT "
            "EXISTS (SELECT 1 FROM edition WHERE id = NEW.edition_id AND activity_id = "
            "NEW.activity_id AND number = 1 AND crossed IS NULL) OR EXISTS (SELECT 1 FROM edition "
            "WHERE activity_id = NEW.activity_id AND id <> NEW.edition_id) BEGIN SELECT RAISE(ABORT, "
            "'exact_counts_are_of_only_edition'); END"
        )

    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION edition_is_not_after_exact_counts() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN IF EXISTS (SELECT 1 FROM exact_counts WHERE activity_id = NEW.activity_id) THEN "
            "RAISE EXCEPTION 'edition_is_not_after_exact_counts' USING ERRCODE = 'check_violation'; "
            "END IF; RETURN NEW; END $$"
        )
        op.execute(
            "CREATE TRIGGER edition_is_not_after_exact_counts BEFORE INSERT ON edition FOR EACH ROW "
            "EXECUTE FUNCTION edition_is_not_after_exact_counts()"
        )
        op.execute(
            "CREATE FUNCTION exact_counts_are_of_only_edition() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN IF NOT EXISTS (SELECT 1 FROM edition WHERE id = NEW.edition_id AND activity_id "
            "= NEW.activity_id AND number = 1 AND crossed IS NULL) OR EXISTS (SELECT 1 FROM edition "
            "WHERE activity_id = NEW.activity_id AND id <> NEW.edition_id) THEN RAISE EXCEPTION "
            "'exact_counts_are_of_only_edition' USING ERRCODE = 'check_violation'; END IF; RETURN "
            "NEW; END $$"
        )
        op.execute(
            "CREATE TRIGGER exact_counts_are_of_only_edition BEFORE INSERT ON exact_counts FOR EACH "
            "ROW EXECUTE FUNCTION exact_counts_are_of_only_edition()"
        )


def downgrade() -> None:
    """Take the change back."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER IF EXISTS edition_is_not_after_exact_counts")
        op.execute("DROP TRIGGER IF EXISTS exact_counts_are_of_only_edition")

    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION IF EXISTS edition_is_not_after_exact_counts CASCADE")
        op.execute("DROP FUNCTION IF EXISTS exact_counts_are_of_only_edition CASCADE")
