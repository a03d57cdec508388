"""A value that comes with the link: kept, told before it is sent, counted, and never asked."""

import re
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.config import Settings
from consult.consultations.models import Activity, State
from consult.exports.responses import rows
from consult.journey.admissions import make_invitations
from consult.journey.models import Access
from consult.journey.printed import printed_form
from consult.journey.trials import sent_trials
from consult.kernel.authz import Role
from consult.kernel.errors import Invalid
from consult.sdk.publishing import Audience
from consult.submissions.models import Submission
from consult.submissions.questionnaires import questionnaire_of
from plugins.survey.document import read_definition
from plugins.survey.phrases import as_text
from tests.consult.journey.test_admission_views import open_to
from tests.factories import make_actor, make_person
from tests.plugins.survey.conftest import OpenSurvey, PublishSurvey, item, page, survey, text
from tests.plugins.survey.test_questions import send
from tests.support.pages import parsed
from tests.support.web import FormClient

SOURCES = [{"code": "poster", "label": text("A poster")}, {"code": "email", "label": text("An email")}]
SOURCE = item("source", "hidden", options=SOURCES, label=text("You came by"))
ASKED = survey(
    page("p0", SOURCE),
    page("p1", item("why")),
    page("p2", item("seen"), show_if={"q": "source", "op": "eq", "value": "poster"}),
    settings={"asks_area": False, "asks_about_you": False},
)


@pytest.fixture
def sourced(opened: OpenSurvey) -> Activity:
    """A survey that asks one question, and another of whoever came by a poster."""
    return opened(ASKED)


def begin(client: FormClient, activity: Activity, query: str) -> str:
    """Follow a link to a survey, press the button there, and return where it leads."""
    assert "There are 2 questions" in client.get(f"/take-part/{activity.id}{query}").text
    place: str = client.post_form(f"/take-part/{activity.id}/start{query}").location
    return place


def walked(client: FormClient, place: str) -> list[str]:
    """Answer every page and return the pages that were asked."""
    asked = []
    while not place.endswith("/check"):
        asked.append(place.rsplit("/", 1)[-1])
        assert "You came by" not in client.get(place).text
        place = client.post_form(place, {"why": "Words", "seen": "Yes"}).location
    return asked


def test_who_comes_by_a_link_reads_so_before_it_is_sent_and_is_asked_what_depends_on_it(
    client: FormClient, session: Session, sourced: Activity
) -> None:
    base = f"/take-part/{sourced.id}"
    assert f'action="{base}/start?source=poster"' in client.get(f"{base}?source=poster").text
    assert walked(client, begin(client, sourced, "?source=poster")) == ["p1", "p2"]
    check = client.get(f"{base}/check").text
    assert "You came by" in check
    assert "A poster" in check
    assert 'id="answer-source"' not in check
    send(client, sourced)
    assert session.scalars(select(Submission)).one().answers == {"source": "poster", "why": "Words", "seen": "Yes"}
    assert "A poster" in client.get(f"{base}/done").text


@pytest.mark.parametrize("query", ["", "?source=", "?source=pigeon", "?why=poster", "?source=<script>"])
def test_who_comes_another_way_brings_nothing(
    client: FormClient, session: Session, sourced: Activity, query: str
) -> None:
    base = f"/take-part/{sourced.id}"
    assert f'action="{base}/start"' in client.get(f"{base}{query}").text
    place = client.post_form(f"{base}/start{query}").location
    assert walked(client, place) == ["p1"]
    assert "You came by" not in client.get(f"{base}/check").text
    send(client, sourced)
    assert session.scalars(select(Submission)).one().answers == {"why": "Words"}
    assert [*rows(session, sourced.id, ["source", "why"], Audience.OFFICER)] == [(-9, "Words")]


def test_one_page_to_begin_is_never_that_of_somebody_who_came_another_way(
    client: FormClient, sourced: Activity
) -> None:
    base = f"/take-part/{sourced.id}"
    for query in ("?source=poster", "", "?source=email", "?source=poster"):
        assert f'action="{base}/start{query}"' in client.get(f"{base}{query}").text


def test_its_own_page_asks_nobody(client: FormClient, sourced: Activity) -> None:
    base = f"/take-part/{sourced.id}"
    client.post_form(f"{base}/start?source=poster")
    assert "no longer asked" in client.get(f"{base}/question/p0").text
    client.post_form(f"{base}/question/p1", {"why": "Words", "source": "email"})
    client.post_form(f"{base}/question/p2", {"source": "email"})
    assert "A poster" in client.get(f"{base}/check").text


def test_paper_does_not_ask_and_the_officer_who_enters_it_says_where_it_came_from(
    client: FormClient, session: Session, sourced: Activity, settings: Settings, sign_in: Any
) -> None:
    asked = questionnaire_of(session, sourced)
    assert asked is not None
    form = printed_form(session, sourced, asked, settings.council)
    assert [(one.number, one.key) for one in form.questions] == [("1. ", "why"), ("2. ", "seen")]
    sign_in(client, make_person(session, Role.OFFICER))
    assert 'name="answer_source"' in client.get(f"/staff/activities/{sourced.id}/enter").text


def test_a_test_begins_with_what_the_tester_says_comes_with_the_link(
    client: FormClient, session: Session, draft_survey: Activity, publish: PublishSurvey, sign_in: Any
) -> None:
    publish(draft_survey, ASKED)
    sign_in(client, make_person(session, Role.OFFICER))
    base = f"/staff/activities/{draft_survey.id}"
    shown = parsed(client.get(f"{base}/preview").text, is_page=True)
    assert [option.get("value") for option in shown.iter("option")] == ["", "poster", "email"]
    assert client.post_form(f"{base}/test", {"source": "poster"}).location == f"{base}/preview/p1"
    assert client.post_form(f"{base}/preview/p1", {"why": "Words"}).location == f"{base}/preview/p2"
    client.post_form(f"{base}/preview/p2", {"seen": "Yes"})
    assert client.post_form(f"{base}/test/check").status_code == 303
    (kept,) = sent_trials(session, draft_survey.id)
    assert kept.answers == {"source": "poster", "why": "Words", "seen": "Yes"}
    for given in ({}, {"source": ""}, {"source": "pigeon"}, {"why": "poster"}):
        client.post_form(f"{base}/test", given)
        assert client.post_form(f"{base}/preview/p1", {"why": "Words"}).location == f"{base}/test/check"


def test_the_builder_shows_the_links_and_the_preview_asks_nothing(
    client: FormClient, session: Session, draft_survey: Activity, publish: PublishSurvey, sign_in: Any
) -> None:
    publish(draft_survey, ASKED)
    sign_in(client, make_person(session, Role.OFFICER))
    shown = client.get(f"/survey/{draft_survey.id}/build/questions/source").text
    assert f"/take-part/{draft_survey.id}?source=poster" in shown
    assert "must answer" not in shown
    preview = client.get(f"/staff/activities/{draft_survey.id}/preview", follow_redirects=True).text
    assert "Question why?" in preview
    assert "/preview/p0" not in preview
    refused = client.post_form(
        f"/survey/{draft_survey.id}/build/add",
        {"label": "How?", "kind": "hidden", "options": "a", "required": "y", "then": "back"},
    )
    assert refused.status_code == 422
    assert "never asked" in refused.text


def test_it_cannot_be_required() -> None:
    with pytest.raises(Invalid):
        read_definition(survey(page("p1", {**SOURCE, "required": True})))


def test_an_invitation_that_is_entered_first_loses_nothing_of_the_link(
    client: FormClient, session: Session, sourced: Activity
) -> None:
    sourced.consultation.state = State.DRAFT
    open_to(session, sourced, Access.INVITED)
    (code,) = make_invitations(session, make_actor(session, Role.OFFICER), sourced, 1, seen=0)
    base = f"/take-part/{sourced.id}"
    way = re.search(r'href="([^"]*/invitation[^"]*)"', client.get(f"{base}?source=poster&other=x").text)
    assert way is not None
    assert way[1] == f"{base}/invitation?source=poster"
    assert f'action="{way[1]}"' in client.get(way[1]).text
    assert client.post_form(way[1], {"code": code}).location == f"{base}?source=poster"


def test_the_public_reads_no_marks_of_answers_in_what_changed() -> None:
    asked = item("why", label=text("Why ((seen|it))?"))
    definition = read_definition(survey(page("p1", item("seen")), page("p2", asked)))
    assert "((" not in as_text(definition)
    assert "Why [Question seen?]?" in as_text(definition)
