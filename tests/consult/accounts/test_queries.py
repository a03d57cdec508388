"""Finding people and groups."""

import pytest
from sqlalchemy.orm import Session

from consult.accounts.queries import (
    find_organisation,
    find_person,
    holders_of,
    matching_people,
    names_of_organisations,
    names_of_people,
)
from consult.kernel.authz import Role
from consult.kernel.errors import NotFound
from tests.factories import make_organisation, make_person


def test_who_is_not_there_is_not_found(session: Session) -> None:
    with pytest.raises(NotFound):
        find_person(session, 0)
    with pytest.raises(NotFound):
        find_organisation(session, 0)


def test_numbers_are_named_and_unknown_ones_left_out(session: Session) -> None:
    person, group = make_person(session, name="Amara"), make_organisation(session, name="Newham Mums")
    assert names_of_people(session, {person.id, 0}) == {person.id: "Amara"}
    assert names_of_organisations(session, {group.id, 0}) == {group.id: "Newham Mums"}


@pytest.mark.parametrize("typed", ["çelik", "ÇELİK".replace("İ", "I"), "Çelik", "ŻÓŁ", "żół", "o'neill", "50%"])
def test_a_name_is_found_whichever_way_its_letters_are_typed(session: Session, typed: str) -> None:
    named = [make_person(session, name=name).id for name in ("Deniz Çelik", "Ola Żółć", "Amara O'Neill", "Half 50%")]
    make_person(session, name="Somebody Else")
    found = [person.id for person in session.scalars(matching_people(typed))]
    assert len(found) == 1
    assert found[0] in named


def test_those_who_hold_a_role_now_come_by_name_each_once(session: Session) -> None:
    both = make_person(session, Role.OFFICER, Role.ADMINISTRATOR, name="Zoe Both")
    officer = make_person(session, Role.OFFICER, name="Amara Officer")
    make_person(session, Role.OFFICER, name="Gone", is_active=False)
    make_person(session, Role.COUNCILLOR, name="Other")
    assert session.scalars(holders_of(Role.OFFICER, Role.ADMINISTRATOR)).all() == [officer, both]
    assert session.scalars(holders_of(Role.ADMINISTRATOR)).all() == [both]
    assert session.scalars(holders_of()).all() == []
