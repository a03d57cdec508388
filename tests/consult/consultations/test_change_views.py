"""The officers' pages for changes after opening."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.models import Change, Consultation, State
from consult.kernel.authz import Role
from consult.kernel.clock import from_london
from consult.web.typed_dates import date_parts, moment_parts
from tests.factories import make_consultation, make_person
from tests.support.pages import faults_of, parsed
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]


@pytest.fixture(autouse=True)
def officer(client: FormClient, session: Session, sign_in: SignIn, clock_at: Callable[[str], datetime]) -> Person:
    clock_at("2026-11-02 09:00")
    person = make_person(session, Role.OFFICER)
    sign_in(client, person)
    return person


def form_of(made: Consultation, **more: str) -> dict[str, str]:
    """Return the form as the browser would send it when nothing was touched."""
    fields: dict[str, Any] = {
        name: getattr(made, name)
        for name in ("title", "summary", "background", "options_open", "decided_by", "notice", "attribution")
    }
    for name in ("decision_on", "results_due_on"):
        fields.update({f"{name}-{part}": typed for part, typed in date_parts(getattr(made, name)).items()})
    fields.update({f"closes_at-{part}": typed for part, typed in moment_parts(made.closes_at).items()})
    fields.update(version=str(made.version), reason="The police sent a correction.", is_material="no")
    return {**fields, **more}


def make(session: Session, **more: Any) -> Consultation:
    # Its closing date has seconds, which the form does not show.
    closes_at = from_london(datetime(2026, 12, 7, 9, 30, 43))
    return make_consultation(session, **{"closes_at": closes_at, **more})


def test_a_change_is_made_in_public(client: FormClient, session: Session) -> None:
    made = make(session)
    url = f"/staff/consultations/{made.slug}/change"
    assert faults_of(parsed(client.get(url).text, is_page=True)) == []
    response = client.post_form(url, form_of(made, summary="Clearer.", is_material="yes"))
    assert response.status_code == 303
    kept = session.scalars(select(Change)).one()
    assert (kept.after, kept.is_material, kept.kind) == ({"summary": "Clearer."}, True, "text")


def test_reason_and_weight_are_asked_for(client: FormClient, session: Session) -> None:
    made = make(session)
    response = client.post_form(
        f"/staff/consultations/{made.slug}/change", form_of(made, summary="Mine", reason="", is_material="")
    )
    assert response.status_code == 422
    links = {link.get("href") for link in parsed(response.text, is_page=True).iter("a")}
    assert {"#reason", "#is_material"} <= links
    assert "Mine" in response.text
    assert session.scalar(select(Change)) is None


def test_an_untouched_form_changes_nothing(client: FormClient, session: Session) -> None:
    made = make(session)
    response = client.post_form(f"/staff/consultations/{made.slug}/change", form_of(made))
    assert response.status_code == 422
    assert "Nothing has been changed yet" in response.text


def test_two_changes_at_once_clash(client: FormClient, session: Session) -> None:
    made = make(session)
    url = f"/staff/consultations/{made.slug}/change"
    stale = form_of(made)
    assert client.post_form(url, {**stale, "summary": "First."}).status_code == 303
    second = client.post_form(url, {**stale, "summary": "Second."})
    assert second.status_code == 409
    assert "First." in second.text
    assert "Second." in second.text
    assert len(session.scalars(select(Change)).all()) == 1


def test_more_time_is_given(client: FormClient, session: Session) -> None:
    made = make(session)
    made.decision_on, made.results_due_on = date(2027, 4, 1), date(2027, 5, 1)
    url = f"/staff/consultations/{made.slug}/extend"
    later = {"closes_at-day": "1", "closes_at-month": "3", "closes_at-year": "2027", "closes_at-time": "5pm"}
    opened = re.search(r'name="version" value="([^"]+)"', client.get(url).text)
    assert opened is not None
    later["version"] = opened[1]
    assert client.post_form(url, {**later, "reason": "Post was late."}).status_code == 303
    kept = session.scalars(select(Change)).one()
    assert (kept.kind, kept.after) == ("extension", {"closes_at": "2027-03-01T17:00:00+00:00"})
    again = client.post_form(url, {**later, "reason": "Post was late."})
    assert again.status_code == 303
    other = client.post_form(url, {**later, "closes_at-day": "8", "reason": "Post was late."})
    assert other.status_code == 409
    assert "1 March 2027" in other.text
    assert "8 March 2027" in other.text
    assert session.scalars(select(Change)).one() is kept


def test_more_time_never_goes_beyond_the_day_of_the_decision(client: FormClient, session: Session) -> None:
    made = make(session)
    made.decision_on = date(2027, 2, 1)
    later = {"closes_at-day": "1", "closes_at-month": "3", "closes_at-year": "2027", "closes_at-time": "5pm"}
    session.flush()
    typed = {**later, "reason": "Post was late.", "version": str(made.version)}
    refused = client.post_form(f"/staff/consultations/{made.slug}/extend", typed)
    assert refused.status_code == 422
    assert "It is to be decided on 1 February 2027" in refused.text


def test_an_earlier_date_is_refused_at_its_field(client: FormClient, session: Session) -> None:
    made = make(session)
    earlier = {"closes_at-day": "3", "closes_at-month": "11", "closes_at-year": "2026", "closes_at-time": "5pm"}
    response = client.post_form(f"/staff/consultations/{made.slug}/extend", {**earlier, "reason": "Enough."})
    assert response.status_code == 422
    links = {link.get("href") for link in parsed(response.text, is_page=True).iter("a")}
    assert "#closes_at-day" in links


@pytest.mark.parametrize("state", [State.DRAFT, State.SCHEDULED, State.DECIDED])
def test_other_states_say_what_to_do_instead(client: FormClient, session: Session, state: State) -> None:
    made = make(session, state=state)
    response = client.post_form(f"/staff/consultations/{made.slug}/change", form_of(made, title="Other"))
    assert response.status_code == 422
    assert "Other" in response.text
    assert session.scalar(select(Change)) is None
