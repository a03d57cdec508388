"""A consultation is signed off as it was read: any change after that needs another sign-off."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, Consultation, SignOff, State
from consult.consultations.moves import open_now
from consult.consultations.services import add_activity, edit_consultation
from consult.consultations.sign_offs import (
    LASTS,
    answer_sign_off,
    ask_to_sign_off,
    digest_of,
    is_signed_off,
    purge_sign_offs,
    sign_off_by_secret,
    sign_offs_of,
)
from consult.contract.deployment import deployment_of, speaking_to
from consult.kernel import clock
from consult.kernel.authz import Actor, Role
from consult.kernel.db import database_of
from consult.kernel.errors import ChangedMeanwhile, Conflict, Gone, Invalid, NotFound
from consult.responses.questions import set_questions
from tests.factories import QUESTIONS, make_actor, make_consultation
from tests.support.deployments import change_deployment, offer_welsh


@pytest.fixture
def officer(session: Session) -> Actor:
    """An officer as services see them."""
    return make_actor(session, Role.OFFICER)


@pytest.fixture
def draft(session: Session, officer: Actor) -> Consultation:
    """A draft with a written response."""
    made = make_consultation(session, state=State.DRAFT)
    activity = add_activity(session, officer, made, kind="response", title="Your response")
    set_questions(session, officer, activity, QUESTIONS)
    return made


def signed(session: Session, officer: Actor, draft: Consultation, *, is_agreed: bool = True) -> SignOff:
    asked = sign_off_by_secret(session, ask_to_sign_off(session, officer, draft))
    seen = digest_of(session, draft)
    answer_sign_off(session, asked, name="Ada Stone", is_agreed=is_agreed, comment="Shorter.", seen=seen)
    return asked


def _title(session: Session, officer: Actor, draft: Consultation) -> None:
    edit_consultation(session, officer, draft, version=draft.version, values={"title": "Another"})


def _promise(session: Session, officer: Actor, draft: Consultation) -> None:
    later = (draft.results_due_on or clock.now().date()) + timedelta(days=1)
    edit_consultation(session, officer, draft, version=draft.version, values={"results_due_on": later})


def _question(session: Session, officer: Actor, draft: Consultation) -> None:
    changed = {**QUESTIONS, "questions": [{**QUESTIONS["questions"][1], "hint": "A new hint"}]}
    set_questions(session, officer, draft.activities[0], changed)


def _activity(session: Session, officer: Actor, draft: Consultation) -> None:
    add_activity(session, officer, draft, kind="response", title="A second one")


@pytest.mark.parametrize("change", [_title, _promise, _question, _activity])
def test_after_any_change_it_has_to_be_signed_off_again(
    session: Session, officer: Actor, draft: Consultation, change: Callable[[Session, Actor, Consultation], None]
) -> None:
    assert not is_signed_off(session, draft)
    signed(session, officer, draft)
    assert is_signed_off(session, draft)
    change(session, officer, draft)
    session.expire(draft)
    assert not is_signed_off(session, draft)
    signed(session, officer, draft)
    assert is_signed_off(session, draft)


def test_where_the_council_asks_for_it_nothing_opens_without(
    session: Session, officer: Actor, draft: Consultation
) -> None:
    reasons = dict.fromkeys(("formative", "information", "time", "holidays", "questions"), "It is urgent.")
    settings = deployment_of(session).settings
    needed = replace(settings, council=replace(settings.council, needs_sign_off=True))
    change_deployment(database_of(session), settings=needed)
    with pytest.raises(Conflict, match="Nobody has signed this off"):
        open_now(session, officer, draft, reasons)
    signed(session, officer, draft)
    signed(session, officer, draft, is_agreed=False)
    with pytest.raises(Conflict):
        open_now(session, officer, draft, reasons)
    signed(session, officer, draft)
    open_now(session, officer, draft, reasons)
    assert draft.state == State.OPEN
    with pytest.raises(Conflict):
        ask_to_sign_off(session, officer, draft)


def test_what_changed_under_the_reader_is_not_signed(session: Session, officer: Actor, draft: Consultation) -> None:
    asked = sign_off_by_secret(session, ask_to_sign_off(session, officer, draft))
    seen = digest_of(session, draft)
    _title(session, officer, draft)
    with pytest.raises(ChangedMeanwhile):
        answer_sign_off(session, asked, name="Ada", is_agreed=True, comment="", seen=seen)
    assert asked.answered_at is None


def test_a_link_is_answered_once_and_the_same_again_is_harmless(
    session: Session, officer: Actor, draft: Consultation
) -> None:
    asked = signed(session, officer, draft)
    seen = digest_of(session, draft)
    answer_sign_off(session, asked, name=" Ada  Stone ", is_agreed=True, comment="Shorter.", seen=seen)
    with pytest.raises(Conflict):
        answer_sign_off(session, asked, name="Ada Stone", is_agreed=False, comment="No", seen=seen)
    assert [each.is_agreed for each in sign_offs_of(session, draft)] == [True]


@pytest.mark.parametrize(
    ("name", "is_agreed", "comment", "field"), [("\u200b", True, "", "name"), ("Ada", False, " ", "comment")]
)
def test_an_answer_has_a_name_and_changes_have_words(
    session: Session, officer: Actor, draft: Consultation, name: str, is_agreed: bool, comment: str, field: str
) -> None:
    asked = sign_off_by_secret(session, ask_to_sign_off(session, officer, draft))
    with pytest.raises(Invalid) as refused:
        answer_sign_off(session, asked, name=name, is_agreed=is_agreed, comment=comment, seen=digest_of(session, draft))
    assert set(refused.value.fields) == {field}


def test_a_link_runs_out_and_an_answer_stays(session: Session, officer: Actor, draft: Consultation) -> None:
    secret = ask_to_sign_off(session, officer, draft)
    answered = signed(session, officer, draft)
    with pytest.raises(NotFound):
        sign_off_by_secret(session, "made-up")
    for each in session.scalars(select(SignOff)):
        each.expires_at = clock.now() - 2 * LASTS
    session.flush()
    with pytest.raises(Gone):
        sign_off_by_secret(session, secret)
    assert purge_sign_offs(session) == 1
    assert session.scalars(select(SignOff)).all() == [answered]


def test_it_is_the_same_whichever_language_it_is_read_in(session: Session, draft: Consultation) -> None:
    offer_welsh(database_of(session))
    before = digest_of(session, draft)
    with speaking_to(session, "cy"):
        assert digest_of(session, draft) == before


def test_activity_kinds_without_questions_are_named(session: Session, officer: Actor, draft: Consultation) -> None:
    before = digest_of(session, draft)
    session.add(Activity(kind="not_offered", title="Elsewhere", position=5, consultation=draft))
    session.flush()
    assert digest_of(session, draft) != before
