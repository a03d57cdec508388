"""What a manager reads before signing off, and the digest that changes with every part of it."""

import io

import pytest
from sqlalchemy.orm import Session

from consult.consultations.documents import add_document, remove_document
from consult.consultations.models import Activity, Consultation, State
from consult.consultations.services import add_activity
from consult.consultations.signed_texts import digest_of, texts_to_read
from consult.contract.deployment import speaking_to
from consult.kernel.authz import Actor, Role
from consult.kernel.db import database_of
from consult.responses.questions import set_questions
from tests.factories import QUESTIONS, make_actor, make_consultation
from tests.support.deployments import offer_welsh


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


def put(session: Session, officer: Actor, draft: Consultation, content: bytes) -> None:
    for document in list(draft.documents):
        remove_document(session, officer, document)
    add_document(session, officer, draft, title="Plan", name="plan.txt", content=io.BytesIO(content))


def test_it_is_the_same_whichever_language_it_is_read_in(session: Session, draft: Consultation) -> None:
    offer_welsh(database_of(session))
    before = digest_of(session, draft)
    with speaking_to(session, "cy"):
        assert digest_of(session, draft) == before


def test_activity_kinds_without_questions_are_named(session: Session, draft: Consultation) -> None:
    before = digest_of(session, draft)
    session.add(Activity(kind="not_offered", title="Elsewhere", position=5, consultation=draft))
    session.flush()
    assert digest_of(session, draft) != before


def test_another_file_under_the_same_title_is_another_thing(
    session: Session, officer: Actor, draft: Consultation
) -> None:
    put(session, officer, draft, b"The plan.")
    before = digest_of(session, draft)
    put(session, officer, draft, b"The plan.")
    assert digest_of(session, draft) == before
    put(session, officer, draft, b"The plan!")
    assert digest_of(session, draft) != before


@pytest.mark.parametrize(
    "change",
    [
        {"key": "why"},
        {"kind": "scale"},
        {"label": "Say why."},
        {"hint": "In short."},
        {"required": True},
        {"most_words": 50},
    ],
    ids=lambda change: next(iter(change)),
)
def test_each_part_of_a_question_is_signed(
    session: Session, officer: Actor, draft: Consultation, change: dict[str, object]
) -> None:
    second = add_activity(session, officer, draft, kind="response", title="A second one")
    asked = {"key": "reasons", "kind": "long_text", "label": "Tell us why."}
    set_questions(session, officer, second, {"questions": [asked]})
    before = digest_of(session, draft)
    set_questions(session, officer, second, {"questions": [{**asked, "key": "other", "label": "Other"}]})
    assert digest_of(session, draft) != before
    set_questions(session, officer, second, {"questions": [asked]})
    assert digest_of(session, draft) == before
    key = {"key": "more"} if change.get("kind") else {}
    set_questions(session, officer, second, {"questions": [{**asked, **change, **key}]})
    assert digest_of(session, draft) != before


@pytest.mark.parametrize("name", ["asks_area", "asks_about_you"])
def test_what_is_asked_last_is_signed_and_read(
    session: Session, officer: Actor, draft: Consultation, name: str
) -> None:
    before, read = digest_of(session, draft), [each.text for each in texts_to_read(session, draft)]
    set_questions(session, officer, draft.activities[0], {**QUESTIONS, name: False})
    assert digest_of(session, draft) != before
    assert len(read) == len(list(texts_to_read(session, draft))) + 1


def test_the_reader_sees_dates_place_options_and_files(session: Session, officer: Actor, draft: Consultation) -> None:
    draft.ward, draft.notice = "Beckton", "Read this first."
    put(session, officer, draft, b"The plan.")
    read = {(each.code, each.text): each.note for each in texts_to_read(session, draft)}
    assert ("ward", "Beckton") in read
    assert ("notice", "Read this first.") in read
    assert read[("document", "Plan")] == "The file is called Plan.txt."
    assert any(code == "question" and "- Strongly support" in text for code, text in read)
