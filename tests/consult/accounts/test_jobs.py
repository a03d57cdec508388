"""A link to choose a new password is sent apart from the request, so that its time tells nothing."""

from email.message import EmailMessage

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.jobs import ask_for_password_link, run_password_link
from consult.contract.registry import Registry
from consult.jobs.runner import run_waiting_jobs
from consult.kernel.crypto import Unreadable
from consult.kernel.db import Database
from consult.mail.models import MailMessage
from tests.factories import make_person
from tests.support.deployments import change_deployment
from tests.support.mail import written_mail

EMAIL = "amara@people.example"


def test_asking_writes_the_same_whether_there_is_an_account_or_not(session: Session) -> None:
    make_person(session, email=EMAIL)
    known, unknown = ask_for_password_link(session, EMAIL), ask_for_password_link(session, "nobody@people.example")
    assert known.name == unknown.name
    assert session.scalars(select(MailMessage)).all() == []
    assert EMAIL not in str(known.args)
    for job in (known, unknown):
        run_password_link(session, job, **job.args)
    assert [letter.to for letter in written_mail(session)] == [EMAIL]


def test_a_sealed_address_is_good_for_its_own_job_alone(session: Session) -> None:
    make_person(session, email=EMAIL)
    one, other = ask_for_password_link(session, EMAIL), ask_for_password_link(session, EMAIL)
    with pytest.raises(Unreadable):
        run_password_link(session, one, row=other.args["row"], sealed=one.args["sealed"])


def test_the_worker_sends_the_link(live_database: Database, registry: Registry) -> None:
    with live_database.unit_of_work() as session:
        make_person(session, email=EMAIL)
        ask_for_password_link(session, EMAIL)
    sent: list[EmailMessage] = []
    change_deployment(live_database, transport=sent.append)
    run_waiting_jobs(live_database, registry)
    assert [message["To"] for message in sent] == [EMAIL]
    assert "http://localhost/password/" in sent[0].get_content()
