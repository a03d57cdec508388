"""Mail is part of the change it tells of, leaves once, and does not stay readable."""

import smtplib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from consult.contract.deployment import deployment_of
from consult.jobs.models import Job
from consult.jobs.runner import run_waiting_jobs
from consult.kernel import clock
from consult.kernel.authz import Role
from consult.kernel.crypto import Unreadable
from consult.kernel.db import Database
from consult.kernel.errors import Invalid, NotFound
from consult.mail.models import MailMessage, MailState
from consult.mail.queries import find_refused_mail
from consult.mail.services import (
    LARGEST_FILES,
    AttachedFile,
    Letter,
    dismiss_refusal,
    read_letter,
    recipient_hashes,
    send_mail,
)
from consult.mail.tasks import refusals
from tests.factories import make_actor
from tests.support.deployments import change_deployment
from tests.support.smtp import MailServer, mail_server

ClockAt = Callable[..., datetime]


@pytest.fixture
def smtp(live_database: Database) -> Iterator[MailServer]:
    settings = deployment_of(live_database).settings
    with mail_server() as server:
        mail = replace(settings.mail, server="127.0.0.1", port=server.port, use_tls=False)
        change_deployment(live_database, settings=replace(settings, mail=mail))
        yield server


def write(database: Database, **changes: Any) -> str:
    fields: dict[str, Any] = {"to": "Rita@People.example", "subject": "Your code", "body": "It is 7F3K.\n", **changes}
    with database.unit_of_work() as session:
        return send_mail(session, **fields).id


def read(database: Database, mail_id: str) -> MailMessage:
    with database.reading() as session:
        return session.get_one(MailMessage, mail_id)


def run(database: Database) -> int:
    return run_waiting_jobs(database, deployment_of(database).registry)


def test_a_mail_arrives_as_it_was_written(live_database: Database, smtp: MailServer) -> None:
    mail_id = write(live_database, subject="Réponse – 7F3K", body="Dear Rita,\n\n.a line with a dot\nZoë’s answer\n")
    assert smtp.taken == []
    assert run(live_database) == 1
    (message,) = smtp.taken
    assert message["To"] == "Rita@people.example"
    assert message["From"] == "Consult <no-reply@council.example>"
    assert message["Subject"] == "Réponse – 7F3K"
    assert message["Message-ID"] == f"<{mail_id}@localhost>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content().replace("\r\n", "\n") == "Dear Rita,\n\n.a line with a dot\nZoë’s answer\n"
    assert read(live_database, mail_id).state == MailState.SENT


def test_files_arrive_with_the_mail_and_are_not_readable_before(live_database: Database, smtp: MailServer) -> None:
    files = [AttachedFile("letter.pdf", "application/pdf", b"%PDF canary"), AttachedFile("é.txt", "text/plain", b"x")]
    write(live_database, files=files)
    with live_database.reading() as session:
        assert b"canary" not in bytes(str(session.execute(text("SELECT * FROM mail_message")).all()), "utf-8")
    run(live_database)
    (message,) = smtp.taken
    found = [(part.get_filename(), part.get_content_type()) for part in message.iter_attachments()]
    assert found == [("letter.pdf", "application/pdf"), ("é.txt", "text/plain")]
    assert next(iter(message.iter_attachments())).get_payload(decode=True) == b"%PDF canary"
    body = message.get_body()
    assert body is not None
    assert body.get_content().startswith("It is 7F3K.")


def test_files_that_are_too_large_are_refused_before_anything_is_written(
    live_database: Database, smtp: MailServer
) -> None:
    with pytest.raises(Invalid, match="too large to send by email"):
        write(live_database, files=[AttachedFile("a.pdf", "application/pdf", b"x" * (LARGEST_FILES + 1))])
    assert run(live_database) == 0


def test_nothing_readable_is_kept(live_database: Database, smtp: MailServer) -> None:
    mail_id = write(live_database, body="canary-in-the-mail")
    with live_database.reading() as session:
        rows = str(session.execute(text("SELECT * FROM mail_message")).all())
        jobs = str(session.execute(text("SELECT * FROM job")).all())
    for word in ("canary", "people.example", "Your code"):
        assert word.lower() not in (rows + jobs).lower()
    run(live_database)
    assert read(live_database, mail_id).sealed is None


def test_a_change_that_is_taken_back_writes_to_nobody(live_database: Database, smtp: MailServer) -> None:
    with live_database.sessions() as session:
        send_mail(session, to="rita@people.example", subject="No", body="No")
    assert run(live_database) == 0
    assert smtp.taken == []


def test_a_mail_that_was_sent_is_not_sent_again(live_database: Database, smtp: MailServer) -> None:
    mail_id = write(live_database)
    run(live_database)
    with live_database.unit_of_work() as session:
        session.add(Job(name="mail.deliver", args={"mail_id": mail_id}, created_at=clock.now(), due_at=clock.now()))
    assert run(live_database) == 1
    assert len(smtp.taken) == 1


def test_a_refusal_for_now_is_tried_again_under_the_same_message_id(
    live_database: Database, smtp: MailServer, clock_at: ClockAt
) -> None:
    at = clock_at("2026-11-02 09:00")
    mail_id = write(live_database)
    smtp.answers = ["451 come back later"]
    run(live_database)
    assert read(live_database, mail_id).state == MailState.WAITING
    clock_at(at.replace(hour=10))
    run(live_database)
    assert read(live_database, mail_id).state == MailState.SENT
    assert [message["Message-ID"] for message in smtp.taken] == [f"<{mail_id}@localhost>"]


def test_a_refusal_for_good_is_not_tried_again(live_database: Database, smtp: MailServer) -> None:
    mail_id = write(live_database)
    smtp.answers = ["550 no such person"]
    run(live_database)
    mail = read(live_database, mail_id)
    assert (mail.state, mail.sealed) == (MailState.REFUSED, None)
    with live_database.reading() as session:
        job = session.scalars(select(Job)).one()
    assert (job.state, job.message.partition(".")[0]) == ("done", "The mail server refused this email")
    assert run(live_database) == 0


def test_whoever_caused_a_refused_mail_is_told_to_whom_it_went(live_database: Database, smtp: MailServer) -> None:
    with live_database.unit_of_work() as session:
        officer, other = make_actor(session, Role.OFFICER), make_actor(session, Role.OFFICER)
    mail_id = write(live_database, subject="Invitation", body="https://secret.example/link", caused_by=officer)
    smtp.answers = ["550 no such person"]
    run(live_database)
    with live_database.unit_of_work() as session:
        (step,) = refusals(session, officer)
        assert step.text == "An email did not arrive: Invitation, to Rita@people.example"
        assert refusals(session, other) == []
        mail = find_refused_mail(session, mail_id, officer)
        letter = read_letter(live_database.keys, mail)
        assert letter is not None
        assert letter.body == ""
        with pytest.raises(NotFound):
            find_refused_mail(session, mail_id, other)
        dismiss_refusal(session, mail)
        assert refusals(session, officer) == []


def test_what_can_never_be_written_down_is_not_tried_again(live_database: Database, smtp: MailServer) -> None:
    def refuse(_message: object) -> None:
        raise UnicodeEncodeError("ascii", "o’", 1, 2, "ordinal not in range")

    mail_id = write(live_database)
    change_deployment(live_database, transport=refuse)
    run(live_database)
    assert read(live_database, mail_id).state == MailState.REFUSED


def test_a_server_that_is_away_is_tried_again(live_database: Database, smtp: MailServer) -> None:
    settings = deployment_of(live_database).settings
    nobody = replace(settings.mail, port=1)
    change_deployment(live_database, settings=replace(settings, mail=nobody))
    mail_id = write(live_database)
    run(live_database)
    assert read(live_database, mail_id).state == MailState.WAITING


def test_headers_cannot_be_smuggled_in(live_database: Database, smtp: MailServer) -> None:
    with pytest.raises(Invalid):
        write(live_database, to="rita@people.example\r\nX: y")
    write(live_database, subject="Hello\r\nBcc: everybody@people.example")
    run(live_database)
    assert smtp.recipients != []
    assert all("everybody" not in address for address in smtp.recipients)
    for message in smtp.taken:
        assert message["Bcc"] is None
        assert message["X"] is None


def test_a_mail_cannot_be_read_in_another_row(session: Session, database: Database) -> None:
    one = send_mail(session, to="a@people.example", subject="One", body="1")
    two = send_mail(session, to="b@people.example", subject="Two", body="2")
    assert read_letter(database.keys, one) == Letter("a@people.example", "One", "1")
    one.sealed = two.sealed
    with pytest.raises(Unreadable):
        read_letter(database.keys, one)


def test_mail_to_one_address_is_found_however_it_was_typed(session: Session, database: Database) -> None:
    mail = send_mail(session, to=" Rita@People.example ", subject="One", body="1")
    assert recipient_hashes(database.keys, "rita@people.example") == [mail.recipient_hash]


def test_any_transport_can_be_put_in(live_database: Database) -> None:
    taken: list[str] = []
    change_deployment(live_database, transport=lambda message: taken.append(message["Subject"]))
    write(live_database)
    run(live_database)
    assert taken == ["Your code"]


def test_a_wrong_password_for_the_server_is_tried_again(live_database: Database) -> None:
    def refuse(message: object) -> None:
        raise smtplib.SMTPAuthenticationError(535, b"no")

    change_deployment(live_database, transport=refuse)
    mail_id = write(live_database)
    run(live_database)
    assert read(live_database, mail_id).state == MailState.WAITING
