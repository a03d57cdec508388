"""The preview of a journey, on the desk and by a link."""

import re

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.models import Activity, State
from consult.journey.models import PreviewLink
from consult.submissions.models import Draft, Submission
from tests.factories import QUESTIONS, make_activity, make_consultation
from tests.support.pages import faults_of, parsed
from tests.support.web import FormClient


def path_of(page: str) -> str:
    """Return the address of the link that a page shows."""
    found = re.search(r"<code>https?://[^/]+(/preview/[^<]+)</code>", page)
    assert found is not None
    return found[1]


def test_officers_go_through_the_journey_before_it_opens(client: FormClient, session: Session, officer: Person) -> None:
    activity = make_activity(session, make_consultation(session), questions={**QUESTIONS, "introduction": "Hello."})
    base = f"/staff/activities/{activity.id}/preview"
    assert base in client.get(f"/staff/activities/{activity.id}/questions").text
    shown = client.get(base).text
    assert ("Hello." in shown, "This is a preview." in shown) == (True, True)
    assert "page 1 of 4" in client.get(f"{base}/position").text
    wrong = client.post_form(f"{base}/position", {"position": "perhaps"})
    assert (wrong.status_code, "Select from the options shown" in wrong.text) == (422, True)
    assert client.post_form(f"{base}/position", {"position": "support"}).location == f"{base}/reasons"
    assert client.post_form(f"{base}/reasons", {"reasons": "A secret"}).location == f"{base}/where-you-live"
    assert client.post_form(f"{base}/where-you-live", {"district": "nowhere at all"}).status_code == 422
    assert client.post_form(f"{base}/where-you-live", {"district": "E16"}).location == f"{base}/answer-about-you"
    assert client.post_form(f"{base}/answer-about-you", {"willing": "no"}).location == base
    assert client.post_form(f"{base}/answer-about-you", {"willing": "yes"}).location == f"{base}/about-you"
    assert client.post_form(f"{base}/about-you", {"sex": "female"}).location == base
    assert "That was the last page" in client.get(base).text
    assert client.get(f"{base}/nothing").status_code == 404
    assert [session.scalar(select(func.count()).select_from(model)) for model in (Submission, Draft)] == [0, 0]


def test_whoever_has_a_link_sees_the_preview_and_nothing_else(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    activity.consultation.state = State.DRAFT
    session.commit()
    base = f"/staff/activities/{activity.id}"
    made = client.post_form(f"{base}/preview-links").text
    link = path_of(made)
    assert "shown only now" in made
    assert link not in client.get(f"{base}/preview").text
    manager = FormClient(client.application)
    start = manager.get(link)
    assert (start.status_code, start.headers["X-Robots-Tag"]) == (200, "noindex, nofollow")
    assert '<meta name="robots" content="noindex, nofollow">' in start.text
    assert "This is a preview. Nothing that you enter is kept or counted." in start.text
    assert "/staff/" not in start.text
    assert manager.get(f"/take-part/{activity.id}").status_code == 404, "the draft itself stays unknown"
    first = manager.get(f"{link}/position")
    assert "This is a preview." in first.text
    assert first.headers["X-Robots-Tag"] == "noindex, nofollow"
    sent = manager.post_form(f"{link}/position", {"position": "support"})
    assert sent.location == f"{link}/reasons"
    assert manager.post_form(f"{link}/about-you", {}).location == link
    assert manager.get("/preview/made-up").status_code == 404
    assert [session.scalar(select(func.count()).select_from(model)) for model in (Submission, Draft)] == [0, 0]
    number = session.scalars(select(PreviewLink.id)).one()
    assert client.post_form(f"{base}/preview-links/{number}/revoke").location == f"{base}/preview"
    gone = manager.get(link)
    assert (gone.status_code, "This link no longer works" in gone.text) == (410, True)
    assert manager.post_form(f"{link}/position", {"position": "support"}).status_code == 410


def test_a_link_of_another_activity_is_not_found(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    other = make_activity(session, make_consultation(session))
    session.commit()
    client.post_form(f"/staff/activities/{activity.id}/preview-links")
    number = session.scalars(select(PreviewLink.id)).one()
    assert client.post_form(f"/staff/activities/{other.id}/preview-links/{number}/revoke").status_code == 404


def test_pages_are_well_formed(client: FormClient, activity: Activity, officer: Person) -> None:
    base = f"/staff/activities/{activity.id}"
    made = client.post_form(f"{base}/preview-links").text
    link = path_of(made)
    pages = [made, client.get(link).text]
    pages += [
        client.get(f"{link}/{page}").text for page in ("position", "where-you-live", "answer-about-you", "about-you")
    ]
    for page in pages:
        assert faults_of(parsed(page, is_page=True)) == []
        assert page.count("<h1") == 1
