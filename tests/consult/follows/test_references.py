"""A ward is followed by everybody, and hears of whatever names it."""

import pytest
from sqlalchemy.orm import Session

from consult.citations.queries import reference_to
from consult.consultations.models import Consultation
from consult.contract.references import Reference
from consult.follows.queries import find_followable, find_ward, shown_news
from consult.follows.services import keep_ward, stop_follow, tell_followers
from consult.kernel.errors import NotFound
from tests.consult.follows.conftest import following, mails, run_jobs
from tests.factories import make_consultation


def told(session: Session) -> list[tuple[str, str]]:
    run_jobs(session)
    return [(to, body) for to, subject, body in mails(session) if subject == "News"]


@pytest.fixture
def beckton(session: Session, consultation: Consultation) -> Reference:
    """A ward, which the consultation names."""
    consultation.ward = "beckton"
    session.flush()
    return reference_to(keep_ward(session, "Beckton"))


def test_who_follows_a_row_and_its_ward_gets_one_mail_until_both_are_stopped(
    session: Session, reference: Reference, beckton: Reference
) -> None:
    follows = [following(session, place, "anna@example.org") for place in (reference, beckton)]
    following(session, beckton, "ben@example.org")
    for number, stopped in enumerate([None, *follows], start=1):
        if stopped is not None:
            stop_follow(session, stopped)
        tell_followers(session, reference, lambda: ("News", "It changed."))
        assert sum(to == "anna@example.org" for to, _ in told(session)) == min(number, 2)
    assert len([body for to, body in told(session) if to == "ben@example.org"]) == 3
    assert any("you asked to follow: What happens in Beckton" in body for _, body in told(session))


def test_what_is_told_stands_in_the_feeds_once_and_only_while_everybody_may_read_it(
    session: Session, consultation: Consultation, reference: Reference, beckton: Reference
) -> None:
    elsewhere = reference_to(make_consultation(session))
    for place in (reference, elsewhere):
        tell_followers(session, place, lambda: ("News", "It changed."), also=(beckton,), key=f"of {place.id}")
    tell_followers(session, reference, lambda: ("News", "It changed."), key=f"of {reference.id}")
    assert [told.link.parts["slug"] for told in shown_news(session, reference, 9)] == [consultation.slug]
    assert len(shown_news(session, beckton, 9)) == 2
    assert len(shown_news(session, beckton, 1)) == 1
    session.delete(session.get_one(Consultation, elsewhere.id))
    session.flush()
    assert len(shown_news(session, beckton, 9)) == 1


def test_a_ward_is_kept_once_as_the_council_writes_it(session: Session) -> None:
    assert keep_ward(session, " abbey ") is keep_ward(session, "Abbey")
    assert find_ward(session, "ABBEY") == "Abbey"
    link = find_followable(session, "followed_ward", keep_ward(session, "abbey").id)[1]
    assert (link.title, link.parts) == ("What happens in Abbey", {"name": "Abbey"})
    with pytest.raises(NotFound):
        find_ward(session, "Atlantis")
