"""Changing one question at a time: what others saved in the meantime is kept, or shown beside what was typed."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, State
from consult.kernel.authz import Actor, Role
from consult.kernel.errors import ChangedMeanwhile, Closed, Invalid, NotFound
from consult.responses import question_edits
from consult.responses.questions import definition_of, newest_version
from tests.factories import make_activity, make_actor, make_consultation

FIRST = {
    "label": "Are you for it?",
    "hint": "",
    "kind": "scale",
    "scale": "support",
    "required": False,
    "sensitive": True,
}
SETTINGS = {"introduction": "", "asks_area": True, "asks_about_you": True, "asks_consent": False}


@pytest.fixture
def drafted(session: Session) -> Activity:
    """A written response of two questions in a draft."""
    return make_activity(session, make_consultation(session, state=State.DRAFT))


@pytest.fixture
def actor(session: Session) -> Actor:
    """An officer."""
    return make_actor(session, Role.OFFICER)


def keys(session: Session, activity: Activity) -> list[str]:
    """Return the questions' keys in order."""
    return [question["key"] for question in definition_of(session, activity)["questions"]]


def test_a_conflict_has_all_three_texts_and_the_version_to_save_over(
    session: Session, drafted: Activity, actor: Actor
) -> None:
    question_edits.edit_question(session, actor, drafted, "position", FIRST, seen=1)
    with pytest.raises(ChangedMeanwhile) as late:
        question_edits.edit_question(session, actor, drafted, "position", {**FIRST, "required": True}, seen=1)
    assert late.value.version == newest_version(session, drafted.id) == 2
    differing = [
        (compared.label, compared.before, compared.saved, compared.sent)
        for compared in late.value.compared
        if compared.differs
    ]
    assert differing == [("People must answer this question", "No", False, True)]
    question_edits.edit_question(session, actor, drafted, "position", {**FIRST, "required": True}, seen=2)
    assert definition_of(session, drafted)["questions"][0]["required"]


@pytest.mark.parametrize("seen", [0, 99])
def test_a_version_that_never_was_is_no_version(session: Session, drafted: Activity, actor: Actor, seen: int) -> None:
    told: dict[str, Any] = {"seen": seen, "reason": "None is needed."}
    with pytest.raises(ChangedMeanwhile):
        question_edits.edit_question(session, actor, drafted, "position", FIRST, **told)
    with pytest.raises(ChangedMeanwhile):
        question_edits.remove_question(session, actor, drafted, "position", **told)
    with pytest.raises(ChangedMeanwhile):
        question_edits.raise_question(session, actor, drafted, "reasons", **told)
    with pytest.raises(ChangedMeanwhile):
        question_edits.edit_settings(session, actor, drafted, {**SETTINGS, "asks_area": False}, **told)
    assert newest_version(session, drafted.id) == 1


def test_what_somebody_removed_is_not_brought_back_by_an_edit(
    session: Session, drafted: Activity, actor: Actor
) -> None:
    question_edits.remove_question(session, actor, drafted, "position", seen=1)
    with pytest.raises(NotFound):
        question_edits.edit_question(session, actor, drafted, "position", FIRST, seen=1)
    assert keys(session, drafted) == ["reasons"]


def test_the_first_question_stays_the_first(session: Session, drafted: Activity, actor: Actor) -> None:
    question_edits.raise_question(session, actor, drafted, "position", seen=1)
    assert keys(session, drafted) == ["position", "reasons"]
    question_edits.raise_question(session, actor, drafted, "reasons", seen=1)
    assert keys(session, drafted) == ["reasons", "position"]


def test_a_question_is_added_beside_one_that_somebody_else_added(
    session: Session, drafted: Activity, actor: Actor
) -> None:
    for label in ("Where?", "When?"):
        question_edits.add_question(session, actor, drafted, {**FIRST, "label": label}, seen=1)
    assert keys(session, drafted) == ["position", "reasons", "where", "when"]


def test_no_version_helps_after_closing_or_without_a_reason(session: Session, actor: Actor) -> None:
    running = make_activity(session, make_consultation(session, state=State.OPEN))
    with pytest.raises(Invalid) as refused:
        question_edits.remove_question(session, actor, running, "position", seen=1)
    assert "reason" in refused.value.fields
    closed = make_activity(session, make_consultation(session, state=State.CLOSED))
    with pytest.raises(Closed):
        question_edits.edit_settings(session, actor, closed, SETTINGS, seen=1, reason="Late")
