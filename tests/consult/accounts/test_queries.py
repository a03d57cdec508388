"""Finding people and groups."""

import pytest
from sqlalchemy.orm import Session

from consult.accounts.queries import find_organisation, find_person, names_of_organisations, names_of_people
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
