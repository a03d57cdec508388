"""Preview, publishing, the definition as a file, and what the public reads of changes."""

import io
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.contract.questions import LONGEST_TEXT
from consult.kernel.authz import Role
from consult.submissions.models import Draft, Submission
from plugins.survey.document import as_json
from plugins.survey.queries import find_draft, find_published
from tests.factories import make_activity, make_person
from tests.plugins.survey.conftest import ALL_KINDS, PublishSurvey, item, page, survey
from tests.plugins.survey.test_views import hidden
from tests.support.web import FormClient

ROLES = ("anonymous", Role.COUNCILLOR, Role.AUDITOR, Role.OFFICER, Role.ADMINISTRATOR)


@pytest.fixture
def officer(client: FormClient, session: Session, sign_in: Any) -> FormClient:
    """A council officer’s browser."""
    sign_in(client, make_person(session, Role.OFFICER))
    return client


def test_a_previewed_text_longer_than_may_be_is_told_its_length_in_whatever_script(
    officer: FormClient, draft_survey: Activity, publish: PublishSurvey
) -> None:
    publish(draft_survey, survey(page("p1", item("words", "long_text"))))
    text = "𠀀" * (LONGEST_TEXT + 1)
    refused = officer.post_form(f"/staff/activities/{draft_survey.id}/preview/p1", {"words": text})
    assert refused.status_code == 422
    assert "100,000 characters or less. It has 100,001" in refused.text
    assert text in refused.text


def test_a_draft_is_previewed_before_opening_and_nothing_is_kept(
    officer: FormClient, session: Session, draft_survey: Activity, publish: PublishSurvey
) -> None:
    publish(draft_survey, ALL_KINDS)
    base = f"/staff/activities/{draft_survey.id}/preview"
    assert "Question choice?" in officer.get(base).text
    assert officer.post_form(f"{base}/p1", {}).status_code == 422
    assert officer.post_form(f"{base}/p1", {"choice": "a"}).location.endswith("/preview/p3")
    shown = officer.get(f"{base}/p2").text
    assert "Shown only if" in shown
    assert officer.post_form(f"{base}/p4", {"count": "many"}).status_code == 422
    assert officer.post_form(f"{base}/p4", {"count": "3"}).location.endswith("/preview/where-you-live")
    assert officer.post_form(f"{base}/about-you", {}).location == base
    assert session.scalars(select(Submission)).all() == []
    assert session.scalars(select(Draft)).all() == []


def test_publishing_from_the_page(officer: FormClient, session: Session, draft_survey: Activity) -> None:
    base = f"/survey/{draft_survey.id}"
    empty = officer.get(f"{base}/publish")
    assert "has no questions" in empty.text
    seen = hidden(officer.get(f"{base}/import").text, "seen")
    upload = {"file": (io.BytesIO(as_json(ALL_KINDS).encode()), "survey.json"), "text": "", "seen": seen}
    assert officer.post_form(f"{base}/import", upload, content_type="multipart/form-data").status_code == 303
    ready = officer.get(f"{base}/publish").text
    assert officer.post_form(f"{base}/publish", {"seen": hidden(ready, "seen")}).status_code == 303
    assert find_published(session, draft_survey.id) is not None
    stale = officer.post_form(f"{base}/publish", {"seen": "0" * 64, "public_note": "Kept note"})
    assert stale.status_code == 409
    assert "Look at it again" in stale.text


def test_a_change_after_opening_asks_for_a_note_and_keeps_it_when_something_else_is_wrong(
    officer: FormClient, session: Session, open_survey: Activity
) -> None:
    base = f"/survey/{open_survey.id}"
    officer.post_form(
        f"{base}/build/add", {"label": "And also?", "kind": "short_text", "key": "also", "where": "p4", "then": "back"}
    )
    ready = officer.get(f"{base}/publish").text
    assert "Additive" in ready
    refused = officer.post_form(f"{base}/publish", {"seen": hidden(ready, "seen"), "public_note": ""})
    assert refused.status_code == 422
    assert 'href="#public_note"' in refused.text
    note = {"seen": hidden(refused.text, "seen"), "public_note": "A group asked us to."}
    assert officer.post_form(f"{base}/publish", note).status_code == 303
    told = officer.application.test_client().get(f"{base}/changes").text
    assert "A group asked us to." in told
    assert "Version 2" in told
    consultation = officer.get(f"/consultations/{open_survey.consultation.slug}").text
    assert f'href="{base}/changes"' in consultation


def test_a_breaking_change_is_refused_on_the_page_with_its_remedy(
    officer: FormClient, session: Session, open_survey: Activity
) -> None:
    base = f"/survey/{open_survey.id}"
    place = f"{base}/build/questions/line"
    seen = hidden(officer.get(place).text, "seen")
    must = {"seen": seen, "label": "Question line?", "required": "y", "public": "y"}
    assert officer.post_form(place, must).status_code == 303
    shown = officer.get(f"{base}/publish").text
    assert "Cannot be published now" in shown
    assert "<textarea" not in shown
    seen = find_draft(session, open_survey.id).as_seen
    assert officer.post_form(f"{base}/publish", {"seen": seen, "public_note": "x"}).status_code == 422


# Who may see what, in the order of ROLES: anonymous, councillor, auditor, officer, administrator.
TABLE = {
    "build": (401, 403, 200, 200, 200),
    "confirm": (401, 403, 403, 303, 303),
    "build/introduction": (401, 403, 403, 200, 200),
    "build/pages/new": (401, 403, 403, 200, 200),
    "build/pages/p1": (401, 403, 403, 200, 200),
    "build/pages/p1/remove": (401, 403, 403, 200, 200),
    "build/add": (401, 403, 403, 200, 200),
    "build/questions/line": (401, 403, 403, 200, 200),
    "build/questions/line/remove": (401, 403, 403, 200, 200),
    "import": (401, 403, 403, 200, 200),
    "publish": (401, 403, 403, 200, 200),
    "definition.json": (401, 403, 200, 200, 200),
    "results": (401, 403, 200, 200, 200),
    "changes": (200, 200, 200, 200, 200),
}
POSTS = ("build/pages/p1/move", "build/questions/line/move", "build/pages/p1/remove", "import", "publish")


@pytest.mark.parametrize("part", TABLE)
def test_who_may_see_each_page(
    client: FormClient, session: Session, open_survey: Activity, sign_in: Any, part: str
) -> None:
    for role, expected in zip(ROLES, TABLE[part], strict=True):
        if isinstance(role, Role):
            sign_in(client, make_person(session, role))
        response = client.get(f"/survey/{open_survey.id}/{part}")
        status = 401 if response.status_code in {302, 303} and "sign-in" in response.location else response.status_code
        assert status == expected, role


@pytest.mark.parametrize("part", POSTS)
def test_only_staff_may_change_anything(
    client: FormClient, session: Session, open_survey: Activity, sign_in: Any, part: str
) -> None:
    before = find_draft(session, open_survey.id).sha256
    for role in ROLES[:3]:
        if isinstance(role, Role):
            sign_in(client, make_person(session, role))
        response = client.post_form(f"/survey/{open_survey.id}/{part}", {"way": "down"})
        assert response.status_code in {302, 303, 401, 403}
        assert find_draft(session, open_survey.id).sha256 == before


def test_a_draft_consultations_survey_and_another_kind_are_not_found(
    client: FormClient, session: Session, draft_survey: Activity, open_survey: Activity
) -> None:
    assert client.get(f"/survey/{draft_survey.id}/changes").status_code == 404
    other = make_activity(session, open_survey.consultation)
    assert client.get(f"/survey/{other.id}/changes").status_code == 404


def test_a_preview_follows_the_path(officer: FormClient, draft_survey: Activity, publish: PublishSurvey) -> None:
    publish(draft_survey, ALL_KINDS)
    base = f"/staff/activities/{draft_survey.id}/preview"
    assert officer.post_form(f"{base}/p1", {"choice": "a"}).location == f"{base}/p3"
    assert "page 2 of 5" in officer.get(f"{base}/p3").text
    assert "not asked of somebody who answered as you did" in officer.get(f"{base}/p2").text
    assert officer.post_form(f"{base}/p1", {"choice": "b"}).location == f"{base}/p2"
    assert officer.post_form(f"{base}/p2", {"why": "Because."}).location == f"{base}/p3"
    assert "page 3 of 6" in officer.get(f"{base}/p3").text


def test_results_say_what_a_question_was_called_before(
    officer: FormClient, draft_survey: Activity, publish: PublishSurvey
) -> None:
    publish(draft_survey, survey(page("p1", item("choice", "radios"))))
    reworded = item("choice", "radios", label={"en-GB": "How safe do you feel?"})
    publish(draft_survey, survey(page("p1", reworded)))
    shown = officer.get(f"/survey/{draft_survey.id}/results").text
    assert "How safe do you feel?" in shown
    assert "In version 1 it read: “Question choice?”." in shown
