"""Links to a preview: hard to guess, for 14 days, to be taken back, and kept as a digest alone."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.audit.models import AuditEntry
from consult.consultations.models import Activity
from consult.journey.models import PreviewLink
from consult.journey.previews import (
    LASTS,
    activity_by_secret,
    links_of,
    make_link,
    previewed,
    purge_preview_links,
    revoke_link,
)
from consult.kernel import clock
from consult.kernel.authz import Actor, Role
from consult.kernel.errors import Gone, NotFound
from tests.factories import make_actor


@pytest.fixture
def officer(session: Session) -> Actor:
    """An officer."""
    return make_actor(session, Role.OFFICER)


def test_only_a_digest_of_a_link_is_kept(session: Session, officer: Actor, activity: Activity) -> None:
    secret = make_link(session, officer, activity)
    link = session.scalars(select(PreviewLink)).one()
    assert len(secret) >= 40
    assert secret not in (link.token_hash, str(link.id))
    assert activity_by_secret(session, secret) is activity
    with pytest.raises(NotFound):
        activity_by_secret(session, link.token_hash)
    with pytest.raises(NotFound):
        activity_by_secret(session, "")


def test_a_link_runs_out_and_is_deleted_later(session: Session, officer: Actor, activity: Activity) -> None:
    secret, at = make_link(session, officer, activity), clock.now()
    with clock.set_clock(at + LASTS - timedelta(minutes=5)):
        assert activity_by_secret(session, secret) is activity
        assert len(session.scalars(links_of(activity.id)).all()) == 1
    with clock.set_clock(at + LASTS + timedelta(minutes=5)):
        assert session.scalars(links_of(activity.id)).all() == []
        assert purge_preview_links(session) == 0
    with clock.set_clock(at + 2 * LASTS + timedelta(minutes=5)):
        assert purge_preview_links(session) == 1


def test_a_link_that_ran_out_leads_nowhere(session: Session, officer: Actor, activity: Activity) -> None:
    secret = make_link(session, officer, activity)
    link = session.scalars(select(PreviewLink)).one()
    link.expires_at = clock.now() - timedelta(minutes=1)
    session.flush()
    with pytest.raises(Gone, match="more than 14 days old"):
        activity_by_secret(session, secret)


def test_a_link_is_taken_back_once(session: Session, officer: Actor, activity: Activity) -> None:
    secret, other = make_link(session, officer, activity), make_link(session, officer, activity)
    newest, first = session.scalars(links_of(activity.id))
    for _ in range(2):
        revoke_link(session, officer, activity, first)
    with pytest.raises(Gone, match="taken back"):
        activity_by_secret(session, secret)
    assert activity_by_secret(session, other) is activity
    assert session.scalars(links_of(activity.id)).all() == [newest]
    names = session.scalars(select(AuditEntry.name).where(AuditEntry.name.like("submissions.preview%"))).all()
    assert sorted(names) == [*["submissions.preview_link_made"] * 2, "submissions.preview_link_revoked"]


def test_a_written_response_is_previewed_as_it_is(session: Session, activity: Activity) -> None:
    assert [question.key for question in previewed(session, activity).questions] == ["position", "reasons"]
