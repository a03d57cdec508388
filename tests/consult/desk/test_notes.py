"""Notes among officers: kept with who wrote them, removed by their author, and gone with what they are about."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.desk.models import Note
from consult.desk.notes import add_note, notes_about, remove_note
from consult.kernel.authz import Role
from consult.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from consult.submissions.models import Cause, Status
from consult.submissions.revision import revise
from tests.factories import make_actor, make_submission


def test_notes_are_read_in_order_with_who_wrote_them(session: Session, activity: Activity) -> None:
    first, second = make_actor(session, Role.OFFICER), make_actor(session, Role.OFFICER)
    sent = make_submission(session, activity)
    add_note(session, first, activity, sent, "Rang her back.")
    add_note(session, second, activity, sent, "Legal has it.")
    found = notes_about(session, sent, second)
    assert [(note.text, note.by) for note in found] == [("Rang her back.", first.name), ("Legal has it.", second.name)]
    assert [note.is_removable for note in found] == [False, True]
    assert all(note.is_removable for note in notes_about(session, sent, make_actor(session, Role.ADMINISTRATOR)))


def test_only_its_author_or_an_administrator_removes_a_note(session: Session, activity: Activity) -> None:
    author, other = make_actor(session, Role.OFFICER), make_actor(session, Role.OFFICER)
    sent, elsewhere = make_submission(session, activity), make_submission(session, activity)
    note = add_note(session, author, activity, sent, "Mine")
    with pytest.raises(Forbidden):
        remove_note(session, other, activity, sent, note.id)
    with pytest.raises(NotFound):
        remove_note(session, author, activity, elsewhere, note.id)
    remove_note(session, author, activity, sent, note.id)
    with pytest.raises(NotFound):
        remove_note(session, author, activity, sent, note.id)


@pytest.mark.parametrize("cause", list(Cause))
def test_a_note_goes_with_the_words_it_is_about(session: Session, activity: Activity, cause: Cause) -> None:
    officer, sent = make_actor(session, Role.OFFICER), make_submission(session, activity)
    add_note(session, officer, activity, sent, "She has a son.")
    revise(session, activity, sent, cause)
    assert bool(session.scalars(select(Note)).all()) is (cause not in {Cause.WITHDRAWAL, Cause.ERASURE})


def test_none_is_written_about_what_was_withdrawn_and_none_is_empty(session: Session, activity: Activity) -> None:
    officer, sent = make_actor(session, Role.OFFICER), make_submission(session, activity)
    with pytest.raises(Invalid):
        add_note(session, officer, activity, sent, " \u200b ")
    revise(session, activity, sent, Cause.WITHDRAWAL, status=Status.WITHDRAWN)
    with pytest.raises(Conflict):
        add_note(session, officer, activity, sent, "Too late")
