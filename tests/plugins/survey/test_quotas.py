"""Quotas: who comes when it is full is told before answering more, and never more are counted than are wanted."""

import re
import threading
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, State
from consult.journey.drafts import Content, find_draft, start_draft
from consult.journey.quotas import QuotaFull
from consult.journey.services import submit
from consult.kernel import clock
from consult.kernel.authz import Role
from consult.kernel.db import Database
from consult.kernel.errors import Invalid
from consult.submissions.models import Status, Submission
from consult.submissions.questionnaires import all_versions, known_kinds
from consult.submissions.revision import set_status
from consult.submissions.tallies import counts_of, quotas_counted, recount
from plugins.survey import services
from plugins.survey.checks import problems_of
from plugins.survey.document import dump, read_definition
from plugins.survey.queries import find_draft as find_version
from tests.factories import make_activity, make_actor, make_consultation, make_person
from tests.plugins.survey.conftest import OpenSurvey, PublishSurvey, item, page, survey, text
from tests.plugins.survey.test_questions import send, walk
from tests.support.web import FormClient

IS_A = {"q": "first", "op": "eq", "value": "a"}
ENOUGH = page("enough", title=text("Enough of A"), text=text("Many people said A."), exit=True, quota=2, show_if=IS_A)
ASKED = survey(page("p1", item("first", "radios")), ENOUGH, page("p2", item("more")))


@pytest.fixture
def limited(opened: OpenSurvey) -> Activity:
    """A survey that takes two responses of those who say A."""
    return opened(ASKED)


def another(client: FormClient, session: Session) -> FormClient:
    """Return another person’s browser."""
    fresh = client.application.test_client()
    assert isinstance(fresh, FormClient)
    fresh.shared = session
    return fresh


def fill(client: FormClient, session: Session, activity: Activity) -> None:
    """Let two people say A."""
    for _number in range(2):
        one = another(client, session)
        walk(one, activity, {"first": "a"})
        assert send(one, activity).location.endswith("/done")


def test_whoever_comes_later_is_told_before_they_answer_more_and_can_change_their_answer(
    client: FormClient, session: Session, limited: Activity
) -> None:
    fill(client, session, limited)
    base = f"/take-part/{limited.id}"
    client.post_form(f"{base}/start")
    assert client.get(f"{base}/question/enough").status_code == 404
    place = client.post_form(f"{base}/question/p1", {"first": "a"}).location
    told = client.get(place)
    assert told.status_code == 409
    assert "Enough of A" in told.text
    assert "Many people said A." in told.text
    assert f'href="{base}/question/p1"' in told.text
    assert client.get(f"{base}/check").status_code == 409
    assert client.get(f"{base}/question/p1").status_code == 200
    assert walk_on(client, activity_base=base, answers={"first": "b", "more": "Words"}) == ["p1", "p2"]
    assert send(client, limited).location.endswith("/done")
    assert quotas_counted(session, limited.id) == {"enough": 2}


def test_whoever_is_over_by_what_is_worked_out_can_change_what_it_is_made_from(
    client: FormClient, session: Session, opened: OpenSurvey
) -> None:
    total = item("total", "computed", formula={"sum": [{"q": "first"}]})
    doubled = item("doubled", "computed", formula={"sum": [{"q": "total"}, {"q": "total"}]})
    enough = {**ENOUGH, "show_if": {"q": "doubled", "op": "ge", "value": 4}}
    asked = opened(
        survey(page("p1", item("first", "number")), page("p0", total, doubled), enough, page("p2", item("more")))
    )
    for _number in range(2):
        one = another(client, session)
        walk(one, asked, {"first": "2"})
        assert send(one, asked).location.endswith("/done")
    assert quotas_counted(session, asked.id) == {"enough": 2}
    base = f"/take-part/{asked.id}"
    client.post_form(f"{base}/start")
    told = client.get(client.post_form(f"{base}/question/p1", {"first": "2", "doubled": "0"}).location)
    assert told.status_code == 409
    assert f'href="{base}/question/p1"' in told.text
    assert f'href="{base}/question/p0"' not in told.text
    assert client.get(f"{base}/question/p1").status_code == 200
    assert walk_on(client, activity_base=base, answers={"first": "1", "more": "Words"}) == ["p1", "p2"]
    assert send(client, asked).location.endswith("/done")


def walk_on(client: FormClient, *, activity_base: str, answers: dict[str, Any]) -> list[str]:
    """Answer the pages of the survey again from the first."""
    asked = []
    for page_id in ("p1", "p2"):
        assert client.post_form(f"{activity_base}/question/{page_id}", answers).status_code == 303
        asked.append(page_id)
    return asked


def test_what_comes_over_the_quota_is_not_sent_and_not_lost(
    client: FormClient, session: Session, limited: Activity
) -> None:
    late = another(client, session)
    walk(late, limited, {"first": "a", "more": "Kept words"})
    fill(client, session, limited)
    refused = send(late, limited)
    assert refused.status_code == 409
    assert "Many people said A." in refused.text
    assert session.scalar(select(func.count()).select_from(Submission)) == 2
    late.post_form(f"/take-part/{limited.id}/question/p1?change=1", {"first": "b"})
    assert "Kept words" in late.get(f"/take-part/{limited.id}/check").text


def test_a_place_that_is_given_up_is_free_and_one_that_is_held_stays(
    client: FormClient, session: Session, limited: Activity
) -> None:
    walk(client, limited, {"first": "a"})
    send(client, limited)
    fill_one = another(client, session)
    walk(fill_one, limited, {"first": "a"})
    send(fill_one, limited)
    # Whoever is counted may change another answer.
    client.post_form(f"/take-part/{limited.id}/change")
    client.post_form(f"/take-part/{limited.id}/question/p2?change=1", {"more": "Changed"})
    assert send(client, limited).location.endswith("/done")
    first = session.scalars(select(Submission).order_by(Submission.id)).first()
    assert first is not None
    assert first.answers["more"] == "Changed"
    set_status(session, limited, first, Status.WITHDRAWN)
    assert quotas_counted(session, limited.id) == {"enough": 1}
    kept = counts_of(session, limited.id)
    assert recount(session, limited.id, all_versions(session, limited), known_kinds(session))["quota"] == {"enough": 1}
    assert kept["quota"]["enough"] == 1


def test_of_many_who_send_at_once_no_more_are_taken_than_are_wanted(live_database: Database) -> None:
    with live_database.unit_of_work() as session:
        begun = clock.now() - timedelta(days=7)
        activity = make_activity(session, make_consultation(session, state=State.DRAFT, opens_at=begun), "survey")
        officer = make_actor(session, Role.OFFICER)
        services.change_draft(session, officer, activity, lambda _draft: read_definition(ASKED))
        services.publish(session, officer, activity, seen=find_version(session, activity.id).as_seen)
        activity.consultation.state = State.OPEN
        session.flush()
        activity_id = activity.id
        content = Content(answers={"first": "a"})
        codes = [start_draft(session, activity_id, 1, content=content) for _number in range(6)]
    refused: list[str] = []
    start = threading.Barrier(len(codes))

    def answer(code: str) -> None:
        start.wait()
        try:
            live_database.write(lambda opened: submit(opened, code))
        except QuotaFull:
            refused.append(code)

    threads = [threading.Thread(target=answer, args=(code,)) for code in codes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with live_database.reading() as session:
        assert quotas_counted(session, activity_id) == {"enough": 2}
        assert len(refused) == 4
        assert all(find_draft(session, code) is not None for code in refused)


def test_an_officer_sets_a_quota_and_sees_how_full_it_is(
    client: FormClient, session: Session, limited: Activity, sign_in: Any
) -> None:
    fill(client, session, limited)
    officer = another(client, session)
    sign_in(officer, make_person(session, Role.OFFICER))
    shown = officer.get(f"/survey/{limited.id}/build").text
    assert "The survey ends here if “Question first?” is “Answer a”, once 2 such responses were sent." in shown
    assert "Sent so far: 2 of 2." in shown


def test_an_officer_makes_one_in_the_builder(
    client: FormClient, session: Session, draft_survey: Activity, publish: PublishSurvey, sign_in: Any
) -> None:
    publish(draft_survey, survey(page("p1", item("first", "radios"))))
    sign_in(client, make_person(session, Role.OFFICER))
    base = f"/survey/{draft_survey.id}/build"
    typed = {"title": "Enough", "depends_on": "first", "operator": "eq", "value": "Answer a", "quota": "50"}
    refused = client.post_form(f"{base}/pages/new", typed)
    assert refused.status_code == 422
    assert "Only a page at which the survey ends can have a quota" in refused.text
    assert client.post_form(f"{base}/pages/new", {**typed, "exit": "y"}).status_code == 303
    shown = client.get(base).text
    assert "once 50 such responses were sent" in shown
    assert "Sent so far: 0 of 50." in shown
    assert 'value="50"' in client.get(f"{base}/pages/p2").text


def test_a_quota_may_come_last_and_needs_a_condition() -> None:
    first = page("p1", item("first", "radios"))
    assert problems_of(read_definition(survey(first, ENOUGH))) == []
    assert "end for everybody" in problems_of(read_definition(survey(first, {**ENOUGH, "show_if": None})))[0]
    with pytest.raises(Invalid, match="from 1 to"):
        read_definition(survey(first, {**ENOUGH, "quota": 0}))
    assert "quota" not in dump(read_definition(survey(first)))["sections"][0]["pages"][0]


def test_the_text_of_a_full_quota_is_read_as_that_of_other_pages(
    client: FormClient, session: Session, opened: OpenSurvey
) -> None:
    words = "See [what **others** said](https://example.com/).\n\n<b>Bold</b>"
    enough = {**ENOUGH, "text": text(words)}
    asked = opened(survey(page("p1", item("first", "radios")), enough, page("p2", item("more"))))
    fill(client, session, asked)
    client.post_form(f"/take-part/{asked.id}/start")
    told = client.get(client.post_form(f"/take-part/{asked.id}/question/p1", {"first": "a"}).location)
    assert told.status_code == 409
    assert re.search('<a [^>]*href="https://example.com/"[^>]*>what <strong>others</strong> said</a>', told.text)
    assert "<b>" not in told.text
