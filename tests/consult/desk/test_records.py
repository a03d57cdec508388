"""Words are found in notes and tags, and taken out of them."""

from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.desk.notes import add_note, notes_about
from consult.desk.records import RECORDS
from consult.desk.tags import find_or_make_tag
from consult.kernel.authz import Role
from consult.records.places import place_named
from consult.records.redactions import redact
from consult.records.words import passages
from tests.factories import make_actor, make_submission

NOTE, TAG = RECORDS


def test_a_name_is_taken_out_of_a_note(session: Session, activity: Activity) -> None:
    officer, sent = make_actor(session, Role.OFFICER), make_submission(session, activity)
    note = add_note(session, officer, activity, sent, "Mrs Quill rang.")
    place = place_named(NOTE, note, "text")
    redact(session, officer, NOTE, note, {place.key: passages(place.text, "Quill")}, code="personal", note="")
    (shown,) = notes_about(session, sent, officer)
    assert "Quill" not in shown.text
    assert shown.text.startswith("Mrs ")


def test_a_name_is_taken_out_of_a_tag_and_of_how_it_is_compared(session: Session, activity: Activity) -> None:
    officer = make_actor(session, Role.OFFICER)
    tag = find_or_make_tag(session, activity, "About Quill")
    place = place_named(TAG, tag, "name")
    redact(session, officer, TAG, tag, {place.key: passages(place.text, "Quill")}, code="personal", note="")
    assert "quill" not in (tag.name + tag.folded).lower()
