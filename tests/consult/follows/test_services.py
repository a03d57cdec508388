"""Who follows a row is told once of each thing that happens, until they stop it."""

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import Consultation, State
from consult.contract.references import Reference
from consult.follows import services
from consult.follows.services import confirm_follow, stop_follow, tell_followers
from tests.consult.follows.conftest import asked, following, link_in, mails, run_jobs


def told(session: Session) -> list[str]:
    return [to for to, subject, _ in mails(session) if subject == "News"]


def test_only_who_confirmed_is_written_to_and_each_mail_stops_it(session: Session, reference: Reference) -> None:
    follow = following(session, reference, "Anna@example.org")
    asked(session, reference, "bert@example.org")
    tell_followers(session, reference, "News", "It changed.")
    run_jobs(session)
    assert told(session) == ["Anna@example.org"]
    (body,) = (body for _, subject, body in mails(session) if subject == "News")
    assert "you asked to follow: The consultation “Cameras” and its decision" in body
    assert link_in(body).startswith("/follow/stop/")
    stop_follow(session, follow)
    tell_followers(session, reference, "News", "It changed again.")
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
    tell_followers(session, reference, "News", "It changed.", key="once")
    tell_followers(session, reference, "News", "It changed.", key="once")
    run_jobs(session)
    assert told(session) == [f"reader{number}@example.org" for number in range(5)]


def test_nothing_is_told_of_what_is_not_public_any_more(
    session: Session, consultation: Consultation, reference: Reference
) -> None:
    following(session, reference, "anna@example.org")
    tell_followers(session, reference, "News", "It changed.")
    consultation.state = State.DRAFT
    session.flush()
    run_jobs(session)
    assert told(session) == []
