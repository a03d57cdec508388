"""The desk as an officer uses it."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.audit.lines import lines_of
from consult.audit.models import AuditEntry
from consult.consultations.models import Activity
from consult.desk.transcription import check_entry
from consult.journey.drafts import Content, start_draft
from consult.journey.services import submit
from consult.kernel.authz import Role
from consult.submissions.models import Channel, Reading, Submission
from tests.consult.desk.test_transcription import original_of
from tests.factories import actor_for, make_person, make_submission
from tests.support.redaction import seen_on
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]


def test_the_list_shows_the_newest_first_and_finds_words_in_any_form(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    first = make_submission(session, activity, answers={"reasons": "The cameras scanned my children."})
    second = make_submission(session, activity, answers={"reasons": "Nothing to add."})
    page = client.get(f"/staff/activities/{activity.id}/responses").text
    assert page.index(second.reference) < page.index(first.reference)
    found = client.get(f"/staff/activities/{activity.id}/responses?q=camera+scanning").text
    assert first.reference in found
    assert second.reference not in found
    assert "1 response" in found


def test_lists_are_cut_into_pages_by_key(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    made = [make_submission(session, activity).reference for _ in range(53)]
    first = client.get(f"/staff/activities/{activity.id}/responses").text
    assert made[0] not in first
    older = re.search(r'href="([^"]*before=\d+[^"]*)"', first)
    assert older is not None
    second = client.get(older[1].replace("&amp;", "&")).text
    assert [text for text in made if text in second] == made[:3]


def test_filters_narrow_by_channel_status_and_reading(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    paper = make_submission(session, activity, channel=Channel.PAPER)
    web = make_submission(session, activity)
    address = f"/staff/activities/{activity.id}/responses"
    assert web.reference not in client.get(f"{address}?channel=paper").text
    assert paper.reference in client.get(f"{address}?channel=paper").text
    client.post_form(f"/staff/responses/{paper.id}/read")
    unread = client.get(f"{address}?unread=y").text
    assert paper.reference not in unread
    assert web.reference in unread


def test_the_places_to_filter_by_are_those_that_responses_came_from(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    here = take_one(session, activity, area="Abbey")
    there = take_one(session, activity, area="Beckton")
    address = f"/staff/activities/{activity.id}/responses"
    assert re.findall(r'<option value="([^"]+)"[^>]*>\s*(?:Abbey|Beckton)', client.get(address).text) == [
        "Abbey",
        "Beckton",
    ]
    narrowed = client.get(f"{address}?area=Abbey").text
    assert here in narrowed
    assert there not in narrowed


def take_one(session: Session, activity: Activity, *, area: str) -> str:
    """Send a response from a place, and return its reference."""
    content = Content(answers={"position": "support"}, area=area)
    return submit(session, start_draft(session, activity.id, activity.settings_version, content=content))


def test_looking_is_not_reading_and_going_on_is(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    older, newer = make_submission(session, activity), make_submission(session, activity)
    client.get(f"/staff/responses/{newer.id}")
    assert session.scalars(select(Reading)).all() == []
    response = client.post_form(f"/staff/responses/{newer.id}/read?channel=web")
    assert response.location == f"/staff/responses/{older.id}?channel=web"
    client.post_form(f"/staff/responses/{newer.id}/read")
    assert [reading.person_id for reading in session.scalars(select(Reading))] == [officer.id]
    last = client.post_form(f"/staff/responses/{older.id}/read")
    assert last.location == f"/staff/activities/{activity.id}/responses"


def test_redacting_and_excluding_lead_back_into_the_list_that_was_being_read(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    sent = make_submission(session, activity, answers={"reasons": "Ask Ada Stone about the lamps"})
    read = f"/staff/responses/{sent.id}?q=lamps&channel=web"
    page = client.get(read).text.replace("&amp;", "&")
    words = f"/staff/records/submission/{sent.id}/words?q=lamps&channel=web"
    assert words in page
    found = client.get(f"{words}&words=ada+stone").text
    assert '<input type="hidden" name="q" value="lamps">' in found
    form = {"which": "all", "seen": seen_on(found), "code": "personal"}
    assert client.post_form(f"{words}&words=ada+stone", form).location == read
    form = {"code": "duplicate"}
    assert client.post_form(f"/staff/responses/{sent.id}/exclude?q=lamps&channel=web", form).location == read


def test_an_entered_response_says_who_entered_and_who_checked_it(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    second = make_person(session, Role.OFFICER, name="Grace Field")
    sent = make_submission(session, activity, channel=Channel.PAPER)
    sent.transcribed_by_id, sent.is_in_check_sample = officer.id, True
    session.flush()
    before = client.get(f"/staff/responses/{sent.id}").text
    assert "Entered by" in before
    assert officer.name in before
    assert "Waits for a second officer" in before
    check_entry(session, actor_for(session, second), activity, sent, original_of(sent), seen=sent.revision)
    assert "Agrees with the original, by Grace Field" in client.get(f"/staff/responses/{sent.id}").text
    assert "Entered by" not in client.get(f"/staff/responses/{make_submission(session, activity).id}").text
    told = [line.sentence for line in lines_of(session, session.scalars(select(AuditEntry)).all())]
    assert f"{second.name} checked the entered response {sent.reference}: agrees" in told


def test_what_people_wrote_is_never_markup(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    sent = make_submission(session, activity, xss=True)
    for address in (f"/staff/responses/{sent.id}", f"/staff/activities/{activity.id}/responses"):
        assert "<script>alert" not in client.get(address).text


@pytest.mark.parametrize("role", [Role.COUNCILLOR, Role.GROUP_MEMBER, Role.AUTHORISING_OFFICER])
def test_others_do_not_learn_that_a_response_exists(
    client: FormClient, session: Session, activity: Activity, sign_in: SignIn, role: Role
) -> None:
    sent = make_submission(session, activity)
    sign_in(client, make_person(session, role))
    assert client.get(f"/staff/responses/{sent.id}").status_code == 404
    assert client.get(f"/staff/activities/{activity.id}/responses").status_code == 403


def test_an_auditor_reads_but_does_not_change(
    client: FormClient, session: Session, activity: Activity, sign_in: SignIn
) -> None:
    sent = make_submission(session, activity)
    sign_in(client, make_person(session, Role.AUDITOR))
    page = client.get(f"/staff/responses/{sent.id}")
    assert page.status_code == 200
    assert "Read, " not in page.text
    assert client.post_form(f"/staff/responses/{sent.id}/read").status_code == 303
    assert session.scalars(select(Reading)).all() == []
    assert client.post_form(f"/staff/responses/{sent.id}/exclude", {"code": "test"}).status_code == 403
    assert session.scalars(select(Submission.status)).one() == "submitted"


@pytest.mark.parametrize("typed", ["canning town", " CANNING  TOWN ", "Canning Town"])
def test_a_ward_is_found_however_it_is_typed(
    client: FormClient, session: Session, activity: Activity, officer: Person, typed: str
) -> None:
    there, elsewhere = (make_submission(session, activity, area=area) for area in ("Canning Town", "Abbey"))
    shown = client.get(f"/staff/activities/{activity.id}/responses", query_string={"area": typed}).text
    assert there.reference in shown
    assert elsewhere.reference not in shown


@pytest.mark.parametrize(
    ("kept", "typed"), [("E13", "e13"), ("e13", "e13"), ("E13", "E13 "), ("Elsewhere", "Elsewhere")]
)
def test_a_postcode_district_is_found_however_it_is_typed(
    client: FormClient, session: Session, activity: Activity, officer: Person, kept: str, typed: str
) -> None:
    there = make_submission(session, activity, area=kept)
    shown = client.get(f"/staff/activities/{activity.id}/responses", query_string={"area": typed}).text
    assert there.reference in shown
