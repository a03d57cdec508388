"""Who follows a row is told once of each thing that happens, until they stop it."""

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session

from consult.consultations.models import Consultation, State
from consult.contract.deployment import speaking_to
from consult.contract.references import Reference
from consult.follows import services
from consult.follows.services import confirm_follow, stop_follow, tell_followers
from consult.kernel.db import database_of
from consult.kernel.messages import gettext
from consult.mail.models import MailMessage
from tests.consult.follows.conftest import asked, following, link_in, mails, run_jobs
from tests.support.deployments import offer_welsh


def told(session: Session) -> list[str]:
    return [to for to, subject, _ in mails(session) if subject == "News"]


def test_only_who_confirmed_is_written_to_and_each_mail_stops_it(session: Session, reference: Reference) -> None:
    follow = following(session, reference, "Anna@example.org")
    asked(session, reference, "bert@example.org")
    tell_followers(session, reference, lambda: ("News", "It changed."))
    run_jobs(session)
    assert told(session) == ["Anna@example.org"]
    (body,) = (body for _, subject, body in mails(session) if subject == "News")
    assert "you asked to follow: The consultation “Cameras” and its decision" in body
    assert link_in(body).startswith("/follow/stop/")
    stop_follow(session, follow)
    tell_followers(session, reference, lambda: ("News", "It changed again."))
    run_jobs(session)
    assert len(told(session)) == 1


def test_asking_twice_keeps_one_address_and_a_confirmed_one_gets_no_further_mail(
    session: Session, reference: Reference
) -> None:
    first = asked(session, reference, "anna@example.org")
    assert asked(session, reference, " Anna@Example.org ") is first
    assert len(mails(session)) == 2
    confirm_follow(session, first)
    asked(session, reference, "anna@example.org")
    assert len(mails(session)) == 2


def test_who_stopped_can_ask_again_and_has_to_confirm_again(session: Session, reference: Reference) -> None:
    follow = following(session, reference, "anna@example.org")
    stop_follow(session, follow)
    assert asked(session, reference, "anna@example.org") is follow
    assert not follow.is_running
    confirm_follow(session, follow)
    assert follow.is_running


def test_the_same_news_goes_out_once_and_in_batches_everybody_gets_it(
    session: Session, reference: Reference, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "BATCH", 2)
    for number in range(5):
        following(session, reference, f"reader{number}@example.org")
    tell_followers(session, reference, lambda: ("News", "It changed."), key="once")
    tell_followers(session, reference, lambda: ("News", "It changed."), key="once")
    run_jobs(session)
    assert told(session) == [f"reader{number}@example.org" for number in range(5)]


def test_nothing_is_told_of_what_is_not_public_any_more(
    session: Session, consultation: Consultation, reference: Reference
) -> None:
    following(session, reference, "anna@example.org")
    tell_followers(session, reference, lambda: ("News", "It changed."))
    consultation.state = State.DRAFT
    session.flush()
    run_jobs(session)
    assert told(session) == []


def test_each_follower_is_written_to_in_the_language_of_the_page_where_they_asked(
    session: Session, reference: Reference
) -> None:
    offer_welsh(database_of(session))
    with speaking_to(session, "cy"):
        nia = following(session, reference, "nia@people.example")
    amara = following(session, reference, "amara@people.example")
    assert (nia.language, amara.language) == ("cy", "en-GB")
    session.execute(delete(MailMessage))
    tell_followers(session, reference, lambda: (gettext("Changed"), "It changed."))
    run_jobs(session)
    (to, subject, body), (other, subject_2, body_2) = mails(session)
    assert (to, subject) == ("amara@people.example", "Changed")
    assert "You get this because you asked to follow" in body
    assert "http://localhost/follow/stop/" in body
    assert (other, subject_2) == ("nia@people.example", "Newidiwyd")
    assert "Rydych yn cael hwn oherwydd i chi ofyn am ddilyn" in body_2
    assert "http://localhost/cy/follow/stop/" in body_2


def test_a_language_that_is_no_longer_offered_gives_way_to_the_councils_own(
    session: Session, reference: Reference
) -> None:
    follow = following(session, reference, "nia@people.example")
    follow.language = "cy"
    tell_followers(session, reference, lambda: ("Changed", "It changed."))
    run_jobs(session)
    assert [body for _to, subject, body in mails(session) if subject == "Changed" and "You get this because" in body]
