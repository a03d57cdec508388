"""An address is kept sealed, and each mail to it has a link that works whatever became of the keys."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from consult.kernel import tokens
from consult.mail.sealed_addresses import seal_address, stop_secret, stop_token, write_to
from tests.support.mail import written_mail


@dataclass
class Kept:
    """A row that keeps an address."""

    __tablename__ = "follow"
    id: str
    contact_sealed: bytes
    stop_hash: str
    language: str | None = None


def kept(session: Session) -> Kept:
    return Kept(
        "a1", seal_address(session, "follow", "a1", " anna@example.org "), tokens.digest(stop_secret(session, "a1"))
    )


def test_a_mail_says_why_it_comes_and_how_to_stop_it(session: Session) -> None:
    row = kept(session)
    assert write_to(session, row, {"en-GB": ["News", "It changed."]}, place="stop", why=lambda: "You asked.")
    (mail,) = written_mail(session)
    assert mail.to == "anna@example.org"
    assert (
        f"It changed.\n\nYou asked. To get no more of it: http://localhost/stop/{stop_token(session, row)}" in mail.body
    )


def test_an_address_that_cannot_be_read_is_left_out(session: Session) -> None:
    row = kept(session)
    row.id = "b2"
    assert not write_to(session, row, {"en-GB": ["News", "It changed."]}, place="stop", why=lambda: "You asked.")
    assert written_mail(session) == []


def test_a_link_of_a_key_that_is_gone_is_made_anew(session: Session) -> None:
    row = kept(session)
    row.stop_hash = "of a key that is gone"
    assert tokens.digest(stop_token(session, row)) == row.stop_hash
