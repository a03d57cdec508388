"""After a restore, what was withdrawn or erased since the backup goes again, and nothing else."""

import contextlib
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.models import Activity, Consultation
from consult.contract.deployment import deployment_of
from consult.contract.registry import Registry
from consult.jobs import wake_up_queue
from consult.journey.services import withdraw
from consult.kernel.authz import Role
from consult.kernel.db import Database
from consult.mail.models import MailMessage
from consult.mail.services import send_mail
from consult.privacy.commands import privacy_group
from consult.privacy.replay import Replay, replay_erasures
from consult.privacy.services import Subject, erase, find_subject
from consult.records.erasures import NOTE, listed_erasures
from consult.records.models import Redaction
from consult.records.places import place_named, record_named
from consult.records.redactions import redact, take_down, undo
from consult.records.words import passages
from consult.submissions.models import Cause, EarlierAnswers, Status, Submission
from consult.submissions.revision import revise
from tests.factories import actor_for, make_activity, make_consultation, make_person, make_submission
from tests.support import databases, postgresql
from tests.support.tables import rows_with

EMAIL = "amara@people.example"
CODE = "ABCD-EFGH-JKLM-NPQR"


@contextlib.contextmanager
def restored_from(
    live_database: Database, registry: Registry, folder: Path, since: Callable[[Session], None]
) -> Iterator[Database]:
    """Give the database as it was before something was done."""
    wake_up_queue.close_queue(live_database)
    live_database.engine.dispose()
    with copied(live_database, folder) as url:
        with live_database.unit_of_work() as session:
            since(session)
        data = folder / "restored"
        data.mkdir()
        settings = replace(deployment_of(live_database).settings, database_url=url, data=data)
        restored = databases.opened(url, settings, registry)
        yield restored
        wake_up_queue.close_queue(restored)
        restored.engine.dispose()


@pytest.fixture
def backup(live_database: Database, registry: Registry, tmp_path: Path) -> Iterator[Database]:
    """A database as it was before two responses and an address were erased, one of them by a withdrawal."""
    with live_database.unit_of_work() as session:
        activity = make_activity(session, make_consultation(session))
        for words, code in (("first", CODE), ("second", None), ("third", None)):
            make_submission(session, activity, answers={"position": "support", "reasons": words}, code=code)
        make_person(session, Role.GROUP_MEMBER, email=EMAIL)
        send_mail(session, to=EMAIL, subject="News", body="Something is new.")

    def since(session: Session) -> None:
        officer = actor_for(session, make_person(session, Role.ADMINISTRATOR))
        withdraw(session, CODE)
        second = session.scalars(select(Submission).order_by(Submission.id)).all()[1]
        erase(session, officer, Subject(second.reference, submission=second), "private_code")
        erase(session, officer, find_subject(session, EMAIL), "same_address")

    with restored_from(live_database, registry, tmp_path, since) as restored:
        yield restored


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
        kept = select(Submission).where(Submission.status != Status.WITHDRAWN).order_by(Submission.id)
        words = [submission.answers["reasons"] for submission in session.scalars(kept)]
        mails = session.scalar(select(func.count()).select_from(MailMessage)) or 0
        people = session.scalar(select(func.count()).select_from(Person).where(Person.email == EMAIL)) or 0
    return words, mails, people


def test_what_was_erased_since_the_backup_goes_again_once(live_database: Database, backup: Database) -> None:
    listed = Path(deployment_of(live_database).settings.data) / NOTE
    assert held(backup) == (["first", "second", "third"], 1, 1)
    assert held(live_database)[0] == ["third"]
    run = CliRunner().invoke(privacy_group, ["replay-erasures", str(listed)], obj=backup)
    assert run.output == "Erased again: 3. Redacted again: 0. Done already, or not in this database: 0.\n"
    assert held(backup) == held(live_database) == (["third"], 0, 0)
    with backup.unit_of_work() as session:
        send_mail(session, to=EMAIL, subject="Welcome back", body="You wrote to us again.")
    assert replay_erasures(backup, listed) == Replay(passed_over=3)
    assert held(backup) == (["third"], 1, 0), "what came after the erasure stays"


def test_a_file_that_is_no_list_is_refused_in_a_sentence(live_database: Database, tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("{}\n")
    run = CliRunner().invoke(privacy_group, ["replay-erasures", str(other)], obj=live_database)
    assert "is not a list of erasures" in str(run.exception)


def take_out(session: Session, row: Any, place: str, words: str) -> Redaction:
    """Take words out of a text, as an officer does."""
    record = record_named(session, row.__tablename__)
    hits = {place: passages(place_named(record, row, place).text, words)}
    officer = actor_for(session, make_person(session, Role.OFFICER))
    return redact(session, officer, record, row, hits, code="personal")[0]


def test_what_was_redacted_since_the_backup_goes_again_and_what_was_put_back_stays(
    live_database: Database, registry: Registry, tmp_path: Path
) -> None:
    with live_database.unit_of_work() as session:
        consultation = make_consultation(session)
        consultation.summary = "Ask Amara Bell about the clock tower."
        activity = make_activity(session, consultation)
        for words in ("Call Amara Bell.", "Call Ben.", "All of it is abuse."):
            make_submission(session, activity, answers={"reasons": words})

    def since(session: Session) -> None:
        named, back, whole = session.scalars(select(Submission).order_by(Submission.id)).all()
        consultation = session.scalars(select(Consultation)).one()
        changed = {"reasons": "I asked AMARA  bell; Call Amara Bell."}
        revise(session, session.get_one(Activity, named.activity_id), named, Cause.AUTHOR, answers=changed)
        take_out(session, named, "answers.reasons", "amara bell")
        earlier = session.scalars(select(EarlierAnswers)).one()
        take_out(session, earlier, "answers.reasons", "amara bell")
        take_out(session, consultation, "summary", "amara bell")
        undone = take_out(session, back, "answers.reasons", "ben")
        officer = actor_for(session, make_person(session, Role.OFFICER))
        undo(session, officer, undone)
        take_down(session, officer, record_named(session, "submission"), whole, "answers.reasons", code="abuse")

    listed = Path(deployment_of(live_database).settings.data) / NOTE
    with restored_from(live_database, registry, tmp_path, since) as backup:
        plain = str([subject for _, _, subject in listed_erasures(live_database.keys, listed)]).lower()
        assert "amara" not in plain
        assert "abuse." not in plain
        run = CliRunner().invoke(privacy_group, ["replay-erasures", str(listed)], obj=backup)
        assert "Redacted again: 3. Done already, or not in this database: 2.\n" in run.output
        assert held(backup)[0] == [
            "Call [redacted: personal details].",
            "Call Ben.",
            "[taken down: abuse]",
        ]
        with backup.reading() as session:
            consultation = session.scalars(select(Consultation)).one()
            assert consultation.summary == "Ask [redacted: personal details] about the clock tower."
            assert rows_with(session, "Amara") == []
        again = replay_erasures(backup, listed)
        assert (again.redacted, again.not_found) == (0, [])


def test_a_text_that_no_longer_says_what_was_redacted_is_named(
    live_database: Database, registry: Registry, tmp_path: Path
) -> None:
    with live_database.unit_of_work() as session:
        consultation = make_consultation(session)
        consultation.summary = "An older summary."

    def since(session: Session) -> None:
        consultation = session.scalars(select(Consultation)).one()
        consultation.summary = "Ask Amara Bell."
        session.flush()
        take_out(session, consultation, "summary", "amara bell")

    listed = Path(deployment_of(live_database).settings.data) / NOTE
    with restored_from(live_database, registry, tmp_path, since) as backup:
        run = CliRunner().invoke(privacy_group, ["replay-erasures", str(listed)], obj=backup)
        assert run.output.endswith("it no longer says what was redacted: consultation 1, summary.\n")
