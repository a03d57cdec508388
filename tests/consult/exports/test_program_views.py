"""Programs fetch the counted responses: the officers’ export, byte for byte, and in the audit log as one."""

from typing import Any

import orjson
import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.access_tokens import make_token
from consult.accounts.models import Person
from consult.audit.models import AuditEntry
from consult.consultations.models import Activity, State
from consult.contract.deployment import deployment_of
from consult.exports.export_files import chunks_of, find_wanted
from consult.kernel.authz import SYSTEM, Role
from consult.kernel.db import Database
from consult.kernel.reach import Reach
from tests.factories import make_activity, make_consultation, make_person, make_submission
from tests.support.web import FormClient


@pytest.fixture
def activity(session: Session) -> Activity:
    """An open written response with 3 answers."""
    return answered(session)


def answered(session: Session) -> Activity:
    """Make an open written response with 3 answers."""
    made = make_activity(session, make_consultation(session, state=State.OPEN, slug="cameras"))
    for number in range(3):
        make_submission(session, made, answers={"position": "support", "reasons": f"Reason {number}"})
    return made


def program_of(session: Session, *roles: Role, allows: Any = (Reach.RESPONSES,)) -> tuple[Person, dict[str, str]]:
    """Return somebody, and the header that their program sends."""
    person = make_person(session, *roles)
    return person, {"Authorization": f"Bearer {make_token(session, SYSTEM, person, name='P', allows=allows, days=7)}"}


def taken(session: Session) -> list[AuditEntry]:
    """Return what the audit log says of exports."""
    entries = select(AuditEntry).where(AuditEntry.name == "exports.export_taken").order_by(AuditEntry.id)
    return list(session.scalars(entries))


def test_a_program_is_sent_what_an_officer_exports_and_the_audit_log_says_so(
    live_app: Flask, live_database: Database
) -> None:
    with live_database.unit_of_work() as opened:
        made = answered(opened)
        number, (officer, headers) = made.id, program_of(opened, Role.OFFICER)
        officer_id, exports = officer.id, deployment_of(opened).registry.exports
        wanted = find_wanted(opened, exports, made.consultation, what="responses", file_format="json")
        expected = b"".join(chunks_of(opened, wanted))
    answer = live_app.test_client().get(f"/api/1/activities/{number}/responses", headers=headers)
    assert (answer.status_code, answer.mimetype) == (200, "application/x-ndjson")
    assert answer.get_data() == expected
    assert answer.headers["Cache-Control"] == "no-store"
    lines = [orjson.loads(line) for line in answer.get_data().splitlines()]
    assert [line["reasons"] for line in lines] == ["Reason 0", "Reason 1", "Reason 2"]
    with live_database.reading() as opened:
        entry = taken(opened)[-1]
        assert entry.actor_id == officer_id
        said = {name: entry.facts[name] for name in ("export", "subject_id", "file_format", "audience")}
    assert said == {"export": "responses", "subject_id": number, "file_format": "json", "audience": "officer"}


def test_whoever_asks_only_what_there_would_be_takes_nothing(
    client: FormClient, session: Session, activity: Activity
) -> None:
    _person, headers = program_of(session, Role.OFFICER)
    answer = client.head(f"/api/1/activities/{activity.id}/responses", headers=headers)
    assert (answer.status_code, answer.mimetype) == (200, "application/x-ndjson")
    assert taken(session) == []


@pytest.mark.parametrize("role", [Role.COUNCILLOR, Role.AUTHORISING_OFFICER, Role.GROUP_MEMBER])
def test_whoever_may_not_export_has_no_program_that_may(
    client: FormClient, session: Session, activity: Activity, role: Role
) -> None:
    _person, headers = program_of(session, role)
    assert client.get(f"/api/1/activities/{activity.id}/responses", headers=headers).status_code == 403
    assert taken(session) == []


def test_a_program_for_definitions_alone_reads_no_responses(
    client: FormClient, session: Session, activity: Activity
) -> None:
    _person, headers = program_of(session, Role.OFFICER, allows=[Reach.DEFINITIONS])
    assert client.get(f"/api/1/activities/{activity.id}/responses", headers=headers).status_code == 403
    assert taken(session) == []


def test_what_is_not_there_or_has_no_responses_is_said_in_a_document(client: FormClient, session: Session) -> None:
    motions = make_activity(session, make_consultation(session, state=State.OPEN), "motion")
    _person, headers = program_of(session, Role.OFFICER)
    for number in (motions.id, 999_999):
        answer = client.get(f"/api/1/activities/{number}/responses", headers=headers)
        assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")
    assert taken(session) == []
