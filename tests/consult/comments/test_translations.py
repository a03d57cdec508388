"""A translation stands beside the original, says whose it is, and goes when the original says something else."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from consult.comments.services import publish
from consult.comments.translations import (
    Written,
    keep_translation,
    public_translations,
    remove_translation,
    shown_translations,
)
from consult.consultations.models import Activity, State
from consult.contract.questions import CONSENT_KEY
from consult.desk.readings import record_reading
from consult.kernel import clock
from consult.kernel.authz import Actor, Role
from consult.kernel.errors import ChangedMeanwhile, Conflict, Invalid, NotFound
from consult.submissions.consent import UNNAMED
from consult.submissions.models import Cause, Status, Submission
from consult.submissions.revision import revise
from tests.factories import make_actor, make_submission
from tests.support.redaction import redact

PLACE = "answers.reasons"
ROMANIAN = "Camerele confundă oamenii. Sunt prea scumpe."
WRITTEN = Written("ro", "The cameras mistake people. They are too dear.", True, "DeepL", date(2026, 5, 3))


@pytest.fixture
def officer(session: Session) -> Actor:
    """An officer."""
    return make_actor(session, Role.OFFICER)


@pytest.fixture
def sent(session: Session, activity: Activity) -> Submission:
    """A response in Romanian."""
    return make_submission(session, activity, answers={"position": "oppose", "reasons": ROMANIAN})


def keep(session: Session, officer: Actor, sent: Submission, written: Written = WRITTEN, seen: int = 0) -> None:
    """Keep a translation of the reasons."""
    activity = session.get_one(Activity, sent.activity_id)
    keep_translation(session, officer, activity, sent, PLACE, written, seen)


def test_a_translation_says_from_which_language_how_by_whom_and_when(
    session: Session, officer: Actor, sent: Submission
) -> None:
    keep(session, officer, sent)
    kept = shown_translations(session, sent)[PLACE]
    assert kept.text == WRITTEN.text
    assert kept.how == "Translated from Romanian by a machine (DeepL) on 3 May 2026."
    assert sent.answers["reasons"] == ROMANIAN
    by_hand = Written("ro", "The cameras confuse people.", False, "Newham translators", date(2026, 5, 4))
    with pytest.raises(ChangedMeanwhile):
        keep(session, officer, sent, by_hand)
    keep(session, officer, sent, by_hand, seen=1)
    kept = shown_translations(session, sent)[PLACE]
    assert (kept.text, kept.how) == (by_hand.text, "Translated from Romanian by Newham translators on 4 May 2026.")
    remove_translation(session, officer, session.get_one(Activity, sent.activity_id), sent, PLACE)
    assert shown_translations(session, sent) == {}


def test_what_lacks_something_is_refused(session: Session, officer: Actor, sent: Submission) -> None:
    tomorrow = clock.now().date() + timedelta(days=1)
    with pytest.raises(Invalid) as refused:
        keep(session, officer, sent, Written("klingon", " ", True, "", tomorrow))
    assert set(refused.value.fields) == {"language", "text", "translator", "made_on"}
    activity = session.get_one(Activity, sent.activity_id)
    for place in ("answers.nothing", "answers.position", "marks.reasons.said"):
        with pytest.raises(NotFound):
            keep_translation(session, officer, activity, sent, place, WRITTEN, 0)
    sent.status = Status.WITHDRAWN
    session.flush()
    with pytest.raises(Conflict):
        keep(session, officer, sent)


@pytest.mark.parametrize("change", ["redacted", "said otherwise", "withdrawn"])
def test_a_translation_of_words_that_changed_is_gone(
    session: Session, officer: Actor, activity: Activity, sent: Submission, change: str
) -> None:
    keep(session, officer, sent)
    revise(session, activity, sent, Cause.CONSENT, answers=sent.answers | {CONSENT_KEY: UNNAMED})
    assert shown_translations(session, sent)
    if change == "redacted":
        redact(session, officer, activity, sent, question="reasons", passage="scumpe")
    elif change == "withdrawn":
        revise(session, activity, sent, Cause.WITHDRAWAL, status=Status.WITHDRAWN, answers={})
    else:
        revise(session, activity, sent, Cause.AUTHOR, answers=sent.answers | {"reasons": "Nu."})
    assert shown_translations(session, sent) == {}


def test_the_public_reads_it_with_a_published_text_alone(
    session: Session, officer: Actor, activity: Activity, sent: Submission
) -> None:
    keep(session, officer, sent)
    activity.consultation.state = State.CLOSED
    activity.consultation.closes_at = clock.now() - timedelta(days=1)
    record_reading(session, officer, sent)
    assert public_translations(session, activity.consultation) == []
    revise(session, activity, sent, Cause.CONSENT, answers=sent.answers | {CONSENT_KEY: UNNAMED})
    publish(session, officer, activity, [sent.id])
    assert public_translations(session, activity.consultation) == [WRITTEN.text]
