"""Nobody of the demonstration is written to."""

from email.message import EmailMessage

import pytest
from sqlalchemy import select

from consult.consultations.models import Activity
from consult.contract.deployment import deployment_of
from consult.demo import build
from consult.demo.letters import lay_mail_aside
from consult.jobs.runner import run_waiting_jobs
from consult.kernel.db import Database
from consult.mail.models import MailMessage, MailState
from consult.mail.services import send_mail
from tests.support.deployments import change_deployment
from tests.support.mail import written_mail


def test_the_mail_of_the_story_is_neither_shown_nor_sent(
    live_database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    sent: list[EmailMessage] = []
    change_deployment(live_database, transport=sent.append)
    build(live_database)
    with live_database.reading() as session:
        assert session.scalars(select(Activity.kind).where(Activity.kind == "impact")).all() == ["impact"]
        states = session.scalars(select(MailMessage.state)).all()
    assert len(states) >= 2, "the story asks a group and answers it"
    assert set(states) == {MailState.SENT}
    run_waiting_jobs(live_database, deployment_of(live_database).registry)
    assert sent == []
    assert capsys.readouterr().out == ""


def test_mail_that_is_written_afterwards_leaves_as_ever(live_database: Database) -> None:
    sent: list[EmailMessage] = []
    change_deployment(live_database, transport=sent.append)
    lay_mail_aside(live_database)
    with live_database.unit_of_work() as session:
        send_mail(session, to="resident@people.example", subject="Your code", body="Here it is.")
        assert len(written_mail(session)) == 1
    run_waiting_jobs(live_database, deployment_of(live_database).registry)
    assert [message["Subject"] for message in sent] == ["Your code"]
