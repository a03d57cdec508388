"""What people wrote and let the council publish, and what is held back with words for its author alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from consult.comments.models import PublishedText
from consult.comments.services import hold, publish
from consult.consultations.models import Activity
from consult.desk.readings import record_reading
from consult.submissions.models import Submission
from tests.factories import QUESTIONS, XSS

if TYPE_CHECKING:
    from tests.architecture.world import World

DESK = {"officer", "officer_other", "auditor", "administrator"}
ASKS_CONSENT = {**QUESTIONS, "asks_consent": True}


def said_by(number: int) -> dict[str, str]:
    """Return the answers of somebody who lets the council publish them with a name."""
    answers = {"position": "oppose" if number % 2 else "support", "reasons": f"Reason {number}. {XSS}"}
    return answers | {"consent_to_publish": "named", "name_to_publish": f"Group {number} {XSS}"}


def publish_comments(world: World, activity: Activity) -> None:
    """Have every response read, all but the last published, and the last held back."""
    session, officer = world.session, world.actor("officer")
    sent = session.scalars(select(Submission).where(Submission.activity_id == activity.id)).all()
    for response in sent:
        record_reading(session, officer, response)
    publish(session, officer, activity, [response.id for response in sent[:-1]])
    hold(session, officer, activity, [sent[-1].id], "other", f"{world.secret('held-words', DESK)} {XSS}")
    text = session.scalars(select(PublishedText).where(PublishedText.submission_id == sent[0].id)).one()
    world.places.update(published_text=text.reference, named_response=sent[0].reference, held_response=sent[-1].id)
