"""A consultation is signed off as it was read: any change after that needs another sign-off."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.copies import copy_consultation
from consult.consultations.documents import add_document, remove_document
from consult.consultations.models import Consultation, SignOff, State
from consult.consultations.moves import open_now, schedule_opening, take_back
from consult.consultations.records import CONSULTATION, DOCUMENT
from consult.consultations.services import add_activity, edit_consultation, rename_activity, shift_activity
from consult.consultations.sign_offs import (
    LASTS,
    answer_sign_off,
    ask_to_sign_off,
    changed_since,
    is_signed_off,
    purge_sign_offs,
    sign_off_by_secret,
    sign_offs_of,
)
from consult.consultations.signed_texts import digest_of
from consult.contract.deployment import deployment_of
from consult.kernel import clock
from consult.kernel.authz import Actor, Role
from consult.kernel.db import database_of
from consult.kernel.errors import ChangedMeanwhile, Conflict, Gone, Invalid, NotFound
from consult.records.corrections import correct
from consult.records.places import places_of, record_named
from consult.records.redactions import redact as take_out
from consult.responses.models import QuestionsVersion
from consult.responses.questions import change_questions, set_questions
from tests.factories import QUESTIONS, make_actor, make_consultation
from tests.support.deployments import change_deployment

REASONS = dict.fromkeys(("formative", "information", "time", "holidays", "questions"), "It is urgent.")


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
    settings = deployment_of(session).settings
    needed = replace(settings, council=replace(settings.council, needs_sign_off=True))
    change_deployment(database_of(session), settings=needed)
    with pytest.raises(Conflict, match="Nobody has signed this off"):
        open_now(session, officer, draft, REASONS)
    signed(session, officer, draft)
    signed(session, officer, draft, is_agreed=False)
    with pytest.raises(Conflict):
        open_now(session, officer, draft, REASONS)
    signed(session, officer, draft)
    open_now(session, officer, draft, REASONS)
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


Door = Callable[[Session, Actor, Consultation], object]


def _rename(session: Session, officer: Actor, announced: Consultation) -> None:
    activity = announced.activities[0]
    rename_activity(session, officer, activity, "Another way", seen=activity.title)


def _shift(session: Session, officer: Actor, announced: Consultation) -> None:
    shift_activity(session, officer, announced.activities[0], 1)


def _add_document(session: Session, officer: Actor, announced: Consultation) -> None:
    add_document(session, officer, announced, title="Late paper", name="late.txt", content=io.BytesIO(b"Late."))


def _remove_document(session: Session, officer: Actor, announced: Consultation) -> None:
    remove_document(session, officer, announced.documents[0])


def _correct_document(session: Session, officer: Actor, announced: Consultation) -> None:
    correct(session, officer, DOCUMENT, announced.documents[0], "title", says="Plan B", reason="It is B.", seen=0)


def _redact_text(session: Session, officer: Actor, announced: Consultation) -> None:
    take_out(session, officer, CONSULTATION, announced, {"summary": [(0, 2)]}, code="personal")


def _redact_question(session: Session, officer: Actor, announced: Consultation) -> None:
    version = session.get_one(QuestionsVersion, (announced.activities[0].id, 1))
    record = record_named(session, QuestionsVersion.__tablename__)
    place = next(place for place in places_of(record, version) if "Tell us why" in place.text)
    take_out(session, officer, record, version, {place.key: [(0, 4)]}, code="personal")


def _required(session: Session, officer: Actor, announced: Consultation) -> None:
    changed = {**QUESTIONS, "questions": [{**each, "required": True} for each in QUESTIONS["questions"]]}
    change_questions(session, officer, announced.activities[0], changed)


def _about_you(session: Session, officer: Actor, announced: Consultation) -> None:
    change_questions(session, officer, announced.activities[0], {**QUESTIONS, "asks_about_you": False})


def _value(name: str, value: object) -> Door:
    def change(session: Session, officer: Actor, announced: Consultation) -> None:
        edit_consultation(session, officer, announced, version=announced.version, values={name: value})

    change.__name__ = name
    return change


@pytest.fixture
def announced(session: Session, officer: Actor, draft: Consultation) -> Consultation:
    """A consultation that was signed off and announced, where the council asks for it."""
    settings = deployment_of(session).settings
    needed = replace(settings, council=replace(settings.council, needs_sign_off=True))
    change_deployment(database_of(session), settings=needed)
    draft.opens_at, draft.closes_at = clock.now() + timedelta(days=1), clock.now() + timedelta(days=50)
    add_activity(session, officer, draft, kind="impact", title="Evidence")
    add_document(session, officer, draft, title="Plan", name="plan.txt", content=io.BytesIO(b"The plan."))
    signed(session, officer, draft)
    schedule_opening(session, officer, draft, REASONS)
    return draft


@pytest.mark.parametrize(
    "door",
    [
        _title,
        _promise,
        _question,
        _rename,
        _shift,
        _add_document,
        _remove_document,
        _correct_document,
        _redact_text,
        _redact_question,
        _required,
        _about_you,
        *(_value(name, "Another") for name in ("summary", "background", "options_open", "ward", "decided_by")),
        *(_value(name, "Another") for name in ("notice", "attribution")),
        _value("opens_at", clock.now() + timedelta(days=2)),
        _value("closes_at", clock.now() + timedelta(days=51)),
        _value("decision_on", (clock.now() + timedelta(days=90)).date()),
    ],
)
def test_what_is_announced_stays_as_it_was_signed_off(
    session: Session, officer: Actor, announced: Consultation, door: Door
) -> None:
    with pytest.raises(Conflict, match="announced as it was signed off"):
        door(session, officer, announced)


@pytest.mark.parametrize("door", [_title, _question, _add_document, _rename])
def test_taken_back_to_draft_it_changes_and_needs_another_sign_off(
    session: Session, officer: Actor, announced: Consultation, door: Door
) -> None:
    take_back(session, officer, announced, "A word is wrong.")
    door(session, officer, announced)
    session.expire(announced)
    with pytest.raises(Conflict, match="Nobody has signed this off"):
        schedule_opening(session, officer, announced, REASONS)
    (first,) = sign_offs_of(session, announced)
    assert changed_since(session, announced) == {first.id}
    signed(session, officer, announced)
    schedule_opening(session, officer, announced, REASONS)


def test_where_no_sign_off_is_asked_for_a_change_ends_it(
    session: Session, officer: Actor, announced: Consultation
) -> None:
    settings = deployment_of(session).settings
    change_deployment(
        database_of(session), settings=replace(settings, council=replace(settings.council, needs_sign_off=False))
    )
    assert changed_since(session, announced) == set()
    _rename(session, officer, announced)
    assert not is_signed_off(session, announced)
    assert len(changed_since(session, announced)) == 1


def test_a_copy_is_not_signed_off(session: Session, officer: Actor, announced: Consultation) -> None:
    copied = copy_consultation(session, officer, announced, announced.title)
    assert not is_signed_off(session, copied)
    assert sign_offs_of(session, copied) == []
