"""Many bodies are invited by a job that an officer asks for, and can stop."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from consult.accounts.models import Person
from consult.jobs.models import Job, JobState
from consult.jobs.services import cancel
from consult.kernel.errors import Forbidden
from plugins.impact.engagement import invitations
from plugins.impact.engagement.invitations import AT_ONCE, INVITATIONS, ask_to_invite, invite_by_job
from tests.plugins.impact.engagement.conftest import Log
from tests.support.web import FormClient

PLACE = "/staff/impact/engagement"


def test_more_bodies_than_somebody_waits_for_are_invited_by_a_job(
    log: Log,
    client: FormClient,
    sign_in: Callable[[FormClient, Person], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Progress is told on a connection of its own, which sees nothing of a transaction that is never committed.
    told: list[tuple[int, int]] = []
    monkeypatch.setattr(invitations, "report_progress", lambda _session, _job, *how_far: told.append(how_far))
    sign_in(client, log.desk.author_person)
    engagement, contacts = log.held(), [log.contact(f"Body{number}") for number in range(AT_ONCE + 1)]
    chosen = {"contacts": [str(contact.id) for contact in contacts]}
    answer = client.post_form(f"{PLACE}/{engagement.id}/invite", chosen)
    job = log.session.scalars(select(Job).where(Job.name == INVITATIONS.name)).one()
    assert str(answer.location).endswith(f"/staff/jobs/{job.id}")
    assert "Inviting bodies to speak about an assessment" in client.get(str(answer.location)).text
    assert engagement.invitations == []
    assert invite_by_job(log.session, job, **job.args) == f"{AT_ONCE + 1} bodies were invited."
    assert told == [(0, AT_ONCE + 1)]
    assert {invitation.contact_id for invitation in engagement.invitations} == {contact.id for contact in contacts}
    assert invite_by_job(log.session, job, **job.args) == "0 bodies were invited."


def test_whoever_may_no_longer_invite_invites_nobody_and_a_job_that_was_stopped_neither(log: Log) -> None:
    engagement, contact = log.held(), log.contact()
    job = ask_to_invite(log.session, log.desk.author, engagement, [contact], "/")
    cancel(log.session, log.desk.author, job)
    assert job.state == JobState.CANCELLED
    again = ask_to_invite(log.session, log.desk.author, engagement, [contact], "/")
    log.desk.author_person.is_active = False
    with pytest.raises(Forbidden):
        invite_by_job(log.session, again, **again.args)
    assert engagement.invitations == []
