"""Responses, texts that differ and confirmed addresses are counted apart."""

from consult.analysis.themes.voices import Voices, voices_of
from consult.desk.exclusions import exclude
from consult.kernel.db import database_now
from consult.submissions.models import LabelsMade, Participation, SubmissionLabel, Wording
from tests.consult.analysis.themes.conftest import Desk


def test_nearly_the_same_texts_are_one_and_still_count_as_responses(desk: Desk) -> None:
    session, activity = desk.session, desk.activity
    sent = [desk.response() for _number in range(5)]
    assert voices_of(session, activity.id) == Voices(responses=5, texts=None, addresses=0)
    for place, submission in enumerate(sent):
        sketch = b"" if place == 4 else b"12345678"
        session.add(Wording(submission_id=submission.id, activity_id=activity.id, sketch=sketch))
    for submission in sent[:3]:
        label = {"submission_id": submission.id, "activity_id": activity.id, "group_id": sent[0].id}
        session.add(SubmissionLabel(name="text", **label))
    session.add(
        LabelsMade(activity_id=activity.id, newest_id=sent[-1].id, answers_revision=0, at=database_now(session))
    )
    for name, confirmed_at in (("a", database_now(session)), ("b", None)):
        session.add(
            Participation(
                id=name,
                activity_id=activity.id,
                subject_hash=name,
                contact_sealed=b"",
                stop_hash=name,
                asked_at=database_now(session),
                confirmed_at=confirmed_at,
            )
        )
    session.flush()
    assert voices_of(session, activity.id) == Voices(responses=5, texts=2, addresses=1)
    exclude(session, desk.officer, activity, sent[3], "duplicate", "")
    assert voices_of(session, activity.id) == Voices(responses=4, texts=1, addresses=1)
