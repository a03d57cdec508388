"""What a written response asks: a key means one thing for ever, and a change while people answer is public."""

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.changes import described
from consult.consultations.models import Activity, Change, State
from consult.kernel.authz import Role
from consult.kernel.errors import Closed, Invalid
from consult.responses.questions import (
    change_questions,
    definition_of,
    find_questionnaire,
    new_key,
    opening_problems,
    questionnaire_from,
    read_definition,
    set_questions,
)
from consult.submissions.kinds import SCALES
from tests.factories import QUESTIONS, make_activity, make_actor, make_consultation

patient = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
words = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=60)
question = st.fixed_dictionaries(
    {"kind": st.sampled_from(["scale", "long_text"]), "label": words},
    optional={
        "hint": words,
        "required": st.booleans(),
        "scale": st.sampled_from(sorted(SCALES)),
        "most_words": st.integers(1, 100_000) | st.none(),
    },
)


@patient
@given(asked=st.lists(question, max_size=5), frame=st.tuples(words, st.booleans(), st.booleans()))
def test_what_officers_set_is_what_residents_are_asked(
    asked: list[dict[str, Any]], frame: tuple[str, bool, bool]
) -> None:
    questions = [{**one, "key": f"q{number}"} for number, one in enumerate(asked)]
    introduction, asks_area, asks_about_you = frame
    checked = read_definition(
        {
            "introduction": introduction,
            "asks_area": asks_area,
            "asks_about_you": asks_about_you,
            "questions": questions,
        }
    )
    assert read_definition(checked) == checked
    made = questionnaire_from(checked, activity_id=1, version=1, title="T")
    assert [(one.key, one.kind, one.label) for one in made.questions] == [
        (one["key"], one["kind"], one["label"]) for one in questions
    ]
    assert (made.introduction, made.asks_area, made.asks_about_you) == frame
    assert all(len(page.questions) == 1 for page in made.pages)
    for one, given_one in zip(made.questions, questions, strict=True):
        assert one.is_required == given_one.get("required", False)
        scale = given_one.get("scale", "agreement") if one.kind == "scale" else None
        assert one.options == (SCALES[scale] if scale else ())


@pytest.mark.parametrize(
    ("questions", "fault"),
    [
        ([{"key": "a", "kind": "long_text", "label": ""}], "question 1: label"),
        ([{"key": "A b", "kind": "long_text", "label": "?"}], "question 1: key"),
        ([{"key": "a\n", "kind": "long_text", "label": "?"}], "question 1: key"),
        ([{"key": "a", "kind": "essay", "label": "?"}], "question 1: kind"),
        ([{"key": "a", "kind": "long_text", "label": "?"}] * 2, "Two questions have the same key"),
        ([{"key": "a", "kind": "scale", "label": "?", "scale": "stars"}], "question 1: scale"),
        ([{"key": "a", "kind": "long_text", "label": "?", "most_words": 0}], "question 1: most_words"),
        ([{"key": "a", "kind": "long_text", "label": "?", "html": "x"}], "question 1: html"),
        ("none", "questions"),
    ],
)
def test_a_fault_in_a_definition_is_named_where_it_is(questions: Any, fault: str) -> None:
    with pytest.raises(Invalid, match=fault):
        read_definition({"questions": questions})


@patient
@given(label=words, often=st.integers(1, 4))
def test_every_new_question_gets_a_key_of_its_own_that_exports_can_use(
    session: Session, label: str, often: int
) -> None:
    activity = make_activity(session, make_consultation(session, state=State.DRAFT), questions={"questions": []})
    used: list[str] = []
    for _ in range(often):
        key = new_key(session, activity, label)
        assert re.fullmatch(r"[a-z][a-z0-9_]{0,29}", key)
        assert key not in used
        used.append(key)
        # The one before is removed: its key stays taken all the same.
        set_questions(
            session, make_actor(session), activity, {"questions": [{"key": key, "kind": "long_text", "label": label}]}
        )


def test_a_key_never_comes_to_mean_something_else(session: Session, activity: Activity) -> None:
    officer = make_actor(session, Role.OFFICER)
    set_questions(session, officer, activity, {"questions": []})
    for again in (
        {"key": "position", "kind": "long_text", "label": "Position?"},
        {"key": "position", "kind": "scale", "label": "Position?", "scale": "agreement"},
        {"key": "reasons", "kind": "scale", "label": "Reasons?"},
    ):
        with pytest.raises(Invalid, match="Choose a new key"):
            set_questions(session, officer, activity, {"questions": [again]})
    same = {"key": "position", "kind": "scale", "label": "In other words?", "scale": "support"}
    assert set_questions(session, officer, activity, {"questions": [same]}) == 3


def changed(**more: Any) -> dict[str, Any]:
    """Return the usual definition with something changed in its first question, or beside the questions."""
    first = {**QUESTIONS["questions"][0], **{key: value for key, value in more.items() if key not in QUESTIONS}}
    frame = {key: value for key, value in more.items() if key in QUESTIONS}
    return {**QUESTIONS, "questions": [first, QUESTIONS["questions"][1]], **frame}


@pytest.mark.parametrize(
    ("more", "shown"),
    [
        ({"label": "Do you support the new proposal?"}, "new"),
        ({"required": True}, "must be answered"),
        ({"hint": "The police say it works."}, "The police say it works."),
        ({"introduction": "Most people support this."}, "Most people support this"),
        ({"asks_area": False}, "live"),
        ({"questions": QUESTIONS["questions"][::-1]}, "Tell us why."),
    ],
)
def test_every_change_while_people_answer_is_public_with_its_reason(
    session: Session, activity: Activity, more: dict[str, Any], shown: str
) -> None:
    officer = make_actor(session, Role.OFFICER)
    with pytest.raises(Invalid) as refused:
        change_questions(session, officer, activity, changed(**more))
    assert "reason" in refused.value.fields
    assert session.scalars(select(Change)).all() == []
    change_questions(session, officer, activity, changed(**more), reason="It was asked for.")
    change = session.scalars(select(Change)).one()
    assert (change.is_material, change.reason) == (True, "It was asked for.")
    told = [part for field in described(change) for kind, part in field.parts if kind != "same"]
    assert shown in " ".join(told)


def test_saving_without_a_change_is_not_announced(session: Session, activity: Activity) -> None:
    change_questions(session, make_actor(session, Role.OFFICER), activity, QUESTIONS, reason="No change.")
    assert session.scalars(select(Change)).all() == []


@pytest.mark.parametrize("state", [State.CLOSED, State.ANALYSING, State.DECIDED, State.ARCHIVED])
def test_what_was_asked_stands_once_the_consultation_has_closed(session: Session, state: State) -> None:
    activity = make_activity(session, make_consultation(session, state=state))
    with pytest.raises(Closed):
        change_questions(session, make_actor(session, Role.OFFICER), activity, changed(label="Late"), reason="Late")
    assert definition_of(session, activity)["questions"][0]["label"] == "Do you support the proposal?"


def test_an_empty_questionnaire_cannot_open(session: Session, activity: Activity) -> None:
    assert opening_problems(session, activity.id) == []
    set_questions(session, make_actor(session), activity, {"questions": []})
    assert opening_problems(session, activity.id) == ["The written response has no questions. Add at least one."]
    assert find_questionnaire(session, activity.id, 1).pages
