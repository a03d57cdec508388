"""The people of the demonstration."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Organisation
from consult.accounts.queries import person_by_email
from consult.accounts.services import check_password
from consult.demo.people import ACCOUNTS, GROUP, PASSWORD, Account, invite_everybody, number_of_people


@pytest.mark.parametrize("account", ACCOUNTS, ids=lambda account: account.key)
def test_everybody_can_sign_in_and_has_their_role(account: Account, read: Session) -> None:
    person = check_password(read, account.email, PASSWORD)
    assert person.roles == {account.role}


def test_the_group_is_verified_and_says_that_it_is_invented(read: Session) -> None:
    group = read.scalars(select(Organisation).where(Organisation.name == GROUP)).one()
    assert group.is_verified
    assert "invented" in group.name
    assert [member.person.email for member in group.members] == ["group@newham.example"]


def test_who_is_there_already_is_left_alone(read: Session) -> None:
    before = number_of_people(read)
    person = read.scalars(person_by_email("officer@newham.example")).one()
    person.name = "Somebody else now"
    read.flush()
    assert invite_everybody(read)["officer"].name == "Somebody else now"
    assert number_of_people(read) == before
