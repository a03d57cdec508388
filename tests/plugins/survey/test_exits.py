"""A page that ends a survey for those who are led to it: on the screen, in what is kept, in files and on paper."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.config import Settings
from consult.consultations.models import Activity
from consult.exports.responses import rows
from consult.journey.printed import printed_form
from consult.journey.trials import sent_trials
from consult.kernel.authz import Role
from consult.sdk.publishing import Audience
from consult.submissions.models import AboutYou, Submission
from consult.submissions.questionnaires import questionnaire_of
from plugins.survey.checks import problems_of
from plugins.survey.comparison import differences
from plugins.survey.document import digest, dump, read_definition
from plugins.survey.models import ChangeClass
from plugins.survey.services import change_draft
from tests.factories import make_actor, make_person
from tests.plugins.survey.conftest import OpenSurvey, PublishSurvey, item, options, page, survey, text
from tests.plugins.survey.test_questions import send, walk
from tests.support.web import FormClient, sign_in

LIVES = item("lives", "yes_no", required=True)
OUT = page("out", title=text("Thank you"), text=text("This one is for residents."), exit=True)
NOT_HERE = {"q": "lives", "op": "eq", "value": "no"}
ASKED = survey(
    page("p1", LIVES),
    {**OUT, "show_if": NOT_HERE},
    page("p2", item("more", "long_text")),
    page("p3", item("scale", "radios")),
    settings={"asks_consent": True},
)


@pytest.fixture
def residents_only(opened: OpenSurvey) -> Activity:
    """A survey that ends for whoever lives elsewhere."""
    return opened(ASKED)


def test_whoever_is_led_out_checks_and_sends_and_is_asked_nothing_more(
    client: FormClient, session: Session, residents_only: Activity
) -> None:
    assert walk(client, residents_only, {"lives": "no"}) == ["p1", "out"]
    shown = client.get(f"/take-part/{residents_only.id}/question/out").text
    assert "This one is for residents." in shown
    assert "You do not need to answer more questions" in shown
    assert "<h1" in shown
    check = client.get(f"/take-part/{residents_only.id}/check").text
    assert "Where you live" not in check
    assert "May we publish" not in check
    assert send(client, residents_only).status_code == 303
    assert session.scalars(select(Submission)).one().answers == {"lives": "no"}
    names = ["lives", "more", "scale", "consent_to_publish"]
    assert [*rows(session, residents_only.id, names, Audience.OFFICER)] == [("no", None, -8, -8)]
    assert "Where you live" not in client.get(f"/take-part/{residents_only.id}/done").text


def test_what_was_said_before_the_way_led_out_is_left_out_when_it_is_sent(
    client: FormClient, session: Session, residents_only: Activity
) -> None:
    base = f"/take-part/{residents_only.id}"
    given = {"lives": "yes", "more": "Words", "scale": "a", "ward": "Beckton", "answer_about_you": "yes"}
    asked = walk(client, residents_only, given)
    assert asked[:4] == ["p1", "p2", "p3", "may-we-publish"]
    client.post_form(f"{base}/question/about-you", {"age": "25-34"})
    changed = client.post_form(f"{base}/question/p1?change=1", {"lives": "no"})
    assert changed.location.endswith("/question/out")
    assert "This question is no longer asked" in client.get(f"{base}/question/p2").text
    send(client, residents_only)
    sent = session.scalars(select(Submission)).one()
    assert (sent.answers, sent.area) == ({"lives": "no"}, "")
    assert session.scalars(select(AboutYou)).all() == []


def test_whoever_comes_back_in_is_asked_what_was_never_asked(
    client: FormClient, session: Session, residents_only: Activity
) -> None:
    base = f"/take-part/{residents_only.id}"
    walk(client, residents_only, {"lives": "no"})
    send(client, residents_only)
    client.post_form(f"{base}/change")
    place = client.post_form(f"{base}/question/p1?change=1", {"lives": "yes"}).location
    asked = []
    while not place.endswith("/check"):
        asked.append(place.rsplit("/", 1)[-1])
        place = client.post_form(place, {}).location
    assert asked == ["p2", "p3", "may-we-publish", "where-you-live", "answer-about-you"]


def test_the_form_on_paper_says_who_stops_where(session: Session, residents_only: Activity, settings: Settings) -> None:
    asked = questionnaire_of(session, residents_only)
    assert asked is not None
    form = printed_form(session, residents_only, asked, settings.council)
    stop = "If “Question lives?” is “No”, stop here: you do not need to answer more."
    assert form.questions[1].notes[:2] == (stop, "This one is for residents.")
    assert form.questions[0].notes == ("Tick one box.",)
    assert stop not in form.questions[2].notes


def test_an_officer_builds_an_exit_and_follows_it_in_the_preview(
    client: FormClient, session: Session, draft_survey: Activity, publish: PublishSurvey, sign_in: Any
) -> None:
    publish(draft_survey, survey(page("p1", LIVES), page("p2", item("more")), settings={"asks_about_you": False}))
    sign_in(client, make_person(session, Role.OFFICER))
    base = f"/survey/{draft_survey.id}/build"
    typed = {
        "title": "Thank you",
        "text": "Goodbye",
        "depends_on": "lives",
        "operator": "eq",
        "value": "No",
        "exit": "y",
    }
    assert client.post_form(f"{base}/pages/new", typed).status_code == 303
    assert "The survey ends at the page “Thank you”, but no question follows" in client.get(base).text
    client.post_form(f"{base}/pages/p3/move", {"way": "up"})
    shown = client.get(base).text
    assert "no question follows" not in shown
    assert "The survey ends here if “Question lives?” is “No”." in shown
    assert "Everybody who gets this far sees this page." in shown
    assert 'name="exit"' in client.get(f"{base}/pages/p3").text
    preview = f"/staff/activities/{draft_survey.id}/preview"
    overview = client.get(preview).text
    assert "The survey ends here for them." in overview
    assert "Everybody who gets this far sees this page." in overview
    assert client.post_form(f"{preview}/p1", {"lives": "no"}).location.endswith("/p3")
    assert "You do not need to answer more questions" in client.get(f"{preview}/p3").text
    assert client.post_form(f"{preview}/p3", {}).location.endswith("/preview")
    assert client.post_form(f"{preview}/p1", {"lives": "yes"}).location.endswith("/p2")


def problems(*pages: dict[str, Any]) -> list[str]:
    """Return what is wrong with a survey of these pages."""
    return problems_of(read_definition(survey(*pages)))


def test_an_exit_has_a_condition_asks_nothing_and_is_not_the_end_anyway() -> None:
    first, last = page("p1", LIVES), page("p2", item("more"))
    assert problems(first, {**OUT, "show_if": NOT_HERE}, last) == []
    assert "end for everybody" in problems(first, OUT, last)[0]
    assert "no question follows" in problems(first, last, {**OUT, "show_if": NOT_HERE})[0]
    asking = page("out", item("why"), exit=True, show_if=NOT_HERE)
    assert "cannot ask a question" in problems(first, asking, last)[0]


def test_a_page_that_only_those_who_were_led_out_could_see_is_found() -> None:
    lost = page("p2", item("more"), show_if=NOT_HERE)
    first, last = page("p1", LIVES), page("p3", item("end"))
    found = problems(first, {**OUT, "show_if": NOT_HERE}, lost, last)
    assert found == ["Nobody can reach the page “Question more?”: no answers fulfil its condition. Change it."]


def test_a_new_exit_asks_other_people_and_one_that_goes_asks_more() -> None:
    pages = (page("p1", LIVES), page("p2", item("more", options=[], kind="number")))
    without = read_definition(survey(*pages))
    within = read_definition(survey(pages[0], {**OUT, "show_if": NOT_HERE}, pages[1]))
    assert differences(without, within)[0].level is ChangeClass.BREAKING
    assert differences(within, without)[0].level is ChangeClass.ADDITIVE


def test_what_was_published_without_exits_keeps_its_digest() -> None:
    plain = survey(page("p1", item("a", "radios", options=options("x", "y"))))
    assert "exit" not in dump(read_definition(plain))["sections"][0]["pages"][0]
    said = survey(page("p1", item("a", "radios", options=options("x", "y")), exit=False))
    assert digest(read_definition(plain)) == digest(read_definition(said))


def test_a_test_of_a_draft_follows_the_exit_and_the_way_back(
    client: FormClient, session: Session, draft_survey: Activity
) -> None:
    sign_in(client, session, make_person(session, Role.OFFICER))
    change_draft(session, make_actor(session, Role.OFFICER), draft_survey, lambda _draft: read_definition(ASKED))
    base = f"/staff/activities/{draft_survey.id}"
    at = client.post_form(f"{base}/test").location
    assert client.post_form(at, {}).status_code == 422, "it must be answered, as it must be by a resident"
    at = client.post_form(at, {"lives": "no"}).location
    assert at == f"{base}/preview/out"
    assert client.post_form(at, {}).location == f"{base}/test/check"
    assert "Where you live" not in client.get(f"{base}/test/check").text
    assert client.post_form(f"{base}/preview/p1?change=1", {"lives": "yes"}).location == f"{base}/preview/p2"
    client.post_form(f"{base}/preview/p2", {"more": "Words"})
    client.post_form(f"{base}/preview/p1?change=1", {"lives": "no"})
    client.post_form(f"{base}/test/check")
    (sent,) = sent_trials(session, draft_survey.id)
    assert (sent.answers, sent.area) == ({"lives": "no"}, "")
