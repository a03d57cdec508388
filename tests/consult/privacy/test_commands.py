"""What has run out can be deleted from the shell."""

from datetime import timedelta

from click.testing import CliRunner
from sqlalchemy import select

from consult.accounts.models import SignInAttempt
from consult.kernel import clock
from consult.kernel.db import Database
from consult.privacy.commands import privacy_group


def test_the_shell_says_how_much_was_deleted(database: Database) -> None:
    with database.unit_of_work() as session:
        for days in (1, 8):
            session.add(SignInAttempt(subject_hash="h" * 64, at=clock.now() - timedelta(days=days)))
    run = CliRunner().invoke(privacy_group, ["purge"], obj=database)
    assert run.output == "Records deleted because they had run out: 1.\n"
    with database.reading() as session:
        assert len(session.scalars(select(SignInAttempt)).all()) == 1
