"""What waits is told by its urgency, and on the desk of a plugin only what is done there."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from consult.citations.queries import reference_to
from consult.deadlines.services import set_deadline
from consult.deadlines.urgency import waiting_by_urgency
from consult.kernel.authz import Role
from tests.consult.decisions.conftest import make_case
from tests.consult.desk.test_transcription import entered
from tests.factories import make_activity, make_actor, make_consultation
from tests.plugins.impact.conftest import make_case as make_evidence
from tests.support.web import FormClient


def test_what_is_overdue_comes_before_what_is_due_and_that_before_the_rest(
    session: Session, clock_at: Callable[..., Any]
) -> None:
    clock_at("2026-12-01 08:00")
    case, other = make_case(session), make_consultation(session)
    for made in (case.consultation, other):
        made.decision_on = made.results_due_on = None
    entered(session, make_actor(session, Role.OFFICER), make_activity(session, other), "form")
    for day, text in ((5, "Later"), (2, "Soon"), (1, "Late"), (15, "Far")):
        set_deadline(session, reference_to(case.issue()), date(2026, 12, day), owner=Role.OFFICER, text=text)
    clock_at("2026-12-02 08:00")
    found = waiting_by_urgency(session, case.officer)
    assert [item.due for item in found.overdue] == [date(2026, 12, 1)]
    assert [item.due for item in found.soon] == [date(2026, 12, 2), date(2026, 12, 5)]
    assert [item.due for item in found.rest] == [None]


def test_a_desk_begins_with_what_is_done_there(
    session: Session, client: FormClient, sign_in: Callable[..., None]
) -> None:
    evidence = make_evidence(session)
    sent = evidence.sent()
    entered(session, make_actor(session, Role.OFFICER), make_activity(session, evidence.consultation), "form")
    (item,) = waiting_by_urgency(session, evidence.officer, "impact").rest
    assert item.parts["activity_id"] == sent.activity_id
    assert waiting_by_urgency(session, evidence.officer, "authorisation").rest == []
    sign_in(client, evidence.officer_person)
    page = client.get("/staff/impact/assessments").text
    assert page.index("Read 1 piece of evidence") < page.index("There is no assessment yet.")
