"""Taking a submission in, by whichever way it came: once for each key, counted and findable."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.submissions import tallies
from consult.submissions.intake import Envelope, open_envelope
from consult.submissions.models import Submission
from consult.submissions.search import narrow


def test_a_plugin_s_envelope_is_taken_once_per_key(session: Session, activity: Activity) -> None:
    envelope = Envelope(answers={"position": "oppose"}, idempotency_key="evidence:7")
    assert open_envelope(session, activity, envelope).id == open_envelope(session, activity, envelope).id


def test_a_plugin_s_envelope_is_counted_and_found(session: Session, activity: Activity) -> None:
    envelope = Envelope(answers={"position": "oppose", "reasons": "The lampposts"}, idempotency_key="evidence:8")
    taken = open_envelope(session, activity, envelope)
    assert tallies.counts_of(session, activity.id)["status"] == {"submitted": 1}
    assert session.scalars(narrow(session, select(Submission), "lampposts")).all() == [taken]
