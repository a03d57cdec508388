"""A consultation to follow, and the mail about it."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.citations.queries import reference_to
from consult.consultations.models import Consultation
from consult.contract.references import Reference
from consult.follows.models import Follow
from consult.follows.queries import find_followable
from consult.follows.services import SEND, ask_to_follow, confirm_follow, send_batch
from consult.jobs.models import Job, JobState
from tests.factories import make_consultation
from tests.support.mail import written_mail

AT = "2026-11-02 09:00"
LINK = re.compile(r"http://localhost(/follow/(?:confirm|stop)/\S+)")


@pytest.fixture
def consultation(session: Session, clock_at: Callable[[str], datetime]) -> Consultation:
    clock_at(AT)
    return make_consultation(session, title="Cameras")


@pytest.fixture
def reference(consultation: Consultation) -> Reference:
    return reference_to(consultation)


def asked(session: Session, reference: Reference, email: str) -> Follow:
    """Let an address ask to follow a row."""
    _, link = find_followable(session, reference.kind, reference.id)
    return ask_to_follow(session, reference, link, email)


def following(session: Session, reference: Reference, email: str) -> Follow:
    """Let an address follow a row."""
    follow = asked(session, reference, email)
    confirm_follow(session, follow)
    return follow


def run_jobs(session: Session) -> None:
    """Write what was asked for, batch after batch, in the test's own transaction."""
    while job := session.scalars(select(Job).where(Job.name == SEND, Job.state == JobState.QUEUED)).first():
        send_batch(session, job, **job.args)
        job.state = JobState.DONE
        session.flush()


def mails(session: Session) -> list[tuple[str, str, str]]:
    """Return the mails that wait, by address."""
    return sorted((mail.to, mail.subject, mail.body) for mail in written_mail(session))


def link_in(body: str) -> str:
    """Return the last link to follow or stop in a mail."""
    return str(LINK.findall(body)[-1])
