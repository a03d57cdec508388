"""Consent to publication: asked behind the questions, never taken for an answer to them, and nothing said is a no."""

from collections.abc import Mapping

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.contract.questions import CONSENT_KEY, NAME_KEY, Questionnaire
from consult.kernel.errors import Invalid
from consult.responses.questions import questionnaire_from
from consult.submissions.consent import NAMED, REFUSED, UNNAMED, consent_of, name_of, with_consent
from consult.submissions.intake import complete_answers
from consult.submissions.kinds import CORE_KINDS, kinds_by_name
from consult.submissions.questionnaires import questionnaire_of
from tests.factories import QUESTIONS, make_activity

KINDS = kinds_by_name(CORE_KINDS)


def asked(**more: object) -> Questionnaire:
    made = questionnaire_from({**QUESTIONS, **more}, activity_id=1, version=1, title="Tell us")
    return with_consent(made, KINDS)


def test_consent_is_asked_last_and_a_name_only_of_who_wants_to_be_named() -> None:
    made = asked(asks_consent=True)
    assert [page.id for page in made.reachable({})] == ["position", "reasons", "may-we-publish"]
    assert [page.id for page in made.reachable({CONSENT_KEY: NAMED})][-1] == "name-to-publish"
    assert [page.id for page in made.reachable({CONSENT_KEY: UNNAMED})][-1] == "may-we-publish"
    assert [question.key for question in made.own_questions] == ["position", "reasons"]


def test_it_is_asked_only_where_an_officer_wants_it_and_there_is_a_text() -> None:
    assert CONSENT_KEY not in asked().by_key
    assert CONSENT_KEY not in asked(asks_consent=True, questions=QUESTIONS["questions"][:1]).by_key


@pytest.mark.parametrize(
    ("answers", "consent"),
    [({}, REFUSED), ({CONSENT_KEY: NAMED}, NAMED), ({CONSENT_KEY: UNNAMED}, UNNAMED), ({CONSENT_KEY: "x"}, REFUSED)],
)
def test_only_what_was_said_is_consent(answers: Mapping[str, object], consent: str) -> None:
    assert consent_of(answers) == consent
    assert name_of(answers) == ""


def test_a_name_is_needed_by_whoever_wants_to_be_named_and_consent_alone_is_no_response(
    session: Session, activity: Activity
) -> None:
    made = make_activity(session, activity.consultation, questions={**QUESTIONS, "asks_consent": True})
    questionnaire = questionnaire_of(session, made)
    with pytest.raises(Invalid) as refused:
        complete_answers(session, questionnaire, {"reasons": "So.", CONSENT_KEY: NAMED})
    assert list(refused.value.fields) == [NAME_KEY]
    with pytest.raises(Invalid, match="not answered any question"):
        complete_answers(session, questionnaire, {CONSENT_KEY: UNNAMED})
    kept = complete_answers(session, questionnaire, {"reasons": "So.", CONSENT_KEY: UNNAMED, NAME_KEY: "Ann"})
    assert kept == {"reasons": "So.", CONSENT_KEY: UNNAMED}
