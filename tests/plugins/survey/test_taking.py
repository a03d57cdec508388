"""A survey takes copies of questions onto a page of their own, under keys that no other question has."""

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import State
from consult.contract.options import Option
from consult.contract.questions import Question
from consult.kernel.authz import Role
from consult.kernel.errors import Invalid
from consult.submissions.kinds import SCALES
from plugins.survey.questions import find_draft_questionnaire
from plugins.survey.taking import take_questions
from tests.factories import make_activity, make_actor, make_consultation


def test_copies_keep_what_is_asked_and_get_keys_of_their_own(session: Session) -> None:
    officer = make_actor(session, Role.OFFICER)
    survey = make_activity(session, make_consultation(session, state=State.DRAFT), "survey")
    stand = Question(key="x", kind="scale", label="Well?", hint="Say.", options=SCALES["support"], is_required=True)
    age = Question(key="x", kind="number", label="Well?", minimum=1, maximum=9, is_whole=True, is_public=False)
    keys = take_questions(session, officer, survey, "From the library", [stand, age])
    assert keys == ["well", "well_2"]
    made = find_draft_questionnaire(session, survey.id)
    assert made.pages[-1].title == "From the library"
    first, second = made.questions[-2:]
    assert (first.kind, first.hint, first.is_required) == ("likert", "Say.", True)
    assert [option.value for option in first.options] == [5, 4, 3, 2, 1, None]
    assert (second.minimum, second.maximum, second.is_whole, second.is_public) == (1, 9, True, False)
    strange = Question(key="x", kind="name", label="Who?", options=(Option(code="a", label="A"),))
    with pytest.raises(Invalid, match="no questions of this kind"):
        take_questions(session, officer, survey, "", [strange])
