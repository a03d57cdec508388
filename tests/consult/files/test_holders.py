"""A file is read by whom the feature that holds it lets, and by nobody where no feature holds it."""

import io

import pytest
from sqlalchemy.orm import Session

from consult.consultations.documents import add_document
from consult.consultations.models import Document, State
from consult.contract.registry import Registry
from consult.files.holders import find_readable_file
from consult.files.models import FileState, StoredFile
from consult.files.services import keep_public_file, record_file
from consult.kernel import clock
from consult.kernel.authz import ANONYMOUS, SYSTEM, Actor, Role
from consult.kernel.db import Database
from consult.kernel.errors import NotFound
from tests.factories import make_actor, make_consultation
from tests.support.deployments import change_deployment, with_feature
from tests.support.documents import small_pdf


def kept(session: Session) -> StoredFile:
    """Keep a file that nobody holds."""
    return record_file(session, "plan.pdf", keep_public_file(session, "Plan", "plan.pdf", io.BytesIO(small_pdf())))


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


@pytest.mark.parametrize("role", [None, *Role])
def test_a_file_that_nobody_holds_is_read_by_nobody(session: Session, role: Role | None) -> None:
    actor = make_actor(session, role) if role else ANONYMOUS
    assert not can_read(session, kept(session), actor)


def test_a_feature_answers_for_its_own_files_and_opens_no_others(
    database: Database, session: Session, registry: Registry
) -> None:
    mine, foreign = kept(session), kept(session)

    def holds(_session: Session, file_id: int, actor: Actor) -> bool:
        return file_id == mine.id and actor.has(Role.OFFICER)

    change_deployment(database, registry=with_feature(registry, file_holders=(holds,)))
    officer = make_actor(session, Role.OFFICER)
    assert can_read(session, mine, officer)
    assert not can_read(session, mine, make_actor(session, Role.COUNCILLOR))
    assert not can_read(session, foreign, officer)


def test_one_feature_that_says_no_does_not_overrule_the_one_that_holds_the_file(
    database: Database, session: Session, registry: Registry
) -> None:
    file = document(session, State.OPEN).file
    change_deployment(database, registry=with_feature(registry, file_holders=(lambda *_: False,)))
    assert can_read(session, file, ANONYMOUS)


@pytest.mark.parametrize("state", [*State])
def test_documents_are_read_by_those_who_may_know_of_the_consultation(session: Session, state: State) -> None:
    file = document(session, state).file if state in {State.DRAFT, State.OPEN} else None
    if file is None:
        made = document(session, State.OPEN)
        made.consultation.state = state
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


@pytest.mark.parametrize("state", FileState)
def test_only_a_cleaned_file_is_handed_out_whoever_holds_it(
    database: Database, session: Session, registry: Registry, state: FileState
) -> None:
    change_deployment(database, registry=with_feature(registry, file_holders=(lambda *_: True,)))
    file = kept(session)
    file.state, file.refusal = state, "No." if state is FileState.REFUSED else ""
    session.flush()
    assert can_read(session, file, make_actor(session, Role.ADMINISTRATOR)) is (state is FileState.CLEANED)
