"""The pictures of answers in the builder, on the page that asks, and on paper."""

import io
import re
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.kernel.authz import Role
from plugins.survey.definition import definition_from
from plugins.survey.queries import find_draft
from tests.factories import XSS, make_person
from tests.plugins.survey.conftest import PublishSurvey, item, options, page, survey
from tests.support.documents import picture
from tests.support.web import FormClient

FIRST = item("design", "radios", options=options("a", "b"))


@pytest.fixture
def officer(client: FormClient, session: Session, sign_in: Any) -> FormClient:
    """A council officer’s browser."""
    sign_in(client, make_person(session, Role.OFFICER))
    return client


@pytest.fixture
def place(draft_survey: Activity, publish: PublishSurvey) -> str:
    """The page for the pictures of a question."""
    publish(draft_survey, survey(page("p1", FIRST), page("p2", item("why", "long_text"))))
    return f"/survey/{draft_survey.id}/build/questions/design/pictures"


def added(officer: FormClient, place: str, **more: Any) -> Any:
    """Send the form that adds a picture."""
    sent = {"code": "a", "alt": "A tree", "file": (io.BytesIO(picture("PNG")), "tree.png"), **more}
    return officer.post_form(place, sent, content_type="multipart/form-data")


def digest_now(session: Session, activity: Activity) -> str:
    """Return the digest of the one picture in the draft."""
    (found,) = re.findall(r"'sha256': '([0-9a-f]{64})'", str(find_draft(session, activity.id).definition))
    return str(found)


def test_a_picture_is_added_shown_and_fetched_by_anybody(
    officer: FormClient, session: Session, place: str, draft_survey: Activity
) -> None:
    assert "Pictures of the answers" in officer.get(place.removesuffix("/pictures")).text
    assert added(officer, place, alt=f"A tree {XSS}").status_code == 303
    shown = officer.get(place).text
    digest = digest_now(session, draft_survey)
    assert f'src="/survey/pictures/{digest}"' in shown
    assert XSS not in shown
    preview = officer.get(f"/staff/activities/{draft_survey.id}/preview/p1").text
    assert f'<img class="app-pictures__picture" src="/survey/pictures/{digest}" alt="A tree' in preview
    assert "app-pictures" in preview
    officer.post_form("/sign-out")
    led = officer.get(f"/survey/pictures/{digest}")
    assert led.status_code == 302
    file = officer.get(led.headers["Location"])
    assert (file.status_code, file.mimetype) == (200, "image/png")
    assert file.headers["Content-Security-Policy"].startswith("sandbox")
    file.close()


def test_saving_the_question_keeps_its_pictures(
    officer: FormClient, session: Session, place: str, draft_survey: Activity
) -> None:
    added(officer, place)
    before = digest_now(session, draft_survey)
    sent = {"label": "Which?", "options": "a | Answer a\nb | Answer b", "seen": ""}
    asked = place.removesuffix("/pictures")
    seen = re.search(r'name="seen"[^>]*value="([^"]*)"', officer.get(asked).text)
    assert seen is not None
    assert officer.post_form(asked, {**sent, "seen": seen[1]}).status_code == 303
    assert digest_now(session, draft_survey) == before


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"file": (io.BytesIO(b"<svg/>"), "tree.svg")}, "The file must be one of: png, jpg"),
        ({"alt": " "}, "Enter what the picture shows"),
        ({"code": "z"}, "Select from the options shown"),
        ({"file": (io.BytesIO(), "")}, "Select a picture"),
    ],
)
def test_what_is_no_picture_of_an_answer_is_refused_and_words_stay(
    officer: FormClient, session: Session, place: str, draft_survey: Activity, sent: dict[str, Any], sentence: str
) -> None:
    refused = added(officer, place, **sent)
    assert refused.status_code == 422
    assert sentence in refused.text
    assert "picture" not in str(find_draft(session, draft_survey.id).definition)


def test_a_picture_is_removed_from_the_draft_or_everywhere(
    officer: FormClient, session: Session, place: str, draft_survey: Activity
) -> None:
    added(officer, place)
    digest = digest_now(session, draft_survey)
    assert officer.get(f"{place}/{digest}/remove").status_code == 200
    assert officer.post_form(f"{place}/{digest}/remove", {"where": "draft"}).status_code == 303
    (option, _other) = definition_from(find_draft(session, draft_survey.id).definition).find_item("design").options
    assert option.picture is None
    assert officer.get(f"/survey/pictures/{digest}").status_code == 302
    assert officer.post_form(f"{place}/{digest}/remove", {"where": "everywhere"}).status_code == 404
    added(officer, place)
    assert officer.post_form(f"{place}/{digest}/remove", {"where": "everywhere"}).status_code == 303
    assert officer.get(f"/survey/pictures/{digest}").status_code == 404


def test_only_radios_and_checkboxes_have_such_a_page(officer: FormClient, place: str) -> None:
    assert officer.get(place.replace("design", "why")).status_code == 404
    assert "Pictures of the answers" not in officer.get(place.replace("design/pictures", "why")).text
