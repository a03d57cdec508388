"""A file is read by whom the feature that holds it lets, and by nobody where no feature holds it."""

import io
from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from consult.consultations.documents import add_document
from consult.consultations.models import Document, State
from consult.files.holders import HOLDERS, find_readable_file, hold_files
from consult.files.models import StoredFile
from consult.files.services import store_file
from consult.kernel import clock
from consult.kernel.authz import ANONYMOUS, SYSTEM, Actor, Role
from consult.kernel.errors import NotFound
from tests.factories import make_actor, make_consultation
from tests.support.documents import small_pdf

HOLDER = "tests"


def kept(session: Session) -> StoredFile:
    """Keep a file that nobody holds."""
    return store_file(session, name="plan.pdf", content=io.BytesIO(small_pdf()))


def document(session: Session, state: State) -> Document:
    return add_document(
        session,
        SYSTEM,
        make_consultation(session, state=state),
        title="The plan",
        name="plan.pdf",
        content=io.BytesIO(small_pdf()),
        reason="Needed.",
    )


def can_read(session: Session, file: StoredFile, actor: Actor) -> bool:
    try:
        return find_readable_file(session, file.key, file.name, actor) is file
    except NotFound:
        return False


@pytest.fixture
def holders() -> Iterator[None]:
    """Features that hold files, as they were before the test."""
    before = dict(HOLDERS)
    yield
    HOLDERS.clear()
    HOLDERS.update(before)


@pytest.mark.parametrize("role", [None, *Role])
def test_a_file_that_nobody_holds_is_read_by_nobody(session: Session, role: Role | None) -> None:
    actor = make_actor(session, role) if role else ANONYMOUS
    assert not can_read(session, kept(session), actor)


@pytest.mark.usefixtures("holders")
def test_a_feature_answers_for_its_own_files_and_opens_no_others(session: Session) -> None:
    mine, foreign = kept(session), kept(session)
    hold_files(HOLDER, lambda _session, file, actor: file.id == mine.id and actor.has(Role.OFFICER))
    officer = make_actor(session, Role.OFFICER)
    assert can_read(session, mine, officer)
    assert not can_read(session, mine, make_actor(session, Role.COUNCILLOR))
    assert not can_read(session, foreign, officer)


@pytest.mark.usefixtures("holders")
def test_one_feature_that_says_no_does_not_overrule_the_one_that_holds_the_file(session: Session) -> None:
    file = document(session, State.OPEN).file
    hold_files("refuses", lambda *_: False)
    assert can_read(session, file, ANONYMOUS)


@pytest.mark.parametrize("state", [*State])
def test_documents_are_read_by_those_who_may_know_of_the_consultation(session: Session, state: State) -> None:
    file = document(session, state).file if state in {State.DRAFT, State.OPEN} else None
    if file is None:
        made = document(session, State.OPEN)
        made.consultation.state = state.value
        session.flush()
        file = made.file
    assert can_read(session, file, ANONYMOUS) is (state is not State.DRAFT)
    assert can_read(session, file, make_actor(session, Role.OFFICER))


def test_a_document_that_was_taken_away_is_read_no_longer_even_by_who_kept_its_address(session: Session) -> None:
    made = document(session, State.OPEN)
    made.removed_at = clock.now()
    session.flush()
    assert not can_read(session, made.file, ANONYMOUS)
    assert not can_read(session, made.file, make_actor(session, Role.OFFICER))


def test_key_and_name_must_both_be_right(session: Session) -> None:
    file = document(session, State.OPEN).file
    for key, name in ((file.key, "other.pdf"), ("0" * len(file.key), file.name), (file.key, ""), ("", file.name)):
        with pytest.raises(NotFound):
            find_readable_file(session, key, name, ANONYMOUS)
