"""A written response takes what it can ask, under keys of its own."""

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, State
from consult.contract.options import Option
from consult.contract.questions import Question
from consult.kernel.authz import Role
from consult.kernel.errors import Invalid
from consult.responses.questions import definition_of
from consult.responses.taking import take_questions
from consult.submissions.kinds import SCALES
from tests.factories import make_activity, make_actor, make_consultation


def test_texts_and_its_scales_are_taken_and_nothing_else(session: Session) -> None:
    officer = make_actor(session, Role.OFFICER)
    draft: Activity = make_activity(session, make_consultation(session, state=State.DRAFT))
    why = Question(key="x", kind="short_text", label="Why is that so in the end, and what of it?", most_words=9)
    stand = Question(key="x", kind="likert", label="It helps.", options=SCALES["agreement"], is_required=True)
    keys = take_questions(session, officer, draft, "", [why, why, stand])
    assert len(set(keys)) == 3
    assert all(len(key) <= 30 for key in keys)
    added = definition_of(session, draft)["questions"][-3:]
    assert [(one["key"], one["kind"], one["required"]) for one in added] == [
        (keys[0], "long_text", False),
        (keys[1], "long_text", False),
        (keys[2], "scale", True),
    ]
    other = Question(key="x", kind="radios", label="Which?", options=(Option(code="a", label="A"),))
    with pytest.raises(Invalid, match="Use a survey"):
        take_questions(session, officer, draft, "", [other])
