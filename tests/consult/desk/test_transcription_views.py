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
from consult.submissions.models import AboutYou, Channel, Status, Submission
from tests.factories import canary, make_activity, make_consultation, make_person, make_submission
from tests.plugins.survey.conftest import PublishSurvey, item, page, publish, survey
from tests.plugins.survey.test_entries import repeated
from tests.support.crawl import as_shown
from tests.support.pages import parsed
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


def seen(one: Submission, **more: str) -> dict[str, Any]:
    """Return the fields of an entry as its page shows them, with these corrections."""
    day = one.received_on or clock.today_in_london()
    came = {"received_on-day": day.day, "received_on-month": day.month, "received_on-year": day.year}
    answers = {f"answer_{key}": answer for key, answer in one.answers.items()}
    return {"channel": one.channel, "ward": one.area, "version": one.revision, **came, **answers, **more}


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
    assert [submission.answers["reasons"] for submission in entered(session)] == [
        "The first letter.",
        "The second letter.",
    ]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"answer_position": "made_up"}, "answer_position"),
        ({"answer_position": "1 17"}, "answer_position"),
        ({"is_blank": "yes"}, "is_blank"),
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
    made = make_submission(session, activity, channel=Channel.PAPER, transcribed_by=typist)
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
    for submission in (first, second):
        assert client.get(f"/staff/responses/{submission.id}/check").status_code == 200
        assert client.post_form(f"/staff/responses/{submission.id}/check", seen(submission)).location == listing
        assert (submission.check_outcome, submission.checked_by_id, submission.revision) == ("agrees", officer.id, 2)
    assert client.get(listing).location == f"/staff/activities/{activity.id}/responses"


def test_a_correction_replaces_the_answer_everywhere(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    slip, right = canary("slip").replace("-", ""), canary("right").replace("-", "")
    one = sampled(session, activity, make_person(session, Role.OFFICER))
    client.post_form(f"/staff/responses/{one.id}/check", seen(one, answer_reasons=slip, answer_position=""))
    assert one.answers == {"reasons": slip}
    again = client.post_form(f"/staff/responses/{one.id}/check", seen(one, answer_reasons=right))
    assert again.status_code == 409
    assert one.answers == {"reasons": slip}
    search: Any = f"/staff/activities/{activity.id}/responses?q="
    assert one.reference in client.get(search + slip).text
    assert one.reference not in client.get(search + "missing").text


def test_neither_officers_reading_of_a_letter_is_lost_when_both_check_it(
    client: FormClient, session: Session, activity: Activity, officer: Person, sign_in: SignIn
) -> None:
    one = sampled(session, activity, make_person(session, Role.OFFICER))
    url = f"/staff/responses/{one.id}/check"
    opened = as_shown(client.get(url).text)
    first = {**opened, "answer_reasons": "The road is too narrow.", "ward": "Beckton"}
    assert [client.post_form(url, first).status_code for _ in range(2)] == [303, 303]
    sign_in(client, make_person(session, Role.OFFICER))
    late = client.post_form(url, {**opened, "answer_reasons": "The road is too near."})
    assert late.status_code == 409
    words = [" ".join("".join(each.itertext()).split()) for each in parsed(late.text, is_page=True).iter("dd")]
    assert words == ["Beckton", "Abbey", "The road is too narrow.", "The road is too near."]
    assert one.answers["reasons"] == "The road is too narrow."
    assert as_shown(late.text)["answer_reasons"] == "The road is too near."
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("way", ["check", "correct"])
def test_what_was_corrected_meanwhile_is_shown_beside_what_was_typed(
    client: FormClient, session: Session, activity: Activity, officer: Person, sign_in: SignIn, way: str
) -> None:
    one = sampled(session, activity, make_person(session, Role.OFFICER))
    url, correction = f"/staff/responses/{one.id}/{way}", f"/staff/responses/{one.id}/correct"
    opened, fields = as_shown(client.get(url).text), as_shown(client.get(correction).text)
    corrected = {**fields, "answer_reasons": "The road is too narrow.", "reason": "A slip."}
    sign_in(client, make_person(session, Role.OFFICER))
    assert [client.post_form(correction, corrected).status_code for _ in range(2)] == [303, 303]
    sign_in(client, officer)
    late = client.post_form(url, {**opened, "answer_reasons": "The road is too near.", "reason": "I read it again."})
    assert late.status_code == 409
    words = [" ".join("".join(each.itertext()).split()) for each in parsed(late.text, is_page=True).iter("dd")]
    assert words == ["The road is too narrow.", "The road is too near."]
    assert one.answers["reasons"] == "The road is too narrow."
    assert client.post_form(url, as_shown(late.text)).status_code == 303
    assert one.answers["reasons"] == "The road is too near."


@pytest.mark.parametrize("way", ["check", "key-again"])
def test_whoever_corrected_an_entry_in_another_tab_cannot_check_it_and_loses_nothing(
    client: FormClient, session: Session, activity: Activity, officer: Person, way: str
) -> None:
    one = sampled(session, activity, make_person(session, Role.OFFICER))
    url, correction = f"/staff/responses/{one.id}/{way}", f"/staff/responses/{one.id}/correct"
    opened, fields = seen(one), as_shown(client.get(correction).text)
    corrected = {**fields, "answer_reasons": "The road is too narrow.", "reason": "A slip."}
    assert client.post_form(correction, corrected).status_code == 303
    assert client.get(url).status_code == 404
    typed = {**opened, "version": 2, "answer_reasons": "The road is too near."}
    late = client.post_form(url, typed)
    assert late.status_code == 422
    assert "somebody else must check it" in late.text
    assert as_shown(late.text)["answer_reasons"] == "The road is too near."
    assert (one.answers["reasons"], one.check_outcome) == ("The road is too narrow.", None)


@pytest.mark.parametrize(
    ("way", "told"),
    [
        ("check", "This response does not count any more."),
        ("key-again", "This response does not count any more."),
        ("correct", "Only a response that an officer entered, and that counts, can be corrected."),
    ],
)
def test_whoever_was_typing_when_an_entry_was_excluded_is_told_so_and_loses_nothing(
    client: FormClient, session: Session, activity: Activity, officer: Person, way: str, told: str
) -> None:
    one = sampled(session, activity, make_person(session, Role.OFFICER))
    url, typed = f"/staff/responses/{one.id}/{way}", seen(one, answer_reasons="The road is too near.", reason="A slip.")
    one.status, one.exclusion_code = Status.EXCLUDED, "duplicate"
    session.flush()
    late = client.post_form(url, typed)
    assert late.status_code == 422
    assert told in late.text
    assert as_shown(late.text)["answer_reasons"] == "The road is too near."
    assert (client.get(url).status_code, one.check_outcome) == (404, None)


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
    made.consultation.state, made.consultation.opens_at = State.OPEN, made.consultation.created_at
    session.flush()
    return made


def test_who_was_not_asked_for_a_reason_on_paper_needs_none(
    client: FormClient, session: Session, routed: Activity, officer: Person
) -> None:
    address = f"/staff/activities/{routed.id}/enter"
    typed = {**letter(key="k"), "answer_choice": "a"}
    assert client.post_form(address, typed).status_code == 303
    assert entered(session)[0].answers == {"choice": "a"}


def test_a_reason_that_is_missing_on_paper_and_one_that_was_not_asked_for_are_both_kept_as_such(
    client: FormClient, session: Session, routed: Activity, officer: Person
) -> None:
    address = f"/staff/activities/{routed.id}/enter"
    assert client.post_form(address, {**letter(key="k"), "answer_choice": "b"}).status_code == 303
    assert client.post_form(address, {**letter(key="l"), "answer_choice": "a", "answer_why": "So."}).status_code == 303
    gap, extra = entered(session)
    assert (gap.answers, gap.marks) == ({"choice": "b"}, {"why": {"mark": "left_empty"}})
    assert (extra.answers, extra.marks) == ({"choice": "a"}, {"why": {"mark": "not_asked", "said": "So."}})
    assert "Left empty on the form" in client.get(f"/staff/responses/{gap.id}").text
    assert "So." in client.get(f"/staff/responses/{extra.id}").text


def test_two_ticks_are_entered_as_two_ticks_and_shown_again(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    client.post_form(f"/staff/activities/{activity.id}/enter", letter(key="k", answer_position="2 4"))
    (one,) = entered(session)
    assert one.marks == {"position": {"mark": "several", "said": ["support", "oppose"]}}
    again = client.get(f"/staff/responses/{one.id}/correct").text
    assert as_shown(again)["answer_position"] == "2 4"
    assert ">Support; Oppose</output>" in again
    shown = client.get(f"/staff/responses/{one.id}").text
    assert "More than one is ticked" in shown


def test_any_officer_corrects_an_entry_and_the_page_says_who_when_and_why(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    one = make_submission(session, activity, channel=Channel.PAPER, transcribed_by=make_person(session, Role.OFFICER))
    address = f"/staff/responses/{one.id}/correct"
    assert client.post_form(address, seen(one, answer_position="oppose")).status_code == 422
    corrected = seen(one, answer_position="oppose", ward="Beckton", reason="I read the wrong box.")
    assert client.post_form(address, corrected).location.endswith(f"/staff/responses/{one.id}")
    assert (one.answers["position"], one.area) == ("oppose", "Beckton")
    shown = client.get(f"/staff/responses/{one.id}").text
    assert f"Corrected by {officer.name}" in shown
    assert "I read the wrong box." in shown
    assert "Abbey" in shown
    late = client.post_form(address, {**corrected, "answer_reasons": "Another."})
    assert late.status_code == 409
    assert "Another." in late.text


def test_a_response_its_author_sent_has_no_page_to_correct_it(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    sent = make_submission(session, activity)
    assert client.get(f"/staff/responses/{sent.id}/correct").status_code == 404
    assert "Correct how this response was entered" not in client.get(f"/staff/responses/{sent.id}").text


def test_another_entry_on_paper_needs_no_yes_before_it(
    client: FormClient, session: Session, publish: PublishSurvey, officer: Person
) -> None:
    asked = make_activity(session, make_consultation(session, state=State.DRAFT), "survey")
    publish(asked, survey(repeated("p1", item("place"), most=3), page("p2", item("last"))))
    asked.consultation.state, asked.consultation.opens_at = State.OPEN, asked.consultation.created_at
    session.flush()
    said = {"place": "Park", "another": "", "place_2": "Pier", "another_2": ""}
    answers = {f"answer_{key}": answer for key, answer in said.items()}
    assert client.post_form(f"/staff/activities/{asked.id}/enter", {**letter(key="k"), **answers}).status_code == 303
    one = entered(session)[0]
    assert one.answers == {"place": "Park", "another": "yes", "place_2": "Pier"}
    assert one.marks == {"another_2": {"mark": "left_empty"}}


def test_whoever_has_a_scan_is_led_to_take_it_in_first(client: FormClient, activity: Activity, officer: Person) -> None:
    page = client.get(f"/staff/activities/{activity.id}/enter").text
    assert f'href="/staff/activities/{activity.id}/letters">take the scan in</a>' in page
