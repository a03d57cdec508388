"""An officer keeps a translation from the reading page; it is marked there and where the public reads the text."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.comments.models import PublishedText
from consult.comments.services import publish
from consult.consultations.models import Activity, State
from consult.contract.questions import CONSENT_KEY
from consult.desk.readings import record_reading
from consult.kernel import clock
from consult.submissions.consent import NAMED, UNNAMED
from tests.factories import actor_for, make_submission
from tests.support.web import FormClient

TYPED = {
    "language": "ro",
    "text": "They mistake people.",
    "how": "machine",
    "translator": "DeepL",
    "made_on-day": "3",
    "made_on-month": "5",
    "made_on-year": "2026",
}
TOLD = "Translated from Romanian by a machine (DeepL) on 3 May 2026."


def test_a_translation_is_kept_changed_and_removed(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    sent = make_submission(session, activity, answers={"position": "oppose", "reasons": "Confundă oamenii."})
    page = f"/staff/responses/{sent.id}"
    address = f"{page}/translations/reasons"
    refused = client.post_form(f"{address}?q=x", {**TYPED, "translator": ""})
    assert refused.status_code == 422
    assert "They mistake people." in refused.text
    assert client.post_form(f"{address}?q=x", TYPED).location == f"{page}?q=x"
    shown = client.get(page).text
    for words in ("Confundă oamenii.", "They mistake people.", TOLD, "Only the original above counts."):
        assert words in shown
    second = client.post_form(address, {**TYPED, "text": "Another.", "version": ""})
    assert second.status_code in {409, 422}
    assert "They mistake people." in second.text
    assert client.get(f"{page}/translations/position").status_code == 404
    assert client.post_form(f"{address}/remove").status_code == 303
    assert TOLD not in client.get(page).text


def test_the_public_reads_a_translation_marked_as_one_beside_the_original(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    consultation = activity.consultation
    for consent in (UNNAMED, NAMED):
        answers = {"position": "oppose", "reasons": "Confundă oamenii.", CONSENT_KEY: consent}
        if consent == NAMED:
            answers["name_to_publish"] = "Ada Stone"
        sent = make_submission(session, activity, answers=answers)
        client.post_form(f"/staff/responses/{sent.id}/translations/reasons", TYPED)
        record_reading(session, actor_for(session, officer), sent)
    consultation.state, consultation.closes_at = State.CLOSED, clock.now() - timedelta(days=1)
    session.flush()
    activity_texts = select(PublishedText).where(PublishedText.activity_id == activity.id)
    from consult.submissions.models import Submission

    numbers = session.scalars(select(Submission.id).where(Submission.activity_id == activity.id)).all()
    publish(session, actor_for(session, officer), activity, numbers)
    session.commit()
    comments = f"/consultations/{consultation.slug}/comments"
    pages = [comments, *(f"{comments}/{text.reference}" for text in session.scalars(activity_texts))]
    pages.append(f"/consultations/{consultation.slug}/responses/{sent.reference}")
    for address in pages:
        shown = client.get(address).text
        assert "Confundă oamenii." in shown, address
        assert TOLD in shown, address
