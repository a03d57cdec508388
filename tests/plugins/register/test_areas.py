"""Who follows the register or a ward is told of new deployments and versions, and of nothing that is withheld."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.citations.queries import reference_to
from consult.follows.queries import shown_news
from consult.follows.services import keep_ward
from consult.kernel.authz import SYSTEM
from plugins.register.areas import find_area
from plugins.register.models import Deployment
from plugins.register.pauses import pause, resume
from plugins.register.services import Plan, announce, cancel
from plugins.register.withholding import release, withhold
from tests.consult.follows.conftest import following, mails, run_jobs
from tests.plugins.register.conftest import STRATFORD, taken
from tests.support.web import FormClient

HEAD = "location,date,ward\n"
ADDED = "New deployments on the register"
ANNOUNCED = "A deployment is announced"


def plan(session: Session, ward: str, day: int = 1) -> Deployment:
    return announce(session, SYSTEM, Plan(held_on=date(2026, 12, day), location="High Street", ward=ward))


def told(session: Session, email: str) -> list[str]:
    run_jobs(session)
    return [subject for to, subject, _ in mails(session) if to == email and not subject.startswith("Confirm")]


def news_in_beckton(session: Session) -> list[str]:
    return [told.title for told in shown_news(session, reference_to(keep_ward(session, "Beckton")), 9)]


@pytest.fixture
def followed(session: Session) -> Session:
    """A register with a row in a ward, followed as a whole by Anna and for the ward by Ben."""
    plan(session, "Beckton")
    for ward, email in (("", "anna@example.org"), ("Beckton", "ben@example.org")):
        area = find_area(session, ward)
        assert area is not None
        following(session, reference_to(area), email)
    return session


def test_a_ward_is_told_of_its_own_and_the_register_of_all(followed: Session) -> None:
    plan(followed, "Beckton", 2)
    plan(followed, "Forest Gate", 3)
    assert told(followed, "anna@example.org") == [ANNOUNCED, ANNOUNCED]
    assert told(followed, "ben@example.org") == [ANNOUNCED]


def test_a_file_is_one_mail(followed: Session) -> None:
    taken(followed, STRATFORD, STRATFORD.replace("Stratford", "Bow"))
    assert told(followed, "anna@example.org") == [ADDED]
    assert any("2 deployments were added" in body for _, _, body in mails(followed))
    assert told(followed, "ben@example.org") == []


def test_a_new_version_is_told_where_it_is_read(followed: Session) -> None:
    row = followed.scalars(select(Deployment)).one()
    cancel(followed, SYSTEM, row, "Called off")
    assert told(followed, "ben@example.org") == [f"Deployment {row.number} has a new version"]
    assert any("http://localhost/registers/register.versions" in body for _, _, body in mails(followed))


def test_what_is_withheld_is_told_only_when_it_ends(followed: Session) -> None:
    row = followed.scalars(select(Deployment)).one()
    assert len(news_in_beckton(followed)) == 1
    withhold(followed, SYSTEM, row, "FOIA s31", date(2999, 1, 1))
    assert news_in_beckton(followed) == []
    cancel(followed, SYSTEM, row, "Called off")
    assert told(followed, "ben@example.org") == []
    release(followed, SYSTEM, row)
    assert told(followed, "ben@example.org") == [f"Deployment {row.number} is withheld no longer"]


def test_the_pages_offer_it(followed: Session, client: FormClient) -> None:
    whole, ward = find_area(followed, ""), find_area(followed, "Beckton")
    assert whole is not None
    assert ward is not None
    followed.commit()
    assert f"/follow/register_area/{whole.id}" in client.get("/register/deployments").text
    assert f"/follow/register_area/{ward.id}" in client.get("/register/planned?ward=Beckton").text
    assert "Deployments in Beckton" in client.get(f"/follow/register_area/{ward.id}").text


def test_who_follows_a_deployment_its_ward_and_the_register_gets_one_mail(followed: Session) -> None:
    row = followed.scalars(select(Deployment)).one()
    ward = find_area(followed, "Beckton")
    assert ward is not None
    for reference in (reference_to(row), reference_to(ward)):
        following(followed, reference, "anna@example.org")
    cancel(followed, SYSTEM, row, "Called off")
    taken(followed, "Bow,2026-01-05,Beckton,5,0", head=f"{HEAD.strip()},faces_seen_estimate,arrests")
    assert told(followed, "anna@example.org") == [f"Deployment {row.number} has a new version", ADDED]


def test_a_pause_is_told_to_its_ward_and_what_is_wider_to_all(followed: Session, client: FormClient) -> None:
    row = plan(followed, "Beckton", 2)
    before = len(told(followed, "ben@example.org"))
    following(followed, reference_to(row), "cara@example.org")
    noted = pause(followed, SYSTEM, "Beckton", date(2026, 11, 1), "The council asked for it", "")
    pause(followed, SYSTEM, "Newham", date(2026, 11, 2), "A fault", "")
    resume(followed, SYSTEM, noted, date(2026, 11, 20), "It was answered")
    news = ["Use is paused: Beckton", "Use is paused: Newham", "Use is resumed: Beckton"]
    assert told(followed, "ben@example.org")[before:] == news
    assert told(followed, "cara@example.org") == news
    plan(followed, "Boleyn", 3)
    pause(followed, SYSTEM, "Boleyn", date(2026, 11, 3), "A fault", "")
    assert "Use is paused: Boleyn" in told(followed, "anna@example.org")
    assert told(followed, "ben@example.org")[before:] == news
    ward = find_area(followed, "Beckton")
    assert ward is not None
    followed.commit()
    assert "Use is resumed: Beckton" in client.get(f"/follow/register_area/{ward.id}/feed.atom").text
