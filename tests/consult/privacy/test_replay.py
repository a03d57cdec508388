"""After a restore, what was withdrawn or erased since the backup goes again, and nothing else."""

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from consult.accounts.models import Person
from consult.contract.registry import Registry
from consult.jobs import hints
from consult.kernel.authz import Role
from consult.kernel.db import Database
from consult.mail.models import MailMessage
from consult.mail.services import send_mail
from consult.privacy.commands import privacy_group
from consult.privacy.replay import replay_erasures
from consult.privacy.services import Subject, erase, find_subject
from consult.submissions.erasures import NOTE
from consult.submissions.intake import withdraw
from consult.submissions.models import Status, Submission
from tests.factories import actor_for, make_activity, make_consultation, make_person, make_submission
from tests.support import databases, postgresql

EMAIL = "amara@people.example"
CODE = "ABCD-EFGH-JKLM-NPQR"


@pytest.fixture
def backup(live_database: Database, registry: Registry, tmp_path: Path) -> Iterator[Database]:
    """A database as it was before two responses and an address were erased, one of them by a withdrawal."""
    with live_database.unit_of_work() as session:
        activity = make_activity(session, make_consultation(session))
        for words, code in (("first", CODE), ("second", None), ("third", None)):
            make_submission(session, activity, answers={"position": "support", "reasons": words}, code=code)
        make_person(session, Role.GROUP_MEMBER, email=EMAIL)
        send_mail(session, to=EMAIL, subject="News", body="Something is new.")
    hints.close_queue(live_database)
    live_database.engine.dispose()
    with copied(live_database, tmp_path) as url:
        with live_database.unit_of_work() as session:
            officer = actor_for(session, make_person(session, Role.ADMINISTRATOR))
            withdraw(session, CODE)
            second = session.scalars(select(Submission).order_by(Submission.id)).all()[1]
            erase(session, officer, Subject(second.reference, submission=second), "private_code")
            erase(session, officer, find_subject(session, EMAIL), "same_address")
        folder = tmp_path / "restored"
        folder.mkdir()
        settings = replace(live_database.surroundings["settings"], database_url=url, data=folder)
        restored = databases.opened(url, settings, registry)
        yield restored
        hints.close_queue(restored)
        restored.engine.dispose()


@contextlib.contextmanager
def copied(database: Database, folder: Path) -> Iterator[str]:
    """Give the address of a copy of a database, made as the guide for operators says."""
    if database.is_sqlite:
        path = folder / "backup.sqlite3"
        with (
            contextlib.closing(sqlite3.connect(str(database.engine.url.database))) as source,
            contextlib.closing(sqlite3.connect(path)) as copy,
        ):
            source.backup(copy)
        yield f"sqlite:///{shutil.copy(path, folder / 'restored.sqlite3')}"
    else:
        with postgresql.own_database(f"{database.engine.url.database}_backup", database.engine.url.database) as url:
            yield url


def held(database: Database) -> tuple[list[str], int, int]:
    """Return what responses are kept, how many mails, and how many accounts with the address."""
    with database.reading() as session:
        kept = select(Submission).where(Submission.status != Status.WITHDRAWN.value).order_by(Submission.id)
        words = [submission.answers["reasons"] for submission in session.scalars(kept)]
        mails = session.scalar(select(func.count()).select_from(MailMessage)) or 0
        people = session.scalar(select(func.count()).select_from(Person).where(Person.email == EMAIL)) or 0
    return words, mails, people


def test_what_was_erased_since_the_backup_goes_again_once(live_database: Database, backup: Database) -> None:
    listed = Path(live_database.surroundings["settings"].data) / NOTE
    assert held(backup) == (["first", "second", "third"], 1, 1)
    assert held(live_database)[0] == ["third"]
    run = CliRunner().invoke(privacy_group, ["replay-erasures", str(listed)], obj=backup)
    assert run.output == "Erased again: 3. Erased already, or not in this database: 0.\n"
    assert held(backup) == held(live_database) == (["third"], 0, 0)
    with backup.unit_of_work() as session:
        send_mail(session, to=EMAIL, subject="Welcome back", body="You wrote to us again.")
    assert replay_erasures(backup, listed) == (0, 3)
    assert held(backup) == (["third"], 1, 0), "what came after the erasure stays"


def test_a_file_that_is_no_list_is_refused_in_a_sentence(live_database: Database, tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("{}\n")
    run = CliRunner().invoke(privacy_group, ["replay-erasures", str(other)], obj=live_database)
    assert "is not a list of erasures" in str(run.exception)
