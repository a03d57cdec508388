"""The last day for late forms is said to everybody, kept in the log, and guarded against two officers at once."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.audit.models import AuditEntry
from consult.consultations.models import Activity, State
from consult.exports.late_forms import set_late_forms_day
from consult.kernel.authz import Role
from consult.kernel.errors import ChangedMeanwhile
from tests.factories import make_activity, make_actor, make_consultation, make_person
from tests.support.web import FormClient


@pytest.fixture
def activity(session: Session) -> Activity:
    """A closed written response."""
    made = make_activity(session, make_consultation(session, state=State.CLOSED, slug="cameras"))
    session.expire(made.consultation, ["activities"])
    return made


def test_a_day_is_set_once_and_in_the_log(session: Session, activity: Activity) -> None:
    officer, day = make_actor(session, Role.OFFICER), date(2027, 1, 12)
    set_late_forms_day(session, officer, activity, day, seen="")
    set_late_forms_day(session, officer, activity, day, seen="")
    named = AuditEntry.name == "exports.late_forms_day_set"
    assert [entry.facts["day"] for entry in session.scalars(select(AuditEntry).where(named))] == ["2027-01-12"]
    with pytest.raises(ChangedMeanwhile):
        set_late_forms_day(session, officer, activity, date(2027, 2, 1), seen="")
    set_late_forms_day(session, officer, activity, None, seen="2027-01-12")
    assert activity.late_forms_until is None


def test_an_officer_sets_it_and_everybody_reads_it(
    client: FormClient, session: Session, activity: Activity, sign_in: Callable[[FormClient, Person], None]
) -> None:
    sign_in(client, make_person(session, Role.OFFICER))
    page = f"/staff/activities/{activity.id}/late-forms"
    assert "last day for late forms" in client.get(page).text
    typed = {"day-day": "12", "day-month": "1", "day-year": "2127"}
    assert client.post_form(page, typed).status_code == 303
    assert "by 12 January 2127 are counted" in client.get("/consultations/cameras").text
    refused = client.get(f"/staff/activities/{activity.id}/publish").text
    assert "Results can be published after 12 January 2127" in refused
    wrong = client.post_form(page, {"day-day": "40", "day-month": "1", "day-year": "2127"})
    assert wrong.status_code == 422
