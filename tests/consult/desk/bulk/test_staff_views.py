"""Acts for many responses as officers do them: chosen, looked at, done and undone, and never past what was shown."""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.models import Activity
from consult.desk.bulk.models import BulkAct
from consult.desk.models import Tag
from consult.submissions.models import Channel, Status, Submission
from tests.factories import make_submission
from tests.support.web import FormClient


def test_an_officer_excludes_what_a_filter_finds_and_undoes_it(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    paper = make_submission(session, activity, channel=Channel.PAPER)
    web = make_submission(session, activity)
    desk = f"/staff/activities/{activity.id}/responses"
    (link,) = re.findall(r'href="([^"]*/responses/bulk[^"]*)"', client.get(f"{desk}?channel=paper").text)
    planned = client.post_form(link, {"kind": "exclude", "code": "duplicate", "reason": "One campaign"})
    assert planned.status_code == 303
    shown = client.get(planned.location).text
    assert "1 response will be changed" in shown
    assert paper.reference in shown
    assert web.reference not in shown
    assert "One campaign" in shown
    # What comes after it was looked at is not meant.
    make_submission(session, activity, channel=Channel.PAPER)
    assert client.post_form(f"{planned.location}/begin").status_code == 303
    session.expire_all()
    assert [row.status for row in session.scalars(select(Submission).order_by(Submission.id))] == [
        Status.EXCLUDED,
        Status.SUBMITTED,
        Status.SUBMITTED,
    ]
    assert "Undo this" in client.get(planned.location).text
    client.post_form(f"{planned.location}/undo")
    session.expire_all()
    assert {row.status for row in session.scalars(select(Submission))} == {Status.SUBMITTED}


def test_only_what_is_ticked_is_meant_and_a_new_tag_is_made(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    first, second = make_submission(session, activity), make_submission(session, activity)
    address = f"/staff/activities/{activity.id}/responses/bulk?pick={first.id}&pick=x&pick=99999&pick={'9' * 30}"
    assert "Do something with 1 response" in client.get(address).text
    planned = client.post_form(address, {"kind": "tag", "tag": "for legal"})
    client.post_form(f"{planned.location}/begin")
    (number,) = session.scalars(select(Tag.id))
    found = client.get(f"/staff/activities/{activity.id}/responses?tag={number}").text
    assert first.reference in found
    assert second.reference not in found


def test_whoever_ticks_nothing_is_asked_for_a_tick_and_acts_on_nothing(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    make_submission(session, activity)
    desk = f"/staff/activities/{activity.id}/responses"
    (button,) = re.findall(r'<button[^>]*name="(ticked)"', client.get(desk).text)
    for nothing in (f"{button}=1", "pick=x", f"{button}=1&pick={'9' * 30}"):
        address = f"{desk}/bulk?channel=web&{nothing}"
        refused = client.get(address)
        assert refused.status_code == 422
        assert "You have ticked no response." in refused.text
        assert f'href="{desk}?channel=web"' in refused.text
        assert client.post_form(address, {"kind": "exclude", "code": "duplicate"}).status_code == 422
    assert session.scalars(select(BulkAct)).all() == []


def test_what_is_not_begun_is_forgotten_and_what_is_can_be_stopped(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    make_submission(session, activity)
    address = f"/staff/activities/{activity.id}/responses/bulk"
    planned = client.post_form(address, {"kind": "assign", "person": str(officer.id)}).location
    assert client.post_form(f"{planned}/discard").status_code == 303
    assert client.get(planned).status_code == 404
    planned = client.post_form(address, {"kind": "assign", "person": str(officer.id)}).location
    client.post_form(f"{planned}/begin")
    assert client.post_form(f"{planned}/stop").status_code == 303
    assert client.post_form(f"{planned}/discard").status_code == 409
    assert "Assign to an officer" in client.get(address).text
