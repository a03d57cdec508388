"""Keying an original twice: the second officer does not see the first keying, and settles where they differ."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.models import Activity
from consult.files.models import FileState, StoredFile
from consult.kernel.authz import Role
from consult.submissions.letters import note_entry
from consult.submissions.models import Cause, Channel, EarlierAnswers, Status, Submission
from consult.submissions.revision import revise
from tests.consult.desk.test_transcription_views import seen
from tests.consult.submissions.test_letters import a_letter
from tests.factories import actor_for, make_person, make_submission
from tests.support.crawl import as_shown
from tests.support.pages import faults_of, parsed
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]


@pytest.fixture
def entry(session: Session, activity: Activity) -> Submission:
    """An entry that another officer typed, of no sample."""
    typist = make_person(session, Role.OFFICER)
    return make_submission(session, activity, channel=Channel.PAPER, transcribed_by=typist)


def words(page: str) -> list[list[str]]:
    """Return the cells of each row of the page’s table."""
    rows = parsed(page, is_page=True).iter("tr")
    return [[" ".join("".join(cell.itertext()).split()) for cell in row] for row in rows]


def test_the_first_keying_is_not_shown_and_two_that_agree_are_noted(
    client: FormClient, officer: Person, activity: Activity, entry: Submission
) -> None:
    url, queue = f"/staff/responses/{entry.id}/key-again", f"/staff/activities/{activity.id}/key-again"
    assert client.get(queue).location == url
    shown = client.get(url).text
    assert "Key 1 entered response a second time" in client.get(f"/staff/activities/{activity.id}/responses").text
    assert str(entry.answers["reasons"]) not in shown
    assert "checked" not in shown.split("<main")[1]
    assert client.post_form(url, seen(entry)).location == queue
    assert (entry.check_outcome, entry.checked_by_id) == ("agrees", officer.id)
    assert client.get(url).status_code == 404
    assert "no entry for you to key again" in client.get(client.get(queue).location).text


def test_where_both_differ_both_are_shown_and_the_second_word_is_kept_once_it_was_seen(
    client: FormClient, officer: Person, session: Session, entry: Submission
) -> None:
    url, first = f"/staff/responses/{entry.id}/key-again", str(entry.answers["reasons"])
    keyed = seen(entry, answer_reasons="The road is too near.", ward="Beckton")
    differing = client.post_form(url, keyed)
    assert differing.status_code == 422
    assert "The two keyings differ in 2 places." in differing.text
    assert words(differing.text)[1:] == [
        ["Where they live", "Abbey", "Beckton"],
        ["Tell us why.", first, "The road is too near."],
    ]
    assert client.get(url).status_code == 200
    # Another slip in the second attempt was not shown so far, and is shown first.
    again = {**as_shown(differing.text), "ward": "Abbey", "answer_position": "strongly_oppose"}
    other = client.post_form(url, again)
    assert other.status_code == 422
    assert [row[0] for row in words(other.text)[1:]] == ["Do you support the proposal?", "Tell us why."]
    settled = as_shown(other.text)
    assert client.post_form(url, settled).status_code == 303
    assert (entry.check_outcome, entry.answers["reasons"]) == ("corrected", "The road is too near.")
    before = session.scalars(select(EarlierAnswers).where(EarlierAnswers.submission_id == entry.id)).all()
    assert first in str([each.answers for each in before])


def test_two_who_key_at_once_lose_nothing(
    client: FormClient, officer: Person, session: Session, entry: Submission, sign_in: SignIn
) -> None:
    url = f"/staff/responses/{entry.id}/key-again"
    keyed = seen(entry, answer_reasons="The road is too near.")
    shown = as_shown(client.post_form(url, keyed).text)
    sign_in(client, make_person(session, Role.OFFICER))
    assert client.post_form(url, seen(entry)).status_code == 303
    late = client.post_form(url, shown)
    assert late.status_code == 409
    assert "The road is too near." in late.text
    assert entry.check_outcome == "agrees"


def test_nobody_keys_an_own_entry_again_or_one_that_does_not_count(
    client: FormClient, officer: Person, session: Session, activity: Activity, entry: Submission
) -> None:
    own = make_submission(session, activity, channel=Channel.PAPER, transcribed_by=officer)
    entry.status = Status.WITHDRAWN
    session.flush()
    for one in (own, entry):
        assert client.get(f"/staff/responses/{one.id}/key-again").status_code == 404
    assert client.get(f"/staff/activities/{activity.id}/key-again").location.endswith("/responses")


@pytest.mark.parametrize("step", ["key-again", "check", "correct", ""])
def test_the_scan_of_a_form_stands_beside_the_entry_for_whoever_looks_again(
    client: FormClient, officer: Person, activity: Activity, session: Session, entry: Submission, step: str
) -> None:
    entry.is_in_check_sample = True
    file = StoredFile(
        key="k" * 20,
        name="form 12.pdf",
        media_type="application/pdf",
        size=9,
        sha256="0" * 64,
        state=FileState.CLEANED,
    )
    session.add(file)
    session.flush()
    address = f"/staff/responses/{entry.id}/{step}".rstrip("/")
    assert "What it was entered from" not in client.get(address).text
    scan = a_letter(session, activity, file_id=file.id, channel=Channel.PAPER, trouble="It is a picture without text.")
    note_entry(session, scan, entry.id, seen=0)
    page = client.get(address).text
    assert "What it was entered from" in page
    assert "form%2012.pdf" in page
    assert faults_of(parsed(page, is_page=True)) == []
    revise(session, activity, entry, Cause.ERASURE, by=actor_for(session, officer), status=Status.WITHDRAWN)
    assert session.get(StoredFile, file.id) is None
