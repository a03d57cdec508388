"""A community group registers itself."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts import invitations
from consult.accounts.models import Organisation
from consult.accounts.registration import register_group
from consult.kernel.errors import Invalid
from tests.factories import make_person
from tests.support.mail import link_in, written_mail

MAIL = "chair@traders.example"


def _register(session: Session, name: str = "Stratford Traders", email: str = MAIL) -> None:
    register_group(session, name=name, kind="business", represents=40, basis="They are members.", email=email)


def test_it_is_entered_unverified_and_whoever_opens_the_link_speaks_for_it(session: Session) -> None:
    _register(session)
    made = session.scalars(select(Organisation)).one()
    assert (made.name, made.represents, made.is_verified) == ("Stratford Traders", 40, False)
    (letter,) = written_mail(session, MAIL)
    secret = link_in(letter).rpartition("/")[2]
    invitation = invitations.find_link(session, secret, "join")
    person = invitations.accept_as_new(session, invitation, "Mary Okoro", "green tulips under nine bridges")
    assert [membership.organisation_id for membership in person.memberships] == [made.id]


def test_a_name_that_is_taken_is_refused(session: Session) -> None:
    _register(session)
    with pytest.raises(Invalid) as refused:
        _register(session, email="other@traders.example")
    assert list(refused.value.fields) == ["name"]


def test_a_closed_account_is_not_told_of(session: Session) -> None:
    make_person(session, email="closed@traders.example", is_active=False)
    _register(session, email="closed@traders.example")
    assert session.scalars(select(Organisation)).all() == []
    assert written_mail(session, "closed@traders.example") == []
