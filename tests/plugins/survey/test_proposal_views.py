"""Two officers at the page of a change that takes both."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.models import Activity
from consult.kernel.authz import Role
from plugins.survey import proposals, services
from plugins.survey.document import read_definition
from plugins.survey.queries import find_draft, find_published
from tests.factories import XSS, make_actor, make_person
from tests.plugins.survey.conftest import ALL_KINDS, item, page, survey
from tests.plugins.survey.test_views import hidden
from tests.support.web import FormClient

Officers = tuple[FormClient, FormClient]


@pytest.fixture
def officers(client: FormClient, session: Session, sign_in: Any) -> Officers:
    """The browsers of two officers."""
    other = client.application.test_client()
    assert isinstance(other, FormClient)
    other.shared = session
    for browser in (client, other):
        sign_in(browser, make_person(session, Role.OFFICER))
    return client, other


@pytest.fixture
def base(officers: Officers, open_survey: Activity) -> str:
    """The address of a survey of which one officer proposed to take a question away."""
    base = f"/survey/{open_survey.id}"
    first = officers[0]
    seen = hidden(first.get(f"{base}/build/questions/line/remove").text, "seen")
    first.post_form(f"{base}/build/questions/line/remove", {"seen": seen})
    shown = first.get(f"{base}/publish").text
    assert "Another officer must confirm it." in shown
    assert "Propose it to another officer" in shown
    empty = first.post_form(f"{base}/publish", {"seen": hidden(shown, "seen"), "public_note": ""})
    assert empty.status_code == 422
    note = {"seen": hidden(shown, "seen"), "public_note": f"Nobody understood it. {XSS}"}
    assert first.post_form(f"{base}/publish", note).location == f"{base}/build"
    return base


def test_the_desk_tells_every_officer_what_waits_until_it_is_settled(
    officers: Officers, open_survey: Activity, base: str
) -> None:
    desk = f"/staff/consultations/{open_survey.consultation.slug}"
    for browser in officers:
        shown = browser.get(desk).text
        assert f'<a class="govuk-link" href="{base}/build">see what' in shown
        assert "waits for a second officer" in shown
    assert officers[0].post_form(f"{base}/take-back").status_code == 303
    assert "waits for a second officer" not in officers[1].get(desk).text


def test_both_see_what_waits_and_only_the_other_can_confirm(
    officers: Officers, session: Session, open_survey: Activity, base: str
) -> None:
    first, second = officers
    mine, theirs = first.get(f"{base}/build").text, second.get(f"{base}/build").text
    for shown in (mine, theirs, first.get(f"{base}/publish").text):
        assert "Version 2 waits for a second officer." in shown
        assert "Nobody understood it." in shown
        assert "<script>alert" not in shown
    assert f'href="{base}/confirm"' in theirs
    assert f'href="{base}/confirm"' not in mine
    assert f'action="{base}/take-back"' in mine
    assert f'action="{base}/take-back"' not in theirs
    assert first.get(f"{base}/confirm").status_code == 409
    assert first.post_form(f"{base}/confirm", {"decision": "confirm"}).status_code == 409
    assert second.post_form(f"{base}/take-back").status_code == 409
    page = second.get(f"{base}/confirm").text
    assert "(line) is gone" in page
    sent = {"seen": hidden(page, "seen"), "decision": "confirm"}
    assert second.post_form(f"{base}/confirm", sent).location == f"{base}/build"
    assert published_number(session, open_survey) == 2
    again = second.post_form(f"{base}/confirm", sent)
    assert (again.status_code, again.location) == (303, f"{base}/build")
    told = first.application.test_client().get(f"{base}/changes").text
    assert "Answers before and after cannot be compared. Two officers agreed to this." in told
    assert "Nobody understood it." in told


def published_number(session: Session, activity: Activity) -> int:
    """Return the number of the version that is asked."""
    found = find_published(session, activity.id)
    assert found is not None
    return found.number


def test_a_page_from_before_another_version_confirms_nothing_until_it_shows_what_there_is(
    officers: Officers, session: Session, open_survey: Activity, base: str
) -> None:
    second = officers[1]
    stale = {"seen": hidden(second.get(f"{base}/confirm").text, "seen"), "decision": "confirm"}
    actor, proposed = make_actor(session, Role.OFFICER), find_draft(session, open_survey.id).definition
    more = survey(*ALL_KINDS["sections"][0]["pages"], page("p9", item("more")))
    seen = services.change_draft(session, actor, open_survey, lambda _draft: read_definition(more)).as_seen
    services.publish(session, actor, open_survey, seen=seen, public_note="One question more.")
    again = services.change_draft(session, actor, open_survey, lambda _draft: read_definition(proposed)).as_seen
    proposals.propose(session, actor, open_survey, seen=again, reason="Both.")
    refused = second.post_form(f"{base}/confirm", stale)
    assert refused.status_code == 422
    assert "(more) is gone" in refused.text
    assert published_number(session, open_survey) == 2
    sent = {**stale, "seen": hidden(refused.text, "seen")}
    assert second.post_form(f"{base}/confirm", sent).status_code == 303
    assert published_number(session, open_survey) == 3


def test_sending_back_asks_for_a_reason_and_keeps_it(officers: Officers, base: str) -> None:
    first, second = officers
    page = second.get(f"{base}/confirm").text
    nothing = second.post_form(f"{base}/confirm", {"seen": hidden(page, "seen"), "answer": "Kept words"})
    assert nothing.status_code == 422
    assert 'href="#decision"' in nothing.text
    assert "Kept words" in nothing.text
    back = {"seen": hidden(page, "seen"), "decision": "send_back", "answer": ""}
    refused = second.post_form(f"{base}/confirm", back)
    assert refused.status_code == 422
    assert 'href="#answer"' in refused.text
    assert second.post_form(f"{base}/confirm", {**back, "answer": "Wait for the end."}).status_code == 303
    shown = first.get(f"{base}/build").text
    assert "sent this draft back" in shown
    assert "Wait for the end." in shown


def test_who_proposed_it_takes_it_back(officers: Officers, base: str) -> None:
    first, second = officers
    assert first.post_form(f"{base}/take-back").location == f"{base}/build"
    assert "waits for a second officer" not in second.get(f"{base}/build").text
    assert second.get(f"{base}/confirm").location == f"{base}/build"


def test_an_auditor_looks_at_what_is_asked_and_finds_nothing_to_change(
    officers: Officers, session: Session, base: str, sign_in: Any
) -> None:
    auditor: Person = make_person(session, Role.AUDITOR)
    reader = officers[1]
    sign_in(reader, auditor)
    shown = reader.get(f"{base}/build").text
    assert "Version 2 waits for a second officer." in shown
    assert "Question choice?" in shown
    for gone in ("/remove", "/add", "/move", "/introduction", "/import", "/publish", "/confirm", "/take-back"):
        assert f'{gone}"' not in shown
