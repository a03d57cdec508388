"""Typing in what came on paper: one letter is one response, none gets lost, and a second officer looks."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.models import Activity, State
from consult.kernel import clock
from consult.kernel.authz import Role
from consult.submissions.models import AboutYou, Submission
from tests.factories import canary, make_activity, make_consultation, make_person, make_submission
from tests.plugins.survey.conftest import PublishSurvey, item, page, publish, survey
from tests.support.web import FormClient

__all__ = ["publish"]

SignIn = Callable[[FormClient, Person], None]
REQUIRED = {
    "questions": [
        {"key": "position", "kind": "scale", "label": "Do you support it?", "scale": "support", "required": True},
        {"key": "reasons", "kind": "long_text", "label": "Why?", "most_words": 5},
    ]
}


def letter(reasons: str = "Typed from paper.", *, days: int = 0, **more: str) -> dict[str, str]:
    """Return the fields of a paper response that came so many days ago."""
    came = clock.today_in_london() - timedelta(days=days)
    day = {
        "received_on-day": str(came.day),
        "received_on-month": str(came.month),
        "received_on-year": str(came.year),
    }
    return {"channel": "paper", **day, "answer_position": "oppose", "answer_reasons": reasons, "ward": "Abbey", **more}


def key_on(page: str) -> str:
    """Return the key that makes a form give one response."""
    found = re.search(r'name="key" value="(\w+)"', page)
    assert found is not None
    return found[1]


def entered(session: Session) -> list[Submission]:
    """Return every response, in the order in which they were entered."""
    return list(session.scalars(select(Submission).order_by(Submission.id)))


def test_a_double_click_enters_one_response(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    address = f"/staff/activities/{activity.id}/enter"
    fields = letter(key=key_on(client.get(address).text))
    assert [client.post_form(address, fields).status_code for _ in range(2)] == [303, 303]
    (one,) = entered(session)
    assert (one.channel, one.area, one.transcribed_by_id) == ("paper", "Abbey", officer.id)
    assert f"Write {one.reference} on the original" in client.get(address).text


def test_a_form_used_again_for_the_next_letter_says_so_and_loses_nothing(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    address = f"/staff/activities/{activity.id}/enter"
    key = key_on(client.get(address).text)
    client.post_form(address, letter("The first letter.", key=key))
    refused = client.post_form(address, letter("The second letter.", key=key))
    assert refused.status_code == 422
    assert entered(session)[0].reference in refused.text
    assert "The second letter." in refused.text
    assert len(entered(session)) == 1
    assert client.post_form(address, letter("The second letter.", key=key_on(refused.text))).status_code == 303
    assert [one.answers["reasons"] for one in entered(session)] == ["The first letter.", "The second letter."]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"answer_position": ""}, "answer_position"),
        ({"answer_reasons": "One two three four five six"}, "answer_reasons"),
        ({"channel": "web"}, "channel"),
        ({"received_on-month": "13"}, "received_on-month"),
        ({"received_on-year": "1999"}, "received_on-day"),
        ({"ward": "Atlantis"}, "ward"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_typed_is_lost(
    client: FormClient, session: Session, officer: Person, wrong: dict[str, str], field: str
) -> None:
    activity = make_activity(session, make_consultation(session), questions=REQUIRED)
    address = f"/staff/activities/{activity.id}/enter"
    refused = client.post_form(address, {**letter("Kept words here.", key="k"), **wrong})
    assert refused.status_code == 422
    assert re.findall(r'href="#([\w-]+)"', refused.text.partition("govuk-error-summary")[2])[:1] == [field]
    assert f'id="{field}"' in refused.text
    assert wrong.get("answer_reasons", "Kept words here.") in refused.text
    assert entered(session) == []


def test_equality_answers_on_paper_are_sealed_apart(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    client.post_form(f"/staff/activities/{activity.id}/enter", letter(about_religion="sikh", key="k"))
    assert b"sikh" not in session.scalars(select(AboutYou.sealed)).one()
    assert "sikh" not in str(entered(session)[0].answers)


def sampled(session: Session, activity: Activity, typist: Person) -> Submission:
    """Return a response on paper that awaits the second look."""
    made = make_submission(session, activity, transcribed_by=typist)
    made.is_in_check_sample = True
    session.flush()
    return made


def test_a_second_officer_is_led_from_one_entry_to_the_next(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    typist, listing = make_person(session, Role.OFFICER), f"/staff/activities/{activity.id}/check-entries"
    first, second = sampled(session, activity, typist), sampled(session, activity, typist)
    own = sampled(session, activity, officer)
    assert client.get(f"/staff/responses/{own.id}/check").status_code == 404
    assert client.get(listing).location == f"/staff/responses/{first.id}/check"
    for one in (first, second):
        assert client.get(f"/staff/responses/{one.id}/check").status_code == 200
        same = {f"answer_{key}": answer for key, answer in one.answers.items()}
        assert client.post_form(f"/staff/responses/{one.id}/check", same).location == listing
        assert (one.check_outcome, one.checked_by_id, one.revision) == ("agrees", officer.id, 2)
    assert client.get(listing).location == f"/staff/activities/{activity.id}/responses"


def test_a_correction_replaces_the_answer_everywhere(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    slip, right = canary("slip").replace("-", ""), canary("right").replace("-", "")
    one = sampled(session, activity, make_person(session, Role.OFFICER))
    client.post_form(f"/staff/responses/{one.id}/check", {"answer_reasons": slip})
    assert one.answers == {"reasons": slip}
    again = client.post_form(f"/staff/responses/{one.id}/check", {"answer_reasons": right})
    assert again.status_code == 404
    search: Any = f"/staff/activities/{activity.id}/responses?q="
    assert one.reference in client.get(search + slip).text
    assert one.reference not in client.get(search + "missing").text


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.COUNCILLOR, Role.GROUP_MEMBER])
def test_others_cannot_enter_or_check(
    client: FormClient, session: Session, activity: Activity, sign_in: SignIn, role: Role
) -> None:
    one = sampled(session, activity, make_person(session, Role.OFFICER))
    sign_in(client, make_person(session, role))
    assert client.post_form(f"/staff/activities/{activity.id}/enter", letter(key="k")).status_code == 403
    assert client.post_form(f"/staff/responses/{one.id}/check", {}).status_code in {403, 404}
    assert entered(session) == [one]
    assert one.check_outcome is None


ROUTED = survey(
    page("p1", item("choice", "radios", required=True)),
    page("p2", item("why", "long_text", required=True), show_if={"q": "choice", "op": "eq", "value": "b"}),
)


@pytest.fixture
def routed(session: Session, publish: PublishSurvey) -> Activity:
    """An open survey that needs a reason from those who answered b, and from nobody else."""
    made = make_activity(session, make_consultation(session, state=State.DRAFT), "survey")
    publish(made, ROUTED)
    made.consultation.state, made.consultation.opens_at = State.OPEN.value, made.consultation.created_at
    session.flush()
    return made


def test_who_was_not_asked_for_a_reason_on_paper_needs_none(
    client: FormClient, session: Session, routed: Activity, officer: Person
) -> None:
    address = f"/staff/activities/{routed.id}/enter"
    typed = {**letter(key="k"), "answer_choice": "a"}
    assert client.post_form(address, typed).status_code == 303
    assert entered(session)[0].answers == {"choice": "a"}


def test_who_was_asked_for_a_reason_on_paper_needs_one_and_is_led_to_it(
    client: FormClient, session: Session, routed: Activity, officer: Person
) -> None:
    address = f"/staff/activities/{routed.id}/enter"
    refused = client.post_form(address, {**letter(key="k"), "answer_choice": "b"})
    assert refused.status_code == 422
    assert 'href="#answer_why"' in refused.text
    assert client.post_form(address, {**letter(key="k"), "answer_choice": "b", "answer_why": "So."}).status_code == 303
    entry = entered(session)[0]
    entry.is_in_check_sample, entry.transcribed_by_id = True, make_person(session, Role.OFFICER).id
    session.flush()
    assert client.post_form(f"/staff/responses/{entry.id}/check", {"answer_choice": "b"}).status_code == 422
    assert client.post_form(f"/staff/responses/{entry.id}/check", {"answer_choice": "a"}).status_code == 303
    assert entry.answers == {"choice": "a"}


def test_an_entry_with_questions_left_empty_agrees_with_its_original(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    one = sampled(session, activity, make_person(session, Role.OFFICER))
    one.answers = {"position": "support"}
    client.post_form(f"/staff/responses/{one.id}/check", {"answer_position": "support", "answer_reasons": ""})
    assert one.check_outcome == "agrees"


def test_what_an_officer_corrected_is_never_told_as_the_author_s_change(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    typist = make_person(session, Role.OFFICER)
    checked, corrected = sampled(session, activity, typist), sampled(session, activity, typist)
    before = str(corrected.answers["reasons"])
    client.post_form(f"/staff/responses/{checked.id}/check", {f"answer_{k}": v for k, v in checked.answers.items()})
    client.post_form(f"/staff/responses/{corrected.id}/check", {"answer_reasons": "Put right."})
    client.post_form(f"/staff/responses/{checked.id}/exclude", {"code": "empty"})
    for one in (checked, corrected):
        assert "Changed by its author" not in client.get(f"/staff/responses/{one.id}").text
    page = client.get(f"/staff/responses/{corrected.id}").text
    assert f"Corrected by {officer.name}, " in page
    assert before in page
