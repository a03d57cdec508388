"""What an officer takes out of a plugin's texts is gone from everywhere, and its files are checked and fetched."""

import io
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from consult import testing
from consult.consultations.models import Activity, State
from consult.contract.plugin import Plugin
from consult.files.models import StoredFile
from consult.kernel import clock
from consult.kernel.authz import SYSTEM, Role
from consult.kernel.db import Database
from consult.sdk.publishing import Audience
from tests.outside.consult_pledge import plugin, services
from tests.outside.consult_pledge.exports import rows
from tests.outside.consult_pledge.models import Pledge
from tests.support.documents import picture

consult_app, consult_database, consult_visitor = testing.consult_app, testing.consult_database, testing.consult_visitor
consult_activity, consult_worker = testing.consult_activity, testing.consult_worker

NAME, WITNESS = "Mary Smith", "Fatima Khan"
KEPT = "will plant a tree"
REGISTER = "/registers/pledge.pledges"


@pytest.fixture
def consult_plugin() -> Plugin:
    """The plugin under test."""
    return plugin


@pytest.fixture
def activity(consult_activity: testing.Activities) -> Activity:
    """Pledges in an open consultation."""
    return consult_activity()


@pytest.fixture
def officer(consult_visitor: testing.Visitors) -> testing.Visitor:
    """An officer."""
    return consult_visitor(Role.OFFICER)


@pytest.fixture
def pledge(
    activity: Activity, officer: testing.Visitor, consult_database: Database, consult_worker: Callable[[], int]
) -> Pledge:
    """A pledge that names somebody, of which an officer reported with a photo and the name of somebody else."""
    made = {"form_key": "one", "text": f"{NAME} {KEPT}.", "because_of": ""}
    assert officer.post_form(f"/pledge/{activity.id}/make", made).status_code == 303
    with consult_database.reading() as session:
        number = session.scalars(select(Pledge.id)).one()
    told = {"finding": f"{WITNESS} saw the tree.", "photo": (io.BytesIO(picture("PNG")), "tree.png")}
    assert officer.post_form(f"/staff/pledge/pledges/{number}/report", told).status_code == 303
    consult_worker()
    with consult_database.reading() as session:
        return session.get_one(Pledge, number)


@pytest.fixture
def redacted(pledge: Pledge, activity: Activity, officer: testing.Visitor) -> Pledge:
    """The same pledge, after an officer took both names out."""
    page = officer.get(f"/pledge/{activity.id}").text
    assert NAME in page
    assert WITNESS in page
    officer.redact("submission", pledge.submission_id, NAME)
    officer.redact("pledge", pledge.id, WITNESS)
    return pledge


def without_names(visitor: testing.Visitor, addresses: list[str]) -> list[str]:
    """Return what stands on these pages, once neither name does."""
    texts = []
    for address in addresses:
        page = visitor.get(address)
        assert page.status_code == 200, address
        assert NAME not in page.text, address
        assert WITNESS not in page.text, address
        texts.append(page.text)
    return texts


def test_public_pages_and_the_register_are_without_the_names(
    redacted: Pledge, activity: Activity, consult_visitor: testing.Visitors
) -> None:
    files = [
        f"{REGISTER}/data.csv",
        f"{REGISTER}/data.json",
        f"{REGISTER}/rows/{redacted.id}",
        f"/pledge/{activity.id}",
    ]
    rest = [REGISTER, f"{REGISTER}/feed.atom", f"{REGISTER}/datapackage.json"]
    texts = without_names(consult_visitor(), [*files, *rest, f"/consultations/{activity.consultation.slug}"])
    assert all(KEPT in text and "saw the tree" in text for text in texts[: len(files)])


def test_pages_of_staff_search_and_the_audit_log_are_without_the_names(
    redacted: Pledge, activity: Activity, officer: testing.Visitor, consult_visitor: testing.Visitors
) -> None:
    desk = f"/staff/activities/{activity.id}/responses"
    texts = without_names(officer, [f"/staff/pledge/{activity.id}", f"/staff/responses/{redacted.submission_id}", desk])
    assert all(KEPT in text for text in texts)
    assert "What they pledge" in texts[1]
    assert KEPT in officer.get(f"{desk}?q=tree").text
    assert KEPT not in officer.get(f"{desk}?q=Mary").text
    (log,) = without_names(consult_visitor(Role.AUDITOR), ["/staff/audit-log"])
    assert "said what came of a pledge" in log


@pytest.mark.parametrize("audience", list(Audience))
def test_the_export_is_without_the_names(
    redacted: Pledge, activity: Activity, officer: testing.Visitor, consult_database: Database, audience: Audience
) -> None:
    with consult_database.reading() as session:
        told = list(rows(session, activity.id, ["text", "finding"], audience))
    with consult_database.unit_of_work() as session:
        consultation = session.get_one(Activity, activity.id).consultation
        consultation.state, consultation.closes_at = State.CLOSED, clock.now() - timedelta(minutes=1)
    form = {"what": f"pledge.pledges:{activity.id}", "file_format": "csv", "audience": audience}
    sent = officer.post_form(f"/staff/consultations/{activity.consultation.slug}/export", form)
    assert sent.status_code == 200
    for text in (str(told), sent.text):
        assert KEPT in text
        assert "saw the tree" in text
        assert NAME not in text
        assert WITNESS not in text


def test_everybody_fetches_the_photo_that_was_checked_until_the_pledge_is_excluded(
    pledge: Pledge, activity: Activity, officer: testing.Visitor, consult_visitor: testing.Visitors
) -> None:
    address = re.search(r'href="([^"]+tree\.png)"', consult_visitor().get(f"/pledge/{activity.id}").text)
    assert address is not None
    with consult_visitor().get(address[1]) as sent:
        assert sent.data.startswith(b"\x89PNG")
    excluded = officer.post_form(f"/staff/responses/{pledge.submission_id}/exclude", {"code": "test"})
    assert excluded.status_code == 303
    assert consult_visitor().get(address[1]).status_code == 404
    assert KEPT not in consult_visitor().get(f"/pledge/{activity.id}").text
    assert KEPT not in consult_visitor().get(f"{REGISTER}/data.csv").text


def test_a_photo_that_is_none_is_refused_and_nothing_typed_is_lost(
    activity: Activity, officer: testing.Visitor, consult_database: Database
) -> None:
    officer.post_form(f"/pledge/{activity.id}/make", {"form_key": "one", "text": "I will.", "because_of": ""})
    told = {"finding": "We saw it.", "photo": (io.BytesIO(b"MZ"), "tree.exe")}
    refused = officer.post_form("/staff/pledge/pledges/1/report", told)
    assert refused.status_code == 422
    assert "We saw it." in refused.text
    with consult_database.reading() as session:
        assert session.scalars(select(Pledge.finding)).all() == [""]
        assert session.scalars(select(StoredFile)).all() == []


def test_a_report_is_made_once_and_goes_with_the_pledge(pledge: Pledge, consult_database: Database) -> None:
    with consult_database.unit_of_work() as session:
        again = session.get_one(Pledge, pledge.id)
        services.report_on_pledge(session, SYSTEM, again, finding=f"{WITNESS} saw the tree.")
        assert again.photo_id is not None
        services.delete_pledge(session, SYSTEM, again)
    with consult_database.reading() as session:
        assert session.scalars(select(StoredFile)).all() == []
