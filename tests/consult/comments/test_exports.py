"""The file of translations has each beside its original, with language, hand and day."""

from datetime import date

from sqlalchemy.orm import Session

from consult.comments.exports import COLUMNS, TRANSLATIONS
from consult.comments.translations import Written, keep_translation
from consult.consultations.models import Activity
from consult.contract.plugin import Audience
from consult.kernel.authz import Role
from tests.factories import make_actor, make_submission


def test_each_translation_is_a_row_beside_what_was_written(session: Session, activity: Activity) -> None:
    sent = make_submission(session, activity, answers={"position": "oppose", "reasons": "Costă mult."})
    make_submission(session, activity)
    written = Written("ro", "They cost a lot.", True, "DeepL", date(2026, 5, 3))
    keep_translation(session, make_actor(session, Role.OFFICER), activity, sent, "answers.reasons", written, 0)
    names = [column.name for column in COLUMNS]
    (row,) = TRANSLATIONS.rows(session, activity.consultation_id, names, Audience.OFFICER)
    assert row == (
        sent.reference,
        "reasons",
        "ro",
        "Costă mult.",
        "They cost a lot.",
        "machine",
        "DeepL",
        "2026-05-03",
    )
    assert not any(column.is_public for column in COLUMNS)
