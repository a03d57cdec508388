"""An officer enters evidence that came another way, and lets a group send late, in the browser."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from consult.accounts.models import Membership, Person
from consult.consultations.models import State
from consult.kernel import clock
from plugins.impact.models import Evidence, LatePermission
from plugins.impact.pages import PAGES
from plugins.impact.procedure import Status
from tests.plugins.impact.conftest import Case
from tests.plugins.impact.test_views import FILLED
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]


def _day(name: str, days: int = 0) -> dict[str, str]:
    day = clock.today_in_london()
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year + days)}


def test_the_response_desk_leads_to_entering_evidence_and_the_group_can_correct_it(
    case: Case, client: FormClient, sign_in: SignIn
) -> None:
    sign_in(client, case.officer_person)
    address = f"/staff/impact/{case.activity.id}/enter"
    assert client.get(f"/staff/activities/{case.activity.id}/enter").location == address
    how: dict[str, Any] = {"organisation": case.group.id, "channel": "paper", "received_from": "The chair"}
    assert client.post_form(address, how).status_code == 422
    begun = client.post_form(address, {**how, **_day("received_on")})
    evidence = case.session.scalars(select(Evidence)).one()
    assert begun.location == f"/impact/evidence/{evidence.id}/group"
    for page in PAGES:
        place = f"/impact/evidence/{evidence.id}/{page.id}"
        assert client.get(place).status_code == 200
        assert client.post_form(place, {"version": "0", **FILLED[page.id]}).status_code == 303
    assert f"/impact/evidence/{evidence.id}/check" in client.get(f"/staff/impact/{case.activity.id}").text
    client.post_form(f"/impact/evidence/{evidence.id}/submit", {"version": str(evidence.version)})
    assert evidence.stands_at is Status.SUBMITTED
    assert "A council officer entered this evidence" in client.get(f"/staff/impact/evidence/{evidence.id}").text
    sign_in(client, case.member_person)
    corrected = client.post_form(
        f"/impact/evidence/{evidence.id}/statement", {"version": "1", "statement": "We said it like this."}
    )
    assert corrected.location == f"/impact/evidence/{evidence.id}"
    assert "We said it like this." in client.get(corrected.location).text


def test_an_officer_is_not_offered_a_group_of_the_officers_own(case: Case, client: FormClient, sign_in: SignIn) -> None:
    case.session.add(Membership(organisation_id=case.group.id, person_id=case.officer_person.id))
    case.session.flush()
    case.session.expire(case.officer_person)
    sign_in(client, case.officer_person)
    assert f'value="{case.group.id}"' not in client.get(f"/staff/impact/{case.activity.id}/enter").text


def test_a_group_is_let_in_late_with_a_reason(case: Case, client: FormClient, sign_in: SignIn) -> None:
    sign_in(client, case.officer_person)
    address = f"/staff/impact/{case.activity.id}/late"
    asked: dict[str, Any] = {"organisation": case.group.id, "reason": "A flood.", **_day("until_on", 1)}
    assert "after the closing date" in client.post_form(address, asked).text
    case.consultation.state = State.CLOSED
    assert client.post_form(address, asked).status_code == 303
    assert case.session.scalars(select(LatePermission)).one().reason == "A flood."
    assert "A flood." in client.get(address).text
