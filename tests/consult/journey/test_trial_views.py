"""A test of the journey, on the desk and by a link: answered, checked, sent, and nowhere among responses."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.models import Activity, State
from consult.contract.plugin import Audience
from consult.exports.responses import columns, rows
from consult.exports.summary import summarise
from consult.files.models import StoredFile
from consult.journey.models import TrialResponse
from consult.journey.trials import count_trials, sent_trials
from consult.kernel.authz import Role
from consult.kernel.types import Base
from tests.consult.journey.test_preview_views import path_of
from tests.factories import make_person, make_submission
from tests.support.asked_files import survey_with_photo
from tests.support.pages import faults_of, parsed
from tests.support.web import FormClient

PAGES: dict[str, dict[str, Any]] = {
    "position": {"position": "support"},
    "reasons": {"reasons": "A tester's words"},
    "where-you-live": {"district": "E16 1DR"},
    "answer-about-you": {"willing": "yes"},
    "about-you": {"sex": "female"},
}


def everything_but_tests(session: Session) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table except those of tests."""
    tables = [table for table in Base.metadata.sorted_tables if table.name != TrialResponse.__tablename__]
    return {table.name: sorted(map(tuple, session.execute(select(table))), key=repr) for table in tables}


def results_of(session: Session, activity: Activity) -> list[object]:
    """Return the export of responses and the summary of an activity."""
    names = [column.name for column in columns(session, activity.id)]
    return [[*rows(session, activity.id, names, Audience.OFFICER)], summarise(session, activity)]


def test_an_officer_sends_a_test_and_nothing_else_in_the_database_changes(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    make_submission(session, activity)
    client.get(f"/staff/activities/{activity.id}/preview")  # notes that she was here
    before, results = everything_but_tests(session), results_of(session, activity)
    base = f"/staff/activities/{activity.id}"
    begun = client.post_form(f"{base}/test")
    at = begun.location
    assert at == f"{base}/preview/position"
    for page, given in PAGES.items():
        assert at == f"{base}/preview/{page}"
        shown = client.get(at)
        assert "This is a test. What you send counts nowhere." in shown.text
        at = client.post_form(at, given).location
    assert at == f"{base}/test/check"
    check = client.get(at).text
    assert [words in check for words in ("Check the test answers", "A tester&#39;s words", "E16", "Yes")] == [True] * 4
    assert "Female" not in check
    sent = client.post_form(at)
    assert sent.location == f"{base}/test-answers"
    assert client.post_form(f"{base}/test/check").location == f"{base}/preview", "sent twice is sent once"
    (kept,) = sent_trials(session, activity.id)
    assert (kept.answers, kept.area) == ({"position": "support", "reasons": "A tester's words"}, "E16")
    assert kept.tester_id == officer.id
    assert (everything_but_tests(session), results_of(session, activity)) == (before, results)


def test_an_answer_is_changed_from_the_check_and_comes_back_to_it(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    base = f"/staff/activities/{activity.id}"
    client.post_form(f"{base}/test")
    for page, given in PAGES.items():
        client.post_form(f"{base}/preview/{page}", given)
    change = f"{base}/preview/reasons?change=1"
    assert change in client.get(f"{base}/test/check").text
    assert "A tester&#39;s words" in client.get(change).text
    assert client.post_form(change, {"reasons": "Others"}).location == f"{base}/test/check"
    client.post_form(f"{base}/test/check")
    (kept,) = sent_trials(session, activity.id)
    assert kept.answers["reasons"] == "Others"


def test_an_empty_test_is_refused_as_an_empty_response_is(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    base = f"/staff/activities/{activity.id}"
    client.post_form(f"{base}/test")
    refused = client.post_form(f"{base}/test/check")
    assert (refused.status_code, "You have not answered any question" in refused.text) == (422, True)
    assert count_trials(session, activity.id) == 0


def test_a_test_is_ended_without_sending(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    base = f"/staff/activities/{activity.id}"
    client.post_form(f"{base}/test")
    assert "End the test without sending" in client.get(f"{base}/preview").text
    assert client.post_form(f"{base}/test/stop").location == f"{base}/preview"
    assert "The test has ended" in client.get(f"{base}/preview").text
    assert session.scalars(select(TrialResponse)).all() == []
    assert client.get(f"{base}/test/check").location == f"{base}/preview"


def test_a_second_test_in_a_browser_takes_the_place_of_the_first(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    for _ in range(3):
        client.post_form(f"/staff/activities/{activity.id}/test")
    assert len(session.scalars(select(TrialResponse.id)).all()) == 1


def test_whoever_has_a_link_sends_a_test_and_reads_none(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    activity.consultation.state = State.DRAFT
    session.commit()
    link = path_of(client.post_form(f"/staff/activities/{activity.id}/preview-links").text)
    secret = link.rsplit("/", 1)[-1]
    manager = FormClient(client.application)
    begun = manager.post_form(f"/test/{secret}")
    assert (begun.location, begun.headers["X-Robots-Tag"]) == (f"{link}/position", "noindex, nofollow")
    at = begun.location
    for given in ({"position": "support"}, {"reasons": "Mine"}, {}, {"willing": "no"}):
        at = manager.post_form(at, given).location
    assert at == f"/test/{secret}/check"
    check = manager.get(at)
    assert "/staff/" not in check.text
    assert faults_of(parsed(check.text, is_page=True)) == []
    assert manager.post_form(at).location == link
    assert "Your answers were sent as a test. They count nowhere." in manager.get(link).text
    (kept,) = sent_trials(session, activity.id)
    assert (kept.tester_id, kept.answers["reasons"]) == (None, "Mine")
    assert manager.get(f"/staff/activities/{activity.id}/test-answers").location.startswith("/sign-in")
    assert manager.post_form("/test/made-up").status_code == 404
    assert manager.post_form(f"/test/{secret}/stop").location == link


def test_a_test_that_was_cleared_meanwhile_says_so(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    base = f"/staff/activities/{activity.id}"
    client.post_form(f"{base}/test")
    session.delete(session.scalars(select(TrialResponse)).one())
    session.flush()
    gone = client.post_form(f"{base}/test/check")
    assert (gone.status_code, "This test is no longer here" in gone.text) == (410, True)


def test_a_page_that_asks_for_a_file_behaves_in_a_test_and_nothing_of_the_file_is_kept(
    client: FormClient, session: Session, sign_in: Any
) -> None:
    sign_in(client, make_person(session, Role.OFFICER))
    activity = survey_with_photo(session)
    base = f"/staff/activities/{activity.id}"
    client.post_form(f"{base}/test")
    assert client.post_form(f"{base}/preview/p1", {"place": "The library"}).location == f"{base}/preview/p2"
    page = client.get(f"{base}/preview/p2").text
    assert 'type="file"' in page
    assert "multipart" not in page
    assert "No file is sent" in page
    refused = client.post_form(f"{base}/preview/p2", {"photo": "Mrs Miggins.exe"})
    assert refused.status_code == 422
    assert "The file must be one of" in refused.text
    # Without a file the page that asks what it shows is passed by; with one it is asked.
    assert client.post_form(f"{base}/preview/p2", {"photo": ""}).location == f"{base}/test/check"
    assert client.post_form(f"{base}/preview/p2", {"photo": "Mrs Miggins.jpg"}).location == f"{base}/preview/p3"
    check = client.get(f"{base}/test/check").text
    assert "Picture (JPEG)" in check
    assert "Miggins" not in check
    client.post_form(f"{base}/preview/p3", {"shown": "Steps"})
    assert client.post_form(f"{base}/test/check").status_code == 303
    (sent,) = sent_trials(session, activity.id)
    assert sent.answers["photo"].startswith("photo-")
    assert session.scalars(select(StoredFile)).all() == []


def test_a_preview_goes_the_way_of_whoever_sent_a_file(client: FormClient, session: Session, sign_in: Any) -> None:
    sign_in(client, make_person(session, Role.OFFICER))
    base = f"/staff/activities/{survey_with_photo(session).id}/preview"
    assert client.post_form(f"{base}/p2", {"photo": "a.png"}).location == f"{base}/p3"
    assert client.post_form(f"{base}/p2", {"photo": ""}).location == base
