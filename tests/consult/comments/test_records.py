"""A name is found in a translation as in the text beside it."""

from datetime import date

from sqlalchemy.orm import Session

from consult.comments.translations import Written, keep_translation
from consult.consultations.models import Activity
from consult.kernel.authz import Role
from consult.records.search import hits_in_consultation
from tests.factories import make_actor, make_submission


def test_a_name_is_found_in_the_words_and_as_who_translated(session: Session, activity: Activity) -> None:
    officer = make_actor(session, Role.OFFICER)
    sent = make_submission(session, activity, answers={"position": "oppose", "reasons": "Costă mult."})
    written = Written("ro", "Ask Ada Stone.", False, "Ada Stone", date(2026, 5, 3))
    keep_translation(session, officer, activity, sent, "answers.reasons", written, 0)
    hits = hits_in_consultation(session, officer, activity.consultation_id, "ada stone")
    assert {hit.place.key for hit in hits} == {"text", "translator"}
