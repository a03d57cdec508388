"""A decision cites motions and resolutions by name, and their pages say so."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.citations.queries import links, reference_to
from consult.consultations.models import State
from consult.decisions import issues, services
from consult.decisions.models import Disposition
from consult.kernel.authz import ANONYMOUS, Role
from plugins.motion.services.resolutions import make_resolution
from tests.consult.decisions.conftest import DETAILS, TEXTS
from tests.factories import actor_for, make_consultation, make_person
from tests.plugins.motion import story
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]


def test_an_issue_cites_a_resolution_by_its_number_and_the_decision_names_it(
    session: Session, client: FormClient, sign_in: SignIn, clock_at: Callable[..., Any]
) -> None:
    clock_at(story.STARTS)
    told = story.begin(session)
    told.carry()
    clock_at(story.AFTER_MEETING)
    resolution = make_resolution(session, told.officer, told.motion)
    page = f"/motions/{told.motion.number}"
    opened, closed = datetime(2026, 9, 1, 9, tzinfo=UTC), datetime(2026, 10, 1, 9, tzinfo=UTC)
    consultation = make_consultation(session, state=State.ANALYSING, opens_at=opened, closes_at=closed)
    person = make_person(session, Role.OFFICER)
    officer = actor_for(session, person)
    issue = issues.add_issue(session, officer, consultation, "The council has resolved already", "")
    sign_in(client, person)
    typed = {"references": f" {resolution.number.lower()}\n{told.motion.number}", "note": "Clause 2"}
    client.post_form(f"/staff/issues/{issue.id}/cite", typed)
    shown = client.get(f"/staff/issues/{issue.id}").text
    assert f"Resolution {resolution.number}</a>: <span" in shown
    assert "Clause 2" in shown
    answer = (Disposition.CHANGED, "So be it.", "Cabinet", issue.version, DETAILS)
    issues.answer_issue(session, officer, issue, *answer)
    services.save_decision(session, officer, consultation, TEXTS, "Cabinet", date(2026, 11, 30), 0)
    assert f"Issue 1 of “{consultation.title}”" in client.get(page).text
    client.post_form("/sign-out")
    assert "Cited by" not in client.get(page).text
    services.publish_decision(session, officer, consultation)
    outcome = " ".join(client.get(f"/consultations/{consultation.slug}/outcome").text.split())
    assert f"Resolution {resolution.number}</a>, <a" in outcome
    assert "responses." not in outcome.partition("Cites ")[2].partition("</p>")[0]
    assert f"The decision on “{consultation.title}”, version 1" in client.get(page).text


def test_a_motion_that_is_not_public_yet_is_known_to_officers_alone(
    session: Session, clock_at: Callable[..., Any]
) -> None:
    clock_at(story.STARTS)
    told = story.begin(session)
    reference = reference_to(told.motion)
    # Those who write a draft know of it, so that it can cite.
    assert links(session, told.proposer, [reference])[reference].title == f"Draft motion: {told.motion.title}"
    assert links(session, told.other, [reference]) == links(session, told.officer, [reference]) == {}
    told.submit()
    assert list(links(session, told.officer, [reference])) == [reference]
    assert links(session, ANONYMOUS, [reference]) == {}
